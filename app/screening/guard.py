"""What may not be held against a candidate: words that were read badly, in part, or in a language the rules do not know."""

from __future__ import annotations

from collections.abc import Iterable

from app.screening.evidence import PieceText, ocr_confidence
from app.screening.judgement import Confidence
from app.screening.understood import Understood

LEAST_OCR_CONFIDENCE = 0.75
SURE_OCR_CONFIDENCE = 0.90
LEAST_WORDS = 40
KNOWN_LANGUAGES = frozenset({"fr", "ar", "en"})
LEAST_KNOWN_SHARE = 0.5


def why_not_trusted(piece: PieceText) -> str | None:
    """Why nothing missing from `piece` may count as absent, or None when it was read well.

    The reasons: `unreadable`, `empty`, `cut`, `poor_ocr`, `language`.
    """
    if piece.read is None:
        return "unreadable"
    read = piece.read
    words = sum(len(line.words) for page in read.pages for line in page.lines)
    if words < LEAST_WORDS:
        return "empty"
    if any(_is_of_the_unread(warning) or warning == "cut" for warning in read.warnings):
        return "cut"
    if ocr_confidence(read) < LEAST_OCR_CONFIDENCE:
        return "poor_ocr"
    known = sum(share for language, share in read.languages.items() if language in KNOWN_LANGUAGES)
    if read.languages and known < LEAST_KNOWN_SHARE:
        return "language"
    return None


def left_unread(piece: PieceText) -> tuple[str, ...]:
    """What of a piece that was read was not: a page's number, a document of an archive, a part of an office file."""
    read = piece.read
    return tuple(
        warning.partition(": ")[2].partition(" (")[0]
        for warning in (read.warnings if read is not None else ())
        if _is_of_the_unread(warning)
    )


def _is_of_the_unread(warning: str) -> bool:
    return warning.startswith("unread_")


def confidence_of(pieces: Iterable[Understood], *, sure: bool) -> Confidence:
    """High for born-digital words found where they belong, low for a picture read with doubt, else medium."""
    worst = min((piece.ocr_confidence for piece in pieces if piece.read is not None), default=0.0)
    if worst < SURE_OCR_CONFIDENCE:
        return Confidence.LOW
    return Confidence.HIGH if sure and worst >= 1.0 else Confidence.MEDIUM
