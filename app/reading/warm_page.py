"""A page of our own that shows what many CVs show: a heading, a sidebar, dated lines, a ruled table, Arabic; in a font with a map
and a program, and in one without. Written here by hand, so that what reads it need not find a file.
"""

from __future__ import annotations

import struct
import zlib

_HEADING = "Coordinatrice de projet - association de quartier"
_MAIN = (
    "2019 - 2024 : suivi du budget (120 000 DH), rapports aux bailleurs",
    "Animation d'ateliers pour les jeunes ; conduite d'une équipe de 4 personnes",
    "• Plaidoyer, communication et partenariats avec les élus locaux",
    "Master en sciences sociales, Université Mohammed V, Rabat, 2018",
)
_SIDE = ("Langues", "arabe, français", "anglais (B2)", "Permis B", "Casablanca", "prenom.nom@example.org")
_ARABIC = ("مشاريع جمعوية في الدار البيضاء 2002", "دراسات عليا في العلوم الاجتماعية")
_ROWS = (("Logiciels", "Niveau"), ("Tableur", "avancé"), ("Comptabilité", "bon"))
_RANGES = ((0x20, 0xFF), (0x600, 0x6FF), (0x2010, 0x2040))


def warm_page(mains: int) -> bytes:
    """The page as a PDF, with so many times its lines of the main column."""
    content = zlib.compress("\n".join(_shown(mains)).encode("latin-1"))
    program = zlib.compress(_program())
    to_unicode = zlib.compress(_to_unicode())
    font = "<</Type/Font/Subtype/Type0/BaseFont/{0}/Encoding/Identity-H/DescendantFonts[{1} 0 R]/ToUnicode 6 0 R>>"
    descendant = (
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/{0}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        "/DW 500/W[32[250 300] 65 90 600]/CIDToGIDMap/Identity/FontDescriptor 11 0 R>>"
    )
    return _file(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R/G 7 0 R/H 8 0 R>>/ExtGState<</S<</ca 1/CA 1>>>>>>>>",
        _stream(content),
        font.format("AAAAAA+Sans", 9).encode(),
        _stream(to_unicode),
        font.format("AAAAAB+Sans-Bold", 10).encode(),
        b"<</Type/Font/Subtype/TrueType/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        descendant.format("AAAAAA+Sans").encode(),
        descendant.format("AAAAAB+Sans-Bold").encode(),
        b"<</Type/FontDescriptor/FontName/AAAAAA+Sans/Flags 4/FontBBox[-100 -250 1000 900]/ItalicAngle 0/Ascent 905"
        b"/Descent -212/CapHeight 700/StemV 80/FontFile2 12 0 R>>",
        _stream(program),
    )


def _shown(mains: int) -> list[str]:
    lines = ["q .75 0 0 -.75 0 842 cm /S gs 0 0 794 1123 re W n 0.95 0.95 0.97 rg 0 0 230 1123 re f Q q 0.1 0.2 0.3 rg"]
    lines.append(_text(_HEADING, "G", 16, 190, 800))
    lines += (_text(text, "F", 9, 24, 760 - 16 * row) for row, text in enumerate(_SIDE))
    for row in range(4 * mains):
        lines.append(_text(_MAIN[row % 4], "F" if row % 3 else "G", 10, 190, 770 - 14 * row))
    for row, text in enumerate(_ARABIC * min(mains, 2)):
        lines.append(_text(text[::-1], "F", 11, 560 - 5.5 * len(text), 250 - 16 * row))
    for row, cells in enumerate(_ROWS):
        for column, text in enumerate(cells):
            lines.append(f"{190 + 120 * column} {140 - 20 * row} 120 20 re S")
            lines.append(_text(text, "F", 9, 194 + 120 * column, 146 - 20 * row))
    lines.append("BT /H 8 Tf 1 0 0 1 500 30 Tm [(Page)-250(1)] TJ ET Q")
    return lines


def _text(text: str, font: str, size: float, x: float, y: float) -> str:
    """As word processors write it: strings of codes, moved a little between them."""
    parts = (text[at : at + 6] for at in range(0, len(text), 6))
    shown = "-3".join(f"<{part.encode('utf-16-be').hex()}>" for part in parts)
    return f"BT /{font} {size} Tf 1 0 0 1 {x:.2f} {y} Tm [{shown}] TJ ET"


def _to_unicode() -> bytes:
    ranges = "\n".join(f"<{first:04x}> <{last:04x}> <{first:04x}>" for first, last in _RANGES)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(_RANGES)} beginbfrange\n{ranges}\nendbfrange endcmap end end"
    ).encode()


def _program() -> bytes:
    """Of a font program what a reader asks for: which glyph each letter has. Here the number of both is the same."""
    segments = [*sorted(_RANGES), (0xFFFF, 0xFFFF)]
    count = len(segments)
    ends, starts = [last for _, last in segments], [first for first, _ in segments]
    numbers = [4, 16 + 8 * count, 0, 2 * count, 0, 0, 0, *ends, 0, *starts, *([0] * 2 * count)]
    table = struct.pack(">HHHHI", 0, 1, 3, 1, 12) + struct.pack(f">{len(numbers)}H", *numbers)
    return b"\0\1\0\0" + struct.pack(">HHHH4sIII", 1, 16, 0, 0, b"cmap", 0, 28, len(table)) + table


def _stream(data: bytes) -> bytes:
    return b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(data), data)


def _file(*objects: bytes) -> bytes:
    file, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return file + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size,
        table,
        size,
        len(file),
    )
