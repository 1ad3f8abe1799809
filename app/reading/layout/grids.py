"""Two sides of a gutter: a table, read row by row, or two columns, read one after the other?"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter, ne
from statistics import median

from app.reading.layout.bands import Manner, are_level
from app.reading.layout.segments import Segment

_LONG = 26  # characters a row: running text, not cells
_VERY_LONG = 34
_SENTENCES = 30
_CELL = 16  # characters a row that a cell seldom has
_CELL_GAP = 1.7  # em
_NEXT = 2  # glyphs: how far the stream may step from one to the other
_WIDER = 1.1  # of the usual step
_FEWEST_LABELS = 3
_FEWEST_AGAINST = 3  # rows that go on beside what begins
_MANY_AGAINST = 0.2  # the same, of the rows at one height
_RAGGED = 3.0  # em: a full line may end this far before the edge
_ENDS = frozenset(".:;!?؛؟")
_FEWEST_DATES = 2
_BESIDE = 0.8  # em: baselines further apart are not of one row
_TITLE = 1.1  # times the size of what stands below
_FEWEST_ALONG = 2
_YEAR = re.compile(r"(?:19|20)\d\d|[٠-٩]{4}")


class _Side:
    """One side of a gutter, measured."""

    def __init__(self, segments: Sequence[Segment], band: float) -> None:
        self.segments = segments
        self.rows: list[float] = []
        self.sizes: list[float] = []  # of the rows
        size = 0.0
        for segment in sorted(segments, key=lambda segment: segment.baseline):
            if not self.rows or segment.baseline - self.rows[-1] > band * min(segment.size, size):
                self.rows.append(segment.baseline)
                size = segment.size
                self.sizes.append(size)
        self.length = sum(segment.count for segment in segments) / max(len(self.rows), 1)
        self.digits = _digits(segments)
        self.right = sum(segment.right for segment in segments)
        self.left = sum(segment.left for segment in segments)

    @property
    def cells(self) -> list[float]:
        """The rows that begin a cell: a gap parts each from the row before, or a title in larger type, where sizes are known."""
        size = median([segment.size for segment in self.segments])
        rows = pairwise(zip(self.rows, self.sizes, strict=True))
        return self.rows[:1] + [
            row
            for (before, larger), (row, own) in rows
            if row - before > _CELL_GAP * size or (larger > _TITLE * own and self.segments[0].last)
        ]

    @property
    def beginnings(self) -> list[float]:
        """The rows that may begin an entry: each a little further from the row before than rows are."""
        steps = [after - before for before, after in pairwise(self.rows)]
        usual = median(steps) if steps else 0.0
        return self.rows[:1] + [row for row, step in zip(self.rows[1:], steps, strict=True) if step > _WIDER * usual]

    @property
    def dated_rows(self) -> list[float]:
        """The rows that are mostly numbers."""
        return sorted({segment.baseline for segment in self.segments if _digits([segment]) > 0.3})

    @property
    def rows_with_years(self) -> list[float]:
        """The rows that name a year, in whatever words."""
        return sorted({one.baseline for one in self.segments if one.digits >= 4 and _YEAR.search("".join(one.texts))})


def _digits(segments: Sequence[Segment]) -> float:
    """The share of digits."""
    return sum([segment.digits for segment in segments]) / max(1, sum([len(segment.texts) for segment in segments]))


def is_tabular(left: Sequence[Segment], right: Sequence[Segment], rules: int, aligned: float, band: float) -> bool:
    """Whether the sides belong together row by row.

    `rules` counts ruled lines across the gutter; `aligned` and `band` are in em. The strongest sign is how the producer wrote
    them: one side after the other, or from side to side.
    """
    one, two = _Side(left, band), _Side(right, band)
    short, long = (one, two) if len(one.rows) <= len(two.rows) else (two, one)
    rows = len(short.rows)
    size = median([segment.size for segment in short.segments])
    on_baseline = _aligned_rows(short.rows, long.rows, aligned * size)
    share = on_baseline / rows
    streamed = any(segment.last for segment in (*left, *right))
    turns = switches(left, right)
    narrow, wide = (one, two) if one.length <= two.length else (two, one)
    if rows <= 2:
        if streamed and turns <= 1 and len(long.rows) > 2:
            return rows == 2 and narrow is short and _is_dates_column(short, long, (aligned * size, band * size), turns)
        return on_baseline > 0 or turns > 2 or not streamed
    if rules >= 2 and share > 0.5:
        return True
    weaving = turns / (2.0 * rows) if streamed else 0.5
    if not streamed and share >= 0.8 and (_are_labels(one, at_right=False) or _are_labels(two, at_right=True)):
        return True
    if not streamed and rows >= 6 and (_is_sidebar(short, long, size) or _is_sidebar(narrow, wide, size)):
        return False
    if (
        not streamed
        and rows >= 6
        and _are_two_languages(one, two)
        and wide.length >= _SENTENCES
        and narrow.length >= _CELL
    ):
        return False  # one text in two languages, whose lines break elsewhere in each
    if _is_dates_column(narrow, wide, (aligned * size, band * size), turns if streamed else 2):
        return True
    if _are_answered(one, two, band) or _are_answered(two, one, band):
        return True
    if streamed and min(one.length, two.length) >= _CELL and _is_prose_beside(one, two, aligned * size):
        return False
    # Titles that stand beside nothing are of all below them.
    beside = _aligned_rows(short.rows, long.rows, _BESIDE * size)
    if (
        streamed
        and rows < 0.8 * len(long.rows)
        and short.length < 30
        and turns >= 1.5 * on_baseline >= 0.75 * beside > 2
    ):
        return True
    if streamed and short.length < 30 and _is_written_across(left, right):
        return True
    if weaving <= 0.34:
        return False
    if weaving >= 0.75 and share >= 0.6 and min(one.length, two.length) < 30:
        return True
    if share < 0.8:
        return False
    if _are_two_languages(one, two):
        if rows >= 4 and max(one.length, two.length) >= _SENTENCES:
            return False  # their lines break elsewhere in each language
        if share >= 0.85 and abs(len(one.rows) - len(two.rows)) <= 0.35 * len(long.rows):
            return True
    if min(one.length, two.length) >= _LONG and rows >= 4:
        return False
    return short.length <= _VERY_LONG


def _is_dates_column(narrow: _Side, wide: _Side, tolerance: tuple[float, float], turns: int) -> bool:
    """Dates, each on the first line of an entry beside it, with section titles, places or a second line in between perhaps.

    Dates in words (« de septembre 2019 à ») are told from a sidebar's by the producer, who went to and fro for each.
    """
    if narrow.length >= 24 or narrow.length > 0.8 * wide.length:
        return False
    dated = narrow.dated_rows
    # Went to and fro for each date: each begins an entry, however near they stand.
    cells = narrow.rows if turns >= 2 * len(dated) - 1 else narrow.cells
    dated = [row for row in dated if row in cells]
    if _are_dates(dated, cells, wide, tolerance, turns):
        return True
    cells = narrow.cells
    dated = [row for row in narrow.rows_with_years if row in cells]
    if turns >= len(dated):
        return _are_dates(dated, cells, wide, tolerance, turns)
    # Written apart: then each must stand where an entry begins. Titles, which stand beside nothing, are of all below them.
    size = median([segment.size for segment in narrow.segments])
    crossed = _rows_written_across(narrow, wide, tolerance[0])
    beside = _aligned_rows([row for row in cells if row not in crossed], wide.rows, _BESIDE * size)
    if beside == len(dated):  # nothing but dates stands beside the other side
        return _aligned_rows(dated, wide.rows, tolerance[0]) == beside >= _FEWEST_DATES
    dated = [row for before, row in pairwise([0.0, *narrow.rows_with_years]) if row - before > _CELL_GAP * size]
    begun = _aligned_rows(dated, wide.beginnings, tolerance[0])
    return begun == len(dated) >= max(3.0, 0.8 * beside)


def _rows_written_across(narrow: _Side, wide: _Side, level: float) -> set[float]:
    """The rows of a side that are of a table's across both: the producer went from one side to the other in them."""
    return {
        one.baseline
        for one in narrow.segments
        for other in wide.segments
        if abs(one.baseline - other.baseline) < level
        and min(abs(other.first - one.last), abs(one.first - other.last)) <= _NEXT
    }


