"""What pages ask about letters. Looks, changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.intake.tables import Dossier
from app.mailing.letters import LetterKind, LetterState
from app.mailing.tables import Letter


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One line of the letters page."""

    letter: Letter
    reference: str


@dataclass(frozen=True, slots=True)
class MailHealth:
    """How the mail does: how many letters in each state, how long one has waited, and what went wrong last."""

    counts: dict[LetterState, int]
    oldest_waiting_since: datetime | None
    last_sent_at: datetime | None
    last_trouble: str | None  # stage and reply of the newest letter that is deferred, refused or uncertain
    last_trouble_at: datetime | None

    @property
    def needs_a_person(self) -> int:
        """Letters that stay where they are until somebody does something."""
        return self.counts[LetterState.UNCERTAIN] + self.counts[LetterState.REJECTED]


def letter_lines(session: Session, kind: LetterKind) -> Sequence[LetterLine]:
    """Every letter of that kind: those that need a person first, then those on their way, then by reference."""
    urgency = {
        LetterState.UNCERTAIN: 0,
        LetterState.REJECTED: 1,
        LetterState.DRAFT: 2,
        LetterState.SENDING: 3,
        LetterState.APPROVED: 4,
        LetterState.SENT: 5,
    }
    rows = session.execute(
        select(Letter, Dossier.reference).join(Dossier, Dossier.id == Letter.dossier_id).where(Letter.kind == kind)
    ).all()
    lines = [LetterLine(letter, reference) for letter, reference in rows]
    return sorted(lines, key=lambda line: (urgency[LetterState(line.letter.state)], line.reference))


def letter_counts(session: Session, kind: LetterKind) -> dict[LetterState, int]:
    """How many letters of that kind stand where."""
    found = session.execute(select(Letter.state, func.count()).where(Letter.kind == kind).group_by(Letter.state))
    counted = dict(found.all())
    return {state: counted.get(state, 0) for state in LetterState}


def letter_of(session: Session, dossier: Dossier, kind: LetterKind) -> Letter | None:
    """The dossier's letter of that kind."""
    return session.scalar(select(Letter).where(Letter.dossier_id == dossier.id, Letter.kind == kind))


def is_released(session: Session, dossier_id: int) -> bool:
    """True when an invitation for the dossier was approved: its standing no longer moves."""
    state = session.scalar(
        select(Letter.state).where(Letter.dossier_id == dossier_id, Letter.kind == LetterKind.INVITATION)
    )
    return state is not None and state != LetterState.DRAFT


def mail_health(session: Session) -> MailHealth:
    """The state of the mail as a whole."""
    found = dict(session.execute(select(Letter.state, func.count()).group_by(Letter.state)).all())
    trouble = session.execute(
        select(Letter.stage, Letter.reply, Letter.tried_at)
        .where(
            Letter.state.in_((LetterState.APPROVED, LetterState.REJECTED, LetterState.UNCERTAIN)),
            Letter.reply.is_not(None),
        )
        .order_by(Letter.tried_at.desc().nulls_last())
        .limit(1)
    ).first()
    return MailHealth(
        counts={state: found.get(state, 0) for state in LetterState},
        oldest_waiting_since=session.scalar(
            select(func.min(Letter.approved_at)).where(Letter.state == LetterState.APPROVED)
        ),
        last_sent_at=session.scalar(select(func.max(Letter.sent_at))),
        last_trouble=f"{trouble.stage}: {trouble.reply}" if trouble else None,
        last_trouble_at=trouble.tried_at if trouble else None,
    )
