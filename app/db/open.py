"""Opens the database the settings name, and brings its schema up to date."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import make_url

from app.db.postgres import open_postgres
from app.db.session import Database
from app.db.sqlite import open_sqlite
from app.db.trouble import trouble_told

ROOT = Path(__file__).resolve().parents[2]


def open_database(url: str, *, write: bool = True) -> Database:
    """Open the database at the SQLAlchemy address `url`; for SQLite, take the writer's place unless `write` is False."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return open_sqlite(Path(address.database or ""), write=write)
    return open_postgres(url)


def migrate(database: Database, revision: str = "head") -> None:
    """Bring the schema to `revision`, over the connection that is already open (SQLite has only one).

    Raises DatabaseDown, DatabaseFull.
    """
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    with trouble_told(), database.writing.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
