"""From a file's bytes to its words. Pure: no database, no settings, no clock, no network.

It reads in this process: strangers' files go through `isolated`, which does the same in children.
"""

from __future__ import annotations

import re
from dataclasses import replace

from app.reading.archive import documents_in, read_archive
from app.reading.kinds import Kind, kind_of
from app.reading.looks import LARGEST_BYTES, MOST_PICTURES, first_look, second_look, settled, too_many_pictures
from app.reading.plausible import languages
from app.reading.text import Page, ReadText
from app.reading.unreadable import Unreadable, Why

# No file can be written with half a pair, and no terminal is to obey a document.
_UNSOUND = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def read_piece(content: bytes, *, file_name: str) -> ReadText:
    """The words of one file, with at least one word. Raises Unreadable with the reason.

    A `.zip` gives the pages of the documents inside it, one after the other.
    """
    if len(content) > LARGEST_BYTES:
        raise Unreadable(Why.TOO_LARGE, f"{len(content)} bytes")
    if kind_of(content, file_name=file_name) is Kind.ARCHIVE:
        return with_languages(read_archive(documents_in(content), read_one=_read_document))
    return with_languages(_read_document(content, file_name=file_name))


def with_languages(read: ReadText) -> ReadText:
    """The document with its shares of French, Arabic and English. What is no character is marked as such."""
    if _UNSOUND.search(read.text):
        read = replace(read, pages=tuple(map(_whole, read.pages)))
    return replace(read, languages=languages(read.text))


def _whole(page: Page) -> Page:
    lines = tuple(
        replace(
            line,
            words=tuple(
                replace(word, text=_UNSOUND.sub("\N{REPLACEMENT CHARACTER}", word.text)) for word in line.words
            ),
        )
        for line in page.lines
    )
    return replace(page, lines=lines)


def _read_document(content: bytes, *, file_name: str) -> ReadText:
    first = first_look(content, file_name=file_name)
    looks: dict[int, Page | Unreadable] = {}
    for number in first.shares:
        try:
            if len(looks) >= MOST_PICTURES:
                raise too_many_pictures()
            looks[number] = second_look(content, file_name=file_name, number=number)
        except Unreadable as unreadable:
            looks[number] = unreadable
    return settled(first, looks)
