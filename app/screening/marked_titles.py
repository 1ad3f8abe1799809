"""List marks that stand before titles: such a line opens a post, and no deed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.screening.dated_lines import LEAD
from app.screening.fold import Folded
from app.screening.lines import TextLine
from app.screening.periods import find_periods

MOST_EMPLOYER_WORDS = 10  # of a line between a title and its date


def with_marked_titles(lines: Sequence[TextLine], folded: Folded) -> Sequence[TextLine]:
    """« * Coordinatrice …⏎01/2018 – 12/2020⏎gestion … »: marks that stand before titles open posts, and no deeds."""
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
