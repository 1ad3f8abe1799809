"""PDFs whose fonts, forms, layers or pictures are odd: what a viewer shows is read, what it hides is not."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable

from app.reading.unreadable import Why
from tests.reading.hostile_made import BROKEN, LINES, PERHAPS, WELL, Hostile, one_page, stream, written

CONTENT = written()


def in_font(font: bytes, content: bytes = CONTENT, **more: bytes) -> Callable[[], bytes]:
    return lambda: one_page(content, o5=font, **more)


def _coded(lines: Iterable[str], encoding: str = "utf-16-be") -> bytes:
    body = b"".join(b"<%s> Tj T* " % line.encode(encoding).hex().encode() for line in lines)
    return b"BT /F 12 Tf 72 760 Td 16 TL %sET" % body


_MAP = (
    b"/CIDInit/ProcSet findresource begin begincmap 1 begincodespacerange<0000><FFFF>endcodespacerange %s endcmap end"
)
_ALL = b"1 beginbfrange <0000><FFFF><0000> endbfrange"
_SOME = b"2 beginbfchar <0100><00660069><0101><FB01> endbfchar"
_LONE = b"3 beginbfchar <0100><D800><0101><0000><0102><DC00> endbfchar"
_OWN_CODES = (
    b"/CIDInit/ProcSet findresource begin begincmap /CMapName/Own def 1 begincodespacerange<0000><FFFF>"
    b"endcodespacerange 1 begincidrange<0000><FFFF> 0 endcidrange endcmap end"
)


def composite(
    lines: Iterable[str] = LINES,
    *,
    encoding: bytes = b"/Identity-H",
    says: bytes | None = _MAP % _ALL,
    order: bytes = b"Identity",
    widths: bytes = b"/DW 500",
    coded: str = "utf-16-be",
    **more: bytes,
) -> Callable[[], bytes]:
    """A font of two-byte codes; `says` is its ToUnicode map."""
    to_unicode = b"" if says is None else b"/ToUnicode 8 0 R"
    info = b"<</Registry(Adobe)/Ordering(%s)/Supplement 0>>" % order
    parts = {
        "o7": b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo%s/FontDescriptor 9 0 R%s>>" % (info, widths),
        "o8": stream(says or b""),
        "o9": b"<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 1000 1000]/Ascent 800/Descent -200>>",
        **more,
    }
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding%s/DescendantFonts[7 0 R]%s>>" % (encoding, to_unicode)
    return in_font(font, _coded(lines, coded), **parts)


def _shifted_letters() -> bytes:
    """A Type 1 program whose own table says what its codes are."""
    spelled = {
        " ": "space",
        ",": "comma",
        **dict(
            zip(
                "0123456789",
                ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
                strict=True,
            )
        ),
    }
    rows = b"".join(
        b"dup %d /%s put\n" % ((ord(letter) + 100) % 256, spelled.get(letter, letter).encode())
        for letter in sorted(set("".join(LINES)))
    )
    return b"%!PS-AdobeFont-1.0: Own\n/Encoding 256 array\n" + rows + b"readonly def currentfile eexec\n"


def _own_table() -> bytes:
    program = _shifted_letters()
    shifted = b"".join(
        b"<%s> Tj T* " % bytes((ord(letter) + 100) % 256 for letter in line).hex().encode() for line in LINES
    )
    return one_page(
        b"BT /F 12 Tf 72 760 Td 16 TL %sET" % shifted,
        o5=b"<</Type/Font/Subtype/Type1/BaseFont/Own/FirstChar 0/LastChar 255/Widths[%s]/FontDescriptor 6 0 R>>"
        % (b"500 " * 256),
        o6=b"<</Type/FontDescriptor/FontName/Own/Flags 4/FontBBox[0 0 1000 1000]/FontFile 7 0 R>>",
        o7=stream(program, b"/Length1 %d/Length2 0/Length3 0" % len(program)),
    )


def _signs() -> bytes:
    return one_page(
        CONTENT + b" BT /S 12 Tf 72 500 Td (abg) Tj ET",
        resources=b"<</Font<</F 5 0 R/S 6 0 R>>>>",
        o6=b"<</Type/Font/Subtype/Type1/BaseFont/Symbol>>",
    )


_WIDTHLESS = b"<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Calibri%s>>"
_NOUGHTS = b"/FirstChar 32/LastChar 255/Widths[%s]" % (b"0 " * 224)
_FONTS = {
    "T01": ("an unknown font without widths", in_font(_WIDTHLESS % b""), LINES),
    "T02": ("widths of nought", in_font(_WIDTHLESS % _NOUGHTS), LINES),
    "T03": ("fewer widths than said", in_font(_WIDTHLESS % b"/FirstChar 32/LastChar 255/Widths[500 500]/FontDescriptor<</MissingWidth 500>>"), LINES),
    "T04": ("a font that is an empty dictionary", in_font(b"<<>>"), LINES),
    "T05": ("an unknown kind of font", in_font(b"<</Type/Font/Subtype/OpenType/BaseFont/Helvetica>>"), LINES),
    "T06": ("Greek by Symbol", _signs, (*LINES, "αβγ")),
    "T07": ("the Macintosh's accents", in_font(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/MacRomanEncoding>>", _coded(["Chargée d’études à Fès", *LINES], "mac-roman")), ("Chargée d’études à Fès", *LINES)),
    "T08": ("letters named by their code", in_font(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[65/uni0042 66/u00043]>>>>", written(["ABAB", *LINES])), ("BCBC", LINES[3])),
    "T09": ("letters one by one", lambda: one_page(b"BT /F 12 Tf " + b"".join(b"1 0 0 1 %d %d Tm (%s) Tj " % (72 + 8 * place, 760 - 20 * row, letter.encode()) for row, line in enumerate(LINES) for place, letter in enumerate(line) if letter != " ") + b"ET", o5=b"<</Type/Font/Subtype/Type1/BaseFont/Courier>>"), LINES),
    "T10": ("a page drawn upside down and turned back", lambda: one_page(b"1 0 0 -1 0 842 cm BT /F 12 Tf " + b"".join(b"1 0 0 -1 72 %d Tm (%s) Tj " % (80 + 16 * row, line.encode()) for row, line in enumerate(LINES)) + b"ET"), LINES),
    "T11": ("a map that breaks off", composite(says=(_MAP % _ALL)[:-20]), LINES),
    "T12": ("a map of ligatures", composite(["arti\u0100cielle o\u0101cielle", *LINES], says=_MAP % (_ALL + _SOME)), ("artificielle oficielle", *LINES)),
    "T13": ("a map of half characters", composite([*LINES, "\u0100\u0101\u0102"], says=_MAP % (_ALL + _LONE)), LINES),
    "T14": ("a map that is a name", composite(says=None, encoding=b"/Identity-H/ToUnicode/Identity-H"), LINES),
    "T15": ("widths that make no sense", composite(widths=b"/DW(x)/W[1 (a) 3 [4 5] null 7]"), LINES),
    "T16": ("Chinese codes", composite(["\u4e2d\u56fd", *LINES], encoding=b"/GBK-EUC-H", says=None, order=b"GB1", coded="gbk"), ("\u4e2d\u56fd", *LINES)),
    "T17": ("Japanese codes", composite(["\u65e5\u672c", *LINES], encoding=b"/UniJIS-UTF16-H", says=None, order=b"Japan1"), ("\u65e5\u672c",)),
    "T18": ("codes listed in the file", composite(encoding=b" 10 0 R", o10=stream(_OWN_CODES, b"/Type/CMap/CMapName/Own")), LINES),
    "T19": ("codes listed in a ring", composite(encoding=b" 10 0 R", o10=stream(_OWN_CODES, b"/Type/CMap/CMapName/Own/UseCMap 10 0 R")), LINES),
    "T20": ("letters shifted, the font knows", _own_table, LINES),
}  # fmt: skip


def _field(
    *, says: bytes = b"/V(Salma Bennani)", look: bytes | None = None, more: bytes = b"", content: bytes = b""
) -> Callable[[], bytes]:
    """A page with one field of a form, and its appearance if it brings one."""
    note = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(nom)%s/Rect[72 700 400 720]/DA(/F 12 Tf 0 g)%s%s>>"
    form = b"/AcroForm<</Fields[6 0 R]/NeedAppearances true/DA(/F 12 Tf 0 g)>>"
    drawn = stream(look or b"", b"/Subtype/Form/BBox[0 0 328 20]/Resources<</Font<</F 5 0 R>>>>")
    appearance = b"" if look is None else b"/AP<</N 7 0 R>>"
    return lambda: one_page(content, page=b"/Annots[6 0 R]", catalog=form, o6=note % (says, appearance, more), o7=drawn)


def _layer(configuration: bytes) -> Callable[[], bytes]:
    resources = b"<</Font<</F 5 0 R>>/Properties<</L 7 0 R>>>>"
    properties = b"/OCProperties<</OCGs[6 0 R]/D<<%s>>>>" % configuration
    layered = CONTENT + b" /OC /L BDC BT /F 12 Tf 72 500 Td (texte du calque) Tj ET EMC"
    return lambda: one_page(
        layered, resources=resources, catalog=properties, o6=b"<</Type/OCG/Name(x)>>", o7=b"<</Type/OCMD/OCGs 6 0 R>>"
    )


_SECRET = b"BT /F 12 Tf 2 5 Td (secret) Tj ET"
_PORTFOLIO = b"/Collection<</View/D>>/Names<</EmbeddedFiles<</Names[(cv.pdf) 6 0 R]>>>>"
_CHOICE = b"/V(r)/Opt[[(r)(Rabat)][(f)(Fes)]]/FT/Ch"
_FORMS = {
    "A01": ("a field drawn", _field(look=b"BT /F 12 Tf 2 5 Td (Salma Bennani) Tj ET"), ("Salma Bennani",), ()),
    "A02": ("a field not drawn", _field(), ("Salma Bennani",), ()),
    "A03": ("a field drawn empty", _field(look=b""), ("Salma Bennani",), ()),
    "A04": ("a field in Arabic, not drawn", _field(says=b"/V<FEFF" + "سلمى بناني".encode("utf-16-be").hex().encode() + b">"), ("سلمى بناني",), ()),
    "A05": ("a choice, not drawn", _field(says=_CHOICE), ("Rabat",), ("Fes",)),
    "A06": ("a hidden field", _field(look=_SECRET, more=b"/F 2", content=CONTENT), LINES, ("secret",)),
    "A07": ("a field for a password", _field(says=b"/V(motdepasse)/Ff 8192", content=CONTENT), LINES, ("motdepasse",)),
    "A08": ("a note not drawn", lambda: one_page(CONTENT, page=b"/Annots[6 0 R]", o6=b"<</Subtype/FreeText/Rect[72 600 520 640]/Contents(Disponible en mai)>>"), (*LINES, "Disponible en mai"), ()),
    "A09": ("notes in a ring", lambda: one_page(CONTENT, page=b"/Annots 6 0 R", o6=b"[6 0 R 7 0 R]", o7=b"<</Subtype/Link/Parent 7 0 R/Rect[1 2]>>"), LINES, ()),
    "A10": ("a layer that is off", _layer(b"/OFF[6 0 R]"), LINES, ("calque",)),
    "A11": ("every layer off but one", _layer(b"/BaseState/OFF/ON[6 0 R]"), (*LINES, "texte du calque"), ()),
    "A12": ("every layer off", _layer(b"/BaseState/OFF"), LINES, ("calque",)),
    "A13": ("layers that make no sense", _layer(b"/OFF 5/ON(x)"), LINES, ()),
    "A14": ("outlines, names and structure in a ring", lambda: one_page(CONTENT, catalog=b"/Outlines 6 0 R/Names 6 0 R/StructTreeRoot 6 0 R", o6=b"<</First 6 0 R/Next 6 0 R/Kids[6 0 R]/K 6 0 R>>"), LINES, ()),
}  # fmt: skip


def _holding(name: bytes, specification: bytes) -> Callable[[], bytes]:
    tree = b"/Names<</EmbeddedFiles<</Names[%s <<%s/EF<</F 7 0 R>>>>]>>>>" % (name, specification)
    return lambda: one_page(CONTENT, catalog=tree, o7=stream(b"x", b"/Type/EmbeddedFile"))


_FOR_A_PERSON = {
    "A20": ("a portfolio", lambda: one_page(CONTENT, catalog=_PORTFOLIO, o6=b"<</Type/Filespec/F(cv.pdf)/EF<</F 7 0 R>>>>", o7=stream(b"x")), "unread_files_inside"),
    "A21": ("a form that its program draws", lambda: one_page(CONTENT, catalog=b"/AcroForm<</XFA 6 0 R/Fields[]>>", o6=stream(b"<xdp/>")), "unread_form"),
    "A22": ("a form with fields that its program draws", lambda: one_page(CONTENT, catalog=b"/NeedsRendering true/AcroForm<</XFA 6 0 R/Fields[7 0 R]>>", o6=stream(b"<xdp/>"), o7=b"<</FT/Tx/T(nom)>>"), "unread_form"),
    "A23": ("a CV put into a letter", _holding(b"(cv.docx)", b"/F(x)/UF(CV Salma.docx)"), "unread_files_inside: CV Salma.docx"),
    "A24": ("the same deep in a ring of names", lambda: one_page(CONTENT, catalog=b"/Names<</EmbeddedFiles 6 0 R>>", o6=b"<</Kids[6 0 R 7 0 R null]>>", o7=b"<</Names[5 6 (x) 8 0 R]>>", o8=b"<</F(diplome.JPG)/EF<<>>>>"), "unread_files_inside: diplome.JPG"),
}  # fmt: skip

_GREY = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray%s"


def _picture(data: bytes, width: int, height: int, entries: bytes, content: bytes = b"") -> Callable[[], bytes]:
    resources = b"<</Font<</F 5 0 R>>/XObject<</I 6 0 R>>>>"
    drawn = content + b" q 90 0 0 90 300 100 cm /I Do Q"
    return lambda: one_page(drawn, resources=resources, o6=stream(data, _GREY % (width, height, entries)))


_AMONG_TEXT = (
    b"BI /W 2/H 2/BPC 8/CS/G ID abcd EI BI /W 2/H 2/BPC 8/CS/G/F/AHx ID 61626364> EI BI /W 4/H 1/BPC 8/CS/G ID EI( EI "
    b"BI /W 2/H 2/BPC 8/CS/G/F/RL ID \x03abcd\x80 EI BI /W 2/H 2/BPC 8/CS/G/F/Fl ID " + zlib.compress(b"abcd") + b" EI "
)
_PICTURES = {
    "V01": ("pictures among the text, one that says it ends", lambda: one_page(_AMONG_TEXT + CONTENT), WELL, LINES),
    "V02": ("a picture that is rubbish", _picture(b"rubbish", 10, 10, b"/Filter/DCTDecode", CONTENT), WELL, LINES),
    "V03": ("a picture of one point", _picture(b"\0", 1, 1, b""), BROKEN, ()),
    "V04": ("a picture a million wide", _picture(zlib.compress(bytes(1_000_000)), 1_000_000, 1, b"/Filter/FlateDecode"), BROKEN | {Why.TOO_LARGE}, ()),
    "V05": ("JBIG2 that is noise", _picture(bytes(range(256)) * 16, 1240, 1754, b"/Filter/JBIG2Decode"), BROKEN, ()),
    "V06": ("a fax of a million rows", _picture(bytes(range(256)) * 160, 1240, 1754, b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 1240/Rows 1000000>>"), PERHAPS, ()),
}  # fmt: skip

ODD_PDFS = {
    **{key: Hostile(what, "cv.pdf", make, WELL, says) for key, (what, make, says) in _FONTS.items()},
    **{key: Hostile(what, "cv.pdf", make, WELL, says, never) for key, (what, make, says, never) in _FORMS.items()},
    **{key: Hostile(what, "cv.pdf", make, WELL, warns=warns) for key, (what, make, warns) in _FOR_A_PERSON.items()},
    **{
        key: Hostile(what, "cv.pdf", make, frozenset(ends), says) for key, (what, make, ends, says) in _PICTURES.items()
    },
}
