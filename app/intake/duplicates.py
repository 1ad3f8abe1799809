"""Dossiers that may come from the same person. Shown to a human; nothing is merged or dropped by itself."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.intake.tables import Dossier, Piece

# Two orders of the same words score 100; one letter more in a name of two words stays above this.
ALIKE_FROM = 92.0


class SameAs(StrEnum):
    """What two dossiers have in common."""

    EMAIL = "email"
    PHONE = "phone"
    FILE = "file"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another dossier of the same notice, and what it shares."""

    reference: str
    shares: tuple[SameAs, ...]


def others_like(session: Session, dossier: Dossier) -> tuple[Likeness, ...]:
    """The dossiers that share an address, a number, a file or nearly the name with `dossier`, by reference."""
    others = session.execute(
        select(Dossier.id, Dossier.reference, Dossier.email, Dossier.phone, Dossier.name).where(
            Dossier.notice_id == dossier.notice_id, Dossier.id != dossier.id
        )
    ).all()
    with_same_file = _with_a_file_of(session, dossier)
    found = []
    for other in others:
        shared = {
            SameAs.EMAIL: bool(dossier.email) and other.email.casefold() == dossier.email.casefold(),
            SameAs.PHONE: bool(dossier.phone) and other.phone == dossier.phone,
            SameAs.FILE: other.id in with_same_file,
            SameAs.NAME: names_are_alike(other.name, dossier.name),
        }
        if any(shared.values()):
            found.append(Likeness(other.reference, tuple(same for same, yes in shared.items() if yes)))
    return tuple(sorted(found, key=lambda likeness: likeness.reference))


def names_are_alike(one: str, other: str) -> bool:
    """True for the same words in any order, accents and capitals aside, one slip allowed. Two scripts never match."""
    return bool(one and other) and fuzz.token_sort_ratio(_plain(one), _plain(other)) >= ALIKE_FROM


def _with_a_file_of(session: Session, dossier: Dossier) -> set[int]:
    mine = select(Piece.sha256).where(Piece.dossier_id == dossier.id)
    found = select(Piece.dossier_id).where(Piece.sha256.in_(mine), Piece.dossier_id != dossier.id)
    return set(session.scalars(found))


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("-", " ")
