"""A page's segments cut into leaves: parts that are read row by row, in reading order. Columns, sidebars and floating boxes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate
from statistics import median
from typing import NamedTuple

from app.reading.layout.bands import SEEN, Band, Leaf, Manner, bands_of, with_titles_beside
from app.reading.layout.baselines import are_beside, flat
from app.reading.layout.extents import GUTTER, Extent, written_of
from app.reading.layout.grids import are_woven, is_grid, is_tabular
from app.reading.layout.lattices import Lattice
from app.reading.layout.ruled import part_at_cells, part_at_table, stands_in_column
from app.reading.layout.segments import Segment
from app.reading.layout.twins import are_twins
from app.reading.text import Box

_BINS = 240  # the page's width in steps, as bits of one integer
_FULL = (1 << _BINS) - 1
_MAX_DEPTH = 8
_MAX_BANDS = 300  # rows: a page with more is a drawing, and looking for gutters goes with their square
_MOSTLY = 0.66  # of its rows: a gutter that lies so far in a table is the table's
_NEARLY = 0.75  # of the best gutter's score
_FRAMED = 0.2  # of what stands beside a gutter: two lines around less are around a title
_FREE_RUN = re.compile("1+")


_Judge = Callable[[list[Segment], tuple[list[Segment], list[Segment]], Manner], bool]


class _Gutter(NamedTuple):
    score: float
    first: int
    last: int
    start: int
    width: int


def leaves_of(
    segments: list[Segment],
    rules: Sequence[Box],
    manner: Manner,
    *,
    arabic: bool,
    lattices: Sequence[Lattice] = (),
    depth: int = 0,
) -> list[Leaf]:
    """Leaves in reading order; `arabic` pages have their right column first. `lattices` are the tables among the rules."""
    if not segments:
        return []
    bands = bands_of(segments, manner)
    if not 2 <= len(bands) <= _MAX_BANDS or depth > _MAX_DEPTH:
        return [Leaf(with_titles_beside(bands))]
    for group in _parts(segments, bands, rules, manner, lattices, arabic=arabic, whole=not depth):
        leaves: list[Leaf] = []
        for part in group:
            if isinstance(part, Leaf):
                leaves.append(part)
            else:
                leaves += leaves_of(part, rules, manner, arabic=arabic, lattices=lattices, depth=depth + 1)
        return leaves
    return [Leaf(with_titles_beside(bands))]


def _parts(
    segments: list[Segment],
    bands: list[Band],
    rules: Sequence[Box],
    manner: Manner,
    lattices: Sequence[Lattice],
    *,
    arabic: bool,
    whole: bool,
) -> Sequence[Sequence[Leaf | list[Segment]]]:
    """The parts of a group of segments in reading order, leaves or to be cut again; empty when it is not to be cut."""
    table = part_at_table(segments, lattices, manner, arabic=arabic) if lattices else None
    if table is None and not whole and manner is not SEEN:  # of a whole page it was asked before
        table = part_at_cells(segments, arabic=arabic)
    if table is not None and (manner is SEEN or not stands_in_column(table)):
        return [(table.above, *table.rows, table.below)]
    split = _Split(segments, bands, rules, manner, arabic=arabic).parts()
    return [(above, *((right, left) if arabic else (left, right)), below) for above, left, right, below in split]


class _Split:
    """Looks for the best gutter of a group of segments."""

    def __init__(
        self, segments: list[Segment], bands: list[Band], rules: Sequence[Box], manner: Manner, *, arabic: bool
    ) -> None:
        self.bands, self.rules, self.manner, self.arabic = bands, rules, manner, arabic
        self.x0 = min(segment.x0 for segment in segments) - 0.5
        self.width = max(segment.x1 for segment in segments) + 0.5 - self.x0
        self.size = median([segment.size for segment in segments])
        self.masks = [self._mask(band) for band in bands]
        self.lefts: dict[int, list[int]] = {}
        self.rights: dict[int, list[int]] = {}

    def parts(self) -> Sequence[tuple[list[Segment], list[Segment], list[Segment], list[Segment]]]:
        """The best split as (above, left, right, below); empty when there is none."""
        tables: list[_Gutter] = []
        gutters = self._gutters()
        written = written_of(self.bands) if gutters else ([], [])
        for gutter in gutters:
            if any(_inside(gutter, table) for table in tables):
                continue
            edge = self.x0 + gutter.start / _BINS * self.width
            far_edge = edge + gutter.width / _BINS * self.width
            rows, place = (gutter.first, gutter.last), (self.x0, self.width, self.size)
            extent = Extent(self.bands, rows, (edge, far_edge), place, written, arabic=self.arabic)
            extent.end_as_written()
            left, right = extent.sides()
            if not left or not right or not are_beside(left, right):
                continue
            if self._parts_rows(gutter, gutters, left, right, are_woven):
                continue
            crossing = self._rules_across(left + right, edge, far_edge)
            aligned, band = self.manner.aligned, self.manner.band
            twins = crossing < 2 and are_twins(left, right, (edge, far_edge), self.rules, aligned * self.size)
            if not twins and (is_tabular(left, right, crossing, aligned, band) or extent.is_written_by_rows()):
                tables.append(gutter)
                continue
            if self._parts_rows(gutter, gutters, left, right, is_grid):
                continue
            extent.keep_first_storey()
            extent.settle(self.rules, self.manner)
            left, right = extent.sides()
            return [(flat(self.bands[: extent.first]), left, right, flat(self.bands[extent.last + 1 :]))]
        return []

    def _parts_rows(
        self, gutter: _Gutter, gutters: list[_Gutter], left: list[Segment], right: list[Segment], are_rows: _Judge
    ) -> bool:
        """Whether the gutter goes through rows of one column, « Arabe      C2 »: another one parts that column from the next."""
        for other in gutters:
            if other is gutter or not _shares_rows(gutter, other):
                continue
            end = self.x0 + (other.start + other.width / 2) / _BINS * self.width
            at_left = other.start + other.width <= gutter.start
            side, opposite = (left, right) if at_left else (right, left)
            strip = [one for one in side if (one.x0 + one.x1 > 2 * end) == at_left]
            sides = (strip, opposite) if at_left else (opposite, strip)
            if 0 < len(strip) < len(side) and are_rows(strip, sides, self.manner):
                return True
        return False

    def _mask(self, band: Band) -> int:
        mask = 0
        for segment in band:
            start = max(int((segment.x0 - self.x0) / self.width * _BINS), 0)
            end = min(int((segment.x1 - self.x0) / self.width * _BINS), _BINS - 1)
            mask |= ((1 << (end - start + 1)) - 1) << start
        return mask

    def _gutters(self) -> list[_Gutter]:
        """Gaps that at least two rows border on each side, best first."""
        narrowest = max(1, int(GUTTER * self.size / self.width * _BINS) - 1)
        best: dict[int, list[_Gutter]] = {}
        masks, count = self.masks, len(self.masks)
        runs_of: dict[int, list[tuple[int, int]]] = {}
        for first in range(count):
            runs: list[tuple[int, int]] = []
            occupied, known, since = masks[first], -1, first + 1
            for last in range(first, count):
                occupied |= masks[last]
                if occupied != known:
                    if runs and last > since:
                        self._weigh(first, since, last - 1, runs, best)
                    if occupied == _FULL:
                        break
                    if occupied not in runs_of:
                        runs_of[occupied] = _free_runs(_FULL & ~occupied, narrowest)
                    known, runs, since = occupied, runs_of[occupied], max(last, first + 1)
                if not runs and last > first + 3 and not _has_free_edge(_FULL & ~occupied, narrowest):
                    break
            else:
                if runs and count > since:
                    self._weigh(first, since, count - 1, runs, best)
        return _clearest_first(sorted([gutter for kept in best.values() for gutter in kept], reverse=True))

    def _weigh(
        self, first: int, least: int, last: int, runs: list[tuple[int, int]], best: dict[int, list[_Gutter]]
    ) -> None:
        """Keep the best gap at about one place; gaps of other rows at that place are others.

        The gaps are free from the row `first` to any from `least` to `last`; one ends where no further row borders it.
        """
        rows = last + 1 - first
        for start, width in runs:
            kept = best.setdefault((start + width // 2) // 4, [])
            place = 0
            for rival in kept:
                if first <= rival.last:  # none begins later
                    break
                place += 1
            if place < len(kept) and kept[place].score >= 1.3 * rows + 0.02 * width:
                continue  # however the rows stood, they could not do better
            edge = start + width
            lefts = self.lefts.get(start) or self._rows_above(self.lefts, start, (1 << start) - 1)
            rights = self.rights.get(edge) or self._rows_above(self.rights, edge, _FULL & ~((1 << edge) - 1))
            left, right = lefts[last + 1] - lefts[first], rights[last + 1] - rights[first]
            if left < 2 or right < 2:
                continue
            score = min(left, right) + 0.3 * max(left, right) + 0.02 * width
            if place < len(kept) and kept[place].score >= score:
                continue
            end = max(bisect_left(lefts, lefts[last + 1]), bisect_left(rights, rights[last + 1])) - 1
            kept[place : place + 1] = [_Gutter(score, first, max(end, least), start, width)]

    def _rows_above(self, known: dict[int, list[int]], edge: int, side: int) -> list[int]:
        """For each row, how many rows above it have something on one side of an edge; remembered for the edge."""
        known[edge] = [*accumulate([mask & side > 0 for mask in self.masks], initial=0)]
        return known[edge]

    def _rules_across(self, inside: list[Segment], edge: float, far_edge: float) -> int:
        """How many ruled lines cross the gutter; none when they only frame a title that stands over both sides."""
        top, bottom = min(segment.top for segment in inside) - 2, max(segment.bottom for segment in inside) + 2
        reach = 0.3 * self.size
        heights = {
            round(rule.top)
            for rule in self.rules
            if rule.bottom - rule.top < 2.5
            and rule.x0 < edge - reach
            and rule.x1 > far_edge + reach
            and top < rule.top < bottom
        }
        if len(heights) == 2:  # more are a table's
            framed = sum(min(heights) < segment.baseline < max(heights) for segment in inside)
            return len(heights) if framed > _FRAMED * len(inside) else 0
        return len(heights)


def _clearest_first(gutters: list[_Gutter]) -> list[_Gutter]:
    """The gutters, best first; one that goes on further than the best, and is as wide, is a page's rather than a table's in it."""
    for place, other in enumerate(gutters[1:], 1):
        best = gutters[0]
        if other.score < _NEARLY * best.score:
            break
        around = other.first <= best.first and other.last >= best.last
        if around and other.last - other.first > best.last - best.first and other.width >= best.width:
            return [other, *gutters[:place], *gutters[place + 1 :]]
    return gutters


def _inside(gutter: _Gutter, table: _Gutter) -> bool:
    """Whether most of a gutter's rows are a table's, and it goes through the table's."""
    return (
        _shares_rows(gutter, table)
        and gutter.start < table.start + table.width
        and table.start < gutter.start + gutter.width
    )


