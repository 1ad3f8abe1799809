"""Judges whether a language can be written: by what the CV states of it, and by the candidate's own prose.

A low level that is stated yields to prose only as far as a doubt; prose settles a middling level or silence. So does a
deed: reports drafted or articles published in the language, a diploma taught in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.posting.notice import Criterion
from app.screening.evidence import Quote, Role
from app.screening.guard import confidence_of
from app.screening.judgement import Confidence, Judgement, Verdict
from app.screening.papers import Papers
from app.screening.points import for_verdict
from app.screening.prose import Prose, prose_by_language
from app.screening.stated import Stated, named_lines, stated_levels
from app.screening.written_deeds import written_deed

WORDS_THAT_DEMONSTRATE = 150
MOST_STATEMENTS = 2
SETTLED_BY_A_DEED = ("B2", "good")  # « intermédiaire » is not, whatever reports were signed


def judge_language(papers: Papers, criterion: Criterion) -> Judgement:
    """One judgement; `settings.language` is the code, `settings.words_that_demonstrate` the prose that is enough."""
    language = criterion.settings["language"]
    need = criterion.settings.get("words_that_demonstrate", WORDS_THAT_DEMONSTRATE)
    statements = stated_levels(papers, language)
    stated = statements[0] if statements else None
    prose = prose_by_language(papers).get(language, Prose())
    written = prose.words >= need
    verdict, reason, question = _settle(papers, stated, written=written)
    deed = written_deed(papers, language) if verdict is not Verdict.MET else None
    if deed is not None:
        verdict, reason, question = _settle_by_deed(verdict, reason, question, stated)
    evidence = [*_evidence(statements, prose if written else Prose(), verdict)]
    if deed is not None and verdict is not Verdict.NOT_MET:
        evidence.append(deed.piece.quote(deed.start, deed.end, Role.FOR))
    if not evidence:
        named = list(named_lines(papers, language))[:1]
        evidence = [piece.quote(start, end, Role.DOUBT) for piece, start, end in named]
    return Judgement(
        criterion=criterion.id,
        verdict=verdict,
        points=for_verdict(verdict, criterion.max_points),
        max_points=criterion.max_points,
        reason=reason,
        confidence=_confidence(papers, stated, written=written),
        evidence=tuple(evidence),
        arguments={"level": stated.level if stated else None, "words": prose.words, "need": need},
        question=question,
        facts={"language_level": stated.level if stated else None},
    )


def _settle(papers: Papers, stated: Stated | None, *, written: bool) -> tuple[Verdict, str, str | None]:
    if stated is None:
        if written:
            return Verdict.MET, "lang.demonstrated", None
        reason = "lang.unread" if papers.untrusted_cv() else "lang.nothing_said"
        return Verdict.UNCLEAR, reason, "ask.can_write"
    if stated.verdict is Verdict.MET:
        return Verdict.MET, "lang.stated", None
    if stated.verdict is Verdict.UNCLEAR:
        if written:
            return Verdict.MET, "lang.demonstrated", None
        return Verdict.UNCLEAR, "lang.middling", "ask.can_write"
    if written:
        return Verdict.UNCLEAR, "lang.low_but_written", "ask.who_wrote"
    if papers.doubted_cv not in (None, "misspelt"):
        return Verdict.UNCLEAR, "lang.unread", "ask.can_write"
    return Verdict.NOT_MET, "lang.low", None


def _settle_by_deed(
    verdict: Verdict, reason: str, question: str | None, stated: Stated | None
) -> tuple[Verdict, str, str | None]:
    """What a deed makes of a verdict that is not *met*: silence and a good level are settled, a low one is doubted."""
    if stated is None or stated.level in SETTLED_BY_A_DEED:
        return Verdict.MET, "lang.demonstrated_by_deed", None
    if verdict is Verdict.NOT_MET:
        return Verdict.UNCLEAR, "lang.low_but_deed", "ask.can_write"
    return verdict, reason, question


def _evidence(statements: list[Stated], prose: Prose, verdict: Verdict) -> Iterator[Quote]:
    role = {Verdict.MET: Role.FOR, Verdict.UNCLEAR: Role.DOUBT, Verdict.NOT_MET: Role.AGAINST}[verdict]
    for stated in statements[:MOST_STATEMENTS]:
        for start, end in stated.spans:
            yield stated.piece.quote(start, end, role)
    if prose.piece is not None:
        yield prose.piece.quote(prose.start, prose.end, Role.FOR)


def _confidence(papers: Papers, stated: Stated | None, *, written: bool) -> Confidence:
    return confidence_of(papers.cvs, sure=stated is not None or written)
