"""A database that cannot do its work says so in two words, and keeps nothing half done."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from app.db.open import migrate, open_database
from app.db.trouble import DatabaseDown, DatabaseFull
from app.journal.record import record
from app.journal.tables import JournalEntry
from tests.people import A_WEEK_BEFORE


def entries(database):
    with database.reading_session() as session:
        return session.query(JournalEntry).count()


def test_a_full_disk_is_no_bug_and_leaves_nothing(sqlite_database):
    with sqlite_database.unit_of_work() as session:
        session.execute(text("PRAGMA max_page_count = 1"))  # no page more than there are

    with pytest.raises(DatabaseFull), sqlite_database.unit_of_work() as session:
        record(session, "dossier received", now=A_WEEK_BEFORE, told="x" * 100_000)

    assert entries(sqlite_database) == 0


def test_a_server_that_does_not_answer_is_no_bug():
    database = open_database("postgresql+psycopg://nobody@127.0.0.1:1/nowhere")

    with pytest.raises(DatabaseDown), database.reading_session() as session:
        session.execute(text("SELECT 1"))
    with pytest.raises(DatabaseDown, match="Connection refused"):
        migrate(database)

    database.close()


@pytest.mark.needs_postgres
def test_a_server_that_goes_away_in_the_middle_keeps_nothing_and_is_used_again(postgres_database):
    with pytest.raises(DatabaseDown), postgres_database.unit_of_work() as session:
        record(session, "dossier received", now=A_WEEK_BEFORE)
        session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    assert entries(postgres_database) == 0


@pytest.mark.needs_postgres
def test_a_wrong_statement_stays_a_bug(postgres_database):
    with pytest.raises(ProgrammingError), postgres_database.unit_of_work() as session:
        session.execute(text("SELECT nothing FROM nowhere"))
