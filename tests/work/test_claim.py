"""Claims on real rows of both databases: who may finish, who must discard, what a restart frees."""

from __future__ import annotations

import threading
from datetime import timedelta

from sqlalchemy import select

from app.db.session import Database
from app.reading.tables import Reading
from app.work.claim import (
    FIRST_RETRY_AFTER,
    LONGEST_RETRY_AFTER,
    Claim,
    WorkState,
    claim_next,
    finish,
    next_due,
    retry_after,
    take_back,
)
from tests.people import INES, SALMA
from tests.review.shelf import NOW, a_dossier

READ = {"why": "no_text", "read_at": NOW}


def _waiting(database: Database, count: int = 1) -> None:
    """`count` readings (at most four) that wait since NOW."""
    with database.unit_of_work() as session:
        for person in (SALMA, INES):
            a_dossier(session, person)
        for number, reading in enumerate(session.scalars(select(Reading).order_by(Reading.id)).all()):
            if number < count:
                reading.state, reading.read_at, reading.text = WorkState.PENDING, None, None
                reading.not_before = NOW


def _claim(database: Database, **later: float) -> Claim | None:
    with database.unit_of_work() as session:
        return claim_next(session, Reading, now=NOW + timedelta(**later))


def _finish(database: Database, claim: Claim) -> bool:
    with database.unit_of_work() as session:
        return finish(session, Reading, claim, state=WorkState.DONE, **READ)


def test_a_claimed_row_is_nobody_elses_until_its_time_is_up(database: Database) -> None:
    _waiting(database)
    first = _claim(database)
    assert first is not None
    assert _claim(database) is None
    second = _claim(database, seconds=FIRST_RETRY_AFTER.total_seconds())
    assert second is not None
    assert (second.row_id, second.attempt, second.token != first.token) == (first.row_id, 2, True)


def test_a_worker_that_froze_and_thaws_changes_nothing(database: Database) -> None:
    _waiting(database)
    frozen = _claim(database)
    awake = _claim(database, minutes=1)
    assert frozen is not None
    assert awake is not None
    assert _finish(database, frozen) is False
    assert _finish(database, awake) is True
    assert _finish(database, awake) is False


def test_the_row_that_waited_longest_comes_first(database: Database) -> None:
    _waiting(database, 3)
    with database.unit_of_work() as session:
        rows = session.scalars(select(Reading).where(Reading.state == WorkState.PENDING).order_by(Reading.id)).all()
        rows[2].not_before = NOW - timedelta(hours=1)
        expected = [rows[2].id, rows[0].id, rows[1].id]
        assert next_due(session, Reading) is not None
    claims = [_claim(database) for _ in range(4)]
    assert [claim.row_id if claim else None for claim in claims] == [*expected, None]


def test_many_workers_take_each_row_once(database: Database) -> None:
    _waiting(database, 4)
    taken: list[Claim] = []

    def work() -> None:
        while (claim := _claim(database)) is not None:
            taken.append(claim)

    workers = [threading.Thread(target=work) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert len(taken) == 4
    assert len({claim.row_id for claim in taken}) == 4


def test_a_restart_frees_what_the_dead_process_held_and_keeps_counting(database: Database) -> None:
    _waiting(database, 2)
    held = _claim(database)
    assert held is not None
    with database.unit_of_work() as session:
        assert take_back(session, Reading, now=NOW) == 1
    again = [_claim(database), _claim(database)]
    assert sorted(claim.attempt for claim in again if claim) == [1, 2]
    assert _finish(database, held) is False


def test_the_wait_doubles_up_to_ten_minutes_and_no_further() -> None:
    waits = [retry_after(attempt) for attempt in (1, 2, 3, 4, 50, 5000)]
    assert waits == [
        FIRST_RETRY_AFTER,
        2 * FIRST_RETRY_AFTER,
        4 * FIRST_RETRY_AFTER,
        8 * FIRST_RETRY_AFTER,
        LONGEST_RETRY_AFTER,
        LONGEST_RETRY_AFTER,
    ]
