"""Why a person decides or overrules, as codes; doors find the words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MAX_WORDS_CHARACTERS = 2000


class DecisionReason(StrEnum):
    """Why a dossier is moved. `OTHER` needs words; `UNDONE` is written by `undo` only."""

    ANSWERS_THE_NOTICE = "answers_the_notice"
    REQUIREMENT_MISSING = "requirement_missing"  # checked by a person
    FURTHER_PROFILE = "further_profile"
    STRONGER_DOSSIERS = "stronger_dossiers"
    OTHER = "other"
    UNDONE = "undone"


class CorrectionReason(StrEnum):
    """Why a person's verdict differs from the machine's, or confirms it."""

    CONFIRMED = "confirmed"
    INDIRECT_SIGN = "indirect_sign"
    SAYS_OTHERWISE = "says_otherwise"
    SEEN_ELSEWHERE = "seen_elsewhere"
    MISREAD = "misread"
    OTHER = "other"


OFFERED_DECISION_REASONS = tuple(reason for reason in DecisionReason if reason is not DecisionReason.UNDONE)


@dataclass(frozen=True, slots=True)
class Reason:
    """A code, words, or both. Words are a person's own and may be in any language."""

    code: str = ""
    words: str = ""

    @property
    def is_enough(self) -> bool:
        """True with a code that says something by itself, or with at least three characters of words."""
        says_itself = self.code not in {"", DecisionReason.OTHER}
        return len(self.words) <= MAX_WORDS_CHARACTERS and (says_itself or len(self.words.strip()) >= 3)
