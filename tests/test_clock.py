"""Legal time in Morocco comes from the pinned table, and a stale one stops the service before it shows a wrong hour."""

import zoneinfo
from datetime import UTC, datetime, timedelta

import pytest

from app import clock
from app.clock import StaleZoneTable, in_casablanca, now, use_pinned_zone_table


def test_now_carries_its_zone():
    assert now().tzinfo is UTC


@pytest.mark.parametrize(
    ("instant", "hour"),
    [
        (datetime(2026, 5, 4, 15, 0, tzinfo=UTC), 16),
        (datetime(2026, 3, 1, 12, 0, tzinfo=UTC), 12),  # Ramadan
        (datetime(2026, 11, 24, 12, 0, tzinfo=UTC), 12),  # UTC+0 for good since 2026-09-20
    ],
)
def test_the_hour_in_casablanca(instant, hour):
    use_pinned_zone_table()

    assert in_casablanca(instant).hour == hour


def test_an_instant_without_a_zone_has_no_hour():
    with pytest.raises(ValueError, match="zone"):
        in_casablanca(datetime(2026, 5, 4, 15, 0))  # noqa: DTZ001


def test_the_systems_own_table_is_never_used():
    use_pinned_zone_table()

    assert zoneinfo.TZPATH == ()


def test_a_table_that_does_not_know_the_change_of_2026_refuses_to_start(monkeypatch):
    a_year_of_old_time = ((datetime(2026, 11, 24, 12, 0, tzinfo=UTC), timedelta(hours=1)),)
    monkeypatch.setattr(clock, "_KNOWN_OFFSETS", a_year_of_old_time)

    with pytest.raises(StaleZoneTable, match="2026-11-24"):
        use_pinned_zone_table()
