"""A page's segments cut into leaves: parts that are read row by row, in reading order. Columns, sidebars and floating boxes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from app.reading.bands import Band, Leaf, Manner, bands_of
from app.reading.grids import is_tabular
from app.reading.lattices import Lattice
from app.reading.ruled import part_at_table
from app.reading.segments import Segment
from app.reading.text import Box

_BINS = 240  # the page's width in steps, as bits of one integer
_FULL = (1 << _BINS) - 1
_GUTTER = 0.8  # em: the narrowest gap between columns
_MAX_DEPTH = 8
_MAX_BANDS = 300  # rows: a page with more is a drawing, and looking for gutters goes with their square
_PART_GAP = 1.4  # of the usual pitch: a wider gap begins another part
_TITLE_GAP = 2.5
_FEW_ROWS = 4
_BAR = 14.0  # points: a painted bar no higher than this may part a page
_FREE_RUN = re.compile("1+")


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
        return [Leaf(bands)]
    for group in _parts(segments, bands, rules, manner, lattices, arabic=arabic):
        leaves: list[Leaf] = []
        for part in group:
            if isinstance(part, Leaf):
                leaves.append(part)
            else:
                leaves += leaves_of(part, rules, manner, arabic=arabic, lattices=lattices, depth=depth + 1)
        return leaves
    return [Leaf(bands)]


def _parts(
    segments: list[Segment],
    bands: list[Band],
    rules: Sequence[Box],
    manner: Manner,
    lattices: Sequence[Lattice],
    *,
    arabic: bool,
) -> Sequence[Sequence[Leaf | list[Segment]]]:
    """The parts of a group of segments in reading order, leaves or to be cut again; empty when it is not to be cut."""
    table = part_at_table(segments, lattices, manner, arabic=arabic) if lattices else None
    if table is not None:
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

    def parts(self) -> Sequence[tuple[list[Segment], list[Segment], list[Segment], list[Segment]]]:
        """The best split as (above, left, right, below); empty when there is none."""
        tables: list[_Gutter] = []
        for gutter in self._gutters():
            if any(_inside(gutter, table) for table in tables):
                continue
            edge = self.x0 + gutter.start / _BINS * self.width
            far_edge = edge + gutter.width / _BINS * self.width
            middle = (edge + far_edge) / 2
            left, right = self._sides(gutter.first, gutter.last, middle)
            if not left or not right or not _are_beside(left, right):
                continue
            crossing = self._rules_across(left + right, edge, far_edge)
            if is_tabular(left, right, crossing, self.manner.aligned, self.manner.band):
                tables.append(gutter)
                continue
            first, last = self._between_bars(gutter, left + right, middle)
            left, right = self._sides(first, last, middle)
            first, last = self._height(first, last, left, right)
            left, right = self._sides(first, last, middle)
            first, last = self._trimmed(first, last, left, right)
            first = self._under_title(first, last, left, right)
            last = self._with_last_lines(first, last, edge, far_edge)
            left, right = self._sides(first, last, middle)
            return [(_flat(self.bands[:first]), left, right, _flat(self.bands[last + 1 :]))]
        return []

    def _mask(self, band: Band) -> int:
        mask = 0
        for segment in band:
            start = max(int((segment.x0 - self.x0) / self.width * _BINS), 0)
            end = min(int((segment.x1 - self.x0) / self.width * _BINS), _BINS - 1)
            mask |= ((1 << (end - start + 1)) - 1) << start
        return mask

    def _gutters(self) -> list[_Gutter]:
        """Gaps that at least two rows border on each side, best first."""
        narrowest = max(1, int(_GUTTER * self.size / self.width * _BINS) - 1)
        best: dict[int, _Gutter] = {}
        masks, count = self.masks, len(self.masks)
        for first in range(count):
            occupied, known, runs = masks[first], -1, []
            for last in range(first, count):
                occupied |= masks[last]
                if occupied == _FULL:
                    break
                if occupied != known:
                    known, runs = occupied, _free_runs(_FULL & ~occupied, narrowest)
                if not runs:
                    if last > first + 3 and not _has_free_edge(_FULL & ~occupied, narrowest):
                        break
                    continue
                if last > first:
                    self._weigh(first, last, runs, best)
        return sorted(best.values(), reverse=True)

    def _weigh(self, first: int, last: int, runs: list[tuple[int, int]], best: dict[int, _Gutter]) -> None:
        rows = self.masks[first : last + 1]
        for start, width in runs:
            key = (start + width // 2) // 4
            if key in best and best[key].score >= 1.3 * len(rows) + 0.02 * width:
                continue  # however the rows stood, they could not do better
            left_side, right_side = (1 << start) - 1, _FULL & ~((1 << (start + width)) - 1)
            left = len(rows) - [mask & left_side for mask in rows].count(0)
            right = len(rows) - [mask & right_side for mask in rows].count(0)
            if left < 2 or right < 2:
                continue
            score = min(left, right) + 0.3 * max(left, right) + 0.02 * width
            if key not in best or best[key].score < score:
                best[key] = _Gutter(score, first, last, start, width)

    def _sides(self, first: int, last: int, middle: float) -> tuple[list[Segment], list[Segment]]:
        inside = _flat(self.bands[first : last + 1])
        left = [segment for segment in inside if segment.x0 + segment.x1 < 2 * middle]
        return left, [segment for segment in inside if segment.x0 + segment.x1 >= 2 * middle]

    def _rules_across(self, inside: list[Segment], edge: float, far_edge: float) -> int:
        top, bottom = min(segment.top for segment in inside) - 2, max(segment.bottom for segment in inside) + 2
        reach = 0.3 * self.size
        return len(
            {
                round(rule.top)
                for rule in self.rules
                if rule.bottom - rule.top < 2.5
                and rule.x0 < edge - reach
                and rule.x1 > far_edge + reach
                and top < rule.top < bottom
            }
        )

    def _between_bars(self, gutter: _Gutter, inside: list[Segment], middle: float) -> tuple[int, int]:
        """The rows of the columns, cut where a line or a bar is drawn right across both."""
        x0, x1 = min(segment.x0 for segment in inside), max(segment.x1 for segment in inside)
        lows = [self.bands[row][0].baseline for row in range(gutter.first, gutter.last + 1)]
        cuts = {bisect_left(lows, bar) for bar in _bars(self.rules, x0, x1, self.size)} - {0, len(lows)}
        if not cuts:
            return gutter.first, gutter.last
        edges = [0, *sorted(cuts), len(lows)]
        best, chosen = 0, (gutter.first, gutter.last)
        for start, end in pairwise(edges):
            rows = (gutter.first + start, gutter.first + end - 1)
            sides = self._sides(*rows, middle)
            beside = min(len(_baselines(side)) for side in sides)
            if beside > best and _are_beside(*sides):
                best, chosen = beside, rows
        return chosen

    def _height(self, first: int, last: int, left: list[Segment], right: list[Segment]) -> tuple[int, int]:
        """The rows to split. A few lines beside many are a floating box, kept at its own height."""
        rows = (len(bands_of(left, self.manner)), len(bands_of(right, self.manner)))
        if min(rows) > 4 or max(rows) <= 3 * min(rows):
            return first, last
        floating = left if rows[0] < rows[1] else right
        overlap = 0.25 * self.size
        top = min(segment.top for segment in floating) + overlap
        bottom = max(segment.bottom for segment in floating) - overlap
        held = [
            row
            for row in range(first, last + 1)
            if any(segment.bottom > top and segment.top < bottom for segment in self.bands[row])
        ]
        return held[0], held[-1]

    def _trimmed(self, first: int, last: int, left: list[Segment], right: list[Segment]) -> tuple[int, int]:
        """The rows of the columns, without a title over the second column and without the next part's first lines.

        Both stand alone beside nothing, and a gap parts them from the column that they seem to belong to.
        """
        early, late = (right, left) if self.arabic else (left, right)
        top = min(segment.baseline for segment in early)
        rows = _baselines(late)
        over = [place for place in range(1, len(rows)) if rows[place - 1] < top - 0.5 * self.size]
        if over:
            widest = max(over, key=lambda place: rows[place] - rows[place - 1])
            if rows[widest] - rows[widest - 1] > _TITLE_GAP * _pitch(rows):
                first = self._row_at(rows[widest - 1]) + 1
        if last + 1 < len(self.bands):
            last = self._without_next_part(last, left, right)
        return first, max(first, last)

    def _with_last_lines(self, first: int, last: int, edge: float, far_edge: float) -> int:
        """The last row with the lines that go on at a column's left edge and reach into the gutter, narrowing it."""
        middle = (edge + far_edge) / 2
        reach = _GUTTER * self.size / 2
        for row in range(last + 1, len(self.bands)):
            sides = self._sides(first, last, middle)
            for segment in self.bands[row]:
                beyond = segment.x0 + segment.x1 >= 2 * middle
                column = sides[beyond]
                rows = _baselines(column)
                goes_on = len(rows) > 1 and segment.baseline - rows[-1] < _PART_GAP * _pitch(rows)
                clear = segment.x0 > middle + reach if beyond else segment.x1 < far_edge - reach
                flush = any(abs(segment.x0 - other.x0) < 0.5 * self.size for other in column)
                if not (goes_on and clear and flush):
                    return last
            last = row
        return last

    def _without_next_part(self, last: int, left: list[Segment], right: list[Segment]) -> int:
        ends = (max(segment.baseline for segment in left), max(segment.baseline for segment in right))
        longer = left if ends[0] > ends[1] else right
        rows = _baselines(longer)
        under = [row for row in rows if row > min(ends) + 0.5 * self.size]
        if not 0 < len(under) <= _FEW_ROWS or len(under) == len(rows):
            return last
        before = rows[-len(under) - 1]
        gaps = [after - row for row, after in zip([before, *under], under, strict=False)]
        widest = max(range(len(gaps)), key=gaps.__getitem__)
        if gaps[widest] > _PART_GAP * _pitch(rows):
            return self._row_at(under[widest]) - 1
        return last

    def _under_title(self, first: int, last: int, left: list[Segment], right: list[Segment]) -> int:
        """The first row of the columns, without lines in the middle of all that is cut here: a title over three columns."""
        slack, middle = 0.01 * self.width, self.x0 + self.width / 2
        for row in range(first, last - 1):
            title, *others = self.bands[row]
            if others or abs((title.x0 + title.x1) / 2 - middle) > slack:
                return row
            rows = _baselines(left if title in left else right)
            if self.bands[row + 1][0].baseline - title.baseline <= _PART_GAP * _pitch(rows):
                return row
        return first

    def _row_at(self, baseline: float) -> int:
        return next(row for row, band in enumerate(self.bands) if any(part.baseline == baseline for part in band))


