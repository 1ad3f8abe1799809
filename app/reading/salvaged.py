"""What is left of a ZIP container whose list of contents is lost, as of one that was cut on its way to us."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from app.reading.unreadable import Unreadable, Why

_HEADER = struct.Struct(
    "<4xHHH4xIIIHH"
)  # needed version, flags, method, …, sum, packed, unpacked, length of name and extra
_BEGINS = b"PK\x03\x04"
_SECRET, _LENGTH_FOLLOWS, _UTF8 = 1, 8, 0x800  # flags
_STORED, _DEFLATED = 0, 8
_STRIDE = 1 << 14


def salvaged(content: bytes, *, most_entries: int, most_bytes: int, largest_part: int) -> bytes | None:
    """A new container of the entries whose own heads are found, the last perhaps in part; None when there is none.

    Raises Unreadable: encrypted; too_large when a limit is passed.
    """
    found: dict[str, bytes] = {}
    heads, total, at = 0, 0, content.find(_BEGINS)
    while at >= 0 and at + 30 <= len(content):
        _, flags, method, _, packed, _, name_length, extra = _HEADER.unpack_from(content, at)
        start = at + 30 + name_length + extra
        if flags & _SECRET:
            raise Unreadable(Why.ENCRYPTED, "zip: a password is needed")
        name = content[at + 30 : at + 30 + name_length].decode("utf-8" if flags & _UTF8 else "cp437", "replace")
        part, end = b"", start
        if method == _DEFLATED:
            part, end = _inflated(content, start, largest_part)
        elif method == _STORED and not flags & _LENGTH_FOLLOWS:
            part, end = content[start : start + packed], start + packed
        heads, total = heads + 1, total + len(part)
        if heads > most_entries or total > most_bytes:
            raise Unreadable(Why.TOO_LARGE, "zip: what is left of it unpacks to more than it may")
        if part and name:
            found.setdefault(name, part)
        at = content.find(_BEGINS, max(end, at + 4))
    return _packed(found) if found else None


def _inflated(content: bytes, start: int, most: int) -> tuple[bytes, int]:
    """The bytes that begin at `start`, as many as are there, and where they end."""
    unpacker, part = zlib.decompressobj(-zlib.MAX_WBITS), bytearray()
    for at in range(start, len(content), _STRIDE):
        try:
            part += unpacker.decompress(content[at : at + _STRIDE], most + 1 - len(part))
        except zlib.error:
            return bytes(part), start
        if len(part) > most:
            raise Unreadable(Why.TOO_LARGE, "zip: one part unpacks to more than it may")
        if unpacker.eof:
            return bytes(part), min(len(content), at + _STRIDE) - len(unpacker.unused_data)
    return bytes(part), len(content)


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        for name, part in parts.items():
            container.writestr(zipfile.ZipInfo(name), part)
    return out.getvalue()
