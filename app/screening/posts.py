"""What one post was: title, kind of employer, deeds, and whether its months count surely, perhaps or not (policy §5).

Reads one entry with the word lists of roles, sectors, contracts and deeds. No sum, no verdict, no notice.
"""

from __future__ import annotations

import re

from app.screening.called_again import called_again
from app.screening.contracts import contracts_of, is_internship
from app.screening.deeds import Told, deeds, names_an_associative_project
from app.screening.employers import sector_of
from app.screening.entry import Entry
from app.screening.first_person import told_in_first_person
from app.screening.fold import Folded
from app.screening.house import within_house
from app.screening.other_trades import is_of_a_trade
from app.screening.post import Counts, Post
from app.screening.post_titles import advises, as_kept, leads_a_project, leads_the_association, title_held
from app.screening.section_kinds import SectionKind
from app.screening.sector import Sector
from app.screening.shares import fraction_of
from app.screening.terms import Hit
from app.screening.untold import UNTOLD, heads_a_reintegration_office, tells_no_project

WORD = re.compile(r"[^\W\d_]{3,}")
MOST_LETTERS_OF_A_DATE = 60
LETTERS_BESIDE_A_DATE = 9
A_PROJECT = re.compile(r"\bproje[ct]t?s?\b|\bprogramm?e?s?\b|مشروع|مشاريع|برنامج|برامج")
PROJECT_REACH = 12  # folded characters behind a title: « coordinatrice du projet »
OF_SPORT_OR_A_CLUB = re.compile(r"\bclub\b|sporti|\u0646\u0627\u062f\u064a")


def judge_post(
    entry: Entry,
    folded: Folded,
    above: Post | None,
    *,
    unpaid_section: bool,
    house: Sector | None = None,
    said_above: Sector | None = None,
) -> Post:
    """The post that `entry` tells; `above` is the one told just before in the same section, whose employer may go on.

    `house` is the employer within whose own months those of the entry lie; `said_above` is what a line over the whole list
    says of all its employers.
    """
    hit, role, lesser = title_held(entry, folded)
    sector = within_house(entry, folded, house, hit) if house is not None else None
    sector = sector or sector_of(entry, folded, above.sector if above else None, hit)
    if sector.kind is None and said_above is not None and entry.periods:
        sector = said_above
    if sector.kind is None:
        sector = called_again(entry, folded, hit) or sector
    contracts = contracts_of(entry, folded, hit)
    told = deeds(entry, folded, hit, led_for_an_association=role == "leader" and sector.kind == "S3")
    deed = told.deed
    if hit is not None and (
        leads_a_project(hit, folded) or (sector.kind == "S3" and leads_the_association(hit, folded))
    ):
        role = "R3"
    if role == "keeper":
        role = as_kept(sector, folded)
    in_a_list = entry.head[0].bullet and not entry.prose
    if (entry.prose or (role is None and len(entry.head) == 1 and not in_a_list)) and told_in_first_person(
        entry, folded, hit
    ):
        role = "R3"
    founder = "founder" in contracts and any(not period.single for period in entry.periods)
    officer = ("officer" in contracts or founder) and role != "R3"
    told_unpaid = officer or "unpaid" in contracts
    among_unpaid = (
        unpaid_section and "paid" not in contracts and not _is_employed(entry, folded, hit, role, sector, deed=deed)
    )
    unpaid = (among_unpaid or told_unpaid) and "service" not in contracts
    counts, why = _counts(role, sector, told)
    if counts is Counts.PERHAPS and hit is not None and is_of_a_trade(hit, sector, entry, folded):
        counts, why = Counts.NO, "post.other_trade"
    if role is None and sector.kind is None and _is_wordless(entry, folded):
        counts, why = Counts.PERHAPS, "post.unreadable"
    if sector.kind == "S1" and role == "R3" and deed and names_an_associative_project(entry, folded):
        counts, why = Counts.PERHAPS, "post.other_profession"
    if sector.kind == "S1" and unpaid and deed and OF_SPORT_OR_A_CLUB.search(folded.text, sector.start, sector.end):
        counts, why = Counts.PERHAPS, "post.unpaid"  # ruling 23: its officers count where they ran a social project
    if is_internship(entry, contracts):
        counts, why = Counts.NO, "post.internship"
    elif "member" in contracts and role in (None, "R1") and not deed:
        counts, why = Counts.NO, "post.membership"
    elif unpaid and sector.kind != "S1":
        in_charge = None if hit is not None and role == hit.kind and advises(hit, folded) else role
        counts, why = _unpaid(in_charge, sector, deed=deed or told.helped, officer=officer)
    elif counts is Counts.SURE and (
        "once_intern" in contracts or (lesser is not None and not (deed and lesser in ("R2", "near")))
    ):  # « Chargé de plaidoyer puis coordonnateur » with a deed counts by either title
        counts, why = Counts.PERHAPS, "post.title_changed"
    if (
        counts is Counts.PERHAPS
        and not deed
        and tells_no_project(
            entry, folded, hit, role, sector, sits=officer and not founder, serves="service" in contracts
        )
    ):
        counts, why = Counts.NO, UNTOLD
    if why == "post.no_coordination" and heads_a_reintegration_office(entry, folded, hit, role):
        why = UNTOLD
    return Post(entry, counts, why, role, hit, sector, deed, fraction_of(entry, folded, contracts))


