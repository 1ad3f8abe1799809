"""A PDF file opened with pdfminer: its pages as sheets, within limits. Repaired by qpdf when its structure is broken."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, list_value, resolve1, stream_value
from pdfminer.psexceptions import PSException
from pdfminer.psparser import literal_name

from app.reading import pdf_limits
from app.reading.glyphs import Sheet
from app.reading.pdf_canvas import Budget, Canvas
from app.reading.pdf_fonts import FontShelf
from app.reading.pdf_objects import QuickDocument
from app.reading.pdf_operators import numbers, run
from app.reading.pdf_pages import page_dictionaries
from app.reading.pdf_state import IDENTITY, Matrix, State, multiply, transformed
from app.reading.text import Box
from app.reading.unreadable import Unreadable, Why

pdf_limits.install()
logging.getLogger("pdfminer").setLevel(logging.ERROR)

# What pdfminer raises on broken files, beside its own exceptions.
BROKEN = (
    PSException, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError, OverflowError,
    ZeroDivisionError, StopIteration, UnicodeError,
)  # fmt: skip
_NOTES = ("Widget", "FreeText", "Stamp")
_MAX_NOTES = 500
_TAIL = 1024  # bytes: where a file says that it ends
_HIDDEN_NOTE = 2 | 32  # « Hidden », « NoView »
_UPRIGHT_LIMIT = 14_400  # points: the largest page PDF allows
_A4 = (0.0, 0.0, 595.0, 842.0)
_CATALOG = re.compile(rb"(\d{1,10}\s+\d{1,5})\s+obj\s*<<(?:(?!endobj)[\s\S]){0,2000}?/Type\s*/Catalog\b")


def open_document(content: bytes, *, search: bool = False) -> PDFDocument:
    """The document by its cross-reference table; with `search`, by looking for its objects when the table is no good.

    Raises `Unreadable(ENCRYPTED)` when a password is needed, and pdfminer's own errors (`BROKEN`) on a broken file.
    """
    try:
        return QuickDocument(PDFParser(io.BytesIO(content)), content, search=search)
    except PDFPasswordIncorrect as refused:
        raise Unreadable(Why.ENCRYPTED, "a password is needed") from refused
    except PDFEncryptionError as refused:
        raise Unreadable(Why.ENCRYPTED, str(refused)[:100]) from refused


def repaired(content: bytes) -> bytes | None:
    """The file as qpdf understands it, written anew; None when qpdf gives up too."""
    ended = _ended(content)
    mended = _written_anew(ended)
    if mended is None and (catalog := _CATALOG.search(content)):
        # The trailer that names the catalogue is lost or lies: one that names it, for qpdf to find.
        mended = _written_anew(ended + b"\ntrailer\n<</Root %s R>>\nstartxref\n0\n%%%%EOF" % catalog.group(1))
    return mended


def _written_anew(content: bytes) -> bytes | None:
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if not len(document.pages):
                return None
            document.save(out)
    except pikepdf.PasswordError as refused:
        raise Unreadable(Why.ENCRYPTED, "a password is needed") from refused
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, RecursionError):
        return None
    return out.getvalue()


def _ended(content: bytes) -> bytes:
    """A file that breaks off, its last object ended: qpdf drops an object that nothing follows, which is often a font's map."""
    return content if b"%%EOF" in content[-_TAIL:] else content + b"\nendobj\nxref\n"


def sheets(document: PDFDocument) -> Iterator[Sheet | None]:
    """Every page's drawing, in order; None for a page that cannot be run. Raises `Unreadable` past a limit."""
    fonts, budget, layers = FontShelf(), Budget(), _switched_off(document)
    for number, page in enumerate(page_dictionaries(document), start=1):
        if number > pdf_limits.MAX_PAGES:
            raise Unreadable(Why.TOO_LONG, f"more than {pdf_limits.MAX_PAGES} pages")
        try:
            yield _sheet(PDFPage(document, number, page, None), fonts, budget, layers)
        except BROKEN:
            yield None


def _sheet(page: PDFPage, fonts: FontShelf, budget: Budget, layers: frozenset[int]) -> Sheet:
    width, height, ctm = _frame(page)
    sheet = Sheet(width, height)
    canvas = Canvas(sheet, fonts, budget, layers)
    run(canvas, _page_data(page), page.resources, State(ctm))
    for note in list_value(page.annots or [])[:_MAX_NOTES]:
        _run_note(canvas, resolve1(note), ctm)
    return sheet


def _page_data(page: PDFPage) -> bytes:
    parts = []
    for part in page.contents:
        if isinstance(resolve1(part), PDFStream):
            parts.append(stream_value(part).get_data())
    if sum(map(len, parts)) > pdf_limits.MAX_STREAM:
        raise Unreadable(Why.TOO_LARGE, "a page's content is beyond 64 MB")
    return b"\n".join(parts)


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


def _run_note(canvas: Canvas, note: Any, ctm: Matrix) -> None:
    """Form fields, free-text notes and stamps: their appearance is content like any other, placed on their rectangle."""
    try:
        found = _appearance(note)
        if found is None:
            return
        form, rectangle = found
        matrix = numbers(form.get("Matrix"), IDENTITY)
        drawn = transformed(Box(*numbers(form.get("BBox"), ())), matrix)
        width, height = drawn.x1 - drawn.x0, drawn.bottom - drawn.top
        if width <= 0 or height <= 0:
            return
        x, y = (rectangle.x1 - rectangle.x0) / width, (rectangle.bottom - rectangle.top) / height
        place: Matrix = (x, 0, 0, y, rectangle.x0 - drawn.x0 * x, rectangle.top - drawn.top * y)
        state = State(multiply(multiply(matrix, place), ctm))
        run(canvas, form.get_data(), form.get("Resources") or {}, state, 1)
    except BROKEN:
        return  # a broken note takes nothing from the page


def _appearance(note: Any) -> tuple[PDFStream, Box] | None:
    if not isinstance(note, dict) or int(resolve1(note.get("F", 0)) or 0) & _HIDDEN_NOTE:
        return None
    if str(literal_name(resolve1(note.get("Subtype")))) not in _NOTES:
        return None
    normal = resolve1((resolve1(note.get("AP")) or {}).get("N"))
    if isinstance(normal, dict):  # one appearance a state: the one the field is in
        normal = resolve1(normal.get(literal_name(resolve1(note.get("AS"))))) if note.get("AS") is not None else None
    if not isinstance(normal, PDFStream):
        return None
    x0, y0, x1, y1 = numbers(note.get("Rect"), ())
    return normal, Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _switched_off(document: PDFDocument) -> frozenset[int]:
    """Object numbers of the optional layers that are not shown."""
    properties = resolve1(document.catalog.get("OCProperties"))
    configuration = resolve1(properties.get("D")) if isinstance(properties, dict) else None
    off = resolve1(configuration.get("OFF")) if isinstance(configuration, dict) else None
    return frozenset(layer.objid for layer in off or [] if isinstance(layer, PDFObjRef))
