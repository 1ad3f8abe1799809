"""« Gestion de projets, association Amal » above its period: where no title stands, the task that was done is one.

Elsewhere such a line is a deed among the others. Knows the lines round it and what each holds; cuts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.screening.fold import Folded
from app.screening.terms import Hit, word_list
from app.screening.titles import task_at

if TYPE_CHECKING:
    from app.screening.told_line import ToldLine

MOST_WORDS = 14  # of such a title with its employer
MOST_EMPLOYER_WORDS = 10


def standing_task(known: Sequence[ToldLine], at: int, folded: Folded) -> Hit | None:
    """The task that is the title of a post in the line `at`; None where the line is anything else."""
    item = known[at]
    line = item.line
    if item.titled or line.bullet or line.continues or item.words > MOST_WORDS or line.text.endswith((".", ";")):
        return None
    begins = item.periods[0].end if item.periods and item.periods[0].start <= item.first + 4 else item.first
    task = task_at(folded, begins, line.folded_end)
    if task is None:
        return None
    employer = item.sector and any(
        hit.kind != "place" for hit in word_list("sectors").hits(folded, task.folded_end, line.folded_end)
    )
    return task if _stands_as_a_title(known, at, employer=employer) else None


def _stands_as_a_title(known: Sequence[ToldLine], at: int, *, employer: bool) -> bool:
    """Whether an employer and a stretch of time stand beside it that no other title has."""
    if employer and _holds_a_stretch(known[at]):
        return True
    above, below, after = _line(known, at - 1), _line(known, at + 1), _line(known, at + 2)
    if above is not None and above.titled:
        return False
    if _dates_come_first(known, at):
        return employer and above is not None and _is_a_stretch(above)
    if below is None or below.titled or (after is not None and after.titled and not after.dated and _is_short(after)):
        return False
    if employer:
        return _is_a_stretch(below)
    if _is_a_stretch(below):
        return below.sector or (above is not None and _is_an_employer(above) and not _is_under_a_title(known, at - 1))
    if not _is_an_employer(below):
        return False
    return _holds_a_stretch(known[at]) or _holds_a_stretch(below) or (after is not None and _is_a_stretch(after))


def _line(known: Sequence[ToldLine], at: int) -> ToldLine | None:
    return known[at] if 0 <= at < len(known) else None


def _dates_come_first(known: Sequence[ToldLine], at: int) -> bool:
    """Whether a period stands above that no title stands over: those below are written the same way."""
    first = next((number for number in range(at) if _is_a_stretch(known[number])), None)
    return first is not None and not any(item.titled for item in known[:first])


def _is_under_a_title(known: Sequence[ToldLine], at: int) -> bool:
    above = _line(known, at - 1)
    return above is not None and above.titled and not above.dated


def _is_short(item: ToldLine) -> bool:
    return item.words <= MOST_EMPLOYER_WORDS


def _holds_a_stretch(item: ToldLine) -> bool:
    return any(not period.single for period in item.periods)


def _is_a_stretch(item: ToldLine) -> bool:
    """A line that says when, and what else it says is short."""
    return _holds_a_stretch(item) and item.dated and _is_short(item) and not (item.roles or item.line.bullet)


def _is_an_employer(item: ToldLine) -> bool:
    return item.sector and _is_short(item) and not (item.roles or item.opens_deed or item.line.bullet)
