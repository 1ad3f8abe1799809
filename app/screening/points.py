"""What a verdict is worth. Points rank dossiers; they never admit or exclude anyone. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.screening.judgement import Verdict

Interval = tuple[float, float]
NOTHING: Interval = (0.0, 0.0)
ONE_ENTRY_SHARE = 0.6


def in_halves(points: float) -> float:
    """`points` rounded to the nearest half, a quarter upwards."""
    return int(points * 2 + 0.5) / 2


def for_verdict(verdict: Verdict, worth: float) -> Interval:
    """All for a met, nothing for a not met; an unclear may be worth anything in between."""
    if verdict is Verdict.MET:
        return worth, worth
    return (0.0, worth) if verdict is Verdict.UNCLEAR else NOTHING


def for_months(months: float, worth: float, settings: Mapping[str, Any]) -> float:
    """What `months` of experience give: a base at the minimum asked, then a straight line up to all the points.

    `settings` are those of the experience criterion; below the minimum the base is given, because only a person who
    finds it met asks.
    """
    need = settings["months"]
    base = settings.get("points_at_minimum", worth)
    full = settings.get("months_for_all_points", need)
    share = 1.0 if full <= need else min(max((months - need) / (full - need), 0.0), 1.0)
    return in_halves(base + (worth - base) * share)


def for_experience(
    verdict: Verdict, typical: tuple[float, float], months_max: int | None, worth: float, settings: Mapping[str, Any]
) -> Interval:
    """`typical` are the likely months of the sure posts and of all posts; `months_max` is None when unbounded."""
    if verdict is Verdict.NOT_MET:
        return NOTHING
    if verdict is Verdict.MET:
        low = for_months(typical[0], worth, settings)
        return low, max(low, for_months(typical[1], worth, settings))
    return 0.0, worth if months_max is None else for_months(months_max, worth, settings)


def for_rated(entries: int, longest_months: int, worth: float) -> Interval:
    """One entry is worth 60 %, two entries, or one of twelve months at least, all of it."""
    if not entries:
        return NOTHING
    share = 1.0 if entries > 1 or longest_months >= 12 else ONE_ENTRY_SHARE
    return in_halves(worth * share), in_halves(worth * share)


def total(intervals: Iterable[Interval]) -> Interval:
    """The sum, bound by bound."""
    pairs = list(intervals)
    return sum(low for low, _ in pairs), sum(high for _, high in pairs)
