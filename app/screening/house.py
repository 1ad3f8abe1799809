"""One employer over several titles: what its own line says of the titles told under it (policy §8)."""

from __future__ import annotations

import re

from app.screening.employer_names import ASIDE, names_somebody
from app.screening.entry import Entry
from app.screening.fold import Folded
from app.screening.named_beside import LEADS_TO_EMPLOYER, SEPARATOR, is_inside, within_the_title
from app.screening.sector import Sector
from app.screening.terms import Hit, word_list

TASKS = re.compile(r"\s?:\s(?=(?:\S+\s+){6})")


def within_house(entry: Entry, folded: Folded, house: Sector, role: Hit | None) -> Sector | None:
    """`house` for a title whose months lie within those of an employer told above it, unless its own line names another.

    « Depuis 09/2021 Coordinatrice du pôle Eau » under « 2018 – à ce jour Association Racines »: what is told below the
    title's line is no employer. None where somebody else is named.
    """
    if role is None:
        return None
    own = [
        (line.folded_start, line.folded_end)
        for line in entry.head
        if line.folded_start <= role.folded_start < line.folded_end
        or any(period.start < line.folded_end and line.folded_start < period.end for period in entry.periods)
    ]
    covered = [(period.start, period.end) for period in entry.periods]
    for start, whole in own:
        tasks = TASKS.search(folded.text, max(start, role.folded_end), whole)
        end = tasks.start() if tasks else whole  # what is done for the employer names no other
        behind = max(start, role.folded_end if role.folded_start < end else start)
        covered += [found.span() for found in ASIDE.finditer(folded.text, start, end)]
        if any(
            hit.kind in ("S1", "S2", "S3", "name") and not within_the_title(hit, folded, role)
            for hit in word_list("sectors").longest(folded, start, end)
            if not is_inside(hit, role) and not any(a <= hit.folded_start < b for a, b in covered)
        ):
            return None
        leads = SEPARATOR.search(folded.text, behind, end) or LEADS_TO_EMPLOYER.search(folded.text, behind, end)
        if leads is not None and names_somebody(folded, leads.end(), end, covered):
            return None
    return Sector(house.kind, house.start, house.end, "employer_above")
