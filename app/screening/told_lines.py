"""The lines where posts are told, and what each holds: periods, titles, employers, the beginning of a deed.

Gathers it line by line, each line beside the one that it goes on with. Cuts nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import takewhile

from app.screening.asides import is_a_turn, without_asides
from app.screening.dated_lines import dates_the_line, is_bare, stands_alone
from app.screening.fold import Folded
from app.screening.lines import TextLine
from app.screening.marked_titles import with_marked_titles
from app.screening.periods import Period, find_periods
from app.screening.project_lines import date_by_projects
from app.screening.promotions import undate_promotions
from app.screening.split_ranges import mend_split_ranges
from app.screening.standing_tasks import standing_task
from app.screening.titled_lines import is_titled, names_a_post, names_an_employer, opens_deed
from app.screening.titles import titles_in
from app.screening.told_line import ToldLine
from app.screening.undated_lines import undate


def told_lines(lines: Sequence[TextLine], folded: Folded) -> list[ToldLine]:
    lines = with_marked_titles(lines, folded)
    known = {line.index: ToldLine(line, line.folded_start + line.mark_length, len(line.text.split())) for line in lines}
    for run in _runs(lines):
        for period in find_periods(folded.text, run[0].folded_start, run[-1].folded_end):
            _attach(period, run, known)
    result = [known[line.index] for line in lines]
    bulleted = sum(item.line.bullet for item in result) * 10 > len(result) * 9
    root: ToldLine | None = None
    for item in result:
        if not item.line.continues and not (root is not None and root.titled and _may_go_on(root, item)):
            root = item
        _describe(item, root, folded, bulleted=bulleted)
    for at, item in enumerate(result):
        task = standing_task(result, at, folded)
        if task is not None:
            item.roles, item.opens_deed, item.titled = (task,), False, True
            item.dated = any(dates_the_line(period, item, folded, bulleted=False) for period in item.periods)
    undate_promotions(result, folded)
    mend_split_ranges(result, folded)
    undate(result, folded, date_by_projects(result, folded))
    for item in result:
        if item.dated:
            item.bare = is_bare(item, folded)
            item.alone = any(stands_alone(period, item.line) for period in item.periods)
    return result


def _runs(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    runs: list[list[TextLine]] = []
    for line in lines:
        if runs and runs[-1][-1].index + 1 == line.index:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _attach(period: Period, run: Sequence[TextLine], known: dict[int, ToldLine]) -> None:
    first = bisect_right(run, period.start, key=lambda line: line.folded_end)
    touched = list(takewhile(lambda line: line.folded_start < period.end, run[first : first + 4]))
    if not touched:
        return
    if "reversed" in period.flags and _reads_from_the_right(touched[0], run):
        period = period._replace(flags=tuple(flag for flag in period.flags if flag != "reversed"))
    known[touched[0].index].periods.append(period)
    for line in touched[1:]:
        known[line.index].continues = True


def _reads_from_the_right(line: TextLine, run: Sequence[TextLine]) -> bool:
    """A line of numbers alone reads as the line above it does, or below it."""
    if line.right_to_left or any(map(str.isalpha, line.text)):
        return line.right_to_left
    return any(abs(other.index - line.index) == 1 and other.right_to_left for other in run)


def _may_go_on(title: ToldLine, item: ToldLine) -> bool:
    """Whether a short line right under a title may still be its rest: « AMDH de Casablanca, »."""
    return item.line.index == title.line.index + 1 and not item.line.bullet and item.words <= 5


def _describe(item: ToldLine, root: ToldLine | None, folded: Folded, *, bulleted: bool) -> None:
    """`root` is the line that `item` goes on with, or `item` itself."""
    line = item.line
    item.roles = titles_in(folded, line.folded_start, line.folded_end)
    item.sector = names_an_employer(line, folded)
    item.opens_deed = not names_a_post(item) and opens_deed(item, folded)
    if len(item.periods) == 1 and item.roles and is_a_turn(item.periods[0], folded, line.folded_end):
        item.periods = []
    if len(item.periods) > 1:
        item.periods = without_asides(item.periods, item.roles, folded, line.folded_start)
    item.titled = not line.continues and is_titled(item, bulleted=bulleted)
    goes_on_a_title = line.continues and root is not None and root is not item and root.titled
    if line.continues and not goes_on_a_title:
        told = root is not None and root.line.bullet and not bulleted and line.text.endswith((".", ";"))
        # « (2022-2023). » ends the sentence of a deed
        item.dated = not told and any(stands_alone(period, line) for period in item.periods)
        return
    item.dated = any(dates_the_line(period, item, folded, bulleted=bulleted) for period in item.periods)
