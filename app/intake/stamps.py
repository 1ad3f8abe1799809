"""When a mail reached us: what decides « avant 16h00 » for the mailbox.

The receiving server's own stamp: IMAP INTERNALDATE, else the topmost `Received:` when the receiving server
wrote it, else the mbox « From » line. `Date:` is the sender's clock: shown, never used. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from enum import StrEnum

from app.intake.headers import instant_in
from app.posting.notice import Notice

# Queues and clocks differ by seconds; beyond this a person looks, when it could change the answer.
TOLERATED_GAP = timedelta(minutes=10)
_BY_HOST = re.compile(r"(?:^|\s)by\s+([^\s;()]+)", re.IGNORECASE)
# Google's inner relays write the 6to4 form of a private address where others write a host name.
_GOOGLE_RELAY = re.compile(r"(?:2002:a[0-9a-f]{2}:[0-9a-f:]+|mx\.google\.com|[a-z0-9.-]+\.google\.com)", re.IGNORECASE)
_GOOGLE_DOMAINS = frozenset({"gmail.com", "googlemail.com"})
_FROM_LINE = re.compile(
    rb"^From \S+ +(?:\w{3} +)?(?P<month>\w{3}) +(?P<day>\d{1,2}) +(?P<time>\d\d:\d\d:\d\d)"
    rb"(?: +(?P<zone>[+-]\d{4}|[A-Z]{1,5}))? +(?P<year>\d{4})(?: +(?P<zone_after>[+-]\d{4}))?\s*$"
)


class StampSource(StrEnum):
    """Which stamp decided."""

    INTERNALDATE = "internaldate"
    RECEIVED = "received"
    FROM_LINE = "from_line"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Stamp:
    """The instant of arrival and where it was read. `at` is None, or a best guess, when the source is DOUBTFUL."""

    at: datetime | None
    source: StampSource

    @property
    def is_sound(self) -> bool:
        """True when the receiving server itself said so."""
        return self.source is not StampSource.DOUBTFUL and self.at is not None


def arrival(
    message: Message,
    notice: Notice,
    *,
    internal_date: datetime | None = None,
    from_line_at: datetime | None = None,
) -> Stamp:
    """When the message reached the notice's mailbox.

    Doubtful when a foreign server's line stands above the receiving server's own, when nothing at all tells, or
    when two of the receiving server's stamps fall on either side of the closing, more than ten minutes apart.
    """
    received = [str(value) for name, value in message.raw_items() if name.lower() == "received"]
    own = [at for line in received if _is_own(line, notice) and (at := _instant_of(line))]
    if internal_date is not None:
        contradicted = bool(own) and _sides_differ(internal_date, own[0], notice)
        return Stamp(internal_date, StampSource.DOUBTFUL if contradicted else StampSource.INTERNALDATE)
    if own:
        topmost = _instant_of(received[0]) if _is_own(received[0], notice) else None
        doubtful = topmost is None or any(_sides_differ(topmost, other, notice) for other in own)
        return Stamp(own[0], StampSource.DOUBTFUL if doubtful else StampSource.RECEIVED)
    if from_line_at is not None:
        return Stamp(from_line_at, StampSource.FROM_LINE)
    return Stamp(None, StampSource.DOUBTFUL)


def from_line_instant(line: bytes) -> datetime | None:
    """The instant of an mbox « From » line in asctime form (no zone means UTC), or None if it is no such line."""
    found = _FROM_LINE.match(line)
    if not found:
        return None
    zone = (found["zone"] or found["zone_after"] or b"+0000").decode("ascii")
    written = b" ".join((found["day"], found["month"], found["year"], found["time"])).decode("ascii", "replace")
    return instant_in(f"{written} {zone}")


def _instant_of(received: str) -> datetime | None:
    # The date stands after the last semicolon; comments may hold others.
    at = instant_in(re.sub(r"\s+", " ", received.rpartition(";")[2]))
    return at.astimezone(UTC) if at else None


def _is_own(received: str, notice: Notice) -> bool:
    """Whether the receiving server of the notice's mailbox wrote this line, by the host it names after « by »."""
    found = _BY_HOST.search(received.partition(";")[0])
    if not found:
        return False
    host, domain = found[1].lower().rstrip("."), notice.mail.address.rpartition("@")[2].lower()
    if domain in _GOOGLE_DOMAINS:
        return _GOOGLE_RELAY.fullmatch(host) is not None
    return host == domain or host.endswith("." + domain)


def _sides_differ(one: datetime, other: datetime, notice: Notice) -> bool:
    return abs(one - other) > TOLERATED_GAP and (one < notice.closes_at) != (other < notice.closes_at)
