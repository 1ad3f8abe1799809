"""Holes in what is painted: the inside of a frame is what lies under it, though one path drew both its edges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.reading.text import Box

_MOST = 60  # shapes: more are letters or a drawing, and every one would be compared with every other


class Shape(NamedTuple):
    """A shape of a path: the box around it, which way round it was drawn (1 or -1), whether it is that box itself."""

    box: Box
    turn: int
    exact: bool


def way_round(points: Sequence[tuple[float, float]]) -> int:
    """Which way round a figure was drawn: 1 from the x axis towards the y axis, -1 the other way."""
    beside = (*points[1:], points[0])
    return 1 if sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, beside, strict=True)) >= 0 else -1


def without_holes(shapes: Sequence[Shape], *, even_odd: bool) -> Iterable[Shape]:
    """What filling the shapes together paints: those with holes in them as the strips around the holes."""
    if not 1 < len(shapes) <= _MOST:
        return shapes
    painted: list[Shape] = []
    holes: list[Shape] = []
    for shape in shapes:
        around = [other for other in shapes if other is not shape and _holds(other.box, shape.box)]
        winding = len(around) + 1 if even_odd else sum(other.turn for other in around) + shape.turn
        is_hole = bool(around) and (winding % 2 == 0 if even_odd else winding == 0)
        (holes if is_hole else painted).append(shape)
    found: list[Shape] = []
    for shape in painted:
        parts = [shape]
        for hole in holes:
            if _holds(shape.box, hole.box):
                parts = [left for part in parts for left in _less(part, hole.box)]
        found += parts
    return found


def _holds(outer: Box, inner: Box) -> bool:
    """Whether one box lies in another, which is larger."""
    return (
        outer.x0 <= inner.x0
        and outer.x1 >= inner.x1
        and outer.top <= inner.top
        and outer.bottom >= inner.bottom
        and outer != inner
    )


def _less(part: Shape, hole: Box) -> list[Shape]:
    """What is left of a part around a hole: above and below it, and at its sides."""
    box = part.box
    x0, x1 = max(box.x0, hole.x0), min(box.x1, hole.x1)
    top, bottom = max(box.top, hole.top), min(box.bottom, hole.bottom)
    if x0 >= x1 or top >= bottom:
        return [part]
    around = (
        Box(box.x0, box.top, box.x1, top),
        Box(box.x0, bottom, box.x1, box.bottom),
        Box(box.x0, top, x0, bottom),
        Box(x1, top, box.x1, bottom),
    )
    return [part._replace(box=left) for left in around if left.x1 > left.x0 and left.bottom > left.top]
