"""The one clock. Everything else receives `now` as an argument; a lint rule forbids other readers."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime, timedelta

CASABLANCA = "Africa/Casablanca"

# Instants whose offset tells a current zone table from a stale one: legal time became UTC+0 on
# 2026-09-20 (tzdb 2026c), and Debian 12's own table still says +1 afterwards.
_KNOWN_OFFSETS = (
    (datetime(2026, 5, 4, 15, 0, tzinfo=UTC), timedelta(hours=1)),
    (datetime(2026, 3, 1, 12, 0, tzinfo=UTC), timedelta(0)),
    (datetime(2026, 11, 24, 12, 0, tzinfo=UTC), timedelta(0)),
)


class StaleZoneTable(Exception):
    """The zone table would show a wrong legal time in Morocco; the service must not start."""


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def use_pinned_zone_table() -> None:
    """Take zones from the pinned `tzdata` package only, and prove that Africa/Casablanca is right.

    `zoneinfo` prefers the system's files, which may be years old. Raises StaleZoneTable when a known
    offset is wrong. Call once per process, before any local time is shown.
    """
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    zone = zoneinfo.ZoneInfo(CASABLANCA)
    for instant, offset in _KNOWN_OFFSETS:
        found = instant.astimezone(zone).utcoffset()
        if found != offset:
            raise StaleZoneTable(f"{CASABLANCA} at {instant.isoformat()}: {found}, expected {offset}")


def in_casablanca(instant: datetime) -> datetime:
    """The same instant as legal time in Morocco. `instant` must be aware."""
    if instant.tzinfo is None:
        raise ValueError("an instant carries its zone")
    return instant.astimezone(zoneinfo.ZoneInfo(CASABLANCA))
