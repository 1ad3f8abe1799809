"""`read FILE`: the text of one document, or its words with their places. No database, no settings."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.reading.isolated import OFFICE_LIMITS, TEXT_LIMITS, printed_in_child, read_in_child, rendered_in_child
from app.reading.kinds import is_office_text
from app.reading.named_file import content_of
from app.reading.office.rendition import can_render
from app.reading.text import Page, ReadText, Source
from app.reading.unreadable import Unreadable, Why

# The words are there in a moment; their places on the printed page are worth a wait, but not any.
_WHOLE_SECONDS = 9.0
_PLACING_SECONDS = 1.0
_LEAST_PRINTING_SECONDS = 1.5
_MOST_WORDS_PRINTED = 10_000


def run(file: Path, *, as_json: bool) -> int:
    """Print the document at `file`; the exit status is 0, 1 when part of it needs a human, 2 when it cannot be read."""
    began = time.monotonic()
    try:
        content = content_of(file)
        read = read_in_child(content, file_name=file.name)
    except OSError as error:
        print(f"cannot open {_on_one_line(file)}: {error.strerror}", file=sys.stderr)
        return 2
    except Unreadable as unreadable:
        read = unreadable
    if isinstance(read, Unreadable):
        print(f"unreadable: {read.why}", file=sys.stderr)
        if read.detail:
            print(_on_one_line(read.detail), file=sys.stderr)
        return 2
    read = _as_printed(content, file.name, read, until=began + _WHOLE_SECONDS)
    sys.stdout.write(_for_the_output(read, as_json=as_json) + "\n")
    return _say_what_needs_a_human(read)


def _for_the_output(read: ReadText, *, as_json: bool) -> str:
    """The output may be of an old encoding: what it does not have is escaped in JSON, and marked in a text."""
    said = json.dumps(as_contract(read), ensure_ascii=False) if as_json else read.text
    encoding = sys.stdout.encoding or "utf-8"
    try:
        said.encode(encoding)
    except UnicodeEncodeError:
        return json.dumps(as_contract(read)) if as_json else said.encode(encoding, "replace").decode(encoding)
    return said


def _on_one_line(said: object) -> str:
    """A name may hold line ends, and orders to the terminal."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in str(said))


def _as_printed(content: bytes, file_name: str, read: ReadText, *, until: float) -> ReadText:
    """An office file's words on the pages LibreOffice prints, when it is here in time, has the fonts and says the same."""
    short = sum(len(line.words) for page in read.pages for line in page.lines) <= _MOST_WORDS_PRINTED
    typed = all(page.source is Source.TEXT for page in read.pages)
    if not (short and typed and is_office_text(content) and can_render()):
        return read
    left = until - _PLACING_SECONDS - time.monotonic()
    if left < _LEAST_PRINTING_SECONDS:
        return _not_printed(read)
    limits = replace(OFFICE_LIMITS, wall_seconds=left, cpu_seconds=6)
    try:
        rendition = rendered_in_child(content, file_name=file_name, limits=limits)
        limits = replace(TEXT_LIMITS, wall_seconds=max(_PLACING_SECONDS, until - time.monotonic()))
        printed = printed_in_child(content, file_name=file_name, rendition=rendition, read=read, limits=limits)
    except Unreadable as unreadable:
        return _not_printed(read) if unreadable.why is Why.TIMED_OUT else read
    if printed is None:
        # What the direction is shown may lack words that were read, or show others.
        return replace(read, warnings=(*read.warnings, "rendition_differs"))
    return printed.read if printed.faithful else read


def _not_printed(read: ReadText) -> ReadText:
    """The places are then positions in the text."""
    return replace(read, warnings=(*read.warnings, "not_printed: LibreOffice took too long"))


def as_contract(read: ReadText) -> dict[str, Any]:
    """What `read --json` prints; lengths in points, the origin top left."""
    return {
        "pages": [_page(page) for page in read.pages],
        "languages": read.languages,
        "hidden": [{"page": hidden.page, "text": hidden.text, "why": hidden.why} for hidden in read.hidden],
        "warnings": list(read.warnings),
    }


def _page(page: Page) -> dict[str, Any]:
    return {
        "number": page.number,
        "width": round(page.width, 2),
        "height": round(page.height, 2),
        "source": page.source,
        "words": [
            {
                "text": word.text,
                "x0": round(word.box.x0, 2),
                "top": round(word.box.top, 2),
                "x1": round(word.box.x1, 2),
                "bottom": round(word.box.bottom, 2),
            }
            for word in page.words
        ],
    }


def _say_what_needs_a_human(read: ReadText) -> int:
    unread = [warning for warning in read.warnings if warning.startswith("unread_")]
    for warning in unread:
        print(f"to be read by a person: {_on_one_line(warning)}", file=sys.stderr)
    return 1 if unread else 0
