"""Judges the months a person managed or coordinated associative projects: met by the lower bound, not met by the upper.

`settings.months` is what the notice asks, `settings.near_miss_months` from where a refusal is called near. Everything
between the two bounds, and everything that was not read, is for a person to settle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.posting.notice import Criterion
from app.screening.career import Career, career_of
from app.screening.evidence import Quote, Role
from app.screening.guard import confidence_of
from app.screening.judgement import Confidence, Judgement, Verdict
from app.screening.lines import TextLine
from app.screening.orphans import has_ends_apart
from app.screening.papers import Papers
from app.screening.periods import month_name
from app.screening.points import for_experience
from app.screening.post import Counts, Post
from app.screening.spoken import may_last
from app.screening.totals import Held, Total
from app.screening.untold import UNTOLD

MOST_QUOTES = 6
OTHER_POSTS = "exp.other_posts"


@dataclass(frozen=True, slots=True)
class _Settled:
    verdict: Verdict
    reason: str
    question: str | None = None


def judge_experience(papers: Papers, criterion: Criterion) -> Judgement:
    """One judgement with `months_min`, `months_max`, `near_miss` and `periods` as facts."""
    need: int = criterion.settings["months"]
    career = career_of(papers, need, criterion.settings["sectors"])
    settled = _settle(career, need)
    near = _is_near(career.total, need, criterion.settings.get("near_miss_months", need - 6))
    points = for_experience(
        settled.verdict, career.total.typical, career.total.most, criterion.max_points, criterion.settings
    )
    return Judgement(
        criterion=criterion.id,
        verdict=settled.verdict,
        points=points,
        max_points=criterion.max_points,
        reason=settled.reason,
        confidence=_confidence(papers, career),
        evidence=tuple(_evidence(career, settled)),
        arguments={"min": career.total.least, "max": career.total.most, "need": need},
        question=settled.question,
        facts={
            "months_min": career.total.least,
            "months_max": career.total.most,
            "near_miss": near,
            "periods": periods_told(career.held),
        },
    )


def _settle(career: Career, need: int) -> _Settled:
    total = career.total
    if total.least >= need and any(each.post.counts is Counts.SURE for each in career.held):
        return _Settled(Verdict.MET, "exp.enough")
    if career.unread is not None:
        return _Settled(Verdict.UNCLEAR, "exp.unread", "ask.read_the_posts")
    if total.most is None:
        return _Settled(Verdict.UNCLEAR, "exp.undated", "ask.when_was_it")
    if total.most >= need:
        return _Settled(Verdict.UNCLEAR, "exp.max_enough_min_not", _question(career))
    if not career.section_read:
        return _Settled(Verdict.UNCLEAR, "exp.no_section", "ask.read_the_posts")
    if career.claims:
        return _Settled(Verdict.UNCLEAR, "exp.claimed", "ask.where_are_those_years")
    if any(
        {"reversed", "length_contradicts", "apart"} & set(each.flags)
        for each in career.held
        if each.post.counts is not Counts.NO
    ):
        return _Settled(Verdict.UNCLEAR, "exp.dates_contradict", "ask.when_was_it")
    if career.orphans:
        return _Settled(Verdict.UNCLEAR, "exp.orphan", "ask.when_was_it_held")
    if any(_may_have_lasted(each) for each in career.held):
        return _Settled(Verdict.UNCLEAR, "exp.dates_contradict", "ask.when_was_it")
    if has_ends_apart(career.held):
        return _Settled(Verdict.UNCLEAR, "exp.dates_contradict", "ask.when_was_it")
    if career.doubted is not None:
        return _Settled(Verdict.UNCLEAR, "exp.unread", "ask.read_the_posts")
    if career.wider is None or career.wider >= need:
        return _Settled(Verdict.UNCLEAR, OTHER_POSTS, "ask.did_this_post_coordinate")
    return _Settled(Verdict.NOT_MET, "exp.below")


def _may_have_lasted(each: Held) -> bool:
    """A post that counts, told in the first person with the day on which it began and no other: its end went with a line."""
    entry = each.post.entry
    if each.post.counts is Counts.NO or not entry.periods or not all(period.single for period in entry.periods):
        return False
    return any(may_last(each.piece.folded.text, start, end) for start, end in entry.full_spans)


def _question(career: Career) -> str:
    """What a person should look at first: a post that perhaps counts, else the dates."""
    for each in career.held:
        if each.post.counts is Counts.PERHAPS:
            return {
                "post.public_or_unknown_employer": "ask.is_it_an_association",
                "post.unpaid": "ask.does_unpaid_work_count",
                "post.near_a_project": "ask.did_this_post_coordinate",
            }.get(each.post.why, "ask.did_this_post_coordinate")
    return "ask.which_months"


def _is_near(total: Total, need: int, near: int) -> bool:
    return total.most is not None and near <= total.most < need


def _confidence(papers: Papers, career: Career) -> Confidence:
    flagged = any(each.flags for each in career.held if each.post.counts is not Counts.NO)
    sure = career.section_read and not flagged and all(piece.headed for piece in papers.cvs)
    level = confidence_of(papers.cvs, sure=sure)
    return Confidence.LOW if flagged and level is not Confidence.HIGH and not sure else level


def periods_told(held: Sequence[Held]) -> list[dict[str, Any]]:
    """Every post with a period, earliest first, and the rule that says whether it counts."""
    rows = {
        (hull.first, hull.last, each.post.counts is Counts.SURE, each.post.why) for each in held for hull in each.hulls
    }
    return [
        {"from": month_name(first), "to": month_name(last), "counts": counts, "why": why}
        for first, last, counts, why in sorted(rows)
    ]


def _evidence(career: Career, settled: _Settled) -> Iterator[Quote]:
    """The posts that bear on the verdict, those that weigh most first; claims after them."""
    ranked = sorted(
        career.held, key=lambda each: (_rank(each.post), -_weight(each), each.piece.piece.file, each.post.entry.start)
    )
    given: set[tuple[str, int, int]] = set()
    for each in ranked:
        for quote in _quotes(each, settled):
            place = (quote.file, quote.start, quote.end)
            if place not in given and len(given) < MOST_QUOTES:
                given.add(place)
                yield quote
    for piece, line in career.orphans[:2]:
        yield piece.quote_line(line, Role.DOUBT)
    for piece, claim in career.claims[:2]:
        yield piece.quote_folded(claim.start, claim.end, Role.DOUBT)


def _rank(post: Post) -> int:
    return 2 if post.why == UNTOLD else {Counts.SURE: 0, Counts.PERHAPS: 1, Counts.NO: 3}[post.counts]


def _weight(each: Held) -> int:
    return sum(hull.length for hull in each.hulls) + (each.length[0] if each.floating and each.length else 0)


def _quotes(each: Held, settled: _Settled) -> Iterator[Quote]:
    """The lines of a post's title and period."""
    if settled.verdict is Verdict.MET and each.post.counts is not Counts.SURE:
        return
    role = {Counts.SURE: Role.FOR, Counts.PERHAPS: Role.DOUBT, Counts.NO: Role.AGAINST}[each.post.counts]
    if settled.reason == OTHER_POSTS and each.post.why == UNTOLD:
        role = Role.DOUBT
    entry = each.post.entry
    if entry.span:
        yield each.piece.quote_folded(*entry.span, role)
        return
    shown = [line for line in entry.head if _bears(line, each)] or list(entry.head[:1])
    for run in _joined(shown):
        yield each.piece.quote(run[0].start, run[-1].end, role)


def _bears(line: TextLine, each: Held) -> bool:
    hit = each.post.role_hit
    titled = hit is not None and line.folded_start <= hit.folded_start < line.folded_end
    return titled or any(
        period.start < line.folded_end and period.end > line.folded_start for period in each.post.entry.periods
    )


def _joined(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Lines of one block that follow one another, together."""
    runs: list[list[TextLine]] = []
    for line in lines:
        if (
            runs
            and runs[-1][-1].index + 1 == line.index
            and runs[-1][-1].block == line.block
            and runs[-1][-1].page == line.page
        ):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs
