"""From the picture of a page to its words in order: upright, cleaned, read once or three times, and looked at closer where it is doubted.

Tesseract's words are good and its order is not; its lines only seed ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from PIL import Image, ImageChops

from app.reading.ocr.addresses import with_stops_of_addresses
from app.reading.ocr.best_lines import with_overlooked
from app.reading.ocr.digits import with_indic_digits
from app.reading.ocr.doubted import LARGER, second_look
from app.reading.ocr.doubted_arabic import SIZES, arabic_look
from app.reading.ocr.grounds import light_grounds
from app.reading.ocr.inks import Inks, inks_of
from app.reading.ocr.joined import with_numbers_apart
from app.reading.ocr.laid_out import lines_of
from app.reading.ocr.misread import with_known_words
from app.reading.ocr.passes import (
    HOPELESS,
    SURE_ENOUGH,
    both,
    french,
    in_time,
    mean_confidence,
    read_arabic,
    read_latin,
    whole_numbers,
)
from app.reading.ocr.points import with_true_points
from app.reading.ocr.scans import (
    dark_on_light,
    evenly_lit,
    grey,
    is_blank,
    skew_of,
    softened,
    turned_part,
)
from app.reading.ocr.sheets import Sheet, sheet_of
from app.reading.ocr.sides import Side, sides_of
from app.reading.ocr.small_marks import with_true_marks
from app.reading.ocr.standing import Stand, seems_arabic, stand_of
from app.reading.ocr.strokes import with_true_strokes
from app.reading.ocr.tesseract import Seen, orientation, program, words_of_each
from app.reading.ocr.unread import blackest_ink, darkest_ink, places_left, unread_lines
from app.reading.text import Page, Source

READING_DPI = 200
_LEAST_PIXELS = 12  # across: less holds no letter
_SOME_ARABIC = 0.03  # of the letters
_MISREAD = 65.0  # mean confidence below which the page may stand otherwise than it seems
_SURE, _SHORTEST = 85.0, 3  # confidence, and letters
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
    if seeming is None or mean_confidence(first.seen) >= _MISREAD:
        return first
    asked = _asked(image, dpi)
    if (asked.turn, asked.arabic) == (seeming.turn, seeming.arabic):
        return first
    again = _first_pass(asked, image, dpi, photo=photo)
    return max(first, again, key=lambda reading: mean_confidence(reading.seen))


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
    """The words of a picture that was turned by `stand` first, or of the part of it whose `corner` is there on it."""

    stand: Stand
    sheet: Sheet
    seen: list[Seen]
    latin: bool
    corner: tuple[int, int] = (0, 0)
    beside: _Beside | None = None


class _Beside(NamedTuple):
    """The reading of what stands in French beside Arabic, and the sheet of both."""

    reading: _Reading
    whole: Sheet


def _first_pass(stand: Stand, image: Image.Image, dpi: float, *, photo: bool) -> _Reading:
    upright = _upright(image, stand.turn)
    skew = skew_of(upright, dpi) if stand.skew is None else stand.skew
    if stand.arabic:
        sheet = sheet_of(upright, dpi, skew, photo=photo, latin=False)
        sides = None if sheet.ruled.is_table else sides_of(sheet.image, dpi)
        parted = None if sides is None else _of_two_sides(stand, sheet, *sides)
        if parted is not None:
            return parted
        seen = both(sheet)
        if _arabic_share(seen) >= _SOME_ARABIC:
            return _Reading(stand, sheet, seen, latin=False)
    sheet = sheet_of(upright, dpi, skew, photo=photo, latin=True)
    return _Reading(stand, sheet, french(sheet), latin=True)


def _of_two_sides(stand: Stand, whole: Sheet, arabic: Side, other: Side) -> _Reading | None:
    """The reading of a page with Arabic on one side; None when what stands on the other is no French."""
    sheet = replace(whole, image=other.image)
    seen = french(sheet)
    if mean_confidence(seen) < SURE_ENOUGH:
        return None
    beside = _Beside(_Reading(stand, sheet, seen, latin=True, corner=other[1:]), whole)
    sheet = replace(whole, image=arabic.image)
    return _Reading(stand, sheet, both(sheet), latin=False, corner=arabic[1:], beside=beside)


def _finished(reading: _Reading, inks: Inks | None) -> _Reading:
    """With the further passes that pay for themselves, and with what stands under seals."""
    sheet = reading.sheet
    if reading.latin:
        reading = replace(reading, seen=read_latin(sheet, reading.seen))
    else:
        reading = replace(reading, seen=whole_numbers(sheet, read_arabic(sheet, reading.seen)))
    if reading.seen and mean_confidence(reading.seen) >= HOPELESS:
        reading = replace(reading, seen=in_time(reading.seen, lambda: _looked_closer(reading, inks)))
    return reading if reading.beside is None else _of_both_sides(reading, reading.beside, inks)


def _of_both_sides(arabic: _Reading, beside: _Beside, inks: Inks | None) -> _Reading:
    """The reading of the whole page from those of its sides."""
    other = _finished(beside.reading, inks)
    number = max((word.line for word in arabic.seen), default=0) + 1
    seen = [_shifted(word, arabic.corner, word.line) for word in arabic.seen]
    seen += [_shifted(word, other.corner, number + word.line) for word in other.seen]
    return _Reading(arabic.stand, beside.whole, seen, latin=False)


def _shifted(word: Seen, by: tuple[int, int], line: int) -> Seen:
    right, down = by
    middle = (word.x0 + word.x1) / 2
    return word.moved(right, down, line=line, lean=word.lean * (1 + right / middle))


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
    right, down = reading.corner
    for box in places_left(ink, sheet.dpi, reading.seen):
        x0, top, x1, bottom = box
        there = turned_part(palest, sheet.skew, (x0 + right, top + down, x1 + right, bottom + down))
        page.paste(ImageChops.lighter(sheet.image.crop(box), there), box)
    return darkest_ink(page)


def _with_true_signs(reading: _Reading) -> list[Seen]:
    """The words with the digits, marks and letters that Tesseract is known to take for others put right."""
    image = reading.sheet.image
    seen = with_numbers_apart(reading.seen if reading.latin else with_indic_digits(reading.seen, image), image)
    seen = with_stops_of_addresses(with_true_strokes(with_true_points(seen, image)), image)
    return with_known_words(with_true_marks(seen, image))


def _arabic_share(seen: list[Seen]) -> float:
    letters = sum(len(word.text) for word in seen)
    return sum(len(_ARABIC.findall(word.text)) for word in seen) / letters if letters else 0.0
