"""The notice as values: when it closes, what it asks, what each criterion is worth. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class PieceKind(StrEnum):
    """What a file of a dossier is."""

    CV = "cv"
    LETTER = "letter"
    REFERENCES = "references"
    OTHER = "other"


class CriterionKind(StrEnum):
    """The judge that a criterion is given to."""

    DEGREE = "degree"
    EXPERIENCE = "experience"
    LANGUAGE = "language"
    RATED = "rated"
    COMPLETENESS = "completeness"


class BlindReading(StrEnum):
    """What the first reading hides."""

    IDENTITY = "identity"
    IDENTITY_AND_POINTS = "identity_and_points"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class InBothLanguages:
    """The same sentence in French and in Arabic; both are required."""

    fr: str
    ar: str

    def __getitem__(self, language: str) -> str:
        return self.ar if language == "ar" else self.fr


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing the notice asks.

    `asks` is the sentence that asks for it, in our own words. `required` criteria decide eligibility;
    the others only give points. `settings` holds what this kind of judge needs (level, fields, months,
    sectors, language, terms); its shape is proved by `posting.read_notice`.
    """

    id: str
    kind: CriterionKind
    label: InBothLanguages
    asks: InBothLanguages
    required: bool
    max_points: float
    settings: dict[str, Any]


@dataclass(frozen=True, slots=True)
class MailChannel:
    """Where dossiers may be mailed to, and the subject that is asked for."""

    address: str
    subject: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One recruitment notice. `closes_at` is the first instant that is too late. `sha256` is that of its file."""

    id: str
    version: int
    organisation: InBothLanguages
    title: InBothLanguages
    summary: InBothLanguages
    place: InBothLanguages
    contract: InBothLanguages
    opens_at: datetime | None
    closes_at: datetime
    zone: str
    mail: MailChannel
    pieces: tuple[PieceKind, ...]
    references_asked: int
    criteria: tuple[Criterion, ...]
    blind_reading: BlindReading
    sha256: str
    published_runs: frozenset[str] = frozenset()  # runs of words of the text as published, hashed: what is pasted back

    def criterion(self, ident: str) -> Criterion:
        """The criterion of that id. Raises KeyError."""
        for criterion in self.criteria:
            if criterion.id == ident:
                return criterion
        raise KeyError(ident)
