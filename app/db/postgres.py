"""PostgreSQL, for more than one machine: psycopg 3, synchronous."""

from __future__ import annotations

from sqlalchemy import create_engine

from app.db.session import Database


def open_postgres(url: str) -> Database:
    """Open the database at `url` (`postgresql+psycopg://…`)."""
    engine = create_engine(url, pool_pre_ping=True, pool_size=8, max_overflow=32, hide_parameters=True)
    return Database(engine, engine)
