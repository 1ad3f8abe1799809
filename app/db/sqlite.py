"""SQLite for one machine: one process, one read-write connection, an exclusive lock on the folder."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from app.db.session import Database
from app.refusals import Refused


class DataInUse(Refused):
    """Another process writes in this data folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder


def open_sqlite(path: Path, *, write: bool = True) -> Database:
    """Open (and with `write`, create and lock) the database file at `path`.

    Raises DataInUse when another process holds the writer's place. With `write=False` both engines
    are read-only and no lock is taken.
    """
    if not write:
        reading = _reader(path)
        return Database(reading, reading)
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise DataInUse(path.parent) from None
    writing = create_engine(
        f"sqlite:///{path}",
        # The pool is the queue of writers: a lock held by a thread would not do, since a web request's unit of
        # work begins in one thread and may end in another.
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=30,
        connect_args={"check_same_thread": False, "isolation_level": None},
        hide_parameters=True,  # an error in the log must not carry names
    )
    event.listen(writing, "connect", _prepare_writer)
    # The driver opens a transaction too late for DDL and for a safe first read; we say BEGIN ourselves.
    event.listen(writing, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return Database(writing, _reader(path), release=lambda: os.close(lock))


def _reader(path: Path) -> Engine:
    reading = create_engine(
        f"sqlite:///file:{path}?mode=ro&uri=true",
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=32,
        connect_args={"check_same_thread": False},
        hide_parameters=True,
    )
    event.listen(reading, "connect", _prepare_reader)
    return reading


def _prepare_writer(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _prepare_reader(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in ("query_only=ON", "foreign_keys=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
