"""Office files that hold their text as pictures only: a scan put into Word, page after page."""

from __future__ import annotations

import re

from app.reading.images import size_of
from app.reading.unreadable import Unreadable, Why
from app.reading.zipped import open_zip, part_of

MOST_PAGES = 20
_PICTURE = re.compile(r"(?:word/media|Pictures)/[^/]+\.(?:jpe?g|png|tiff?|gif|bmp|webp|heic)", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d+)")
_LEAST_SIDE, _LEAST_PIXELS = 400, 500_000  # a page photographed badly; portraits and logos are smaller


def page_pictures(content: bytes) -> list[bytes]:
    """The pictures of a DOCX or ODT that are large enough to be pages, by the numbers in their names; at most twenty.

    Raises Unreadable (damaged, encrypted, too_large) when the container cannot be opened.
    """
    container = open_zip(content)
    found: list[bytes] = []
    for name in sorted(filter(_PICTURE.fullmatch, container.namelist()), key=_by_number):
        try:
            picture = part_of(container, name)
            width, height = size_of(picture)
        except Unreadable as unreadable:
            if unreadable.why is not Why.DAMAGED:
                raise
            continue
        if min(width, height) >= _LEAST_SIDE and width * height >= _LEAST_PIXELS:
            found.append(picture)
        if len(found) == MOST_PAGES:
            break
    return found


def _by_number(name: str) -> list[tuple[int, str]]:
    """« image2 » before « image10 »."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in _NUMBERS.split(name)]
