"""Fonts of a PDF: what each code says and how wide it is, remembered per code."""

from __future__ import annotations

import re
from typing import Any

from pdfminer.pdffont import PDFCIDFont, PDFFont, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psexceptions import PSException

from app.reading.layout.bodies import THIN
from app.reading.layout.glyphs import Face
from app.reading.layout.letters import ARABIC, BODIES, COMBINING, clean, kind
from app.reading.pdf.cmaps import install
from app.reading.pdf.encodings import Decode, embedded_decoder, letters_of_sign_fonts, usual_width
from app.reading.pdf.misspelt_maps import FIRST_IDEOGRAPH, REWRITER, mended
from app.reading.pdf.strings import from_hex
from app.reading.pdf.texfonts import tex_code_table
from app.reading.pdf.witness import second_witness

install()

# text, kind, width in text space (1 = the font's size)
Shown = tuple[str | None, str, float]

_BOLD_NAME = re.compile(
    r"bold|black|heavy|semibold|demi|extrabold|ultra(?!light)|-bd\b|,b\b|cmbx|sfbx|cmssbx|ecbx", re.IGNORECASE
)
_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_MAX_WIDTH_SPAN = 65_536
_BROKEN = (PSException, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError)
_SHORT = 2  # bytes: one letter
_FEW_DIGITS = 16  # four letters, the most that come again often
_MOST_SPELLED = 4096


class PdfFace:
    """One font. `shown` fills as codes come up; `ascent` and `descent` are in text space, descent below zero.

    `em` is the em in text space where the font is drawn by hand and its height unsaid, else 0.
    """

    __slots__ = (
        "ascent",
        "decode",
        "descent",
        "em",
        "face",
        "font",
        "has_marks",
        "is_arabic",
        "mapped",
        "multibyte",
        "shown",
        "spelled",
        "spelled_digits",
        "texts",
        "type3",
        "widthless",
    )

    def __init__(self, font: PDFFont, spec: dict[str, Any], *, rewritten: bool = False) -> None:
        self.font = font
        self.type3 = isinstance(font, PDFType3Font)
        self.multibyte: bool = font.is_multibyte()
        self.decode: Decode = font.cmap.decode if isinstance(font, PDFCIDFont) else font.decode
        if self.multibyte and (decode := embedded_decoder(spec)) is not None:
            self.decode = decode
        self.shown: dict[int, Shown] = {}
        self.spelled: dict[bytes, list[Shown]] = {}
        self.spelled_digits: dict[bytes, list[Shown]] = {}
        self.has_marks = False
        self.ascent, self.descent = font.get_ascent(), font.get_descent()
        self.em = 0.0
        if not self.type3:
            # Descriptors lie (0, or the tallest glyph of all): outside what type is, take what type usually is.
            self.ascent = self.ascent if 0.3 < self.ascent < 1.6 else 0.9
            self.descent = self.descent if -0.8 < self.descent < 0 else -0.25
        elif self.ascent == self.descent:
            # Letters drawn by hand of a font that says nothing of its own height: that of its em.
            self.em = max(abs(font.vscale) * 1000, abs(font.get_height()))
            self.ascent, self.descent = 0.9 * self.em, -0.25 * self.em
        self.face = Face(str(font.fontname), _is_bold(font), says_all=True)
        self.widthless = not self.type3 and not font.default_width and not _has_widths(font)
        mapped = getattr(getattr(font, "unicode_map", None), "cid2unichr", None) if "ToUnicode" in spec else None
        self.mapped: dict[int, str] = mapped or {}
        self.is_arabic = any(ARABIC.search(text) for text in self.mapped.values())
        self.texts = self._better_texts(spec, mapped)
        if mapped and (rewritten or max("".join(mapped.values()), default="") > FIRST_IDEOGRAPH):
            self.texts = {**self.texts, **mended(mapped, self._width, rewritten=rewritten)}

    def _better_texts(self, spec: dict[str, Any], mapped: dict[int, str] | None) -> dict[int, str]:
        if self.type3:
            return tex_code_table(spec)
        if not isinstance(self.font, PDFCIDFont):
            return letters_of_sign_fonts(spec)
        if mapped and not self.is_arabic:
            return {}
        return second_witness(spec, mapped)

    def load(self, code: int) -> Shown:
        """What `code` shows; asked once per code."""
        text = clean(self._text(code))
        if text is None:
            self.face.says_all = False
            self.has_marks = self.has_marks or self.is_arabic  # a body may be nameless that a sign over it names
        if text and COMBINING.search(text):
            self.has_marks = True
        width = self._width(code, text)
        if self.widthless and not width:
            width = usual_width(text)
        elif width < 0 and self.multibyte:
            width = -width  # of a font that is written downwards
        if text in BODIES and width < THIN:
            self.has_marks = True  # drawn over a body that wants its name
        shown = self.shown[code] = (text, kind(text) if text else "", width)
        return shown

    def _width(self, code: int, text: str | None = None) -> float:
        try:
            return float(self.font.char_width(code))
        except (TypeError, ValueError, KeyError):
            return usual_width(text)

    def spell(self, string: bytes) -> list[Shown]:
        """What a string shows; short ones are remembered."""
        shown, load = self.shown, self.load
        found = [shown.get(code) or load(code) for code in self.decode(string)]
        if len(string) <= _SHORT:
            self.spelled[string] = found
        return found

    def spell_digits(self, digits: bytes) -> list[Shown]:
        """The same for a string in hexadecimal digits."""
        found = self.spell(from_hex(digits))
        if len(digits) <= 2 * _SHORT or (len(digits) <= _FEW_DIGITS and len(self.spelled_digits) < _MOST_SPELLED):
            self.spelled_digits[digits] = found
        return found

    def _text(self, code: int) -> str | None:
        if code in self.texts:
            return self.texts[code]
        if (text := self.mapped.get(code)) is not None:
            return None if text.startswith("(cid:") else text
        if self.is_arabic and not self.multibyte and code != 32:
            return ""  # a joining stroke: the encoding's Latin sign for its code means nothing
        try:
            text = str(self.font.to_unichr(code))
        except (PDFUnicodeNotDefined, KeyError, ValueError, TypeError):
            return None
        return None if text.startswith("(cid:") else text

    def height(self, scale: float) -> float:
        """The size of a Type 3 font's letters in points, whose own unit may be anything."""
        size = (self.em or abs(self.ascent - self.descent)) * scale
        if size < 0.5:
            size = scale * max(abs(self.font.vscale) * 1000, abs(self.font.get_height()))
        return float(size)


