"""What a database that cannot do its work says, as refusals: try again later, or make room. Anything else is a bug."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from app.refusals import Refused

# PostgreSQL's classes of states: no connection, transaction undone for another's sake, no resources, shutting down.
_LATER = ("08", "40", "53", "57P")
_FULL = "53100"


class DatabaseDown(Refused):
    """The database does not answer, or cannot do this now; nothing was kept. `why` is for the operator."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class DatabaseFull(Refused):
    """The disk under the database is full; nothing was kept."""


@contextmanager
def trouble_told() -> Iterator[None]:
    """Raise DatabaseDown or DatabaseFull in place of what the driver says about the machine; let bugs through."""
    try:
        yield
    except NoConnectionFree as error:
        raise DatabaseDown("every connection is in use") from error
    except DBAPIError as error:
        refusal = _refusal(error)
        if refusal is None:
            raise
        raise refusal from error


def _refusal(error: DBAPIError) -> Refused | None:
    if isinstance(error.orig, sqlite3.Error):
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # the rest says where, not what
        if code == sqlite3.SQLITE_FULL:
            return DatabaseFull()
        return DatabaseDown("another program holds the file") if code == sqlite3.SQLITE_BUSY else None
    state = getattr(error.orig, "sqlstate", None)
    if state == _FULL:
        return DatabaseFull()
    if error.connection_invalidated or (state or "08").startswith(_LATER):
        return DatabaseDown(str(error.orig).strip().partition("\n")[0])
    return None
