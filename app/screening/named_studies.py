"""Diplomas where a dossier tells them: in its studies, at the head of any line, in a holder's phrase of profile or letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.posting.notice import PieceKind
from app.screening.diploma import Diploma
from app.screening.diplomas import named_diplomas
from app.screening.evidence import Quote, Role
from app.screening.gaming import is_taken
from app.screening.ladder import TRAP, diploma_words
from app.screening.lines import TextLine
from app.screening.papers import Papers
from app.screening.section_kinds import SectionKind
from app.screening.status import Status, holder_words
from app.screening.titles import titles_in
from app.screening.understood import Understood

STUDIES = (SectionKind.EDUCATION,)
NEVER_STUDIES = (SectionKind.EDUCATION, SectionKind.SKILLS, SectionKind.LANGUAGES, SectionKind.REFERENCES)
LINES_OF_A_DIPLOMA = 3
WORDS_OF_A_DATE = 2
CLAIMS = (SectionKind.PROFILE, SectionKind.HEAD, SectionKind.PERSONAL, SectionKind.SKILLS, SectionKind.UNKNOWN)
# « … puis le master de sociologie, que j'ai terminé en 2012 »
HELD_AFTER = re.compile(
    r"\bque j'ai (?:termine|obtenu|acheve|valide|decroche|soutenu)|\b(?:which|that) i (?:completed|obtained|finished|earned)|"
    r",\s(?:que j'ai )?(?:obtenue?|decrochee?|validee?|soutenue?|obtained|completed|earned|awarded) (?:en|in) (?:[a-z]+ )?(?:19|20)[0-9]{2}|"
    r"(?:الذي|التي) (?:حصلت علي|نلت|انهيت|اتممت|ناقشت)"
)
HOLDER_REACH = 160  # folded characters after « titulaire d'un »
WORD_AHEAD = re.compile(r"[^\W\d_]{3,}")
# « 2012 – 2016 Université Ibn Zohr, Agadir : Licence … »
SCHOOL_AHEAD = re.compile(
    r"\W*(?:(?:[^\W\d_]{1,9}\.?\s)?[\d][\W\d]*){0,3}(?:universit[ey]|faculte|faculty|instituts?|institute|ecole (?:nationale|superieure|normale|hassania|mohammadia)|"
    r"enc?g|iscae|insea|ehtp|insa|ensa|enset|fsjes|flsh|fst|uir|um5|um6p|جامعه|كليه|المعهد|معهد|المدرسه (?:الوطنيه|العليا))\b[^\n;]{0,70}?[:,|-]\s?"
)
THEN_AHEAD = re.compile(r"(?:\b(?:puis|then|ensuite|suivie? d[eu']n?e?)|(?<!\w)ثم)\s?$")
UNFINISHED = re.compile(r"(?:\b(?:de|du|des|en|d'|au|la|le|et|of|in|a|the)|[,(:])\s*$")
GIVEN_UP = re.compile(
    r"(?:\b(?:interromp\w+|abandonn\w+|quitt\w+|arret\w+|suspend\w+|(?:pas|jamais|sans) (?:avoir |pu |encore )?(?:fini\w*|termin\w+|achev\w+|obten\w+|souten\w+|valid\w+)"
    r"|dropped (?:out of)?|left|quit|interrupted|abandoned|(?:not|never|without) (?:finish|complet|obtain)\w*)"
    r"|لم (?:اكمل|اتمم|انه)|انقطعت عن|توقفت عن|غادرت)\s(?:[^\W\d_]+\s){0,2}$"
)
UNDER_WAY = re.compile(
    r"\b(?:prepar\w+|termine|finis|acheve|poursuis|suis|soutiendrai|obtiendrai|finirai|terminerai|acheverai|finishing|completing|pursuing|doing|will \w+)\s(?:[^\W\d_]+\s)?$"
    r"|(?:اتابع|احضر|اهيي|انهي|بصدد)\s(?:[^\W\d_]+\s)?$"
)
FIELD_ALONE = re.compile(r"\n[^\W\d_]{4,20}(?: [^\W\d_]{2,20}){0,2}\n")
SENTENCE_END = re.compile(r"[.;!\u061b](?=\s|$)|\n\n|\f")


@dataclass(frozen=True, slots=True)
class Found:
    """A diploma and the piece it stands in; `claimed` when it stands outside a section of studies."""

    diploma: Diploma
    piece: Understood
    claimed: bool = False

    def quote(self, role: Role) -> Quote:
        return self.piece.quote(self.diploma.start, self.diploma.end, role)


def elsewhere(leading: list[Found], studied: list[Found]) -> list[Found]:
    known = {(found.piece.piece.file, found.diploma.start) for found in studied}
    return [found for found in leading if (found.piece.piece.file, found.diploma.start) not in known]


def in_studies(papers: Papers) -> Iterator[Found]:
    for piece in papers.cvs:
        for start, end in _spans(piece, list(papers.runs(piece, *STUDIES))):
            for diploma in _named(papers, piece, start, end):
                yield Found(diploma, piece)


def _spans(piece: Understood, runs: Sequence[Sequence[TextLine]]) -> Iterator[tuple[int, int]]:
    """Where each run of studies begins and ends. A field alone on its line may look like a heading (« Master », below it
    « Éducation »): what stands right below a diploma's bare name is its field, and parts nothing.
    """
    joined: list[tuple[int, int]] = []
    for run in runs:
        start, end = run[0].folded_start, run[-1].folded_end
        between = piece.folded.text[joined[-1][1] : start] if joined else ""
        if joined and FIELD_ALONE.fullmatch(between) and _ends_in_a_diploma(piece, *joined[-1]):
            start = joined.pop()[0]
        joined.append((start, end))
    yield from joined


def _ends_in_a_diploma(piece: Understood, start: int, end: int) -> bool:
    line = max(piece.folded.text.rfind("\n", start, end) + 1, start)
    hits = diploma_words().longest(piece.folded, line, end)
    return bool(hits) and hits[-1].kind != TRAP and not piece.folded.text[hits[-1].folded_end : end].strip(" :-,")


def opening_lines(papers: Papers) -> Iterator[Found]:
    """Diplomas that open a line anywhere else in a CV: a heading may be missing, or far from what it heads."""
    for piece in papers.cvs:
        lines = [line for line in papers.own_lines(piece) if piece.section_of(line.index).kind not in NEVER_STUDIES]
        for index, line in enumerate(lines):
            if not _opens_with_diploma(piece, line) or _goes_on(lines, index) or is_taken(line, papers.notice):
                continue
            last = next(
                (
                    at
                    for at in range(index + 1, min(index + LINES_OF_A_DIPLOMA, len(lines)))
                    if _opens_with_diploma(piece, lines[at])
                ),
                None,
            )
            end = lines[last - 1] if last is not None else lines[min(index + LINES_OF_A_DIPLOMA, len(lines)) - 1]
            if piece.section_of(end.index) is not piece.section_of(line.index) or end.block != line.block:
                end = line
            named = _named(papers, piece, line.folded_start, end.folded_end)
            for number, diploma in enumerate(named):  # « Licence puis Master … »: those that the line itself names
                if diploma.years is not None and (number == 0 or _came_then(piece, line, diploma)):
                    yield Found(diploma, piece)


def _came_then(piece: Understood, line: TextLine, diploma: Diploma) -> bool:
    at = piece.folded.at(diploma.start)
    return at < line.folded_end and THEN_AHEAD.search(piece.folded.text, line.folded_start, at) is not None


def _opens_with_diploma(piece: Understood, line: TextLine) -> bool:
    """The line begins with a diploma's name, after a date, a list mark and the school that gave it at most."""
    for hit in diploma_words().longest(piece.folded, line.folded_start, line.folded_end)[:1]:
        before = piece.folded.text[line.folded_start : hit.folded_start]
        if hit.kind == TRAP or len(WORD_AHEAD.findall(before)) <= WORDS_OF_A_DATE:
            return hit.kind != TRAP
        school = SCHOOL_AHEAD.fullmatch(before)
        return school is not None and not titles_in(piece.folded, line.folded_start, line.folded_end)
    return False


