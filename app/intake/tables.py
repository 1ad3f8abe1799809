"""What intake keeps: drafts being filled in, dossiers, pieces, referees, and the messages of the mailbox."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Table


class MessageState(StrEnum):
    """What became of a message of the mailbox."""

    WAITING = "waiting"  # kept, not yet understood
    DOSSIER = "dossier"
    TO_SORT = "to_sort"
    IGNORED = "ignored"  # automatic mail: visible in the log, never a dossier


class Draft(Table):
    """An application being filled in: NON DÉPOSÉ until it becomes a dossier. Its files are sealed already."""

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    secret_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    notice_id: Mapped[str]
    language: Mapped[str]
    answers: Mapped[str] = mapped_column(Text)  # JSON of the typed values
    idempotency_key: Mapped[str] = mapped_column(String, unique=True)
    started_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    files: Mapped[list[DraftFile]] = relationship(
        back_populates="draft", cascade="all, delete-orphan", order_by="DraftFile.id"
    )


class DraftFile(Table):
    """A file uploaded for a draft."""

    __tablename__ = "draft_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int]
    media_type: Mapped[str]
    password_protected: Mapped[bool]

    draft: Mapped[Draft] = relationship(back_populates="files")


class Dossier(Table):
    """One person's application, kept."""

    __tablename__ = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(8), unique=True)
    notice_id: Mapped[str]
    channel: Mapped[str]
    name: Mapped[str]
    email: Mapped[str] = mapped_column(String, index=True)
    phone: Mapped[str]
    language: Mapped[str]
    references_text: Mapped[str] = mapped_column(Text, default="")
    received_at: Mapped[datetime]
    timeliness: Mapped[str]
    consent_at: Mapped[datetime | None]
    consent_text_sha256: Mapped[str | None] = mapped_column(String(64))
    idempotency_key: Mapped[str] = mapped_column(String, unique=True)
    fingerprint: Mapped[str] = mapped_column(
        String(64)
    )  # of the submission: the same key with another content is refused
    secret_sha256: Mapped[str | None] = mapped_column(String(64), unique=True)
    withdrawn_at: Mapped[datetime | None]

    pieces: Mapped[list[Piece]] = relationship(back_populates="dossier", order_by="Piece.position")
    referees: Mapped[list[RefereeRow]] = relationship(order_by="RefereeRow.position")

    __table_args__ = (
        CheckConstraint("channel IN ('form', 'api', 'mailbox')", name="dossier_channel_is_known"),
        CheckConstraint(
            "timeliness IN ('in_time', 'in_flight', 'late', 'doubtful')", name="dossier_timeliness_is_known"
        ),
        Index(None, "received_at", "id"),
    )


class Piece(Table):
    """One file of a dossier. The bytes are in the vault under `sha256`."""

    __tablename__ = "piece"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"))
    position: Mapped[int]
    kind: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size_bytes: Mapped[int]
    media_type: Mapped[str]
    password_protected: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]  # a newer version stands in its place; never deleted

    dossier: Mapped[Dossier] = relationship(back_populates="pieces")

    __table_args__ = (
        UniqueConstraint("dossier_id", "position"),
        CheckConstraint("kind IN ('cv', 'letter', 'references', 'other')", name="piece_kind_is_known"),
    )


class RefereeRow(Table):
    """A referee written in the form."""

    __tablename__ = "referee"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str]
    organisation: Mapped[str]
    role: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]


class Message(Table):
    """One message of the mailbox, known by the SHA-256 of its bytes; the bytes are in the vault."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(primary_key=True)
    raw_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    sent_sha256: Mapped[str] = mapped_column(String(64), index=True)  # without what storing programs wrote into it
    vault_sha256: Mapped[str] = mapped_column(String(64))
    source: Mapped[str]
    message_id: Mapped[str | None] = mapped_column(String, index=True)
    sender: Mapped[str]
    subject: Mapped[str]
    received_at: Mapped[datetime | None]
    received_from: Mapped[str]  # which stamp: internaldate, received, from_line, doubtful
    date_header_at: Mapped[datetime | None]  # the sender's clock: shown, never used
    state: Mapped[str]
    outcome: Mapped[str]  # dossier, adds_to, new_version, late, to_sort, ignored_auto: what the import decided
    reason: Mapped[str | None]
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossier.id"), index=True)
    imported_at: Mapped[datetime]
    sorted_at: Mapped[datetime | None]
    sorted_by: Mapped[str | None]
    sorting_reason: Mapped[str | None]  # a person's words

    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'dossier', 'to_sort', 'ignored')", name="message_state_is_known"),
        CheckConstraint("(state <> 'dossier') OR (dossier_id IS NOT NULL)", name="message_dossier_if_dossier"),
        CheckConstraint("(state <> 'to_sort') OR (reason IS NOT NULL)", name="message_reason_if_to_sort"),
    )
