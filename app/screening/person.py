"""Who applies, as typed: needed only to know when a referee is the candidate. Never judged."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Any value may be empty."""

    name: str = ""
    email: str = ""
    phone: str = ""
