"""Signing in and out. The browser holds an opaque secret; only its SHA-256 is kept.

A sign-in takes two steps, so that the slow check of a password never holds the database's one writer:
`check_credentials` looks and computes, `settle_sign_in` writes what came of it. A failed attempt is a value and not
a Refused, because a refusal undoes the transaction and the failure must be remembered.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.journal.record import record
from app.staff.passwords import matches
from app.staff.tables import Member, MemberSession
from app.staff.throttle import may_try_again_at, note_failure

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
KEPT_AFTER_END = timedelta(days=30)  # as the memory of networks a member signs in from
TOUCH_EVERY = timedelta(minutes=1)  # one write a minute is enough to measure thirty


@dataclass(frozen=True, slots=True)
class CheckedCredentials:
    """What the password check found. `member_id` is None when the pair was wrong, or not looked at."""

    email: str
    network: str
    member_id: int | None
    wait_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A fresh session. `secret` goes into the browser's cookie and is nowhere else."""

    secret: str
    member_id: int
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class FailedSignIn:
    """The same for a wrong password and for an unknown address. `wait_until` says when to try again."""

    wait_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignedInMember:
    """Who is asking, proved by a living session."""

    id: int
    name: str
    email: str
    csrf_secret: str
    session_sha256: str
    signed_in_at: datetime
    seen_at: datetime
    ends_at: datetime

    @property
    def actor(self) -> str:
        """How the journal names the member."""
        return f"member:{self.id}"


def check_credentials(
    session: Session, *, email: str, password: str, network: str, now: datetime
) -> CheckedCredentials:
    """Compare the pair with the kept one. Reads only; the work is the same for an address nobody has."""
    email = email.strip().lower()
    wait_until = may_try_again_at(session, email=email, network=network, now=now)
    if wait_until is not None:
        return CheckedCredentials(email, network, None, wait_until)
    member = session.scalar(select(Member).where(Member.email == email, Member.closed_at.is_(None)))
    right = matches(password, member.password_hash if member else None)
    return CheckedCredentials(email, network, member.id if member and right else None)


def settle_sign_in(session: Session, checked: CheckedCredentials, *, now: datetime) -> OpenedSession | FailedSignIn:
    """Open a session for right credentials; remember the failure of wrong ones."""
    if checked.wait_until is not None:
        return FailedSignIn(checked.wait_until)
    member = session.get(Member, checked.member_id) if checked.member_id is not None else None
    if member is None or member.closed_at is not None:
        note_failure(session, email=checked.email, network=checked.network, now=now)
        return FailedSignIn(may_try_again_at(session, email=checked.email, network=checked.network, now=now))
    return open_session(session, member, network=checked.network, now=now)


def open_session(session: Session, member: Member, *, network: str, now: datetime) -> OpenedSession:
    """A new secret for a member who proved who they are."""
    session.execute(delete(MemberSession).where(MemberSession.ends_at < now - KEPT_AFTER_END))
    secret = secrets.token_urlsafe(32)
    row = MemberSession(
        secret_sha256=_sha256(secret),
        member_id=member.id,
        csrf_secret=secrets.token_urlsafe(32),
        network=network,
        opened_at=now,
        seen_at=now,
        ends_at=now + LONGEST,
    )
    session.add(row)
    record(session, "member signed in", now=now, actor=f"member:{member.id}")
    return OpenedSession(secret, member.id, row.ends_at)


def find_session(session: Session, secret: str, *, now: datetime) -> SignedInMember | None:
    """The member behind a cookie's secret, or None when it is unknown, signed out, idle for 30 min or 10 h old."""
    row = session.get(MemberSession, _sha256(secret))
    if row is None or row.closed_at is not None or now >= row.ends_at or now >= row.seen_at + IDLE:
        return None
    member = row.member
    if member.closed_at is not None:
        return None
    return SignedInMember(
        member.id,
        member.name,
        member.email,
        row.csrf_secret,
        row.secret_sha256,
        row.opened_at,
        row.seen_at,
        row.ends_at,
    )


def is_due_for_touch(member: SignedInMember, *, now: datetime) -> bool:
    """True when the last sign of life is old enough to be written again."""
    return now - member.seen_at >= TOUCH_EVERY


def touch(session: Session, member: SignedInMember, *, now: datetime) -> None:
    """Push the idle limit away. A session that was closed meanwhile stays closed."""
    session.execute(
        update(MemberSession)
        .where(MemberSession.secret_sha256 == member.session_sha256, MemberSession.closed_at.is_(None))
        .values(seen_at=now)
    )


def sign_out(session: Session, member: SignedInMember, *, now: datetime) -> None:
    """Close this session; its secret opens nothing any more."""
    session.execute(
        update(MemberSession)
        .where(MemberSession.secret_sha256 == member.session_sha256, MemberSession.closed_at.is_(None))
        .values(closed_at=now)
    )
    record(session, "member signed out", now=now, actor=member.actor)


def sign_out_everywhere(session: Session, member_id: int, *, now: datetime, by: str) -> int:
    """Close every living session of a member; returns how many. `by` is the journal's actor."""
    closed = session.execute(
        update(MemberSession)
        .where(MemberSession.member_id == member_id, MemberSession.closed_at.is_(None), MemberSession.ends_at > now)
        .values(closed_at=now)
    )
    count = int(closed.rowcount)  # type: ignore[attr-defined]
    record(session, "member signed out everywhere", now=now, actor=by, sessions=count)
    return count


def living_sessions(session: Session, member_id: int, *, now: datetime) -> int:
    """How many browsers are signed in as this member."""
    rows = session.scalars(
        select(MemberSession).where(MemberSession.member_id == member_id, MemberSession.closed_at.is_(None))
    )
    return sum(1 for row in rows if now < row.ends_at and now < row.seen_at + IDLE)


def _sha256(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
