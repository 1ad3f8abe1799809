"""Whether something reached us in time: one rule for each channel. Instants in, an answer out."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from app.posting.notice import Notice

# A request that began in time may still be arriving; the notice's closing is not a trap for slow links.
IN_FLIGHT_GRACE = timedelta(minutes=10)


class Timeliness(StrEnum):
    """How an arrival stands to the closing."""

    IN_TIME = "in_time"
    IN_FLIGHT = "in_flight"  # « en cours à l'échéance »: kept, flagged
    LATE = "late"  # « hors délai »: mail is kept, never ranked; the web refuses
    DOUBTFUL = "doubtful"  # no stamp to rely on: a person decides


def is_before_closing(instant: datetime, notice: Notice) -> bool:
    """True strictly before `closes_at`: 15:59:59.999 is in time, 16:00:00.000 is not."""
    return instant < notice.closes_at


def timeliness_of_request(began_at: datetime, ended_at: datetime, notice: Notice) -> Timeliness:
    """How a web request stands: by when its headers came, and, for one that straddles closing, when its last byte came.

    LATE when it began at or after closing, or when it began before and ended more than ten minutes after.
    """
    if not is_before_closing(began_at, notice):
        return Timeliness.LATE
    if is_before_closing(ended_at, notice):
        return Timeliness.IN_TIME
    return Timeliness.IN_FLIGHT if ended_at <= notice.closes_at + IN_FLIGHT_GRACE else Timeliness.LATE


def timeliness_of_message(received_at: datetime | None, notice: Notice) -> Timeliness:
    """How a mail stands: by the receiving server's own stamp; DOUBTFUL without one."""
    if received_at is None:
        return Timeliness.DOUBTFUL
    return Timeliness.IN_TIME if is_before_closing(received_at, notice) else Timeliness.LATE
