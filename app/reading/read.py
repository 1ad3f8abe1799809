"""Picks the reader for a file's bytes. Pure: no database, no settings, no clock, no network; made to run in the child."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.reading.archive import read_archive
from app.reading.doc import read_doc
from app.reading.docx import read_docx
from app.reading.html import read_html, read_mhtml
from app.reading.kinds import Kind, kind_of
from app.reading.mixed import read_images, read_pdf_or_scan
from app.reading.odt import read_odt
from app.reading.plain import read_plain
from app.reading.plausible import languages
from app.reading.rtf import read_rtf
from app.reading.text import ReadText
from app.reading.unreadable import Unreadable, Why

LARGEST_BYTES = 25 * 1024 * 1024

_READERS: dict[Kind, Callable[[bytes], ReadText]] = {
    Kind.PDF: read_pdf_or_scan,
    Kind.DOCX: read_docx,
    Kind.ODT: read_odt,
    Kind.RTF: read_rtf,
    Kind.DOC: read_doc,
    Kind.HTML: read_html,
    Kind.MHTML: read_mhtml,
    Kind.PLAIN: read_plain,
    Kind.IMAGE: read_images,
}


def read_piece(content: bytes, *, file_name: str) -> ReadText:
    """The words of one file, with at least one word. Raises Unreadable with the reason.

    A `.zip` gives the pages of the documents inside it, one after the other.
    """
    if len(content) > LARGEST_BYTES:
        raise Unreadable(Why.TOO_LARGE, f"{len(content)} bytes")
    kind = kind_of(content, file_name=file_name)
    read = read_archive(content, read_one=read_piece) if kind is Kind.ARCHIVE else _READERS[kind](content)
    if not any(page.lines for page in read.pages):
        raise Unreadable(Why.NO_TEXT, f"{kind}: no words")
    return replace(read, languages=languages(read.text))
