"""Judges the diploma: level, whether it was obtained, field. The best completed diploma decides; silence decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from app.posting.notice import Criterion, PieceKind
from app.screening.diplomas import (
    FIRST_YEAR_OF_MASTER,
    NAMELESS,
    TRAP,
    UMBRELLA,
    Diploma,
    diploma_words,
    named_diplomas,
    school_named,
)
from app.screening.evidence import Quote, Role
from app.screening.fields import Field
from app.screening.gaming import is_of_notice
from app.screening.guard import confidence_of
from app.screening.judgement import Confidence, Judgement, Verdict
from app.screening.lines import TextLine
from app.screening.orphans import orphaned_diplomas
from app.screening.papers import Papers
from app.screening.points import for_verdict
from app.screening.schools import schools_alone
from app.screening.section_kinds import SectionKind
from app.screening.status import Status, holder_words
from app.screening.understood import Understood

STUDIES = (SectionKind.EDUCATION,)
NEVER_STUDIES = (SectionKind.EDUCATION, SectionKind.SKILLS, SectionKind.LANGUAGES, SectionKind.REFERENCES)
LINES_OF_A_DIPLOMA = 3
WORDS_OF_A_DATE = 2
HIGHER_NAMES = (
    "master",
    "mastere",
    "doctorat",
    "doctorate",
    "magistere",
    "ماستر",
    "الماستر",
    "ماجستير",
    "الماجستير",
    "دكتوراه",
)
CLITICS = "بولفك"  # « بماستر » is no slip
NEAR_BUT_OTHER = frozenset(
    {
        "masters",
        "maitre",
        "muster",
        "matter",
        "faster",
        "eastern",
        "doctorate",
        "doctorat",
        "mastere",
        "master",
        "pasteur",
    }
)
CLAIMS = (SectionKind.PROFILE, SectionKind.HEAD, SectionKind.PERSONAL, SectionKind.SKILLS, SectionKind.UNKNOWN)
# « … puis le master de sociologie, que j'ai terminé en 2012 »
HELD_AFTER = re.compile(
    r"\bque j'ai (?:termine|obtenu|acheve|valide|decroche|soutenu)|\b(?:which|that) i (?:completed|obtained|finished|earned)|"
    r"(?:الذي|التي) (?:حصلت علي|نلت|انهيت|اتممت|ناقشت)"
)
HOLDER_REACH = 160  # folded characters after « titulaire d'un »
A_NAMES_LENGTH = re.compile(r"[^\W_]{5,10}")
WORD_AHEAD = re.compile(r"[^\W\d_]{3,}")
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
SENTENCE_END = re.compile(r"[.;!\u061b](?=\s|$)|\n\n|\f")


@dataclass(frozen=True, slots=True)
class Found:
    """A diploma and the piece it stands in; `claimed` when it stands outside a section of studies."""

    diploma: Diploma
    piece: Understood
    claimed: bool = False

    def quote(self, role: Role) -> Quote:
        return self.piece.quote(self.diploma.start, self.diploma.end, role)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was settled, before it becomes a judgement."""

    verdict: Verdict
    reason: str
    shown: tuple[Found, ...] = ()
    role: Role = Role.FOR
    question: str | None = None
    sure: bool = True


def judge_degree(papers: Papers, criterion: Criterion) -> Judgement:
    """One judgement; `settings.level` and `settings.fields` are what the notice asks."""
    need, accepted = criterion.settings["level"], frozenset(criterion.settings["fields"])
    studied = list(_in_studies(papers))
    leading = _elsewhere(list(_leading(papers)), studied)
    claimed = [*_claimed(papers), *(leading if studied else ())]
    studied = studied or [*leading, *_elsewhere(_told_in_prose(claimed), leading)]
    reading = _settle(papers, studied, claimed, need, accepted)
    completed = _completed([found.diploma for found in (studied or claimed)])
    deciding = reading.shown[0].diploma if reading.shown else None
    field = deciding.field if deciding is not None else None
    if deciding is not None and field is None and completed is not None:
        field = completed.field or _field_of_second_year(completed, studied)
    level = completed.years[0] if completed is not None and completed.years else None
    return Judgement(
        criterion=criterion.id,
        verdict=reading.verdict,
        points=for_verdict(reading.verdict, criterion.max_points),
        max_points=criterion.max_points,
        reason=reading.reason,
        confidence=_confidence(papers, reading),
        evidence=tuple(found.quote(reading.role) for found in reading.shown[:3]),
        arguments={"level": level, "need": need, "field": field},
        question=reading.question,
        facts={"level": level, "field": field},
    )