def _are_dates(dated: list[float], cells: list[float], wide: _Side, tolerance: tuple[float, float], turns: int) -> bool:
    if len(dated) < 2 or len(dated) < 0.4 * len(cells):
        return False
    # A producer who went to and fro for each date meant rows, though letters of one side stand somewhat higher.
    level = tolerance[1] if turns >= 2 * len(dated) - 1 else tolerance[0]
    aligned = _aligned_rows(dated, wide.rows, level)
    return aligned >= 0.8 * len(dated) and (aligned >= 3 or turns >= 2)


def _aligned_rows(short: list[float], long: list[float], tolerance: float) -> int:
    count = 0
    for baseline in short:
        at = bisect.bisect_left(long, baseline - tolerance)
        if at < len(long) and long[at] <= baseline + tolerance:
            count += 1
    return count


def switches(left: Sequence[Segment], right: Sequence[Segment]) -> int:
    """How often the producer went from one side to the other; 1 when it wrote one and then the other."""
    numbers = sorted([2 * segment.first for segment in left] + [2 * segment.first + 1 for segment in right])
    sides = [number & 1 for number in numbers]
    return sum(map(ne, sides, sides[1:]))


def _is_written_across(left: Sequence[Segment], right: Sequence[Segment]) -> bool:
    """Whether the producer crossed the gutter along a line and came back under it, time after time, and did not go up again.

    So are entries written, each beside its date or its title, though a title stands in the dates' column too. Once up is not much:
    what hangs on a line of its own may be drawn last.
    """
    written = sorted([(one.first, 0, one) for one in left] + [(one.first, 1, one) for one in right], key=itemgetter(0))
    along = under = up = 0
    lowest = 0.0
    for (_, side, before), (_, other, after) in pairwise(written):
        lowest = max(lowest, before.baseline)
        if side == other:
            continue
        if are_level(before, after):
            along += 1
        elif after.baseline > lowest:
            under += 1
        else:
            up += 1
    return along >= _FEWEST_ALONG and along + 1 >= under and up <= 1


