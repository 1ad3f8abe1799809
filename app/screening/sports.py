"""Clubs, leagues and federations of sport: no association of the kind the notice asks for (policy §5.2, ruling 23)."""

from __future__ import annotations

from collections.abc import Sequence

from app.screening.entry import Entry
from app.screening.fold import Folded
from app.screening.named_beside import SEPARATOR
from app.screening.sector import Sector
from app.screening.terms import Hit, word_list

REACH_OF_A_NAME = 60  # folded characters from « نادي » to « لكرة القدم »
AND = "\u0648"
# What a club is called; leagues and federations of a sport are unclear, not outside
CLUBS = ("\u0646\u0627\u062f\u064a", "\u062c\u0645\u0639\u064a\u0647", "\u0641\u0631\u064a\u0642")


def in_sport(sector: Sector, hits: Sequence[Hit], entry: Entry, folded: Folded) -> Sector:
    """« نادي الاتحاد لكرة اليد » is outside unless a project is told of, « عصبة … لكرة السلة » unclear; others stay."""
    if sector.kind not in ("S2", "S3"):
        return sector
    sport = next((hit for hit in hits if hit.kind == "sport" and _in_the_name(hit, sector, folded)), None)
    if sport is None:
        return sector
    club = any(word in folded.text[sector.start : sector.end] for word in CLUBS)
    if club and not _tells_a_project(entry, folded):
        return Sector("S1", sector.start, sector.end, "sport")
    return Sector("S2", sector.start, sector.end, "sport")


def _in_the_name(sport: Hit, sector: Sector, folded: Folded) -> bool:
    """Whether the sport ends the employer's name: « الرياضية والثقافية » says another thing too."""
    if not sector.start <= sport.folded_start <= sector.end + REACH_OF_A_NAME:
        return False
    if sport.folded_start > sector.end and SEPARATOR.search(folded.text, sector.end, sport.folded_start):
        return False
    return not folded.text[sport.folded_end : sport.folded_end + 2].lstrip().startswith(AND)


def _tells_a_project(entry: Entry, folded: Folded) -> bool:
    return any(
        hit.kind == "project" for start, end in entry.full_spans for hit in word_list("deeds").hits(folded, start, end)
    )
