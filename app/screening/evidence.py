"""Words of a dossier that bear on a verdict, sliced from the text that was read: nobody can type a quote."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.posting.notice import PieceKind
from app.reading.text import Box, ReadText, Source


class Role(StrEnum):
    """How the words bear on the verdict."""

    FOR = "for"
    AGAINST = "against"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class PieceText:
    """One file of a dossier as screening sees it: read, or unreadable with the reason."""

    file: str
    kind: PieceKind
    read: ReadText | None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words to the letter, with the file, page and boxes they stand in. Made by `quote` only."""

    file: str
    kind: PieceKind
    start: int
    end: int
    text: str
    page: int
    boxes: tuple[Box, ...]
    role: Role
    source: Source


def quote(piece: PieceText, start: int, end: int, role: Role = Role.FOR) -> Quote:
    """The words `start:end` of what was read of `piece`, white space at the edges left out.

    A quote stays on the page where it begins. Raises ValueError for an unread piece or an empty slice.
    """
    if piece.read is None:
        raise ValueError("an unread piece holds no words")
    text = piece.read.text
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    places = piece.read.boxes(start, start + len(words))
    if not words or not places:
        raise ValueError("an empty quote proves nothing")
    page = places[0][0]
    return Quote(
        file=piece.file,
        kind=piece.kind,
        start=start,
        end=start + len(words),
        text=words,
        page=page.number,
        boxes=tuple(box for on, box in places if on is page),
        role=role,
        source=page.source,
    )


def ocr_confidence(read: ReadText) -> float:
    """Mean confidence of the words that came from a picture; 1 when none did."""
    values = [word.confidence for page in read.pages if page.source is Source.OCR for word in page.words]
    return sum(values) / len(values) if values else 1.0
