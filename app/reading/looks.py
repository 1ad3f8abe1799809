"""A document is looked at twice: first for the text that is in the file, then, page by page, at the pictures of the
pages whose text is missing or not to be trusted.

The second look is slow and may fail for one page alone, so each is a unit of its own; `settled` puts them together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from PIL import Image

from app.reading.images import Picture, count_pictures, picture
from app.reading.kinds import Kind, kind_of
from app.reading.ocr.inks import MOST_PIXELS_IN_COLOUR
from app.reading.ocr.pictures import READING_DPI, read_picture
from app.reading.ocr.tesseract import PAGE_SECONDS, spending
from app.reading.office.doc import read_doc
from app.reading.office.docx import read_docx
from app.reading.office.flat_word import read_flat_word
from app.reading.office.html import read_html, read_mhtml
from app.reading.office.odt import read_odt
from app.reading.office.page_sized import page_sized
from app.reading.office.plain import read_plain
from app.reading.office.rtf import read_rtf
from app.reading.office.scanned import page_pictures
from app.reading.pdf.read import PageVerdict, read_pdf
from app.reading.plausible import share_plausible
from app.reading.raster import drawn_pdf_page, times_paper
from app.reading.stored import from_json, to_json
from app.reading.text import Box, Page, ReadText, Source, Word
from app.reading.unreadable import Unreadable, Why

LARGEST_BYTES = 25 * 1024 * 1024
MOST_PICTURES = 40  # pages of one document that are read by OCR; the rest is a person's
_MOST_PIXELS_READ = 12_000_000  # more take the memory of a child, and tell no letter better
_MOST_LETTERS = 30_000  # a dense page of A3 has half of it
# What a PDF can do besides being read. It is never done here; the direction is told before opening the original.
_ACTION = re.compile(
    rb"/(?:S|Type)\s*/(JavaScript|Launch|SubmitForm|ImportData|GoToR|RichMedia|EmbeddedFile)\b|/(XFA)\b"
)
_ACTIVE = {
    b"JavaScript": "script",
    b"Launch": "starts_a_program",
    b"SubmitForm": "sends_a_form",
    b"ImportData": "imports_data",
    b"GoToR": "opens_another_file",
    b"RichMedia": "media",
    b"EmbeddedFile": "file_inside",
    b"XFA": "xfa_form",
}
_LOST = ("unread_page", "unread_part")
_MAY_HOLD_PAGES = (Kind.DOCX, Kind.ODT, Kind.DOC, Kind.RTF)  # as pictures
_FEW_LETTERS = 150  # a name and a title: the rest may be a picture
_MENDED = frozenset({"repaired", "second_reader"})
_LEGIBLE = 0.3  # mean confidence: what OCR sees in specks and patterns is no text
_HARDLY_LEGIBLE = 0.5
_SPECKS = 20  # letters
_TRUSTED_SHARE = 0.5  # text less plausible than this is not shown as text when its picture could not be read

_READERS: dict[Kind, Callable[[bytes], ReadText]] = {
    Kind.DOCX: read_docx,
    Kind.ODT: read_odt,
    Kind.RTF: read_rtf,
    Kind.DOC: read_doc,
    Kind.FLAT_WORD: read_flat_word,
    Kind.HTML: read_html,
    Kind.MHTML: read_mhtml,
    Kind.PLAIN: read_plain,
}


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What the file's own text gives. `shares` holds, for each page to look at again, how plausible its text is."""

    read: ReadText
    shares: Mapping[int, float] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """As JSON, for the way out of the child."""
        return json.dumps([to_json(self.read), list(self.shares.items())]).encode()

    @classmethod
    def from_bytes(cls, kept: bytes) -> FirstLook:
        """Raises ValueError when `kept` has another shape."""
        try:
            read, shares = json.loads(kept)
            return cls(from_json(read), {int(number): float(likely) for number, likely in shares})
        except (TypeError, RecursionError) as error:
            raise ValueError("not a first look") from error


