"""A title taken up within a post: « assistante de projet, puis coordinatrice (depuis mars 2017) ».

The date of the new title ends nothing and opens no other post: it parts the months of the one that is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from app.screening.dates import Months, Point, find_points
from app.screening.entry import Entry
from app.screening.fold import Folded
from app.screening.periods import Period
from app.screening.post import Counts, Post
from app.screening.post_titles import THEN
from app.screening.titles import titles_in
from app.screening.told_line import ToldLine

COUNT_NEVER = frozenset({"R0"})
COUNT_BY_A_DEED = frozenset({"R0", "R1", "leader"})
NEAR = 60  # folded characters from « puis » to the date of the new title
TAKEN_UP = re.compile(
    r"(?:\b(?:a partir d[eu]|a compter d[eu]|depuis|des|en|from|since|as of|in)|(?<!\w)(?:ابتداء من|انطلاقا من|منذ|في|سنه|من))\s?"
    r"(?:le |l'|la |fin |debut |شهر |سنه |عام )?\(?$"
)


def undate_promotions(known: list[ToldLine], folded: Folded) -> None:
    """Takes the date of a new title from its line where the post has a stretch of its own, there or one line away."""
    for at, item in enumerate(known):
        if not (item.periods and item.roles):
            continue
        then = THEN.search(folded.text, item.first, item.line.folded_end)
        if then is None:
            continue
        taken = [period for period in item.periods if _is_taken_up(period, then.start(), folded)]
        around = [
            period
            for near in known[max(at - 1, 0) : at + 2]
            for period in near.periods
            if not period.single and period not in taken
        ]
        if taken and around:
            item.periods = [period for period in item.periods if period not in taken]
            item.dated = item.dated and bool(item.periods)


def _is_taken_up(period: Period, then: int, folded: Folded) -> bool:
    """« depuis mars 2017 » may hold its own word, « en mars 2017 » has it before."""
    if not (then <= period.start <= then + NEAR and (period.single or period.is_open)):
        return False
    points = find_points(folded.text, period.start, period.end)
    return bool(points) and TAKEN_UP.search(folded.text[max(points[0].start - 24, 0) : points[0].start]) is not None


def in_two(post: Post, folded: Folded) -> Iterator[Post]:
    """The post itself, or its months before the new title and those since, which count by that title."""
    point = _date_of_the_new_title(post, folded) if post.why == "post.title_changed" else None
    if point is not None and any(not each.single and each.begins == point.months for each in post.entry.periods):
        yield replace(post, counts=Counts.SURE, why="post.sure")  # what is dated begins with the new title
        return
    period = _around(point, post.entry) if point is not None else None
    if point is None or point.months is None or period is None:
        yield post
        return
    before = Months(point.months.first - 1, point.months.last - 1)
    others = tuple(each for each in post.entry.periods if each is not period)
    first = replace(post.entry, periods=(*others, period._replace(ends=before, single=False)))
    second = replace(post.entry, periods=(period._replace(begins=point.months, single=False),))
    if _counted_nothing(post, folded):
        yield replace(post, entry=first, counts=Counts.NO, why="post.no_coordination")
    else:
        yield replace(post, entry=first)
    yield replace(post, entry=second, counts=Counts.SURE, why="post.sure")


def _counted_nothing(post: Post, folded: Folded) -> bool:
    """Whether the titles before the new one give no month by themselves; a deed told, or another's support, is a doubt."""
    best = post.role_hit
    before = {
        hit.kind
        for start, end in post.entry.head_lines
        for hit in titles_in(folded, start, end)
        if best is not None and hit.folded_end <= best.folded_start
    }
    return bool(before) and before <= (COUNT_BY_A_DEED if not post.deed else COUNT_NEVER)


def _date_of_the_new_title(post: Post, folded: Folded) -> Point | None:
    text = folded.text
    start, end = post.entry.head_span
    then = THEN.search(text, start, end)
    if then is None or post.role_hit is None or not 0 <= post.role_hit.folded_start - then.end() <= NEAR:
        return None
    for point in find_points(text, then.end(), min(end, then.end() + 2 * NEAR)):
        if point.months is not None and TAKEN_UP.search(text[max(point.start - 24, 0) : point.start]):
            return point
    return None


def _around(point: Point, entry: Entry) -> Period | None:
    """The stretch of the post that the date lies in."""
    months = point.months
    for period in entry.periods:
        if months is None or period.single:
            continue
        last = period.ends.last if period.ends is not None else None
        if period.begins.first < months.first and (last is None or months.last <= last):
            return period
    return None
