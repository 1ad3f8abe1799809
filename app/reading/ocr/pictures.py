"""From the picture of a page to its words in order: upright, cleaned, read once or three times, and looked at closer where it is doubted.

Tesseract's words are good and its order is not; its lines only seed ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PIL import Image, ImageChops

from app.reading.ocr.best_lines import best_lines, with_overlooked
from app.reading.ocr.boxes import within_their_places
from app.reading.ocr.bullets import without_bullets
from app.reading.ocr.digits import with_indic_digits
from app.reading.ocr.doubted import LARGER, second_look
from app.reading.ocr.doubted_arabic import SIZES, arabic_look
from app.reading.ocr.grounds import light_grounds
from app.reading.ocr.inks import Inks, inks_of
from app.reading.ocr.laid_out import lines_of
from app.reading.ocr.misread import with_known_words
from app.reading.ocr.numbers import with_whole_numbers
from app.reading.ocr.points import with_true_points
from app.reading.ocr.scans import (
    dark_on_light,
    evenly_lit,
    flattened,
    grey,
    is_blank,
    skew_of,
    softened,
    turned_part,
)
from app.reading.ocr.sheets import Sheet, sheet_of
from app.reading.ocr.small_marks import with_true_marks
from app.reading.ocr.standing import Stand, seems_arabic, stand_of
from app.reading.ocr.strokes import with_true_strokes
from app.reading.ocr.tesseract import Seen, orientation, program, words, words_of_each
from app.reading.ocr.unread import blackest_ink, darkest_ink, places_left, unread_lines
from app.reading.text import Page, Source
from app.reading.unreadable import Unreadable, Why

READING_DPI = 200
_LEAST_PIXELS = 12  # across: less holds no letter
_SMALLER = 0.75
_MOST_DOUBTFUL = 0.06  # of the letters of a French reading
_DOUBTED = 60.0
_SOME_ARABIC = 0.03  # of the letters
_MISREAD = 65.0  # mean confidence below which the page may stand otherwise than it seems
_HOPELESS = 30.0  # mean confidence of what is no text: reading it again would not help
_SURE, _SHORTEST = 85.0, 3  # confidence, and letters
_SURE_ENOUGH = 88.0  # mean confidence below which three passes pay for themselves
_BOTH = "fra+ara"
_ARABIC = re.compile("[\u0600-\u06ff]")


def read_picture(image: Image.Image, *, dpi: float, number: int, photo: bool = False) -> Page:
    """The page that `image` shows, at `dpi` pixels per inch; `photo` when a camera took it.

    Boxes are points on the picture as given, whichever way it was turned to be read. Raises Unreadable: no_text
    without Tesseract, timed_out.
    """
    if min(image.size) < _LEAST_PIXELS:
        return Page(number, image.width * 72 / dpi, image.height * 72 / dpi, Source.OCR, ())
    program()
    inks = inks_of(image)
    image = evenly_lit(light_grounds(dark_on_light(grey(image)), dpi, inks), dpi)
    size = image.width * 72 / dpi, image.height * 72 / dpi
    if is_blank(image, dpi):
        return Page(number, *size, Source.OCR, ())
    reading = _finished(_begun(image, dpi, photo=photo), inks)
    lines = lines_of(_with_true_signs(reading), reading.sheet, turn=reading.stand.turn, size=size)
    return Page(number, *size, Source.OCR, tuple(lines))


def _begun(image: Image.Image, dpi: float, *, photo: bool) -> _Reading:
    """The first pass over the page, the way it seems to stand; Tesseract is asked when that proves wrong or unknown."""
    seeming = stand_of(image, dpi)
    first = _first_pass(seeming or _asked(image, dpi), image, dpi, photo=photo)
    if seeming is None or _confidence(first.seen) >= _MISREAD:
        return first
    asked = _asked(image, dpi)
    if (asked.turn, asked.arabic) == (seeming.turn, seeming.arabic):
        return first
    again = _first_pass(asked, image, dpi, photo=photo)
    return max(first, again, key=lambda reading: _confidence(reading.seen))


def _asked(image: Image.Image, dpi: float) -> Stand:
    """How the page stands as Tesseract says, which knows letters."""
    said = orientation(image, dpi)
    if said.is_latin or not said.turn:
        return Stand(said.turn, arabic=not said.is_latin)
    return Stand(said.turn, arabic=seems_arabic(_upright(image, said.turn), dpi) is not False)


def _upright(image: Image.Image, turn: int) -> Image.Image:
    return image.rotate(-turn, expand=True) if turn else image


@dataclass(frozen=True, slots=True)
class _Reading:
    """The words of a picture that was turned by `stand` first."""

    stand: Stand
    sheet: Sheet
    seen: list[Seen]
    latin: bool


def _first_pass(stand: Stand, image: Image.Image, dpi: float, *, photo: bool) -> _Reading:
    upright = _upright(image, stand.turn)
    skew = skew_of(upright, dpi) if stand.skew is None else stand.skew
    if stand.arabic:
        sheet = sheet_of(upright, dpi, skew, photo=photo, latin=False)
        seen = _both(sheet)
        if _arabic_share(seen) >= _SOME_ARABIC:
            return _Reading(stand, sheet, seen, latin=False)
    sheet = sheet_of(upright, dpi, skew, photo=photo, latin=True)
    return _Reading(stand, sheet, _french(sheet), latin=True)


def _finished(reading: _Reading, inks: Inks | None) -> _Reading:
    """With the further passes that pay for themselves, and with what stands under seals."""
    sheet = reading.sheet
    if reading.latin:
        reading = replace(reading, seen=_read_latin(sheet, reading.seen))
    else:
        reading = replace(reading, seen=_with_whole_numbers(sheet, _read_arabic(sheet, reading.seen)))
    if not reading.seen or _confidence(reading.seen) < _HOPELESS:
        return reading
    return replace(reading, seen=_in_time(reading.seen, lambda: _looked_closer(reading, inks)))


def _looked_closer(reading: _Reading, inks: Inks | None) -> list[Seen]:
    """What nobody read, and what is doubted, read by itself: all of it in one run."""
    sheet, seen = reading.sheet, reading.seen
    unread = unread_lines(_darkest(reading, inks), sheet.dpi, seen)
    doubted = second_look(seen, sheet.image) if reading.latin else None
    arabic = None if reading.latin else arabic_look(seen, sheet.image)
    columns = [(unread.column, sheet.dpi)] if unread is not None else []
    if unread is not None and reading.latin and inks is not None:  # a seal of strong colour shines through
        columns.append((blackest_ink(unread.column), sheet.dpi))
    fainter = len(columns) == 2
    columns += [(softened(doubted.column), LARGER * sheet.dpi)] if doubted is not None else []
    if arabic is not None:
        columns += [(softened(column), size * sheet.dpi) for column, size in zip(arabic.columns, SIZES, strict=True)]
    if not columns:
        return seen
    looks = words_of_each(columns, "fra" if reading.latin else "ara", segmentation=6, dark=False)
    if doubted is not None:
        seen = doubted.settled(seen, looks[-1])
    if arabic is not None:
        seen = arabic.settled(seen, looks[-len(SIZES) :])
    if unread is not None:
        seen = with_overlooked(seen, unread.on_the_page(looks[0]))
    if unread is not None and fainter:
        seen = with_overlooked(seen, [word for word in unread.on_the_page(looks[1]) if _is_surely_a_word(word)])
    return seen


def _is_surely_a_word(word: Seen) -> bool:
    """Black scribbles look like short words."""
    return word.confidence >= _SURE and len(word.text) >= _SHORTEST


def _darkest(reading: _Reading, inks: Inks | None) -> Image.Image:
    """The page without its seals: they are paler than ink, or pale in one of their colours."""
    sheet = reading.sheet
    ink = darkest_ink(sheet.image)
    if inks is None:
        return ink
    page = sheet.image.copy()
    palest = _upright(inks.palest, reading.stand.turn)
    for box in places_left(ink, sheet.dpi, reading.seen):
        page.paste(ImageChops.lighter(sheet.image.crop(box), turned_part(palest, sheet.skew, box)), box)
    return darkest_ink(page)


def _with_true_signs(reading: _Reading) -> list[Seen]:
    """The words with the digits, marks and letters that Tesseract is known to take for others put right."""
    image = reading.sheet.image
    seen = reading.seen if reading.latin else with_indic_digits(reading.seen, image)
    return with_known_words(with_true_marks(with_true_strokes(with_true_points(seen, image)), image))


def _read_latin(sheet: Sheet, first: list[Seen]) -> list[Seen]:
    """A page that looks French; lines in Arabic show themselves by their low confidence, and the page is read again."""
    return first if _doubtful_share(first) <= _MOST_DOUBTFUL else _best_of(first, lambda: _both(sheet))


def _read_arabic(sheet: Sheet, first: list[Seen]) -> list[Seen]:
    """Two sizes, the better of each word; and when the first reading doubts a third time, on evened ground.

    The third looks for Arabic alone: what is Latin was seen twice, and it takes half the time.
    """
    sure = _confidence(first)
    if sure < _HOPELESS:
        return first
    smaller = partial(_smaller, sheet)
    if sure >= _SURE_ENOUGH:
        return _best_of(first, smaller)
    return _best_of(first, smaller, partial(_smaller, sheet, flattened, languages="ara"))


def _with_whole_numbers(sheet: Sheet, seen: list[Seen]) -> list[Seen]:
    """What was cut is read again as Latin, in which no number is cut; as it was when there is no time for it."""
    return _in_time(seen, lambda: with_whole_numbers(seen, sheet.image, partial(_column_in_french, sheet.dpi)))


def _column_in_french(dpi: float, column: Image.Image) -> list[Seen]:
    return words(softened(column), "fra", segmentation=6, dpi=dpi, dark=False)


def _in_time(seen: list[Seen], look: Callable[[], list[Seen]]) -> list[Seen]:
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


def _french(sheet: Sheet) -> list[Seen]:
    image = sheet.image if sheet.photo or sheet.skew else softened(sheet.image)  # turning softened it already
    return _seen(image, sheet, languages="fra", segmentation=3)


def _both(sheet: Sheet) -> list[Seen]:
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


def _confidence(seen: list[Seen]) -> float:
    return sum(word.confidence for word in seen) / len(seen) if seen else 0.0


def _doubtful_share(seen: list[Seen]) -> float:
    letters = sum(len(word.text) for word in seen)
    doubted = sum(len(word.text) for word in seen if word.confidence < _DOUBTED)
    return doubted / letters if letters else 1.0


def _arabic_share(seen: list[Seen]) -> float:
    letters = sum(len(word.text) for word in seen)
    return sum(len(_ARABIC.findall(word.text)) for word in seen) / letters if letters else 0.0
