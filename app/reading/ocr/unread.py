"""Lines that nobody read or that were hardly read, under a seal mostly, looked at again by themselves, in the darkest ink alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

from app.reading.ocr.grounds import parts_of
from app.reading.ocr.scans import PixelBox, paper_of, shrunk
from app.reading.ocr.tesseract import Seen

_DPI = 36  # two points to a pixel of the small picture
_INK = 170  # greys of the small picture, in which thin strokes are pale
_WORD_GAP = 4  # pixels of the small picture
_LOWEST, _TALLEST = 2, 18  # the same: lines of letters, no rules and no drawings
_SHORTEST = 8
_FULL = 0.7  # of its box: a bar
_MOST_LINES = 12  # more were not overlooked by chance: the page is no text, or a table of scribbles
_AROUND, _APART = 4, 30  # pixels of the small picture; of the large one
_BLACK, _PALE = 0.15, 0.62  # of the paper's grey: what is darker is all black, what is paler is no ink
_BLACKEST = 0.59  # of the contrast
_READ = 60.0


def darkest_ink(image: Image.Image) -> Image.Image:
    """What is written darkest on the (grey) page, in full contrast: a seal stamped over it is gone."""
    paper = paper_of(image)
    low, high = _BLACK * paper, _PALE * paper
    return image.point([max(0, min(255, int((value - low) * 255 / (high - low)))) for value in range(256)])


def blackest_ink(column: Image.Image) -> Image.Image:
    """What is left of the darkest ink when thin lines of a seal that shine through between letters go too."""
    return column.point([min(255, int(value / _BLACKEST)) for value in range(256)])


@dataclass(frozen=True, slots=True)
class Unread:
    """Lines put one below the other in `column`, where they stand on the page, and where each begins in the column."""

    column: Image.Image
    places: tuple[PixelBox, ...]
    tops: tuple[int, ...]

    def on_the_page(self, again: list[Seen]) -> list[Seen]:
        """The words of the column where they stand on the page."""
        found = []
        for word in again:
            middle = (word.top + word.bottom) / 2
            for number, (place, top) in enumerate(zip(self.places, self.tops, strict=True)):
                if top <= middle < top + place[3] - place[1]:
                    right, down = place[0] - _APART, place[1] - top
                    found.append(word.moved(right, down, line=word.line * len(self.places) + number, lean=0.0))
        return found


def unread_lines(ink: Image.Image, dpi: float, seen: list[Seen]) -> Unread | None:
    """The lines of `ink` that are in no surely read word; None without any."""
    places = _unread(ink, dpi, seen)
    if not places:
        return None
    column, tops = _one_below_the_other(ink, places)
    return Unread(column, tuple(places), tuple(tops))


def places_left(ink: Image.Image, dpi: float, seen: list[Seen]) -> list[PixelBox]:
    """Where something as large as a word is left of `ink` outside the surely read words; a drawing is left too."""
    scale = _DPI / dpi
    left = [box for box, _ in _left(ink, scale, seen) if _is_as_large(box)]
    return [_large(_with_surroundings(box), scale, ink.size) for box in left]


def _unread(ink: Image.Image, dpi: float, seen: list[Seen]) -> list[PixelBox]:
    """The boxes of such lines, in pixels of the page; none when there are too many to have been overlooked."""
    scale = _DPI / dpi
    boxes: list[PixelBox] = []
    for box, inked in _left(ink, scale, seen):
        x0, top, x1, bottom = box
        if _is_as_large(box) and bottom - top <= _TALLEST and inked < _FULL * (x1 - x0) * (bottom - top):
            boxes.append(_with_surroundings(box))
    if len(boxes) > _MOST_LINES:
        return []
    return [_large(box, scale, ink.size) for box in _together(boxes)]


def _with_surroundings(box: PixelBox) -> PixelBox:
    x0, top, x1, bottom = box
    return x0 - _AROUND, top - _AROUND, x1 + _AROUND, bottom + _AROUND


def _is_as_large(box: PixelBox) -> bool:
    x0, top, x1, bottom = box
    return x1 - x0 >= _SHORTEST and bottom - top > _LOWEST


def _left(ink: Image.Image, scale: float, seen: list[Seen]) -> Iterator[tuple[PixelBox, int]]:
    """What is left of the ink outside surely read words, in parts as wide as words, and how much of each box is inked.

    Pixels of the small picture, which is `scale` times as large.
    """
    small = shrunk(ink, scale).point([255 if value < _INK else 0 for value in range(256)])
    pen = ImageDraw.Draw(small)
    for word in seen:
        if word.confidence >= _READ:
            pen.rectangle(
                (word.x0 * scale - 1, word.top * scale - 1, word.x1 * scale + 1, word.bottom * scale + 1), fill=0
            )
    joined = small.filter(ImageFilter.BoxBlur((_WORD_GAP, 0))).point([0] + [255] * 255)
    cells, wide = small.tobytes(), small.width
    for part in parts_of(joined.tobytes(), wide) if small.getbbox() else ():
        inked = [cell for cell in part if cells[cell]]
        if inked:
            x0, x1 = min(cell % wide for cell in inked), max(cell % wide for cell in inked) + 1
            yield (x0, min(inked) // wide, x1, max(inked) // wide + 1), len(inked)


def _together(boxes: list[PixelBox]) -> list[PixelBox]:
    """Boxes that overlap made one: lines so near are read in one picture."""
    apart: list[PixelBox] = []
    for each in boxes:
        box = each
        while touched := next((other for other in apart if _overlap(box, other)), None):
            apart.remove(touched)
            left, top, right, bottom = zip(box, touched, strict=True)
            box = min(left), min(top), max(right), max(bottom)
        apart.append(box)
    return apart


def _overlap(one: PixelBox, other: PixelBox) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _large(box: PixelBox, scale: float, size: tuple[int, int]) -> PixelBox:
    x0, top, x1, bottom = (int(edge / scale) for edge in box)
    return max(0, x0), max(0, top), min(size[0], x1), min(size[1], bottom)


def _one_below_the_other(ink: Image.Image, places: list[PixelBox]) -> tuple[Image.Image, list[int]]:
    """A picture of these places alone, and where each begins."""
    wide = max(x1 - x0 for x0, _, x1, _ in places) + 2 * _APART
    tall = sum(bottom - top + _APART for _, top, _, bottom in places) + _APART
    column, tops = Image.new("L", (wide, tall), 255), []
    down = _APART
    for place in places:
        column.paste(ink.crop(place), (_APART, down))
        tops.append(down)
        down += place[3] - place[1] + _APART
    return column, tops
