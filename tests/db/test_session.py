"""Opening, committing, and the one writer."""

import threading
from datetime import datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, StatementError

from app.db.open import migrate, open_database
from app.db.sqlite import DataInUse
from app.journal.record import record
from app.journal.tables import JournalEntry
from tests.people import A_WEEK_BEFORE


def count(database):
    with database.reading_session() as session:
        return session.query(JournalEntry).count()


def test_work_that_raises_leaves_nothing(database):
    with pytest.raises(KeyError), database.unit_of_work() as session:
        record(session, "dossier received", now=A_WEEK_BEFORE)
        raise KeyError

    assert count(database) == 0


def test_an_instant_comes_back_aware_and_equal(database):
    with database.unit_of_work() as session:
        record(session, "dossier received", now=A_WEEK_BEFORE)

    with database.reading_session() as session:
        assert session.query(JournalEntry).one().at == A_WEEK_BEFORE


def test_a_naive_instant_is_refused(database):
    with pytest.raises((StatementError, ValueError)), database.unit_of_work() as session:
        record(session, "dossier received", now=datetime(2026, 5, 4, 12))  # noqa: DTZ001


def test_the_second_process_on_a_data_folder_is_refused(sqlite_database, tmp_path):
    with pytest.raises(DataInUse):
        open_database(f"sqlite:///{tmp_path / 'dossiers.sqlite3'}")


def test_a_reader_beside_the_writer_sees_what_is_committed_and_cannot_write(sqlite_database, tmp_path):
    with sqlite_database.unit_of_work() as session:
        record(session, "dossier received", now=A_WEEK_BEFORE)
    beside = open_database(f"sqlite:///{tmp_path / 'dossiers.sqlite3'}", write=False)
    try:
        assert count(beside) == 1
        with pytest.raises(DBAPIError), beside.unit_of_work() as session:
            session.execute(text("DELETE FROM journal_entry"))
    finally:
        beside.close()


def test_many_threads_write_and_nothing_is_lost(database):
    def write():
        for _ in range(10):
            with database.unit_of_work() as session:
                record(session, "dossier received", now=A_WEEK_BEFORE)

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert count(database) == 80


def test_migrating_twice_changes_nothing(database):
    with database.unit_of_work() as session:
        record(session, "dossier received", now=A_WEEK_BEFORE)
    migrate(database)

    assert count(database) == 1
