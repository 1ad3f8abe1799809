from __future__ import annotations

import threading

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db.session import Database
from app.intake.tables import Dossier
from app.journal.tables import JournalEntry
from app.posting.notice import Notice
from app.review.decide import (
    ChangedMeanwhile,
    DossierLate,
    DossierWithdrawn,
    MoveNotAllowed,
    NothingToUndo,
    NotOpened,
    NotScreenedYet,
    ReasonMissing,
    decide,
    reserve,
    set_aside,
    shortlist,
    undo,
)
from app.review.open_dossier import open_dossier
from app.review.reasons import DecisionReason, Reason
from app.review.release import NotShortlisted, bind, obstacles_to_release
from app.review.standing import Standing
from app.review.tables import Decision
from app.screening.tables import ScreeningRow
from tests.people import HIND, INES, KARIM, SALMA
from tests.review.shelf import A_REASON, NOW, a_dossier, a_member, screened


def opened(session: Session, notice: Notice) -> tuple[Dossier, int]:
    hind, dossier = a_member(session), a_dossier(session, SALMA)
    screened(session, dossier, notice)
    open_dossier(session, dossier, by=hind.id, now=NOW)
    return dossier, hind.id


def moves(session: Session) -> list[tuple[int, str, str]]:
    rows = session.scalars(select(Decision).order_by(Decision.dossier_id, Decision.ordinal))
    return [(row.ordinal, row.standing, row.reason_code) for row in rows]


