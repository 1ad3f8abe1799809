from __future__ import annotations

import pytest
from sqlalchemy import select

from app.db.session import Database
from app.journal.tables import JournalEntry
from app.mailing.address import NotOneAddress
from app.mailing.letters import LetterKind, LetterState
from app.mailing.queries import letter_lines, mail_health
from app.mailing.resend import NotRejected, NotUncertain, correct_address, mark_arrived, send_again
from app.mailing.step import deliver_next
from app.mailing.tables import Letter
from app.posting.notice import Notice
from app.staff.tables import Member
from tests.fakes.smtp_server import Orders, SmtpServer
from tests.mailing.post import NOW, letter_now, released, server_at
from tests.people import SALMA


def _left(database: Database, notice: Notice, orders: Orders) -> tuple[int, SmtpServer]:
    (letter_id,) = released(database, notice)
    with SmtpServer(orders) as server:
        deliver_next(database, server_at(server.port), now=NOW)
    return letter_id, server


def test_a_person_says_that_an_uncertain_letter_arrived(database: Database, notice: Notice) -> None:
    letter_id, server = _left(database, notice, Orders(cut="reply"))
    with database.unit_of_work() as session:
        hind = session.scalars(select(Member)).one()
        mark_arrived(session, session.get_one(Letter, letter_id), by=hind, now=NOW)
    letter = letter_now(database, letter_id)
    assert (letter.state, letter.sent_at, len(server.inbox)) == (LetterState.SENT, NOW, 1)
    with database.reading_session() as session:
        last = session.scalars(select(JournalEntry).order_by(JournalEntry.id.desc()).limit(1)).one()
    assert (last.actor, last.action) == (f"member:{hind.id}", "letter said to have arrived")


def test_a_person_sends_an_uncertain_letter_again_under_the_same_message_id(database: Database, notice: Notice) -> None:
    letter_id, _ = _left(database, notice, Orders(cut="dot"))
    before = letter_now(database, letter_id).message_id
    with database.unit_of_work() as session:
        hind = session.scalars(select(Member)).one()
        send_again(session, session.get_one(Letter, letter_id), by=hind, now=NOW)
    with SmtpServer() as server:
        assert deliver_next(database, server_at(server.port), now=NOW)
    letter = letter_now(database, letter_id)
    assert (letter.state, letter.message_id, letter.attempts) == (LetterState.SENT, before, 2)
    assert [f"Message-ID: {before}".encode() in (taken.original_content or b"") for taken in server.inbox] == [True]


def test_only_an_uncertain_letter_is_settled(database: Database, notice: Notice) -> None:
    letter_id, _ = _left(database, notice, Orders())
    with database.unit_of_work() as session:
        hind, letter = session.scalars(select(Member)).one(), session.get_one(Letter, letter_id)
        for settle in (mark_arrived, send_again):
            with pytest.raises(NotUncertain):
                settle(session, letter, by=hind, now=NOW)
        with pytest.raises(NotRejected):
            correct_address(session, letter, "other@example.org", by=hind, now=NOW)


def test_a_refused_letter_goes_to_a_corrected_address(database: Database, notice: Notice) -> None:
    letter_id, _ = _left(database, notice, Orders(replies={"RCPT": "550 5.1.1 unknown"}))
    with database.unit_of_work() as session:
        hind, letter = session.scalars(select(Member)).one(), session.get_one(Letter, letter_id)
        with pytest.raises(NotOneAddress):
            correct_address(session, letter, "two@example.org, people@example.org", by=hind, now=NOW)
        correct_address(session, letter, "salma.b@example.org", by=hind, now=NOW)
    with SmtpServer() as server:
        assert deliver_next(database, server_at(server.port), now=NOW)
    assert [taken.rcpt_tos for taken in server.inbox] == [["salma.b@example.org"]]


def test_the_letters_page_and_the_mail_health_say_what_happened(database: Database, notice: Notice) -> None:
    letter_id, _ = _left(database, notice, Orders(replies={"RCPT": "550 5.1.1 unknown"}))
    with database.reading_session() as session:
        lines = letter_lines(session, LetterKind.INVITATION)
        health = mail_health(session)
    assert [(line.letter.id, line.letter.state, line.letter.recipient) for line in lines] == [
        (letter_id, LetterState.REJECTED, SALMA.email)
    ]
    assert (health.needs_a_person, health.last_trouble, health.last_trouble_at, health.last_sent_at) == (
        1,
        "recipient: 550 5.1.1 unknown",
        NOW,
        None,
    )
