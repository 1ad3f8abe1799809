"""One unit of work of this room: one letter goes out, or one that a dead sender left behind is accounted for.

1. `sending`, a fresh token and the instant are committed before the connection is opened.
2. All but the final dot goes over; `final_dot` is committed, and only by the holder of the token.
3. The dot leaves. What the server says is committed as `sent`, `rejected`, `uncertain`, or `approved` again.

A sender killed before 2 has delivered nothing and the letter goes back into the queue; one killed after 2
leaves a letter that may have arrived: `uncertain`, and only a person may send it again.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db.session import Database
from app.intake.tables import Dossier
from app.journal.record import record
from app.mailing.draft import draft_receipts
from app.mailing.letters import MAYBE_ARRIVED, LetterKind, LetterState, Stage
from app.mailing.render import Unsendable, render
from app.mailing.smtp import Deferred, Delivered, MailServer, Outcome, Rejected, Uncertain, send
from app.mailing.tables import Letter
from app.posting.notice import Notice
from app.review.tables import Decision
from app.work.claim import retry_after

log = structlog.get_logger()

# Longer than a conversation may take (twice a server's patience), short enough to be seen within the minute.
LEASE = timedelta(seconds=60)
# As long as mail servers themselves keep trying; then a person is told.
GIVE_UP_AFTER = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Held:
    """The right to finish one letter, as long as nobody else takes it."""

    letter_id: int
    token: str
    attempt: int


def deliver_next(database: Database, server: MailServer | None, *, now: datetime) -> bool:
    """Account for one abandoned letter or hand one approved letter to `server`. False when nothing is due.

    Without a server approved letters wait, and are seen waiting.
    """
    with database.unit_of_work() as session:
        if settle_abandoned(session, now=now):
            return True
        if server is None:
            return False
        held = _hold_next(session, now=now)
    if held is None:
        return False
    began = time.monotonic()
    outcome = _attempt(database, server, held, now=now)
    ended_at = now + timedelta(seconds=time.monotonic() - began)
    with database.unit_of_work() as session:
        _account(session, held, outcome, began_at=now, ended_at=ended_at)
    return True


def settle_abandoned(session: Session, *, now: datetime, alone: bool = False) -> int:
    """Account for letters whose sender is gone: lease over, or, when this process is `alone`, every one. How many."""
    left = select(Letter).where(Letter.state == LetterState.SENDING)
    if not alone:
        left = left.where(Letter.not_before <= now)
    letters = session.scalars(left.order_by(Letter.id)).all()
    settled = 0
    for letter in letters:
        maybe_arrived = letter.stage in MAYBE_ARRIVED
        state = LetterState.UNCERTAIN if maybe_arrived else LetterState.APPROVED
        held = Held(letter.id, letter.token or "", letter.attempts)
        if _write(session, held, state=state, reply="the sender stopped in mid-conversation", not_before=now):
            settled += 1
            _tell(session, letter.id, f"letter {'uncertain' if maybe_arrived else 'back in the queue'}", now=now)
    return settled


def acknowledge_next(database: Database, notice: Notice, *, now: datetime) -> bool:
    """Draft receipts for dossiers that have none: those that came by mail, and any that a crash left without."""
    try:
        with database.unit_of_work() as session:
            return bool(draft_receipts(session, notice, now=now))
    except IntegrityError:
        return True  # another worker drafted one of them first; the rest is looked at again


def next_letter_due(session: Session) -> datetime | None:
    """When the next letter may be sent or accounted for, or None when none waits."""
    due: datetime | None = session.scalar(
        select(Letter.not_before)
        .where(Letter.state.in_((LetterState.APPROVED, LetterState.SENDING)))
        .order_by(Letter.not_before)
        .limit(1)
    )
    return due


def _hold_next(session: Session, *, now: datetime) -> Held | None:
    waiting = (
        select(Letter.id, Letter.attempts)
        .where(Letter.state == LetterState.APPROVED, Letter.not_before <= now)
        .order_by(Letter.not_before, Letter.id)
        .limit(8)
    )
    for letter_id, attempts in session.execute(waiting).all():
        token = secrets.token_hex(16)
        won = session.execute(
            update(Letter)
            .where(Letter.id == letter_id, Letter.state == LetterState.APPROVED, Letter.attempts == attempts)
            .values(
                state=LetterState.SENDING,
                token=token,
                attempts=attempts + 1,
                stage=Stage.CONNECT,
                reply=None,
                tried_at=now,
                not_before=now + LEASE,
            )
        )
        if won.rowcount == 1:  # type: ignore[attr-defined]
            return Held(letter_id, token, attempts + 1)
    return None


def _attempt(database: Database, server: MailServer, held: Held, *, now: datetime) -> Outcome:
    with database.reading_session() as session:
        letter = session.get_one(Letter, held.letter_id)
        if letter.kind == LetterKind.INVITATION and not _still_invited(session, letter):
            return Rejected(Stage.ADDRESS, 0, "the dossier no longer stands shortlisted")
        if session.get_one(Dossier, letter.dossier_id).withdrawn_at is not None:
            return Rejected(Stage.ADDRESS, 0, "the application was withdrawn")
    try:
        envelope = render(letter, sender=server.sender, reply_to=server.reply_to, dated=letter.approved_at or now)
    except Unsendable as refusal:
        return Rejected(Stage.ADDRESS, 0, f"cannot be sent: {refusal.fault}")

    def dot_is_next() -> bool:
        with database.unit_of_work() as session:
            return _write(session, held, stage=Stage.FINAL_DOT)

    return send(envelope, server, may_finish=dot_is_next)


def _still_invited(session: Session, letter: Letter) -> bool:
    last = session.scalar(
        select(Decision.id).where(Decision.dossier_id == letter.dossier_id).order_by(Decision.ordinal.desc()).limit(1)
    )
    return last == letter.decision_id


def _account(session: Session, held: Held, outcome: Outcome, *, began_at: datetime, ended_at: datetime) -> None:
    match outcome:
        case Delivered(reply):
            change: dict[str, Any] = {"state": LetterState.SENT, "sent_at": ended_at, "reply": reply}
            told = "letter sent"
        case Rejected(stage, _, reply):
            change = {"state": LetterState.REJECTED, "stage": stage, "reply": reply}
            told = "letter rejected"
        case Uncertain(stage, reply):
            change = {"state": LetterState.UNCERTAIN, "stage": stage, "reply": reply}
            told = "letter uncertain"
        case Deferred(stage, reply):
            change, told = _later(session, held, stage, reply, began_at=began_at, ended_at=ended_at)
    if _write(session, held, token=None, **change):
        _tell(session, held.letter_id, told, now=ended_at, attempt=held.attempt, stage=change.get("stage"))
    else:
        log.warning("letter was accounted for by another", letter=held.letter_id, outcome=type(outcome).__name__)


def _later(
    session: Session, held: Held, stage: Stage, reply: str, *, began_at: datetime, ended_at: datetime
) -> tuple[dict[str, Any], str]:
    letter = session.get_one(Letter, held.letter_id)
    waiting_since = letter.approved_at or letter.drafted_at
    if began_at - waiting_since > GIVE_UP_AFTER:
        return {"state": LetterState.REJECTED, "stage": stage, "reply": reply}, "letter given up"
    again = ended_at + retry_after(held.attempt)
    return {"state": LetterState.APPROVED, "stage": stage, "reply": reply, "not_before": again}, "letter deferred"


def _write(session: Session, held: Held, **values: Any) -> bool:
    """Change the held letter. False when it is no longer ours."""
    written = session.execute(
        update(Letter)
        .where(Letter.id == held.letter_id, Letter.token == held.token, Letter.state == LetterState.SENDING)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(written.rowcount == 1)  # type: ignore[attr-defined]


def _tell(session: Session, letter_id: int, told: str, *, now: datetime, **facts: Any) -> None:
    reference, kind = session.execute(
        select(Dossier.reference, Letter.kind)
        .join(Letter, Letter.dossier_id == Dossier.id)
        .where(Letter.id == letter_id)
    ).one()
    record(session, told, now=now, reference=reference, letter=letter_id, kind=kind, **facts)
    log.info(told, letter=letter_id, kind=kind, **facts)
