"""One post judged, and how its months count."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.screening.entry import Entry
from app.screening.sector import Sector
from app.screening.terms import Hit


class Counts(StrEnum):
    """How a post's months count."""

    SURE = "sure"
    PERHAPS = "perhaps"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Post:
    """One post judged. `why` is the code of the rule that fired; `fraction` is in percent of full time."""

    entry: Entry
    counts: Counts
    why: str
    role: str | None
    role_hit: Hit | None
    sector: Sector
    deed: bool
    fraction: int = 100
