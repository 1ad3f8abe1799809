"""Pages with French on one side and Arabic on the other, told by the shapes of their lines. Knows no letters.

Read as one page, each line runs over both, and every letter of it is tried in both languages, twice and three times.
"""

from __future__ import annotations

from typing import NamedTuple

from PIL import Image

from app.reading.ocr.scans import PixelBox, ink_of, lightest_around, paper_of, shrunk
from app.reading.ocr.standing import how_arabic

_DPI = 36  # two points to a pixel of the small picture
_INK = 24  # greys of the small picture
_GUTTER = 5  # pixels of the small picture
_LONG = 0.6  # of the page's height: what is free so far down parts columns, not two words
_LATIN, _ARABIC = 0.35, 0.5  # how Arabic the lines look: Latin ones up to 0.31, Arabic ones of most fonts from 0.7
_FILLED = bytes([0] + [1] * 255)


class Side(NamedTuple):
    """A part of a page: its picture, and the pixel of the page where that begins."""

    image: Image.Image
    x0: int
    top: int


def sides_of(image: Image.Image, dpi: float) -> tuple[Side, Side] | None:
    """The (grey) page with its Arabic side alone, and the other side alone; None when it is not one of these pages.

    What stands above and below both is with the Arabic.
    """
    gutter = _gutter(image, dpi)
    if gutter is None:
        return None
    middle, top, bottom = gutter
    left, right = (0, top, middle, bottom), (middle, top, image.width, bottom)
    looks = [(how_arabic(image.crop(side), dpi, slabs=2), side) for side in (left, right)]
    (least, other), (most, _) = sorted((-1.0 if look is None else look, side) for look, side in looks)
    return (_without(image, other), _crop(image, other)) if 0 <= least < _LATIN and most > _ARABIC else None


def _crop(image: Image.Image, box: PixelBox) -> Side:
    return Side(image.crop(box), box[0], box[1])


def _without(image: Image.Image, side: PixelBox) -> Side:
    """What is left of the page when the side, which reaches to its edge, is gone."""
    x0, top, x1, bottom = side
    if top == 0 and bottom == image.height:
        return _crop(image, (x1, 0, image.width, image.height) if x0 == 0 else (0, 0, x0, image.height))
    page = image.copy()
    page.paste(paper_of(image), side)
    return Side(page, 0, 0)


def _gutter(image: Image.Image, dpi: float) -> tuple[int, int, int] | None:
    """Where, from where and down to where the page's middle half is free the longest; in pixels of the page."""
    small = shrunk(image, _DPI / dpi)
    ink = ink_of(small, _DPI).point([255 if value > _INK else 0 for value in range(256)])
    columns = lightest_around(ink, _GUTTER).transpose(Image.Transpose.TRANSPOSE).tobytes().translate(_FILLED)
    tall = small.height
    runs = [
        (*_longest_free(columns[x * tall : (x + 1) * tall]), x) for x in range(small.width // 4, 3 * small.width // 4)
    ]
    longest = max((length for length, _, _ in runs), default=0)
    if longest < _LONG * tall:
        return None
    as_long = [run for run in runs if run[0] == longest]
    length, top, middle = as_long[len(as_long) // 2]
    scale = dpi / _DPI
    end = image.height if top + length == tall else int((top + length) * scale)
    return int((middle + 0.5) * scale), int(top * scale), end


def _longest_free(column: bytes) -> tuple[int, int]:
    """How long its longest stretch of zeros is, and where it begins."""
    length, begin, at = 0, 0, 0
    for stretch in column.split(b"\1"):
        if len(stretch) > length:
            length, begin = len(stretch), at
        at += len(stretch) + 1
    return length, begin
