"""Months added up: each counted once however many posts hold it, with what is sure and what is possible (policy §4.4).

`most` is the union of everything that may count, `least` of what surely counts. Knows posts and months; no word list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.screening.dates import Months
from app.screening.periods import Period
from app.screening.post import Counts, Post
from app.screening.understood import Understood

NO_LENGTH = 10**6


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


def add_up(held: Sequence[Held]) -> Total:
    """The months of all posts, each month once."""
    sure = [each for each in held if each.post.counts is Counts.SURE]
    may = [each for each in held if each.post.counts is not Counts.NO]
    agreed = _agreed(sure)
    least = max(
        _least(list(_once(agreed))), max((each.length[0] for each in sure if each.floating and each.length), default=0)
    )
    return Total(least, _most(may), (_typical(sure), _typical(may)))


def _once(sure: Iterable[Held]) -> Iterator[Held]:
    """One post told twice (in French and in Arabic) is one post: its part-time months are not added to themselves."""
    kept: list[Held] = []
    for each in sure:
        twin = any(
            other.hulls == each.hulls and other.hulls and other.post.fraction == each.post.fraction for other in kept
        )
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
    changes: Counter[int] = Counter()  # of the share of full time held from a month on
    told = 0
    for each in sure:
        if each.length is not None and each.hulls and each.cores != each.hulls and not _overlaps_another(each, sure):
            told += each.length[0] * each.post.fraction // 100
            continue
        for core in each.cores:
            changes[core.first] += each.post.fraction
            changes[core.last + 1] -= each.post.fraction
    shares, held, since = 0, 0, 0
    for month, change in sorted(changes.items()):
        shares += min(100, held) * (month - since)
        held, since = held + change, month
    return shares // 100 + told


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
    told = [each for each in may if each.hulls and _told_months(each) < sum(hull.length for hull in each.hulls)]
    plain = [each for each in may if each not in told]
    together = _union(hull for each in may for hull in each.hulls)
    bounded = _union(hull for each in plain for hull in each.hulls) + sum(_told_months(each) for each in told)
    return min(together, bounded) + floating


def _told_months(each: Held) -> int:
    """The most months that the length told beside its dates gives; more than any where none is told."""
    return (each.length[1] or each.length[0]) if each.length is not None else NO_LENGTH


def _union(spans: Iterable[Months]) -> int:
    months, reached = 0, -1
    for first, last in sorted(spans):
        months += max(last - max(first - 1, reached), 0)
        reached = max(reached, last)
    return months


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
