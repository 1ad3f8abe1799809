"""Stretches of time in a text: ranges, open ends, single points, each with two bounds (policy §4.3).

A range S-E of intervals S=[s1,s2], E=[e1,e2] surely covers its core s2..e1 and at most its hull s1..e2, both ends
included. « Until now » ends in the month before the notice closes or in that month. Knows months; no post, no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from app.screening.dates import Months, Point, find_points, month_index
from app.screening.joined_dates import BEGINNING, is_an_item_of_its_own, joined
from app.screening.spoken import says_who_left, tells_on, tells_who_came

SINCE = re.compile(
    r"(?:\b(?:depuis|des|since|a partir d[eu]|a compter d[eu]|starting(?: from| in)?|as of|from)|\u0645\u0646\u0630|\u0627\u0628\u062a\u062f\u0627\u0621\u0627? \u0645\u0646|\u0627\u0646\u0637\u0644\u0627\u0642\u0627 \u0645\u0646|\u0628\u062f\u0627\u064a\u0647 \u0645\u0646)\s"
    r"(?:le |la |l'|the |mois de |debut |\u0634\u0647\u0631 |\u0633\u0646\u0647 |\u0639\u0627\u0645 |\u0641\u0627\u062a\u062d |\u0628\u062f\u0627\u064a\u0647 )?$"
)
UNTIL = re.compile(
    r"(?:\b(?:jusqu'(?:a|en|au)|until|till)|\u062d\u062a\u064a|\u0627\u0644\u064a \u063a\u0627\u064a\u0647|\u0644\u063a\u0627\u064a\u0647)\s?(?:la |le |fin )?$"
)
SHORT_YEAR = re.compile(r"\s?[-/]\s?([0-9]{2})(?![0-9/.,%]|\s?(?:h\b|ans\b|mois\b))")
SCHOOL_YEAR = re.compile(
    r"(?:annees? (?:scolaires?|universitaires?)|saison|\u0627\u0644\u0633\u0646\u0647 \u0627\u0644\u062f\u0631\u0627\u0633\u064a\u0647|\u0627\u0644\u0645\u0648\u0633\u0645(?: \u0627\u0644\u062f\u0631\u0627\u0633\u064a)?|\u0627\u0644\u0633\u0646\u0647 \u0627\u0644\u062c\u0627\u0645\u0639\u064a\u0647)\s?:?\s?$"
)
ONWARDS = re.compile(
    r"\s?(?:onwards?|and after|et apres|\u0641\u0635\u0627\u0639\u062f\u0627|\u0648\u0645\u0627 \u0628\u0639\u062f)\b"
)
# « 05/2023 – » at the end of a line; « 05/2023 – … », « 05/2023 à ? », « 05/2023 – tbd » wherever they stand
OPEN_END = re.compile(
    r"\s?(?:[-/>]{1,3}|\.{2,}|\?)\s?[)\]]?\s*(?:\n|\f|$)|"
    r"\s?(?:[-/>]{1,2}|\ba\b|\bau\b|\bto\b|\u0627\u0644\u064a|\u062d\u062a\u064a)\s?(?:\.{2,}(?:\s?/\s?\.{2,})?|\?{1,3}|_{2,}|-{2,}|x{2,4}\b|tb[dc]\b|a (?:definir|determiner|confirmer|preciser)\b)(?!\s?[0-9])"
)
OPENS_MONTHS = re.compile(
    r"\s?[(\[]\s?(?:[0-9]{1,2} (?:mois|months?|اشهر|شهرا?)\s?[,:;،-]?\s?)?(?:de |d'|du mois de |en |from |in |من |شهر )?"
)
TO_A_MONTH = re.compile(r"\.?\s?(?:-|/|a|au|et|to|and|الي|حتي|و)\s?(?:fin )?")
CLOSES_MONTHS = re.compile(r"\.?\s?(?:[,;][^()\[\]\n]{0,20})?[)\]]")
MOST_BEFORE_A_DATE = 80  # folded characters in which the words that make it an end stand
DIGIT = re.compile("[0-9]")
QUOTED = re.compile(r'"[^"\n]{0,120}"')


class Period(NamedTuple):
    """A stretch at `start:end` of the folded text.

    `ends` is None for « until now » (then `is_open`). `single` says one point only. `flags`: `reversed`, `open_dash`, `apart`.
    """

    start: int
    end: int
    begins: Months
    ends: Months | None
    single: bool = False
    years_only: bool = False
    flags: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.ends is None

    def bounds(self, until: int) -> tuple[Months | None, Months | None]:
        """Hull and core, cut at the month `until` in which the notice closes; None where empty."""
        ends = self.ends if self.ends is not None else Months(until - 1, until)
        hull = _cut(self.begins.first, ends.last, until)
        if self.single:
            return hull, hull if self.begins.length == 1 and hull else None
        if "reversed" in self.flags or "apart" in self.flags:
            return hull, None
        first = self.begins.last
        last = ends.first
        if "open_dash" in self.flags:
            last = first
        return hull, _cut(first, last, until)


def _cut(first: int, last: int, until: int) -> Months | None:
    last = min(last, until)
    return Months(first, last) if first <= last else None


def find_periods(
    text: str, start: int = 0, end: int | None = None, *, right_to_left: bool = False
) -> tuple[Period, ...]:
    """Every stretch of `text[start:end]`, folded, in order. Offsets are those of `text`.

    In a right-to-left line a range written backwards is the extraction's doing and is turned silently.
    """
    end = len(text) if end is None else end
    if DIGIT.search(text, start, end) is None:  # every stretch names a year, and most lines name none
        return ()
    points = _unquoted(text, find_points(text, start, end), start, end)
    periods: list[Period] = []
    at = 0
    while at < len(points):
        period, used = _period_at(text, points, at, start, end)
        if period is not None:
            closed = _closed(text, periods[-1], points[at], start, end) if periods and period.single else None
            if closed is not None:
                periods[-1] = closed
            else:
                periods.append(_in_order(period, right_to_left=right_to_left))
        elif periods and used == 1 and (closed := _closed(text, periods[-1], points[at], start, end)) is not None:
            periods[-1] = closed
        at += used
    return tuple(periods)


def _closed(text: str, last: Period, point: Point, floor: int, ceiling: int) -> Period | None:
    """`last`, which began in a sentence above, with the end that « jusqu'en mars 2021 » or « je l'ai quittée en … » gives it."""
    if point.months is None or not (last.single or last.is_open) or "open_dash" in last.flags:
        return None
    if point.months < last.begins or not tells_on(text, last.end, point.start):
        return None
    before = text[max(last.end, point.start - MOST_BEFORE_A_DATE) : point.start]
    left = says_who_left(before)
    if not (left or UNTIL.search(before)):
        return None
    if last.single and not tells_who_came(text, last.start, last.end, floor, ceiling):
        return None
    if last.is_open and not left and "\n" in text[last.end : point.start]:
        return None
    return last._replace(ends=point.months, single=False, years_only=last.years_only and point.year_only)


def _unquoted(text: str, points: Sequence[Point], start: int, end: int) -> Sequence[Point]:
    """Without those in the name of something."""
    quoted = [found.span() for found in QUOTED.finditer(text, start, end)] if points else []
    if not quoted:
        return points
    return [point for point in points if not any(left < point.start and point.end < right for left, right in quoted)]


def _period_at(text: str, points: Sequence[Point], at: int, floor: int, end: int) -> tuple[Period | None, int]:
    """The period that the point `at` begins, and how many points it uses."""
    point = points[at]
    following = points[at + 1] if at + 1 < len(points) else None
    before = text[max(floor, point.start - 40) : point.start]
    if (
        following is not None
        and joined(text, point, following, before)
        and not is_an_item_of_its_own(text, points[at : at + 3])
    ):
        period = _range(text, point, following)
        label = BEGINNING.search(before) if period is not None else None
        if period is not None and label is not None:
            return period._replace(start=point.start - len(label.group())), 2
        if period is not None:
            return period, 2
    if point.months is None:
        return None, 1
    bracketed = _months_of_the_year(text, points, at)
    if bracketed is not None:
        return bracketed
    short = _short_range(text, point, end)
    if short is not None:
        return short, 1
    if SINCE.search(before) or ONWARDS.match(text, point.end, end):
        return Period(point.start, point.end, point.months, None, years_only=point.year_only), 1
    if UNTIL.search(before):
        return None, 1
    if OPEN_END.match(text, point.end, end) and not point.weak:
        return Period(point.start, point.end, point.months, None, years_only=point.year_only, flags=("open_dash",)), 1
    if point.weak:
        return None, 1
    return Period(point.start, point.end, point.months, point.months, single=True, years_only=point.year_only), 1


def _range(text: str, first: Point, second: Point) -> Period | None:
    years_only = first.year_only and (second.year_only or second.now)
    span = (first.start, second.end)
    if first.now and second.now:
        return None
    if first.now or second.now:
        known = second if first.now else first
        if known.months is None:
            return None
        return Period(*span, known.months, None, years_only=known.year_only)
    begins, ends = _completed(first, second)
    if begins is None or ends is None:
        return None
    if (
        years_only
        and SCHOOL_YEAR.search(text[max(0, first.start - 30) : first.start])
        and ends.first - begins.first == 12
    ):
        return Period(*span, Months(begins.first + 8, begins.first + 8), Months(ends.first + 6, ends.first + 6))
    return Period(*span, begins, ends, years_only=years_only)


def _completed(first: Point, second: Point) -> tuple[Months | None, Months | None]:
    """« février à juin 2018 », « mars 2019 – mai »: the month without a year takes its neighbour's."""
    begins, ends = first.months, second.months
    if begins is None and ends is not None and first.month is not None:
        year, month = divmod(ends.first, 12)
        if ends.length > 1:
            return None, None
        year -= first.month > month + 1
        begins = Months(month_index(year, first.month), month_index(year, first.month))
    elif ends is None and begins is not None and second.month is not None:
        year, month = divmod(begins.last, 12)
        if begins.length > 1:
            return None, None
        year += second.month < month + 1
        ends = Months(month_index(year, second.month), month_index(year, second.month))
    return begins, ends


