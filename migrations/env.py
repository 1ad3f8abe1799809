"""How Alembic reaches the database: over a connection that is handed in, else by the settings' address."""

from __future__ import annotations

from typing import Literal

from alembic import context
from sqlalchemy import Connection

from app.db.base import Instant, Table
from app.db.open import open_database
from app.settings import Settings
from app.tables import ALL_ROOMS

assert ALL_ROOMS  # the import is what fills the metadata


def render_item(kind: str, item: object, _autogen: object) -> str | Literal[False]:
    # A migration stands on its own: it names SQLAlchemy's types, never a class of the house that may change.
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Table.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render_item,
        compare_type=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    if connection.in_transaction():
        connection.commit()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    database = open_database(Settings().sqlalchemy_url)
    try:
        with database.writing.connect() as opened:
            run(opened)
    finally:
        database.close()
