"""ToUnicode maps and Type 1 encodings by regular expressions in place of pdfminer's PostScript parser: the same, sooner, and bounded."""

from __future__ import annotations

import re
from typing import Any, BinaryIO

import pdfminer.pdffont
from pdfminer.cmapdb import CMapParser
from pdfminer.encodingdb import name2unicode

from app.reading.pdf.strings import from_hex

MAX_ENTRIES = 70_000  # a map of every two-byte code, and some; a hostile range names 2**32
MAX_TARGET = 64  # bytes of text for one code

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)(?:end\1|\Z)", re.DOTALL)
_PUT = re.compile(rb"(?<!\d)(\d{1,3})\s*/([^\x00\s()<>\[\]{}/%]{1,64})\s+put\b")  # of an encoding: « dup 65 /A put »
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")


def read_to_unicode(data: bytes) -> dict[int, str]:
    """Code to text, at most `MAX_ENTRIES` of them."""
    table: dict[int, str] = {}
    for section in _SECTION.finditer(data):
        room = MAX_ENTRIES - len(table)
        if room <= 0:
            break
        if section.group(1) == b"bfchar":
            found = _HEX.findall(section.group(2))
            for code, target in zip(found[: 2 * room : 2], found[1 : 2 * room : 2], strict=False):
                table[int.from_bytes(from_hex(code))] = _text(from_hex(target))
        else:
            _read_ranges(section.group(2), table)
    return table


def _text(octets: bytes) -> str:
    return octets[:MAX_TARGET].decode("utf-16-be", "ignore")


def _read_ranges(body: bytes, table: dict[int, str]) -> None:
    for first_digits, last_digits, start, listed in _RANGE.findall(body):
        first, last = int.from_bytes(from_hex(first_digits)), int.from_bytes(from_hex(last_digits))
        room = min(last - first + 1, MAX_ENTRIES - len(table))
        if room <= 0:
            continue
        if listed:
            for offset, target in enumerate(_HEX.findall(listed)[:room]):
                table[first + offset] = _text(from_hex(target))
            continue
        octets = from_hex(start)
        if len(octets) > MAX_TARGET:
            continue
        fixed, tail = octets[:-4], octets[-4:]
        base, width = int.from_bytes(tail), len(tail)
        for offset in range(room):
            value = (base + offset) & ((1 << 8 * width) - 1)
            table[first + offset] = _text(fixed + value.to_bytes(width, "big"))


class _ToUnicodeParser:
    """Stands where pdfminer looks for its parser; maps of other kinds still go to pdfminer's own."""

    def __init__(self, cmap: Any, source: BinaryIO) -> None:
        self._cmap = cmap
        self._source = source

    def run(self) -> None:
        data = self._source.read()
        if b"usecmap" in data or b"begincid" in data or not hasattr(self._cmap, "cid2unichr"):
            self._source.seek(0)
            CMapParser(self._cmap, self._source).run()
            return
        self._cmap.cid2unichr.update(read_to_unicode(data))


class _Type1Header:
    """The same for the encoding that a Type 1 font program brings along."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source

    def get_encoding(self) -> dict[int, str]:
        return read_type1_encoding(self._source.read())


def read_type1_encoding(header: bytes) -> dict[int, str]:
    """Code to text, of the codes whose glyph names say what they are."""
    encoding: dict[int, str] = {}
    for code, name in _PUT.findall(header):
        try:
            encoding[int(code)] = name2unicode(name.decode("latin-1"))
        except (KeyError, ValueError):
            continue  # a name of the font's own
    return encoding


def install() -> None:
    """Make pdfminer's fonts read their maps here. Idempotent."""
    pdfminer.pdffont.CMapParser = _ToUnicodeParser  # type: ignore[attr-defined, assignment]  # it has the methods that are used
    pdfminer.pdffont.Type1FontHeaderParser = _Type1Header  # type: ignore[assignment, misc]  # the same
