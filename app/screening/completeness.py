"""Judges whether the dossier is complete: a CV, a letter, and three references, wherever they stand.

Three references may be people or past projects; the notice's words allow both, so projects are left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from app.posting.notice import Criterion, PieceKind
from app.screening.evidence import Quote, Role
from app.screening.guard import confidence_of
from app.screening.judgement import Judgement, Verdict
from app.screening.letters import cues
from app.screening.lines import TextLine
from app.screening.papers import Papers
from app.screening.periods import find_periods
from app.screening.points import for_verdict
from app.screening.referee_lines import contacts_of, has_contact
from app.screening.referees import (
    Named,
    NamedReferences,
    among,
    from_form,
    from_lines,
    is_associative,
    without_doubles,
)
from app.screening.sections import Section, SectionKind
from app.screening.understood import Understood

MISSING = ("cv", "letter", "references")
LINES_OF_A_TABLE_HEAD = 3
LINES_OF_ONES_OWN = 8  # where people give their own address
LEAST_WITHOUT_HEADING = 2
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


@dataclass(frozen=True, slots=True)
class References:
    """Everyone and everything named as a reference, in the form and in the files."""

    people: tuple[Named, ...]
    projects: tuple[tuple[Understood, int, int], ...]
    on_request: tuple[tuple[Understood, int, int], ...]
    doubled: bool
    candidate: bool
    headed: tuple[tuple[Understood, int, int], ...] = ()  # lines under a heading of references, whoever they name


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
        confidence=confidence_of([piece.piece for piece in papers.pieces], sure=True),
        evidence=tuple(_evidence(papers, references, verdict)),
        arguments={"references": complete, "need": need, "projects": len(references.projects), "missing": missing},
        question=question,
        facts={"missing": missing},
    )


def find_references(papers: Papers) -> References:
    """Form rows, files of references and sections of the CVs, merged person by person."""
    found = [(piece, part) for piece in papers.pieces for part in _parts(papers, piece)]
    rows = from_form(papers.referees)
    if not rows and not any(part.people or part.projects or part.on_request or part.headed for _, part in found):
        for whole in (False, True):
            if not any(part.people for _, part in found):
                found = [(piece, part) for piece in papers.pieces for part in _without_heading(papers, piece, whole)]
    people = without_doubles([*rows, *(person for _, part in found for person in part.people)])
    person = papers.person
    own = among(people, person.name, person.email, person.phone)
    return References(
        people=tuple(each for each in people if each not in own),
        projects=tuple((piece, *span) for piece, part in found for span in part.projects),
        on_request=tuple((piece, *part.on_request) for piece, part in found if part.on_request),
        headed=tuple((piece, *part.headed) for piece, part in found if part.headed),
        doubled=len(without_doubles(rows)) < len(rows),
        candidate=bool(own),
    )


def _parts(papers: Papers, piece: Understood) -> Iterator[NamedReferences]:
    if piece.read is None:
        return
    heading = cues()["referees"]["headings"]
    placed = piece.read.placed_lines
    if piece.piece.kind is PieceKind.REFERENCES:
        lines = [line for line in piece.lines if has_contact(line.text) or not heading.search(line.text.strip())]
        yield from_lines(piece.piece, [placed[line.index] for line in lines])
        return
    for section in piece.in_sections(SectionKind.REFERENCES):
        lines = [
            *(piece.lines[index] for index in section.lines),
            *_under_contact(piece, section),
            *_beside(piece, section),
        ]
        yield from_lines(piece.piece, [placed[line.index] for line in _without(lines, papers, piece)])
    if not piece.in_sections(SectionKind.REFERENCES):
        yield from _under_a_kindred_heading(papers, piece)
        yield from _under_own_words(papers, piece)


def _without_heading(papers: Papers, piece: Understood, whole: bool) -> Iterator[NamedReferences]:
    """People with a role and a way to be reached, in a CV or below a letter's: referees whose heading was lost.

    `whole` looks into a letter that stands inside the CV's file too: where it ends is not always told.
    """
    if piece.read is None:
        return
    within = whole or piece.piece.kind is PieceKind.LETTER
    lines = [line for line in piece.lines if not papers.is_name(line)] if within else list(papers.own_lines(piece))
    roles, person = cues()["referees"]["roles"], cues()["referees"]["person"]
    named = [
        at
        for at, line in enumerate(lines)
        if has_contact(line.text)
        and any(
            roles.search(near.text) or person.search(near.text)
            for near in lines[at - 2 if at >= LINES_OF_ONES_OWN else at : at + 1]
        )
    ]
    offered = any(cues()["referees"]["offered"].search(lines[at].text) for at in named)
    if sum(contacts_of(lines[at].text) for at in named) < LEAST_WITHOUT_HEADING and not offered:
        return
    first = max(named[0] - 2, 0) if named[0] >= LINES_OF_ONES_OWN else named[0]
    yield from_lines(piece.piece, [piece.read.placed_lines[line.index] for line in lines[first : named[-1] + 1]])


def _under_a_kindred_heading(papers: Papers, piece: Understood) -> Iterator[NamedReferences]:
    """« Références professionnelles » may head posts; where people to be reached stand under it, it heads referees."""
    assert piece.read is not None
    heading = cues()["referees"]["headings"]
    for section in piece.sections:
        if section.heading is None or not heading.search(piece.lines[section.heading.line].text.strip()):
            continue
        lines = _without([piece.lines[index] for index in section.lines], papers, piece)
        if any(has_contact(line.text) for line in lines):
            yield from_lines(piece.piece, [piece.read.placed_lines[line.index] for line in lines])


def _under_own_words(papers: Papers, piece: Understood) -> Iterator[NamedReferences]:
    """References under a heading of the writer's own (« Références en gestion de projets »), up to the next heading."""
    assert piece.read is not None
    patterns = cues()["referees"]
    headings = {section.heading.line for section in piece.sections if section.heading is not None}
    lines = papers.own_lines(piece)
    for at, line in enumerate(lines):
        if heading_word(line.text) and patterns["on_request"].search(line.text) and not has_contact(line.text):
            yield NamedReferences(on_request=(line.start, line.end))
        elif patterns["inline"].search(line.text.strip()) and any(
            has_contact(near.text) for near in lines[at : at + 3]
        ):
            end = next((index for index in range(at + 1, len(lines)) if lines[index].index in headings), len(lines))
            yield from_lines(piece.piece, [piece.read.placed_lines[each.index] for each in lines[at:end]])
            return
        elif patterns["headings"].search(line.text.strip()) and line.index not in headings:
            end = next((index for index in range(at + 1, len(lines)) if lines[index].index in headings), len(lines))
            yield from_lines(piece.piece, [piece.read.placed_lines[each.index] for each in lines[at + 1 : end]])
            return


