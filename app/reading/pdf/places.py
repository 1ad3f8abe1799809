"""Where a PDF's objects stand: the table at the end of the file, read in one stride when it is written as the standard has it.

pdfminer reads it line by line, a tenth of the time that a page takes for each thousand objects. Any other table is left to it.
"""

from __future__ import annotations

import re

_HEAD = re.compile(rb"[\x00\t\n\x0c\r ]*xref[\t ]*(?:\r\n|\n|\r)")
_SECTION = re.compile(rb"([0-9]{1,10}) ([0-9]{1,10})[\t ]*(?:\r\n|\n|\r)")
_ROW = 20  # bytes, line end and all
_ROWS = re.compile(rb"(?:[0-9]{10} [0-9]{5} [nf](?: \r| \n|\r\n))*+")
_PLACE = re.compile(rb"([0-9]{10}) ([0-9]{5}) ([nf])")

# For each object in use: the stream that holds it (None: the file itself), its place and its generation.
Places = dict[int, tuple[int | None, int, int]]


def places_at(content: bytes, start: int) -> tuple[Places, int] | None:
    """The places that the table at `start` tells, and where its trailer begins; None when the table is not plainly written."""
    head = _HEAD.match(content, start)
    if head is None:
        return None
    places: Places = {}
    at = head.end()
    while (section := _SECTION.match(content, at)) is not None:
        first, count = map(int, section.groups())
        end = section.end() + _ROW * count
        if end > len(content) or _ROWS.fullmatch(content, section.end(), end) is None:
            return None
        rows = _PLACE.findall(content, section.end(), end)
        places.update(
            (first + row, (None, int(at), int(generation)))
            for row, (at, generation, use) in enumerate(rows)
            if use == b"n"
        )
        at = end
    return (places, at) if content.startswith(b"trailer", at) else None
