"""Opens the database and commits. `Database.unit_of_work` is the only place that says commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.db.trouble import trouble_told


class Database:
    """One database, opened for this process.

    On SQLite the writing engine's pool holds exactly one connection, so one unit of work writes at a time and
    the others wait for it: SQLite 3.7.0-3.51.2 can lose committed writes when two connections write and
    checkpoint at once. Readers have connections of their own, opened read-only. On PostgreSQL both are one.
    """

    def __init__(self, writing: Engine, reading: Engine, *, release: Callable[[], None] = lambda: None) -> None:
        self.writing = writing
        self.reading = reading
        self._release = release

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """A session whose work is committed when the block ends, and undone when it raises.

        Raises DatabaseDown and DatabaseFull where the machine, not the work, is at fault. The connection is taken at the first statement, not before; beginning in one thread and ending in another
        is allowed. A unit of work inside another one waits for itself: never nest them.
        """
        with trouble_told(), Session(self.writing, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading_session(self) -> Iterator[Session]:
        """A session that only looks. Nothing it does is committed. Raises DatabaseDown."""
        with trouble_told(), Session(self.reading, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        """Close every connection and give up the writer's place."""
        self.writing.dispose()
        if self.reading is not self.writing:
            self.reading.dispose()
        self._release()
