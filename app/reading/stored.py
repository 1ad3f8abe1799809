"""A document that was read, as bytes and as JSON, and back: an exact round trip."""

from __future__ import annotations

import json
import zlib
from typing import Any

from app.reading.text import Box, Hidden, Line, Page, ReadText, Source, Word

_MOST_JSON_BYTES = 256 * 1024 * 1024


def to_bytes(read: ReadText) -> bytes:
    """zlib over compact JSON; equal documents give equal bytes."""
    return zlib.compress(json.dumps(to_json(read), ensure_ascii=False, separators=(",", ":")).encode(), 6)


def from_bytes(kept: bytes) -> ReadText:
    """The document that `to_bytes` was given. Raises ValueError for other bytes."""
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(kept, _MOST_JSON_BYTES)
    except zlib.error as error:
        raise ValueError("not a stored reading") from error
    if not unpacker.eof:
        raise ValueError("not a whole stored reading")
    return from_json(json.loads(plain))


def to_json(read: ReadText) -> dict[str, Any]:
    """Plain dicts, lists, strings and numbers."""
    return {
        "pages": [_page_to_json(page) for page in read.pages],
        "languages": read.languages,
        "hidden": [[hidden.page, hidden.text, hidden.why] for hidden in read.hidden],
        "warnings": list(read.warnings),
    }


def from_json(kept: Any) -> ReadText:
    """The document that `to_json` was given. Raises ValueError when the shape is another."""
    try:
        return ReadText(
            pages=tuple(_page_from_json(page) for page in kept["pages"]),
            languages={str(code): float(share) for code, share in kept["languages"].items()},
            hidden=tuple(Hidden(int(page), str(text), str(why)) for page, text, why in kept["hidden"]),
            warnings=tuple(str(warning) for warning in kept["warnings"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a stored reading") from error


def _page_to_json(page: Page) -> list[Any]:
    lines = [[_word_rows(line), line.block, int(line.right_to_left), int(line.bullet)] for line in page.lines]
    return [page.number, float(page.width), float(page.height), page.source, lines, int(page.laid_out)]


def _word_rows(line: Line) -> list[list[Any]]:
    return [
        [word.text, *map(float, _edges(word.box)), float(word.size), int(word.bold), float(word.confidence)]
        for word in line.words
    ]


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.top, box.x1, box.bottom


def _page_from_json(kept: Any) -> Page:
    number, width, height, source, lines, laid_out = kept
    return Page(
        int(number), float(width), float(height), Source(source), tuple(map(_line_from_json, lines)), bool(laid_out)
    )


def _line_from_json(kept: Any) -> Line:
    words, block, right_to_left, bullet = kept
    return Line(tuple(map(_word_from_json, words)), int(block), bool(right_to_left), bool(bullet))


def _word_from_json(kept: Any) -> Word:
    text, x0, top, x1, bottom, size, bold, confidence = kept
    box = Box(float(x0), float(top), float(x1), float(bottom))
    return Word(str(text), box, float(size), bool(bold), float(confidence))
