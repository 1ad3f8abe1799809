"""An old Word file taken apart: its characters, the properties of each, and where its headers, notes and boxes begin."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from app.reading.office.doc_dress import Dress, Manner, Styles, changes_in, standing, styles_of
from app.reading.office.flow import LONGEST_CHARACTERS
from app.reading.unreadable import Unreadable, Why

_TABLES_AT = 0x9A
_PAGE = 512
_STYLES, _SECTIONS, _HEADERS, _RUNS, _PARAGRAPHS, _FONTS, _PIECES, _BOXES = 1, 6, 11, 12, 13, 15, 33, 56
SETTINGS = 31
LISTS, LIST_USES = 73, 74
_FONT_NAME_AT = 40


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters `first` to `last` of the text, `width` bytes each, from byte `place` of the main stream."""

    first: int
    last: int
    place: int
    width: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """Characters that look the same. `place` is the byte of the first, `width` the bytes of each."""

    text: str
    place: int
    width: int
    properties: bytes


@dataclass(frozen=True, slots=True)
class SectionSaid:
    """Where a section ends in the text, and how its pages begin."""

    end: int
    new_page: bool
    first_apart: bool


class OldWord:
    """Positions are those of characters (`cp`) unless called places. Methods raise struct.error or IndexError on damage."""

    def __init__(self, main: bytes, table: bytes) -> None:
        self._main, self._table = main, table
        self.lengths = struct.unpack_from("<8i", main, 0x4C)
        if min(self.lengths) < 0:
            raise IndexError("a part of negative length")
        self._pieces = list(self._read_pieces())
        self._runs = self._property_pages(_RUNS)
        self._paragraphs = self._property_pages(_PARAGRAPHS)

    def part(self, number: int, *, more: int = 0) -> bytes:
        """What the head of the file keeps under this number in the table stream, and `more` bytes behind it."""
        at = _TABLES_AT + 8 * number
        if at + 8 > len(self._main):
            return b""
        place, length = struct.unpack_from("<II", self._main, at)
        return self._table[place : place + length + more] if length else b""

    def starts(self) -> dict[str, tuple[int, int]]:
        """First and last position of each part of the text."""
        text, notes, headers, _, comments, endnotes, boxes, header_boxes = self.lengths
        found, at = {}, 0
        for name, length in (
            ("text", text),
            ("notes", notes),
            ("headers", headers),
            ("comments", comments),
            ("endnotes", endnotes),
            ("boxes", boxes),
            ("header boxes", header_boxes),
        ):
            found[name] = (at, at + length)
            at += length
        return found

    @cached_property
    def styles(self) -> Styles:
        """The styles."""
        return styles_of(self.part(_STYLES))

    @cached_property
    def fonts(self) -> list[str]:
        """The names of the fonts."""
        kept, at = self.part(_FONTS), 4
        found: list[str] = []
        while at < len(kept) and len(found) < 1000:
            size = kept[at] + 1
            name = kept[at + _FONT_NAME_AT : at + size].decode("utf-16-le", "replace")
            found.append(name.partition("\0")[0])
            at += size
        return found

    @cached_property
    def has_even_edges(self) -> bool:
        """Whether even pages have headers and footers of their own."""
        return bool(self.part(SETTINGS)[:1] and self.part(SETTINGS)[0] & 1)

    def sections(self) -> list[SectionSaid]:
        """In order."""
        kept = self.part(_SECTIONS)
        count = max(0, (len(kept) - 4) // 16)
        ends = struct.unpack_from(f"<{count + 1}I", kept) if kept else (0,)
        found = []
        for number in range(count):
            place = struct.unpack_from("<I", kept, 4 * (count + 1) + 12 * number + 2)[0]
            said = {0x3009: 2, 0x300A: 0}
            if place + 2 <= len(self._main):
                size = int.from_bytes(self._main[place : place + 2], "little")
                said |= {
                    code: int.from_bytes(value, "little")
                    for code, value in changes_in(self._main[place + 2 : place + 2 + size])
                }
            found.append(SectionSaid(ends[number + 1], said[0x3009] not in (0, 1), bool(said[0x300A])))
        return found

    def header_stories(self) -> list[tuple[int, int]]:
        """First and last position of each: six that part notes, then six for each section."""
        first, last = self.starts()["headers"]
        return self._stories(self.part(_HEADERS), first, last)

    def box_stories(self) -> list[tuple[int, int]]:
        """First and last position of what each text box says."""
        first, last = self.starts()["boxes"]
        kept = self.part(_BOXES)
        count = max(0, (len(kept) - 4) // 26)
        return self._stories(kept[: 4 * (count + 1)], first, last)

    def _stories(self, borders: bytes, first: int, last: int) -> list[tuple[int, int]]:
        at = [
            min(last, first + border)
            for border in struct.unpack(f"<{len(borders) // 4}I", borders[: len(borders) // 4 * 4])
        ]
        return list(pairwise(accumulate(at, max)))

    def chunks(self, first: int, last: int) -> Iterator[Chunk]:
        """The text between two positions."""
        for piece in self._pieces:
            begin, end = max(first, piece.first), min(last, piece.last)
            if begin >= end:
                continue
            place = piece.place + (begin - piece.first) * piece.width
            stop = piece.place + (end - piece.first) * piece.width
            while place < stop:
                until, properties = self._properties(self._runs, place)
                # A property that ends inside a character is damage; a step that leads nowhere would never end.
                until = min(stop, max(until, place + piece.width))
                code = self._main[place:until]
                text = code.decode("utf-16-le" if piece.width == 2 else "cp1252", "replace")
                if not code:
                    return
                yield Chunk(text, place, piece.width, properties)
                place = until

    def paragraph(self, place: int) -> tuple[int, Manner]:
        """Style and manner of the paragraph that ends with the character at this place."""
        _, kept = self._properties(self._paragraphs, place)
        style = int.from_bytes(kept[:2], "little")
        return style, standing(self.styles.manners.get(style, Manner()), kept[2:])

    def dress(self, style: int, properties: bytes) -> Dress:
        """How a run looks in a paragraph of that style."""
        return self.styles.dress(style, properties)

    def _read_pieces(self) -> Iterator[_Piece]:
        kept, at = self.part(_PIECES), 0
        while kept[at] == 1:  # property lists of pieces that were pasted: nothing of ours
            at += 3 + int.from_bytes(kept[at + 1 : at + 3], "little")
        if kept[at] != 2:
            raise IndexError("no pieces")
        size = struct.unpack_from("<I", kept, at + 1)[0]
        count, at = (size - 4) // 12, at + 5
        borders = struct.unpack_from(f"<{count + 1}I", kept, at)
        if list(borders) != sorted(borders):
            raise IndexError("pieces out of order")
        if borders[-1] > LONGEST_CHARACTERS:
            raise Unreadable(Why.TOO_LONG, "doc")
        for number in range(count):
            place = struct.unpack_from("<I", kept, at + 4 * (count + 1) + 8 * number + 2)[0]
            packed = bool(place & 0x40000000)
            place &= 0x3FFFFFFF
            yield _Piece(borders[number], borders[number + 1], place // 2 if packed else place, 1 if packed else 2)

    def _property_pages(self, number: int) -> tuple[list[int], list[int]]:
        """From which place on which page of the main stream tells the properties."""
        kept = self.part(number)
        count = max(0, (len(kept) - 4) // 8)
        if not count:
            return [], []
        places = struct.unpack_from(f"<{count + 1}I", kept)
        pages = struct.unpack_from(f"<{count}I", kept, 4 * (count + 1))
        return list(places[:-1]), [page & 0x3FFFFF for page in pages]

    def _properties(self, pages: tuple[list[int], list[int]], place: int) -> tuple[int, bytes]:
        """Up to which place the properties at `place` hold, and they."""
        index = bisect_right(pages[0], place) - 1
        if index < 0:
            return pages[0][0] if pages[0] else 1 << 31, b""
        places, lists = self._page(pages is self._paragraphs, pages[1][index])
        at = bisect_right(places, place) - 1
        if not 0 <= at < len(lists):
            following = pages[0][index + 1] if index + 1 < len(pages[0]) else 1 << 31
            return following if at >= 0 else places[0], b""
        return places[at + 1], lists[at]

    def _page(self, of_paragraphs: bool, number: int) -> tuple[list[int], list[bytes]]:
        key = of_paragraphs, number
        if key not in self._known:
            self._known[key] = _read_page(
                self._main[number * _PAGE : (number + 1) * _PAGE], of_paragraphs=of_paragraphs
            )
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[bool, int], tuple[list[int], list[bytes]]]:
        return {}


def _read_page(page: bytes, *, of_paragraphs: bool) -> tuple[list[int], list[bytes]]:
    """A page of properties: from which place on which list holds."""
    count = page[_PAGE - 1]
    places = list(struct.unpack_from(f"<{count + 1}I", page))
    lists = []
    for number in range(count):
        at = 2 * page[4 * (count + 1) + number * (13 if of_paragraphs else 1)]
        if not at:
            lists.append(b"")
        elif not of_paragraphs:
            lists.append(page[at + 1 : at + 1 + page[at]])
        elif page[at]:
            lists.append(page[at + 1 : at + 2 * page[at]])
        else:
            lists.append(page[at + 2 : at + 2 + 2 * page[at + 1]])
    return places, lists
