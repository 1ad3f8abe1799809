"""Many letters through a server that fails at random: afterwards every state shown agrees with the inbox."""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.db.session import Database
from app.mailing.letters import LetterState
from app.mailing.step import acknowledge_next, deliver_next
from app.mailing.tables import Letter
from app.posting.notice import Notice
from tests.fakes.smtp_server import Orders, SmtpServer
from tests.mailing.post import NOW, server_at
from tests.people import Person
from tests.review.shelf import a_dossier

# The ten thousand of a long run: SMTP_FAULT_LETTERS=10000.
LETTERS = int(os.environ.get("SMTP_FAULT_LETTERS", "40"))
PATIENCE_SECONDS = 0.15


def _troubles(chance: random.Random) -> Orders:
    """What the next conversation meets; half of them meet nothing."""
    stage = chance.choice(("MAIL", "RCPT", "DATA", "dot"))
    later = chance.choice(("421 closing", "450 greylisted", "451 4.7.1 later", "452 full", "454 throttled"))
    never = chance.choice(("550 5.1.1 unknown", "552 too big", "554 5.7.1 no"))
    return chance.choice(
        [
            *[Orders()] * 5,
            Orders(greeting="421 too busy"),
            Orders(replies={stage: later}),
            Orders(replies={stage: never}),
            Orders(cut=chance.choice(("greeting", "MAIL", "RCPT", "DATA", "body", "dot", "reply"))),
            Orders(hang=chance.choice(("MAIL", "DATA", "dot"))),
            Orders(drip=True),
        ]
    )


@pytest.mark.timeout(3600)
def test_whatever_the_server_does_every_state_agrees_with_its_inbox(sqlite_database: Database, notice: Notice) -> None:
    seed = int(os.environ.get("SMTP_FAULT_SEED", "20260504"))
    chance = random.Random(seed)
    with sqlite_database.unit_of_work() as session:
        for number in range(LETTERS):
            a_dossier(session, Person(f"Personne {number}", f"personne{number}@example.org"), minutes=number)
    while acknowledge_next(sqlite_database, notice, now=NOW):
        pass
    now = NOW
    with SmtpServer() as server:
        office = server_at(server.port, patience_seconds=PATIENCE_SECONDS)
        for _ in range(LETTERS * 60):
            server.orders = _troubles(chance)
            if not deliver_next(sqlite_database, office, now=now):
                now += timedelta(minutes=10)
            if not _waiting(sqlite_database):
                break
    inbox = Counter(address for taken in server.inbox for address in taken.rcpt_tos)
    with sqlite_database.reading_session() as session:
        letters = session.execute(select(Letter.recipient, Letter.state)).all()
    wrong = [
        (recipient, state, inbox[recipient])
        for recipient, state in letters
        if inbox[recipient]
        not in {LetterState.SENT: {1}, LetterState.REJECTED: {0}, LetterState.UNCERTAIN: {0, 1}}.get(
            LetterState(state), set()
        )
    ]
    assert wrong == [], f"seed {seed}"
    assert {state for _, state in letters} == {LetterState.SENT, LetterState.REJECTED, LetterState.UNCERTAIN}


def _waiting(database: Database) -> bool:
    with database.reading_session() as session:
        waiting = select(Letter.id).where(Letter.state.in_((LetterState.APPROVED, LetterState.SENDING))).limit(1)
        return session.scalar(waiting) is not None