def _is_sidebar(short: _Side, long: _Side, size: float) -> bool:
    """Without a stream to go by: dense rows with few digits beside running text are a sidebar, not a column of dates."""
    steps = [after - before for before, after in pairwise(short.rows)]
    dense = sum(step < 2.2 * size for step in steps) / len(steps)
    return long.length >= _LONG and dense >= 0.6 and short.digits < 0.3


def are_woven(strip: Sequence[Segment], sides: tuple[Sequence[Segment], Sequence[Segment]], manner: Manner) -> bool:
    """Whether every line of a strip, one of the `sides`, was written beside a line of the other, to and fro: label, value, label."""
    side = sides[strip is sides[0]]
    if len(strip) < 2 or switches(strip, side) < 2 * len(strip) - 1:
        return False
    size = median([segment.size for segment in strip])
    rows = sorted({segment.baseline for segment in side})
    return _aligned_rows([segment.baseline for segment in strip], rows, manner.aligned * size) == len(strip)


def is_grid(strip: Sequence[Segment], sides: tuple[Sequence[Segment], Sequence[Segment]], manner: Manner) -> bool:
    """Whether a strip of a page, one of the `sides`, is a table with the other: dates with their posts, though titles stand in it."""
    if len(strip) < _FEWEST_LABELS or not strip[0].last:
        return False
    if switches(*sides) <= 1 and len(_Side(strip, manner.band).rows_with_years) < _FEWEST_DATES:
        return False
    return is_tabular(*sides, 0, manner.aligned, manner.band)


