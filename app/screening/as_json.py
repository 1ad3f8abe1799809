"""The screening of one dossier as the JSON line of the contract: the same facts give the same bytes anywhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from app import __version__
from app.posting.notice import Notice
from app.screening.evidence import PieceText, Quote
from app.screening.judgement import Judgement, Screening

ENGINE = __version__
ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def as_json(ident: str, pieces: Sequence[PieceText], screening: Screening, notice: Notice) -> str:
    """One line, keys sorted, no space between tokens, no newline at the end."""
    return ENCODER.encode(as_data(ident, pieces, screening, notice))


def as_data(ident: str, pieces: Sequence[PieceText], screening: Screening, notice: Notice) -> dict[str, Any]:
    """The same, as values ready for `json.dumps`."""
    return {
        "id": ident,
        "notice": notice.id,
        "engine": ENGINE,
        "overall": screening.overall,
        "points": _numbers(screening.points),
        "criteria": [_criterion(judgement) for judgement in screening.judgements],
        "pieces": [_piece(piece) for piece in pieces],
        "warnings": [{"code": warning.code, "detail": warning.detail} for warning in screening.warnings],
    }


def order_key(notice: Notice, ident: str) -> str:
    """Where equals stand: SHA-256 over the notice's own hash and the dossier's name, never its arrival."""
    return hashlib.sha256(f"{notice.sha256}\n{ident}".encode()).hexdigest()


def _criterion(judgement: Judgement) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": judgement.criterion,
        "verdict": judgement.verdict,
        "points": _numbers(judgement.points),
        "max": _number(judgement.max_points),
        "reason": judgement.reason,
        "arguments": dict(judgement.arguments),
        "question": judgement.question,
        "confidence": judgement.confidence,
        "evidence": [_evidence(quote) for quote in judgement.evidence],
    }
    return row | dict(judgement.facts)


def _evidence(quote: Quote) -> dict[str, Any]:
    return {
        "piece": quote.kind,
        "file": quote.file,
        "page": quote.page,
        "quote": quote.text,
        "boxes": [_numbers((box.x0, box.top, box.x1, box.bottom)) for box in quote.boxes],
        "role": quote.role,
        "source": quote.source,
    }


def _piece(piece: PieceText) -> dict[str, Any]:
    return {
        "file": piece.file,
        "kind": piece.kind,
        "state": "unreadable" if piece.read is None else "read",
        "why": piece.why,
    }


def _numbers(values: Sequence[float]) -> list[float | int]:
    return [_number(value) for value in values]


def _number(value: float) -> float | int:
    if type(value) is int:
        return value
    rounded = round(value, 1)
    return int(rounded) if rounded == int(rounded) else rounded
