"""Projects with their time over the titles held in them: « Projet « Nour » (2018–2021)⏎Chargée de mission, association … ».

The section must open so. Where a title below, or a line between it and the next one, has its own period, the project's
dates nobody's work. Dates lines; cuts nothing.
"""

from __future__ import annotations

import re

from app.screening.fold import Folded
from app.screening.told_line import ToldLine

OPENS_WITH_A_PROJECT = re.compile(
    r"(?:\"[^\"\n]{1,60}\" |(?:[^\W\d_]+ ){0,3}?)(?:projets?|programmes?|projects?|programs?|(?:ال)?(?:مشروع|برنامج))(?!\w)"
)
MOST_LINES = 8  # from a project's line to where its title must have been told


def date_by_projects(known: list[ToldLine], folded: Folded) -> frozenset[int]:
    """Takes the times of such projects for those of the posts below; answers which lines have them."""
    if not known or not _is_a_project(known[0], folded):
        return frozenset()
    heads = frozenset(
        at for at, item in enumerate(known) if _is_a_project(item, folded) and _is_over_a_title(known, at, folded)
    )
    for at in heads:
        known[at].dated, known[at].opens_deed = True, False
    return heads


def _is_a_project(item: ToldLine, folded: Folded) -> bool:
    return (
        bool(item.periods)
        and not (item.roles or item.line.bullet or item.line.continues)
        and not all(period.single for period in item.periods)
        and OPENS_WITH_A_PROJECT.match(folded.text, item.first, item.line.folded_end) is not None
    )


def _is_over_a_title(known: list[ToldLine], at: int, folded: Folded) -> bool:
    """Whether a title without a time of its own stands below, before anything else that has one."""
    title = False
    for below in known[at + 1 : at + 1 + MOST_LINES]:
        if below.periods:
            return title and (bool(below.roles) or _is_a_project(below, folded))
        title = title or (bool(below.roles) and not below.opens_deed and not below.line.bullet)
    return title
