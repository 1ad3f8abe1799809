"""PDFs made to hurt a reader: bombs, rings and floods, each by a few lines of ours."""

from __future__ import annotations

import io
import random
import zlib

import pikepdf

from app.reading.unreadable import Why
from tests.reading.hostile_made import (
    BOMB,
    BROKEN,
    FLATE,
    FONT,
    READ,
    RESOURCES,
    WORDS,
    Hostile,
    deflated,
    one_page,
    pdf,
    shown,
    stream,
)
from tests.reading.make import zip_of


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

HOSTILE_PDFS = {key: Hostile(what, "cv.pdf", make, frozenset(ends)) for key, (what, make, ends) in _OF_PDF.items()}
