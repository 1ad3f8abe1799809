"""Terms found in a text, and the two questions asked of them: which lie between two places, and which of them stay
when none may overlap. Knows places, no list.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple


class Hit(NamedTuple):
    """A term found. `start:end` slice the original text, `folded_start:folded_end` the folded one; `words` counts them."""

    term: str
    kind: str
    start: int
    end: int
    folded_start: int
    folded_end: int
    words: int


class Found:
    """All hits of one list in one text, in order, and the answers given from them.

    `lasts` says for each hit where its last word begins: it lies between two places when that word begins there.
    """

    def __init__(self, hits: Sequence[Hit], lasts: Sequence[int]) -> None:
        self._hits = tuple(hits)
        self._lasts = lasts
        self._starts = [hit.folded_start for hit in hits]
        self._longest: dict[tuple[int, int], tuple[Hit, ...]] = {}  # by the first hit and where they end

    def between(self, start: int, end: int) -> tuple[Hit, ...]:
        """The hits of `text[start:end]`, folded."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        return self._ending(first, last, end) if first < last else ()

    def longest(self, start: int, end: int) -> tuple[Hit, ...]:
        """Those of them that do not overlap; every rule asks this of the same lines."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        if first >= last:  # most lines hold no term of a list
            return ()
        known = self._longest.get((first, end))
        if known is None:
            known = self._longest[first, end] = apart(self._ending(first, last, end))
        return known

    def _ending(self, first: int, last: int, end: int) -> tuple[Hit, ...]:
        """Those of the hits `first:last` whose last word begins before `end`."""
        lasts = self._lasts
        if last == first + 1:
            return self._hits[first:last] if lasts[first] < end else ()
        return tuple([self._hits[at] for at in range(first, last) if lasts[at] < end])


def apart(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Of hits in order of place that overlap, the one with more words stays (then letters, then the earlier)."""
    if len(hits) < 2:
        return hits
    kept: list[Hit] = []
    tangle: list[Hit] = []
    reach = -1
    for hit in hits:
        if hit.folded_start >= reach:  # none of those before reaches over
            kept += tangle if len(tangle) < 2 else _untangled(tangle)
            tangle = []
        tangle.append(hit)
        reach = max(reach, hit.folded_end)
    kept += tangle if len(tangle) < 2 else _untangled(tangle)
    return tuple(kept)


def _untangled(hits: Sequence[Hit]) -> list[Hit]:
    if len(hits) == 2:
        return [min(hits, key=_precedence)]
    kept: list[Hit] = []
    taken: set[int] = set()
    for hit in sorted(hits, key=_precedence):
        place = range(hit.folded_start, hit.folded_end)
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.folded_start)


def _precedence(hit: Hit) -> tuple[int, int, int, str, str]:
    return -hit.words, hit.folded_start - hit.folded_end, hit.folded_start, hit.kind, hit.term
