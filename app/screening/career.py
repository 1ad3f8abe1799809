"""The posts of a dossier and their months: gathered from its CVs, cut at the closing, added up with two bounds.

`max` is the union of everything that may count, `min` of what surely counts; a month is counted once however many posts
it holds (policy §4.4). Knows posts and periods; no notice, no verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.screening.dates import Months
from app.screening.durations import Duration, find_durations
from app.screening.entries import Entry, split_posts, split_prose
from app.screening.lines import TextLine
from app.screening.periods import Period, find_periods
from app.screening.posts import Counts, Post, judge_post
from app.screening.sections import POSTS, Section, SectionKind
from app.screening.understood import Understood

ELSEWHERE = (SectionKind.PROJECTS,)
NEVER_POSTS = (SectionKind.REFERENCES, SectionKind.LANGUAGES, SectionKind.SKILLS, SectionKind.PUBLICATIONS)
PROSE_WORDS = 18
LEAST_TITLES = 1


@dataclass(frozen=True, slots=True)
class Held:
    """A post with the months it surely and at most covers. `length` is a duration told beside it, in months.

    `undated` posts have neither; `flags` are those of their periods.
    """

    piece: Understood
    post: Post
    hulls: tuple[Months, ...]
    cores: tuple[Months, ...]
    length: tuple[int, int | None] | None = None
    flags: tuple[str, ...] = ()

    @property
    def undated(self) -> bool:
        return not self.post.entry.periods and self.length is None

    @property
    def floating(self) -> bool:
        return not self.post.entry.periods and self.length is not None


@dataclass(frozen=True, slots=True)
class Total:
    """Months in all. `most` is None where a post that may count has no period (ruling 7)."""

    least: int
    most: int | None
    typical: tuple[float, float]


def posts_of(piece: Understood, allowed: Iterable[int], until: int) -> tuple[Held, ...]:
    """The posts that a CV tells on the lines `allowed`, cut at the month `until`."""
    lines = frozenset(allowed)
    held: list[Held] = []
    has_posts = any(section.kind is SectionKind.EXPERIENCE for section in piece.sections)
    for section in piece.sections:
        if not _may_hold_posts(section, piece, has_posts=has_posts):
            continue
        rows = [piece.lines[index] for index in section.lines if index in lines and not is_footer(piece.lines[index])]
        rows = _with_stray_dates(rows, piece)
        unpaid = _is_unpaid_section(section, piece)
        above: Post | None = None
        for entry in _entries(rows, piece, section.kind):
            post = judge_post(entry, piece.folded, above, unpaid_section=unpaid)
            if _is_a_post(post, section, has_posts=has_posts):
                held.append(_held(piece, post, until))
            above = post
    return tuple(_without_totals(held))


def _with_stray_dates(rows: Sequence[TextLine], piece: Understood) -> list[TextLine]:
    """The lines with each date that stands at a title's height but was read with another column, put after its title."""
    inside = {row.index for row in rows}
    strays = [line for line in piece.lines if line.index not in inside and _is_only_a_date(line)]
    result: list[TextLine] = []
    for row in rows:
        result.append(row)
        result += [line for line in strays if line.page == row.page and abs(line.top - row.top) < 4 and _apart(line, row)]
    return result


def _is_only_a_date(line: TextLine) -> bool:
    if not line.laid_out or len(line.text) > 40 or not any(map(str.isdigit, line.text)):
        return False
    periods = find_periods(line.text)
    return len(periods) == 1 and len(line.text) - (periods[0].end - periods[0].start) <= 9


def _apart(one: TextLine, other: TextLine) -> bool:
    return one.x0 > other.x1 or other.x0 > one.x1


def is_footer(line: TextLine) -> bool:
    """« page 1/2 », alone or beside a name."""
    import re

    return re.search(r"\bpage \d+(?: ?(?:/|of|sur|de) ?\d+)?\s*$|^\s*\d+ ?/ ?\d+\s*$|\u0635\u0641\u062d\u0647 \d+\s*$", line.text) is not None and len(line.text) < 80


def _may_hold_posts(section: Section, piece: Understood, *, has_posts: bool) -> bool:
    kinds = set(section.kinds)
    if kinds & set(POSTS) or section.kind in ELSEWHERE:
        return True
    if section.kind in NEVER_POSTS:
        return False
    if section.kind is SectionKind.PERSONAL:
        return not has_posts
    unsure = section.heading is not None and not section.heading.sure
    return not has_posts or unsure or section.kind is SectionKind.HEAD


