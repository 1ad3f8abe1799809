"""Waiting rows and who holds them. The rows of the rooms are the queue; the rules of taking them are here.

A claim writes a fresh token, counts the attempt and sets when the row may be tried again, in one UPDATE that
only wins if nobody else did. Finishing needs the same token, so a worker that slept too long changes nothing.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, Select, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

FIRST_RETRY_AFTER = timedelta(seconds=15)
LONGEST_RETRY_AFTER = timedelta(minutes=10)


class WorkState(StrEnum):
    """Where a piece of work stands."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"  # a person looks at it


class Waiting:
    """Columns of a row that is also a unit of work."""

    state: Mapped[str] = mapped_column(String, default=WorkState.PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    token: Mapped[str | None] = mapped_column(String)


@dataclass(frozen=True, slots=True)
class Claim:
    """A right to finish one row, as long as nobody claims it after us."""

    row_id: int
    token: str
    attempt: int


def retry_after(attempt: int) -> timedelta:
    """How long to leave a row alone after its `attempt`-th try began: 15 s doubling to 10 minutes."""
    return min(FIRST_RETRY_AFTER * (1 << min(16, max(0, attempt - 1))), LONGEST_RETRY_AFTER)


def claim_next(session: Session, table: type[Any], *, now: datetime) -> Claim | None:
    """Take the row of `table` (a `Waiting` with an integer `id`) that has waited longest, or None.

    Commit before working: the claim must outlive a crash.
    """
    waiting: Select[Any] = (
        select(table.id, table.attempts)
        .where(table.state == WorkState.PENDING, table.not_before <= now)
        .order_by(table.not_before, table.id)
        .limit(8)
    )
    for row_id, attempts in session.execute(waiting).all():
        token = secrets.token_hex(16)
        won = session.execute(
            update(table)
            .where(table.id == row_id, table.state == WorkState.PENDING, table.attempts == attempts)
            .values(token=token, attempts=attempts + 1, not_before=now + retry_after(attempts + 1))
        )
        if won.rowcount == 1:  # type: ignore[attr-defined]
            return Claim(row_id, token, attempts + 1)
    return None


def finish(session: Session, table: type[Any], claim: Claim, *, state: WorkState, **values: Any) -> bool:
    """Write the result of a claimed row. False when somebody else claimed or finished it: discard the work."""
    done = session.execute(
        update(table)
        .where(table.id == claim.row_id, table.token == claim.token, table.state == WorkState.PENDING)
        .values(state=state, token=None, **values)
    )
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]


def next_due(session: Session, table: type[Any]) -> datetime | None:
    """When the first waiting row of `table` may be taken, or None when nothing waits."""
    due: datetime | None = session.scalar(
        select(table.not_before).where(table.state == WorkState.PENDING).order_by(table.not_before).limit(1)
    )
    return due


def take_back(session: Session, table: type[Any], *, now: datetime) -> int:
    """Make every row that a process of the past still holds due at once; how many.

    Only for a process that knows itself alone (SQLite's lock says so). Attempts keep counting, so a file
    that kills its reader is still noticed.
    """
    freed = session.execute(
        update(table)
        .where(table.state == WorkState.PENDING, table.token.is_not(None))
        .values(token=None, not_before=now)
    )
    return int(freed.rowcount)  # type: ignore[attr-defined]


def waiting_constraints(name: str) -> tuple[CheckConstraint, Index]:
    """The constraint and index that a table of waiting rows needs; put them into `__table_args__`."""
    return (
        CheckConstraint("state IN ('pending', 'done', 'failed')", name=f"{name}_state_is_known"),
        Index(None, "state", "not_before"),
    )
