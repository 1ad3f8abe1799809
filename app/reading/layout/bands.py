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


_SHARED = 0.6  # of the smaller line's height
_NEXT = 4  # glyphs: how far the stream may step from one to the other
_APART = 0.8  # em


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


def are_level(one: Segment, other: Segment) -> bool:
    """Whether most of the smaller line's height is the other's too."""
    shared = min(one.baseline, other.baseline) - max(one.baseline - one.size, other.baseline - other.size)
    return shared > _SHARED * min(one.size, other.size)


def with_titles_beside(bands: list[Band]) -> list[Band]:
    """The rows; a title in other type shares the row that was written right after it, or before, and begins at its height."""
    rows: list[Band] = bands[:1]
    for band in bands[1:]:
        above = rows[-1]
        step = band[0].baseline - above[0].baseline
        if step < band[0].size or step < above[0].size:
            lone, row = (above, band) if len(above) == 1 else (band, above)
            if len(lone) == 1 and _is_title_of(lone[0], row):
                rows[-1] = [*above, *band]
                continue
        rows.append(band)
    return rows


def _is_title_of(title: Segment, row: Band) -> bool:
    near = min(row, key=lambda one: min(abs(one.first - title.last), abs(title.first - one.last)))
    if not title.last or min(abs(near.first - title.last), abs(title.first - near.last)) > _NEXT:
        return False
    gap = _APART * title.size
    apart = all(one.x0 - title.x1 > gap or title.x0 - one.x1 > gap for one in row)
    return apart and all(are_level(title, one) for one in row)
