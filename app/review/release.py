"""Before letters leave: what stands in the way, and the decision that binds once they do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app.intake.tables import Dossier, Message, MessageState
from app.posting.deadline import Timeliness
from app.refusals import Refused
from app.review.standing import Standing
from app.review.tables import Decision, Opening, Release

NAMED_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class Obstacles:
    """What must be seen by a person before anything is released. Counts are whole; `references` names the first fifty."""

    unopened_count: int
    references: tuple[str, ...]
    to_sort_count: int

    def __bool__(self) -> bool:
        return bool(self.unopened_count or self.to_sort_count)


class ReleaseRefused(Refused):
    """Dossiers that nobody opened, or mails still to sort, stand in the way."""

    def __init__(self, obstacles: Obstacles) -> None:
        super().__init__(obstacles)
        self.obstacles = obstacles


class NotShortlisted(Refused):
    """The dossier's last decision is no longer the shortlist that the letter rests on."""


def obstacles_to_release(session: Session) -> Obstacles:
    """Dossiers in the ranking that no member opened, and messages « à trier »."""
    unopened = (
        Dossier.withdrawn_at.is_(None),
        Dossier.timeliness != Timeliness.LATE,
        ~exists().where(Opening.dossier_id == Dossier.id),
    )
    references = session.scalars(
        select(Dossier.reference).where(*unopened).order_by(Dossier.reference).limit(NAMED_AT_MOST)
    ).all()
    return Obstacles(
        unopened_count=session.scalar(select(func.count()).select_from(Dossier).where(*unopened)) or 0,
        references=tuple(references),
        to_sort_count=session.scalar(
            select(func.count()).select_from(Message).where(Message.state == MessageState.TO_SORT)
        )
        or 0,
    )


def require_release_allowed(session: Session) -> None:
    """Raise ReleaseRefused with what stands in the way."""
    obstacles = obstacles_to_release(session)
    if obstacles:
        raise ReleaseRefused(obstacles)


def bind(session: Session, dossier_id: int, decision_id: int, *, by: int, now: datetime) -> Release:
    """Fix the shortlisting that a letter rests on: from now on the dossier moves no more.

    Raises NotShortlisted when `decision_id` is not the dossier's last decision, or is another standing.
    Binding the same decision again returns the first binding.
    """
    session.execute(select(Dossier.id).where(Dossier.id == dossier_id).with_for_update())
    last = session.scalars(
        select(Decision).where(Decision.dossier_id == dossier_id).order_by(Decision.ordinal.desc()).limit(1)
    ).first()
    if last is None or last.id != decision_id or last.standing != Standing.SHORTLISTED:
        raise NotShortlisted
    bound = session.get(Release, dossier_id)
    if bound is None:
        bound = Release(
            dossier_id=dossier_id, decision_id=last.id, decision_standing=last.standing, member_id=by, at=now
        )
        session.add(bound)
        session.flush()
    return bound


def unbind(session: Session, dossier_id: int) -> None:
    """Let the dossier move again: its letter was called back before anything left. Nothing happens when it is free."""
    bound = session.get(Release, dossier_id)
    if bound is not None:
        session.delete(bound)
        session.flush()