def _is_employed(
    entry: Entry, folded: Folded, hit: Hit | None, role: str | None, sector: Sector, *, deed: bool
) -> bool:
    """« Coordinateur du projet « Jardins », association …, 02/2025 – 03/2026 » under « Vie associative »: a post like any other.

    Whoever gives time there presides, sits or helps; under « Bénévolat » everything is unpaid.
    """
    if entry.kind is not SectionKind.ASSOCIATIVE or hit is None or role != "R3" or sector.kind != "S3":
        return False
    return deed or A_PROJECT.search(folded.text, hit.folded_start, hit.folded_end + PROJECT_REACH) is not None


def _counts(role: str | None, sector: Sector, told: Told) -> tuple[Counts, str]:
    """The table of policy §5.3."""
    kind = sector.kind
    if kind == "S1":
        return Counts.NO, "post.other_sector"
    if role == "R0":
        return Counts.NO, "post.other_trade"
    if kind == "S3":
        if role == "R3":
            return Counts.SURE, "post.sure"
        if role in ("R2", "near"):
            return (Counts.SURE, "post.sure_by_deed") if told.deed else (Counts.PERHAPS, "post.near_a_project")
        if role == "support":
            return Counts.PERHAPS, "post.near_a_project"
        if role in ("R1", "leader"):
            if told.weak:
                return Counts.PERHAPS, "post.other_profession"
            return Counts.NO, UNTOLD if told.led else "post.no_coordination"
        return Counts.PERHAPS, "post.no_title"
    if role in ("R3", "R2") or (role == "support" and kind == "S2"):
        return Counts.PERHAPS, "post.public_or_unknown_employer"
    return (Counts.PERHAPS, "post.public_or_unknown_employer") if told.weak else (Counts.NO, "post.no_coordination")


def _is_wordless(entry: Entry, folded: Folded) -> bool:
    """A period with no words of a post beside it: they were read elsewhere, and nobody knows what they say."""
    if (
        not entry.periods
        or entry.span
        or any(line.folded_end - line.folded_start > MOST_LETTERS_OF_A_DATE for line in entry.lines)
    ):
        return False
    text = folded.text
    kept = [
        text[line.folded_start : line.folded_end]
        for line in entry.lines
        if not any(period.start < line.folded_end and line.folded_start < period.end for period in entry.periods)
    ]
    beside = sum(line.folded_end - line.folded_start for line in entry.lines) - sum(map(len, kept))
    dated = sum(period.end - period.start for period in entry.periods)
    return not any(WORD.search(each) for each in kept) and beside - dated <= LETTERS_BESIDE_A_DATE


def _unpaid(role: str | None, sector: Sector, *, deed: bool, officer: bool) -> tuple[Counts, str]:
    """Volunteers who managed; a supervisor, somebody in charge or an officer of something that is no association (a club, a library) did not."""
    associative = sector.kind == "S3" and (officer or role in ("near", "support"))
    if role in ("R3", "R2") or associative or deed:
        return Counts.PERHAPS, "post.unpaid"
    return Counts.NO, "post.no_coordination"
