"""How a page seems to lie and what it seems written in, from the shapes of its lines alone. Knows no letters.

It takes a twentieth of what Tesseract needs to say the same, and says nothing when it is not sure.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from PIL import Image, ImageChops

from app.reading.ocr.scans import ink_of, sharpest, shrunk

_SHAPE_DPI = 72
_LINE_DPI = 150
_CLEARLY = 3.0  # upright pages of text have 8 and more, pages on their side an eighth and less
_SLABS = 4  # lines of different columns stand at different heights
_GRAIN = 40  # greys that paper alone may have
_THINNEST, _THICKEST = 9, 60  # of a line, in pixels
_LEAST_LINES = 8
# Arabic letters stand on one stroke, so that a line is darkest in one row: 2.5 times the mean and more. Latin letters
# have two such rows, of 1.6 to 2.1; thin serifs reach 2.4, and are read once more than they need.
_ON_ONE_STROKE = 2.25


def seems_upright(image: Image.Image, dpi: float) -> bool:
    """Whether the lines of the (grey) page run across it; false when they do not, or when it cannot be told."""
    ink = ImageChops.invert(shrunk(image, _SHAPE_DPI / dpi))
    _, across = sharpest(ink)
    _, down = sharpest(ink.transpose(Image.Transpose.ROTATE_90))
    return across > _CLEARLY * down


def seems_arabic(image: Image.Image, dpi: float) -> bool | None:
    """Whether a quarter of the lines of the upright (grey) page look Arabic; None when it has too few lines to tell."""
    ink = ink_of(shrunk(image, _LINE_DPI / dpi), _LINE_DPI).point([0] * _GRAIN + list(range(_GRAIN, 256)))
    peaks = [peak for strip in _lines(ink) if (peak := _peak(strip))]
    if len(peaks) < _LEAST_LINES:
        return None
    return statistics.quantiles(peaks, n=4)[2] > _ON_ONE_STROKE


def _lines(ink: Image.Image) -> Iterator[Image.Image]:
    """Strips of the page, a quarter of it wide, that hold one line each."""
    for slab in range(_SLABS):
        left, right = slab * ink.width // _SLABS, (slab + 1) * ink.width // _SLABS
        column = ink.crop((left, 0, right, ink.height))
        begin = None
        for row, value in enumerate((*column.resize((1, ink.height), Image.Resampling.BOX).tobytes(), 0)):
            if value > 2:
                begin = row if begin is None else begin
            elif begin is not None:
                if _THINNEST <= row - begin <= _THICKEST:
                    yield column.crop((0, begin, column.width, row))
                begin = None


def _peak(strip: Image.Image) -> float:
    """How many times darker the darkest row is than the mean of all; 0 for a strip with less than a word."""
    wide, high = strip.size
    least = 0.6 * 255 / high
    across = strip.resize((wide, 1), Image.Resampling.BOX).tobytes()
    if sum([value > least for value in across]) < 2.5 * high:
        return 0.0
    rows = strip.resize((1, high), Image.Resampling.BOX).tobytes()
    return max(rows) * high / sum(rows)
