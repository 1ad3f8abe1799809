"""What stands round a post: employers told above the titles held there, and other work told among its deeds.

Knows posts already judged; adds nothing up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.screening.dated_lines import stands_alone
from app.screening.employer_names import names_somebody
from app.screening.entry import Entry
from app.screening.fold import Folded
from app.screening.lines import TextLine
from app.screening.periods import DIGIT, Period, find_periods
from app.screening.post import Counts, Post
from app.screening.sector import Sector
from app.screening.terms import word_list
from app.screening.titles import is_task, titles_in
from app.screening.totals import Held

OF_ALL = re.compile(
    r"\b(?:contrats?|missions?|postes?|travail\w*|emplois?|cdd|contracts?|worked|jobs?|positions?)\b.{0,60}?\b(?P<who>associations|ongs?|ngos|non-?profits|charities)\b|"
    r"(?:\u0639\u0642\u0648\u062f|\u0627\u0634\u062a\u063a\u0644\w*|\u0639\u0645\u0644\u062a|\u0645\u0647\u0627\u0645|\u0645\u0646\u0627\u0635\u0628).{0,60}?(?P<whom>\u062c\u0645\u0639\u064a\u0627\u062a|\u0645\u0646\u0638\u0645\u0627\u062a)"
)


def said_of_all(rows: Sequence[TextLine]) -> Sector | None:
    """« Contrats courts auprès de plusieurs associations : » over a list: what its employers are where nothing else says it."""
    for row in rows[:1]:
        found = OF_ALL.search(row.text)
        if found and row.text.rstrip().endswith(":") and not find_periods(row.text):
            who = "who" if found["who"] else "whom"
            return Sector("S3", row.folded_start + found.start(who), row.folded_start + found.end(who), "said_above")
    return None


def is_a_house(post: Post) -> bool:
    """An employer with a period and no title: « 2018 – à ce jour Association Racines (Zagora) »."""
    named = post.sector.kind is not None and post.sector.why in ("named", "name")
    return named and post.role is None and any(not period.single for period in post.entry.periods)


def heads_a_list(post: Post) -> bool:
    """« Association Ofoq, Salé » over « • Coordinatrice, 2019 – 2021 »: whatever follows with a mark was held there too."""
    first, *rest = post.entry.head
    hit, sector = post.role_hit, post.sector
    if not rest or not rest[0].bullet or hit is None or sector.kind is None or sector.why not in ("named", "name"):
        return False
    told = first.folded_start <= sector.start < first.folded_end
    return told and hit.folded_start >= rest[0].folded_start and not _is_dated(first, post.entry)


def is_a_titled_item(entry: Entry, folded: Folded) -> bool:
    """« • Coordinatrice, 2019 – 2021 »: behind its mark a title, and not the next employer."""
    first = entry.head[0]
    return first.bullet and bool(titles_in(folded, first.folded_start, first.folded_end))


def opens_with_its_employer(entry: Entry, folded: Folded, *, in_a_list: bool) -> bool:
    """« • Zenova, Rabat » over « - Cheffe de projet, 2019 – 2021 »: whoever was named above is somebody else.

    Without a mark only over a time that stands alone, or where the titles of the employer above were listed (`in_a_list`).
    """
    first, *rest = entry.head
    if not rest or _is_dated(first, entry):
        return False
    over_its_time = not rest[0].bullet and any(stands_alone(period, rest[0]) for period in entry.periods)
    if not (rest[0].bullet or over_its_time):
        return False
    named = in_a_list or over_its_time
    if not first.bullet and not (named and names_somebody(folded, first.folded_start, first.folded_end, ())):
        return False
    return not titles_in(folded, first.folded_start, first.folded_end)


def _is_dated(line: TextLine, entry: Entry) -> bool:
    return any(line.folded_start <= period.start < line.folded_end for period in entry.periods)


def lies_within(entry: Entry, house: Entry, until: int) -> bool:
    """Whether every period of `entry` lies within one of those of the employer told above, or may: « 2017-2020 » may
    have ended in February as the employer's own did."""
    around = [hull for period in house.periods if (hull := period.bounds(until)[0])]
    own = [reach for period in entry.periods if not period.single and (reach := _least_reach(period, until))]
    return bool(own) and all(any(each.first <= first and last <= each.last for each in around) for first, last in own)


def _least_reach(period: Period, until: int) -> tuple[int, int] | None:
    """Its latest beginning and its earliest end where only years are told, else its hull; None where it is empty."""
    hull, _ = period.bounds(until)
    if hull is None:
        return None
    if period.years_only and period.ends is not None and period.begins.last < period.ends.first:
        return period.begins.last, min(period.ends.first, hull.last)
    return hull.first, hull.last


def sums_up(each: Held, following: Held | None) -> bool:
    """« Chargée de projet puis coordinatrice, association … » without a date, over the same titles with theirs."""
    if not each.undated or following is None or following.post.role_hit is None or each.post.entry.span:
        return False
    titles = {title.term for title in titles_in(each.piece.folded, *each.post.entry.head_span)}
    return len(titles) > 1 and following.post.role_hit.term in titles


def told_among_deeds(post: Post, folded: Folded, until: int) -> Iterator[Post]:
    """« Vieillesse (Fondation X, 2022) : responsable de l'enquête » under a post of 2014: its date makes it another work.

    It may count, never surely: a list of projects says little of who employed whom.
    """
    own = [hull for period in post.entry.periods if (hull := period.bounds(until)[0])]
    for line in post.entry.body if own else ():
        if not line.bullet or DIGIT.search(line.text) is None:
            continue
        start, end = line.folded_start, line.folded_end
        titles = [hit for hit in titles_in(folded, start, end) if hit.kind in ("R2", "R3") and not is_task(hit)]
        if not titles or not any(
            hit.kind in ("S3", "donor") for hit in word_list("sectors").longest(folded, start, end)
        ):
            continue
        elsewhere = tuple(
            period
            for period in find_periods(folded.text, start, end)
            if (hull := period.bounds(until)[0])
            and not any(each.first <= hull.last and hull.first <= each.last for each in own)
        )
        if elsewhere:
            entry = Entry(post.entry.kind, (line,), (), elsewhere, span=(start, end))
            sector = Sector("S2", start, start, "among_deeds")
            yield Post(entry, Counts.PERHAPS, "post.near_a_project", titles[0].kind, titles[0], sector, deed=False)
