"""What pdfminer leaves out about codes: encodings that a file brings along as a stream, and fonts whose letters are signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pdfminer.cmapdb import CMapDB
from pdfminer.fontmetrics import FONT_METRICS
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import literal_name

from app.reading.pdf.strings import from_hex

Decode = Callable[[bytes], Iterable[int]]

_MOST_RANGES = 5_000
_LONGEST_CODE = 4
_CODE_SPACES = re.compile(rb"begincodespacerange(.*?)endcodespacerange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>")
_CHARACTERS = re.compile(rb"begincid(char|range)(.*?)endcid\1", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*(?:<([0-9A-Fa-f\s]*)>)?\s*([0-9]{1,6})")
_PREFIX = re.compile(r"^[A-Z]{6}\+")
# Adobe's Symbol where it says something; the rest are signs of mathematics, and bullets.
_SYMBOL = dict(
    zip(
        b" !#%&()+,./0123456789:;<=>?[]_{|}abcdefghiklmnopqrstuwxyzABCDEFGHIKLMNOPQRSTUWXYZ-\xb0\xb1\xb4\xb7\xa3\xb3\xae\xd7",
        " !#%&()+,./0123456789:;<=>?[]_{|}αβχδεφγηικλμνοπθρστυωξψζΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖ−°±×•≤≥→⋅",
        strict=True,
    )
)
_DINGBATS = {0x20: " ", 0x25: "☎", 0x28: "✆", 0x29: "✉", 0x33: "✓", 0x34: "✔", 0x37: "✗", 0x38: "✘"}
_ROUND = "•"  # what a sign of such a font is, nearly always


def embedded_decoder(spec: dict[str, Any]) -> Decode | None:
    """How the strings of a composite font are cut into codes, when its encoding is a stream; None when it is a name."""
    encoding = resolve1(spec.get("Encoding"))
    if not isinstance(encoding, PDFStream):
        return None
    data = encoding.get_data()
    return _EmbeddedMap(data, _base_of(encoding)).decode


def _base_of(encoding: PDFStream) -> Any:
    """The known map that the stream goes on from, if it names one."""
    base = resolve1(encoding.get("UseCMap"))
    if base is None or isinstance(base, PDFStream):
        return None
    try:
        return CMapDB.get_cmap(str(literal_name(base)))
    except CMapDB.CMapNotFound:
        return None


class _EmbeddedMap:
    """Codes of one to four bytes to character ids, as the stream lists them; a code it does not list is its own number."""

    def __init__(self, data: bytes, base: Any) -> None:
        self._base = base
        spaces = [
            (len(from_hex(first)), from_hex(first), from_hex(last))
            for body in _CODE_SPACES.findall(data)
            for first, last in _PAIR.findall(body)[:_MOST_RANGES]
        ]
        self._spaces = [space for space in spaces if 0 < space[0] <= _LONGEST_CODE]
        self._ranges = list(_ranges(data))

    def decode(self, string: bytes) -> Iterator[int]:
        at = 0
        while at < len(string):
            length = self._length(string, at)
            code = string[at : at + length]
            at += length
            yield self._character(code)

    def _length(self, string: bytes, at: int) -> int:
        for length, first, last in self._spaces:
            code = string[at : at + length]
            if len(code) == length and all(
                low <= byte <= high for low, byte, high in zip(first, code, last, strict=False)
            ):
                return length
        return self._spaces[0][0] if self._spaces else 2

    def _character(self, code: bytes) -> int:
        number = int.from_bytes(code)
        for length, first, last, character in self._ranges:
            if length == len(code) and first <= number <= last:
                return character + number - first
        if self._base is not None:
            return next(iter(self._base.decode(code)), number)
        return number


def _ranges(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    left = _MOST_RANGES
    for kind, body in _CHARACTERS.findall(data):
        for first_digits, last_digits, character in _RANGE.findall(body)[:left]:
            first = from_hex(first_digits)
            last = from_hex(last_digits) if kind == b"range" and last_digits else first
            left -= 1
            yield len(first), int.from_bytes(first), int.from_bytes(last), int(character)


def letters_of_sign_fonts(spec: dict[str, Any]) -> dict[int, str]:
    """What the codes of Symbol and ZapfDingbats say when the file does not; empty for any other font."""
    if "ToUnicode" in spec or isinstance(resolve1(spec.get("Encoding")), dict):
        return {}
    name = _PREFIX.sub("", str(literal_name(resolve1(spec.get("BaseFont", "")))))
    known = _SYMBOL if name.startswith("Symbol") else _DINGBATS if name.startswith("ZapfDingbats") else None
    return {} if known is None else {code: known.get(code, _ROUND) for code in range(32, 256)}


def usual_width(text: str | None) -> float:
    """How wide a letter is in a common font, in ems: for a font that does not say how wide its own are."""
    metrics: Any = FONT_METRICS["Helvetica"][1]
    return float(metrics.get(text[:1] if text else " ", 556)) / 1000
