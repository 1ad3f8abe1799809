"""The state a content stream draws in."""

from __future__ import annotations

import math

from app.reading.layout.glyphs import BLACK, Colour, Ink
from app.reading.pdf.fonts import PdfFace
from app.reading.text import Box

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a0, a1, a2, a3, a4, a5 = inner
    b0, b1, b2, b3, b4, b5 = outer
    return (
        a0 * b0 + a1 * b2,
        a0 * b1 + a1 * b3,
        a2 * b0 + a3 * b2,
        a2 * b1 + a3 * b3,
        a4 * b0 + a5 * b2 + b4,
        a4 * b1 + a5 * b3 + b5,
    )


def transformed(box: Box, matrix: Matrix) -> Box:
    """The upright rectangle around a transformed one."""
    a, b, c, d, e, f = matrix
    if not b and not c and math.isfinite(box.x0 + box.x1 + box.top + box.bottom):  # upright, as nearly all are
        x0, x1, y0, y1 = a * box.x0 + e, a * box.x1 + e, d * box.top + f, d * box.bottom + f
        if x0 > x1:
            x0, x1 = x1, x0
        return Box(x0, y0, x1, y1) if y0 <= y1 else Box(x0, y1, x1, y0)
    xs = [a * x + c * y + e for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
    ys = [b * x + d * y + f for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
    return Box(min(xs), min(ys), max(xs), max(ys))


def intersection(one: Box | None, other: Box) -> Box:
    """What both hold; a box of no size when nothing."""
    if one is None:
        return other
    x0, top = max(one.x0, other.x0), max(one.top, other.top)
    return Box(x0, top, max(x0, min(one.x1, other.x1)), max(top, min(one.bottom, other.bottom)))


def rectangle(x: float, y: float, width: float, height: float) -> Box:
    """One drawn from any of its corners, upright."""
    x1, y1 = x + width, y + height
    if width < 0:
        x, x1 = x1, x
    return Box(x, y, x1, y1) if height >= 0 else Box(x, y1, x1, y)


class State:
    """Graphics state, saved by q and brought back by Q."""

    __slots__ = (
        "cached_ink", "character_space", "clip", "ctm", "face", "fill", "fill_known", "leading", "mode", "multiplied", "opacity", "rise", "scale",
        "size", "stroke", "stroke_known", "stroke_opacity", "word_space",
    )  # fmt: skip

    def __init__(self, ctm: Matrix) -> None:
        self.ctm = ctm
        self.clip: Box | None = None
        self.face: PdfFace | None = None
        self.size = 1.0
        self.character_space = self.word_space = self.leading = self.rise = 0.0
        self.scale = 1.0
        self.mode = 0
        self.fill: Colour | None = BLACK
        self.stroke: Colour | None = BLACK
        self.fill_known = self.stroke_known = True  # whether the colour space's components are plain colours
        self.opacity = self.stroke_opacity = 1.0
        self.multiplied = False
        self.cached_ink: Ink | None = None

    def copy(self) -> State:
        """A twin, written out name by name: q and Q are half of many a page's operators."""
        twin = State.__new__(State)
        twin.ctm, twin.clip, twin.face, twin.size, twin.mode = self.ctm, self.clip, self.face, self.size, self.mode
        twin.character_space, twin.word_space = self.character_space, self.word_space
        twin.leading, twin.rise, twin.scale = self.leading, self.rise, self.scale
        twin.fill, twin.stroke = self.fill, self.stroke
        twin.fill_known, twin.stroke_known = self.fill_known, self.stroke_known
        twin.opacity, twin.stroke_opacity, twin.multiplied = self.opacity, self.stroke_opacity, self.multiplied
        twin.cached_ink = self.cached_ink
        return twin

    def repaint(self) -> None:
        """To call after any change of colour, opacity, mode or clip."""
        self.cached_ink = None

    @property
    def ink(self) -> Ink:
        if self.cached_ink is None:
            stroked = self.mode in (1, 5)
            colour, opacity = (self.stroke, self.stroke_opacity) if stroked else (self.fill, self.opacity)
            self.cached_ink = Ink(colour, self.mode == 3, opacity, self.clip)
        return self.cached_ink
