"""The passes of Tesseract over a sheet: in French or in both languages, in two sizes, and which of them pay for themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PIL import Image

from app.reading.ocr.best_lines import best_lines
from app.reading.ocr.boxes import within_their_places
from app.reading.ocr.bullets import without_bullets
from app.reading.ocr.numbers import with_whole_numbers
from app.reading.ocr.scans import flattened, softened
from app.reading.ocr.sheets import Sheet
from app.reading.ocr.tesseract import Seen, words
from app.reading.unreadable import Unreadable, Why

HOPELESS = 30.0  # mean confidence of what is no text: reading it again would not help
SURE_ENOUGH = 88.0  # mean confidence below which three passes pay for themselves
_SMALLER = 0.75
_MOST_DOUBTFUL = 0.06  # of the letters of a French reading
_DOUBTED = 60.0
_BOTH = "fra+ara"


def read_latin(sheet: Sheet, first: list[Seen]) -> list[Seen]:
    """A page that looks French; lines in Arabic show themselves by their low confidence, and the page is read again."""
    return first if _doubtful_share(first) <= _MOST_DOUBTFUL else _best_of(first, lambda: both(sheet))


def read_arabic(sheet: Sheet, first: list[Seen]) -> list[Seen]:
    """Two sizes, the better of each word; and when the first reading doubts a third time, on evened ground.

    The third looks for Arabic alone: what is Latin was seen twice, and it takes half the time.
    """
    sure = mean_confidence(first)
    if sure < HOPELESS:
        return first
    smaller = partial(_smaller, sheet)
    if sure >= SURE_ENOUGH:
        return _best_of(first, smaller)
    return _best_of(first, smaller, partial(_smaller, sheet, flattened, languages="ara"))


def whole_numbers(sheet: Sheet, seen: list[Seen]) -> list[Seen]:
    """What was cut is read again as Latin, in which no number is cut; as it was when there is no time for it."""
    return in_time(seen, lambda: with_whole_numbers(seen, sheet.image, partial(_column_in_french, sheet.dpi)))


def _column_in_french(dpi: float, column: Image.Image) -> list[Seen]:
    return words(softened(column), "fra", segmentation=6, dpi=dpi, dark=False)


def in_time(seen: list[Seen], look: Callable[[], list[Seen]]) -> list[Seen]:
    """What `look` makes of the words `seen`; those themselves when there is no time for it."""
    try:
        return look()
    except Unreadable as unreadable:
        if unreadable.why is not Why.TIMED_OUT:
            raise
        return seen


def _best_of(first: list[Seen], *further: Callable[[], list[Seen]]) -> list[Seen]:
    """The best lines of the first reading and of those further ones that there is time for."""
    readings = [first]
    for again in further:
        try:
            readings.append(again())
        except Unreadable as unreadable:
            if unreadable.why is not Why.TIMED_OUT:
                raise
            break
    return best_lines(readings)


def french(sheet: Sheet) -> list[Seen]:
    """One pass over a page without Arabic; English is read by it as well."""
    image = sheet.image if sheet.photo or sheet.skew else softened(sheet.image)  # turning softened it already
    return _seen(image, sheet, languages="fra", segmentation=3)


def both(sheet: Sheet) -> list[Seen]:
    """One pass in Arabic and French."""
    return _seen(flattened(sheet.image, sheet.dpi) if sheet.photo else softened(sheet.image), sheet)


def _seen(
    image: Image.Image, sheet: Sheet, *, languages: str = _BOTH, segmentation: int = 4, ratio: float = 1.0
) -> list[Seen]:
    """The words of `image`, which is the sheet's, cleaned, at `ratio` of its size; without list marks."""
    seen = words(image, languages, segmentation=segmentation, dpi=sheet.dpi * ratio, dark=sheet.dark)
    return without_bullets(within_their_places(seen))


def _smaller(
    sheet: Sheet,
    prepare: Callable[[Image.Image, float], Image.Image] = lambda image, _dpi: image,
    *,
    languages: str = _BOTH,
) -> list[Seen]:
    """The words read at another resolution, what is seen there prepared; their places in pixels of the sheet."""
    size = int(sheet.image.width * _SMALLER), int(sheet.image.height * _SMALLER)
    image = softened(prepare(sheet.image.resize(size, Image.Resampling.LANCZOS), sheet.dpi * _SMALLER))
    return [
        replace(
            word,
            x0=word.x0 / _SMALLER,
            top=word.top / _SMALLER,
            x1=word.x1 / _SMALLER,
            bottom=word.bottom / _SMALLER,
            lean=word.lean / _SMALLER,
        )
        for word in _seen(image, sheet, languages=languages, ratio=_SMALLER)
    ]


def mean_confidence(seen: list[Seen]) -> float:
    """0-100; 0 without a word."""
    return sum(word.confidence for word in seen) / len(seen) if seen else 0.0


def _doubtful_share(seen: list[Seen]) -> float:
    letters = sum(len(word.text) for word in seen)
    doubted = sum(len(word.text) for word in seen if word.confidence < _DOUBTED)
    return doubted / letters if letters else 1.0
