"""Many dossiers moved at once: first what would happen to each, then each one by the same rule as a single move."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.intake.tables import Dossier
from app.posting.notice import Notice
from app.refusals import Refused
from app.review.decide import decide, require_decidable, require_reason
from app.review.reasons import Reason
from app.review.rows import last_moves
from app.review.standing import Standing

MOST_AT_ONCE = 200


class TooManyAtOnce(Refused):
    """More than `MOST_AT_ONCE` dossiers in one go."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One dossier of a bulk move: where it stands, how many moves were made, and what refuses it, if anything."""

    reference: str
    standing: Standing
    moves: int
    refusal: type[Refused] | None


def plan(
    session: Session, notice: Notice, references: Sequence[str], target: Standing, *, by: int
) -> tuple[Planned, ...]:
    """What would happen, dossier by dossier, in the order of the references; nothing is changed. Raises TooManyAtOnce."""
    dossiers = _dossiers(session, notice, references)
    last = last_moves(session, [dossier.id for dossier in dossiers])
    planned = []
    for dossier in dossiers:
        move = last.get(dossier.id)
        standing = Standing(move.standing) if move else Standing.TO_REVIEW
        refusal: type[Refused] | None = None
        try:
            require_decidable(session, dossier, by, standing, target)
        except Refused as refused:
            refusal = type(refused)
        planned.append(Planned(dossier.reference, standing, move.ordinal if move else 0, refusal))
    return tuple(planned)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a bulk move: the references that moved, and those refused with the reason."""

    moved: tuple[str, ...]
    refused: tuple[tuple[str, type[Refused]], ...]


def decide_many(
    session: Session,
    notice: Notice,
    seen: Iterable[tuple[str, int]],
    target: Standing,
    *,
    by: int,
    reason: Reason,
    now: datetime,
) -> Done:
    """Move each dossier that may be moved; the others stay, and are named. `seen`: (reference, moves that were shown).

    Raises ReasonMissing when the reason alone refuses all of them, TooManyAtOnce.
    """
    shown = dict(seen)
    moved: list[str] = []
    refused: list[tuple[str, type[Refused]]] = []
    require_reason(reason)
    for dossier in _dossiers(session, notice, list(shown)):
        try:
            decide(session, dossier, target, by=by, reason=reason, seen=shown[dossier.reference], now=now)
            moved.append(dossier.reference)
        except Refused as refusal:  # nothing was written for this one: every check comes before the row
            refused.append((dossier.reference, type(refusal)))
    return Done(tuple(moved), tuple(refused))


def _dossiers(session: Session, notice: Notice, references: Sequence[str]) -> Sequence[Dossier]:
    if len(references) > MOST_AT_ONCE:
        raise TooManyAtOnce
    wanted = select(Dossier).where(Dossier.reference.in_(references), Dossier.notice_id == notice.id)
    return session.scalars(wanted.order_by(Dossier.reference)).all()
