"""One post, one entry: the lines of a section cut where a new post begins. Knows dates and titles; counts nothing.

A post's head is the line with its period and the short lines round it (title, employer, place); the rest is its body.
The period may stand first (a margin, a column), at the line's end, or under the title: the section's first dated line
tells which, and the others follow it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.screening.cards import card_cuts
from app.screening.dated_lines import MOST_HEAD_WORDS
from app.screening.entry import Entry
from app.screening.fold import Folded
from app.screening.lines import TextLine
from app.screening.periods import Period
from app.screening.post_starts import are_two_ends, starts_of_posts
from app.screening.section_kinds import SectionKind
from app.screening.told_line import ToldLine
from app.screening.told_lines import told_lines

MOST_HEAD_LINES = 4
# The employer's own line under a title that named a place or a funder: « … (sortis du centre de réforme) Oct. 20 – sept. 24 »
ASSOCIATION = re.compile(
    r"(?:l'|la )?(?:association|ong|fondation|reseau|ligue|collectif|coalition|federation)\b(?! des? (?:projet|programme))|"
    r"(?:the )?(?:ngo|charity|foundation)\b|(?:\u0627\u0644)?(?:\u062c\u0645\u0639\u064a\u0647|\u0634\u0628\u0643\u0647|\u0631\u0627\u0628\u0637\u0647|\u0627\u0626\u062a\u0644\u0627\u0641)(?!\w)"
)


def split_posts(lines: Sequence[TextLine], folded: Folded, kind: SectionKind) -> tuple[Entry, ...]:
    """The posts told in `lines`, in order. Every line is in exactly one of them."""
    if not lines:
        return ()
    known = told_lines(lines, folded)
    cards = card_cuts(known)
    if not cards:
        return tuple(_uncarded(known, kind))
    entries: list[Entry] = []
    for head, body in cards:
        if head:
            entries.append(_card([known[at] for at in head], [known[at] for at in body], kind))
        else:
            entries += _uncarded([known[at] for at in body], kind)
    return tuple(entries)


def _uncarded(known: list[ToldLine], kind: SectionKind) -> list[Entry]:
    starts = starts_of_posts(known)
    return [_entry(known[first:last], kind) for first, last in zip(starts, [*starts[1:], len(known)], strict=True)]


def _card(head: list[ToldLine], body: list[ToldLine], kind: SectionKind) -> Entry:
    periods = [period for item in head for period in item.periods]
    ranges = [period for period in periods if not period.single]
    return Entry(
        kind,
        tuple(item.line for item in head),
        tuple(item.line for item in body),
        tuple(ranges or periods[:1]),
        card=True,
    )


def _entry(items: list[ToldLine], kind: SectionKind) -> Entry:
    head = _head(items)
    periods = _head_periods(items[:head])
    return Entry(
        kind,
        tuple(item.line for item in items[:head]),
        tuple(item.line for item in items[head:]),
        tuple(periods),
    )


def _head(items: list[ToldLine]) -> int:
    """How many of the entry's lines are its head."""
    last_dated = max((at for at, item in enumerate(items) if item.dated or item.continues), default=-1)
    titled = False
    for at, item in enumerate(items):
        if at > last_dated and at > 0:
            if item.line.continues and not items[at - 1].line.bullet:
                continue
            ends = item.line.bullet or item.opens_deed or at >= MOST_HEAD_LINES + max(last_dated, 0)
            if ends or item.words > MOST_HEAD_WORDS:
                return at
            named = titled and any(before.sector for before in items[:at]) and not item.titled
            if named and not (at == last_dated + 1 and ASSOCIATION.match(item.line.text)):
                return at
        titled = titled or bool(item.roles)
    return len(items)


def _head_periods(items: list[ToldLine]) -> list[Period]:
    dated = [item for item in items if item.dated]
    if not dated:
        return []
    periods = [period for item in dated[:1] for period in item.periods]
    if len(dated) > 1 and dated[0].alone and dated[1].alone and are_two_ends(dated[0], dated[1]):
        periods += dated[1].periods
    ranges = [period for period in periods if not period.single]
    if not ranges and len(periods) > 1:
        return [_between(periods[0], periods[1])]
    return ranges or periods


def _between(one: Period, other: Period) -> Period:
    """Two dates with no sign between them are perhaps the ends of one period: nothing of it is sure."""
    first, last = sorted((one, other), key=lambda period: period.begins)
    return first._replace(
        end=max(one.end, other.end),
        start=min(one.start, other.start),
        ends=last.begins,
        single=False,
        flags=("apart",),
    )
