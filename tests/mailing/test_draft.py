from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Update, select, update
from sqlalchemy.exc import IntegrityError

from app.db.session import Database
from app.intake.tables import Message
from app.journal.tables import JournalEntry
from app.mailing.draft import draft_invitations, draft_receipts, next_receipt_due
from app.mailing.letters import LetterKind, LetterLanguage, LetterState
from app.mailing.queries import is_released
from app.mailing.tables import Letter
from app.posting.notice import Notice
from app.review.decide import set_aside, shortlist, undo
from app.review.open_dossier import open_dossier
from tests.mailing.post import NOW, shortlisted
from tests.people import A_WEEK_BEFORE, INES, SALMA, YOUSSEF, Person
from tests.review.shelf import A_REASON, a_dossier, a_member, screened


def test_only_the_shortlisted_are_drafted_an_invitation(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        hind = a_member(session)
        invited = shortlisted(session, notice, SALMA, by=hind)
        aside = a_dossier(session, YOUSSEF)
        screened(session, aside, notice)
        open_dossier(session, aside, by=hind.id, now=NOW)
        set_aside(session, aside, by=hind.id, reason=A_REASON, seen=0, now=NOW)
        a_dossier(session, INES)
        drafts = draft_invitations(session, notice, now=NOW)
        assert [(d.dossier_id, d.kind, d.state, d.recipient, d.approved_by) for d in drafts] == [
            (invited.id, LetterKind.INVITATION, LetterState.DRAFT, SALMA.email, None)
        ]
        assert not is_released(session, invited.id)


def test_drafting_again_gives_the_same_drafts(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        shortlisted(session, notice, by=a_member(session))
        first = [d.message_id for d in draft_invitations(session, notice, now=NOW)]
        assert [d.message_id for d in draft_invitations(session, notice, now=NOW)] == first
        assert len(first) == 1


def test_drafting_in_another_language_writes_the_draft_again(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        shortlisted(session, notice, by=a_member(session))
        draft_invitations(session, notice, now=NOW)
        again = draft_invitations(session, notice, now=NOW, language=LetterLanguage.AR)
        assert [(d.language, d.subject.startswith("دعوة"), "Invitation" in d.subject) for d in again] == [
            (LetterLanguage.AR, True, False)
        ]


def test_a_draft_goes_away_with_the_decision_it_rests_on_and_comes_back_with_a_new_one(
    database: Database, notice: Notice
) -> None:
    with database.unit_of_work() as session:
        hind = a_member(session)
        dossier = shortlisted(session, notice, by=hind)
        draft_invitations(session, notice, now=NOW)
        undo(session, dossier, by=hind.id, seen=1, now=NOW)
        assert draft_invitations(session, notice, now=NOW) == []
        assert session.scalars(select(Letter)).all() == []
        again = shortlist(session, dossier, by=hind.id, reason=A_REASON, seen=2, now=NOW)
        assert [d.decision_id for d in draft_invitations(session, notice, now=NOW)] == [again.id]


def test_a_shortlisted_person_who_withdrew_is_not_invited(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        shortlisted(session, notice, by=a_member(session)).withdrawn_at = NOW
        session.flush()
        assert draft_invitations(session, notice, now=NOW) == []


def test_the_database_refuses_an_invitation_to_somebody_who_is_not_shortlisted(
    database: Database, notice: Notice
) -> None:
    with database.unit_of_work() as session:
        shortlisted(session, notice, SALMA, by=a_member(session))
        letter = draft_invitations(session, notice, now=NOW)[0]
        stranger = a_dossier(session, YOUSSEF)
    moved = update(Letter).where(Letter.id == letter.id).values(dossier_id=stranger.id)
    assert _refused(database, moved)


def test_the_database_refuses_an_invitation_that_no_person_approved(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        shortlisted(session, notice, SALMA, by=a_member(session))
        letter = draft_invitations(session, notice, now=NOW)[0]
    assert _refused(database, update(Letter).where(Letter.id == letter.id).values(state=LetterState.APPROVED))


def test_everyone_gets_one_receipt_ready_to_leave_and_the_withdrawn_none(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        salma = a_dossier(session, SALMA)
        youssef = a_dossier(session, YOUSSEF, timeliness="late")
        a_dossier(session, INES, withdrawn_at=NOW)
        receipts = draft_receipts(session, notice, now=NOW)
        assert [(r.dossier_id, r.kind, r.state, r.approved_at) for r in receipts] == [
            (salma.id, LetterKind.RECEIPT, LetterState.APPROVED, NOW),
            (youssef.id, LetterKind.RECEIPT, LetterState.APPROVED, NOW),
        ]
        assert ["hors délai" in r.subject for r in receipts] == [False, True]
        assert draft_receipts(session, notice, now=NOW) == []
        assert next_receipt_due(session) is None


def test_a_receipt_answers_the_mail_that_brought_the_dossier(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        dossier = a_dossier(session, SALMA, channel="mailbox")
        session.add(
            Message(
                raw_sha256="1" * 64,
                sent_sha256="1" * 64,
                vault_sha256="1" * 64,
                source="test",
                message_id="<her.mail@mail.example.org>",
                sender=SALMA.email,
                subject="Candidature",
                received_at=A_WEEK_BEFORE,
                received_from="received",
                state="dossier",
                outcome="dossier",
                dossier_id=dossier.id,
                imported_at=A_WEEK_BEFORE,
            )
        )
        session.flush()
        assert [r.in_reply_to for r in draft_receipts(session, notice, now=NOW)] == ["<her.mail@mail.example.org>"]


def test_somebody_who_cannot_be_written_to_is_seen_not_forgotten(database: Database, notice: Notice) -> None:
    nobody = Person("Sans adresse", "not an address")
    with database.unit_of_work() as session:
        a_dossier(session, nobody)
        assert [(r.state, r.stage, r.reply) for r in draft_receipts(session, notice, now=NOW)] == [
            ("rejected", "address", "no address to write to")
        ]


def test_receipts_come_in_portions_until_nobody_is_without(
    database: Database, notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.mailing.draft.RECEIPTS_AT_ONCE", 2)
    with database.unit_of_work() as session:
        for number in range(5):
            a_dossier(session, Person(f"Personne {number}", f"p{number}@example.org"), minutes=number)
        assert next_receipt_due(session) == A_WEEK_BEFORE + timedelta(0)
        assert [len(draft_receipts(session, notice, now=NOW)) for _ in range(4)] == [2, 2, 1, 0]


def test_the_journal_names_no_person(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        dossier = a_dossier(session, SALMA)
        draft_receipts(session, notice, now=NOW)
        told = [(e.reference, e.action, e.facts) for e in session.scalars(select(JournalEntry))]
    assert told[-1][:2] == (dossier.reference, "receipt drafted")
    assert SALMA.email not in str(told)
    assert SALMA.name not in str(told)


def _refused(database: Database, change: Update) -> bool:
    try:
        with database.unit_of_work() as session:
            session.execute(change)
    except IntegrityError:
        return True
    return False
