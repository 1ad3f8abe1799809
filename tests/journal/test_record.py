"""The journal: nobody rewrites it unseen."""

import pytest
from sqlalchemy import text

from app.db.session import Database
from app.journal.record import first_broken_entry, record
from app.journal.tables import JournalEntry
from tests.people import A_WEEK_BEFORE


def write_three_entries(database: Database) -> None:
    for number in range(1, 4):
        with database.unit_of_work() as session:
            record(session, "dossier received", now=A_WEEK_BEFORE, reference="7KQ2MX4D", pieces=number)


def broken_entry(database: Database) -> int | None:
    with database.reading_session() as session:
        return first_broken_entry(session.query(JournalEntry).order_by(JournalEntry.id))


def test_entries_follow_from_one_another(database):
    write_three_entries(database)

    assert broken_entry(database) is None


def test_an_altered_entry_is_named(database):
    write_three_entries(database)
    with database.unit_of_work() as session:
        session.execute(text("UPDATE journal_entry SET facts = '{}' WHERE id = 2"))

    assert broken_entry(database) == 2


def test_a_removed_entry_is_noticed_at_the_one_after_it(database):
    write_three_entries(database)
    with database.unit_of_work() as session:
        session.execute(text("DELETE FROM journal_entry WHERE id = 2"))

    assert broken_entry(database) == 3


def test_an_entry_undone_with_its_work_leaves_no_gap(database):
    write_three_entries(database)
    with pytest.raises(KeyError):
        with database.unit_of_work() as session:
            record(session, "dossier received", now=A_WEEK_BEFORE)
            session.info["what is not there"]
    write_three_entries(database)

    assert broken_entry(database) is None
