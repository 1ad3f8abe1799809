"""Where a PDF's objects stand, found by looking for them: for a file whose own tables lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from app.reading.pdf.places import Places
from app.reading.pdf.rebuilt import OBJECT

MOST_OBJECTS = 200_000
_PACK = re.compile(rb"/Type\s*/ObjStm(?![A-Za-z])")
_TRAILER = re.compile(rb"trailer(?=[\x00\t\n\x0c\r ]*<<)")
_TABLE = re.compile(rb"/Type\s*/XRef(?![A-Za-z])")
_CATALOG = re.compile(rb"/Type\s*/Catalog(?![A-Za-z])")
_WITHIN = 1_000  # bytes: an object says early what it is


def places_found(content: bytes) -> Places:
    """The last place of each object that begins with its number, a generation and « obj »."""
    found = islice(OBJECT.finditer(content), MOST_OBJECTS)
    return {int(each.group(1).split()[0]): (None, each.start(), 0) for each in found}


def packs(content: bytes, places: Places) -> list[int]:
    """The numbers of the objects that hold others, in the order they stand in the file."""
    return [number for number, place in _in_order(places) if _says(content, place, _PACK)]


def trailers(content: bytes) -> Iterator[int]:
    """Where the dictionaries begin that may name the root, the last first."""
    yield from reversed([found.end() for found in islice(_TRAILER.finditer(content), MOST_OBJECTS)])


def tables(content: bytes, places: Places) -> Iterator[int]:
    """The numbers of the objects that are tables, and name the root too; the last first."""
    yield from (number for number, place in reversed(_in_order(places)) if _says(content, place, _TABLE))


def catalog(content: bytes, places: Places) -> int | None:
    """The number of the last object that says it is the root."""
    return next((number for number, place in reversed(_in_order(places)) if _says(content, place, _CATALOG)), None)


def _in_order(places: Places) -> list[tuple[int, int]]:
    return sorted(((number, place) for number, (_, place, _) in places.items()), key=lambda each: each[1])


def _says(content: bytes, place: int, sort: re.Pattern[bytes]) -> bool:
    end = content.find(b"stream", place, place + _WITHIN)
    return sort.search(content, place, place + _WITHIN if end < 0 else end) is not None
