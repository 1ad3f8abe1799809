"""A PDF file opened with pdfminer: its pages as sheets, within limits. Repaired by qpdf when its structure is broken."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

import pikepdf
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream, list_value, resolve1
from pdfminer.psexceptions import PSException

from app.reading.layout.glyphs import Sheet
from app.reading.pdf import limits
from app.reading.pdf.attached import beside_its_pages
from app.reading.pdf.canvas import Budget, Canvas
from app.reading.pdf.fonts import FontShelf
from app.reading.pdf.layers import Layers
from app.reading.pdf.notes import read_note
from app.reading.pdf.objects import QuickDocument
from app.reading.pdf.operators import run
from app.reading.pdf.pages import page_dictionaries
from app.reading.pdf.phrases import Phrases
from app.reading.pdf.rebuilt import with_page_tree, with_trailer
from app.reading.pdf.state import Matrix, State
from app.reading.unreadable import Unreadable, Why

limits.install()
logging.getLogger("pdfminer").setLevel(logging.ERROR)

# What pdfminer raises on broken files, beside its own exceptions.
BROKEN = (
    PSException, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError, OverflowError,
    ZeroDivisionError, StopIteration, UnicodeError,
)  # fmt: skip
_MAX_NOTES = 500
_TAIL = 1024  # bytes: where a file says that it ends
_UPRIGHT_LIMIT = 14_400  # points: the largest page PDF allows
_NUMBER = re.compile(rb"\s*(\d{1,12})")
_COUNT = re.compile(rb"/Count\s+(\d{1,6})\b")
_TABLE = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")
_A4 = (0.0, 0.0, 595.0, 842.0)


def open_document(content: bytes, *, search: bool = False) -> PDFDocument:
    """The document by its cross-reference table; with `search`, by looking for its objects when the table is no good.

    Raises `Unreadable(ENCRYPTED)` when a password is needed, and pdfminer's own errors (`BROKEN`) on a broken file.
    """
    if not search and not _has_table(content):
        raise PSException("no table where the file says it is")  # to look there would take seconds in a large file
    try:
        return QuickDocument(PDFParser(io.BytesIO(content)), content, search=search)
    except PDFPasswordIncorrect as refused:
        raise Unreadable(Why.ENCRYPTED, "a password is needed") from refused
    except PDFEncryptionError as refused:
        raise Unreadable(Why.ENCRYPTED, str(refused)[:100]) from refused


def _has_table(content: bytes) -> bool:
    """Whether a cross-reference table, or a stream that may be one, stands where the end of the file says."""
    told = content.rfind(b"startxref")
    place = _NUMBER.match(content, told + len(b"startxref")) if told >= 0 else None
    return place is not None and _TABLE.match(content, int(place.group(1))) is not None


def left_to_a_person(document: PDFDocument) -> list[str]:
    """What the pages do not show although it may be the document itself, as warnings."""
    try:
        return beside_its_pages(document)
    except BROKEN:
        return []


def repaired(content: bytes) -> bytes | None:
    """The file as qpdf understands it, written anew; None when qpdf gives up too."""
    # Of a file that breaks off, qpdf drops the last object, which nothing follows: it is often a font's map.
    ended = content + b"\nendobj\nxref\n" if breaks_off(content) else content
    for rebuilt in (lambda whole: whole, with_trailer, with_page_tree):
        version = rebuilt(ended)
        if version is not None and (mended := _written_anew(version)) is not None:
            return mended
    return None


def _written_anew(content: bytes) -> bytes | None:
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if not len(document.pages):
                return None
            # What its metadata say is left as it is: pikepdf would look into them, and complain of them.
            document.save(out, preserve_pdfa=False, fix_metadata_version=False)
    except pikepdf.PasswordError as refused:
        raise Unreadable(Why.ENCRYPTED, "a password is needed") from refused
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, RecursionError):
        return None
    return out.getvalue()


def breaks_off(content: bytes) -> bool:
    """Whether the file does not come to the end that every file says it has."""
    return b"%%EOF" not in content[-_TAIL:]


def has_all_pages(content: bytes, found: int) -> bool:
    """Whether a file without its end has all its pages: as many as it says, or, where that is packed, its last object whole."""
    counted = [int(count) for count in _COUNT.findall(content)]
    return max(counted) <= found if counted else content.rstrip().endswith(b"endobj")


def sheets(document: PDFDocument, missing: list[int]) -> Iterator[Sheet | None]:
    """Every page's drawing, in order; None for a page that cannot be run. Raises `Unreadable` past a limit.

    Before which pages others are `missing`, which the file names and does not hold, is noted there.
    """
    fonts, budget, layers, phrases = FontShelf(_producer(document)), Budget(), Layers(document), Phrases()
    for number, page in enumerate(page_dictionaries(document, missing), start=1):
        if number > limits.MAX_PAGES:
            raise Unreadable(Why.TOO_LONG, f"more than {limits.MAX_PAGES} pages")
        try:
            yield _sheet(PDFPage(document, number, page, None), fonts, budget, layers, phrases)
        except BROKEN:
            yield None


def _producer(document: PDFDocument) -> object:
    return next((resolve1(info["Producer"]) for info in document.info if "Producer" in info), b"")


def _sheet(page: PDFPage, fonts: FontShelf, budget: Budget, layers: Layers, phrases: Phrases) -> Sheet:
    width, height, ctm = _frame(page)
    sheet = Sheet(width, height)
    canvas = Canvas(sheet, fonts, budget, layers, phrases)
    parts = [resolve1(part) for part in page.contents]
    streams = [part for part in parts if isinstance(part, PDFStream)]
    sheet.broken = any(part is None for part in parts)
    run(canvas, canvas.drawing(*streams), page.resources, State(ctm))
    for note in list_value(page.annots or [])[:_MAX_NOTES]:
        read_note(canvas, sheet, resolve1(note), ctm)
    return sheet


def _frame(page: PDFPage) -> tuple[float, float, Matrix]:
    """The page as displayed: its width, height, and the matrix from user space (y down)."""
    media, crop = _upright(page.mediabox), _upright(page.cropbox)
    x0, y0 = max(media[0], crop[0]), max(media[1], crop[1])
    x1, y1 = min(media[2], crop[2]), min(media[3], crop[3])
    if x1 - x0 < 1 or y1 - y0 < 1:
        x0, y0, x1, y1 = media
    if not (0 < x1 - x0 <= _UPRIGHT_LIMIT and 0 < y1 - y0 <= _UPRIGHT_LIMIT):
        x0, y0, x1, y1 = _A4  # a page without a size is shown on a common sheet
    turned = int(page.rotate or 0) % 360
    if turned == 90:
        return y1 - y0, x1 - x0, (0, 1, 1, 0, -y0, -x0)
    if turned == 180:
        return x1 - x0, y1 - y0, (-1, 0, 0, 1, x1, -y0)
    if turned == 270:
        return y1 - y0, x1 - x0, (0, -1, -1, 0, y1, x1)
    return x1 - x0, y1 - y0, (1, 0, 0, -1, -x0, y1)


def _upright(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Any two opposite corners may be given."""
    return min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])
