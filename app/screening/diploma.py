"""A diploma as named, with its level, its fate and its field."""

from __future__ import annotations

from dataclasses import dataclass

from app.screening.fields import Field
from app.screening.status import Status

UMBRELLA = "D14"
FIRST_YEAR_OF_MASTER = "D12"


@dataclass(frozen=True, slots=True)
class Diploma:
    """A diploma as named. `years` is [least, most] after the baccalauréat, None where the name says no level.

    `start:end` is its span in the original text, with the line it stands on.
    """

    ident: str
    years: tuple[int, int] | None
    status: Status
    field: Field | None
    year: int | None
    start: int
    end: int

    @property
    def counts(self) -> bool:
        return self.status in (Status.OBTAINED, Status.RECOGNISED)
