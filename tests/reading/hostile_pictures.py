"""Pictures made to hurt a reader, or hurt themselves."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, ImageDraw

from app.reading.unreadable import Why
from tests.reading.hostile_made import BROKEN, READ, WORDS, Hostile, deflated


def _png(width: int, height: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _jpeg(**save: object) -> bytes:
    image = Image.new("RGB", (900, 500), "white")
    ImageDraw.Draw(image).text((60, 200), WORDS, fill="black", font_size=24)
    mode = str(save.pop("mode", "RGB"))
    out = io.BytesIO()
    image.convert(mode).save(out, "JPEG", **save)  # type: ignore[arg-type]
    return out.getvalue()


def _turned_with_place() -> bytes:
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

HOSTILE_PICTURES = {
    key: Hostile(what, name, make, frozenset(ends)) for key, (what, name, make, ends) in _OF_PICTURES.items()
}
