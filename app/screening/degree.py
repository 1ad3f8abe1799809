"""Judges the diploma: level, whether it was obtained, field. The best completed diploma decides; silence decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.posting.notice import Criterion
from app.screening.diploma import FIRST_YEAR_OF_MASTER, UMBRELLA, Diploma
from app.screening.diplomas import school_named
from app.screening.evidence import Role
from app.screening.fields import Field
from app.screening.guard import confidence_of
from app.screening.judgement import Confidence, Judgement, Verdict
from app.screening.ladder import NAMELESS
from app.screening.misspelt import misspelt
from app.screening.named_studies import Found, elsewhere, in_holders_phrases, in_studies, opening_lines, told_in_prose
from app.screening.orphans import orphaned_diplomas
from app.screening.papers import Papers
from app.screening.points import for_verdict
from app.screening.schools import schools_alone
from app.screening.status import Status

ONLY_THE_BACCALAUREAT = (0, 0)


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
    studied = list(in_studies(papers))
    leading = elsewhere(list(opening_lines(papers)), studied)
    claimed = [*in_holders_phrases(papers), *(leading if studied else ())]
    studied = studied or [*leading, *elsewhere(told_in_prose(claimed), leading)]
    reading = _settle(papers, studied, claimed, need, accepted)
    completed = _completed([found.diploma for found in (studied or claimed)])
    deciding = reading.shown[0].diploma if reading.shown else None
    field = deciding.field if deciding is not None else None
    of_no_level = deciding is not None and deciding.years is None
    if of_no_level and completed is not None and completed.years == ONLY_THE_BACCALAUREAT:
        completed = None  # it says nothing of the studies that followed it
    if completed is not None and deciding is not None and (field is None or of_no_level):
        field = completed.field or _field_of_second_year(completed, studied) or field
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
            nearest = sorted(found, key=lambda each: _rank(each.diploma.field))
            return Reading(Verdict.UNCLEAR, reason, tuple(nearest), Role.DOUBT, question)
    known = [(found.piece, found.diploma) for found in (*studied, *claimed)]
    orphans = [Found(diploma, piece) for piece, diploma in orphaned_diplomas(papers, known, need)]
    if orphans:
        return Reading(Verdict.UNCLEAR, "deg.orphan", tuple(orphans), Role.DOUBT, "ask.which_diploma")
    if papers.doubted_cv is not None or misspelt(papers):
        return Reading(Verdict.UNCLEAR, "deg.unread", tuple(studied), Role.DOUBT, "ask.which_diploma")
    highest = sorted(studied, key=lambda found: (-found.diploma.counts, -_least(found), found.diploma.field is None))
    reason = next((f"deg.{found.diploma.status}" for found in reaching), "deg.below")
    return Reading(Verdict.NOT_MET, reason, (*highest[:1], *reaching[:2]), Role.AGAINST)


def _completed(diplomas: Sequence[Diploma]) -> Diploma | None:
    counting = [diploma for diploma in diplomas if diploma.counts and diploma.years]
    return max(counting, key=lambda diploma: ((diploma.years or (0, 0))[0], diploma.field is not None), default=None)


def _with(found: Sequence[Found], status: Status) -> list[Found]:
    return [each for each in found if each.diploma.status is status]


def _nameless(found: Sequence[Found]) -> list[Found]:
    return [each for each in found if each.diploma.years is None and each.diploma.ident in NAMELESS]


def _schools(papers: Papers) -> list[Found]:
    return [Found(school_named(line.start, line.end), piece) for piece, line in schools_alone(papers)]


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
    return confidence_of(papers.cvs, sure=reading.sure and bool(reading.shown))
