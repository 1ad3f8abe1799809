"""The months of one post: its periods cut at the closing, and the length that it says itself."""

from __future__ import annotations

import re
from dataclasses import replace

from app.screening.dates import Months
from app.screening.durations import Duration, find_durations, find_short_durations
from app.screening.entry import Entry
from app.screening.post import Post
from app.screening.totals import Held
from app.screening.understood import Understood

# « Durée : 4 ans », « لمدة أربع سنوات » on a line of its own: what may stand round the length
LABEL_OF_A_LENGTH = re.compile(
    r"[\s(:.\-]*(?:(?:duree|pendant|periode|duration|for|soit|\u0627\u0644\u0645\u062f\u0647|\u0644\u0645\u062f\u0647|\u0645\u062f\u0647|\u0627\u0644\u0641\u062a\u0631\u0647)(?: totale| \u0627\u0644\u0639\u0645\u0644)?)?[\s(:\-]*"
)
AFTER_A_LENGTH = re.compile(r"[\s).]*")
LINES_BELOW_A_TITLE = 2  # in which an undated post may say its length


def with_months(piece: Understood, post: Post, until: int) -> Held:
    entry = post.entry
    bounds = [period.bounds(until) for period in entry.periods]
    hulls = tuple(hull for hull, _ in bounds if hull is not None)
    cores = tuple(core for _, core in bounds if core is not None)
    flags = tuple(dict.fromkeys(flag for period in entry.periods for flag in period.flags))
    if entry.periods and not hulls:
        flags = (*flags, "future")
    held = Held(piece, post, hulls, cores, None, flags)
    told = _own_duration(piece, entry)
    if (
        told is not None
        and told.most == told.least
        and len(hulls) == 1
        and all(period.single for period in entry.periods)
    ):
        hull = hulls[0]
        if told.least > hull.length:  # « 2019 (3 ans) »: the year is that of the beginning
            reach = Months(hull.first, min(hull.last + told.least - 1, until))
            return replace(held, hulls=(reach,), length=(min(told.least, reach.length), told.least))
    return _sharpened(held, told)


def _own_duration(piece: Understood, entry: Entry) -> Duration | None:
    """The length told for this post: on the line of its period, or anywhere in the head of an undated one."""
    text = piece.folded.text
    if entry.span:
        return None
    for line in entry.head:
        on_line = any(
            line.folded_start <= period.start < line.folded_end or line.folded_start < period.end <= line.folded_end
            for period in entry.periods
        )
        if entry.periods and not on_line:
            continue
        found = find_durations(text, line.folded_start, line.folded_end)
        if not found and entry.periods:
            found = find_short_durations(text, line.folded_start, line.folded_end)
        outside = [
            each for each in found if not any(period.start <= each.start < period.end for period in entry.periods)
        ]
        if outside:
            return outside[0]
    return None if entry.periods else _told_below(piece, entry)


def _told_below(piece: Understood, entry: Entry) -> Duration | None:
    """The length that stands alone right below the title of an undated post, or below its employer."""
    text = piece.folded.text
    for line in entry.body[:LINES_BELOW_A_TITLE]:
        for told in find_durations(text, line.folded_start, line.folded_end):
            if LABEL_OF_A_LENGTH.fullmatch(text, line.folded_start, told.start) and AFTER_A_LENGTH.fullmatch(
                text, told.end, line.folded_end
            ):
                return told
    return None


def _sharpened(held: Held, told: Duration | None) -> Held:
    """An explicit length replaces the bounds where the dates allow it; where they do not, the dates stay (rule f)."""
    if told is None:
        return held
    if not held.hulls:
        return replace(held, length=(told.least, told.most)) if not held.post.entry.periods else held
    hull, core = sum(each.length for each in held.hulls), sum(each.length for each in held.cores)
    if told.most is None:
        return held
    if told.least != told.most:
        inside = core <= told.least and told.most < hull
        return replace(held, length=(told.least, told.most)) if inside else held
    if not core <= told.least <= hull:
        return replace(held, flags=(*held.flags, "length_contradicts"))
    if told.least == hull:
        return replace(held, cores=held.hulls, length=(told.least, told.least))
    if told.least == core:
        return replace(held, hulls=held.cores, length=(told.least, told.least))
    return replace(held, length=(told.least, told.least))
