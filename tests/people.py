"""The cast. Every person is invented, every address at example.org; each one stands for a situation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

CLOSING = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)  # « avant 16h00 » in Casablanca
MILLISECOND = timedelta(milliseconds=1)
A_WEEK_BEFORE = CLOSING - timedelta(days=7)
AFTER_CLOSING = CLOSING + timedelta(hours=18)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the tests."""

    name: str
    email: str
    phone: str = "+212600000000"


SALMA = Person("سلمى بناني", "salma.bennani@example.org", "+212600000001")  # complete, CV in Arabic
YOUSSEF = Person("Youssef Amrani", "youssef.amrani@example.org", "+212600000002")  # arrives one second late
INES = Person("Inès Roche", "ines.roche@example.org", "+212600000003")  # a scan without text
HIND = Person("Hind Ouazzani", "hind.ouazzani@example.org")  # of the direction: decides
KARIM = Person("Karim Sefrioui", "karim.sefrioui@example.org")  # of the direction: the second reader
STRANGER = Person("Someone Else", "someone.else@example.org")  # belongs nowhere