def _settle(papers: Papers, studied: list[Found], claimed: list[Found], need: int, accepted: frozenset[str]) -> Reading:
    enough = [found for found in studied if found.diploma.counts and _least(found) >= need]
    if enough:
        return _enough(enough, accepted, "deg.met")
    if not studied:
        return _only_claimed(papers, claimed, need, accepted)
    return _below(papers, studied, claimed, need)


def _enough(found: list[Found], accepted: frozenset[str], reason: str) -> Reading:
    best = sorted(found, key=lambda each: (_rank(each.diploma.field), -_least(each)))
    field = best[0].diploma.field
    if field in accepted:
        return Reading(Verdict.MET, reason, (best[0],))
    why = "deg.field_unknown" if field is None else "deg.field_far"
    return Reading(Verdict.UNCLEAR, why, tuple(best), Role.DOUBT, "ask.field_near_enough")


def _only_claimed(papers: Papers, claimed: list[Found], need: int, accepted: frozenset[str]) -> Reading:
    """No studies were read: a holder's phrase stands for them (« titulaire d'un master en … »), nothing else does."""
    enough = [found for found in claimed if found.diploma.counts and _least(found) >= need]
    if enough and papers.untrusted_cv() is None:
        reading = _enough(enough, accepted, "deg.met_by_holder")
        return Reading(reading.verdict, reading.reason, reading.shown, reading.role, reading.question, sure=False)
    shown = tuple(claimed[:2]) or tuple(_schools(papers))
    why = papers.untrusted_cv()
    reason = "deg.unread" if why else "deg.none_found"
    return Reading(Verdict.UNCLEAR, reason, shown, Role.DOUBT, "ask.which_diploma", sure=False)


def _below(papers: Papers, studied: list[Found], claimed: list[Found], need: int) -> Reading:
    reaching = [found for found in studied if _most(found) >= need]
    told = [*reaching, *(found for found in claimed if _most(found) >= need)]
    doubts = (
        ("deg.range", "ask.which_level", [found for found in reaching if found.diploma.counts]),
        ("deg.pending", "ask.is_it_awarded", _with(told, Status.PENDING)),
        ("deg.level_only", "ask.is_it_awarded", _with(told, Status.LEVEL)),
        ("deg.claim_disagrees", "ask.which_diploma", [f for f in claimed if _most(f) >= need and f.diploma.counts]),
        ("deg.no_level", "ask.which_level", _nameless(studied) or _schools(papers)),
    )
    for reason, question, found in doubts:
        if found:
            return Reading(Verdict.UNCLEAR, reason, tuple(found), Role.DOUBT, question)
    known = [(found.piece, found.diploma) for found in (*studied, *claimed)]
    orphans = [Found(diploma, piece) for piece, diploma in orphaned_diplomas(papers, known, need)]
    if orphans:
        return Reading(Verdict.UNCLEAR, "deg.orphan", tuple(orphans), Role.DOUBT, "ask.which_diploma")
    if papers.doubted_cv is not None or _misspelt(papers):
        return Reading(Verdict.UNCLEAR, "deg.unread", tuple(studied), Role.DOUBT, "ask.which_diploma")
    highest = sorted(studied, key=lambda found: (-found.diploma.counts, -_least(found), found.diploma.field is None))
    reason = next((f"deg.{found.diploma.status}" for found in reaching), "deg.below")
    return Reading(Verdict.NOT_MET, reason, (*highest[:1], *reaching[:2]), Role.AGAINST)