def _are_labels(side: _Side, *, at_right: bool) -> bool:
    """Whether a side's short lines end at the gutter, one under the other, or in a colon: each names what stands beside it."""
    size = median([segment.size for segment in side.segments])
    if side.length >= _LONG or len(side.rows) < 4:
        return False
    inner = [-one.x0 if at_right else one.x1 for one in side.segments]
    outer = [-one.x1 if at_right else one.x0 for one in side.segments]
    flush = sum(max(inner) - edge < 0.5 * size for edge in inner)
    ragged = sum(edge - min(outer) > 0.5 * size for edge in outer)
    colons = sum(one.texts[0 if at_right else -1].strip(".").endswith(":") for one in side.segments)
    many = 0.8 * len(side.segments)
    ends_there = (
        side.right > side.left
    ) == at_right  # what begins at the gutter is a column that stands beside another
    return (ends_there and flush >= many and ragged >= 0.5 * len(side.segments)) or colons >= many


def _are_answered(questions: _Side, answers: _Side, band: float) -> bool:
    """Whether a form's labels, each ending in a colon, have their values beside them, whenever those were written.

    Titles may stand among the labels; a value stands beside nothing else.
    """
    labels = sorted(
        one.baseline for one in questions.segments if (one.texts[0] if one.right > one.left else one.texts[-1]) == ":"
    )
    if len(labels) < _FEWEST_LABELS or 2 * len(labels) < len(questions.segments) or questions.length >= _LONG:
        return False
    tolerance = band * median([segment.size for segment in questions.segments])
    beside = _aligned_rows(answers.rows, labels, tolerance)
    return beside >= max(0.8 * len(answers.rows), 0.6 * len(labels))


def _is_prose_beside(one: _Side, two: _Side, tolerance: float) -> bool:
    """Whether sentences go on from row to row on one side while the other begins something new beside them.

    In a table what stands beside the second line of a cell is empty, or goes on too: these are columns, though they were written
    line by line across the page.
    """
    going_on, new = _starts(one)
    beside, beside_new = _starts(two)
    against = _aligned_rows(going_on, beside_new, tolerance) + _aligned_rows(beside, new, tolerance)
    level = _aligned_rows(one.rows, two.rows, tolerance)
    return against >= max(_FEWEST_AGAINST, _MANY_AGAINST * level)


def _starts(side: _Side) -> tuple[list[float], list[float]]:
    """The baselines of the rows that go on with the row above, and of the others."""
    rows: list[list[Segment]] = []
    for segment in sorted(side.segments, key=lambda segment: (segment.baseline, segment.x0)):
        if not rows or segment.baseline > rows[-1][0].baseline + _BESIDE * segment.size / 2:
            rows.append([])
        rows[-1].append(segment)
    size = median([segment.size for segment in side.segments])
    edges = min(one.x0 for one in side.segments) + _RAGGED * size, max(one.x1 for one in side.segments) - _RAGGED * size
    going_on: list[float] = []
    new = [rows[0][0].baseline]
    for above, row in pairwise(rows):
        near = row[0].baseline - above[0].baseline < _CELL_GAP * size
        (going_on if near and _goes_on(above, row, edges) else new).append(row[0].baseline)
    return going_on, new


def _goes_on(above: list[Segment], row: list[Segment], edges: tuple[float, float]) -> bool:
    """Whether a sentence goes on: a small letter begins the row; in Arabic, which has none, the row above is full."""
    if sum(one.right for one in above) > sum(one.left for one in above):
        ends = above[0].texts[0][0]
        return above[0].x0 < edges[0] and above[-1].x1 > edges[1] and ends not in _ENDS
    ends = above[-1].texts[-1][-1]
    return row[0].texts[0][0].islower() and ends not in _ENDS


def _are_two_languages(one: _Side, two: _Side) -> bool:
    """A Latin side and an Arabic side: each row may say the same twice."""
    latin_then_arabic = one.left > 3 * one.right and two.right > two.left
    return latin_then_arabic or (one.right > one.left and two.left > 3 * two.right)
