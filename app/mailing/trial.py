"""« Me l'envoyer d'abord »: a letter as it will leave, to the member who is about to release it. Through the same queue."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.intake.tables import Dossier
from app.journal.record import record
from app.mailing.address import one_address
from app.mailing.letters import LetterKind, LetterState
from app.mailing.tables import Letter
from app.staff.tables import Member

MARK = "[Essai] "


def send_to_oneself(session: Session, letter: Letter, *, to: Member, now: datetime) -> Letter:
    """A copy of the invitation `letter` for `to`, due at once. A new trial takes the place of the dossier's last one.

    While the last one is on its way it is returned as it is. Raises NotOneAddress.
    """
    trial = trial_of(session, letter)
    if trial is not None and trial.state == LetterState.SENDING:
        return trial
    if trial is None:
        trial = Letter(dossier_id=letter.dossier_id, kind=LetterKind.TRIAL, drafted_at=now)
        session.add(trial)
    trial.language, trial.recipient, trial.recipient_name = letter.language, one_address(to.email), to.name
    trial.subject = MARK + letter.subject
    trial.body_text, trial.body_html = letter.body_text, letter.body_html
    trial.message_id = (
        f"<{LetterKind.TRIAL}.{secrets.token_hex(12)}@{letter.message_id.rpartition('@')[2].rstrip('>')}>"
    )
    trial.state, trial.approved_at, trial.approved_by = LetterState.APPROVED, now, to.id
    trial.not_before, trial.attempts, trial.token = now, 0, None
    trial.stage, trial.reply, trial.sent_at = None, None, None
    session.flush()
    reference = session.get_one(Dossier, letter.dossier_id).reference
    record(session, "letter sent to oneself", now=now, actor=f"member:{to.id}", reference=reference, letter=letter.id)
    return trial


def trial_of(session: Session, letter: Letter) -> Letter | None:
    """The last trial of this invitation, if there was one."""
    return session.scalar(select(Letter).where(Letter.dossier_id == letter.dossier_id, Letter.kind == LetterKind.TRIAL))
