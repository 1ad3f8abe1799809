"""Periods whose two ends went to two lines: a margin read by rows, a year below its month."""

from __future__ import annotations

import re
from itertools import pairwise

from app.screening.dated_lines import LEAD, stands_alone
from app.screening.dates import Months, find_points, month_index
from app.screening.fold import Folded
from app.screening.told_line import ToldLine

OPENERS = {"depuis", "de", "du", "des", "from", "since", "من", "منذ"}
# « et de septembre 2024 à ce jour », ومن شتنبر 2024 alone below a period: a second time in the same post
AND_AGAIN = re.compile(r"(?:et|puis|and|then)\s|(?:و|ثم )(?=من|منذ|ابتداء|[0-9]|\S)")
LEFT_BESIDE = 8  # folded characters
DASH = re.compile(r"\.?\s?(?:-|a\b|au\b|to\b|الي\b)")


def mend_split_ranges(known: list[ToldLine], folded: Folded) -> None:
    """« Janvier 2021 – Coordinatrice … » with « à ce jour » alone on the next line: a margin of two lines read by rows."""
    for first, second in pairwise(known):
        if _is_a_second_time(first, second, folded):
            first.periods, second.periods = [*first.periods, *second.periods], []
            second.dated, second.continues = False, True
            continue
        if second.dated and first.line.text.strip(" :") in OPENERS:
            first.periods, second.periods = second.periods, []
            first.dated, second.dated, second.continues = True, False, True
        _mend_a_month_without_its_year(first, second, folded)
        for each in first.periods:
            if not (
                each.single
                and DASH.match(folded.text[each.end : each.end + 6])
                and LEAD.fullmatch(folded.text, first.line.folded_start, each.start)
            ):
                continue
            rest = folded.text[second.line.folded_start : second.line.folded_end]
            points = find_points(rest)
            if len(points) != 1 or len(rest) - (points[0].end - points[0].start) > 8:
                continue
            ends = points[0].months
            if points[0].month is not None or (ends is not None and ends < each.begins):
                continue
            years_only = each.years_only and points[0].year_only
            first.periods = [each._replace(ends=ends, single=False, years_only=years_only, flags=())]
            second.periods = []
            second.continues = True
            first.dated = True
            second.dated = False


def _is_a_second_time(first: ToldLine, second: ToldLine, folded: Folded) -> bool:
    if not (first.dated and second.periods) or second.line.index != first.line.index + 1 or second.roles:
        return False
    start, end = second.line.folded_start, second.line.folded_end
    if AND_AGAIN.match(folded.text, start, end) is None or all(period.single for period in first.periods):
        return False
    beside = (end - start) - sum(period.end - max(start, period.start) for period in second.periods)
    return beside <= LEFT_BESIDE


def _mend_a_month_without_its_year(first: ToldLine, second: ToldLine, folded: Folded) -> None:
    """« Mai 2019 – janvier Cheffe de projet … » with « 2026 » alone on the next line: the year is that of the end."""
    for number, each in enumerate(first.periods):
        years = [period for period in second.periods if period.single and period.years_only]
        if len(years) != 1 or not stands_alone(years[0], second.line):
            return
        if each.single or each.ends is None or LEAD.fullmatch(folded.text, first.line.folded_start, each.start) is None:
            continue
        last = find_points(folded.text, each.start, each.end)[-1]
        if last.months is not None or last.month is None:
            continue
        end = month_index(years[0].begins.first // 12, last.month)
        if end < each.begins.first:
            continue
        first.periods[number] = each._replace(ends=Months(end, end), flags=())
        first.dated, second.dated, second.continues, second.periods = True, False, True, []
