"""Which title of an entry is the person's: its class, and whether a lesser title was held before it.

The first line that opens with a title has it; whoever is named among the tasks behind a colon is somebody else.
"""

from __future__ import annotations

import re

from app.screening.entry import Entry
from app.screening.fold import Folded
from app.screening.sector import Sector
from app.screening.terms import Hit
from app.screening.titles import is_task, task_at, titles_in

MOST_WORDS_AFTER_THEN = 6  # « puis, à partir de mars 2019, coordinatrice »
WORDS_AHEAD = 4  # of a title on its line: a date, « poste : »
RANKS = {"R0": 0, "keeper": 1, "R1": 1, "support": 1, "leader": 1, "near": 2, "R2": 2, "R3": 3}
DIRECTORS = ("directeur*", "directrice*", "director*", "\u0645\u062f\u064a\u0631")
# Unpaid, these manage nothing by themselves (ruling 23)
ADVISERS = (
    "conseill", "consult", "expert", "facilitat", "advis", "mobilis", "relais", "community mobili", "outreach",
    "\u0645\u0633\u062a\u0634\u0627\u0631", "\u0627\u0633\u062a\u0634\u0627\u0631\u064a", "\u062e\u0628\u064a\u0631", "\u0645\u064a\u0633\u0631",
)  # fmt: skip
# « Conseiller, association … » sits in its bureau; « conseillère juridique », مستشار قانوني is asked
SITS_OR_IS_ASKED = ("conseill", "\u0645\u0633\u062a\u0634\u0627\u0631")
IS_ASKED_FOR = re.compile(
    r"\s(?:(?:en|aux|\u0641\u064a) )?(?:techni|jurid|scientif|peda|psych|famili|conjug|medic|financ|fiscal|artist|strateg|communic|\u0642\u0627\u0646\u0648\u0646|\u062a\u0642\u0646|\u0639\u0644\u0645|\u0646\u0641\u0633|\u0627\u0633\u0631|\u062a\u0631\u0628\u0648)"
)
COOPERATIVE = re.compile(
    r"(?:unions? (?:de |des )?|federations? (?:de |des )?)?co-?op\w*|groupements?\b|\S*\u062a\u0639\u0627\u0648\u0646\u064a\S*"
)
ALONE = re.compile(
    r"\.?\s?(?:[,|(\n@]|- |(?:de |d'|of |at |a )(?:l'|the |une |un |an )?(?:association|ong|ngo|fondation|reseau)\b|\u0628?\u062c\u0645\u0639\u064a\u0647)"
)
THEN = re.compile(r"\b(?:puis|ensuite|devenue?|promue?|then|later|promoted)\b|\u062b\u0645")
TASKS_BEHIND = re.compile(r"[^\n:,;(]{0,24}:\s(?=[^\n]*,)")

# « Manager, Legal Aid Project, Amal Association »: the title told behind the word for who holds it
INVERTED = ("manager*", "officer*")
ITS_PROJECT = re.compile(r",\s?(?:[\w'&/-]+ ){0,5}?(?:projects?|programm?e?s?)\b(?=\s?(?:[,|(\n]|- |$))")
SENIOR_AHEAD = re.compile(r"(?:.*[:|] ?|.*\d\)? ?)?(?:(?:senior|junior|acting|interim) )?")


def leads_a_project(role: Hit, folded: Folded) -> bool:
    """« Manager, Legal Aid Project », not « Finance Manager, Legal Aid Project »."""
    if role.term not in INVERTED or ITS_PROJECT.match(folded.text, role.folded_end) is None:
        return False
    line = folded.text.rfind("\n", 0, role.folded_start) + 1
    return SENIOR_AHEAD.fullmatch(folded.text, line, role.folded_start) is not None


def leads_the_association(role: Hit, folded: Folded) -> bool:
    """« Directrice, association … »: of the whole, and of no school, service or centre of it."""
    return role.term in DIRECTORS and ALONE.match(folded.text, role.folded_end) is not None


def advises(role: Hit, folded: Folded) -> bool:
    """Whether the title is that of somebody who is asked rather than in charge."""
    if role.kind != "R2" or not role.term.startswith(ADVISERS):
        return False
    sits = role.term.startswith(SITS_OR_IS_ASKED)
    return not sits or IS_ASKED_FOR.match(folded.text, role.folded_end) is not None


