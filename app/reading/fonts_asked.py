"""Whether a rendition is set in the fonts its office file asks for: with others, lines and pages end elsewhere."""

from __future__ import annotations

import re

from app.reading.kinds import Kind, kind_of
from app.reading.unreadable import Unreadable
from app.reading.zipped import open_zip, part_of

_USED = re.compile(rb"/(?:BaseFont|FontName)\s*/(?:[A-Z]{6}\+)?([\w-]+)")
_NAMING_PART = re.compile(
    r"word/(?:document|styles|fontTable|theme/theme\d*|header\d*|footer\d*)\.xml|(?:content|styles)\.xml"
)
# Made to be as wide as another, letter for letter.
_AS_WIDE_AS = {
    "carlito": ("calibri",),
    "caladea": ("cambria",),
    "liberationserif": ("timesnewroman", "times"),
    "liberationsans": ("arial", "helvetica"),
    "liberationmono": ("couriernew", "courier"),
}
_SYMBOLS = ("opensymbol", "symbol", "wingdings")


def has_fonts_asked(content: bytes, *, file_name: str, rendition: bytes) -> bool:
    """True when every text font of `rendition` (PDF) is named in the office file, or is as wide as one that is."""
    asked = _plain(_naming(content, file_name))
    used = {_plain(name.partition(b"-")[0]) for name in _USED.findall(rendition)}
    texts = {name for name in used if not name.startswith(_SYMBOLS)}
    return bool(texts) and all(any(name in asked for name in (used, *_AS_WIDE_AS.get(used, ()))) for used in texts)


def _naming(content: bytes, file_name: str) -> bytes:
    """The bytes of the file that name its fonts. Those of an old `.doc` are spread, two bytes a letter."""
    try:
        if kind_of(content, file_name=file_name) not in (Kind.DOCX, Kind.ODT):
            return content.replace(b"\0", b"")
        container = open_zip(content)
        parts = [name for name in container.namelist() if _NAMING_PART.fullmatch(name)]
        return b"\n".join(part_of(container, name) for name in parts)
    except Unreadable:
        return b""


def _plain(name: bytes) -> str:
    return re.sub(r"[^a-z0-9]", "", name.decode("latin-1").lower())
