"""Numbers of which Tesseract saw the last sign alone: « 6: » in a box as wide as « 2016: ». They are read again by themselves.

A year that begins or ends a line from right to left is cut like this, however surely it was read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from PIL import Image

from app.reading.ocr.stacks import in_band, stacked
from app.reading.ocr.tesseract import Seen

_CUT = re.compile(r"^\d{1,2}[.,:;،؛»]?$")
# In a line from right to left the mark behind a number lies on its left, where a comma looks like a quotation mark.
_WHOLE = re.compile(r"^([.,:;«»'‘]?)(\d[\d/.–-]*\d)([.,:;،]?)$")
_COMMAS = "«»'‘,;"
_LEAST, _MOST = 0.35, 1.3  # heights of the box for each sign; a digit is 0.7 wide
_MOST_ALONE = 1.05  # one digit has no mark beside it
_AROUND = 8  # pixels
_SURE = 50.0


def with_whole_numbers(seen: list[Seen], image: Image.Image, read: Callable[[Image.Image], list[Seen]]) -> list[Seen]:
    """The same words, those too short for their boxes as `read` sees them; it is asked once, for all of them, or not at all."""
    cut = [place for place, word in enumerate(seen) if _CUT.match(word.text) and not _fits(word.text, word)]
    if not cut:
        return seen
    column, bands = stacked([seen[place] for place in cut], image, around=_AROUND)
    again = read(column)
    corrected = list(seen)
    for place, band in zip(cut, bands, strict=True):
        parts = in_band(again, band)
        text = _whole("".join(word.text for word in parts))
        if text and _is_as_long(text, seen[place]) and min(word.confidence for word in parts) >= _SURE:
            corrected[place] = replace(seen[place], text=text, confidence=min(word.confidence for word in parts))
    return corrected


def _whole(text: str) -> str:
    """The number in its own order, with the mark behind it; empty when it is none."""
    number = _WHOLE.match(text)
    if number is None:
        return ""
    left, digits, right = number.groups()
    return digits + (right or ("،" if left and left in _COMMAS else left))


def _is_as_long(text: str, word: Seen) -> bool:
    """Neither much shorter than the box nor much longer."""
    return _fits(text, word) and word.x1 - word.x0 >= _LEAST * (word.bottom - word.top) * len(text)


def _fits(text: str, word: Seen) -> bool:
    most = _MOST if len(text) > 1 else _MOST_ALONE
    return word.x1 - word.x0 <= most * (word.bottom - word.top) * len(text)
