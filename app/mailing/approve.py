"""A person releases letters, or calls them back while that is still possible."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.intake.tables import Dossier
from app.journal.record import record
from app.mailing.draft import still_shortlisted
from app.mailing.letters import LetterState, Stage
from app.mailing.tables import Letter
from app.refusals import Refused
from app.review.release import bind, require_release_allowed, unbind
from app.staff.tables import Member

# Until then « Annuler l'envoi » stops it; afterwards a letter that left is out of our hands.
RECALL_PERIOD = timedelta(seconds=60)


class WrongCount(Refused):
    """The number typed is not the number of letters about to leave."""

    def __init__(self, expected: int, typed: int) -> None:
        super().__init__(expected, typed)
        self.expected = expected
        self.typed = typed


class NothingToRelease(Refused):
    """There is no draft among what was to be released."""


class LettersChanged(Refused):
    """Since they were shown, letters left the drafts or their dossier stands otherwise."""

    def __init__(self, references: tuple[str, ...]) -> None:
        super().__init__(references)
        self.references = references


class AddressMissing(Refused):
    """Letters have no address that can be written to."""

    def __init__(self, references: tuple[str, ...]) -> None:
        super().__init__(references)
        self.references = references


def approve(
    session: Session,
    letters: Sequence[Letter],
    *,
    by: Member,
    typed_count: int,
    now: datetime,
    recall_period: timedelta = RECALL_PERIOD,
) -> list[Letter]:
    """Release `letters` (drafts, as they were shown) in the name of `by`; they leave after `recall_period`.

    All or none. Raises NothingToRelease, WrongCount, LettersChanged, AddressMissing, and `review`'s
    ReleaseRefused while a dossier is unopened or a mail is to be sorted.
    """
    if not letters:
        raise NothingToRelease
    require_release_allowed(session)
    if typed_count != len(letters):
        raise WrongCount(len(letters), typed_count)
    holding = still_shortlisted(session, letters)
    changed = [letter for letter in letters if letter.state != LetterState.DRAFT or letter.id not in holding]
    if changed:
        raise LettersChanged(_references(session, changed))
    unaddressed = [letter for letter in letters if letter.stage == Stage.ADDRESS]
    if unaddressed:
        raise AddressMissing(_references(session, unaddressed))
    for letter in letters:
        assert letter.decision_id is not None, "the table refuses an invitation without a decision"
        bind(session, letter.dossier_id, letter.decision_id, by=by.id, now=now)
        letter.state = LetterState.APPROVED
        letter.approved_at, letter.approved_by = now, by.id
        letter.not_before = now + recall_period
        record(
            session,
            "letter approved",
            now=now,
            actor=f"member:{by.id}",
            reference=session.get_one(Dossier, letter.dossier_id).reference,
            letter=letter.id,
            kind=letter.kind,
        )
    session.flush()
    return list(letters)


def call_back(session: Session, letters: Sequence[Letter], *, by: Member, now: datetime) -> list[Letter]:
    """Return to drafts those of `letters` that no attempt has been made for; the others are out of reach.

    The ones that came back are returned, their dossiers free to move again; which ones is decided by the rows,
    not by what the page showed.
    """
    back = []
    for letter in letters:
        won = session.execute(
            update(Letter)
            .where(Letter.id == letter.id, Letter.state == LetterState.APPROVED, Letter.attempts == 0)
            .values(state=LetterState.DRAFT, approved_at=None, approved_by=None, not_before=now)
        )
        if won.rowcount == 1:  # type: ignore[attr-defined]
            back.append(letter)
            unbind(session, letter.dossier_id)
            reference = session.get_one(Dossier, letter.dossier_id).reference
            record(
                session, "letter called back", now=now, actor=f"member:{by.id}", reference=reference, letter=letter.id
            )
    return back


def _references(session: Session, letters: Sequence[Letter]) -> tuple[str, ...]:
    return tuple(sorted(session.get_one(Dossier, letter.dossier_id).reference for letter in letters))