def first_look(content: bytes, *, file_name: str) -> FirstLook:
    """The text in the file, and which pages must be looked at. Raises Unreadable; an archive is unknown_format here."""
    if len(content) > LARGEST_BYTES:
        raise Unreadable(Why.TOO_LARGE, f"{len(content)} bytes")
    kind = kind_of(content, file_name=file_name)
    if kind is Kind.PDF:
        return _first_look_at_pdf(content)
    if kind is Kind.IMAGE:
        # The sizes of the pages come with the second look.
        blank = tuple(Page(number + 1, 1.0, 1.0, Source.OCR, ()) for number in range(count_pictures(content)))
        return FirstLook(ReadText(blank), {page.number: 0.0 for page in blank})
    if kind is Kind.ARCHIVE:
        raise Unreadable(Why.UNKNOWN_FORMAT, "an archive inside an archive")
    read = _READERS[kind](content)
    if kind not in _MAY_HOLD_PAGES:
        return FirstLook(read)
    if sum(map(_letters, read.pages)) < _FEW_LETTERS:
        return _with_pictures(read, len(page_pictures(content)))
    return FirstLook(
        replace(read, warnings=(*read.warnings, *(f"unread_part: {name}" for name in page_sized(content))))
    )


def _with_pictures(read: ReadText, pictures: int) -> FirstLook:
    """An office file with hardly a word of its own, and after that the pages that are pictures in it."""
    pages = read.pages if not pictures or any(page.lines for page in read.pages) else ()
    drawn = tuple(Page(len(pages) + number, 1.0, 1.0, Source.OCR, ()) for number in range(1, pictures + 1))
    return FirstLook(replace(read, pages=pages + drawn), {page.number: 0.0 for page in drawn})


def _first_look_at_pdf(content: bytes) -> FirstLook:
    found = read_pdf(content)
    pages = tuple(looked.page for looked in found.pages)
    if any(_letters(page) > _MOST_LETTERS for page in pages):
        raise Unreadable(Why.TOO_LONG, "more text on a page than paper holds")
    active = sorted({_ACTIVE[action or form] for action, form in _ACTION.findall(content)})
    read = ReadText(pages, hidden=found.hidden, warnings=(*found.warnings, *active))
    return FirstLook(
        read, {looked.page.number: looked.share for looked in found.pages if looked.verdict is PageVerdict.OCR}
    )


def second_look(content: bytes, *, file_name: str, number: int) -> Page:
    """Page `number` (from 1) of a PDF or a picture, read from its picture. Raises Unreadable."""
    return read_drawn(draw_to_read(content, file_name=file_name, number=number), number=number)


def draw_to_read(content: bytes, *, file_name: str, number: int) -> Picture:
    """The picture that page `number` (from 1) is read from. Raises Unreadable."""
    kind = kind_of(content, file_name=file_name)
    if kind in _MAY_HOLD_PAGES:
        first = min(first_look(content, file_name=file_name).shares)
        return _within_memory(picture(page_pictures(content)[number - first], 0))
    if kind is Kind.PDF:
        image, dpi = drawn_pdf_page(
            content, number - 1, dpi=READING_DPI, grey=False, most_in_colour=MOST_PIXELS_IN_COLOUR, to_read=True
        )
        times = times_paper(image.width * 72 / dpi, image.height * 72 / dpi)
        return _within_memory(Picture(image, dpi * times, photo=False, times=times))
    return _within_memory(picture(content, number - 1))


def _within_memory(shown: Picture) -> Picture:
    """A picture of more than twelve megapixels made smaller: a sheet of A4 has 350 points to the inch then."""
    ratio = (_MOST_PIXELS_READ / (shown.image.width * shown.image.height)) ** 0.5
    if ratio >= 1:
        return shown
    image = shown.image if shown.image.mode in ("1", "L", "RGB") else shown.image.convert("RGB")
    size = max(1, int(image.width * ratio)), max(1, int(image.height * ratio))
    return replace(shown, image=image.resize(size, Image.Resampling.BOX), dpi=shown.dpi * ratio)


