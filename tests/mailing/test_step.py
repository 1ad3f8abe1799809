"""Claims, states and what the inbox holds, through a real server and both databases."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.db.session import Database
from app.intake.tables import Dossier
from app.journal.tables import JournalEntry
from app.mailing.letters import LetterKind, LetterState
from app.mailing.step import GIVE_UP_AFTER, LEASE, acknowledge_next, deliver_next, next_letter_due, settle_abandoned
from app.mailing.tables import Letter
from app.posting.notice import Notice
from app.work.claim import retry_after
from tests.fakes.smtp_server import Orders, SmtpServer
from tests.mailing.post import NOW, letter_now, released, server_at
from tests.people import INES, SALMA, YOUSSEF
from tests.review.shelf import a_dossier


def test_an_approved_letter_leaves_once_and_stands_sent(database: Database, notice: Notice) -> None:
    (letter_id,) = released(database, notice)
    with SmtpServer() as server:
        office = server_at(server.port)
        assert [deliver_next(database, office, now=NOW) for _ in range(3)] == [True, False, False]
    sent = letter_now(database, letter_id)
    assert (sent.state, sent.reply, sent.attempts, sent.token, sent.tried_at) == ("sent", "250 taken", 1, None, NOW)
    assert sent.sent_at is not None
    assert NOW <= sent.sent_at < NOW + timedelta(seconds=10)
    assert [taken.rcpt_tos for taken in server.inbox] == [[SALMA.email]]
    assert sent.message_id.encode() in (server.inbox[0].original_content or b"")


def test_without_a_server_letters_wait(database: Database, notice: Notice) -> None:
    (letter_id,) = released(database, notice)
    assert deliver_next(database, None, now=NOW) is False
    assert letter_now(database, letter_id).state == LetterState.APPROVED


def test_a_letter_that_may_still_be_called_back_stays(database: Database, notice: Notice) -> None:
    (letter_id,) = released(database, notice)
    with database.unit_of_work() as session:
        session.execute(update(Letter).values(not_before=NOW + timedelta(seconds=60)))
    with SmtpServer() as server:
        assert deliver_next(database, server_at(server.port), now=NOW + timedelta(seconds=59)) is False
        assert deliver_next(database, server_at(server.port), now=NOW + timedelta(seconds=60)) is True
    assert letter_now(database, letter_id).state == LetterState.SENT


def test_a_greylisted_letter_is_tried_again_later_and_arrives_once(database: Database, notice: Notice) -> None:
    (letter_id,) = released(database, notice)
    with SmtpServer(Orders(replies={"RCPT": "451 4.7.1 greylisted"}, times=3)) as server:
        now, tries = NOW, 0
        while letter_now(database, letter_id).state == LetterState.APPROVED:
            assert deliver_next(database, server_at(server.port), now=now)
            tries += 1
            with database.reading_session() as session:
                due = next_letter_due(session)
            if due is not None:
                waited = due - now
                assert retry_after(tries) <= waited < retry_after(tries) + timedelta(seconds=10)
                assert deliver_next(database, server_at(server.port), now=now) is False
                now = due
    assert (tries, letter_now(database, letter_id).state, len(server.inbox)) == (4, LetterState.SENT, 1)


def test_a_refused_letter_says_who_refused_it_where_and_why(database: Database, notice: Notice) -> None:
    (letter_id,) = released(database, notice)
    with SmtpServer(Orders(replies={"RCPT": "550 5.1.1 unknown person"})) as server:
        assert deliver_next(database, server_at(server.port), now=NOW)
        assert deliver_next(database, server_at(server.port), now=NOW + timedelta(days=1)) is False
    letter = letter_now(database, letter_id)
    assert (letter.state, letter.stage, letter.reply) == ("rejected", "recipient", "550 5.1.1 unknown person")


@pytest.mark.parametrize(("cut", "arrived"), [("dot", 0), ("reply", 1)])
def test_a_letter_cut_after_the_final_dot_is_never_sent_again_by_itself(
    database: Database, notice: Notice, cut: str, arrived: int
) -> None:
    (letter_id,) = released(database, notice)
    with SmtpServer(Orders(cut=cut)) as server:
        assert deliver_next(database, server_at(server.port), now=NOW)
        for day in range(10):
            assert deliver_next(database, server_at(server.port), now=NOW + timedelta(days=day)) is False
    assert (letter_now(database, letter_id).state, server.conversations) == (LetterState.UNCERTAIN, 1)
    assert len(server.inbox) == arrived


def test_a_letter_deferred_for_five_days_is_given_up_and_shown(database: Database, notice: Notice) -> None:
    (letter_id,) = released(database, notice)
    late = NOW + GIVE_UP_AFTER + timedelta(seconds=1)
    with SmtpServer(Orders(replies={"MAIL": "421 closed"})) as server:
        assert deliver_next(database, server_at(server.port), now=late)
    letter = letter_now(database, letter_id)
    assert (letter.state, letter.reply) == (LetterState.REJECTED, "421 closed")


@pytest.mark.parametrize(
    ("stage", "state"),
    [
        ("connect", LetterState.APPROVED),
        ("recipient", LetterState.APPROVED),
        ("body", LetterState.UNCERTAIN),
        ("final_dot", LetterState.UNCERTAIN),
    ],
)
def test_a_letter_left_in_mid_air_is_accounted_for_by_how_far_it_got(
    database: Database, notice: Notice, stage: str, state: LetterState
) -> None:
    (letter_id,) = released(database, notice)
    left = {"state": "sending", "stage": stage, "token": "gone", "attempts": 1, "not_before": NOW + LEASE}
    with database.unit_of_work() as session:
        session.execute(update(Letter).values(**left))
    assert deliver_next(database, None, now=NOW + LEASE - timedelta(seconds=1)) is False
    assert deliver_next(database, None, now=NOW + LEASE) is True
    assert letter_now(database, letter_id).state == state
    with database.reading_session() as session:
        told = session.scalars(select(JournalEntry.action).order_by(JournalEntry.id.desc()).limit(1)).one()
    assert told == ("letter uncertain" if state is LetterState.UNCERTAIN else "letter back in the queue")


def test_a_process_that_knows_itself_alone_does_not_wait_for_the_lease(database: Database, notice: Notice) -> None:
    (letter_id,) = released(database, notice)
    left = {"state": "sending", "stage": "final_dot", "token": "gone", "attempts": 1, "not_before": NOW + LEASE}
    with database.unit_of_work() as session:
        session.execute(update(Letter).values(**left))
        assert settle_abandoned(session, now=NOW, alone=True) == 1
    assert letter_now(database, letter_id).state == LetterState.UNCERTAIN


def test_two_workers_and_a_queue_send_each_letter_once(database: Database, notice: Notice) -> None:
    letters = released(database, notice, SALMA, YOUSSEF, INES)
    with SmtpServer() as server:
        office = server_at(server.port)

        def work() -> None:
            while deliver_next(database, office, now=NOW):
                pass

        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(30)
    assert Counter(address for taken in server.inbox for address in taken.rcpt_tos) == {
        SALMA.email: 1,
        YOUSSEF.email: 1,
        INES.email: 1,
    }
    assert {letter_now(database, letter_id).state for letter_id in letters} == {LetterState.SENT}


def test_a_sender_frozen_before_the_dot_delivers_nothing_when_it_thaws(database: Database, notice: Notice) -> None:
    (letter_id,) = released(database, notice)
    orders = Orders()
    with SmtpServer(orders) as server:
        office = server_at(server.port, patience_seconds=20.0)

        def another_worker_takes_over() -> None:
            late = NOW + LEASE + timedelta(seconds=1)
            assert deliver_next(database, None, now=late)
            assert deliver_next(database, office, now=late)

        orders.on_data = another_worker_takes_over
        assert deliver_next(database, office, now=NOW)
    letter = letter_now(database, letter_id)
    assert (server.conversations, len(server.inbox)) == (2, 1)
    assert (letter.state, letter.attempts) == (LetterState.SENT, 2)


def test_a_sender_frozen_after_the_dot_leaves_the_letter_uncertain(database: Database, notice: Notice) -> None:
    (letter_id,) = released(database, notice)

    def another_worker_looks() -> None:
        assert deliver_next(database, None, now=NOW + LEASE)

    with SmtpServer(Orders(on_dot=another_worker_looks)) as server:
        assert deliver_next(database, server_at(server.port, patience_seconds=20.0), now=NOW)
        assert deliver_next(database, server_at(server.port), now=NOW + timedelta(days=1)) is False
    assert (letter_now(database, letter_id).state, len(server.inbox)) == (LetterState.UNCERTAIN, 1)


def test_an_invitation_whose_dossier_was_withdrawn_does_not_leave(database: Database, notice: Notice) -> None:
    (letter_id,) = released(database, notice)
    with database.unit_of_work() as session:
        session.execute(update(Dossier).values(withdrawn_at=NOW))
    with SmtpServer() as server:
        assert deliver_next(database, server_at(server.port), now=NOW)
    letter = letter_now(database, letter_id)
    assert (letter.state, letter.reply, server.inbox) == ("rejected", "the application was withdrawn", [])


def test_every_dossier_is_acknowledged_through_the_same_queue(database: Database, notice: Notice) -> None:
    with database.unit_of_work() as session:
        for person in (SALMA, YOUSSEF):
            a_dossier(session, person)
    assert [acknowledge_next(database, notice, now=NOW) for _ in range(2)] == [True, False]
    with SmtpServer() as server:
        while deliver_next(database, server_at(server.port), now=NOW):
            pass
    assert sorted(address for taken in server.inbox for address in taken.rcpt_tos) == [SALMA.email, YOUSSEF.email]
    with database.reading_session() as session:
        assert session.execute(select(Letter.kind, Letter.state)).all() == [(LetterKind.RECEIPT, LetterState.SENT)] * 2


def test_logs_of_a_delivery_name_no_person(
    database: Database, notice: Notice, capsys: pytest.CaptureFixture[str]
) -> None:
    released(database, notice)
    with SmtpServer(Orders(replies={"RCPT": "550 5.1.1 unknown person"})) as server:
        deliver_next(database, server_at(server.port), now=NOW)
    captured = capsys.readouterr()
    told = captured.out + captured.err
    assert "letter rejected" in told
    assert SALMA.email not in told
    assert SALMA.name not in told
