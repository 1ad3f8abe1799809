"""The people of the direction: added, given a new password, closed. Never deleted: decisions bear their names."""

from __future__ import annotations

from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.journal.record import record
from app.refusals import Refused
from app.staff.passwords import hash_password, matches, require_strong
from app.staff.sessions import sign_out_everywhere
from app.staff.tables import Member

MAX_NAME_CHARACTERS = 120


class MemberKnown(Refused):
    """The address already belongs to a member."""


class MemberUnknown(Refused):
    """No member has this address."""


class MemberAddressInvalid(Refused):
    """What was given is not one e-mail address."""


class MemberNameMissing(Refused):
    """A decision bears a name, so a member has one (at most `MAX_NAME_CHARACTERS` characters)."""


class WrongPassword(Refused):
    """The present password, asked again before a change, is not the right one."""


def add_member(session: Session, email: str, *, name: str, password: str, now: datetime, by: str = "system") -> Member:
    """A new member who may sign in. Raises MemberKnown, MemberAddressInvalid, MemberNameMissing or a password's refusal."""
    address = _address(email)
    name = " ".join(name.split())
    if not name or len(name) > MAX_NAME_CHARACTERS:
        raise MemberNameMissing
    require_strong(password, email=address, name=name)
    if session.scalar(select(Member.id).where(Member.email == address)) is not None:
        raise MemberKnown
    member = Member(email=address, name=name, password_hash=hash_password(password), added_at=now)
    session.add(member)
    session.flush()  # the journal names the member by number
    record(session, "member added", now=now, actor=by, member=member.id)
    return member


def find_member(session: Session, email: str) -> Member:
    """The member of that address. Raises MemberUnknown."""
    member = session.scalar(select(Member).where(Member.email == email.strip().lower()))
    if member is None:
        raise MemberUnknown
    return member


def set_password(session: Session, member: Member, password: str, *, now: datetime, by: str = "system") -> None:
    """Give a new password (the operator's way) and sign the member out everywhere, reopening a closed account."""
    require_strong(password, email=member.email, name=member.name)
    member.password_hash = hash_password(password)
    member.closed_at = None
    sign_out_everywhere(session, member.id, now=now, by=by)
    record(session, "member password changed", now=now, actor=by, member=member.id)


def change_password(session: Session, member: Member, *, present: str, new: str, now: datetime) -> None:
    """The member's own way: the present password first, then every browser signs in again. Raises WrongPassword."""
    if not matches(present, member.password_hash):
        raise WrongPassword
    set_password(session, member, new, now=now, by=f"member:{member.id}")


def close(session: Session, member: Member, *, now: datetime, by: str = "system") -> None:
    """The member signs in no more; the name stays beside what was decided."""
    member.closed_at = now
    sign_out_everywhere(session, member.id, now=now, by=by)
    record(session, "member closed", now=now, actor=by, member=member.id)


def member_names(session: Session) -> dict[int, str]:
    """Every member's name by number, closed ones included."""
    return dict(session.execute(select(Member.id, Member.name)).all())


def _address(email: str) -> str:
    try:
        return validate_email(email.strip(), check_deliverability=False, allow_smtputf8=False).normalized.lower()
    except EmailNotValidError:
        raise MemberAddressInvalid from None
