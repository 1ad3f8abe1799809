"""Members of the direction and their sessions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Table


class Member(Table):
    """A person who signs in. Never deleted while a decision bears the name; closed instead."""

    __tablename__ = "member"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String, unique=True)  # lower case
    name: Mapped[str] = mapped_column(String)
    password_hash: Mapped[str] = mapped_column(String)
    added_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class MemberSession(Table):
    """One signed-in browser. Only the SHA-256 of its secret is kept."""

    __tablename__ = "member_session"

    secret_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    csrf_secret: Mapped[str] = mapped_column(String)
    network: Mapped[str] = mapped_column(String)  # a network the member signed in from is never throttled by strangers
    opened_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    member: Mapped[Member] = relationship()


class SignInFailure(Table):
    """A failed attempt, to slow the next one down."""

    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String)
    network: Mapped[str] = mapped_column(String)
    at: Mapped[datetime]

    __table_args__ = (Index(None, "email", "at"), Index(None, "network", "at"))
