"""Lines and painted bars that part a page."""

from __future__ import annotations

from collections.abc import Sequence

from app.reading.text import Box

_BAR = 14.0  # points: a painted bar no higher than this may part a page


def bars_across(rules: Sequence[Box], x0: float, x1: float, size: float) -> list[float]:
    """Heights at which lines or thin bars, alone or end to end, are drawn from `x0` to `x1`."""
    thin = [rule for rule in rules if rule.bottom - rule.top < _BAR and rule.x1 - rule.x0 > size]
    heights: list[float] = []
    reach, level = x0, float("-inf")
    for rule in sorted(thin, key=lambda rule: (round(rule.top), rule.x0)):
        if abs(rule.top - level) > 1.5:
            reach, level = x0, rule.top
        if rule.x0 <= reach + size:
            reach = max(reach, rule.x1)
        if reach >= x1 - size and (not heights or heights[-1] != level):
            heights.append(level)
    return heights
