"""Rules nobody should write, planted one at a time, to show that the proof of invariance would have caught each.

    bias.py

Prints, for each rule, the first clothes in which it showed; the exit status is 1 when a rule went unseen.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.intake.dossier import Referee
from app.posting.notice import Notice
from app.reading.text import Page, ReadText
from app.screening.evidence import PieceText
from app.screening.judge import judge
from app.screening.judgement import Screening
from app.screening.person import Person
from benchmarks.screening.invariance import Difference, Engine, differences, of_text, read_bytes

Pieces = tuple[PieceText, ...]
Judge = Callable[[Pieces, tuple[Referee, ...], Person, Notice], Screening]
PICTURE = (b"/Subtype /Image", b"word/media/")


def blind_to(pattern: str, instead: str = "…") -> Engine:
    """The words that match are not read."""

    def biased(pieces: Pieces, referees: tuple[Referee, ...], person: Person, notice: Notice) -> Screening:
        kept = tuple(replace(piece, read=_without(piece, pattern, instead)) for piece in pieces)
        return judge(kept, referees, person, notice)

    return Engine(judge=biased)


def worth(points: float, pattern: str) -> Engine:
    """Words that match anywhere in the files, in their names or in the name of the person, are worth that much."""

    def biased(pieces: Pieces, referees: tuple[Referee, ...], person: Person, notice: Notice) -> Screening:
        honest = judge(pieces, referees, person, notice)
        words = " ".join([person.name, *(f"{each.file} {each.read.text if each.read else ''}" for each in pieces)])
        if not re.search(pattern, words, re.IGNORECASE):
            return honest
        low, high = honest.points
        return replace(honest, points=(max(0.0, low + points), max(0.0, high + points)))

    return Engine(judge=biased)


def _photo_penalty() -> Engine:
    def reading(content: bytes, name: str) -> ReadText:
        read = read_bytes(content, name)
        return replace(read, warnings=("photo",)) if any(mark in content for mark in PICTURE) else read

    def biased(pieces: Pieces, referees: tuple[Referee, ...], person: Person, notice: Notice) -> Screening:
        honest = judge(pieces, referees, person, notice)
        pictured = any(each.read is not None and "photo" in each.read.warnings for each in pieces)
        return replace(honest, points=(honest.points[0] - 1, honest.points[1] - 1)) if pictured else honest

    return Engine(judge=biased, read=reading)


def _one_column_only() -> Engine:
    """Lines are read straight across the page, whatever column they stand in."""

    def reading(content: bytes, name: str) -> ReadText:
        read = read_bytes(content, name)
        return replace(read, pages=tuple(map(_across, read.pages))) if name.endswith(".pdf") else read

    return Engine(read=reading)


def _across(page: Page) -> Page:
    rows: dict[int, list[tuple[float, str]]] = {}
    for line in page.lines:
        rows.setdefault(round(line.box.top / 14), []).append((line.box.x0, line.text))
    text = "\n".join(" ".join(words for _, words in sorted(row)) for _, row in sorted(rows.items()))
    return replace(of_text(text).pages[0], number=page.number)


def _only(suffix: str) -> Engine:
    """Files of another make are read up to their middle."""

    def reading(content: bytes, name: str) -> ReadText:
        read = read_bytes(content, name)
        return read if name.endswith(suffix) else of_text(read.text[: len(read.text) // 2])

    return Engine(read=reading)


def _without(piece: PieceText, pattern: str, instead: str) -> ReadText | None:
    if piece.read is None or not re.search(pattern, piece.read.text, re.IGNORECASE):
        return piece.read
    return of_text(re.sub(pattern, instead, piece.read.text, flags=re.IGNORECASE))


RULES: dict[str, Callable[[], Engine]] = {
    "feminine titles are no titles": lambda: blind_to(r"\bchargée\b|coordinatrice|\bcheffe\b|directrice|منسقة|مديرة"),
    "a title that writes both genders is none": lambda: blind_to(r"\w+(?:·|\()\w+\)?"),
    "two points for Casablanca": lambda: worth(2, r"Casablanca \|"),
    "a point for a great school": lambda: worth(1, r"\bENA\b|Sciences Po|Harvard"),
    "a point less for a photograph": _photo_penalty,
    "only French is read": lambda: blind_to(r"[\u0621-\u064a]{2,}"),
    "English months are not known": lambda: blind_to(r"\b(?:January|February|March|April|May|June|December|Jan)\b"),
    "a point less for a leave": lambda: worth(-1, r"congé (?:de maternité|parental)|إجازة أمومة|career break"),
    "an age after which nothing counts": lambda: worth(-100, r"19[56]\d\b.*|5\d ans"),
    "Eastern digits are not read": lambda: blind_to("[٠-٩]"),
    "equals stand by name": lambda: Engine(order=lambda notice, ident, person, arrival: f"{person.name} {ident}"),
    "who comes first stands first": lambda: Engine(
        order=lambda notice, ident, person, arrival: f"{arrival:05} {ident}"
    ),
    "one column only": _one_column_only,
    "women's associations are no associations": lambda: blind_to("Association des femmes", "société"),
    "a sentence served counts against": lambda: worth(
        -5, r"casier judiciaire|ancien détenu|former detainee|معتقل سابق"
    ),
    "a disability counts against": lambda: worth(-1, r"handicap,|wheelchair|وضعية إعاقة$"),
    "a foreign name counts against": lambda: worth(-1, r"Diallo|Mbuyi|Okafor|Traoré"),
    "a Word file is better than another": lambda: _only(".docx"),
    "words without accents are not read": lambda: blind_to(r"\b(?:Charge|Francais|Universite|prive|methode)\b"),
    "studies are looked for at the end": lambda: blind_to(r"(?s)Formation\n.*?(?=\n\nExpérience)"),
}


def first_seen(engine: Engine) -> Difference | None:
    """The first clothes in which this engine judges the same facts differently, or None."""
    return next((found for found in differences(engine, share=7) if found is not None), None)


def main() -> None:
    """Prints where each rule was seen."""
    unseen = 0
    for name, plant in RULES.items():
        found = first_seen(plant())
        unseen += found is None
        print(f"{name}: {found or 'NOT SEEN'}"[:200])
    print(f"{len(RULES) - unseen} of {len(RULES)} planted rules caught")
    sys.exit(1 if unseen else 0)


if __name__ == "__main__":
    main()