def _is_unpaid_section(section: Section, piece: Understood) -> bool:
    """Volunteering; or « expérience associative » told after a list of paid posts."""
    if section.kind is SectionKind.VOLUNTEER:
        return True
    if section.kind is not SectionKind.ASSOCIATIVE or section.heading is None:
        return False
    paid = [each for each in piece.sections if each.kind is SectionKind.EXPERIENCE and each.heading]
    return any(each.heading is not None and each.heading.line < section.heading.line for each in paid)


def _entries(rows: Sequence[TextLine], piece: Understood, kind: SectionKind) -> Iterator[Entry]:
    for entry in split_posts(rows, piece.folded, kind):
        if entry.periods:
            yield entry
            continue
        prose = [told for line in entry.lines if len(line.text.split()) >= PROSE_WORDS for told in split_prose(line, piece.folded, kind)]
        if prose and kind not in (SectionKind.VOLUNTEER, SectionKind.INTERNSHIPS) and not _titled_head(entry, piece):
            yield from prose
        else:
            yield entry


def _titled_head(entry: Entry, piece: Understood) -> bool:
    from app.screening.terms import word_list

    first = entry.lines[0]
    return len(first.text.split()) < PROSE_WORDS and bool(word_list("roles").hits(piece.folded, first.folded_start, first.folded_end))


def _is_a_post(post: Post, section: Section, *, has_posts: bool) -> bool:
    """Whether an entry tells a post at all: a title or a period, and outside the posts' sections both."""
    entry = post.entry
    dated = any(not period.single for period in entry.periods)
    if section.kind in POSTS:
        return post.role is not None or bool(entry.periods)
    if section.kind in (SectionKind.HEAD, *ELSEWHERE) and has_posts:
        return post.role is not None and dated
    if section.kind in (SectionKind.EDUCATION, SectionKind.TRAINING, SectionKind.PROFILE):
        return post.role in ("R3", "R2") and dated and post.sector.kind is not None
    return post.role is not None and (bool(entry.periods) or not has_posts)


def _held(piece: Understood, post: Post, until: int) -> Held:
    entry = post.entry
    bounds = [period.bounds(until) for period in entry.periods]
    hulls = tuple(hull for hull, _ in bounds if hull is not None)
    cores = tuple(core for _, core in bounds if core is not None)
    flags = tuple(dict.fromkeys(flag for period in entry.periods for flag in period.flags))
    if entry.periods and not hulls:
        flags = (*flags, "future")
    held = Held(piece, post, hulls, cores, None, flags)
    return _sharpened(held, _own_duration(piece, entry))


def _own_duration(piece: Understood, entry: Entry) -> Duration | None:
    """The length told for this post: on the line of its period, or anywhere in the head of an undated one."""
    text = piece.folded.text
    if entry.span:
        return None
    for line in entry.head:
        on_line = any(line.folded_start <= period.start < line.folded_end or line.folded_start < period.end <= line.folded_end for period in entry.periods)
        if entry.periods and not on_line:
            continue
        found = find_durations(text, line.folded_start, line.folded_end)
        outside = [each for each in found if not any(period.start <= each.start < period.end for period in entry.periods)]
        if outside:
            return outside[0]
    return None


def _sharpened(held: Held, told: Duration | None) -> Held:
    """An explicit length replaces the bounds where the dates allow it; where they do not, the dates stay (rule f)."""
    if told is None:
        return held
    if not held.hulls:
        return replace(held, length=(told.least, told.most)) if not held.post.entry.periods else held
    hull, core = sum(each.length for each in held.hulls), sum(each.length for each in held.cores)
    if told.most is None or told.least != told.most:
        return held
    if not core <= told.least <= hull:
        return replace(held, flags=(*held.flags, "length_contradicts"))
    if told.least == hull:
        return replace(held, cores=held.hulls, length=(told.least, told.least))
    if told.least == core:
        return replace(held, hulls=held.cores, length=(told.least, told.least))
    return replace(held, length=(told.least, told.least))


def _without_totals(held: Sequence[Held]) -> Iterator[Held]:
    """Leaves out an employer's own line (« AMDH, 2015 – 2023 ») when the titles held there follow with their periods."""
    for number, each in enumerate(held):
        following = held[number + 1] if number + 1 < len(held) else None
        container = (
            each.post.role is None
            and not each.post.entry.body
            and following is not None
            and following.post.role is not None
            and following.post.sector.why == "employer_above"
        )
        if not container:
            yield each


