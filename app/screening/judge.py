"""Judges one dossier on every criterion, in the notice's order. Pure: the same words give the same verdicts for ever."""

from __future__ import annotations

from collections.abc import Sequence

from app.intake.dossier import Referee
from app.posting.notice import Criterion, CriterionKind, Notice
from app.screening.completeness import judge_completeness
from app.screening.degree import judge_degree
from app.screening.evidence import PieceText
from app.screening.experience import judge_experience
from app.screening.gaming import warnings_of
from app.screening.judgement import Judgement, Overall, Screening, Verdict
from app.screening.languages import judge_language
from app.screening.papers import Papers, gather
from app.screening.person import Person
from app.screening.points import total
from app.screening.rated import judge_rated
from app.screening.vocabulary import vocabulary_of

JUDGES = {
    CriterionKind.DEGREE: judge_degree,
    CriterionKind.EXPERIENCE: judge_experience,
    CriterionKind.LANGUAGE: judge_language,
    CriterionKind.RATED: judge_rated,
    CriterionKind.COMPLETENESS: judge_completeness,
}


def judge(pieces: Sequence[PieceText], referees: Sequence[Referee], person: Person, notice: Notice) -> Screening:
    """The dossier judged. An unread piece is a piece with `read=None`; it never counts against anyone."""
    papers = gather(pieces, referees, person, notice, vocabulary_of(notice))
    judgements = tuple(_judge_one(papers, criterion) for criterion in notice.criteria)
    return Screening(
        overall=overall_of(judgements, notice),
        points=total(judgement.points for judgement in judgements),
        judgements=judgements,
        warnings=warnings_of(papers),
    )


def overall_of(judgements: Sequence[Judgement], notice: Notice) -> Overall:
    """Required criteria only: one not met settles it, one unclear sends it to a person."""
    required = {criterion.id for criterion in notice.criteria if criterion.required}
    verdicts = {judgement.verdict for judgement in judgements if judgement.criterion in required}
    if Verdict.NOT_MET in verdicts:
        return Overall.NOT_ELIGIBLE
    return Overall.TO_REVIEW if Verdict.UNCLEAR in verdicts else Overall.ELIGIBLE


def _judge_one(papers: Papers, criterion: Criterion) -> Judgement:
    return JUDGES[criterion.kind](papers, criterion)
