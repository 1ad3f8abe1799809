"""Drafts nobody came back to, and files that belong to nothing: refused, abandoned or interrupted uploads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.session import Database
from app.intake.drafts import sweep_drafts
from app.intake.tables import DraftFile, Message, Piece
from app.vault.local import Vault

# A file is sealed a moment before its row is committed; a day leaves room for every retry.
FILES_WAIT_FOR = timedelta(days=1)
# No upload may take longer than ten minutes.
UPLOADS_WAIT_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Swept:
    """How much was removed."""

    drafts: int
    files: int
    uploads: int


def sweep(database: Database, vault: Vault, *, now: datetime) -> Swept:
    """Remove expired drafts, then files older than a day that no draft, dossier or message holds."""
    with database.unit_of_work() as session:
        drafts = sweep_drafts(session, now=now)
    old = now - FILES_WAIT_FOR
    candidates = list(vault.kept_before(old))
    with database.reading_session() as session:
        orphans = [sha256 for sha256 in candidates if not is_held(session, sha256)]
    files = sum(vault.forget(sha256, kept_before=old) for sha256 in orphans)
    return Swept(drafts, files, vault.sweep(untouched_since=now - UPLOADS_WAIT_FOR))


def is_held(session: Session, sha256: str) -> bool:
    """True while a draft, a dossier or a message of the mailbox needs the file."""
    # In this order: sending moves a file from its draft to its dossier in one transaction, so one of them is seen.
    for column in (DraftFile.sha256, Piece.sha256, Message.vault_sha256):
        if session.scalar(select(column).where(column == sha256).limit(1)) is not None:
            return True
    return False
