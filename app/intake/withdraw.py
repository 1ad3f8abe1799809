"""A candidate takes the dossier back, until closing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.intake.receive import DeadlinePassed
from app.intake.tables import Dossier
from app.journal.record import record
from app.posting.deadline import is_before_closing
from app.posting.notice import Notice


def withdraw(session: Session, dossier: Dossier, notice: Notice, *, now: datetime) -> None:
    """Mark `dossier` as withdrawn; doing it twice changes nothing. Raises DeadlinePassed at or after closing."""
    if dossier.withdrawn_at is not None:
        return
    if not is_before_closing(now, notice):
        raise DeadlinePassed(now, notice.closes_at)
    dossier.withdrawn_at = now
    record(session, "dossier withdrawn", now=now, actor="candidate", reference=dossier.reference)
