"""How a page lies and what it seems written in, from the shapes of its lines alone. Knows no letters.

It takes a twentieth of what Tesseract needs to say the same, and says nothing when it is not sure.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops

from app.reading.ocr.scans import ink_of, sharpest, sheared, shrunk, skew_of

_SHAPE_DPI = 72
_LINE_DPI = 150
_CLEARLY = 3.0  # upright pages of text have 8 and more, pages on their side an eighth and less
_SLABS = 4  # lines of different columns stand at different heights
_GRAIN = 40  # greys that paper alone may have
_THINNEST, _THICKEST = 9, 60  # of a line, in pixels
_LEAST_LINES = 8
_ASKEW = 0.2  # degrees: strips of a page that lies less straight have blurred edges
_BODY = 0.5  # of its darkest row: between the first and the last row so dark lie the bodies of a line's letters
# In both scripts more ink stands above those bodies than hangs below: six to eight tenths of what is outside.
_RISES, _HANGS = 0.55, 0.45
# Arabic letters stand on one stroke: a line is darkest in one row, by 2.5 times the mean and more, and a third of its ink
# rises above. Latin letters have two such rows, of about 1.8, and rise by a tenth. Both together: 0.2 to 0.3 in Latin,
# 0.5 to 1.5 in Arabic, 0.4 on a crooked photograph.
_ON_ONE_STROKE = 0.35


@dataclass(frozen=True, slots=True)
class Stand:
    """How a picture stands: `turn` degrees clockwise make it upright; `skew` more anticlockwise straight, None unknown."""

    turn: int = 0
    arabic: bool = False
    skew: float | None = None


def stand_of(image: Image.Image, dpi: float) -> Stand | None:
    """How the (grey) page stands; None when its shapes do not say it clearly."""
    small = shrunk(image, _SHAPE_DPI / dpi)
    across = _runs_across(small)
    if across is None:
        return None
    page = shrunk(image, _LINE_DPI / dpi)
    if not across:
        small, page = (each.transpose(Image.Transpose.ROTATE_90) for each in (small, page))
    skew = skew_of(small, _SHAPE_DPI)
    lines = _lines_of(sheared(page, skew) if abs(skew) >= _ASKEW else page)
    rising = _share_rising(lines)
    if len(lines) < _LEAST_LINES or _HANGS < rising < _RISES:
        return None
    hangs = rising <= _HANGS
    turn = (0 if across else 270) + (180 if hangs else 0)
    look = _how_arabic([line.upside_down for line in lines] if hangs else lines)
    return Stand(turn % 360, look > _ON_ONE_STROKE, skew)


def seems_arabic(image: Image.Image, dpi: float) -> bool | None:
    """Whether a quarter of the lines of the upright (grey) page look Arabic; None when it has too few lines to tell."""
    look = how_arabic(image, dpi)
    return None if look is None else look > _ON_ONE_STROKE


def how_arabic(image: Image.Image, dpi: float, *, slabs: int = _SLABS) -> float | None:
    """How Arabic that quarter of the upright page's lines looks that looks so most, each `slabs`-th of its width by itself."""
    lines = _lines_of(shrunk(image, _LINE_DPI / dpi), slabs)
    return None if len(lines) < _LEAST_LINES else _how_arabic(lines)


def _runs_across(small: Image.Image) -> bool | None:
    """Whether lines run across the page (true) or down it; None when it cannot be told."""
    ink = ImageChops.invert(small)
    _, across = sharpest(ink)
    _, down = sharpest(ink.transpose(Image.Transpose.ROTATE_90))
    if across > _CLEARLY * down:
        return True
    return False if down > _CLEARLY * across else None


@dataclass(frozen=True, slots=True)
class _Line:
    """Shares of a line's ink above the bodies of its letters and below; and by how much its darkest row passes the mean."""

    above: float
    below: float
    peak: float

    @property
    def upside_down(self) -> _Line:
        return _Line(self.below, self.above, self.peak)


def _lines_of(page: Image.Image, slabs: int = _SLABS) -> list[_Line]:
    ink = ink_of(page, _LINE_DPI).point([0] * _GRAIN + list(range(_GRAIN, 256)))
    return [_line(strip) for strip in _strips(ink, slabs) if _has_words(strip)]


def _strips(ink: Image.Image, slabs: int) -> Iterator[Image.Image]:
    """Strips of the page, one of `slabs` parts of it wide, that hold one line each."""
    for slab in range(slabs):
        left, right = slab * ink.width // slabs, (slab + 1) * ink.width // slabs
        column = ink.crop((left, 0, right, ink.height))
        begin = None
        for row, value in enumerate((*column.resize((1, ink.height), Image.Resampling.BOX).tobytes(), 0)):
            if value > 2:
                begin = row if begin is None else begin
            elif begin is not None:
                if _THINNEST <= row - begin <= _THICKEST:
                    yield column.crop((0, begin, column.width, row))
                begin = None


def _has_words(strip: Image.Image) -> bool:
    wide, high = strip.size
    least = 0.6 * 255 / high
    across = strip.resize((wide, 1), Image.Resampling.BOX).tobytes()
    return sum([value > least for value in across]) >= 2.5 * high


def _line(strip: Image.Image) -> _Line:
    rows = strip.resize((1, strip.height), Image.Resampling.BOX).tobytes()
    ink, darkest = sum(rows), max(rows)
    body = [row for row, value in enumerate(rows) if value > _BODY * darkest]
    return _Line(sum(rows[: body[0]]) / ink, sum(rows[body[-1] + 1 :]) / ink, darkest * len(rows) / ink)


def _share_rising(lines: list[_Line]) -> float:
    """Of the ink outside the bodies of the letters, the share that stands above them."""
    above, below = sum(line.above for line in lines), sum(line.below for line in lines)
    return above / (above + below) if above + below else 0.5


def _how_arabic(lines: list[_Line]) -> float:
    return statistics.quantiles([line.peak * line.above for line in lines], n=4)[2]
