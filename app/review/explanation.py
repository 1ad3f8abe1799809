"""Why one dossier stands where it stands, criterion by criterion, for the person it is about. Values in, sentences out."""

from __future__ import annotations

from dataclasses import dataclass

from app.review.listing import Mark
from app.review.shown import CriterionShown, DossierPage, HumanVerdict, QuoteShown
from app.screening.reasons import QUESTIONS, REASONS, question_in_words, reason_in_words


@dataclass(frozen=True, slots=True)
class Explained:
    """One criterion: what the notice asks, what was concluded, by whom, from which words."""

    number: int
    label: str
    asks: str
    mark: Mark | None
    machine: Mark | None
    human: HumanVerdict | None
    reason: str
    question: str
    quotes: tuple[QuoteShown, ...]


def explain(page: DossierPage, language: str) -> tuple[Explained, ...]:
    """Every criterion of the notice, in its order."""
    return tuple(
        Explained(
            number=shown.number,
            label=shown.criterion.label[language],
            asks=shown.criterion.asks[language],
            mark=shown.mark,
            machine=shown.machine,
            human=shown.human,
            reason=machine_reason(shown, language),
            question=open_question(shown, language),
            quotes=shown.quotes,
        )
        for shown in page.criteria
    )


def machine_reason(shown: CriterionShown, language: str) -> str:
    """The program's reason as a sentence; empty while there is no result, or for a code of an older engine."""
    code = shown.result.get("reason", "")
    return reason_in_words(code, shown.result.get("arguments") or {}, language) if code in REASONS else ""


def open_question(shown: CriterionShown, language: str) -> str:
    """What a person should settle, as a sentence; empty once a person did."""
    code = shown.result.get("question") or ""
    return question_in_words(code, language) if code in QUESTIONS and shown.human is None else ""
