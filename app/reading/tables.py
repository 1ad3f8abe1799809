"""What reading keeps: one row per piece, which is also the unit of work."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Table
from app.work.claim import Waiting, waiting_constraints


class Reading(Waiting, Table):
    """The reading of one piece: waiting, read (`text`), or unreadable (`why`)."""

    __tablename__ = "reading"

    id: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("piece.id"), unique=True)
    engine: Mapped[str | None] = mapped_column(String)
    why: Mapped[str | None] = mapped_column(String)
    detail: Mapped[str | None] = mapped_column(String)
    pages_count: Mapped[int | None]
    ocr_pages_count: Mapped[int | None]
    text: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)  # zlib over the JSON of ReadText
    read_at: Mapped[datetime | None]

    __table_args__ = (
        *waiting_constraints("reading"),
        CheckConstraint("(state = 'pending') = (read_at IS NULL)", name="reading_instant_if_over"),
        CheckConstraint("(state <> 'done') OR ((text IS NULL) <> (why IS NULL))", name="reading_is_text_or_reason"),
    )
