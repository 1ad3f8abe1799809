"""Dates that stand at the height of a title and were read with another column: each is put back after its title."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from app.screening.lines import TextLine
from app.screening.periods import DIGIT, find_periods
from app.screening.understood import Understood


def with_stray_dates(rows: Sequence[TextLine], piece: Understood) -> list[TextLine]:
    """The lines with each date that stands at a title's height but was read with another column, put after its title."""
    inside = {row.index for row in rows}
    strays = [
        line
        for line in _dates_alone(piece)
        if line.index not in inside or any(_is_its_title(row, line) for row in rows)
    ]
    if not strays:
        return list(rows)
    moved = {line.index for line in strays}
    result: list[TextLine] = []
    for row in rows:
        if row.index in moved:
            continue
        result.append(row)
        result += [
            line for line in strays if line.page == row.page and abs(line.top - row.top) < 4 and _apart(line, row)
        ]
    return result


def _dates_alone(piece: Understood) -> list[TextLine]:
    """The lines on paper that hold a date alone, looked for once: every section asks."""
    known: list[TextLine] | None = piece.folded.remembered.get(_dates_alone)
    if known is None:
        dates = [line for line in piece.lines if line.laid_out and is_only_a_date(line)]
        halves = {line.index for pair in pairwise(dates) if _are_one_date(*pair, piece) for line in pair}
        known = [line for line in dates if line.index not in halves]
        piece.folded.remembered[_dates_alone] = known
    return known


def _are_one_date(first: TextLine, second: TextLine, piece: Understood) -> bool:
    """« 1 February 2019 – 31 » above « March 2023 » in a narrow margin: one period on two lines, which stay together."""
    if second.index != first.index + 1 or second.block != first.block:
        return False
    periods = find_periods(piece.folded.text, first.folded_start, second.folded_end)
    return len(periods) == 1 and periods[0].start < first.folded_end <= second.folded_start < periods[0].end


def is_only_a_date(line: TextLine) -> bool:
    """A line that holds one period and no word beside it."""
    if len(line.text) > 40 or DIGIT.search(line.text) is None:
        return False
    periods = find_periods(line.text)
    return len(periods) == 1 and len(line.text) - (periods[0].end - periods[0].start) <= 9


def _is_its_title(row: TextLine, date: TextLine) -> bool:
    """Whether `row` stands at a date's height in another block, far from it in the order of reading."""
    return (
        row.block != date.block
        and row.page == date.page
        and abs(row.index - date.index) > 1
        and abs(row.top - date.top) < 4
        and _apart(date, row)
    )


def _apart(one: TextLine, other: TextLine) -> bool:
    return one.x0 > other.x1 or other.x0 > one.x1
