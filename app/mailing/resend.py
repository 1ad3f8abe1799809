"""A person settles a letter of which the machine does not know whether it arrived, or corrects an address."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.intake.tables import Dossier
from app.journal.record import record
from app.mailing.address import one_address
from app.mailing.letters import LetterState
from app.mailing.tables import Letter
from app.refusals import Refused
from app.staff.tables import Member


class NotUncertain(Refused):
    """The letter is no longer, or never was, uncertain: somebody else has settled it."""


class NotRejected(Refused):
    """Only a letter that the server refused gets another address."""


def mark_arrived(session: Session, letter: Letter, *, by: Member, now: datetime) -> Letter:
    """The person was asked and has the letter: `sent`, at the instant of the attempt. Raises NotUncertain."""
    _require_uncertain(letter)
    letter.state, letter.sent_at, letter.token = LetterState.SENT, letter.tried_at or now, None
    return _told(session, letter, "letter said to have arrived", by=by, now=now)


def send_again(session: Session, letter: Letter, *, by: Member, now: datetime) -> Letter:
    """The person was asked and has nothing: back into the queue, with the same Message-ID. Raises NotUncertain."""
    _require_uncertain(letter)
    letter.state, letter.not_before, letter.token, letter.stage = LetterState.APPROVED, now, None, None
    return _told(session, letter, "letter sent again by hand", by=by, now=now)


def correct_address(session: Session, letter: Letter, address: str, *, by: Member, now: datetime) -> Letter:
    """Another address for a refused letter, which goes back into the queue. Raises NotRejected, NotOneAddress."""
    if letter.state != LetterState.REJECTED:
        raise NotRejected
    letter.recipient = one_address(address)
    letter.state, letter.not_before, letter.token = LetterState.APPROVED, now, None
    letter.stage, letter.reply = None, None
    return _told(session, letter, "letter readdressed", by=by, now=now)


def _require_uncertain(letter: Letter) -> None:
    if letter.state != LetterState.UNCERTAIN:
        raise NotUncertain


def _told(session: Session, letter: Letter, action: str, *, by: Member, now: datetime) -> Letter:
    reference = session.get_one(Dossier, letter.dossier_id).reference
    record(session, action, now=now, actor=f"member:{by.id}", reference=reference, letter=letter.id, kind=letter.kind)
    session.flush()
    return letter
