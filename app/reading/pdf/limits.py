"""What a stream may unpack to. pdfminer inflates without asking how much; it is given a zlib that asks."""

from __future__ import annotations

import zlib

import pdfminer.pdftypes
from pdfminer.pdftypes import PDFStream

from app.reading.unreadable import Unreadable, Why

MAX_STREAM = 64 << 20
MAX_PAGES = 200
_STEP = 256
_BLANKS = b"\x00\t\n\x0c\r "  # a line end too many after « stream »; packed bytes begin with none of them


class _BoundedZlib:
    """The two names of zlib that pdfminer uses."""

    error = zlib.error
    decompressobj = staticmethod(zlib.decompressobj)

    def __init__(self) -> None:
        self.faults = 0  # streams of which some is lost

    def decompress(self, data: bytes) -> bytes:
        """Inflate at most `MAX_STREAM`; a broken stream gives what comes before its fault, as viewers show it."""
        engine = zlib.decompressobj()
        try:
            inflated = engine.decompress(data, MAX_STREAM)
        except zlib.error:
            if data[:1] in _BLANKS and (begun := data.lstrip(_BLANKS)) != data:
                return self.decompress(begun)
            self.faults += not _is_whole(data)
            return _salvage(data)
        if engine.unconsumed_tail:
            raise Unreadable(Why.TOO_LARGE, "a stream unpacks beyond 64 MB")
        self.faults += not engine.eof and not _is_whole(data)
        return inflated


def _is_whole(data: bytes) -> bool:
    """Whether only the check sum is missing or wrong: what was packed comes to its end."""
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        engine.decompress(data[2:], MAX_STREAM)
    except zlib.error:
        return False
    return engine.eof


def _salvage(data: bytes) -> bytes:
    """What comes before the fault, to the last byte. A fault ends the engine, so that a copy is kept of how it stood before."""
    engine = zlib.decompressobj()
    parts: list[bytes] = []
    size = at = 0
    step = _STEP
    while at < len(data):
        before = engine.copy()
        try:
            parts.append(engine.decompress(data[at : at + step]))
        except zlib.error:
            if step == 1:
                break
            engine, step = before, 1
            continue
        at += step
        size += len(parts[-1])
        if size > MAX_STREAM:
            raise Unreadable(Why.TOO_LARGE, "a stream unpacks beyond 64 MB")
    return b"".join(parts)


def drawing_of(stream: PDFStream) -> tuple[bytes, bool]:
    """What the stream says is to be drawn, and whether that is all it said once.

    Raises what pdfminer does (a filter nobody knows), and `Unreadable` (too_large).
    """
    before = _zlib.faults
    data: bytes = stream.get_data()
    return data, _zlib.faults == before


_zlib = _BoundedZlib()


def install() -> None:
    """Give pdfminer the bounded zlib. Idempotent."""
    pdfminer.pdftypes.zlib = _zlib  # type: ignore[attr-defined, assignment]  # it has the names that are used
