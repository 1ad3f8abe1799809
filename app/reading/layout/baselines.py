"""The rows of one side of a page: their baselines, the usual step between them, and whether two sides stand side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median

from app.reading.layout.bands import Band
from app.reading.layout.segments import Segment

FEW_ROWS = 4
TITLE_GAP = 2.5  # of the usual pitch


def flat(bands: Sequence[Band]) -> list[Segment]:
    """All segments, row by row."""
    return [segment for band in bands for segment in band]


def are_beside(left: list[Segment], right: list[Segment]) -> bool:
    """Whether rows of the sides stand at one height: two texts one under the other are no columns."""
    one, two = baselines(left), baselines(right)
    short, long = (one, two) if len(one) <= len(two) else (two, one)
    reach = min([segment.size for segment in (*left, *right)])
    near = sum([_is_near(row, long, reach) for row in short])
    return near >= max(1, 0.4 * len(short))


def _is_near(row: float, rows: list[float], reach: float) -> bool:
    """Whether one of the rows, which stand in order, is within reach."""
    below = bisect_left(rows, row)
    return (below < len(rows) and rows[below] - row < reach) or (below > 0 and row - rows[below - 1] < reach)


def steps_off(side: list[Segment], inwards: int) -> bool:
    """Whether the side's first row (or last) is far from its next."""
    rows = baselines(side)[::inwards]
    return len(rows) > FEW_ROWS and abs(rows[1] - rows[0]) > TITLE_GAP * abs(pitch(rows[1:]))


def baselines(segments: list[Segment]) -> list[float]:
    """One for each row of a side; near ones are one row."""
    rows: list[float] = []
    for segment in sorted(segments, key=attrgetter("baseline")):
        if not rows or segment.baseline - rows[-1] > 0.4 * segment.size:
            rows.append(segment.baseline)
    return rows


def pitch(rows: list[float]) -> float:
    """The usual step from row to row; among two steps the shorter, for the other may lead to another part."""
    steps = [after - row for row, after in pairwise(rows)]
    return median(steps) if len(steps) > 2 else min(steps, key=abs)
