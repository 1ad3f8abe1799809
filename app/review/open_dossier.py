"""A member opens a dossier, or lifts its mask. Both are written in the journal."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.intake.tables import Dossier
from app.journal.record import record
from app.review.tables import Opening, Unmasking


def open_dossier(session: Session, dossier: Dossier, *, by: int, now: datetime) -> Opening:
    """The first time this member opened it; later visits change nothing."""
    opening = session.get(Opening, (dossier.id, by))
    if opening is None:
        opening = Opening(dossier_id=dossier.id, member_id=by, at=now)
        session.add(opening)
        record(session, "dossier opened", now=now, actor=f"member:{by}", reference=dossier.reference)
    return opening


def lift_mask(session: Session, dossier: Dossier, *, by: int, now: datetime) -> Unmasking:
    """From now on this member sees who it is; the journal says so, and whether it came before a decision."""
    unmasking = session.get(Unmasking, (dossier.id, by))
    if unmasking is None:
        unmasking = Unmasking(dossier_id=dossier.id, member_id=by, at=now)
        session.add(unmasking)
        record(session, "mask lifted", now=now, actor=f"member:{by}", reference=dossier.reference)
    return unmasking
