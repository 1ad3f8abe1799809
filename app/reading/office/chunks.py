"""Whole files inside a Word file (« altChunk »), as programs that make documents from web pages leave them."""

from __future__ import annotations

from collections.abc import Callable

from app.reading.decoding import decoded
from app.reading.kinds import Kind, kind_of
from app.reading.office.flow import Flowing, Paragraph, Run
from app.reading.office.html import blocks_of_html, blocks_of_mhtml
from app.reading.office.word_parts import Package
from app.reading.unreadable import Unreadable
from app.reading.zipped import part_of


def blocks_of_chunk(
    package: Package, part: str, read_docx_body: Callable[[bytes], tuple[Flowing, ...]]
) -> tuple[Flowing, ...]:
    """What the file in `part` says; nothing for a part that is missing or of a kind that does not occur."""
    if part not in package.names:
        return ()
    content = part_of(package.container, part)
    try:
        kind = kind_of(content, file_name=part)
    except Unreadable:
        return ()
    if kind is Kind.HTML:
        return blocks_of_html(content)
    if kind is Kind.MHTML:
        return blocks_of_mhtml(content)
    if kind is Kind.DOCX:
        return read_docx_body(content)
    if kind is Kind.PLAIN:
        return tuple(Paragraph((Run(line),)) for line in decoded(content).splitlines())
    return ()
