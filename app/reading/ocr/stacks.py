"""Parts of a page put one below the other, to be read again by themselves in one go."""

from __future__ import annotations

from dataclasses import replace

from PIL import Image

from app.reading.ocr.scans import paper_of
from app.reading.ocr.tesseract import Seen

_APART = 40  # pixels


def stacked(
    words: list[Seen], image: Image.Image, *, around: int, larger: float = 1.0
) -> tuple[Image.Image, list[tuple[int, int]]]:
    """A picture of these words alone with `around` pixels beside them, and from where to where each has its band of it."""
    parts = [_part(word, image, around, larger) for word in words]
    wide, tall = max(part.width for part in parts) + 2 * _APART, sum(part.height + _APART for part in parts) + _APART
    column = Image.new("L", (wide, tall), paper_of(image))
    bands, top = [], _APART
    for part in parts:
        column.paste(part, (_APART, top))
        bands.append((top, top + part.height))
        top += part.height + _APART
    return column, bands


def _part(word: Seen, image: Image.Image, around: int, larger: float) -> Image.Image:
    part = image.crop(
        (
            max(0, int(word.x0) - around),
            max(0, int(word.top) - around),
            min(image.width, int(word.x1) + around),
            min(image.height, int(word.bottom) + around),
        )
    )
    if larger == 1:
        return part
    return part.resize((round(part.width * larger), round(part.height * larger)), Image.Resampling.LANCZOS)


def in_band(again: list[Seen], band: tuple[int, int]) -> list[Seen]:
    """The words that were seen in one band, from the left."""
    top, bottom = band
    inside = [word for word in again if top < (word.top + word.bottom) / 2 < bottom]
    return sorted(inside, key=lambda word: word.x0)


def back_in(word: Seen, part: Seen, *, around: int, larger: float) -> Seen:
    """`part`, seen in the band of `word`, where it stands on the page: as tall as the word is."""
    left = max(0, int(word.x0) - around)
    x0, x1 = (min(max(left + (x - _APART) / larger, word.x0), word.x1) for x in (part.x0, part.x1))
    return replace(word, text=part.text, confidence=part.confidence, x0=x0, x1=x1)
