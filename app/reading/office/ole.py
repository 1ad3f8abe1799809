"""The streams of an old office file: a small file system of sectors, walked with limits."""

from __future__ import annotations

import struct

from app.reading.unreadable import Unreadable, Why

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFFA  # numbers from here on say that a chain ends
_STREAM, _ROOT = 2, 5
_MOST_ENTRIES = 10_000
_SMALL = 4096


def streams_of(content: bytes) -> dict[str, bytes]:
    """The streams at the root, by name; not those of objects inside. Raises Unreadable (damaged)."""
    try:
        return _Sectors(content).streams()
    except (struct.error, IndexError, ValueError) as error:
        raise Unreadable(Why.DAMAGED, f"ole: {type(error).__name__}") from error


class _Sectors:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self._size, self._mini_size = 1 << _shift(content, 0x1E), 1 << _shift(content, 0x20)
        self._table = self._sector_table()
        entries = self._chained(struct.unpack_from("<I", content, 0x30)[0])
        self._entries = [entries[at : at + _ENTRY] for at in range(0, len(entries) - _ENTRY + 1, _ENTRY)]
        root = self._entries[0]
        if root[66] != _ROOT:
            raise ValueError("no root")
        self._mini = self._chained(_start(root))
        small = self._chained(struct.unpack_from("<I", content, 0x3C)[0])
        self._mini_table = struct.unpack(f"<{len(small) // 4}I", small)

    def streams(self) -> dict[str, bytes]:
        """Walks the tree of names below the root."""
        found: dict[str, bytes] = {}
        waiting = [struct.unpack_from("<I", self._entries[0], 76)[0]]
        seen: set[int] = set()
        while waiting and len(seen) < _MOST_ENTRIES:
            number = waiting.pop()
            if number in seen or number >= len(self._entries):
                continue
            seen.add(number)
            entry = self._entries[number]
            waiting += struct.unpack_from("<II", entry, 68)
            if entry[66] == _STREAM:
                length = min(64, struct.unpack_from("<H", entry, 64)[0])
                found[entry[: max(0, length - 2)].decode("utf-16-le", "replace")] = self._stream(entry)
        return found

    def _stream(self, entry: bytes) -> bytes:
        size = struct.unpack_from("<I", entry, 120)[0]
        if size >= _SMALL:
            return self._chained(_start(entry))[:size]
        parts: list[bytes] = []
        sector = _start(entry)
        while sector < _LAST_SECTOR and len(parts) * self._mini_size < size:
            parts.append(self._mini[sector * self._mini_size : (sector + 1) * self._mini_size])
            sector = self._mini_table[sector]
        return b"".join(parts)[:size]

    def _sector(self, number: int) -> bytes:
        return self._content[(number + 1) * self._size : (number + 2) * self._size]

    def _sector_table(self) -> tuple[int, ...]:
        places = list(struct.unpack_from("<109I", self._content, 0x4C))
        more = struct.unpack_from("<I", self._content, 0x44)[0]
        for _ in range(len(self._content) // self._size):
            if more >= _LAST_SECTOR:
                break
            *some, more = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            places += some
        table = b"".join(self._sector(place) for place in dict.fromkeys(places) if place < _LAST_SECTOR)
        return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])

    def _chained(self, sector: int) -> bytes:
        parts: list[bytes] = []
        while sector < _LAST_SECTOR:
            if len(parts) > len(self._table):
                raise ValueError("a chain without end")
            parts.append(self._sector(sector))
            sector = self._table[sector]
        return b"".join(parts)


def _shift(content: bytes, place: int) -> int:
    value = int(struct.unpack_from("<H", content, place)[0])
    if not 4 <= value <= 16:
        raise ValueError("sectors of a size that does not occur")
    return value


def _start(entry: bytes) -> int:
    return int(struct.unpack_from("<I", entry, 116)[0])
