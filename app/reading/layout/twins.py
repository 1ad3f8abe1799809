"""The same text in two languages side by side: each is a column of its own, though their lines stand on the same baselines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from app.reading.layout.segments import Segment
from app.reading.text import Box

_PURE = 0.9  # of a side's letters: what a side's own language has at least
_FEWEST_ROWS = 4
_FEWEST_NUMBERS = 2
_SAME_NUMBERS = 0.6  # of the rows with numbers on both sides
_ALONG = 0.8  # of the height of the sides: how far a line between them reaches
_THIN = 2.5
_DIGITS = re.compile(r"\d+")


def are_twins(
    left: Sequence[Segment], right: Sequence[Segment], gutter: tuple[float, float], rules: Sequence[Box], aligned: float
) -> bool:
    """Whether one side is Latin, the other Arabic, and a line drawn in the `gutter` (x0, x1) or their numbers say that they are twins.

    A French employer beside an Arabic title is a row of a table: nothing parts them, and the years stand once. `aligned` is in
    points: how far the baselines of one row may lie apart.
    """
    if min(len(left), len(right)) < _FEWEST_ROWS or not (_is_of(left, right=False) and _is_of(right, right=True)):
        return False
    return _is_parted(left, right, gutter, rules) or _say_the_same_numbers(left, right, aligned)


def _is_of(side: Sequence[Segment], *, right: bool) -> bool:
    arabic, latin = sum(one.right for one in side), sum(one.left for one in side)
    return (arabic if right else latin) > _PURE * (arabic + latin)


def _is_parted(
    left: Sequence[Segment], right: Sequence[Segment], gutter: tuple[float, float], rules: Sequence[Box]
) -> bool:
    top = max(min(one.baseline for one in side) for side in (left, right))
    bottom = min(max(one.baseline for one in side) for side in (left, right))
    return any(
        rule.x1 - rule.x0 < _THIN
        and gutter[0] <= rule.x0
        and rule.x1 <= gutter[1]
        and min(rule.bottom, bottom) - max(rule.top, top) > _ALONG * (bottom - top)
        for rule in rules
    )


def _say_the_same_numbers(left: Sequence[Segment], right: Sequence[Segment], aligned: float) -> bool:
    both = same = 0
    for one in left:
        numbers = _numbers([one])
        if not numbers:
            continue
        beside = _numbers([other for other in right if abs(other.baseline - one.baseline) < aligned])
        both += bool(beside)
        same += numbers == beside
    return same >= _FEWEST_NUMBERS and same >= _SAME_NUMBERS * both


def _numbers(segments: Sequence[Segment]) -> list[int]:
    """The digits of some segments, sorted: as seen, numbers of several parts stand in another order."""
    seen = "".join(text for one in segments for text in one.texts if text)
    return sorted(unicodedata.digit(digit) for found in _DIGITS.findall(seen) for digit in found)