def _goes_on(lines: Sequence[TextLine], index: int) -> bool:
    """The line only goes on with a sentence begun above (« encadrement d'étudiants de / master »)."""
    if index == 0 or lines[index].bullet or lines[index - 1].block != lines[index].block:
        return False
    return UNFINISHED.search(lines[index - 1].text) is not None


def in_holders_phrases(papers: Papers) -> Iterator[Found]:
    """Diplomas in a holder's phrase of a profile or a letter."""
    for piece in papers.cvs:
        for run in papers.runs(piece, *CLAIMS):
            yield from _held(papers, piece, run[0].folded_start, run[-1].folded_end)
    for letter in papers.letters:
        piece = next(each for each in papers.pieces if each.piece is letter.piece)
        yield from _held(papers, piece, piece.folded.at(letter.start), piece.folded.at(letter.end))


def _held(papers: Papers, piece: Understood, start: int, end: int) -> Iterator[Found]:
    """Diplomas in the sentence that a holder's phrase begins."""
    for holder in holder_words().hits(piece.folded, start, end):
        stop = SENTENCE_END.search(piece.folded.text, holder.folded_end, min(end, holder.folded_end + HOLDER_REACH))
        last = stop.start() if stop else min(end, holder.folded_end + HOLDER_REACH)
        fate = _told_before(piece.folded.text, holder.folded_start, start)
        for diploma in _named(papers, piece, holder.folded_start, last):
            if diploma.years is not None:
                yield Found(replace(diploma, status=fate) if fate else diploma, piece, claimed=True)
    for said in HELD_AFTER.finditer(piece.folded.text, start, end):
        before = [found.end() for found in SENTENCE_END.finditer(piece.folded.text, start, said.start())]
        diplomas = _named(papers, piece, before[-1] if before else start, said.start())
        if diplomas and diplomas[-1].years is not None:
            yield Found(diplomas[-1], piece, claimed=True)


def _told_before(text: str, at: int, floor: int) -> Status | None:
    """« J'ai interrompu | mon master », « I am finishing | my master's »: what the words right before make of it."""
    before = text[max(floor, at - 60) : at]
    if GIVEN_UP.search(before):
        return Status.NOT_OBTAINED
    return Status.IN_PROGRESS if UNDER_WAY.search(before) else None


def _named(papers: Papers, piece: Understood, start: int, end: int) -> list[Diploma]:
    return named_diplomas(piece.folded, start, end, deadline=papers.deadline)


def told_in_prose(claimed: Sequence[Found]) -> list[Found]:
    """In a CV that is written in sentences, without any heading, a holder's phrase is what tells the studies."""
    return [found for found in claimed if found.piece.piece.kind is PieceKind.CV and not found.piece.headed]
