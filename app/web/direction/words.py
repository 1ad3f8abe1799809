"""What one dossier's page says in words: points, sums of months, reasons, questions, warnings. Knows results and languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.i18n.translate import in_words, list_of, mark, translator
from app.review.explanation import machine_reason, open_question
from app.review.listing import Mark
from app.review.reasons import CorrectionReason, DecisionReason
from app.review.shown import CriterionShown, DossierPage, SheetPage
from app.screening.judgement import Confidence
from app.screening.reasons import post_in_words
from app.web.labels import label

LONGEST_HEADING = 9
POINTS_PER_GLYPH = 5.0  # width of a figure in the margin, in points


WARNINGS = {
    "unread_part": mark(
        "A page or a part that could not be read. Nothing is held against anyone for it; please open it: %(detail)s"
    ),
    "cut": mark("A very long file, of which the program judged the beginning only; please read the rest: %(detail)s"),
    "hidden_text": mark(
        "Words that no reader of the page would see (white, tiny, off the page). They count for nothing: %(detail)s"
    ),
    "instructions": mark("Words that speak to a program rather than to a reader. They count for nothing: %(detail)s"),
    "mixed_letters": mark("Letters of two alphabets mixed in one word: %(detail)s"),
    "notice_pasted": mark("Sentences of the notice itself, copied into the file: %(detail)s"),
}


class DossierWords:
    """The sentences of one page in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def missing(self, dossier: DossierPage) -> str:
        """The pieces that are not there, joined as the language joins them."""
        return list_of([label(kind, self.language).lower() for kind in dossier.missing], self.language)

    def mark(self, verdict: str) -> str:
        """The word of a verdict."""
        return label(Mark(verdict), self.language)

    def decision_reason(self, code: str) -> str:
        """The words of a decision's code; nothing for a decision in words only."""
        return label(DecisionReason(code), self.language) if code else ""

    def correction_reason(self, code: str) -> str:
        """The words of a correction's code."""
        return label(CorrectionReason(code), self.language) if code else ""

    def confidence(self, shown: CriterionShown) -> Confidence:
        """How sure the program is of this criterion."""
        return Confidence(shown.result["confidence"])

    def months(self, shown: CriterionShown) -> str:
        """The sum of months held against what the notice asks: « 37 mois ≥ 36 », « 30 à 41 mois, 36 demandés »."""
        least, need = int(shown.result["months_min"]), int(shown.criterion.settings.get("months", 0))
        if shown.result["months_max"] is None:  # a post that may count has no dates
            return in_words(mark("at least %(least)s months, %(need)s asked"), self.language, least=least, need=need)
        most = int(shown.result["months_max"])
        if least == most:
            sign = "≥" if least >= need else "<"
            counted = translator(self.language).ngettext("%(num)s month", "%(num)s months", least) % {"num": least}
            return f"{_addition(shown.result['periods'], least)}{counted} {sign} {need}"
        return in_words(
            mark("%(least)s to %(most)s months, %(need)s asked"), self.language, least=least, most=most, need=need
        )

    def warning(self, warning: Mapping[str, str]) -> str:
        """What a person should know of the files; it changed no verdict by itself. An unknown code shows its detail."""
        sentence = WARNINGS.get(warning["code"])
        return in_words(sentence, self.language, detail=warning["detail"]) if sentence else warning["detail"]

    def reason(self, shown: CriterionShown) -> str:
        """The program's reason for its verdict."""
        return machine_reason(shown, self.language)

    def question(self, shown: CriterionShown) -> str:
        """What a person should settle."""
        return open_question(shown, self.language)

    def post_reason(self, code: str) -> str:
        """Why the months of a post count or not."""
        return post_in_words(code, self.language)

    def period(self, period: Mapping[str, Any]) -> str:
        """One post's months as the CV gives them."""
        begins, ends = period.get("from") or "?", period.get("to")
        until = ends or in_words(mark("until now"), self.language)
        return f"{_month(begins)} – {_month(until)}"


def _addition(periods: Sequence[Mapping[str, Any]], total: int) -> str:
    """« 31 + 8 = » when the posts that count add up to `total`; nothing when they overlap or have no dates."""
    months = [_months_of(period) for period in periods if period["counts"]]
    return f"{' + '.join(map(str, months))} = " if len(months) > 1 and sum(months) == total else ""


def _months_of(period: Mapping[str, Any]) -> int:
    """Months from the first to the last, both whole; 0 when an end is not known."""
    try:
        first, last = ([int(part) for part in str(period[end]).split("-")] for end in ("from", "to"))
        return (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    except (ValueError, IndexError):
        return 0


def _month(written: str) -> str:
    year, _, month = written.partition("-")
    return f"{month}/{year}" if month.isdigit() and year.isdigit() else written


def opens(shown: CriterionShown) -> bool:
    """True for the criteria that stand open at first: those a person should look at, and the required ones not found."""
    return shown.mark is not None and shown.mark is not Mark.MET and shown.criterion.required


def margin(page: SheetPage) -> list[tuple[float, float, str, str]]:
    """Numbers of the criteria in the page's margin: (x, y, text-anchor, numbers), one for each line that is boxed."""
    rows: list[tuple[float, float, bool, list[str]]] = []
    for criterion, quote in page.quotes:
        box = quote.boxes[0]
        from_the_right = box.x0 + box.x1 > page.width
        x = box.x1 + 4 if from_the_right else box.x0 - 4
        same = next((row for row in rows if abs(row[1] - box.bottom) < 6 and row[2] is from_the_right), None)
        if same is None:
            rows.append((x, box.bottom, from_the_right, [criterion]))
        elif criterion not in same[3]:
            same[3].append(criterion)
    return [
        (
            round(min(max(x, POINTS_PER_GLYPH), page.width - POINTS_PER_GLYPH), 1),
            round(y - 2, 1),
            "start" if right else "end",
            " · ".join(numbers),
        )
        for x, y, right, numbers in rows
    ]


def heading(words: str) -> str:
    """The first word of a criterion's label, cut when it is long: « Coordin. ». The whole label stands in its title."""
    first = words.split(maxsplit=1)[0]
    return first if len(first) <= LONGEST_HEADING else f"{first[: LONGEST_HEADING - 2]}."