def _misspelt(papers: Papers) -> bool:
    """Is a word among the studies one slip away from the name of a higher diploma? It proves nothing and raises a doubt."""
    for piece in papers.cvs:
        for run in papers.runs(piece, *STUDIES):
            for line in run:
                words = {token for token in A_NAMES_LENGTH.findall(line.text) if token not in NEAR_BUT_OTHER}
                words = {word[1:] if word[0] in CLITICS and word[1:] in HIGHER_NAMES else word for word in words}
                if any(OSA.distance(word, name, score_cutoff=1) == 1 for word in words for name in HIGHER_NAMES):
                    return True
    return False


def _elsewhere(leading: list[Found], studied: list[Found]) -> list[Found]:
    known = {(found.piece.piece.file, found.diploma.start) for found in studied}
    return [found for found in leading if (found.piece.piece.file, found.diploma.start) not in known]


def _in_studies(papers: Papers) -> Iterator[Found]:
    for piece in papers.cvs:
        for run in papers.runs(piece, *STUDIES):
            for diploma in _named(papers, piece, run[0].folded_start, run[-1].folded_end):
                yield Found(diploma, piece)


def _leading(papers: Papers) -> Iterator[Found]:
    """Diplomas that open a line anywhere else in a CV: a heading may be missing, or far from what it heads."""
    for piece in papers.cvs:
        lines = [line for line in papers.own_lines(piece) if piece.section_of(line.index).kind not in NEVER_STUDIES]
        for index, line in enumerate(lines):
            if not _opens_with_diploma(piece, line) or _goes_on(lines, index) or is_of_notice(line.text, papers.notice):
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
            for diploma in _named(papers, piece, line.folded_start, end.folded_end)[:1]:
                if diploma.years is not None:
                    yield Found(diploma, piece)


def _opens_with_diploma(piece: Understood, line: TextLine) -> bool:
    """The line begins with a diploma's name, after a date or a list mark at most."""
    for hit in diploma_words().longest(piece.folded, line.folded_start, line.folded_end)[:1]:
        before = piece.folded.text[line.folded_start : hit.folded_start]
        return hit.kind != TRAP and len(WORD_AHEAD.findall(before)) <= WORDS_OF_A_DATE
    return False


def _goes_on(lines: Sequence[TextLine], index: int) -> bool:
    """The line only goes on with a sentence begun above (« encadrement d'étudiants de / master »)."""
    if index == 0 or lines[index].bullet or lines[index - 1].block != lines[index].block:
        return False
    return UNFINISHED.search(lines[index - 1].text) is not None


def _claimed(papers: Papers) -> Iterator[Found]:
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


def _completed(diplomas: Sequence[Diploma]) -> Diploma | None:
    counting = [diploma for diploma in diplomas if diploma.counts and diploma.years]
    return max(counting, key=lambda diploma: ((diploma.years or (0, 0))[0], diploma.field is not None), default=None)


def _with(found: Sequence[Found], status: Status) -> list[Found]:
    return [each for each in found if each.diploma.status is status]


def _nameless(found: Sequence[Found]) -> list[Found]:
    return [each for each in found if each.diploma.years is None and each.diploma.ident in NAMELESS]


def _schools(papers: Papers) -> list[Found]:
    return [Found(school_named(line.start, line.end), piece) for piece, line in schools_alone(papers)]


def _told_in_prose(claimed: Sequence[Found]) -> list[Found]:
    """In a CV that is written in sentences, without any heading, a holder's phrase is what tells the studies."""
    return [found for found in claimed if found.piece.piece.kind is PieceKind.CV and not found.piece.headed]


def _field_of_second_year(first: Diploma, studied: Sequence[Found]) -> Field | None:
    """« Master 1 validé » under a master that is under way: one master, one field."""
    if first.ident != FIRST_YEAR_OF_MASTER:
        return None
    return next((each.diploma.field for each in studied if each.diploma.ident == UMBRELLA and each.diploma.field), None)


def _least(found: Found) -> int:
    return found.diploma.years[0] if found.diploma.years else -1


def _most(found: Found) -> int:
    return found.diploma.years[1] if found.diploma.years else -1


def _rank(field: Field | None) -> int:
    return list(Field).index(field) if field is not None else len(Field)


def _confidence(papers: Papers, reading: Reading) -> Confidence:
    return confidence_of([piece.piece for piece in papers.cvs], sure=reading.sure and bool(reading.shown))