def read_drawn(shown: Picture, *, number: int, seconds: float = PAGE_SECONDS) -> Page:
    """The page that was drawn, read. Raises Unreadable."""
    with spending(seconds):
        read = read_picture(shown.image, dpi=shown.dpi, number=number, photo=shown.photo)
    return read if shown.times == 1 else _enlarged(read, shown.times)


def _enlarged(page: Page, times: float) -> Page:
    """The page as it was read from a sheet so many times smaller."""

    def large(word: Word) -> Word:
        box = Box(*(side * times for side in (word.box.x0, word.box.top, word.box.x1, word.box.bottom)))
        return replace(word, box=box, size=word.size * times)

    lines = tuple(replace(line, words=tuple(map(large, line.words))) for line in page.lines)
    return replace(page, width=page.width * times, height=page.height * times, lines=lines)


def settled(first: FirstLook, looks: Mapping[int, Page | Unreadable]) -> ReadText:
    """The document with the better of both looks for each page.

    A page whose picture could not be read keeps its text if that is plausible, and is named in the warnings, for a
    person. Raises Unreadable (the first page's reason, else no_text) when no page has a word.
    """
    pages: list[Page] = []
    warnings = list(first.read.warnings)
    for page in first.read.pages:
        look = looks.get(page.number)
        if isinstance(look, Page) and look.lines and look.confidence < _LEGIBLE:
            look = _illegible(look)
            looks = {**looks, page.number: look}
        if isinstance(look, Unreadable):
            warnings.append(f"unread_page: {page.number} ({look.detail or look.why})")
            pages.append(page if first.shares[page.number] >= _TRUSTED_SHARE else replace(page, lines=()))
        else:
            best = page if look is None else _better(page, first.shares[page.number], look)
            if best is look and look.lines and look.confidence < _HARDLY_LEGIBLE:
                warnings.append(f"unread_page: {page.number} (hardly legible)")
            pages.append(best)
    if not any(page.lines for page in pages):
        refused = next((look for look in looks.values() if isinstance(look, Unreadable)), None)
        raise refused or _nothing_in(first.read)
    return replace(first.read, pages=tuple(pages), warnings=tuple(warnings))


def _illegible(look: Page) -> Page | Unreadable:
    """A few specks are the back of a sheet; a page full of what is no letters is for a person to look at."""
    if _letters(look) <= _SPECKS:
        return replace(look, lines=())
    return Unreadable(Why.NO_TEXT, "nothing legible")


def _nothing_in(read: ReadText) -> Unreadable:
    """Empty pages of a whole file are its author's; those of a mended file, or of one that lost some, are what was lost."""
    if _MENDED.intersection(read.warnings) or any(warning.startswith(_LOST) for warning in read.warnings):
        return Unreadable(Why.DAMAGED, "no words in what is left of it")
    return Unreadable(Why.NO_TEXT, "no words")


def too_many_pictures() -> Unreadable:
    """Said of the pages past the limit."""
    return Unreadable(Why.TOO_LONG, f"more than {MOST_PICTURES} pages to read by OCR")


def _better(page: Page, plausible: float, look: Page) -> Page:
    """The side with more letters, each counted by how plausible its page is."""
    text = " ".join(line.text for line in look.lines)
    seen = _letters(look) * (share_plausible(text) + 0.02)
    written = _letters(page) * plausible
    if not page.lines:
        return look
    return look if seen >= written and look.lines else page


def _letters(page: Page) -> int:
    return sum(character.isalpha() for word in page.words for character in word.text)


def look_to_bytes(page: Page) -> bytes:
    """One page, for the way out of the child."""
    return json.dumps(to_json(ReadText((page,)))).encode()


def look_from_bytes(kept: bytes) -> Page:
    """Raises ValueError when `kept` has another shape."""
    pages: Any = from_json(json.loads(kept)).pages
    if len(pages) != 1:
        raise ValueError("not one page")
    page: Page = pages[0]
    return page
