"""List marks that stand before titles, or before all that is told of a post: such lines open one, and are no deeds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from app.screening.dated_lines import LEAD
from app.screening.fold import Folded
from app.screening.lines import TextLine
from app.screening.periods import Period, find_periods
from app.screening.terms import Hit, word_list
from app.screening.titles import titles_in

MOST_FACTS = 2  # above a time, and below it
MOST_LETTERS_BEHIND = 3
MOST_LETTERS_OF_A_TIME = 60
MOST_EMPLOYER_WORDS = 10  # of a line between a title and its date


def with_marked_titles(lines: Sequence[TextLine], folded: Folded) -> Sequence[TextLine]:
    """« * Coordinatrice …⏎01/2018 – 12/2020⏎gestion … »: marks that stand before titles open posts, and no deeds."""
    lines = _with_marked_facts(lines, folded)
    first = next((at for at, line in enumerate(lines) if line.bullet), None)
    if first is None or not _dated_below(lines, first, folded):
        return lines
    if any(find_periods(folded.text, line.folded_start, line.folded_end) for line in lines[:first]):
        return lines
    mark = _mark(lines[first])
    return [
        line._replace(bullet=False)
        if line.bullet and _mark(line) == mark and _dated_below(lines, at, folded)
        else line
        for at, line in enumerate(lines)
    ]  # fmt: skip


def _with_marked_facts(lines: Sequence[TextLine], folded: Folded) -> Sequence[TextLine]:
    """« • Association Ofoq⏎• Coordinatrice⏎• 01/2019 – 12/2021⏎• suivi … »: round a time the marks stand before no deeds."""
    freed: set[int] = set()
    if not any(line.bullet for line in lines):
        return lines
    for at, line in enumerate(lines):
        if not _is_a_time(line, folded) or not (line.bullet or at == 0 or lines[at - 1].bullet):
            continue
        # A time without a mark dates what is below it: « • Coordinatrice du comité » above it is a task of the post before
        above = _facts(lines, range(at - 1, max(at - 1 - MOST_FACTS, -1), -1), folded) if line.bullet else []
        below = _facts(lines, range(at + 1, min(at + 1 + MOST_FACTS, len(lines))), folded)
        head = lines[at - len(above) - 1] if at > len(above) else None
        headed = head is not None and not head.bullet and not _periods(head, folded)
        if above or below or headed:
            freed.update((*above, at, *below))
    return [line._replace(bullet=False) if at in freed else line for at, line in enumerate(lines)] if freed else lines


def _facts(lines: Sequence[TextLine], places: Iterable[int], folded: Folded) -> list[int]:
    return list(takewhile(lambda at: _is_a_fact(lines[at], folded), places))


def _periods(line: TextLine, folded: Folded) -> tuple[Period, ...]:
    return find_periods(folded.text, line.folded_start, line.folded_end)


def _titles(line: TextLine, folded: Folded) -> tuple[Hit, ...]:
    return titles_in(folded, line.folded_start, line.folded_end)


def _is_a_time(line: TextLine, folded: Folded) -> bool:
    """Behind its mark, if it has one, a stretch of time and nothing else."""
    if len(line.text) > MOST_LETTERS_OF_A_TIME:
        return False
    start = line.folded_start + line.mark_length
    return any(
        not each.single
        and LEAD.fullmatch(folded.text, start, each.start) is not None
        and line.folded_end - each.end <= MOST_LETTERS_BEHIND
        for each in _periods(line, folded)
    )


def _is_a_fact(line: TextLine, folded: Folded) -> bool:
    """What one was or for whom, in few words and without a time."""
    if len(line.text.split()) > MOST_EMPLOYER_WORDS or _periods(line, folded):
        return False
    start = line.folded_start + line.mark_length + 1
    titles = _titles(line, folded)
    if titles and titles[0].folded_start <= start:
        return True
    return any(
        hit.kind in ("S1", "S2", "S3", "name") and hit.folded_start <= start
        for hit in word_list("sectors").hits(folded, line.folded_start, line.folded_end)
    )


def _mark(line: TextLine) -> str:
    return re.sub("[0-9]+", "0", line.text[: line.mark_length].strip())


def _dated_below(lines: Sequence[TextLine], at: int, folded: Folded) -> bool:
    """Whether a line without a mark right below, or below the employer's, holds a period and little else."""
    for line in lines[at + 1 : at + 3]:
        if line.bullet:
            return False
        periods = find_periods(folded.text, line.folded_start, line.folded_end)
        if periods:
            begins = LEAD.fullmatch(folded.text, line.folded_start, periods[0].start) is not None
            beside = len(line.text[periods[-1].end - line.folded_start :].split())
            return begins and beside <= (1 if periods[0].single else 5)
        if len(line.text.split()) > MOST_EMPLOYER_WORDS:
            return False
    return False
