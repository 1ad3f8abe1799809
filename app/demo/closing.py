"""Moves the closing of a notice ahead, so that the demonstration's dossiers come in time."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from app import clock
from app.posting.read_notice import read_notice

OPEN_FOR = timedelta(days=7)


def notice_closing_in_a_week(original: Path, target: Path) -> None:
    """Write `original` to `target` with its closing moved to 16:00, legal time, a week from now, and prove it."""
    closing_day = (clock.in_casablanca(clock.now()) + OPEN_FOR).date()
    moved, count = re.subn(
        r'(?m)^closes_at = "[^"]*"',
        f'closes_at = "{closing_day.isoformat()}T16:00:00"',
        original.read_text(encoding="utf-8"),
    )
    if count != 1:
        raise ValueError(f"{original}: exactly one closes_at is expected, found {count}")
    target.write_text(moved, encoding="utf-8")
    read_notice(target)
