"""One diploma named twice: by its name and its sum, by its letters, by its second year."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from app.screening.diploma import FIRST_YEAR_OF_MASTER, UMBRELLA, Diploma
from app.screening.diploma_segments import SECOND_YEAR
from app.screening.fold import Folded
from app.screening.ladder import NAMELESS, is_sum
from app.screening.status import Status, first_year_had, status_of
from app.screening.terms import Hit

UNIVERSITYS = "diplôme universitaire"  # « diplôme universitaire (Bac+5) », which is no « DU »
HIGHER_STUDIES = ("D14", "D16")
MAITRISE = "D11"
DIPLOMA_WORD = re.compile(r"(?:\w+ )?(?:diplom|titre|degree)|\u062f\u0628\u0644\u0648\u0645|\u0634\u0647\u0627\u062f")
NOT_ITS_SUM = re.compile(
    r"[;|]|\b(?:niveau|equivalent\w*|level|acces\w*|apres|post|admis\w*|recrut\w*|ouvert\w*|reserve\w*|pour|suite|vers|prepare\w*|non)\b"
    r"|\u0645\u0633\u062a\u0648\u064a|\u064a\u0639\u0627\u062f\u0644|\u0628\u0639\u062f"
)
UNDER_WAY = (Status.IN_PROGRESS, Status.ADMITTED, Status.PENDING)
OTHER_DIPLOMA = re.compile(r"[;|\n]|[0-9]{4} ?[,/]")  # « Master en droit, 2016, Master 1 en gestion, 2012 »
HAD_AFTER_ALL = re.compile(r"\b(?:diplom\w*|souten\w+|master obtenu|awarded|graduated|defended)\b|نوقش|تخرج")
SPELT_OUT = re.compile(r"\.?\s?[(:=-]\s?")


def without_notes(folded: Folded, hits: list[Hit]) -> list[Hit]:
    """« Licence (Bac+3) en droit » names one diploma: the sum beside its name is a note, unless it stands alone on its line."""
    named = {folded.text.count("\n", 0, hit.folded_start) for hit in hits if not is_sum(hit.kind)}
    return [hit for hit in hits if not is_sum(hit.kind) or folded.text.count("\n", 0, hit.folded_start) not in named]


def with_own_sums(folded: Folded, hits: list[Hit]) -> list[Hit]:
    """« Diplôme de l'Institut supérieur de …, Bac+5 »: a diploma whose name says no level, and the sum that says it."""
    result: list[Hit] = []
    for hit in hits:
        before = result[-1] if result else None
        if before is not None and is_sum(hit.kind) and (before.kind in NAMELESS or before.term == UNIVERSITYS) and DIPLOMA_WORD.match(
            folded.text, before.folded_start
        ):  # fmt: skip
            between = folded.text[before.folded_end : hit.folded_start]
            if "\n" not in between and not NOT_ITS_SUM.search(between):
                result[-1] = before._replace(kind=hit.kind)
                continue
        result.append(hit)
    return result


def told_once(folded: Folded, found: list[tuple[Hit, Diploma]], closing: int) -> list[Diploma]:
    """« Master … – M2 en cours », « D.E.S. (diplôme d'études supérieures) en … »: one diploma named twice on its line."""
    result: list[tuple[Hit, Diploma]] = []
    for hit, diploma in found:
        if result and result[-1][0].kind == hit.kind:
            first, other = result[-1]
            between = folded.text[first.folded_end : hit.folded_start]
            name = folded.text[hit.folded_start : hit.folded_end]
            spelt = SPELT_OUT.fullmatch(between) and other.field is None
            again = diploma.field is None and SECOND_YEAR.fullmatch(name) and not SECOND_YEAR.search(between)
            years = [each.year for each in (other, diploma) if each.year is not None]
            had = bool(years) and max(years) < closing - 1 and diploma.status in UNDER_WAY
            if "\n" not in between and (spelt or (again and hit.kind == UMBRELLA and not had)):
                whole = diploma if spelt else other
                fate = min(other.status, diploma.status, key=list(Status).index)
                result[-1] = (
                    first,
                    replace(whole, status=fate, year=max(years, default=None), start=other.start, end=diploma.end),
                )
                continue
        result.append((hit, diploma))
    return [diploma for _, diploma in result]


def first_year_only(
    folded: Folded, found: list[tuple[Hit, Diploma]], deadline: tuple[int, int]
) -> list[tuple[Hit, Diploma]]:
    """« Master …: two semesters of M1 validated, thesis not defended »: what the line says of the master follows the
    name of its first year. Where it says no more than the first year, the master is not known to be had.
    """
    result = list(found)
    for at, ((master, whole), (first, year)) in enumerate(pairwise(found)):
        if master.kind != UMBRELLA or first.kind != FIRST_YEAR_OF_MASTER or not whole.counts:
            continue
        last = folded.text.find("\n", first.folded_end)
        last = len(folded.text) if last < 0 else last
        between = folded.text[master.folded_end : first.folded_start]
        if OTHER_DIPLOMA.search(between) or SECOND_YEAR.search(folded.text, master.folded_end, last):
            continue
        if at + 2 < len(found) and found[at + 2][0].folded_start < last:
            continue
        fate = status_of(folded, master, master.folded_start, last, deadline)
        told = folded.text[first.folded_start : last]
        if fate is Status.OBTAINED and year.counts and first_year_had(told) and not HAD_AFTER_ALL.search(told):
            fate = Status.PENDING
        result[at] = (master, replace(whole, status=fate))
    return result


def under_one_roof(found: list[Diploma]) -> list[Diploma]:
    """« Master (M1 validé, M2 abandonné) »: the bare name shares the fate of its second year."""
    if not any(diploma.ident == FIRST_YEAR_OF_MASTER for diploma in found):
        return found
    fates = [diploma.status for diploma in found if diploma.ident == UMBRELLA and not diploma.counts]
    if not fates:
        return found
    return [
        replace(diploma, status=fates[0]) if diploma.ident == UMBRELLA and diploma.counts else diploma
        for diploma in found
    ]


def before_a_master(found: list[Diploma]) -> list[Diploma]:
    """A maîtrise after which a master or a DEA was begun is the fourth year, whatever its country."""
    begun = [diploma.year for diploma in found if diploma.ident in HIGHER_STUDIES]
    return [
        replace(diploma, years=(4, 4))
        if diploma.ident == MAITRISE
        and diploma.years == (4, 5)
        and diploma.year is not None
        and any(year is None or year > diploma.year for year in begun)
        else diploma
        for diploma in found
    ]
