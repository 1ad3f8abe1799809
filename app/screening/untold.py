"""Posts that the table leaves open by their title alone, and of which nothing tells a project: no month, and no refusal.

A careful person gives an animator's workshops, a seat in a bureau, a club or a dairy's direction no month (rulings 9 and 23),
and is right nearly always. Nearly: so whoever would be refused for want of just these months is looked at first.
Asked of posts without a deed only.
"""

from __future__ import annotations

import re

from app.screening.employers import is_weak_place
from app.screening.entry import Entry
from app.screening.fold import Folded
from app.screening.post_titles import COOPERATIVE
from app.screening.sector import Sector
from app.screening.terms import Hit, word_list
from app.screening.titles import titles_in

UNTOLD = "post.no_project_told"

# « Membre du bureau, commission prisons »: who sits with others over a matter of its own
A_CHARGE = re.compile(
    r"\b(?:commission|pole|cellule|axe|volet|committee|portfolio)\b|(?<!\w)[\u0648\u0628\u0644]?(?:\u0627\u0644)?(?:\u0644\u062c\u0646\u0647|\u062e\u0644\u064a\u0647|\u0642\u0637\u0628)(?!\w)"
)
A_CLUB = re.compile(
    r"\bclubs?\b|(?<!\w)[\u0648\u0628\u0644]?(?:\u0627\u0644)?\u0646\u0627\u062f\u064a(?!\w)|(?<!\w)\u0627\u0646\u062f\u064a\u0647"
)
CLUB_REACH = 64  # folded characters from the title of an officer to the club
ITS_CLUB = re.compile(
    r"\s(?:du |de |d'un |of (?:the |a )?)?(?:clubs?\b|(?:ال)?نادي(?!\w))"
)  # « coordinateur du club … »
PROTECTS = re.compile(r"\bprotection\b|(?<!\w)[\u0628\u0644]?(?:\u0627\u0644)?\u062d\u0645\u0627\u064a\u0647(?!\w)")
HEADS_AN_OFFICE = re.compile(
    r"che(?:f|ffe)s? d[eu]|(?:department|unit|section) head|head of|\u0631\u064a\u064a?\u0633\w* "
)
REINTEGRATION = re.compile(
    r"\b(?:reinsertion|probation|reintegration)\b|(?<!\w)[\u0648\u0628\u0644]?(?:\u0627\u0644)?\u0627\u062f\u0645\u0627\u062c(?!\w)"
)
OFFICE_REACH = 40  # folded characters from the rank to what the office is for
# « Infirmière responsable », "pharmacist's assistant": the trade stands first, and the rank behind it is within the trade
RANK = re.compile(
    r"(?:assist|responsable|supervis|referent|chef|major|\u0645\u0633\u0648\u0648\u0644|\u0645\u0634\u0631\u0641)"
)
# The secretary of a section takes its minutes; a general secretary runs an association
OF_A_SECTION = re.compile(
    r"secretaire (?:(?:adjointe?|generale?) )?(?:(?:de (?:la )?|du |d')?(?:section|cellule|antenne|bureau local)|locale?\b)|(?:section|branch|local) secretary|كاتبه? (?:ال)?(?:فرع|محلي)"
)
# An adviser whose tasks and clients are those of companies: « AMOA bancaire », « clients : deux SARL, un hôtel »
ADVISES = re.compile(r"consult|conseill|expert|advis|مستشار|استشار|خبير")
OF_COMPANIES = re.compile(
    r"\b(?:amoa|moa|moe|bancaires?|business plans?|etudes? de marche|market (?:stud|research)\w*|erp|sap|audit (?:comptable|financier|qualite)|reorganisation|due diligence|fusions?|fiscalite)\b|دراسات? السوق"
)
DIRECTS = re.compile(r"direct|manag|\u0645\u062f\u064a\u0631")


