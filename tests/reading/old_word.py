"""An old Word file (Word 97) put together record by record: just enough of one to say what a test wants said."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

_TEXT_AT = 0x800
_SECTOR = 512
_NONE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_BIG = 4096  # streams from this size on need no small sectors


@dataclass(frozen=True)
class Said:
    """Characters that look the same; a paragraph ends with a run whose text ends in its mark."""

    text: str
    run: bytes = b""  # properties of the characters
    paragraph: bytes = b""  # of the paragraph, where the text ends one


def prop(code: int, value: bytes | int) -> bytes:
    """One property; a number takes one byte."""
    return struct.pack("<H", code) + (bytes([value]) if isinstance(value, int) else value)


def doc_of(
    *text: Said,
    headers: Sequence[Sequence[Said]] = (),
    notes: Sequence[Said] = (),
    endnotes: Sequence[Said] = (),
    references: Sequence[Sequence[int]] = ((), ()),
    flags: int = 0,
    version: int = 0xC1,
    pictures: Sequence[bytes] = (),
) -> bytes:
    """The file; `headers` are the stories from the seventh on, in Word's order for one section.

    `references` holds the positions in the text that refer to footnotes, and those that refer to endnotes.
    """
    stories = [[]] * 6 + [list(story) for story in headers] if headers else []
    lengths = [sum(len(said.text) for said in story) for story in stories]
    header_text = [said for story in stories for said in story]
    header_text += [Said("\r")] if stories else []
    runs = [*text, *notes, *header_text, *endnotes]
    body = "".join(said.text for said in runs)
    ccp = [_count(text), _count(notes), _count(header_text), 0, 0, _count(endnotes), 0, 0]
    main = bytearray(_TEXT_AT)
    struct.pack_into("<6H", main, 0, 0xA5EC, version, 0, 0, 0, 0x0200 | flags)
    struct.pack_into("<8i", main, 0x4C, *ccp)
    struct.pack_into("<II", main, 0x18, _TEXT_AT, _TEXT_AT + 2 * len(body))
    main += body.encode("utf-16-le")
    main = bytearray(_padded(bytes(main)))
    table = bytearray(b"\0" * 8)
    pieces = struct.pack("<II", 0, len(body)) + struct.pack("<HIH", 0, _TEXT_AT, 0)
    _keep(main, table, 33, b"\x02" + struct.pack("<I", len(pieces)) + pieces)
    for number, wide in ((12, False), (13, True)):
        page = _page(runs, of_paragraphs=wide)
        kept = struct.pack("<III", _TEXT_AT, _TEXT_AT + 2 * len(body), len(main) // _SECTOR)
        main += page
        _keep(main, table, number, kept)
    if stories:
        borders = [sum(lengths[:count]) for count in range(len(lengths) + 1)]
        _keep(main, table, 11, struct.pack(f"<{len(borders) + 1}I", *borders, borders[-1] + 1))
    for number, places in zip((2, 46), references, strict=True):
        if places:
            borders = struct.pack(f"<{len(places) + 1}I", *places, ccp[0])
            _keep(main, table, number, borders + struct.pack(f"<{len(places)}H", *[1] * len(places)))
    sections = struct.pack("<II", 0, ccp[0]) + struct.pack("<HIHI", 0, 0xFFFFFFFF, 0, 0)
    _keep(main, table, 6, sections)
    drawn = {"Data": b"".join(map(_drawn, pictures))} if pictures else {}
    return ole_of({"WordDocument": bytes(main), "1Table": bytes(table), **drawn})


def ole_of(streams: dict[str, bytes]) -> bytes:
    """A container with these streams at its root, each padded to the size that needs no small sectors."""
    padded = [(name, _padded(kept + bytes(max(0, _BIG - len(kept))))) for name, kept in streams.items()]
    sectors, table, entries = [], [_TABLE, _END], [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, (name, kept) in enumerate(padded, start=1):
        first, count = len(table), len(kept) // _SECTOR
        table += [*range(first + 1, first + count), _END]
        sectors.append(kept)
        entries.append(_entry(name, 2, first, len(kept), right=number + 1 if number < len(padded) else _NONE))
    directory = b"".join(entries)
    head = bytearray(_SECTOR)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 0x18, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", head, 0x2C, 1, 1, 0, _BIG, _END, 0, _END, 0, 0)
    struct.pack_into("<108I", head, 0x50, *[_NONE] * 108)
    known = struct.pack(f"<{len(table)}I", *table)
    return (
        bytes(head)
        + known
        + b"\xff" * (_SECTOR - len(known))
        + directory
        + bytes(_SECTOR - len(directory))
        + b"".join(sectors)
    )


def _drawn(png: bytes) -> bytes:
    """A picture as Office's drawings keep it: its sort, its length, a fingerprint, a mark, its bytes."""
    return struct.pack("<HHI", 0x6E0 << 4, 0xF01E, len(png) + 17) + bytes(16) + b"\xff" + png


def _count(story: Sequence[Said]) -> int:
    return sum(len(said.text) for said in story)


def _keep(main: bytearray, table: bytearray, number: int, kept: bytes) -> None:
    struct.pack_into("<II", main, 0x9A + 8 * number, len(table), len(kept))
    table += kept


def _page(runs: Sequence[Said], *, of_paragraphs: bool) -> bytes:
    """A page of properties, the lists filled in from its end."""
    places, lists = [_TEXT_AT], []
    for place, said in enumerate(runs):
        if not of_paragraphs or said.text[-1:] in ("\r", "\x07", "\x0c"):
            places.append(_TEXT_AT + 2 * _count(runs[: place + 1]))
            lists.append(said.paragraph if of_paragraphs else said.run)
    page, at = bytearray(_SECTOR), _SECTOR - 2
    struct.pack_into(f"<{len(places)}I", page, 0, *places)
    width = 13 if of_paragraphs else 1
    for number, said in enumerate(lists):
        kept = _paragraph_list(said) if of_paragraphs else bytes([len(said)]) + said
        at = (at - len(kept)) // 2 * 2
        page[at : at + len(kept)] = kept
        page[4 * len(places) + width * number] = at // 2
    page[_SECTOR - 1] = len(lists)
    return bytes(page)


def _paragraph_list(said: bytes) -> bytes:
    """Of style 0; its length is counted in pairs."""
    kept = b"\0\0" + said + b"\0" * (len(said) % 2 == 0)
    return bytes([(len(kept) + 1) // 2]) + kept


def _padded(kept: bytes) -> bytes:
    return kept + bytes(-len(kept) % _SECTOR)


def _entry(name: str, kind: int, start: int, size: int, *, right: int = _NONE, child: int = _NONE) -> bytes:
    spelled = name.encode("utf-16-le")
    links = struct.pack("<III", _NONE, right, child)
    head = spelled.ljust(64, b"\0") + struct.pack("<HBB", len(spelled) + 2, kind, 1) + links
    return head + bytes(36) + struct.pack("<IQ", start, size)