def _under_contact(piece: Understood, section: Section) -> list[TextLine]:
    """What stands under « Contact » right after a heading of references: the last column's title of their table."""
    at = piece.sections.index(section)
    following = piece.sections[at + 1] if at + 1 < len(piece.sections) else None
    if following is None or following.kind is not SectionKind.PERSONAL or len(section.lines) > LINES_OF_A_TABLE_HEAD:
        return []
    return [piece.lines[index] for index in following.lines]


def _beside(piece: Understood, section: Section) -> list[TextLine]:
    """Lines on the same rows as the section's, in cells that a heading on the left does not own by itself."""
    if section.heading is None or not section.lines:
        return []
    heading = piece.lines[section.heading.line]
    own = set(section.lines)
    bottom = (
        max(piece.lines[index].top for index in section.lines if piece.lines[index].page == heading.page)
        if any(piece.lines[index].page == heading.page for index in section.lines)
        else heading.top
    )
    rows = [
        line
        for line in piece.lines
        if line.laid_out
        and line.page == heading.page
        and line.index not in own
        and heading.top < line.top <= bottom + line.size
    ]
    blocks = {line.block for line in rows}
    whole = {
        block
        for block in blocks
        if all(line in rows for line in piece.lines if line.page == heading.page and line.block == block)
    }
    spoken = {line.block for line in rows if line.block in whole and has_contact(line.text)}
    return [
        line
        for line in rows
        if line.block in spoken and line.index not in {s.heading.line for s in piece.sections if s.heading}
    ]


def heading_word(text: str) -> bool:
    """Does the line speak of references at all?"""
    return "referen" in text or "مراجع" in text or "referee" in text or "recommandation" in text


def _without(lines: Sequence[TextLine], papers: Papers, piece: Understood) -> list[TextLine]:
    own = papers.own_indices(piece)
    return [line for line in lines if line.index in own]


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
