from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.db.session import Database
from app.journal.tables import JournalEntry
from app.mailing.approve import (
    RECALL_PERIOD,
    AddressMissing,
    LettersChanged,
    NothingToRelease,
    WrongCount,
    approve,
    call_back,
)
from app.mailing.draft import draft_invitations
from app.mailing.letters import LetterState
from app.mailing.queries import is_released
from app.mailing.step import deliver_next
from app.mailing.tables import Letter
from app.posting.notice import Notice
from app.review.decide import MoveNotAllowed, undo
from app.review.release import ReleaseRefused
from tests.fakes.smtp_server import SmtpServer
from tests.mailing.post import NOW, letter_now, server_at, shortlisted
from tests.people import SALMA, YOUSSEF, Person
from tests.review.shelf import a_dossier, a_member


def test_released_letters_bear_the_name_and_the_instant_and_leave_after_the_recall_period(
    database: Database, notice: Notice
) -> None:
    with database.unit_of_work() as session:
        hind = a_member(session)
        dossier = shortlisted(session, notice, by=hind)
        drafts = draft_invitations(session, notice, now=NOW)
        done = approve(session, drafts, by=hind, typed_count=1, now=NOW)
        assert [(x.state, x.approved_by, x.approved_at, x.not_before) for x in done] == [
            (LetterState.APPROVED, hind.id, NOW, NOW + RECALL_PERIOD)
        ]
        assert is_released(session, dossier.id)
        told = session.scalars(select(JournalEntry).where(JournalEntry.action == "letter approved")).all()
        assert [(entry.actor, entry.reference) for entry in told] == [(f"member:{hind.id}", dossier.reference)]
        with pytest.raises(MoveNotAllowed):
            undo(session, dossier, by=hind.id, seen=1, now=NOW)


@pytest.mark.parametrize("typed", [0, 1, 3, -2])
def test_a_wrong_count_releases_nothing(database: Database, notice: Notice, typed: int) -> None:
    with database.unit_of_work() as session:
        hind = a_member(session)
        for person in (SALMA, YOUSSEF):
            shortlisted(session, notice, person, by=hind)
        drafts = draft_invitations(session, notice, now=NOW)
        with pytest.raises(WrongCount) as refused:
            approve(session, drafts, by=hind, typed_count=typed, now=NOW)
        assert (refused.value.expected, refused.value.typed) == (2, typed)
        assert [draft.state for draft in drafts] == [LetterState.DRAFT, LetterState.DRAFT]


def test_nothing_is_not_released(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session, pytest.raises(NothingToRelease):
        approve(session, [], by=a_member(session), typed_count=0, now=NOW)


def test_nothing_leaves_while_a_dossier_is_unopened(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        hind = a_member(session)
        shortlisted(session, notice, by=hind)
        unopened = a_dossier(session, YOUSSEF)
        drafts = draft_invitations(session, notice, now=NOW)
        with pytest.raises(ReleaseRefused) as refused:
            approve(session, drafts, by=hind, typed_count=1, now=NOW)
        assert refused.value.obstacles.references == (unopened.reference,)


def test_a_letter_released_twice_by_two_clicks_is_released_once(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        hind = a_member(session)
        dossier = shortlisted(session, notice, by=hind)
        drafts = draft_invitations(session, notice, now=NOW)
        approve(session, drafts, by=hind, typed_count=1, now=NOW)
        with pytest.raises(LettersChanged) as refused:
            approve(session, drafts, by=hind, typed_count=1, now=NOW)
        assert refused.value.references == (dossier.reference,)


def test_a_draft_whose_decision_was_undone_meanwhile_does_not_leave(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        hind = a_member(session)
        dossier = shortlisted(session, notice, by=hind)
        drafts = draft_invitations(session, notice, now=NOW)
        undo(session, dossier, by=hind.id, seen=1, now=NOW)
        with pytest.raises(LettersChanged):
            approve(session, drafts, by=hind, typed_count=1, now=NOW)


def test_somebody_without_an_address_is_named_before_anything_leaves(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        hind = a_member(session)
        nobody = shortlisted(session, notice, Person("Sans adresse", "not an address"), by=hind)
        drafts = draft_invitations(session, notice, now=NOW)
        with pytest.raises(AddressMissing) as refused:
            approve(session, drafts, by=hind, typed_count=1, now=NOW)
        assert refused.value.references == (nobody.reference,)


def test_letters_called_back_in_time_do_not_leave_and_their_dossiers_move_again(
    database: Database, notice: Notice
) -> None:
    with database.unit_of_work() as session:
        hind = a_member(session)
        dossier = shortlisted(session, notice, by=hind)
        letters = approve(session, draft_invitations(session, notice, now=NOW), by=hind, typed_count=1, now=NOW)
    with database.unit_of_work() as session:
        mine = [session.get_one(Letter, letter.id) for letter in letters]
        assert len(call_back(session, mine, by=hind, now=NOW + timedelta(seconds=30))) == 1
    with SmtpServer() as server:
        assert deliver_next(database, server_at(server.port), now=NOW + timedelta(hours=1)) is False
    letter = letter_now(database, letters[0].id)
    assert (letter.state, letter.approved_by, server.inbox) == (LetterState.DRAFT, None, [])
    with database.unit_of_work() as session:
        undo(session, dossier, by=hind.id, seen=1, now=NOW)


def test_a_letter_that_left_is_not_called_back(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        hind = a_member(session)
        shortlisted(session, notice, by=hind)
        letters = approve(session, draft_invitations(session, notice, now=NOW), by=hind, typed_count=1, now=NOW)
    with SmtpServer() as server:
        assert deliver_next(database, server_at(server.port), now=NOW + RECALL_PERIOD)
    with database.unit_of_work() as session:
        mine = [session.get_one(Letter, letter.id) for letter in letters]
        assert call_back(session, mine, by=hind, now=NOW + RECALL_PERIOD) == []
    assert letter_now(database, letters[0].id).state == LetterState.SENT
