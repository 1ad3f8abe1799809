"""Writes the journal and proves that nobody rewrote it. Knows no room; takes facts, not objects."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.journal.tables import JournalEntry

FIRST_HASH = "0" * 64
_LOCK_KEY = 0x4A4F5552  # "JOUR": one writer of the chain at a time on PostgreSQL


def record(
    session: Session,
    action: str,
    *,
    now: datetime,
    actor: str = "system",
    reference: str | None = None,
    **facts: str | int | bool | None,
) -> JournalEntry:
    """Append one entry to the chain within the caller's transaction.

    `action` is a short verb phrase (`dossier received`), `reference` the dossier's, `facts` numbers and
    codes only: names and addresses never enter the journal.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK_KEY})
    last = session.scalars(select(JournalEntry).order_by(JournalEntry.id.desc()).limit(1)).first()
    entry = JournalEntry(
        id=last.id + 1 if last else 1,
        at=now,
        actor=actor,
        action=action,
        reference=reference,
        facts=json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":")),
        previous_hash=last.hash if last else FIRST_HASH,
    )
    entry.hash = _seal(entry)
    session.add(entry)
    session.flush()
    return entry


def first_broken_entry(entries: Iterable[JournalEntry]) -> int | None:
    """The id of the first entry that does not follow from the one before it, or None when the chain holds.

    `entries` in the order of their ids, from 1.
    """
    previous, expected_id = FIRST_HASH, 1
    for entry in entries:
        if entry.id != expected_id or entry.previous_hash != previous or entry.hash != _seal(entry):
            return entry.id
        previous, expected_id = entry.hash, expected_id + 1
    return None


def _seal(entry: JournalEntry) -> str:
    told = [
        entry.id,
        entry.at.astimezone(UTC).isoformat(),
        entry.actor,
        entry.action,
        entry.reference,
        entry.facts,
        entry.previous_hash,
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
