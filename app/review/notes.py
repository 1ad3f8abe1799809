"""Private remarks of the direction. They are part of the dossier: its owner may ask to read them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.intake.tables import Dossier
from app.journal.record import record
from app.refusals import Refused
from app.review.tables import Note

MAX_NOTE_CHARACTERS = 4000


class NoteEmpty(Refused):
    """Nothing was written."""


class NoteTooLong(Refused):
    """More than `MAX_NOTE_CHARACTERS` characters."""


def add_note(session: Session, dossier: Dossier, text: str, *, by: int, now: datetime) -> Note:
    """Keep a remark. Raises NoteEmpty, NoteTooLong."""
    text = text.strip()
    if not text:
        raise NoteEmpty
    if len(text) > MAX_NOTE_CHARACTERS:
        raise NoteTooLong
    note = Note(dossier_id=dossier.id, member_id=by, text=text, at=now)
    session.add(note)
    record(session, "note kept", now=now, actor=f"member:{by}", reference=dossier.reference)
    return note
