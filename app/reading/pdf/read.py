"""A PDF read: every page's words in order, a verdict on each page's text layer, and the text that nobody was to see."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from pdfminer.pdfdocument import PDFDocument

from app.reading.layout.glyphs import Glyph, Sheet, width
from app.reading.layout.hyphens import join_broken_words
from app.reading.layout.words import lines_from_runs
from app.reading.pdf.document import (
    BROKEN,
    breaks_off,
    has_all_pages,
    left_to_a_person,
    open_document,
    repaired,
    sheets,
)
from app.reading.pdf.hidden import part_hidden, report
from app.reading.pdf.limits import MAX_PAGES
from app.reading.pdf.said import let_speak
from app.reading.pdf.second import SecondReader
from app.reading.plausible import share_plausible
from app.reading.text import Box, Hidden, Line, Page, Source
from app.reading.unreadable import Unreadable

_FEW = 200  # glyphs: a page with fewer is shown to the second reader
_UNMAPPED = 0.1  # of the glyphs
_PLAUSIBLE = 0.66  # of the words
_PLAUSIBLE_LAYER = 0.75  # of an invisible text layer's words
_SOME_LETTERS = 25
_FULL_PAGE = 0.6  # of the page's area
_FEW_LETTERS = 150
_LETTERS_OF_A_PAGE = 600  # a letter of motivation has more


class PageVerdict(StrEnum):
    """What to make of a page's text layer: believe it, look at the picture instead, or there is nothing."""

    TEXT = "text"
    OCR = "ocr"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page as its text layer tells it. `share` (0-1) is how many of its words are plausible."""

    page: Page
    verdict: PageVerdict
    share: float


@dataclass(frozen=True, slots=True)
class PdfText:
    """A whole document. A verdict of `ocr` says that the page's words are not to be believed as they are."""

    pages: tuple[PdfPage, ...]
    hidden: tuple[Hidden, ...]
    warnings: tuple[str, ...]


def read_pdf(content: bytes) -> PdfText:
    """Read a PDF from its bytes.

    Raises `Unreadable`: encrypted (a password is needed), damaged (three readers give up), too_long (pages), too_large
    (operators, glyphs, unpacked bytes). Time and memory are bounded by the process it runs in.
    """
    with _collector_resting():
        found, warnings = _all_sheets(content)
        text = _read(found, warnings)
        for sheet in found:
            for run in sheet.runs:
                run.glyphs.clear()  # each glyph knows its run: parted here, none of them waits for the collector
        found.clear()
        return text


@contextmanager
def _collector_resting() -> Iterator[None]:
    """A page is many small things that all live until it is read: to look through them for garbage again and again finds none."""
    awake = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if awake:
            gc.enable()


def _read(found: Sequence[Sheet], warnings: Sequence[str]) -> PdfText:
    pages, lines, hidden = [], [], []
    for number, sheet in enumerate(found, start=1):
        let_speak(sheet)
        parted = part_hidden(sheet)
        hidden += report(parted, number)
        lines.append(lines_from_runs(parted.visible, sheet.rules, has_marks=sheet.has_marks))
        pages.append((number, sheet))
    joined = join_broken_words(lines)
    judged = tuple(_page(number, sheet, lines) for (number, sheet), lines in zip(pages, joined, strict=True))
    stamped = [
        f"unread_page: {number} (a picture lies under all of it)"
        for (number, sheet), page in zip(pages, judged, strict=True)
        if page.verdict is PageVerdict.TEXT and _is_stamped(sheet, page.page)
    ]
    return PdfText(judged, tuple(hidden), (*warnings, *stamped))


def _all_sheets(content: bytes) -> tuple[list[Sheet], list[str]]:
    """The pages' drawings and what had to be done to have them: the first version of the file that shows anything at all."""
    blank: tuple[list[Sheet], list[str]] | None = None
    for version, document, warnings in _versions(content):
        read, missing = _run_all(document)
        if not read:
            continue
        found = _completed(version, read, warnings)
        if warnings and breaks_off(content) and not has_all_pages(content, len(found)):
            missing.append(len(found) + len(missing) + 1)
        warnings.extend(_lost_pages(read, found, missing))
        if any(map(_drawn, found)):
            return found, warnings + left_to_a_person(document)
        blank = blank or (found, warnings)
    try:
        found = _second_sheets(content)
    except Unreadable:
        if blank is None:
            raise
        return blank
    return blank if blank and not any(map(_drawn, found)) else (found, ["second_reader"])


def _drawn(sheet: Sheet) -> bool:
    return bool(sheet.runs or sheet.areas or sheet.rules)


def _versions(content: bytes) -> Iterator[tuple[bytes, PDFDocument, list[str]]]:
    """The file as it says it is built; as qpdf mends it; as its objects are found when its table is not believed. Each if it opens."""
    if (document := _opened(content)) is not None:
        yield content, document, []
    blind = content.replace(b"startxref", b"startless")
    for version in dict.fromkeys((content, blind)):
        mended = repaired(version)
        if mended is not None and (document := _opened(mended)) is not None:
            yield mended, document, ["repaired"]
    if (document := _opened(blind, search=True)) is not None:
        yield blind, document, ["repaired"]


