"""Rows of a page: the segments that stand on one baseline, and the leaves that are made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.reading.layout.segments import Segment

Band = list[Segment]


@dataclass(frozen=True, slots=True)
class Table:
    """All of a ruled table's segments, and whether its first column is the right one."""

    segments: tuple[Segment, ...]
    arabic: bool

    @classmethod
    def of(cls, segments: Sequence[Segment], head: Sequence[Segment], *, arabic: bool) -> Table:
        """A table on a page that is `arabic` or not: it runs as most of its letters do.

        On an Arabic page a `head` (its first row) in Arabic alone says more: the cells below may hold Latin names and years.
        """
        right, left = sum(one.right for one in segments), sum(one.left for one in segments)
        headed = arabic and any(one.right for one in head) and not any(one.left for one in head)
        return cls(tuple(segments), headed or (right > left if right + left else arabic))


class Leaf(list[Band]):
    """A part of a page that is read row by row, top down. Rows of a ruled table know the `table` they are of."""

    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """How exactly baselines are known, in em, and whether the producer's order is: OCR knows neither well."""

    aligned: float = 0.22
    band: float = 0.38


EXACT, SEEN = Manner(), Manner(aligned=0.42, band=0.55)


def bands_of(segments: Sequence[Segment], manner: Manner) -> list[Band]:
    """Rows by baseline, top down."""
    bands: list[Band] = []
    reference = 0.0
    for segment in sorted(segments, key=lambda segment: segment.baseline):
        if not bands or segment.baseline - reference > manner.band * min(segment.size, bands[-1][0].size):
            bands.append([])
            reference = segment.baseline
        bands[-1].append(segment)
    return bands