def _has_widths(font: PDFFont) -> bool:
    """Whether its list gives a width to anything that can be shown; it may begin at a code that no string holds."""
    return any(width for code, width in font.widths.items() if not isinstance(code, int) or code >= 0)


def _is_bold(font: PDFFont) -> bool:
    descriptor = font.descriptor
    weight = resolve1(descriptor.get("FontWeight", 0))
    if isinstance(weight, int | float) and weight >= _BOLD_WEIGHT:
        return True
    return bool(_BOLD_NAME.search(str(font.fontname))) or bool(int(font.flags or 0) & _FORCE_BOLD)


class FontShelf:
    """The document's fonts, each opened once."""

    def __init__(self, producer: object = b"") -> None:
        """`producer` is the program that the file says it was written by."""
        self._rewritten = isinstance(producer, bytes) and REWRITER in producer
        self._manager = PDFResourceManager()
        self._faces: dict[object, PdfFace | None] = {}

    def face(self, reference: object, spec: dict[str, Any]) -> PdfFace | None:
        """The font behind a resource entry; None when it cannot be opened (its text is then unmapped: the page goes to OCR)."""
        key = reference.objid if isinstance(reference, PDFObjRef) else id(spec)
        if key not in self._faces:
            self._faces[key] = self._open(spec)
        return self._faces[key]

    def _open(self, spec: dict[str, Any]) -> PdfFace | None:
        if isinstance(resolve1(spec.get("DescendantFonts")), dict):
            spec = {**spec, "DescendantFonts": [spec["DescendantFonts"]]}  # the one there is, without its list
        _bound_widths(spec)
        for version in (spec, _without_widths(spec)):
            try:
                return PdfFace(
                    self._manager.get_font(None, _without_program(version)), version, rewritten=self._rewritten
                )
            except _BROKEN:
                continue
        return None


def _without_widths(spec: dict[str, Any]) -> dict[str, Any]:
    """A font whose list of widths holds anything else still has its letters."""
    return {key: value for key, value in spec.items() if key not in ("Widths", "FirstChar", "LastChar")}


def _without_program(spec: dict[str, Any]) -> dict[str, Any]:
    """A composite font that has its map: pdfminer would unpack the font program and make nothing of it."""
    if not isinstance(resolve1(spec.get("ToUnicode")), PDFStream):
        return spec
    lean = []
    for descendant in map(resolve1, resolve1(spec.get("DescendantFonts")) or []):
        descriptor = resolve1(descendant.get("FontDescriptor")) if isinstance(descendant, dict) else None
        if not isinstance(descriptor, dict):
            return spec
        lean.append(
            {**descendant, "FontDescriptor": {key: descriptor[key] for key in descriptor if key != "FontFile2"}}
        )
    return {**spec, "DescendantFonts": lean} if lean else spec


def _bound_widths(spec: dict[str, Any]) -> None:
    """A width range may name 2**31 codes; pdfminer would write them all down."""
    for descendant in resolve1(spec.get("DescendantFonts")) or []:
        inner = resolve1(descendant)
        widths = resolve1(inner.get("W")) if isinstance(inner, dict) else None
        if isinstance(widths, list):
            inner["W"] = [
                min(value, _MAX_WIDTH_SPAN) if isinstance(value, int) and value > _MAX_WIDTH_SPAN else value
                for value in map(resolve1, widths)
            ]
