"""The second reader: pdfium's glyphs, for pages on which pdfminer fails or finds much less."""

from __future__ import annotations

import ctypes
import math
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from app.reading.layout.glyphs import Face, Glyph, Ink, Run, Sheet, turn, with_text
from app.reading.layout.letters import ARABIC, clean, kind
from app.reading.pdf.limits import MAX_PAGES
from app.reading.text import Box
from app.reading.unreadable import Unreadable, Why

_MAX_CHARACTERS = 400_000


class SecondReader:
    """One document in pdfium. Raises `Unreadable` when pdfium cannot open it either."""

    def __init__(self, content: bytes) -> None:
        try:
            self._document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            why = Why.ENCRYPTED if "password" in str(error).lower() else Why.DAMAGED
            raise Unreadable(why, str(error)[:100]) from error
        if len(self._document) > MAX_PAGES:
            raise Unreadable(Why.TOO_LONG, f"more than {MAX_PAGES} pages")
        self._left = _MAX_CHARACTERS

    @property
    def pages(self) -> int:
        return len(self._document)

    def count(self, index: int) -> int:
        """How many characters pdfium finds on page `index` (from 0), spaces it adds included; 0 when it cannot open the page."""
        try:
            page = self._document[index]
            text = page.get_textpage()
            return int(text.count_chars())
        except pypdfium2.PdfiumError:
            return 0

    def sheet(self, index: int) -> Sheet:
        """The page's glyphs; an empty sheet when pdfium cannot open it."""
        try:
            page = self._document[index]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            return Sheet(595.0, 842.0)
        width, height = page.get_size()
        sheet = Sheet(width, height, has_marks=True)
        frame = _Frame(page, width, height)
        count = min(pdfium.FPDFText_CountChars(text.raw), self._left)
        self._left -= count
        for number in range(count):
            _add(sheet, text.raw, number, frame)
        return sheet


class _Frame:
    """From pdfium's user space to the page as displayed."""

    def __init__(self, page: Any, width: float, height: float) -> None:
        crop: tuple[float, float, float, float] = page.get_cropbox() or (0, 0, width, height)
        self.left, self.bottom, self.right, self.top = crop
        self.turned = page.get_rotation() % 360

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turned == 90:
            return y - self.bottom, x - self.left
        if self.turned == 180:
            return self.right - x, y - self.bottom
        if self.turned == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y


def _add(sheet: Sheet, page: Any, number: int, frame: _Frame) -> None:
    code = pdfium.FPDFText_GetUnicode(page, number)
    if code < 32 or code > 0x10FFFF or 0xD800 <= code < 0xE000 or pdfium.FPDFText_IsGenerated(page, number):
        return
    text = None if pdfium.FPDFText_HasUnicodeMapError(page, number) == 1 else clean(chr(code))
    angle = pdfium.FPDFText_GetCharAngle(page, number)
    turned = (round(math.degrees(-angle if math.isfinite(angle) else 0) / 90) * 90 + frame.turned) % 360
    box, baseline = _place(page, number, frame, turned)
    size = float(pdfium.FPDFText_GetFontSize(page, number)) or box.bottom - box.top
    previous = sheet.runs[-1].glyphs[-1] if sheet.runs else None
    if text and previous and previous[0] and _same_place(previous, box, baseline):
        # Parts of one ligature share a box; pdfium gives the Arabic ones in the order seen.
        joined = text + previous[0] if ARABIC.match(text) else previous[0] + text
        previous[5].glyphs[-1] = with_text(previous, joined)
        return
    run = Run(_FACE, size, turned, baseline, box.top, box.bottom, _INK, number)
    run.glyphs = [(text, kind(text) if text else "", box.x0, box.x1, number, run)]
    sheet.runs.append(run)


_FACE, _INK = Face(), Ink()


def _place(page: Any, number: int, frame: _Frame, turned: int) -> tuple[Box, float]:
    around = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(page, number, around)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(page, number, x, y)
    one = turn(turned, *frame.point(around.left, around.bottom))
    two = turn(turned, *frame.point(around.right, around.top))
    _, baseline = turn(turned, *frame.point(x.value, y.value))
    return Box(min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])), baseline


def _same_place(previous: Glyph, box: Box, baseline: float) -> bool:
    _, _, x0, x1, _, run = previous
    same = x0 == box.x0 and x1 == box.x1 and run.baseline == baseline
    return same and box.x1 > box.x0
