"""Plain text as a document: form feeds part its pages, empty lines its blocks."""

from __future__ import annotations

import re
from dataclasses import replace

from app.reading.decoding import CONTROL, decoded
from app.reading.office.flow import LONGEST_CHARACTERS, clean, is_right_to_left
from app.reading.text import Line, ReadText, plain_text
from app.reading.unreadable import Unreadable, Why

_BULLET = re.compile(r"\s*(?:[-*•▪▫◦●○■□‣⁃∙·–—✓➢➤►]|[oO](?=\s))\s")


def read_plain(content: bytes) -> ReadText:
    """The text. Raises Unreadable: unknown_format (not text), too_long, no_text."""
    text = decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    return of_text(text)


def of_text(text: str) -> ReadText:
    """A document whose text is `text`: form feeds part pages, empty lines part blocks. Raises Unreadable (too_long)."""
    if len(text) > LONGEST_CHARACTERS:
        raise Unreadable(Why.TOO_LONG, f"more than {LONGEST_CHARACTERS} characters")
    read = plain_text(CONTROL.sub("", clean(text)))
    pages = tuple(replace(page, lines=tuple(_told(line) for line in page.lines)) for page in read.pages)
    return ReadText(pages)


def _told(line: Line) -> Line:
    text = line.text
    return replace(line, right_to_left=is_right_to_left(text), bullet=bool(_BULLET.match(text + " ")))
