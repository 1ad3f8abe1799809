"""How fast sign-ins may be tried, so that guessing is hopeless and nobody can lock a member out from outside.

Three counts over the last quarter of an hour: the account from this network, this network whatever the account, and
the account from every network. The last one only slows down networks the member never signed in from: a flood of
wrong passwords from elsewhere leaves the direction's own office untouched.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from app.staff.tables import Member, MemberSession, SignInFailure

WINDOW = timedelta(minutes=15)
FREE_ATTEMPTS = 5  # typing errors
FREE_ATTEMPTS_OF_A_NETWORK = 30  # an office behind one address
FREE_ATTEMPTS_OF_AN_ACCOUNT = 20
FIRST_WAIT = timedelta(seconds=2)


def network_of(address: str) -> str:
    """The network an attempt is counted for: the IPv4 address, or the /64 of an IPv6 one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ip_network(f"{parsed}/64", strict=False))
    return str(parsed)


def may_try_again_at(session: Session, *, email: str, network: str, now: datetime) -> datetime | None:
    """When this account may next be tried from this network, or None for at once."""
    of_pair = _failures(session, now, SignInFailure.email == email, SignInFailure.network == network)
    of_network = _failures(session, now, SignInFailure.network == network)
    waits = [_wait(of_pair, FREE_ATTEMPTS), _wait(of_network, FREE_ATTEMPTS_OF_A_NETWORK)]
    if not _is_known_network(session, email, network):
        waits.append(_wait(_failures(session, now, SignInFailure.email == email), FREE_ATTEMPTS_OF_AN_ACCOUNT))
    later = [at for at in waits if at is not None and at > now]
    return max(later, default=None)


def note_failure(session: Session, *, email: str, network: str, now: datetime) -> None:
    """Keep one failed attempt, and forget those too old to count."""
    session.execute(delete(SignInFailure).where(SignInFailure.at <= now - WINDOW))
    session.add(SignInFailure(email=email, network=network, at=now))
    session.flush()


def _failures(session: Session, now: datetime, *where: ColumnElement[bool]) -> tuple[int, datetime | None]:
    count, last = session.execute(
        select(func.count(), func.max(SignInFailure.at)).where(SignInFailure.at > now - WINDOW, *where)
    ).one()
    return count, last


def _wait(failures: tuple[int, datetime | None], free: int) -> datetime | None:
    count, last = failures
    if last is None or count < free:
        return None
    wait: timedelta = min(FIRST_WAIT * 2 ** min(count - free, 12), WINDOW)
    return last + wait


def _is_known_network(session: Session, email: str, network: str) -> bool:
    signed_in = (
        select(MemberSession.member_id)
        .join(Member)
        .where(Member.email == email, MemberSession.network == network)
        .limit(1)
    )
    return session.scalar(signed_in) is not None
