"""PDFs that are broken, or built in an old way: tables, objects, streams, filters, locks. What a viewer shows of them is read."""

from __future__ import annotations

import base64
import binascii
import io
import re
import struct
import zlib
from collections.abc import Callable

import pikepdf

from app.reading.unreadable import Why
from tests.reading.hostile_made import (
    BROKEN,
    FLATE,
    FONT,
    LINES,
    PAGE,
    PERHAPS,
    RESOURCES,
    WELL,
    Hostile,
    one_page,
    pdf,
    stream,
    written,
)

CONTENT = written()
HONEST = one_page(CONTENT)
PACKED = zlib.compress(CONTENT)
_LENGTH = b"/Length %d" % len(CONTENT)


def _with(old: bytes, new: bytes) -> Callable[[], bytes]:
    """The honest file with one thing changed, its table left as it was."""
    assert old in HONEST
    return lambda: HONEST.replace(old, new)


def _with_all(pattern: bytes, new: bytes) -> Callable[[], bytes]:
    return lambda: re.sub(pattern, new, HONEST, flags=re.DOTALL)


def _content_marked_free() -> bytes:
    place = HONEST.find(b"\n4 0 obj") + 1
    return HONEST.replace(b"%010d 00000 n" % place, b"%010d 00000 f" % place)


def _places(body: bytes) -> dict[int, int]:
    return {int(found[1]): found.start(1) for found in re.finditer(rb"(?m)^(\d+) 0 obj", body)}


def _table_in_a_stream(*, widths: bytes = b"[1 4 2]", cut: int = 0, index: bytes = b"") -> bytes:
    body = HONEST[: HONEST.rfind(b"xref\n0")]
    at, places = len(body), _places(body)
    rows = b"".join(struct.pack(">BIH", 1, place, 0) for place in [*places.values(), at])
    rows = (struct.pack(">BIH", 0, 0, 65535) + rows)[: 7 * 7 - cut]
    table = stream(rows, b"/Type/XRef/Size 7/W%s%s/Root 1 0 R" % (widths, index))
    return body + b"6 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (table, at)


def _two_tables(second: int | None = None) -> bytes:
    """Half of the objects are listed in a table, the others in a stream that it names."""
    body = HONEST[: HONEST.rfind(b"xref\n0")]
    places = _places(body)
    at = len(body)
    rows = b"".join(struct.pack(">BIH", 1, places[number], 0) for number in (4, 5))
    body += b"6 0 obj\n%s\nendobj\n" % stream(rows, b"/Type/XRef/Size 7/W[1 4 2]/Index[4 2]")
    table = b"".join(b"%010d 00000 n \n" % places[number] for number in (1, 2, 3))
    return (
        body
        + b"xref\n0 4\n0000000000 65535 f \n%strailer\n<</Size 7/Root 1 0 R/XRefStm %d>>\nstartxref\n%d\n%%%%EOF"
        % (
            table,
            at if second is None else second,
            len(body),
        )
    )


def _newer_content_and_a_false_start() -> bytes:
    old = one_page(written(["Ancienne version du document"]))
    newer = b"\n4 0 obj\n%s\nendobj\n" % stream(CONTENT)
    table = b"xref\n4 1\n%010d 00000 n \ntrailer\n<</Size 6/Root 1 0 R/Prev %d>>\nstartxref\n11\n%%%%EOF"
    return old + newer + table % (len(old) + 1, old.rfind(b"xref\n0"))


