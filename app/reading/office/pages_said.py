"""How many pages an office file had for its author: its own program counted them when it was saved.

That is a fact of the file, and beats what another program prints with other fonts. A count left over from a template
is told by its count of words.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

from lxml import etree

from app.reading.kinds import Kind, kind_of
from app.reading.office.odt import was_laid_out
from app.reading.office.odt_styles import META
from app.reading.office.word_parts import open_package
from app.reading.unreadable import Unreadable

_RTF_COUNTS = re.compile(rb"\\nofpages(\d{1,4})\b.{0,200}?\\nofwords(\d{1,7})\b", re.DOTALL)
# The set of properties that every old office file keeps about itself, and two of them.
_SUMMARY = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
_SUMMARY_AT = 28
_PAGES, _WORDS, _NUMBER = 0x0E, 0x0F, 3
_MOST_PROPERTIES = 64
_LEAST_SHARE, _MOST_SHARE = 0.6, 1.6
_Counts = tuple[int, int]


def pages_said(content: bytes, *, file_name: str, words: int) -> int | None:
    """The pages the file says it has; None when it says nothing, or counts other words than the `words` it holds."""
    try:
        count = _COUNTING.get(kind_of(content, file_name=file_name))
        pages, counted = count(content) if count else (0, 0)
    except (Unreadable, KeyError, struct.error):
        return None
    return pages if pages > 0 and _LEAST_SHARE * words <= counted <= _MOST_SHARE * words else None


def _of_docx(content: bytes) -> _Counts:
    root = open_package(content).root("docProps/app.xml")
    said = {etree.QName(child).localname: child.text or "" for child in root}
    return _number(said.get("Pages")), _number(said.get("Words"))


def _of_odt(content: bytes) -> _Counts:
    root = open_package(content).root("meta.xml")
    found = next(root.iter(META + "document-statistic"), None)
    if found is None or not was_laid_out(root):
        return 0, 0
    return _number(found.get(META + "page-count")), _number(found.get(META + "word-count"))


def _of_rtf(content: bytes) -> _Counts:
    found = _RTF_COUNTS.search(content)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _of_doc(content: bytes) -> _Counts:
    place = content.find(_SUMMARY)
    if place < _SUMMARY_AT:
        return 0, 0
    begin = place - _SUMMARY_AT
    section = begin + struct.unpack_from("<I", content, place + 16)[0]
    said: dict[int, int] = {}
    for number in range(min(_MOST_PROPERTIES, struct.unpack_from("<I", content, section + 4)[0])):
        name, at = struct.unpack_from("<II", content, section + 8 + 8 * number)
        kind, value = struct.unpack_from("<II", content, section + at)
        if kind == _NUMBER:
            said[name] = value
    return said.get(_PAGES, 0), said.get(_WORDS, 0)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0


_COUNTING: dict[Kind, Callable[[bytes], _Counts]] = {
    Kind.DOCX: _of_docx,
    Kind.ODT: _of_odt,
    Kind.RTF: _of_rtf,
    Kind.DOC: _of_doc,
}
