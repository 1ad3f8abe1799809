"""Why a document stays unread. A person will open it; the dossier stays valid."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """The reasons of the contract (`read`: « unreadable: <why> »)."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    TOO_LARGE = "too_large"
    UNKNOWN_FORMAT = "unknown_format"
    TIMED_OUT = "timed_out"


class Unreadable(Exception):
    """No text came out. `why` is for people and programs, `detail` for the operator's log (nothing personal)."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}" if detail else str(why))
        self.why = why
        self.detail = detail

    def __reduce__(self) -> tuple[type[Unreadable], tuple[Why, str]]:
        return type(self), (self.why, self.detail)