def as_kept(sector: Sector, folded: Folded) -> str:
    """The class of « gérante »: of a cooperative or an association somebody in charge, of a shop a trade."""
    kept = sector.kind == "S3" or COOPERATIVE.match(folded.text, sector.start, sector.end) is not None
    return "R2" if kept and sector.kind != "S1" else "R0"


def title_held(entry: Entry, folded: Folded) -> tuple[Hit | None, str | None, str | None]:
    """The title, its class, and the class of the lesser title that the head says was held before it, if any."""
    by_line = [(start, hits) for start, end in entry.head_lines if (hits := _titles(folded, start, end))]
    if not by_line:
        task = _task(entry, folded)
        return task, task and task.kind, None
    opening = [
        hits for start, hits in by_line if _words_ahead(entry, folded, start, hits[0].folded_start) <= WORDS_AHEAD
    ]
    hits = _before_the_tasks(opening[0], folded) if opening else [hit for _, each in by_line for hit in each]
    best = max(hits, key=lambda hit: (RANKS[hit.kind], leads_the_association(hit, folded)))
    also = max((hit for each in opening[1:] for hit in each), key=lambda hit: RANKS[hit.kind], default=best)
    if RANKS[best.kind] < RANKS["R2"] <= RANKS[also.kind]:
        return (
            also,
            also.kind,
            best.kind,
        )  # « Enseignante détachée » above « Coordinatrice de projet »: which, nobody knows
    lesser = [hit for hit in hits if RANKS[hit.kind] < RANKS[best.kind]]
    before = [
        hit.kind
        for hit in lesser
        if _one_then_the_other(
            folded.text[min(hit.folded_end, best.folded_end) : max(hit.folded_start, best.folded_start)]
        )
    ]
    return best, best.kind, min(before, key=RANKS.__getitem__, default=None)


def _before_the_tasks(hits: list[Hit], folded: Folded) -> list[Hit]:
    """« Secrétaire : accueil, agenda de la présidente »: whoever is named among the tasks behind the colon is somebody else."""
    first = hits[0]
    return [hit for hit in hits if not is_among_tasks(hit, first, folded)]


def is_among_tasks(hit: Hit, role: Hit | None, folded: Folded) -> bool:
    parted = TASKS_BEHIND.match(folded.text, role.folded_end) if role is not None else None
    return parted is not None and hit.folded_start >= parted.end()


def _one_then_the_other(between: str) -> bool:
    """« Assistante de projet puis | coordinatrice »; not « … (Union européenne, puis la Région) … les formatrices »."""
    then = THEN.search(between)
    if then is None:
        return False
    after = between[then.end() :]
    return len(after.split()) <= MOST_WORDS_AFTER_THEN and after.count(")") <= after.count("(")


def _words_ahead(entry: Entry, folded: Folded, start: int, title: int) -> int:
    """How many words stand before a title on its line, its period left out: « mars 2023 – février 2025 coordinateur »."""
    begin = max(
        (period.end for period in entry.periods if start <= period.start and period.end <= title), default=start
    )
    ahead = folded.text[begin:title]
    return sum(any(map(str.isalnum, word)) for word in ahead.split()) if begin > start else len(ahead.split())


def _titles(folded: Folded, start: int, end: int) -> list[Hit]:
    """The titles a line gives to the person; « gestion de projets » is one only where no other stands."""
    hits = list(titles_in(folded, start, end))
    named = [hit for hit in hits if not is_task(hit)]
    return named or hits


def _task(entry: Entry, folded: Folded) -> Hit | None:
    """« Coordination d'un projet …, association Amal »: the task that a line of the head opens with, behind its period."""
    if not entry.periods or entry.prose or entry.span:
        return None
    for line in entry.head:
        start = line.folded_start + line.mark_length
        if entry.card:  # « Rôle : coordination du projet »
            start = max(start, folded.text.find(":", start, line.folded_end) + 1)
        dated = next((each.end for each in entry.periods if start <= each.start <= start + 4), start)
        task = None if line.bullet and not entry.card else task_at(folded, dated, line.folded_end)
        if task is not None:
            return task
    return None
