"""A PDF of LibreOffice written again in the manner of word processors' own exports: the same glyphs at the same places.

Each word is a text object of its own, in the order in which it is read (from the right), inside the frame of its line and a mark of
its paragraph; its font has two-byte codes and a map to Unicode. This is what such files look like, not a file of any other program.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
from fontTools.ttLib import TTFont

_SPACE = " "
_MAPPED = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]+)>")
_MAP = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
    b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n%d beginbfchar\n%s\nendbfchar\n"
    b"endcmap CMapName currentdict /CMap defineresource pop end end"
)


class _Glyph(NamedTuple):
    font: str
    size: float
    code: int
    x: float
    y: float
    width: float


class _Font:
    """A font of LibreOffice's with one-byte codes, and the same with two."""

    def __init__(self, file: pikepdf.Pdf, font: Any) -> None:
        self.widths = {int(font.FirstChar) + place: float(width) for place, width in enumerate(font.Widths)}
        self.texts = {
            int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
            for code, text in _MAPPED.findall(font.ToUnicode.read_bytes().partition(b"beginbfchar")[2])
        }
        entries = b"\n".join(b"<%04X> <%s>" % (c, t.encode("utf-16-be").hex().encode()) for c, t in self.texts.items())
        descendant = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.CIDFontType2,
            BaseFont=font.BaseFont,
            CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            CIDToGIDMap=file.make_stream(_glyph_numbers(font.FontDescriptor.FontFile2.read_bytes())),
            FontDescriptor=font.FontDescriptor,
            DW=1000,
            W=[min(self.widths), pikepdf.Array([self.widths[code] for code in sorted(self.widths)])],
        )
        self.doubled = file.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type0,
                BaseFont=font.BaseFont,
                Encoding=pikepdf.Name("/Identity-H"),
                DescendantFonts=[file.make_indirect(descendant)],
                ToUnicode=file.make_stream(_MAP % (len(self.texts), entries)),
            )
        )


def _glyph_numbers(program: bytes) -> bytes:
    """Two bytes a code: which glyph of the font program it shows."""
    font = TTFont(io.BytesIO(program))
    numbers = bytearray(512)
    for code, glyph in font["cmap"].tables[0].cmap.items():
        place = 2 * (code & 0xFF)
        numbers[place : place + 2] = font.getGlyphID(glyph).to_bytes(2)
    return bytes(numbers)


def write_word_like(printed: Path, target: Path) -> Path:
    """Write `printed`, of LibreOffice, again as `target`."""
    with pikepdf.open(printed) as file:
        known: dict[tuple[int, int], _Font] = {}
        for page in file.pages:
            fonts = {}
            for name, font in page.Resources.Font.items():
                if font.objgen not in known:
                    known[font.objgen] = _Font(file, font)
                fonts[name] = known[font.objgen]
            content = "\n".join(_paragraphs(list(_glyphs(page, fonts)), fonts, tuple(map(float, page.mediabox))))
            page.Contents = file.make_stream(content.encode("latin-1"))
            doubled = pikepdf.Dictionary({name: font.doubled for name, font in fonts.items()})
            page.Resources = pikepdf.Dictionary(Font=doubled)  # pages share the old one
        file.save(target)
    return target


def _glyphs(page: pikepdf.Page, fonts: dict[str, _Font]) -> Iterator[_Glyph]:
    """What LibreOffice's page shows, with places; it writes upright text only, without spacing of letters or words."""
    x = y = size = 0.0
    name = ""
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                name, size = str(operands[0]), float(operands[1])
            case "Td" | "Tm":
                x, y = float(operands[-2]), float(operands[-1])
            case "Tj" | "TJ":
                for piece in operands[0] if str(operator) == "TJ" else operands:
                    if not isinstance(piece, pikepdf.String):
                        x -= float(piece) / 1000 * size
                        continue
                    for code in bytes(piece):
                        width = fonts[name].widths[code] / 1000 * size
                        yield _Glyph(name, size, code, x, y, width)
                        x += width


def _paragraphs(glyphs: list[_Glyph], fonts: dict[str, _Font], page: tuple[float, ...]) -> Iterator[str]:
    lines = groupby(sorted(glyphs, key=lambda glyph: (-glyph.y, glyph.x)), key=lambda glyph: glyph.y)
    for number, (_, line) in enumerate(lines):
        yield f"/P <</MCID {number}/Lang (ar-MA)>> BDC"
        for word in reversed(_words(list(line), fonts)):
            yield _shown(word, page)
        yield " EMC"


def _words(line: list[_Glyph], fonts: dict[str, _Font]) -> list[list[_Glyph]]:
    """Cut before each space that has a word on its left, and where the font changes: a word keeps the space it is followed by."""
    words: list[list[_Glyph]] = []
    for glyph in line:
        is_space = fonts[glyph.font].texts.get(glyph.code) == _SPACE
        if not words or words[-1][-1].font != glyph.font or (is_space and len(words[-1]) > 1):
            words.append([])
        words[-1].append(glyph)
    return words


def _shown(word: list[_Glyph], page: tuple[float, ...]) -> str:
    first = word[0]
    array, end = "", first.x
    for glyph in word:
        kern = round((end - glyph.x) / glyph.size * 1000)
        array += (f">{kern}<" if kern else "") + f"{glyph.code:04X}"
        end = glyph.x + glyph.width
    x0, y0, x1, y1 = page
    return (
        f"q\n{x0:.9f} {y0:g} {x1 - x0:g} {y1 - y0:g} re\nW* n\nBT\n{first.font} {first.size:g} Tf\n"
        f"1 0 0 1 {first.x:.2f} {first.y:.2f} Tm\n0 g\n0 G\n[<{array}>] TJ\nET\nQ"
    )