def add_up(held: Sequence[Held]) -> Total:
    """The months of all posts, each month once."""
    sure = [each for each in held if each.post.counts is Counts.SURE]
    may = [each for each in held if each.post.counts is not Counts.NO]
    agreed = _agreed(sure)
    least = max(_least(list(_once(agreed))), max((each.length[0] for each in sure if each.floating and each.length), default=0))
    return Total(least, _most(may), (_typical(sure), _typical(may)))


def _once(sure: Iterable[Held]) -> Iterator[Held]:
    """One post told twice (in French and in Arabic) is one post: its part-time months are not added to themselves."""
    kept: list[Held] = []
    for each in sure:
        twin = any(other.hulls == each.hulls and other.hulls and other.post.fraction == each.post.fraction for other in kept)
        if not twin:
            kept.append(each)
            yield each


def _agreed(sure: Sequence[Held]) -> list[Held]:
    """Where two documents tell one post with other dates, only what both say is sure (policy §9)."""
    result: list[Held] = []
    for each in sure:
        twins = [other for other in sure if other.piece is not each.piece and _same_post(each, other)]
        cores = each.cores
        for twin in twins:
            cores = tuple(_intersections(cores, twin.cores))
        result.append(replace(each, cores=cores))
    return result


def _same_post(one: Held, other: Held) -> bool:
    if len(one.hulls) != 1 or len(other.hulls) != 1:
        return False
    a, b = one.hulls[0], other.hulls[0]
    near = abs(a.first - b.first) <= 1 or abs(a.last - b.last) <= 1
    return near and min(a.last, b.last) >= max(a.first, b.first)


def _intersections(one: Iterable[Months], other: Sequence[Months]) -> Iterator[Months]:
    for a in one:
        for b in other:
            if max(a.first, b.first) <= min(a.last, b.last):
                yield Months(max(a.first, b.first), min(a.last, b.last))


def _least(sure: Sequence[Held]) -> int:
    """Sure months: the union of the cores, part-time months by their fraction (never above one), lengths told."""
    shares: dict[int, int] = {}
    told = 0
    for each in sure:
        if each.length is not None and each.hulls and each.cores != each.hulls and not _overlaps_another(each, sure):
            told += each.length[0] * each.post.fraction // 100
            continue
        for core in each.cores:
            for month in range(core.first, core.last + 1):
                shares[month] = min(100, shares.get(month, 0) + each.post.fraction)
    return sum(shares.values()) // 100 + told


def _overlaps_another(each: Held, sure: Sequence[Held]) -> bool:
    return any(
        hull.first <= other.last and other.first <= hull.last
        for one in sure
        if one is not each
        for other in one.hulls
        for hull in each.hulls
    )


def _most(may: Sequence[Held]) -> int | None:
    if any(each.undated for each in may):
        return None
    floating = 0
    for each in may:
        if each.floating and each.length is not None:
            if each.length[1] is None:
                return None
            floating += each.length[1]
    told = [each for each in may if each.length is not None and each.hulls]
    plain = [each for each in may if each not in told]
    together = _union(hull for each in may for hull in each.hulls)
    bounded = _union(hull for each in plain for hull in each.hulls) + sum(each.length[0] for each in told if each.length)
    return min(together, bounded) + floating


def _union(spans: Iterable[Months]) -> int:
    months: set[int] = set()
    for span in spans:
        months.update(range(span.first, span.last + 1))
    return len(months)


def _typical(held: Sequence[Held]) -> float:
    """Union of the middle spans of dated posts, plus told lengths; in months."""
    spans: list[tuple[float, float]] = []
    extra = 0.0
    for each in held:
        if each.floating and each.length is not None:
            extra += each.length[0]
        for period, hull in zip(each.post.entry.periods, each.hulls, strict=False):
            spans.append(_middle(period, hull))
    return _covered(spans) + extra


def _middle(period: Period, hull: Months) -> tuple[float, float]:
    first = (period.begins.first + period.begins.last + (0 if period.begins.length == 1 else 1)) / 2
    ends = period.ends or Months(hull.last, hull.last)
    last = (ends.first + ends.last + (2 if ends.length == 1 else 1)) / 2
    first, last = max(first, hull.first), min(last, hull.last + 1)
    return first, max(last, first)


def _covered(spans: list[tuple[float, float]]) -> float:
    total, reached = 0.0, float("-inf")
    for first, last in sorted(spans):
        if last > reached:
            total += last - max(first, reached)
            reached = last
    return total