def tells_no_project(
    entry: Entry, folded: Folded, role: Hit | None, kind: str | None, sector: Sector, *, sits: bool, serves: bool
) -> bool:
    """Whether nothing but the title's rank left the post open; `sits` of an office held unpaid in a bureau, `serves` of a
    civic or voluntary service."""
    if role is None:
        return serves and not entry.prose
    if _is_of_a_club(entry, folded, role, kind, sector):
        return True
    if sits and kind in (None, "R1"):
        return not any(A_CHARGE.search(folded.text, role.folded_end, end) for _, end in entry.head_lines)
    said = folded.text[role.folded_start : role.folded_end]
    if sector.kind == "S3" and kind == "R2" and (PROTECTS.search(said) or said.startswith("animat")):
        return True
    if (
        sector.kind == "S2"
        and kind == "R2"
        and DIRECTS.match(said)
        and COOPERATIVE.match(folded.text, sector.start, sector.end)
    ):
        return True
    if sector.kind == "S2" and kind == "near" and HEADS_AN_OFFICE.match(said):
        return True
    if sector.kind == "S3" and OF_A_SECTION.match(folded.text, role.folded_start):
        return True
    if _is_asked(sector, folded) and ADVISES.match(said) and _advises_companies(entry, folded, sector):
        return True
    return kind in ("R2", "near") and _is_a_rank_within_a_trade(role, folded)


def heads_a_reintegration_office(entry: Entry, folded: Folded, role: Hit | None, kind: str | None) -> bool:
    """« Chef du service de réinsertion, prison locale … »: an office of the State, whose head works with the associations."""
    if role is None or kind != "near" or not HEADS_AN_OFFICE.match(folded.text, role.folded_start, role.folded_end):
        return False
    return REINTEGRATION.search(folded.text, role.folded_start, _reach(entry, role, OFFICE_REACH)) is not None


def _reach(entry: Entry, role: Hit, letters: int) -> int:
    """Where the words that go with a title end: that many letters behind it, and no further than its line."""
    line_end = next((end for start, end in entry.head_lines if start <= role.folded_start < end), role.folded_end)
    return min(line_end, role.folded_end + letters)


def _is_asked(sector: Sector, folded: Folded) -> bool:
    """Of a firm of advisers, or on one's own: who is asked by whoever pays."""
    return sector.kind == "S2" and (sector.why == "self_employed" or is_weak_place(sector, folded))


def _advises_companies(entry: Entry, folded: Folded, sector: Sector) -> bool:
    """Whether what is told names companies, or what is done for them, and nothing of associations or public bodies."""
    companies = False
    for start, end in entry.full_spans:
        companies = companies or OF_COMPANIES.search(folded.text, start, end) is not None
        for hit in word_list("sectors").longest(folded, start, end):
            if hit.kind in ("S2", "S3", "donor", "name") and not sector.start <= hit.folded_start < sector.end:
                return False
            companies = companies or hit.kind == "S1"
    return companies


def _is_of_a_club(entry: Entry, folded: Folded, role: Hit, kind: str | None, sector: Sector) -> bool:
    """An officer of a club for books, sports or debates (ruling 23), in its own name or right behind the title."""
    if sector.kind == "S3":
        return False
    if kind == "R3":
        return ITS_CLUB.match(folded.text, role.folded_end) is not None
    if A_CLUB.search(folded.text, role.folded_end, _reach(entry, role, CLUB_REACH)):
        return True
    return sector.kind is not None and A_CLUB.search(folded.text, sector.start, sector.end) is not None


def _is_a_rank_within_a_trade(role: Hit, folded: Folded) -> bool:
    if RANK.match(folded.text, role.folded_start, role.folded_end) is None:
        return False
    start = folded.text.rfind("\n", 0, role.folded_start) + 1
    return any(
        hit.kind in ("R0", "R1") and folded.text[hit.folded_end : role.folded_start].strip() in ("", "'s", "s'")
        for hit in titles_in(folded, start, role.folded_end)
    )
