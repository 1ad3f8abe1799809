"""Lives told in paragraphs: each sentence that tells of a time is an entry, with the end that a later one gives it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.screening.dates import Months
from app.screening.durations import find_durations
from app.screening.entry import Entry
from app.screening.fold import Folded
from app.screening.lines import TextLine
from app.screening.periods import Period, find_periods
from app.screening.section_kinds import SectionKind
from app.screening.spoken import is_a_stay, may_be_there_still, tells_who_came

SENTENCE_END = re.compile(r"[.!\u061f?;](?=\s|$)(?<!\b[a-z]\.)")
REACH_OF_A_STAY = 48  # folded characters before a length
SENTENCE_WORDS = 18  # of a line that tells rather than lists
LEAST_SENTENCE = 12  # folded characters


def _lengthened(period: Period, told: Sequence[Period], folded: Folded, line: TextLine) -> Period:
    """« En avril 2017, j'ai rejoint … J'y suis restée quatre ans. »: with its end; open where nothing is said of leaving."""
    text, first, last = folded.text, line.folded_start, line.folded_end
    if not period.single or not tells_who_came(text, period.start, period.end, first, last):
        return period
    until = min((other.start for other in told if other.start > period.start), default=last)
    for stay in find_durations(text, period.end, until):
        if stay.most == stay.least and is_a_stay(text[max(period.end, stay.start - REACH_OF_A_STAY) : stay.start]):
            begins, ends = (
                period.begins,
                Months(period.begins.first + stay.least - 1, period.begins.last + stay.least - 1),
            )
            return period._replace(begins=begins, ends=ends, single=False)
    if may_be_there_still(text, period.start, period.end, first, last):
        return period._replace(ends=None, single=False, flags=(*period.flags, "open_dash"))
    return period


def opened(entry: Entry, folded: Folded) -> Entry:
    """`entry`, a paragraph that begins with a date, with the time that its sentences give it."""
    line = entry.head[0]
    if entry.span or len(line.text.split()) < SENTENCE_WORDS or not all(period.single for period in entry.periods):
        return entry
    if not entry.periods or not line.folded_start <= entry.periods[0].start < line.folded_end:
        return entry
    periods = tuple(_lengthened(period, entry.periods, folded, line) for period in entry.periods)
    return entry if periods == entry.periods else replace(entry, periods=periods)


def split_prose(line: TextLine, folded: Folded, kind: SectionKind) -> tuple[Entry, ...]:
    """The sentences of a long line that tell of a time, each as an entry of its own."""
    entries: list[Entry] = []
    start = line.folded_start
    told = find_periods(folded.text, start, line.folded_end)
    if not told:
        return ()
    cuts = [found.end() for found in SENTENCE_END.finditer(folded.text, start, line.folded_end)]
    for end in [*cuts, line.folded_end]:
        if any(period.start < end < period.end for period in told):
            continue  # « janv. 2019 – déc. 2021 » ends no sentence
        if end - start > LEAST_SENTENCE:
            periods = tuple(_lengthened(period, told, folded, line) for period in told if start <= period.start < end)
            ranges = tuple(period for period in periods if not period.single)
            if periods:
                entries.append(Entry(kind, (line,), (), ranges or periods[:1], prose=True, span=(start, end)))
        start = end
    return tuple(entries)
