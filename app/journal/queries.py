"""What the journal's page asks. Looks only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.journal.tables import JournalEntry


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One fact as it is shown; `facts` are codes and numbers."""

    id: int
    at: datetime
    actor: str
    action: str
    reference: str | None
    facts: Mapping[str, Any]

    @property
    def member_id(self) -> int | None:
        """The member's number, when a member did it."""
        kind, _, number = self.actor.partition(":")
        return int(number) if kind == "member" and number.isdigit() else None


def latest_entries(session: Session, *, before: int | None = None, limit: int = 100) -> list[JournalLine]:
    """The newest entries, newest first; only those older than the entry numbered `before`."""
    wanted = select(JournalEntry).order_by(JournalEntry.id.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(JournalEntry.id < before)
    return [
        JournalLine(row.id, row.at, row.actor, row.action, row.reference, json.loads(row.facts))
        for row in session.scalars(wanted)
    ]
