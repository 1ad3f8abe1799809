"""From which row to which two columns go, once the gutter between them is found.

Rows that stand alone beside nothing may be a title over the columns, the next part's first lines or a running header; and a
column's longest lines may reach into the gutter that its other lines leave.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise

from app.reading.layout.bands import Band, Manner, bands_of
from app.reading.layout.bars import bars_across
from app.reading.layout.baselines import FEW_ROWS, TITLE_GAP, are_beside, baselines, flat, pitch, steps_off
from app.reading.layout.grids import switches
from app.reading.layout.segments import Segment
from app.reading.text import Box

GUTTER = 0.8  # em: the narrowest gap between columns
_PART_GAP = 1.4  # of the usual pitch: a wider gap begins another part
_NEARER = 0.9
_LONG_CELL = 8  # lines: a longer one is a part of the page
_FEWEST_BLOCKS, _FEWEST_LONG = (
    3,
    2,
)  # of a table that was written block by block, and of those that are longer than a line
_SMALL = 0.95  # of the usual size: what stands at a page's edge is smaller

Sides = tuple[list[Segment], list[Segment]]
Written = tuple[list[int], list[int]]  # for each row, the numbers of its first and its last glyph in the stream


def written_of(bands: Sequence[Band]) -> Written:
    return [min([one.first for one in band]) for band in bands], [max([one.last for one in band]) for band in bands]


class Extent:
    """Rows `first` to `last` of `bands`, parted by a gutter between `edge` and `far_edge`.

    `place` holds the left edge and the width of all that is cut, and its usual size.
    """

    def __init__(
        self,
        bands: list[Band],
        rows: tuple[int, int],
        gutter: tuple[float, float],
        place: tuple[float, float, float],
        written: Written,
        *,
        arabic: bool,
    ) -> None:
        self.bands, self.arabic = bands, arabic
        self._begins, self._ends = written
        self.first, self.last = rows
        self.edge, self.far_edge = gutter
        self.x0, self.width, self.size = place
        self.middle = (self.edge + self.far_edge) / 2
        self._written_to = -1  # the last row that was surely written as one of the columns

    def sides(self) -> Sides:
        """What stands left and right of the gutter."""
        return self._sides(self.first, self.last)

    def end_as_written(self) -> None:
        """Keep to the rows that the producer wrote as two columns, one and then the other.

        What was written before both, or after both, and stands above or below them, is another part, though its gaps lie at the
        same place: a table under two columns, and its title.
        """
        parts = self._written_parts()
        columns = [part for part in parts if self._is_written_by_columns(*part)] if len(parts) > 1 else []
        lengths = sorted(last - first + 1 for first, last in columns)
        if not columns or lengths[-1] < 2 * sum(lengths[:-1]):
            return  # several: the rows of a table whose cells are long
        first, last = next(part for part in columns if part[1] - part[0] + 1 == lengths[-1])
        self._written_to = last
        last = self._with_late_rows(first, last)
        while first > self.first and self._is_title_over(first - 1, last):
            first -= 1
        self.first, self.last = first, last

    def _is_title_over(self, row: int, last: int) -> bool:
        """Whether a row is a title over one of the columns that go from the next row to `last`: nearer to it than to what is above."""
        sides = self._sides(row, row)
        if all(sides):
            return False
        title = (sides[0] or sides[1])[0]
        column = self._sides(row + 1, last)[not sides[0]]
        above = [one.baseline for one in flat(self.bands[:row]) if one.x0 < title.x1 and title.x0 < one.x1]
        below = min([one.baseline for one in column], default=title.baseline)
        return not above or title.baseline - max(above) >= _NEARER * (below - title.baseline)

    def keep_first_storey(self) -> None:
        """Keep to the first of several pairs of columns that stand under each other at one gutter, each written after the one above."""
        both = [part for part in self._written_parts() if all(self._sides(*part))]
        if len(both) < 2 or not all(self._is_written_by_columns(*part) for part in both[:2]):
            return
        self.last = self._with_late_rows(*both[0])

    def _with_late_rows(self, first: int, last: int) -> int:
        """The last row of two columns, those included that the one written last has further down."""
        late = self._late_side(first, last)
        while last < self.last and all((one.x0 + one.x1 >= 2 * self.middle) == late for one in self.bands[last + 1]):
            last += 1
        return last

    def is_written_by_rows(self) -> bool:
        """Whether what stands side by side was written together, block beside block, down the page: a table's rows.

        Who writes a page line by line says nothing by it: some of the blocks must be of more than a line.
        """
        blocks = [part for part in self._written_parts() if all(self._sides(*part))]
        longer = sum(max(len(baselines(side)) for side in self._sides(*block)) > 1 for block in blocks)
        if all(self._is_written_by_columns(*block) for block in blocks):
            return False  # pairs of columns under each other: their lines are no rows
        are_cells = all(last - first < _LONG_CELL and all(self._sides(first, first)) for first, last in blocks)
        return len(blocks) >= _FEWEST_BLOCKS and longer >= _FEWEST_LONG and are_cells

    def _written_parts(self) -> list[tuple[int, int]]:
        """Runs of rows, each written when all above it was."""
        begins, ends = self._begins[self.first : self.last + 1], self._ends[self.first : self.last + 1]
        if not any(ends):
            return []  # nobody wrote: it was seen
        written, latest = [*accumulate(ends, max)], [*accumulate(reversed(begins), min)][::-1]
        borders = [place for place in range(1, len(begins)) if written[place - 1] < latest[place]]
        starts = [0, *borders]
        return [
            (self.first + start, self.first + end - 1)
            for start, end in zip(starts, [*borders, len(begins)], strict=True)
        ]

    def _is_written_by_columns(self, first: int, last: int) -> bool:
        sides = self._sides(first, last)
        if not all(sides):
            return False
        one, two = sorted(sides, key=lambda side: min(part.first for part in side))
        if max(part.last for part in one) >= min(part.first for part in two):
            return False
        return min(len(baselines(one)), len(baselines(two))) > 1

    def _late_side(self, first: int, last: int) -> bool:
        """Whether the right side was written later."""
        left, right = self._sides(first, last)
        return right[0].first > left[0].first

    def settle(self, rules: Sequence[Box], manner: Manner) -> None:
        """Find the rows that the columns really have."""
        self._between_bars(rules)
        self._hold_floating(manner)
        self._trim()
        self._leave_title()
        self._leave_edge_rows()
        self._leave_rows_across(1)
        self._leave_rows_across(-1)
        self._take_last_lines()
        self._take_first_lines()
        self._leave_head()
        self._leave_heading()

    def _sides(self, first: int, last: int) -> Sides:
        inside = flat(self.bands[first : last + 1])
        left = [segment for segment in inside if segment.x0 + segment.x1 < 2 * self.middle]
        return left, [segment for segment in inside if segment.x0 + segment.x1 >= 2 * self.middle]

    def _between_bars(self, rules: Sequence[Box]) -> None:
        """Cut where a line or a bar is drawn right across both."""
        inside = flat(self.bands[self.first : self.last + 1])
        x0, x1 = min(segment.x0 for segment in inside), max(segment.x1 for segment in inside)
        lows = [self.bands[row][0].baseline for row in range(self.first, self.last + 1)]
        cuts = {bisect_left(lows, bar) for bar in bars_across(rules, x0, x1, self.size)} - {0, len(lows)}
        if not cuts:
            return
        begin, best, chosen = self.first, 0, (self.first, self.last)
        for start, end in pairwise([0, *sorted(cuts), len(lows)]):
            rows = (begin + start, begin + end - 1)
            sides = self._sides(*rows)
            beside = min(len(baselines(side)) for side in sides)
            if beside > best and are_beside(*sides):
                best, chosen = beside, rows
        self.first, self.last = chosen

    def _hold_floating(self, manner: Manner) -> None:
        """A few lines beside many are a floating box, kept at its own height."""
        left, right = self.sides()
        rows = (len(bands_of(left, manner)), len(bands_of(right, manner)))
        if min(rows) > FEW_ROWS or max(rows) <= 3 * min(rows):
            return
        floating = left if rows[0] < rows[1] else right
        overlap = 0.25 * self.size
        top = min(segment.top for segment in floating) + overlap
        bottom = max(segment.bottom for segment in floating) - overlap
        held = [
            row
            for row in range(self.first, self.last + 1)
            if any(segment.bottom > top and segment.top < bottom for segment in self.bands[row])
        ]
        if held:  # small print beside large type has no height to speak of
            self.first, self.last = held[0], held[-1]

    def _trim(self) -> None:
        """Leave a title over the second column and the next part's first lines.

        Both stand alone beside nothing, and a gap parts them from the column that they seem to belong to.
        """
        left, right = self.sides()
        early, late = (right, left) if self.arabic else (left, right)
        top = min(segment.baseline for segment in early)
        rows = baselines(late)
        over = [place for place in range(1, len(rows)) if rows[place - 1] < top - 0.5 * self.size]
        if over:
            widest = max(over, key=lambda place: rows[place] - rows[place - 1])
            if rows[widest] - rows[widest - 1] > TITLE_GAP * pitch(rows):
                self.first = self._row_at(rows[widest - 1]) + 1
        if self.last + 1 < len(self.bands):
            self.last = max(self.first, self._written_to, self._without_next_part(left, right))

    def _without_next_part(self, left: list[Segment], right: list[Segment]) -> int:
        ends = (max(segment.baseline for segment in left), max(segment.baseline for segment in right))
        longer = left if ends[0] > ends[1] else right
        rows = baselines(longer)
        under = [row for row in rows if row > min(ends) + 0.5 * self.size]
        if not 0 < len(under) <= FEW_ROWS or len(under) == len(rows):
            return self.last
        before = rows[-len(under) - 1]
        gaps = [after - row for row, after in zip([before, *under], under, strict=False)]
        widest = max(range(len(gaps)), key=gaps.__getitem__)
        # A gap that the column leaves between its own paragraphs parts nothing.
        usual = sum(after - row > 0.99 * gaps[widest] for row, after in pairwise(rows[: -len(under)])) > 1
        if gaps[widest] > _PART_GAP * pitch(rows) and not usual:
            return self._row_at(under[widest]) - 1
        return self.last

    def _leave_title(self) -> None:
        """Leave lines in the middle of all that is cut here: a title over three columns."""
        slack, middle = 0.01 * self.width, self.x0 + self.width / 2
        left, right = self.sides()
        for row in range(self.first, self.last - 1):
            title, *others = self.bands[row]
            rows = baselines(left if title in left else right)
            if others or abs((title.x0 + title.x1) / 2 - middle) > slack or len(rows) < FEW_ROWS:
                return
            if self.bands[row + 1][0].baseline - title.baseline <= _PART_GAP * pitch(rows):
                return
            self.first = row + 1

    def _leave_edge_rows(self) -> None:
        """Leave a running header or footer: small text at both ends of a row, far from one of the columns."""
        for row, inwards in ((self.first, 1), (self.last, -1)):
            if self.last - self.first < FEW_ROWS or any(one.size > _SMALL * self.size for one in self.bands[row]):
                continue
            edge = self._sides(row, row)
            if all(edge) and any(steps_off(side, inwards) for side in self.sides()):
                self.first, self.last = self.first + (inwards > 0), self.last - (inwards < 0)

    def _leave_rows_across(self, onwards: int) -> None:
        """Leave the first rows of the next part (`onwards` 1), or the last ones of the part before (-1), which are read across.

        « Directeur, Casablanca      2014 » under a head of two columns: the short side has nothing for a while, then a line or
        two on the baselines of the other, which begins a part at that gap.
        """
        left, right = self.sides()
        if left[0].last and switches(left, right) == 1:
            return  # written as columns, to the end
        for side, other in ((left, right), (right, left)):
            rows, others = baselines(side)[::onwards], baselines(other)[::onwards]
            for count in (1, 2):
                kept, left_over = rows[:-count], rows[-count:]
                if len(kept) < 2 or len(others) < 2:
                    continue
                if abs(left_over[0] - kept[-1]) <= TITLE_GAP * abs(pitch(kept)):
                    continue
                reach, usual = 0.3 * self.size, _PART_GAP * min(abs(pitch(kept)), abs(pitch(others)))
                aligned = all(any(abs(row - one) < reach for one in others) for row in left_over)
                low, high = sorted((kept[-1], left_over[0]))
                parts = [
                    (before, after)
                    for before, after in pairwise(others)
                    if low < (before + after) / 2 < high and abs(after - before) > usual
                ]
                if aligned and parts:
                    self._end_at(*parts[0], onwards)
                    return

    def _end_at(self, before: float, after: float, onwards: int) -> None:
        """End the columns between two baselines of one side."""
        if onwards > 0:
            self.last = max(self.first, self._row_at(after) - 1)
        else:
            self.first = min(self.last, self._row_at(before))

    def _take_last_lines(self) -> None:
        """Take the lines that go on at a column's edge and reach into the gutter, narrowing it."""
        for row in range(self.last + 1, len(self.bands)):
            sides = self.sides()
            left, right = self._parted(self.bands[row])
            if not all(self._has_one_going_on(side, sides, at) for at, side in enumerate((left, right)) if side):
                return
            self.last = row
            self.edge = max([self.edge, *[one.x1 for one in left]])
            self.far_edge = min([self.far_edge, *[one.x0 for one in right]])
            self.middle = (self.edge + self.far_edge) / 2

    def _parted(self, row: Band) -> Sides:
        """A row's left and right side where its lines may reach into the gutter: they begin at their column's edge."""
        reach = GUTTER * self.size / 2
        if self.arabic:
            left = [one for one in row if one.x1 < self.edge + reach]
        else:
            left = [one for one in row if one.x0 < self.far_edge - reach]
        return left, [one for one in row if one not in left]

    def _has_one_going_on(self, row: list[Segment], sides: Sides, at_right: int) -> bool:
        """Whether what stands in a row on one side goes on with the column above; of several pieces one must be flush with it."""
        if at_right:
            clear = min(one.x0 for one in row) > self.edge + GUTTER * self.size / 2
        else:
            clear = max(one.x1 for one in row) < self.far_edge - GUTTER * self.size / 2
        return clear and any(self._goes_on(one, sides, below=True) for one in row)

    def _take_first_lines(self) -> None:
        """The same above; the second column must have one, for what stands over the first is read before it anyway."""
        for row in range(self.first - 1, -1, -1):
            sides = self.sides()
            late = self._sides(row, row)[not self.arabic]
            clear = all(self._is_clear(segment) for segment in self.bands[row])
            if not (clear and late and all(self._goes_on(segment, sides, below=False) for segment in late)):
                return
            self.first = row

    def _leave_head(self) -> None:
        """Leave the last lines of a page's head, a name over both columns and an address that began beside it.

        A gap right across parts them from the columns.
        """
        if not self.first:
            return
        end = min(self.first + FEW_ROWS, self.last - FEW_ROWS)
        steps = [self.bands[row][0].baseline - self.bands[row - 1][0].baseline for row in range(1, end + 1)]
        gap = max(_PART_GAP * pitch(baselines(flat(self.bands[self.first : self.last + 1]))), 1.5 * self.size)
        row = next((row for row in range(self.first + 1, end + 1) if steps[row - 1] > gap), 0)
        start = next((place for place in range(row - 1, 0, -1) if steps[place - 1] > gap), 0)
        if not row or start >= self.first:
            return
        before, lines = flat(self.bands[start : self.first]), flat(self.bands[self.first : row])
        name = any(one.x0 < self.edge and one.x1 > self.far_edge for one in before)
        goes_on = any(self._are_flush(one, line) for one in before for line in lines if one.size < 1.3 * line.size)
        if name and goes_on and all(self._sides(row, self.last)):
            self.first = row

    def _are_flush(self, one: Segment, other: Segment) -> bool:
        reach = 0.2 * self.size
        return abs(one.x0 - other.x0) < reach or abs(one.x1 - other.x1) < reach

    def _leave_heading(self) -> None:
        """Leave a last line alone at its height that belongs to wider text below: its heading."""
        if self.last + 1 >= len(self.bands) or self.last - self.first < 2:
            return
        (heading, *others), below = self.bands[self.last], self.bands[self.last + 1][0]
        crosses = below.x0 < self.edge and below.x1 > self.far_edge
        rows = baselines(self.sides()[heading.x0 + heading.x1 >= 2 * self.middle])
        flush = min(abs(below.x0 - heading.x0), abs(below.x1 - heading.x1)) < 0.5 * self.size
        if others or not crosses or len(rows) < 3 or not flush:
            return
        if below.baseline - heading.baseline < rows[-1] - rows[-2]:
            self.last -= 1

    def _goes_on(self, segment: Segment, sides: Sides, *, below: bool) -> bool:
        at_right = segment.x0 + segment.x1 >= 2 * self.middle
        column, beside = sides[at_right], sides[not at_right]
        rows = baselines(column)
        if len(rows) < 2 or not self._is_clear(segment):
            return False
        if below and beside and max(one.last for one in column) < min(one.first for one in beside) < segment.first:
            return False  # the producer had gone on to the other column
        step = segment.baseline - rows[-1] if below else rows[0] - segment.baseline
        reach = 0.5 * self.size
        flush = any(abs(segment.x0 - one.x0) < reach or abs(segment.x1 - one.x1) < reach / 5 for one in column)
        return step < _PART_GAP * pitch(rows) and flush

    def _is_clear(self, segment: Segment) -> bool:
        """Whether the segment leaves a gutter, though perhaps a narrower one."""
        reach = GUTTER * self.size / 2
        if segment.x0 + segment.x1 >= 2 * self.middle:
            return segment.x0 > self.edge + reach
        return segment.x1 < self.far_edge - reach

    def _row_at(self, baseline: float) -> int:
        return next(row for row, band in enumerate(self.bands) if any(part.baseline == baseline for part in band))
