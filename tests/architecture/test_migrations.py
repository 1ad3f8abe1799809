"""The schema is what the models say, on both databases, whichever way one comes to it."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from app.db.base import Table
from app.db.open import ROOT, migrate
from app.tables import ALL_ROOMS


def config_over(connection) -> Config:
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["connection"] = connection
    return config


def differences(database) -> list:
    assert ALL_ROOMS
    with database.writing.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return compare_metadata(context, Table.metadata)


def test_the_migrated_schema_is_what_the_models_say(database):
    assert differences(database) == []


def test_down_to_nothing_and_up_again_is_the_same_schema(database):
    with database.writing.connect() as connection:
        command.downgrade(config_over(connection), "base")
    with database.writing.connect() as connection:
        left = set(inspect(connection).get_table_names()) - {"alembic_version"}
    assert left == set()

    migrate(database)

    assert differences(database) == []


def test_check_constraints_are_there_and_bite(database):
    with database.writing.connect() as connection:
        named = {c["name"] for c in inspect(connection).get_check_constraints("letter")}
    assert {
        "letter_invites_only_the_shortlisted",
        "letter_leaves_only_approved_by_a_person",
        "letter_instant_if_sent",
    } <= named


def test_sqlite_waits_for_the_disk_and_keeps_foreign_keys(sqlite_database):
    with sqlite_database.writing.connect() as connection:
        pragma = lambda name: connection.execute(text(f"PRAGMA {name}")).scalar()  # noqa: E731
        assert (pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys")) == ("wal", 2, 1)
