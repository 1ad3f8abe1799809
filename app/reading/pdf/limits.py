"""What a stream may unpack to. pdfminer inflates without asking how much; it is given a zlib that asks."""

from __future__ import annotations

import zlib

import pdfminer.pdftypes

from app.reading.unreadable import Unreadable, Why

MAX_STREAM = 64 << 20
MAX_PAGES = 200
_STEP = 256


class _BoundedZlib:
    """The two names of zlib that pdfminer uses."""

    error = zlib.error
    decompressobj = staticmethod(zlib.decompressobj)

    @staticmethod
    def decompress(data: bytes) -> bytes:
        """Inflate at most `MAX_STREAM`; a broken stream gives what comes before its fault, as viewers show it."""
        engine = zlib.decompressobj()
        try:
            inflated = engine.decompress(data, MAX_STREAM)
        except zlib.error:
            return _salvage(data)
        if engine.unconsumed_tail:
            raise Unreadable(Why.TOO_LARGE, "a stream unpacks beyond 64 MB")
        return inflated


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


def install() -> None:
    """Give pdfminer the bounded zlib. Idempotent."""
    pdfminer.pdftypes.zlib = _BoundedZlib  # type: ignore[attr-defined, assignment]  # it has the two names that are used
