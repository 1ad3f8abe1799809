"""Office files that hold their text as pictures only: a scan put into Word, page after page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.reading.images import size_of
from app.reading.office.ole import SIGNATURE, streams_of
from app.reading.unreadable import Unreadable, Why
from app.reading.zipped import open_zip, part_of

MOST_PAGES = 20
_PICTURE = re.compile(r"(?:word/media|Pictures)/[^/]+\.(?:jpe?g|png|tiff?|gif|bmp|webp|heic)", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d+)")
_LEAST_SIDE, _LEAST_PIXELS = 400, 500_000  # a page photographed badly; portraits and logos are smaller
_BEGINS = rb"(?=\xff\xd8\xff|\x89PNG|II\*\x00|MM\x00\*)"
# Of an old Word file: what sort of picture it is, the length of what follows, its fingerprint (or two), its bytes.
_RECORD = re.compile(rb"[\x1d\x1e\x29\x2a]\xf0(....)(.{17}|.{33})" + _BEGINS, re.DOTALL)
# RTF spells the bytes in two digits each, or says how many follow.
_SPELLED = re.compile(rb"(?<![0-9a-f])(?:ff\s*d8\s*ff|89\s*50\s*4e\s*47)[0-9a-f\s]{2000,}", re.IGNORECASE)
_COUNTED = re.compile(rb"\\bin(\d{1,8}) ?" + _BEGINS)
_SPACE = re.compile(rb"\s+")


def page_pictures(content: bytes) -> list[bytes]:
    """The pictures of an office file that are large enough to be pages, in the order they are kept; at most twenty.

    Raises Unreadable (damaged, encrypted, too_large) when the container cannot be opened.
    """
    found: list[bytes] = []
    for picture in _pictures(content):
        try:
            width, height = size_of(picture)
        except Unreadable as unreadable:
            if unreadable.why is not Why.DAMAGED:
                raise
            continue
        if min(width, height) >= _LEAST_SIDE and width * height >= _LEAST_PIXELS and picture not in found:
            found.append(picture)
        if len(found) == MOST_PAGES:
            break
    return found


def _pictures(content: bytes) -> Iterator[bytes]:
    if content.startswith(b"PK"):
        return _of_package(content)
    if content.startswith(SIGNATURE):
        return _of_old_word(content)
    return _of_rtf(content)


def _of_package(content: bytes) -> Iterator[bytes]:
    """By the numbers in their names."""
    container = open_zip(content)
    for name in sorted(filter(_PICTURE.fullmatch, container.namelist()), key=_by_number):
        try:
            yield part_of(container, name)
        except Unreadable as unreadable:
            if unreadable.why is not Why.DAMAGED:
                raise


def _of_old_word(content: bytes) -> Iterator[bytes]:
    try:
        streams = list(streams_of(content).values())
    except Unreadable:
        streams = [content]  # its list of sectors is lost; what was saved in one go lies in one piece
    for stream in streams:
        for record in _RECORD.finditer(stream):
            length = int.from_bytes(record[1], "little") - len(record[2])
            yield stream[record.end() : record.end() + max(0, length)]


def _of_rtf(content: bytes) -> Iterator[bytes]:
    for counted in _COUNTED.finditer(content):
        yield content[counted.end() : counted.end() + int(counted[1])]
    for spelled in _SPELLED.finditer(content):
        digits = _SPACE.sub(b"", spelled[0]).decode("ascii")
        yield bytes.fromhex(digits[: len(digits) // 2 * 2])


def _by_number(name: str) -> list[tuple[int, str]]:
    """« image2 » before « image10 »."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in _NUMBERS.split(name)]