def _objects_in_a_stream(*, count: int = 4, first: int | None = None, cut: int = 0) -> bytes:
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: PAGE,
        5: FONT,
    }
    head, body = b"", b""
    for number, inside in objects.items():
        head += b"%d %d " % (number, len(body))
        body += inside + b" "
    data = zlib.compress(head + body)
    entries = b"/Type/ObjStm/N %d/First %d%s" % (count, len(head) if first is None else first, FLATE)
    file = b"%%PDF-1.5\n4 0 obj\n%s\nendobj\n" % stream(CONTENT)
    packed = len(file)
    file += b"6 0 obj\n%s\nendobj\n" % stream(data[: len(data) - cut], entries)
    places = [(0, 0, 65535), (2, 6, 0), (2, 6, 1), (2, 6, 2), (1, 9, 0), (2, 6, 3), (1, packed, 0), (1, len(file), 0)]
    rows = b"".join(struct.pack(">BIH", *place) for place in places)
    table = stream(rows, b"/Type/XRef/Size 8/W[1 4 2]/Root 1 0 R")
    return file + b"7 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (table, len(file))


def _lzw(data: bytes, *, early: int = 1) -> bytes:
    out, bits, held = bytearray(), 0, 0
    table = {bytes([code]): code for code in range(256)}
    width, following, current = 9, 258, b""
    codes: list[tuple[int, int]] = [(256, 9)]
    for octet in data:
        longer = current + bytes([octet])
        if longer in table:
            current = longer
            continue
        codes.append((table[current], width))
        table[longer] = following
        following += 1
        width += following + early > 1 << width
        current = bytes([octet])
    codes.append((table[current], width))
    codes.append((257, width + (following + 1 + early > 1 << width)))
    for code, size in codes:
        bits, held = bits << size | code, held + size
        while held >= 8:
            held -= 8
            out.append(bits >> held & 255)
    return bytes(out) + (bytes([bits << (8 - held) & 255]) if held else b"")


def _run_length(data: bytes) -> bytes:
    return b"".join(bytes([len(data[at : at + 100]) - 1]) + data[at : at + 100] for at in range(0, len(data), 100))


def _rows_of(data: bytes, width: int) -> list[bytes]:
    data += b" " * (-len(data) % width)
    return [data[at : at + width] for at in range(0, len(data), width)]


def _upwards(data: bytes, width: int = 50) -> bytes:
    above, out = bytes(width), b""
    for row in _rows_of(data, width):
        out += b"\x02" + bytes((one - other) & 255 for one, other in zip(row, above, strict=True))
        above = row
    return out


def _sideways(data: bytes, width: int = 50) -> bytes:
    """As TIFF predicts: each byte from the one on its left."""
    return b"".join(
        bytes((one - other) & 255 for one, other in zip(row, b"\0" + row, strict=False))
        for row in _rows_of(data, width)
    )


def _filtered(data: bytes, filters: bytes, **more: bytes) -> Callable[[], bytes]:
    return lambda: one_page(data, entries=filters, **more)


def _saved(**options: object) -> Callable[[], bytes]:
    def make() -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(HONEST)) as document:
            document.save(out, **options)  # type: ignore[arg-type]
        return out.getvalue()

    return make


