"""List marks that stand before titles, or before all that is told of a post: such lines open one, and are no deeds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.screening.dated_lines import LEAD
from app.screening.fold import Folded
from app.screening.lines import TextLine
from app.screening.periods import Period, find_periods
from app.screening.terms import Hit, word_list
from app.screening.titles import titles_in

MOST_FACTS = 3  # with marks, the time among them
MOST_LETTERS_BEHIND = 3
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
    """« Association Ofoq⏎• Coordinatrice⏎• 01/2019 – 12/2021⏎• suivi … »: up to the time the marks stand before no deeds."""
    freed: set[int] = set()
    for at, line in enumerate(lines):
        if at == 0 or not line.bullet or lines[at - 1].bullet or _periods(lines[at - 1], folded):
            continue
        time = next(
            (each for each in range(at, min(at + MOST_FACTS, len(lines))) if _is_a_time(lines[each], folded)), None
        )
        if time is None or not all(_is_a_fact(each, folded) for each in lines[at:time]):
            continue
        freed.update(range(at, time + 1))
        below = lines[time + 1] if time + 1 < len(lines) else None
        untitled = not any(_titles(each, folded) for each in lines[at - 1 : time])
        if below is not None and below.bullet and untitled and _is_a_fact(below, folded):
            freed.add(time + 1)
    return [line._replace(bullet=False) if at in freed else line for at, line in enumerate(lines)] if freed else lines


def _periods(line: TextLine, folded: Folded) -> tuple[Period, ...]:
    return find_periods(folded.text, line.folded_start, line.folded_end)


def _titles(line: TextLine, folded: Folded) -> tuple[Hit, ...]:
    return titles_in(folded, line.folded_start, line.folded_end)


def _is_a_time(line: TextLine, folded: Folded) -> bool:
    """Behind its mark a stretch of time and nothing else."""
    if not line.bullet:
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
    if not line.bullet or len(line.text.split()) > MOST_EMPLOYER_WORDS or _periods(line, folded):
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
