"""Where a page writes its numbers in Arabic-Indic digits, what Tesseract was unsure of is read again by the shapes of digits."""

from __future__ import annotations

import re
from dataclasses import replace

from PIL import Image

from app.reading.ocr.digit_shapes import Read, read_digits
from app.reading.ocr.tesseract import Seen

_SURE = 90.0
_UNSURE = 75.0
_LONGEST = 16  # signs; a telephone with its country has fourteen
_ALIKE = 0.27
_WITNESSES = 2
# One, five and nought look like strokes and rings of other writing.
_UNMISTAKABLE = re.compile("[٢٣٤٦٧٨٩]")
_WESTERN = re.compile(r"[0-9]{2}")
_ARABIC = re.compile("[\u0620-\u064a]")


def with_indic_digits(seen: list[Seen], image: Image.Image) -> list[Seen]:
    """The same words, with the numbers of a page that is written with Arabic-Indic digits as their ink has them.

    A page that shows two such numbers, and more of them than numbers surely seen in 0 to 9, is one.
    """
    least = max(_WITNESSES, 1 + sum(map(_is_western, seen)))
    places = [place for place, word in enumerate(seen) if word.confidence < _UNSURE and _may_be_number(word)]
    if len(places) < least:
        return seen
    doubtful = {place: _read(seen[place], image) for place in places}
    if sum(read is not None and _is_witness(read) for read in doubtful.values()) < least:
        return seen
    return [
        _corrected(word, doubtful[place] if place in doubtful else _read(word, image))
        for place, word in enumerate(seen)
    ]


def _is_western(word: Seen) -> bool:
    return word.confidence >= _SURE and _WESTERN.search(word.text) is not None


def _is_witness(read: Read) -> bool:
    return read.digits >= 2 and read.doubt < _ALIKE and _UNMISTAKABLE.search(read.text) is not None


def _may_be_number(word: Seen) -> bool:
    return len(word.text) <= _LONGEST and (word.confidence < _SURE or word.text.isdigit())


def _read(word: Seen, image: Image.Image) -> Read | None:
    if not _may_be_number(word):
        return None
    box = (max(0, int(word.x0) - 2), max(0, int(word.top) - 2), int(word.x1) + 2, int(word.bottom) + 2)
    part = image.crop(box)
    low, high = part.getextrema()
    middle = (low + high) / 2  # type: ignore[operator]
    return read_digits(part.point([255 if value < middle else 0 for value in range(256)]))


def _corrected(word: Seen, read: Read | None) -> Seen:
    if read is None or (_ARABIC.search(word.text) and not (_is_witness(read) and word.confidence < _UNSURE)):
        return word
    return replace(word, text=read.text, confidence=min(word.confidence, _UNSURE) if read.doubt > _ALIKE else _UNSURE)