def _cut_for_the_web() -> bytes:
    whole = _saved(linearize=True)()
    return whole[: len(whole) * 9 // 10]


def _locked(revision: int, *, user: str = "", aes: bool = True, packed: bool = False) -> Callable[[], bytes]:
    lock = pikepdf.Encryption(user=user, owner="owner", R=revision, aes=aes, metadata=aes)  # type: ignore[arg-type]
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.preserve
    return _saved(encryption=lock, object_stream_mode=mode)


def _with_lock(dictionary: bytes) -> Callable[[], bytes]:
    return _with(b"/Root 1 0 R", b"/Root 1 0 R/ID[(a)(a)]/Encrypt<<%s>>" % dictionary)


LONG = written([*LINES, *(f"Ligne {number} du parcours associatif" for number in range(30))])
ENCRYPTED = frozenset({Why.ENCRYPTED})

_TABLES = {
    "X01": ("begins at nought", _with_all(rb"startxref\n\d+", b"startxref\n0"), WELL),
    "X02": ("begins beyond the end", _with_all(rb"startxref\n\d+", b"startxref\n99999999"), WELL),
    "X03": ("begins nowhere", lambda: HONEST[: HONEST.find(b"startxref")], WELL),
    "X04": ("all places too small", _with(b"%PDF-1.7\n", b"%PDF-1.7\n%aaaaaaaaaaaaaaa\n"), WELL),
    "X05": ("all places nought", _with_all(rb"\d{10} 00000 n", b"0000000000 00000 n"), WELL),
    "X06": ("rows a byte short", _with_all(rb"(\d{10} \d{5} [nf]) \n", rb"\1\n"), WELL),
    "X07": ("fewer rows than said", _with(b"xref\n0 6", b"xref\n0 60"), WELL),
    "X08": ("counted from one", _with(b"xref\n0 6", b"xref\n1 6"), WELL),
    "X09": ("misspelt", _with(b"\nxref\n", b"\nxerf\n"), WELL),
    "X10": ("no trailer", _with_all(rb"trailer\n<<.*?>>\n", b""), WELL),
    "X11": ("no root", _with(b"/Root 1 0 R", b""), WELL),
    "X12": ("the root is elsewhere", _with(b"/Root 1 0 R", b"/Root 77 0 R"), WELL),
    "X13": ("the content is marked free", _content_marked_free, WELL),
    "X14": ("newer content, and a false start", _newer_content_and_a_false_start, WELL),
    "X15": ("in a stream", _table_in_a_stream, WELL),
    "X16": ("in a stream, with false widths", lambda: _table_in_a_stream(widths=b"[1 2 1]"), WELL),
    "X17": ("in a stream, with a width of 2 milliards", lambda: _table_in_a_stream(widths=b"[1 2000000000 2]"), WELL),
    "X18": ("in a stream, cut", lambda: _table_in_a_stream(cut=16), WELL),
    "X19": ("in a stream, of other objects", lambda: _table_in_a_stream(index=b"/Index[100 7]"), WELL),
    "X20": ("half in a table, half in a stream", _two_tables, WELL),
    "X21": ("half in a table, half nowhere", lambda: _two_tables(999_999), WELL),
    "X22": ("objects in a stream", _objects_in_a_stream, WELL),
    "X23": ("fewer objects in a stream than said", lambda: _objects_in_a_stream(count=400), WELL),
    "X24": ("objects in a stream that is cut", lambda: _objects_in_a_stream(cut=12), PERHAPS),
}  # fmt: skip

_FILES = {
    "S01": ("no object ends", _with(b"endobj\n", b""), WELL),
    "S02": ("no stream ends", _with(b"\nendstream", b""), WELL),
    "S03": ("a stream longer than said", _with(_LENGTH, b"/Length 30"), WELL),
    "S04": ("a stream a little shorter than said", _with(_LENGTH, b"/Length %d" % (len(CONTENT) + 40)), WELL),
    "S05": ("a stream of no length", _with(_LENGTH, b""), WELL),
    "S06": ("a stream of length -5", _with(_LENGTH, b"/Length -5"), WELL),
    "S07": ("« stream » and blanks", _with(b">>stream\n", b">>stream  \n"), WELL),
    "S08": ("lines that end as on an old Mac", lambda: HONEST.replace(b"\n", b"\r"), WELL),
    "S09": ("900 bytes of a web server before", lambda: b"HTTP/1.1 200 OK\r\n" + b"X-Pad: y\r\n" * 90 + b"\r\n" + HONEST, WELL),
    "S10": ("100 kB of noughts after", lambda: HONEST + bytes(100_000), WELL),
    "S11": ("PostScript's header", _with(b"%PDF-1.7", b"%!PS-Adobe-3.0 PDF-1.4"), WELL),
    "S12": ("keys twice, a name in codes", lambda: one_page(written(font=b"/F#20 12 Tf"), resources=b"<</Font<</F#20 5 0 R>>>>"), WELL),
    "S13": ("a hole in the middle", lambda: HONEST[:100] + bytes(120) + HONEST[220:], PERHAPS),
    "S14": ("packed, its sum wrong", _filtered(PACKED[:-4] + b"abcd", FLATE), WELL),
    "S15": ("packed, its end lost", _filtered(PACKED[:-6], FLATE), WELL),
    "S16": ("operators without blanks, others unknown", lambda: one_page(CONTENT.replace(b") Tj T* ", b")Tj T* 1 foo BX EX Td rg ")), WELL),
    "S17": ("saved for the web, cut at nine tenths", _cut_for_the_web, PERHAPS),
    "S18": ("the content in another file", _filtered(b"", b"/F(http://127.0.0.1:9/x)/FFilter/FlateDecode"), BROKEN),
}  # fmt: skip

_FILTERS = {
    "F01": ("hexadecimal, an odd number, no end", _filtered(binascii.hexlify(CONTENT + b" ")[:-1], b"/Filter/ASCIIHexDecode"), WELL),
    "F02": ("ASCII85 without its end", _filtered(base64.a85encode(CONTENT), b"/Filter/ASCII85Decode"), WELL),
    "F03": ("ASCII85 with a beginning", _filtered(b"<~" + base64.a85encode(CONTENT) + b"~>", b"/Filter/ASCII85Decode"), WELL),
    "F04": ("two filters by their short names", _filtered(base64.a85encode(PACKED) + b"~>", b"/Filter[/A85/Fl]"), WELL),
    "F05": ("LZW in hexadecimal", _filtered(binascii.hexlify(_lzw(LONG)) + b">", b"/Filter[/ASCIIHexDecode/LZWDecode]"), WELL),
    "F06": ("LZW that changes late", _filtered(_lzw(LONG, early=0), b"/Filter/LZWDecode/DecodeParms<</EarlyChange 0>>"), WELL),
    "F07": ("run length without its end", _filtered(_run_length(CONTENT), b"/Filter/RunLengthDecode"), WELL),
    "F08": ("rows told from the row above", _filtered(base64.a85encode(zlib.compress(_upwards(CONTENT))) + b"~>", b"/Filter[/ASCII85Decode/FlateDecode]/DecodeParms[null<</Predictor 12/Columns 50>>]"), WELL),
    "F09": ("bytes told from the byte before", _filtered(zlib.compress(_sideways(CONTENT)), FLATE + b"/DecodeParms<</Predictor 2/Columns 50>>"), WELL),
    "F10": ("a filter by reference", _filtered(PACKED, b"/Filter[6 0 R]", o6=b"/FlateDecode"), WELL),
    "F11": ("no filter in the list, a lock that is none", _filtered(CONTENT, b"/Filter[/Crypt]/DecodeParms[<</Name/Identity>>]"), WELL),
}  # fmt: skip

_LOCKS = {
    **{f"E{revision}0": (f"revision {revision}, no password to open", _locked(revision, aes=revision > 3), WELL) for revision in (2, 3, 4, 6)},
    **{f"E{revision}1": (f"revision {revision}, a password", _locked(revision, user="secret", aes=revision > 3), ENCRYPTED) for revision in (2, 3, 4, 6)},
    "E62": ("revision 6, objects in streams", _locked(6, packed=True), WELL),
    "E91": ("for holders of a certificate", _with_lock(b"/Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s5/V 4/CF<</D<</CFM/AESV2/Recipients[(x)]>>>>/StmF/D/StrF/D"), ENCRYPTED),
    "E92": ("by a lock nobody knows", _with_lock(b"/Filter/FileOpen/V 1"), ENCRYPTED),
    "E93": ("of a version to come", _with_lock(b"/Filter/Standard/V 9/R 9/O(x)/U(x)/P -4"), ENCRYPTED),
    "E94": ("with a key that is too short", _with_lock(b"/Filter/Standard/V 2/R 3/Length 128/O(x)/U(x)/P -4"), ENCRYPTED | {Why.DAMAGED}),
    "E95": ("cut", lambda: _locked(4)()[:-300], ENCRYPTED | PERHAPS),
}  # fmt: skip


def _pages(objects: dict[int, bytes]) -> Callable[[], bytes]:
    return lambda: pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 4: stream(CONTENT), 5: FONT, **objects})