def _months_of_the_year(text: str, points: Sequence[Point], at: int) -> tuple[Period, int] | None:
    """« 2023 (mai – juillet) », « 2024 (3 mois, février – avril) », « 2022 (mars) »: in brackets behind a year, which of its months."""
    year = points[at]
    inside = points[at + 1 : at + 3]
    if not year.year_only or year.months is None or not inside or inside[0].month is None:
        return None
    if inside[0].months is not None or OPENS_MONTHS.fullmatch(text, year.end, inside[0].start) is None:
        return None
    first = month_index(year.months.first // 12, inside[0].month)
    last, used, stop = first, 2, inside[0].end
    if len(inside) == 2 and inside[1].month is not None and TO_A_MONTH.fullmatch(text, stop, inside[1].start):
        last, used, stop = month_index(year.months.first // 12, inside[1].month), 3, inside[1].end
    if last < first or CLOSES_MONTHS.match(text, stop) is None:
        return None
    return Period(year.start, stop, Months(first, first), Months(last, last)), used


def _short_range(text: str, point: Point, end: int) -> Period | None:
    """« 2018-20 », « 2018/19 »: the second year in two digits."""
    if not point.year_only or point.months is None:
        return None
    found = SHORT_YEAR.match(text, point.end, end)
    if found is None:
        return None
    year = point.months.first // 12
    last = year // 100 * 100 + int(found[1])
    if not year < last <= year + 40:
        return None
    return Period(
        point.start, found.end(), point.months, Months(month_index(last, 1), month_index(last, 12)), years_only=True
    )


def _in_order(period: Period, *, right_to_left: bool) -> Period:
    if period.ends is None or period.ends.last >= period.begins.first:
        return period
    flags = period.flags if right_to_left else (*period.flags, "reversed")
    return period._replace(begins=period.ends, ends=period.begins, flags=flags)


@cache
def month_name(month: int) -> str:
    """A month as `2019-01`."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
