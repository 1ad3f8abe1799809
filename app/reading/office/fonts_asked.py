"""Whether the pages of a rendition are those of the office file: with other fonts, lines and pages end elsewhere."""

from __future__ import annotations

import re
from collections import Counter

from app.reading.kinds import Kind, kind_of
from app.reading.office.pages_said import pages_said
from app.reading.text import ReadText
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
# What the fonts at hand take of the room that others take for the same text, at most (wide letters and high lines: 1.2
# was seen) and at least.
_WIDEST, _NARROWEST = 1.3, 0.9
_NUMBER = re.compile(r"\d+")
_SYMBOLS = ("opensymbol", "symbol", "wingdings")


def has_its_pages(content: bytes, *, file_name: str, rendition: bytes, file: ReadText, paper: ReadText) -> bool:
    """True when `paper`, read from `rendition` (PDF), ends its pages where `file`, read from `content`, ends them.

    The count that the author's program left in the file decides; without one the fonts do, except for RTF, whose
    spacing LibreOffice takes otherwise than Word: there pages end elsewhere in the right fonts too. In other fonts there
    are as many pages as long as the last one is neither nearly empty nor nearly full.
    """
    said = pages_said(
        content, file_name=file_name, words=sum(len(line.words) for page in file.pages for line in page.lines)
    )
    if said is not None:
        return said == len(paper.pages)
    if len(file.pages) > len(paper.pages) or content.lstrip()[:5].lower() == rb"{\rtf":
        return False
    return has_fonts_asked(content, file_name=file_name, rendition=rendition) or is_count_sure(paper)


def is_count_sure(paper: ReadText) -> bool:
    """True when the text would fill as many pages in letters narrower or wider than these by what fonts differ."""
    if len(paper.pages) < 2:
        return False
    before, last = (_body_height(paper, at) for at in (-2, -1))
    length = len(paper.pages) - 1 + last / before if before else 0.0
    return length / _WIDEST > len(paper.pages) - 1 and length / _NARROWEST < len(paper.pages)


def _body_height(paper: ReadText, at: int) -> float:
    """How far the lines of a page reach down that no other page has too, from the first of them."""
    said = Counter(_NUMBER.sub("0", line.text) for page in paper.pages for line in page.lines)
    own = [line.box for line in paper.pages[at].lines if said[_NUMBER.sub("0", line.text)] == 1]
    return max(box.bottom for box in own) - min(box.top for box in own) if own else 0.0


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