def _shares_rows(gutter: _Gutter, other: _Gutter) -> bool:
    """Whether most of a gutter's rows are another's."""
    shared = min(gutter.last, other.last) - max(gutter.first, other.first) + 1
    return shared >= _MOSTLY * (gutter.last - gutter.first + 1)


def _free_runs(free: int, narrowest: int) -> list[tuple[int, int]]:
    """Free runs of bits as (start, length), those that touch the edges left out."""
    if not _has_inner_run(free, narrowest):
        return []
    bits = f"{free:0{_BINS}b}"[::-1]
    return [
        (match.start(), match.end() - match.start())
        for match in _FREE_RUN.finditer(bits)
        if match.start() > 0 and match.end() < _BINS and match.end() - match.start() >= narrowest
    ]


def _has_inner_run(free: int, narrowest: int) -> bool:
    """The same as a question: for most rows the answer is no, and comes sooner from the bits than from their digits."""
    taken = _FULL & ~free
    inner = free & (free + 1) & ((1 << taken.bit_length()) - 1)
    for _ in range(narrowest - 1):
        if not inner:
            return False
        inner &= inner >> 1
    return inner > 0


def _has_free_edge(free: int, narrowest: int) -> bool:
    width = min(narrowest, _BINS)
    edge = (1 << width) - 1
    return free & edge == edge or free >> (_BINS - width) == edge
