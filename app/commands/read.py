"""`read FILE`: the text of one document, or its words with their places. No database, no settings."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from app.reading.isolated import read_in_child
from app.reading.text import Page, ReadText
from app.reading.unreadable import Unreadable


def run(file: Path, *, as_json: bool) -> int:
    """Print the document at `file`; the exit status is 0, 1 when part of it needs a human, 2 when it cannot be read."""
    try:
        content = file.read_bytes()
    except OSError as error:
        print(f"cannot open {file}: {error.strerror}", file=sys.stderr)
        return 2
    read = read_in_child(content, file_name=file.name)
    if isinstance(read, Unreadable):
        print(f"unreadable: {read.why}", file=sys.stderr)
        if read.detail:
            print(read.detail, file=sys.stderr)
        return 2
    sys.stdout.write(json.dumps(as_contract(read), ensure_ascii=False) if as_json else read.text)
    sys.stdout.write("\n")
    return _say_what_needs_a_human(read)


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
        print(f"to be read by a person: {warning}", file=sys.stderr)
    return 1 if unread else 0
