"""Judges whether the dossier is complete: a CV, a letter, and three references, wherever they stand.

Three references may be people or past projects; the notice's words allow both, so projects are left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from app.posting.notice import Criterion, PieceKind
from app.screening.evidence import Quote, Role
from app.screening.guard import confidence_of
from app.screening.judgement import Judgement, Verdict
from app.screening.papers import Papers
from app.screening.periods import find_periods
from app.screening.points import for_verdict
from app.screening.referees import is_associative
from app.screening.references import References, find_references
from app.screening.understood import Understood

MISSING = ("cv", "letter", "references")
LEAST_PERIODS_OF_A_CV = 1
LETTERS_OF_A_HEADING = 60
OPENING_WORD = re.compile(r"\W{0,3}(\w{7,16})\b")
REFEREES = (
    "references",
    "referents",
    "referees",
    "recommandations",
    "\u0627\u0644\u0645\u0631\u0627\u062c\u0639",
    "\u0645\u0631\u062c\u0639\u064a\u0627\u062a",
    "\u0627\u0644\u0645\u0639\u0631\u0641\u0648\u0646",
)
NO_HEADINGS = {
    *REFEREES, "reference", "referent", "referente", "referentes", "referee", "preferences", "deferences", "recommandation", "referencer", "referencee", "\u0627\u0644\u0645\u0631\u0627\u062c\u0639\u0647", "\u0627\u0644\u0645\u0639\u0631\u0648\u0641\u0648\u0646", "\u0645\u0631\u062c\u0639\u064a\u0647", "\u0645\u0631\u062c\u0639\u064a\u0627",
}  # fmt: skip


def judge_completeness(papers: Papers, criterion: Criterion) -> Judgement:
    """One judgement; `settings.references` is how many are asked. `missing` is filled in for every verdict but met."""
    need = criterion.settings["references"]
    references = find_references(papers)
    missing = _missing(papers, references)
    verdict, reason, question = _settle(papers, references, missing, need)
    if verdict is not Verdict.MET and not missing:
        missing = ["references"]
    if verdict is Verdict.MET:
        missing = []
    complete = sum(person.is_complete for person in references.people)
    return Judgement(
        criterion=criterion.id,
        verdict=verdict,
        points=for_verdict(verdict, criterion.max_points),
        max_points=criterion.max_points,
        reason=reason,
        confidence=confidence_of(papers.pieces, sure=True),
        evidence=tuple(_evidence(papers, references, verdict)),
        arguments={"references": complete, "need": need, "projects": len(references.projects), "missing": missing},
        question=question,
        facts={"missing": missing},
    )


def _missing(papers: Papers, references: References) -> list[str]:
    unread = {piece.piece.kind for piece in papers.pieces if piece.read is None}
    missing: list[str] = []
    if not papers.cvs and PieceKind.CV not in unread:
        missing.append("cv")
    if not papers.letters and PieceKind.LETTER not in unread:
        missing.append("letter")
    if not references.people and not references.projects and PieceKind.REFERENCES not in unread:
        missing.append("references")
    return [name for name in MISSING if name in missing]


def _settle(papers: Papers, references: References, missing: list[str], need: int) -> tuple[Verdict, str, str | None]:
    complete = [person for person in references.people if person.is_complete]
    poorly = _poorly_read(papers)
    if missing == ["references"] and references.headed:
        return Verdict.UNCLEAR, "dos.references_unread", "ask.open_the_file"
    if missing:
        if poorly or ("cv" in missing and _may_hold_a_cv(papers)):
            return Verdict.UNCLEAR, "dos.unread", "ask.open_the_file"
        if missing == ["references"] and _misread_heading(papers):
            return Verdict.UNCLEAR, "dos.references_unread", "ask.open_the_file"
        if missing == ["letter"] and papers.may_hold_a_letter:
            return Verdict.UNCLEAR, "dos.letter_doubtful", "ask.is_it_a_letter"
        return Verdict.NOT_MET, "dos.missing", None
    if poorly and (not papers.cvs or not papers.letters):
        return Verdict.UNCLEAR, "dos.unread", "ask.open_the_file"
    if len(complete) >= need:
        if not any(is_associative(person.place) for person in complete):
            return Verdict.UNCLEAR, "dos.references_outside", "ask.are_references_associative"
        return Verdict.MET, "dos.complete", None
    if not references.people and references.projects:
        return Verdict.UNCLEAR, "dos.references_projects", "ask.projects_as_references"
    if references.candidate:
        return Verdict.UNCLEAR, "dos.references_self", "ask.another_reference"
    if references.doubled:
        return Verdict.UNCLEAR, "dos.references_same", "ask.another_reference"
    if len(references.people) >= need:
        return Verdict.UNCLEAR, "dos.references_incomplete", "ask.complete_the_reference"
    return Verdict.UNCLEAR, "dos.references_few", "ask.another_reference"


def _misread_heading(papers: Papers) -> bool:
    """« Réfèrcnces »: a short line that opens with a word one letter away from a heading of referees."""
    for piece in papers.pieces:
        for line in piece.lines:
            first = OPENING_WORD.match(line.text) if len(line.text) <= LETTERS_OF_A_HEADING else None
            if first is None or first[1] in NO_HEADINGS:
                continue
            if any(OSA.distance(first[1], word, score_cutoff=1) == 1 for word in REFEREES):
                return True
    return False


def _may_hold_a_cv(papers: Papers) -> bool:
    """A file called a CV says something that is no letter: too little to be sure, too much to be called absent.

    So does a long one that holds the only letter: where the one ends and the other begins was perhaps not seen.
    """
    for piece in papers.pieces:
        if piece.piece.kind is not PieceKind.CV or not piece.lines:
            continue
        letter = papers.letter_in(piece)
        if letter is None or (len(papers.letters) == 1 and _holds_more_than_a_letter(piece)):
            return True
    return False


def _holds_more_than_a_letter(piece: Understood) -> bool:
    """Stretches of time, or headings, of which a letter has few."""
    headings = sum(section.heading is not None for section in piece.sections)
    told = [period for line in piece.lines for period in find_periods(line.text) if not period.single]
    return headings >= 1 or len(told) >= LEAST_PERIODS_OF_A_CV


def _poorly_read(papers: Papers) -> bool:
    """A piece that may hold what is missing could not be read, or not in full."""
    return any(piece.read is None for piece in papers.pieces) or papers.untrusted_cv() in (
        "cut",
        "poor_ocr",
        "unreadable",
    )


def _evidence(papers: Papers, references: References, verdict: Verdict) -> Iterator[Quote]:
    """The CV's first line, the letter's first line, and the references in files."""
    if verdict is Verdict.MET:
        yield from (piece.quote_line(piece.lines[0]) for piece in papers.cvs[:1] if piece.lines)
        for letter in papers.letters[:1]:
            piece = next(each for each in papers.pieces if each.piece is letter.piece)
            yield piece.quote_line(piece.lines[letter.first])
    for person in references.people:
        if person.piece is not None:
            piece = next(each for each in papers.pieces if each.piece is person.piece)
            yield piece.quote(person.start, person.end, Role.FOR if person.is_complete else Role.DOUBT)
    for piece, start, end in references.projects[:3]:
        yield piece.quote(start, end, Role.DOUBT)
    if not references.people and not references.projects:
        for piece, start, end in references.headed[:1]:
            yield piece.quote(start, end, Role.DOUBT)
    for piece, start, end in references.on_request[:1]:
        yield piece.quote(start, end, Role.AGAINST)
