"""The journal's rows. Nothing here points to another room: the journal outlives what it tells of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Table


class JournalEntry(Table):
    """One fact, sealed by the hash of the entry before it."""

    __tablename__ = "journal_entry"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String)  # "system", "candidate", or "member:<id>"
    action: Mapped[str] = mapped_column(String)
    reference: Mapped[str | None] = mapped_column(String, index=True)
    facts: Mapped[str] = mapped_column(Text)  # canonical JSON; numbers and codes, nothing personal
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
