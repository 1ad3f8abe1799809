"""What a judge says of one criterion, and of the whole dossier. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.screening.evidence import Quote


class Verdict(StrEnum):
    """`UNCLEAR` is for a person to settle: silence never proves absence."""

    MET = "met"
    NOT_MET = "not_met"
    UNCLEAR = "unclear"


class Overall(StrEnum):
    """`NOT_ELIGIBLE` if a required criterion is not met, else `TO_REVIEW` if one is unclear, else `ELIGIBLE`."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    TO_REVIEW = "to_review"


class Confidence(StrEnum):
    """How sure the reading and the rules are; reported, never used to reject."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One criterion judged.

    `points` is an interval [low, high] in steps of 0.5. `reason` is a code rendered by templates with `arguments`;
    `question` is the code of what a person should settle when unclear. `facts` are the fields of the JSON contract
    that belong to this kind of criterion (level, months_min, shown...), ready for `json.dumps`.
    """

    criterion: str
    verdict: Verdict
    points: tuple[float, float]
    max_points: float
    reason: str
    confidence: Confidence
    evidence: tuple[Quote, ...] = ()
    arguments: Mapping[str, Any] = field(default_factory=dict)
    question: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.verdict is Verdict.MET and not self.evidence:
            raise ValueError(f"{self.criterion}: met without evidence")


@dataclass(frozen=True, slots=True)
class Notable:
    """Something a person should know, that changes no verdict by itself."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Screening:
    """A dossier judged on every criterion, in the notice's order."""

    overall: Overall
    points: tuple[float, float]
    judgements: tuple[Judgement, ...]
    warnings: tuple[Notable, ...] = ()