def _bars(rules: Sequence[Box], x0: float, x1: float, size: float) -> list[float]:
    """Heights at which lines or thin bars, alone or end to end, are drawn from `x0` to `x1`."""
    thin = [rule for rule in rules if rule.bottom - rule.top < _BAR and rule.x1 - rule.x0 > size]
    heights: list[float] = []
    reach, level = x0, float("-inf")
    for rule in sorted(thin, key=lambda rule: (round(rule.top), rule.x0)):
        if abs(rule.top - level) > 1.5:
            reach, level = x0, rule.top
        if rule.x0 <= reach + size:
            reach = max(reach, rule.x1)
        if reach >= x1 - size and (not heights or heights[-1] != level):
            heights.append(level)
    return heights


def _baselines(segments: list[Segment]) -> list[float]:
    """One for each row of a side; near ones are one row."""
    rows: list[float] = []
    for segment in sorted(segments, key=lambda segment: segment.baseline):
        if not rows or segment.baseline - rows[-1] > 0.4 * segment.size:
            rows.append(segment.baseline)
    return rows


def _pitch(rows: list[float]) -> float:
    return median([after - row for row, after in pairwise(rows)])


def _are_beside(left: list[Segment], right: list[Segment]) -> bool:
    """Whether rows of the sides stand at one height: two texts one under the other are no columns."""
    one, two = _baselines(left), _baselines(right)
    short, long = (one, two) if len(one) <= len(two) else (two, one)
    reach = min(segment.size for segment in (*left, *right))
    near = sum(any(abs(row - other) < reach for other in long) for row in short)
    return near >= max(1, 0.4 * len(short))


def _flat(bands: Sequence[Band]) -> list[Segment]:
    return [segment for band in bands for segment in band]


def _inside(gutter: _Gutter, table: _Gutter) -> bool:
    return (
        gutter.first >= table.first
        and gutter.last <= table.last
        and gutter.start < table.start + table.width
        and table.start < gutter.start + gutter.width
    )


def _free_runs(free: int, narrowest: int) -> list[tuple[int, int]]:
    """Free runs of bits as (start, length), those that touch the edges left out."""
    bits = f"{free:0{_BINS}b}"[::-1]
    return [
        (match.start(), match.end() - match.start())
        for match in _FREE_RUN.finditer(bits)
        if match.start() > 0 and match.end() < _BINS and match.end() - match.start() >= narrowest
    ]


def _has_free_edge(free: int, narrowest: int) -> bool:
    width = min(narrowest, _BINS)
    edge = (1 << width) - 1
    return free & edge == edge or free >> (_BINS - width) == edge