def test_every_move_is_a_row_with_who_why_and_when(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        dossier, hind = opened(session, notice)
        shortlist(session, dossier, by=hind, reason=A_REASON, seen=0, now=NOW)
        reserve(session, dossier, by=hind, reason=Reason("other", "Un doute sur les dates"), seen=1, now=NOW)
    with database.reading_session() as session:
        assert moves(session) == [(1, "shortlisted", "answers_the_notice"), (2, "reserve", "other")]
        last = session.scalars(select(Decision).order_by(Decision.id.desc())).first()
        assert last is not None
        assert (last.member_id, last.reason, last.at) == (hind, "Un doute sur les dates", NOW)
        told = [entry.action for entry in session.scalars(select(JournalEntry).order_by(JournalEntry.id))]
        assert told == ["dossier opened", "dossier moved", "dossier moved"]


def test_nobody_decides_on_a_dossier_they_have_not_opened(sqlite_database: Database, notice: Notice) -> None:
    with sqlite_database.unit_of_work() as session:
        dossier, _hind = opened(session, notice)
        karim = a_member(session, KARIM)
        with pytest.raises(NotOpened):
            shortlist(session, dossier, by=karim.id, reason=A_REASON, seen=0, now=NOW)


@pytest.mark.parametrize(
    "reason",
    [
        Reason(),
        Reason("other"),
        Reason("other", "  "),
        Reason("", "ok"),
        Reason("made_up"),
        Reason("undone"),
        Reason("answers_the_notice", "x" * 2001),
    ],
)
def test_a_decision_without_a_reason_that_says_something_is_refused(
    sqlite_database: Database, notice: Notice, reason: Reason
) -> None:
    with sqlite_database.unit_of_work() as session:
        dossier, hind = opened(session, notice)
        with pytest.raises(ReasonMissing):
            set_aside(session, dossier, by=hind, reason=reason, seen=0, now=NOW)


def test_a_dossier_the_machine_is_still_reading_waits(sqlite_database: Database, notice: Notice) -> None:
    with sqlite_database.unit_of_work() as session:
        hind, dossier = a_member(session), a_dossier(session, SALMA)
        session.add(ScreeningRow(dossier_id=dossier.id, state="pending", not_before=NOW))
        open_dossier(session, dossier, by=hind.id, now=NOW)
        with pytest.raises(NotScreenedYet):
            set_aside(session, dossier, by=hind.id, reason=A_REASON, seen=0, now=NOW)


def test_a_dossier_the_machine_gave_up_on_may_be_shortlisted_by_a_person(
    sqlite_database: Database, notice: Notice
) -> None:
    with sqlite_database.unit_of_work() as session:
        hind, dossier = a_member(session), a_dossier(session, INES)
        session.add(ScreeningRow(dossier_id=dossier.id, state="failed", not_before=NOW))
        open_dossier(session, dossier, by=hind.id, now=NOW)
        shortlist(session, dossier, by=hind.id, reason=A_REASON, seen=0, now=NOW)
        assert moves(session) == [(1, "shortlisted", "answers_the_notice")]


def test_two_readers_never_overwrite_each_other(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        dossier, hind = opened(session, notice)
        karim = a_member(session, KARIM)
        open_dossier(session, dossier, by=karim.id, now=NOW)
    outcomes: list[str] = []

    def move(member: int, target: Standing) -> None:
        try:
            with database.unit_of_work() as session:
                same = session.get_one(Dossier, dossier.id)
                decide(session, same, target, by=member, reason=A_REASON, seen=0, now=NOW)
            outcomes.append("moved")
        except ChangedMeanwhile as refused:
            outcomes.append(f"seen {refused.seen}, now {refused.now}")

    readers = [
        threading.Thread(target=move, args=(hind, Standing.SHORTLISTED)),
        threading.Thread(target=move, args=(karim.id, Standing.SET_ASIDE)),
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert sorted(outcomes) == ["moved", "seen 0, now 1"]


def test_undo_puts_the_dossier_back_and_keeps_both_rows(sqlite_database: Database, notice: Notice) -> None:
    with sqlite_database.unit_of_work() as session:
        dossier, hind = opened(session, notice)
        reserve(session, dossier, by=hind, reason=A_REASON, seen=0, now=NOW)
        shortlist(session, dossier, by=hind, reason=A_REASON, seen=1, now=NOW)
        taken_back = undo(session, dossier, by=hind, seen=2, now=NOW)
        assert (taken_back.standing, taken_back.ordinal) == ("reserve", 3)
        assert [standing for _, standing, _ in moves(session)] == ["reserve", "shortlisted", "reserve"]
        with pytest.raises(NothingToUndo):
            undo(session, dossier, by=hind, seen=3, now=NOW)


def test_undoing_the_first_move_leads_back_to_the_pile(sqlite_database: Database, notice: Notice) -> None:
    with sqlite_database.unit_of_work() as session:
        dossier, hind = opened(session, notice)
        with pytest.raises(NothingToUndo):
            undo(session, dossier, by=hind, seen=0, now=NOW)
        set_aside(session, dossier, by=hind, reason=A_REASON, seen=0, now=NOW)
        assert undo(session, dossier, by=hind, seen=1, now=NOW).standing == "to_review"


def test_a_move_to_where_the_dossier_already_stands_is_refused(sqlite_database: Database, notice: Notice) -> None:
    with sqlite_database.unit_of_work() as session:
        dossier, hind = opened(session, notice)
        shortlist(session, dossier, by=hind, reason=A_REASON, seen=0, now=NOW)
        with pytest.raises(MoveNotAllowed) as refused:
            shortlist(session, dossier, by=hind, reason=A_REASON, seen=1, now=NOW)
        assert not refused.value.letter_released


def test_a_released_letter_binds_the_dossier(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        dossier, hind = opened(session, notice)
        decision = shortlist(session, dossier, by=hind, reason=A_REASON, seen=0, now=NOW)
        bind(session, dossier.id, decision.id, by=hind, now=NOW)
        with pytest.raises(MoveNotAllowed) as refused:
            set_aside(session, dossier, by=hind, reason=A_REASON, seen=1, now=NOW)
        assert refused.value.letter_released
        with pytest.raises(MoveNotAllowed):
            undo(session, dossier, by=hind, seen=1, now=NOW)


def test_a_letter_cannot_rest_on_a_shortlisting_that_was_taken_back(sqlite_database: Database, notice: Notice) -> None:
    with sqlite_database.unit_of_work() as session:
        dossier, hind = opened(session, notice)
        decision = shortlist(session, dossier, by=hind, reason=A_REASON, seen=0, now=NOW)
        undo(session, dossier, by=hind, seen=1, now=NOW)
        with pytest.raises(NotShortlisted):
            bind(session, dossier.id, decision.id, by=hind, now=NOW)


def test_a_withdrawn_dossier_is_decided_on_no_more(sqlite_database: Database, notice: Notice) -> None:
    with sqlite_database.unit_of_work() as session:
        dossier, hind = opened(session, notice)
        dossier.withdrawn_at = NOW
        with pytest.raises(DossierWithdrawn):
            shortlist(session, dossier, by=hind, reason=A_REASON, seen=0, now=NOW)


def test_a_late_dossier_can_be_set_aside_and_nothing_else(sqlite_database: Database) -> None:
    with sqlite_database.unit_of_work() as session:
        hind, dossier = a_member(session), a_dossier(session, SALMA, timeliness="late")
        open_dossier(session, dossier, by=hind.id, now=NOW)
        with pytest.raises(DossierLate):
            shortlist(session, dossier, by=hind.id, reason=A_REASON, seen=0, now=NOW)
        assert set_aside(session, dossier, by=hind.id, reason=A_REASON, seen=0, now=NOW).standing == "set_aside"


def test_the_database_itself_refuses_a_decision_without_a_reason_or_a_person(
    database: Database, notice: Notice
) -> None:
    for wrong in ({"reason_code": ""}, {"member_id": 999_999}):
        with pytest.raises(IntegrityError):
            decide_by_hand(database, notice, wrong)


def decide_by_hand(database: Database, notice: Notice, wrong: dict[str, object]) -> None:
    with database.unit_of_work() as session:
        dossier, hind = opened(session, notice)
        values: dict[str, object] = {
            "dossier_id": dossier.id,
            "ordinal": 1,
            "standing": "shortlisted",
            "member_id": hind,
            "reason_code": DecisionReason.OTHER,
            "reason": "",
            "at": NOW,
        }
        session.add(Decision(**(values | wrong)))


def test_release_waits_for_every_dossier_to_be_opened_and_says_which(sqlite_database: Database, notice: Notice) -> None:
    with sqlite_database.unit_of_work() as session:
        opened(session, notice)
        unseen = a_dossier(session, INES)
        a_dossier(session, KARIM, timeliness="late")
        a_dossier(session, HIND, withdrawn_at=NOW)
        found = obstacles_to_release(session)
        assert (found.unopened_count, found.references, found.to_sort_count) == (1, (unseen.reference,), 0)
