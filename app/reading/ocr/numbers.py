"""Numbers of which Tesseract saw the last sign alone: « 6: » in a box as wide as « 2016: ». They are read again by themselves.

A year that begins or ends a line from right to left is cut like this, however surely it was read; of two years with a dash
the second is: « 2021-8 » stands for « 2018 - 2021 ».
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from PIL import Image

from app.reading.ocr.stacks import back_in, in_band, stacked
from app.reading.ocr.tesseract import Seen

_CUT = re.compile(r"^\d{1,2}[.,:;،؛»]?$")
# In a line from right to left the mark behind a number lies on its left, where a comma looks like a quotation mark.
_WHOLE = re.compile(r"^([.,:;«»'‘]?)(\d[\d/.–-]*\d)([.,:;،]?)$")
_YEARS = re.compile("^(?:19|20)\\d\\d[-–](?:19|20)\\d\\d$")
_RANGE = re.compile(r"^(?:\d{4}[-–]\d{1,2}|\d{1,2}[-–]\d{4}|\d{4}[-–]\d{4})$")
_DIGITS = re.compile(r"\d+")
_COMMAS = "«»'‘,;"
_LEAST, _MOST = 0.35, 1.3  # heights of the box for each sign; a digit is 0.7 wide
_MOST_ALONE = 1.05  # one digit has no mark beside it
_AROUND = 8  # pixels
_SURE = 50.0


def with_whole_numbers(seen: list[Seen], image: Image.Image, read: Callable[[Image.Image], list[Seen]]) -> list[Seen]:
    """The same words, those too short for their boxes as `read` sees them; it is asked once, for all of them, or not at all."""
    cut = [place for place, word in enumerate(seen) if _is_cut(word)]
    if not cut:
        return seen
    column, bands = stacked([seen[place] for place in cut], image, around=_AROUND)
    again = read(column)
    corrected = [[word] for word in seen]
    for place, band in zip(cut, bands, strict=True):
        word, parts = seen[place], in_band(again, band)
        if parts and min(part.confidence for part in parts) >= _SURE:
            corrected[place] = _years(word, parts) if _RANGE.match(word.text) else [_number(word, parts)]
    return [word for words in corrected for word in words]


def _is_cut(word: Seen) -> bool:
    return bool(_RANGE.match(word.text)) or (bool(_CUT.match(word.text)) and not _fits(word.text, word))


def _number(word: Seen, parts: list[Seen]) -> Seen:
    text = _whole("".join(part.text for part in parts))
    if not text or not _is_as_long(text, word):
        return word
    return replace(word, text=text, confidence=min(part.confidence for part in parts))


def _years(word: Seen, parts: list[Seen]) -> list[Seen]:
    """Two years and what was seen of them before, apart from their dash where they stand apart."""
    text = "".join(part.text for part in parts)
    years = _DIGITS.findall(text)
    if not _YEARS.match(text) or any(not _ends_one(digits, years) for digits in _DIGITS.findall(word.text)):
        return [word]
    if len(parts) > 1:
        return [back_in(word, part, around=_AROUND, larger=1) for part in parts]
    return [replace(word, text=text, confidence=parts[0].confidence)]


def _ends_one(digits: str, years: list[str]) -> bool:
    return any(year.endswith(digits) for year in years)


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
