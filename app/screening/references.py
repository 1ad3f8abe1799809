"""Where references are given: rows of the form, files, sections of the CVs, and people told without a heading.

People to be reached are merged across all of them. Counts nothing against what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.posting.notice import PieceKind
from app.screening.letters import cues
from app.screening.lines import TextLine
from app.screening.papers import Papers
from app.screening.referee_lines import contacts_of, has_contact
from app.screening.referees import Named, NamedReferences, among, from_form, from_lines, without_doubles
from app.screening.section_kinds import SectionKind
from app.screening.sections import Section
from app.screening.understood import Understood

LINES_OF_A_TABLE_HEAD = 3
LINES_OF_ONES_OWN = 8  # where people give their own address
LEAST_WITHOUT_HEADING = 2


@dataclass(frozen=True, slots=True)
class References:
    """Everyone and everything named as a reference, in the form and in the files."""

    people: tuple[Named, ...]
    projects: tuple[tuple[Understood, int, int], ...]
    on_request: tuple[tuple[Understood, int, int], ...]
    doubled: bool
    candidate: bool
    headed: tuple[tuple[Understood, int, int], ...] = ()  # lines under a heading of references, whoever they name


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
        lines = [
            line
            for line in piece.lines
            if has_contact(line.text) or not (heading.match(line.text.strip()) or papers.is_name(line))
        ]
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
        if section.heading is None or not heading.match(piece.lines[section.heading.line].text.strip()):
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
        elif (
            ":" in line.text
            and patterns["inline"].match(line.text.strip())
            and any(has_contact(near.text) for near in lines[at : at + 3])
        ):
            end = next((index for index in range(at + 1, len(lines)) if lines[index].index in headings), len(lines))
            yield from_lines(piece.piece, [piece.read.placed_lines[each.index] for each in lines[at:end]])
            return
        elif patterns["headings"].match(line.text.strip()) and line.index not in headings:
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
