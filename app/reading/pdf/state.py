"""The state a content stream draws in, and the path it is building."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from app.reading.layout.glyphs import BLACK, Area, Colour, Ink
from app.reading.pdf.fonts import PdfFace
from app.reading.text import Box

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MAX_OUTLINE = 400  # points: circles drawn in short curves have a hundred
MAX_SHAPES = 4000  # drawings beyond this add nothing to reading


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


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


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


@dataclass(slots=True)
class Path:
    """Lines and rectangles in user space, until they are painted."""

    rectangles: list[tuple[float, float, float, float]] = field(default_factory=list)  # x, y, width, height, as drawn
    boxes: list[Box] = field(default_factory=list)  # the same, settled, and figures that are rectangles
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)  # of the open figure
    curved: bool = False

    def move(self, x: float, y: float) -> None:
        self._close_figure()
        self.points = [(x, y)]

    def line(self, x: float, y: float) -> None:
        if self.points and len(self.lines) < MAX_SHAPES:
            px, py = self.points[-1]
            self.lines.append((px, py, x, y))
            self.points.append((x, y))

    def curve(self, *points: tuple[float, float]) -> None:
        self.curved = True
        if len(self.lines) < MAX_SHAPES and len(self.points) < MAX_SHAPES:
            self.points.extend(points)

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        if len(self.boxes) + len(self.rectangles) < MAX_SHAPES:
            self.rectangles.append((x + 0.0, y + 0.0, width + 0.0, height + 0.0))

    @property
    def frame(self) -> tuple[float, float, float, float] | None:
        """The rectangle (x, y, width, height) that is all of the path; None when there is more to it."""
        alone = len(self.rectangles) == 1 and not (
            self.boxes or self.points or self.lines or self._figures or self.curved
        )
        return self.rectangles[0] if alone else None

    @property
    def is_empty(self) -> bool:
        return not (self.rectangles or self.boxes or self.points or self.lines or self._figures or self.curved)

    _figures: list[list[tuple[float, float]]] = field(default_factory=list)

    def _settle(self) -> None:
        self.boxes += [rectangle(*drawn) for drawn in self.rectangles]
        self.rectangles.clear()

    def _close_figure(self) -> None:
        self._settle()
        if len(self.points) > 2:
            box = _around(self.points)
            upright = all(
                math.isclose(x, box.x0)
                or math.isclose(x, box.x1)
                or math.isclose(y, box.top)
                or math.isclose(y, box.bottom)
                for x, y in self.points
            )
            if not self.curved and upright and len({*self.points}) == 4:
                self.boxes.append(box)
            else:
                self._figures.append(self.points)
        self.points = []
        self.curved = False

    def bounds(self) -> Box | None:
        """The rectangle around everything in the path."""
        self._close_figure()
        around: Box | None = None
        for box in (*self.boxes, *map(_around, self._figures)):
            around = box if around is None else around.union(box)
        return around

    def areas(self, ctm: Matrix, colour: Colour | None, order: int, *, opaque: bool) -> list[Area]:
        """What filling the path paints. Upright rectangles are exact; one figure alone, without holes, has its outline."""
        self._close_figure()
        straight = opaque and (abs(ctm[1]) < 1e-6 > abs(ctm[2]) or abs(ctm[0]) < 1e-6 > abs(ctm[3]))
        filled = [Area(transformed(box, ctm), colour, order, exact=straight) for box in self.boxes]
        for figure in self._figures:
            area = Area(transformed(_around(figure), ctm), colour, order)
            if opaque and len(self._figures) == 1 and not self.boxes and len(figure) <= _MAX_OUTLINE:
                a, b, c, d, e, f = ctm
                area.outline = tuple((a * x + c * y + e, b * x + d * y + f) for x, y in figure)
            filled.append(area)
        return filled

    def rules(self, ctm: Matrix) -> list[Box]:
        """Every line and rectangle on the page: ruled lines are found among them. An open figure is none yet."""
        self._settle()
        drawn = [transformed(Box(*line), ctm) for line in self.lines]
        return drawn + [transformed(box, ctm) for box in self.boxes]
