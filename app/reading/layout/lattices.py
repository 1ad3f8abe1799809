"""Ruled tables as their lines draw them: which columns and rows there are, and where a line parts two of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from app.reading.text import Box

_THIN = 2.5  # points: a rule is no thicker
_SHORTEST = 6.0  # points: a shorter one is a mark, not a rule
_SLENDER = 25.0  # how many times longer than thick
_NEAR = 3.0  # points: rules this near are one rule, or touch
_MOST_RULES = 1500  # a page with more is a drawing
_MOST_MEETINGS = 60_000


class _Rule(NamedTuple):
    """A line at `place`, from `start` to `end` along the other axis."""

    place: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """Columns between `xs` and rows between `ys`, outer edges included.

    `walls` holds (row, column) where a line stands at the column's left edge; `floors` where one lies on the row's upper edge.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    walls: frozenset[tuple[int, int]]
    floors: frozenset[tuple[int, int]]

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def lattices_of(rules: Sequence[Box]) -> list[Lattice]:
    """The ruled tables among a page's lines and rectangles, of two columns and two rows at least, top down."""
    if len(rules) > _MOST_RULES:
        return []
    across, down = _lines(rules)
    if len(down) < 1 or len(across) < 2 or len(across) * len(down) > _MOST_MEETINGS:
        return []
    found = [_lattice(*group) for group in _groups(across, down)]
    return sorted((one for one in found if len(one.xs) > 2 and len(one.ys) > 2), key=lambda one: one.ys[0])


def _lines(rules: Iterable[Box]) -> tuple[list[_Rule], list[_Rule]]:
    across: list[_Rule] = []
    down: list[_Rule] = []
    for rule in rules:
        wide, high = rule.x1 - rule.x0, rule.bottom - rule.top
        if wide < _SHORTEST and high < _SHORTEST:
            continue
        if _is_thin(high, wide):
            across.append(_Rule((rule.top + rule.bottom) / 2, rule.x0, rule.x1))
        elif _is_thin(wide, high):
            down.append(_Rule((rule.x0 + rule.x1) / 2, rule.top, rule.bottom))
        elif wide >= _SHORTEST and high >= _SHORTEST:
            across += [_Rule(place, rule.x0, rule.x1) for place in (rule.top, rule.bottom)]
            down += [_Rule(place, rule.top, rule.bottom) for place in (rule.x0, rule.x1)]
    return _joined(across), _joined(down)


def _is_thin(thickness: float, length: float) -> bool:
    """A scan's long lines stand a little askew, so that the boxes around them are thicker."""
    return thickness <= _THIN or (thickness <= 2 * _THIN and length > _SLENDER * thickness)


def _joined(rules: list[_Rule]) -> list[_Rule]:
    """Pieces of one line, end to end or over each other, made one."""
    joined: list[_Rule] = []
    for level in _levels(rules):
        place = sum(rule.place for rule in level) / len(level)
        start, end = float("inf"), float("-inf")
        for rule in sorted(level, key=lambda rule: rule.start):
            if rule.start > end + _NEAR and end > start:
                joined.append(_Rule(place, start, end))
                start = rule.start
            start, end = min(start, rule.start), max(end, rule.end)
        joined.append(_Rule(place, start, end))
    return joined


def _levels(rules: list[_Rule]) -> list[list[_Rule]]:
    levels: list[list[_Rule]] = []
    for rule in sorted(rules):
        if not levels or rule.place - levels[-1][0].place > _NEAR:
            levels.append([])
        levels[-1].append(rule)
    return levels


def _groups(across: list[_Rule], down: list[_Rule]) -> list[tuple[list[_Rule], list[_Rule]]]:
    """Lines that meet, directly or by others."""
    owner = list(range(len(across) + len(down)))

    def root(one: int) -> int:
        while owner[one] != one:
            owner[one] = owner[owner[one]]
            one = owner[one]
        return one

    for number, line in enumerate(across):
        for other, post in enumerate(down, len(across)):
            if _within(post.place, line) and _within(line.place, post):
                owner[root(other)] = root(number)
    groups: dict[int, tuple[list[_Rule], list[_Rule]]] = {}
    for number, line in enumerate((*across, *down)):
        groups.setdefault(root(number), ([], []))[number >= len(across)].append(line)
    return [group for group in groups.values() if len(group[0]) > 1 and group[1]]


def _within(place: float, rule: _Rule) -> bool:
    return rule.start - _NEAR <= place <= rule.end + _NEAR


def _lattice(across: list[_Rule], down: list[_Rule]) -> Lattice:
    xs, ys = _edges(down, across), _edges(across, down)
    middles_x, middles_y = _middles(xs), _middles(ys)
    walls = {(row, column) for row, column in _parted(down, xs, middles_y)}
    floors = {(row, column) for column, row in _parted(across, ys, middles_x)}
    return Lattice(xs, ys, frozenset(walls), frozenset(floors))


def _edges(own: list[_Rule], others: list[_Rule]) -> tuple[float, ...]:
    """The places of the lines; where the lines across go further, their ends: a table may have no outer sides."""
    edges = [level[0].place for level in _levels(own)]
    start, end = min(rule.start for rule in others), max(rule.end for rule in others)
    before = [start] if start < edges[0] - 2 * _NEAR else []
    after = [end] if end > edges[-1] + 2 * _NEAR else []
    return (*before, *edges, *after)


def _middles(edges: Sequence[float]) -> list[float]:
    return [(one + two) / 2 for one, two in pairwise(edges)]


def _parted(rules: list[_Rule], edges: Sequence[float], middles: Sequence[float]) -> Iterable[tuple[int, int]]:
    """(place along the line, edge) wherever one of the lines lies on an inner edge."""
    for number, edge in enumerate(edges[1:-1], 1):
        lying = [rule for rule in rules if abs(rule.place - edge) <= _NEAR]
        for at, middle in enumerate(middles):
            if any(rule.start <= middle <= rule.end for rule in lying):
                yield at, number