def _opened(content: bytes, *, search: bool = False) -> PDFDocument | None:
    try:
        return open_document(content, search=search)
    except BROKEN:
        return None


def _run_all(document: PDFDocument) -> tuple[list[Sheet | None], list[int]]:
    """The pages, and the numbers of those that are named and not there."""
    read: list[Sheet | None] = []
    missing: list[int] = []
    with suppress(*BROKEN):  # the page tree may break off; the second reader may know more pages
        read.extend(sheets(document, missing))
    return read, missing


def _lost_pages(read: Sequence[Sheet | None], found: Sequence[Sheet], missing: Sequence[int]) -> list[str]:
    """Pages of which something was lost, as warnings: a person may know where the whole file is."""
    broken = [
        number
        for number, (first, sheet) in enumerate(zip(read, found, strict=True), start=1)
        if (not _drawn(sheet) if first is None else first.broken)
    ]
    return [f"unread_page: {number} (its drawing is broken)" for number in broken] + [
        f"unread_page: {number} (it is not in the file)" for number in missing[:MAX_PAGES]
    ]


def _second_sheets(content: bytes) -> list[Sheet]:
    reader = SecondReader(content)
    return [reader.sheet(index) for index in range(reader.pages)]


def _completed(content: bytes, read: Sequence[Sheet | None], warnings: list[str]) -> list[Sheet]:
    """Pages that failed or show little are looked up in the second reader, which replaces what has less than half of its text."""
    doubtful = [index for index, sheet in enumerate(read) if sheet is None or _has_few(sheet)]
    sheets_now = [sheet or Sheet(595.0, 842.0) for sheet in read]
    if not doubtful:
        return sheets_now
    try:
        reader = SecondReader(content)
    except Unreadable:
        return sheets_now
    for index in doubtful:
        sheet = read[index]
        if index < reader.pages and (sheet is None or 2 * _glyphs(sheet) < reader.count(index)):
            other = reader.sheet(index)
            if sheet is not None and 2 * _glyphs(sheet) >= _glyphs(other):
                continue  # what it counted more were spaces and line ends of its own making
            if sheet is not None:
                other.areas, other.rules = sheet.areas, sheet.rules
            sheets_now[index] = other
            if "second_reader" not in warnings:
                warnings.append("second_reader")
    return sheets_now


def _has_few(sheet: Sheet) -> bool:
    return len(sheet.runs) < _FEW and _glyphs(sheet) < _FEW


def _glyphs(sheet: Sheet) -> int:
    return sum([len(run.glyphs) for run in sheet.runs])


def _page(number: int, sheet: Sheet, lines: Iterable[Line]) -> PdfPage:
    page = Page(number, sheet.width, sheet.height, Source.TEXT, tuple(lines))
    text = "\n".join(line.text for line in page.lines)
    share = share_plausible(text)
    return PdfPage(page, _verdict(sheet, text, share), round(share, 3))


def _verdict(sheet: Sheet, text: str, share: float) -> PageVerdict:
    """The strongest sign against the text layer first."""
    letters = len([*islice(filter(str.isalpha, text), _FEW_LETTERS)])  # more are many, however many
    glyphs = _glyphs(sheet)
    nameless = [glyph for run in sheet.runs if not run.face.says_all for glyph in run.glyphs if glyph[0] is None]
    unmapped = sheet.lost + sum(width(glyph) > 0.05 * glyph[5].size for glyph in nameless)
    if not letters:
        return PageVerdict.OCR if text or unmapped or sheet.areas or sheet.rules else PageVerdict.BLANK
    if unmapped > _UNMAPPED * glyphs or (share < _PLAUSIBLE and letters > _SOME_LETTERS):
        return PageVerdict.OCR
    if letters < _FEW_LETTERS and any(_is_picture(glyph, sheet) for run in sheet.runs for glyph in run.glyphs):
        return PageVerdict.OCR
    doubtful = letters < _FEW_LETTERS or (share < _PLAUSIBLE_LAYER and _is_layer(sheet))
    if doubtful and sheet.picture_share > _FULL_PAGE:
        return PageVerdict.OCR
    return PageVerdict.TEXT


def _is_stamped(sheet: Sheet, page: Page) -> bool:
    """Whether the text may be what somebody typed over a scan: a person looks, for a template's background looks the same."""
    if sheet.picture_share <= _FULL_PAGE or _is_layer(sheet):
        return False
    letters = sum(character.isalpha() for line in page.lines for character in line.text)
    return letters < _LETTERS_OF_A_PAGE


def _is_layer(sheet: Sheet) -> bool:
    """Whether nearly all text is invisible: what a scanner read, laid over its picture."""
    return sum(len(run.glyphs) for run in sheet.runs if run.ink.invisible) > 0.9 * _glyphs(sheet)


def _is_picture(glyph: Glyph, sheet: Sheet) -> bool:
    """Whether the glyph fills the page: a scan that some programs write as the one letter of a font."""
    run = glyph[5]
    return not run.angle and sheet.share(Box(glyph[2], run.top, glyph[3], run.bottom)) > _FULL_PAGE
