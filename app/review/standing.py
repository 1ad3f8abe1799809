"""Where a dossier stands with the direction, and which moves are allowed, as data. Pure."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    """The direction's own word on a dossier; the machine never writes it."""

    TO_REVIEW = "to_review"
    SHORTLISTED = "shortlisted"
    RESERVE = "reserve"
    SET_ASIDE = "set_aside"


# Free to move until letters are released; then a shortlisted dossier stays where it is.
ALLOWED_MOVES: dict[Standing, frozenset[Standing]] = {
    standing: frozenset(Standing) - {standing} for standing in Standing
}


def may_move(current: Standing, target: Standing, *, letter_released: bool) -> bool:
    """True when a dossier may go from `current` to `target`; a released letter binds it."""
    return not letter_released and target in ALLOWED_MOVES[current]