def _kids(kids: bytes, **more: bytes) -> Callable[[], bytes]:
    objects = {2: b"<</Type/Pages/Kids%s/Count 1>>" % kids, 3: PAGE}
    return _pages({**objects, **{int(name[1:]): body for name, body in more.items()}})


def _box(box: bytes) -> Callable[[], bytes]:
    page = PAGE.replace(b"/MediaBox[0 0 595 842]", box)
    return _pages({2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: page})


_BARE = b"<</Type/Page/Parent 6 0 R/Contents 4 0 R>>"
_PAGES = {
    "G01": ("kids that are nothing, and strangers", _kids(b"[null 99 0 R 5 0 R 3 0 R]"), WELL),
    "G02": ("a count of -1", _pages({2: b"<</Type/Pages/Kids[3 0 R]/Count -1>>", 3: PAGE}), WELL),
    "G03": ("false types", _pages({2: b"<</Type/Pagess/Kids[3 0 R]>>", 3: PAGE.replace(b"/Page/", b"/Pge/")}), WELL),
    "G04": ("all from the grandfather", _pages({2: b"<</Kids[6 0 R]/MediaBox[0 0 595 842]/Rotate 90/Resources %s>>" % RESOURCES, 6: b"<</Type/Pages/Parent 2 0 R/Kids[3 0 R]>>", 3: _BARE}), WELL),
    "G05": ("pages written among the kids", _kids(b"[%s]" % PAGE), WELL),
    "G06": ("kids by reference, their father among them", _kids(b" 6 0 R", o6=b"[3 0 R 2 0 R 7 0 R]", o7=b"<</Type/Pages/Kids[2 0 R 3 0 R]>>"), WELL),
    "G07": ("no tree at all", _pages({1: b"<</Type/Catalog>>", 2: b"null", 3: PAGE}), WELL),
    "G08": ("empty pages", _pages({2: b"<</Type/Pages/Kids[6 0 R]/Count 1>>", 6: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"}), frozenset({Why.NO_TEXT})),
    "G09": ("a box upside down", _box(b"/MediaBox[595 842 0 0]"), WELL),
    "G10": ("a box of three numbers", _box(b"/MediaBox[0 0 595]"), WELL),
    "G11": ("a box of strings", _box(b"/MediaBox[(a)(b)(c)(d)]"), WELL),
    "G12": ("a box of milliards", _box(b"/MediaBox[0 0 99999999999999 99999999999999]"), WELL),
    "G13": ("a cut beside the page", _box(b"/MediaBox[0 0 595 842]/CropBox[900 900 1200 1200]"), WELL),
    "G14": ("turned by 45", _box(b"/MediaBox[0 0 595 842]/Rotate 45"), WELL),
    "G15": ("a form without resources", lambda: one_page(b"/X Do", resources=b"<</XObject<</X 6 0 R>>/Font<</F 5 0 R>>>>", o6=stream(CONTENT, b"/Subtype/Form/BBox[0 0 595 842]")), WELL),
    "G16": ("resources of the wrong kind", lambda: one_page(CONTENT, resources=b"<</Font 5 0 R/XObject(x)/ColorSpace[1]>>"), PERHAPS),
    "G17": ("a font that is itself", lambda: one_page(CONTENT, o5=b"5 0 R"), PERHAPS),
}  # fmt: skip

BROKEN_PDFS = {
    key: Hostile(what, "cv.pdf", make, frozenset(ends), LINES if ends == WELL else ())
    for group in (_TABLES, _FILES, _FILTERS, _LOCKS, _PAGES)
    for key, (what, make, ends) in group.items()
}
