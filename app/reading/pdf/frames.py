"""Text matrices on the page: how large, which way up and how slanted what they place is."""

from __future__ import annotations

import math
from typing import NamedTuple

from app.reading.layout.glyphs import turn
from app.reading.pdf.state import Matrix, multiply

_MAX_FRAMES = 1000
# Degrees. A page that was scanned or set askew leans less: its lines are still lines across. What leans more, a mark across
# the page, is read in a frame of its own and never falls into their words.
_ASKEW = 8.0


class Frame(NamedTuple):
    """A text matrix on the page, in the frame of its reading angle: one em is `a` across and `d` down; `slope` when slanted."""

    a: float
    d: float
    angle: float
    scale: float
    slope: float


class Frames:
    """The frames of one page's text, each worked out once."""

    def __init__(self) -> None:
        self._known: dict[tuple[float, ...], Frame] = {}
        self._last = Frame(1.0, 1.0, 0, 1.0, 0.0)
        self._last_ctm: Matrix | None = None
        self._last_shape: tuple[float, ...] = ()

    def of(self, matrix: Matrix, ctm: Matrix) -> Frame:
        """Everything about a text matrix but its place. Glyphs shown one by one share theirs."""
        shape = matrix[:4]
        if ctm is self._last_ctm and shape == self._last_shape:
            return self._last
        key = (*shape, *ctm[:4])
        frame = self._known.get(key)
        if frame is None:
            if len(self._known) > _MAX_FRAMES:
                self._known.clear()
            frame = self._known[key] = _frame_of(multiply(matrix, ctm))
        self._last_ctm, self._last_shape, self._last = ctm, shape, frame
        return frame


def _frame_of(matrix: Matrix) -> Frame:
    a, b, c, d, _, _ = matrix
    angle = 0 if a > 0 and abs(b) < 1e-3 * a else _reading_angle(math.degrees(math.atan2(-b, a)))
    if angle:
        (a, b), (c, d) = turn(angle, a, b), turn(angle, c, d)
    level = abs(b) < 2e-3 * abs(a) or not a
    scale = math.sqrt(abs(a * d - b * c))
    if not math.isfinite(scale):
        raise ValueError("a text matrix without a size")
    return Frame(a, d, angle, scale, 0.0 if level else b / a)


def _reading_angle(leaning: float) -> float:
    """The quarter turn that text leans to; the angle itself (to a hundredth) when it leans to none."""
    quarter = round(leaning / 90) * 90
    return quarter % 360 if abs(leaning - quarter) < _ASKEW else round(leaning, 2) % 360
