"""A PDF of which the beginning or the end is missing: the trailer that names its catalogue, or the tree that names its pages, written anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from app.reading.pdf.limits import MAX_PAGES

OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,10}[\x00\t\n\x0c\r ]+[0-9]{1,5})[\x00\t\n\x0c\r ]+obj(?![A-Za-z])")
_CATALOG = re.compile(rb"/Type\s*/Catalog(?![A-Za-z])")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_WITHIN = 4_000  # bytes: a page says early what it is
_MOST_OBJECTS = 50_000
_LARGEST_NUMBER = 8_000_000


def with_trailer(content: bytes) -> bytes | None:
    """The file with a trailer that names its catalogue; None when no catalogue lies open in it."""
    catalog = next(_named(content, _CATALOG), None) if b"/Catalog" in content else None
    return None if catalog is None else content + _trailer(catalog)


def with_page_tree(content: bytes) -> bytes | None:
    """The file with a catalogue and a tree of the pages that lie open in it, as they come; None when there is none."""
    pages = list(dict.fromkeys(islice(_named(content, _PAGE), MAX_PAGES + 1))) if b"/Page" in content else []
    if not pages:
        return None
    numbers = (int(found.group(1).split()[0]) for found in OBJECT.finditer(content))
    highest = max((number for number in numbers if number < _LARGEST_NUMBER), default=0)
    tree, catalog = b"%d 0" % (highest + 1), b"%d 0" % (highest + 2)
    kids = b" ".join(page + b" R" for page in pages)
    return (
        content
        + b"\n%s obj\n<</Type/Pages/Count %d/Kids[%s]>>\nendobj\n" % (tree, len(pages), kids)
        + b"%s obj\n<</Type/Catalog/Pages %s R>>\nendobj" % (catalog, tree)
        + _trailer(catalog)
    )


def _trailer(catalog: bytes) -> bytes:
    return b"\ntrailer\n<</Root %s R>>\nstartxref\n0\n%%%%EOF" % catalog


def _named(content: bytes, sort: re.Pattern[bytes]) -> Iterator[bytes]:
    """Number and generation of the objects that say they are of this sort."""
    for found in islice(OBJECT.finditer(content), _MOST_OBJECTS):
        start = found.end()
        end = content.find(b"endobj", start, start + _WITHIN)
        if sort.search(content, start, start + _WITHIN if end < 0 else end):
            yield found.group(1)
