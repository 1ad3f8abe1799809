"""Reading as a unit of work: taken up by itself, kept once, tried again when a child dies, and never for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.db.session import Database
from app.reading import step
from app.reading.isolated import ChildDied
from app.reading.step import enqueue, read_next
from app.reading.stored import from_bytes
from app.reading.tables import Reading
from app.reading.text import ReadText, plain_text
from app.vault.local import Vault
from app.work.child import Cause, Died
from app.work.claim import WorkState
from tests.reading.shelf import ARRIVAL, a_dossier_with

CV = "Salma Bennani\nCoordinatrice de projet associatif, 2019 – 2024".encode()


def _readings(database: Database) -> list[Reading]:
    with database.reading_session() as session:
        return list(session.scalars(select(Reading).order_by(Reading.piece_id).options(undefer(Reading.text))))


def test_a_piece_that_nobody_enqueued_is_read_and_its_words_are_kept(database: Database, vault: Vault) -> None:
    (piece,) = a_dossier_with(database, vault, ("cv.txt", CV))

    assert read_next(database, vault, now=ARRIVAL)

    (reading,) = _readings(database)
    assert (reading.piece_id, reading.state, reading.why, reading.pages_count) == (piece, WorkState.DONE, None, 1)
    assert reading.read_at == ARRIVAL
    assert reading.text is not None
    assert from_bytes(reading.text).text == CV.decode()


def test_nothing_is_left_to_do_when_all_pieces_are_read(database: Database, vault: Vault) -> None:
    a_dossier_with(database, vault, ("cv.txt", CV), ("lettre.txt", b"Madame, Monsieur"))

    assert [read_next(database, vault, now=ARRIVAL) for _ in range(3)] == [True, True, False]


def test_enqueueing_twice_makes_one_row(database: Database, vault: Vault) -> None:
    pieces = a_dossier_with(database, vault, ("cv.txt", CV))

    for _ in range(2):
        with database.unit_of_work() as session:
            enqueue(session, pieces, now=ARRIVAL)

    assert [reading.piece_id for reading in _readings(database)] == pieces


def test_a_file_that_cannot_be_read_is_kept_with_its_reason(database: Database, vault: Vault) -> None:
    a_dossier_with(database, vault, ("cv.pdf", b"MZ\x90\x00" + bytes(200)))

    read_next(database, vault, now=ARRIVAL)

    (reading,) = _readings(database)
    assert (reading.state, reading.why, reading.text) == (WorkState.DONE, "unknown_format", None)


def test_a_replaced_piece_is_not_taken_up(database: Database, vault: Vault) -> None:
    from app.intake.tables import Piece

    (piece,) = a_dossier_with(database, vault, ("cv.txt", CV))
    with database.unit_of_work() as session:
        session.get_one(Piece, piece).replaced_at = ARRIVAL

    assert not read_next(database, vault, now=ARRIVAL)


class _Reader:
    """Stands for the child: dies as often as told, then reads."""

    def __init__(self, *deaths: Died) -> None:
        self.deaths = list(deaths)

    def __call__(self, content: bytes, *, file_name: str) -> ReadText:
        if self.deaths:
            raise ChildDied(self.deaths.pop(0))
        return plain_text(content.decode())


CRASH = Died(Cause.CRASHED, "signal 11", settled=False)


def _read_until_over(database: Database, vault: Vault) -> list[datetime]:
    """Let time pass until the piece is over; the instants at which it was tried."""
    tried: list[datetime] = []
    now = ARRIVAL
    while len(tried) < 20:
        if read_next(database, vault, now=now):
            tried.append(now)
        if _readings(database)[0].state != WorkState.PENDING:
            break
        now += timedelta(seconds=5)
    return tried


def test_a_piece_whose_child_crashed_once_is_read_later(
    sqlite_database: Database, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_dossier_with(sqlite_database, vault, ("cv.txt", CV))
    monkeypatch.setattr(step, "try_in_child", _Reader(CRASH))

    tried = _read_until_over(sqlite_database, vault)

    assert tried == [ARRIVAL, ARRIVAL + timedelta(seconds=15)]
    assert _readings(sqlite_database)[0].why is None


def test_a_piece_that_always_crashes_is_left_to_a_person_after_five_tries(
    sqlite_database: Database, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_dossier_with(sqlite_database, vault, ("cv.txt", CV))
    monkeypatch.setattr(step, "try_in_child", _Reader(*[CRASH] * 9))

    tried = _read_until_over(sqlite_database, vault)

    (reading,) = _readings(sqlite_database)
    assert len(tried) == 5
    assert (reading.state, reading.why, reading.detail) == (WorkState.DONE, "damaged", "signal 11")


def test_a_death_that_would_come_again_is_not_tried_again(
    sqlite_database: Database, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_dossier_with(sqlite_database, vault, ("cv.txt", CV))
    monkeypatch.setattr(step, "try_in_child", _Reader(Died(Cause.MEMORY, "out of memory", settled=True)))

    assert len(_read_until_over(sqlite_database, vault)) == 1
    assert _readings(sqlite_database)[0].why == "too_large"


def test_a_file_that_ends_the_whole_process_stops_being_tried(database: Database, vault: Vault) -> None:
    a_dossier_with(database, vault, ("cv.txt", CV))
    with database.unit_of_work() as session:
        step.take_up_new_pieces(session, now=ARRIVAL)
        session.scalars(select(Reading)).one().attempts = 5

    read_next(database, vault, now=ARRIVAL)

    assert _readings(database)[0].why == "timed_out"


def test_a_reading_that_comes_too_late_changes_nothing(
    sqlite_database: Database, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_dossier_with(sqlite_database, vault, ("cv.txt", CV))

    def overtaken(content: bytes, *, file_name: str) -> ReadText:
        monkeypatch.setattr(step, "try_in_child", _Reader())
        read_next(sqlite_database, vault, now=ARRIVAL + timedelta(minutes=1))
        return plain_text("another text")

    monkeypatch.setattr(step, "try_in_child", overtaken)
    read_next(sqlite_database, vault, now=ARRIVAL)

    (reading,) = _readings(sqlite_database)
    assert reading.text is not None
    assert from_bytes(reading.text).text == CV.decode()
