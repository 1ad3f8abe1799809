"""The path that a content stream is building, and what it paints when it is filled."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from app.reading.layout.glyphs import Area, Colour
from app.reading.pdf.holes import Shape, way_round, without_holes
from app.reading.pdf.state import Matrix, rectangle, transformed
from app.reading.text import Box

_MAX_OUTLINE = 400  # points: circles drawn in short curves have a hundred
MAX_SHAPES = 4000  # drawings beyond this add nothing to reading


def _around(points: list[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(slots=True)
class Path:
    """Lines and rectangles in user space, until they are painted."""

    rectangles: list[tuple[float, float, float, float]] = field(default_factory=list)  # x, y, width, height, as drawn
    boxes: list[Box] = field(default_factory=list)  # the same, settled, and figures that are rectangles
    turns: list[int] = field(default_factory=list)  # of each box: which way round it was drawn, 1 or -1
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
        self.turns += [1 if width * height >= 0 else -1 for _, _, width, height in self.rectangles]
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
                self.turns.append(way_round(self.points))
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

    def areas(self, ctm: Matrix, colour: Colour | None, order: int, *, opaque: bool, even_odd: bool) -> list[Area]:
        """What filling the path paints. Upright rectangles are exact, less the holes in them; one figure alone has its outline.

        By the `even_odd` rule any shape within another is a hole in it, else one that was drawn the other way round.
        """
        self._close_figure()
        straight = opaque and (abs(ctm[1]) < 1e-6 > abs(ctm[2]) or abs(ctm[0]) < 1e-6 > abs(ctm[3]))
        if len(self._figures) == 1 and not self.boxes:
            return [self._figure(self._figures[0], ctm, colour, order, outlined=opaque)]
        shapes = [
            *(Shape(box, turn, exact=True) for box, turn in zip(self.boxes, self.turns, strict=True)),
            *(Shape(_around(figure), way_round(figure), exact=False) for figure in self._figures),
        ]
        return [
            Area(transformed(shape.box, ctm), colour, order, exact=straight and shape.exact)
            for shape in without_holes(shapes, even_odd=even_odd)
        ]

    def _figure(
        self, figure: list[tuple[float, float]], ctm: Matrix, colour: Colour | None, order: int, *, outlined: bool
    ) -> Area:
        area = Area(transformed(_around(figure), ctm), colour, order)
        if outlined and len(figure) <= _MAX_OUTLINE:
            a, b, c, d, e, f = ctm
            area.outline = tuple((a * x + c * y + e, b * x + d * y + f) for x, y in figure)
        return area

    def rules(self, ctm: Matrix) -> list[Box]:
        """Every line and rectangle on the page: ruled lines are found among them. An open figure is none yet."""
        self._settle()
        drawn = [transformed(Box(*line), ctm) for line in self.lines]
        return drawn + [transformed(box, ctm) for box in self.boxes]
