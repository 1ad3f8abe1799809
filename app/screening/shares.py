"""What part of a full week a post took: hours, days, « mi-temps », « (80 %) »; 100 where nothing is said."""

from __future__ import annotations

import re

from app.screening.entry import Entry
from app.screening.fold import Folded
from app.screening.terms import word_list
from app.screening.titles import titles_in

FULL_WEEK, HOURS_OF_A_WEEK = 35, 40
HOURS = re.compile(
    r"\b([1-9][0-9]) ?(?:h|heures?|hours?|hrs)\.? ?(?:par|/|a|per) ?(?:semaine|sem|week)\b|\b([1-9][0-9]) \u0633\u0627\u0639\u0647 (?:\u0641\u064a \u0627\u0644\u0627\u0633\u0628\u0648\u0639|\u0627\u0633\u0628\u0648\u0639\u064a\u0627)"
)
DAYS_TOLD: dict[str, float] = {
    "2.5": 2.5, "2,5": 2.5, "deux jours et demi": 2.5, "two and a half": 2.5, "\u064a\u0648\u0645\u0627\u0646 \u0648\u0646\u0635\u0641": 2.5, "3.5": 3.5, "3,5": 3.5,
    "1": 1, "un": 1, "one": 1, "2": 2, "deux": 2, "two": 2, "3": 3, "trois": 3, "three": 3, "4": 4, "quatre": 4, "four": 4,
    "\u064a\u0648\u0645\u0627\u0646": 2, "\u064a\u0648\u0645\u064a\u0646": 2, "\u062b\u0644\u0627\u062b\u0647 \u0627\u064a\u0627\u0645": 3, "\u0627\u0631\u0628\u0639\u0647 \u0627\u064a\u0627\u0645": 4,
}  # fmt: skip
DAYS = re.compile(
    rf"(?<![\w.,])({'|'.join(map(re.escape, DAYS_TOLD))})(?: (?:jours?|days?))? ?(?:par|/|a|per|\u0641\u064a) ?(?:semaine|week|\u0627\u0644\u0627\u0633\u0628\u0648\u0639)(?!\w)"
)
# « remote two days a week »: where the work is done, and not how much of it
REMOTE = re.compile(r"(?:remote\w*|from home|teletravail|a distance|عن بعد)[^\n;.]*$")
REMOTE_REACH = 24  # folded characters
HALF = re.compile(r"(?<![\d/])1/2[ -]temps\b")
OF_A_POST = re.compile(r"\b0[.,]([1-9][0-9]?) ?(?:etp|fte)\b")
OF_A_WEEK_OR_A_POST = re.compile(r"1/2|sem|week|\u0627\u0633\u0628\u0648\u0639|etp|fte")
# « (80 %) », « à 80 % » right behind a title: no « financé à 80 % », no « taux de 95 % »
SHARE = re.compile(
    r"(?:(?:^|[^\W\d]|[\")])\s?\((?:a )?|,\s|\s-\s|(?<=projets) a |(?<=projet) a |(?<=programmes) a |(?<=programme) a )(?P<share>[2-9][05]) ?% ?(?=\)|,|\n| -|$|\.$)"
)
PERCENT = re.compile(r"\b([1-9][0-9])\s?%")
OF_THE_TIME = re.compile(r"temps|time|etp|poste|\u062f\u0648\u0627\u0645")


def _share_of_a_week(text: str, start: int, end: int) -> int | None:
    """« 20 h par semaine », « deux jours par semaine », « 0,5 ETP », in percent of full time; None where nothing is said."""
    if OF_A_WEEK_OR_A_POST.search(text, start, end) is None:
        return None
    hours = HOURS.search(text, start, end)
    told = int(hours[1] or hours[2]) if hours else FULL_WEEK
    if told < FULL_WEEK:
        return told * 100 // HOURS_OF_A_WEEK
    days = DAYS.search(text, start, end)
    if days and REMOTE.search(text[max(start, days.start() - REMOTE_REACH) : days.start()]) is None:
        return int(20 * DAYS_TOLD[days[1]])
    if HALF.search(text, start, end):
        return 50
    share = OF_A_POST.search(text, start, end)
    return int(share[1].ljust(2, "0")) if share else None


def _share_alone(entry: Entry, folded: Folded) -> int | None:
    """« Coordinatrice de projet (80 %), association … »: a share that stands alone on the line of a title or a period."""
    for start, end in entry.head_lines:
        found = SHARE.search(folded.text, start, end)
        if found and (titles_in(folded, start, end) or any(start <= period.start < end for period in entry.periods)):
            return int(found["share"])
    return None


def fraction_of(entry: Entry, folded: Folded, contracts: frozenset[str]) -> int:
    """The part of full time in percent, 50 where only « mi-temps » or « temps partiel » is said."""
    start, end = entry.head_span
    if entry.body and not entry.span:
        end = max(end, entry.body[0].folded_end)
    share = _share_of_a_week(folded.text, start, end)
    if share:
        return share
    found = PERCENT.search(folded.text, start, end) if folded.text.find("%", start, end) >= 0 else None
    part = "part_time" in contracts or any(
        hit.kind == "part_time" for hit in word_list("contracts").longest(folded, start, end)
    )
    if found is None:
        return 50 if part else 100
    alone = None if part else _share_alone(entry, folded)
    if alone is not None:
        return alone
    around = folded.text[max(start, found.start() - 24) : found.end() + 24]
    return int(found[1]) if part or OF_THE_TIME.search(around) else 100
