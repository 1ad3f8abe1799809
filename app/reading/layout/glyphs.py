"""What a page's content draws: runs of glyphs, painted areas, ruled lines, pictures. Pure values.

Lengths are points. The page's frame has its origin at the top left, y down. Each run lives in the frame of its reading angle,
in which its text runs left to right; `turn` and `turn_back` go between the two.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from app.reading.text import Box

# How a glyph counts when a line is put in order. An empty kind is a glyph with a width and no text (a joining stroke).
RIGHT, LEFT, NUMBER, MARK, SPACE, OTHER, STROKE = "R", "L", "N", "M", "W", "S", ""

Colour = tuple[float, float, float]
WHITE: Colour = (1.0, 1.0, 1.0)
BLACK: Colour = (0.0, 0.0, 0.0)


@dataclass(slots=True, eq=False)
class Face:
    """A font as far as lines care: whether it is bold, and an identity to count habits by.

    `says_all` is true when the text of every glyph of it was known.
    """

    name: str = ""
    bold: bool = False
    says_all: bool = False


@dataclass(slots=True, eq=False)
class Ink:
    """How text is painted: its colour (None: a pattern), opacity, and the area outside which nothing shows."""

    colour: Colour | None = BLACK
    invisible: bool = False
    opacity: float = 1.0
    clip: Box | None = None


@dataclass(slots=True, eq=False)
class Run:
    """Glyphs shown by one operator: one baseline, one size, one face. `order` counts what the page paints."""

    face: Face
    size: float
    angle: float
    baseline: float
    top: float
    bottom: float
    ink: Ink
    order: int
    glyphs: list[Glyph] = field(default_factory=list)
    confidence: float = 1.0


# Text, kind, x0, x1, stream number, run. The text may hold several characters in logical order (a ligature); None when the font
# does not say. A plain tuple: a page has thousands, reading goes through them again and again, and nothing is taken apart sooner.
Glyph: TypeAlias = tuple[str | None, str, float, float, int, Run]


def with_text(glyph: Glyph, text: str) -> Glyph:
    """The same glyph, saying something else."""
    _, kind, x0, x1, number, run = glyph
    return text, kind, x0, x1, number, run


def width(glyph: Glyph) -> float:
    return glyph[3] - glyph[2]


@dataclass(slots=True, eq=False)
class Area:
    """Something painted: a fill in one colour (None: a pattern), or a picture.

    `exact` says that it fills its whole box and lets nothing through, so that it covers what lies under it; an `outline` does
    the same for another shape.
    """

    box: Box
    colour: Colour | None
    order: int
    picture: bool = False
    exact: bool = False
    outline: tuple[tuple[float, float], ...] = ()


class Span(NamedTuple):
    """Glyphs `first` up to `end`, by stream number, and what the producer says that they stand for."""

    first: int
    end: int
    text: str


class Walk(NamedTuple):
    """Strings shown one after the other as they were written, such spans among them, and their glyphs' numbers."""

    first: int
    end: int
    content: bytes


@dataclass(slots=True)
class Sheet:
    """One page's drawing, before anything is put in order."""

    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    has_marks: bool = False
    said: list[Span] = field(default_factory=list)
    walks: list[Walk] = field(default_factory=list)
    lost: int = 0  # bytes shown in a font that could not be opened
    broken: bool = False  # some of what draws it could not be unpacked

    @property
    def picture_share(self) -> float:
        """How much of the page pictures cover (0-1), strips of one scan added up."""
        return min(1.0, sum(self.share(area.box) for area in self.areas if area.picture))

    def share(self, box: Box) -> float:
        """The part of the page (0-1) that lies in `box`."""
        width = min(box.x1, self.width) - max(box.x0, 0.0)
        height = min(box.bottom, self.height) - max(box.top, 0.0)
        return max(width, 0.0) * max(height, 0.0) / (self.width * self.height)


def turn(angle: float, x: float, y: float) -> tuple[float, float]:
    """A point of the page in the frame where text at `angle` (degrees, anticlockwise from upright) runs left to right."""
    if angle == 0:
        return x, y
    cosine, sine = _towards(angle)
    return x * cosine - y * sine, x * sine + y * cosine


def turn_back(angle: float, box: Box) -> Box:
    """A rectangle of that frame on the page: the upright one around it."""
    if angle == 0:
        return box
    cosine, sine = _towards(angle)
    across = (box.x0 * cosine, box.x1 * cosine), (box.top * sine, box.bottom * sine)
    down = (-box.x0 * sine, -box.x1 * sine), (box.top * cosine, box.bottom * cosine)
    return Box(
        min(across[0]) + min(across[1]),
        min(down[0]) + min(down[1]),
        max(across[0]) + max(across[1]),
        max(down[0]) + max(down[1]),
    )


_QUARTERS: dict[float, tuple[float, float]] = {
    90: (0.0, 1.0),
    180: (-1.0, 0.0),
    270: (0.0, -1.0),
}  # without what a cosine leaves of nought


def _towards(angle: float) -> tuple[float, float]:
    return _QUARTERS.get(angle) or (math.cos(math.radians(angle)), math.sin(math.radians(angle)))
