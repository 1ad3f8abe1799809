"""What one post was: title, kind of employer, deeds, and whether its months count surely, perhaps or not (policy §5).

Reads one entry with the word lists of roles, sectors, contracts and deeds. No sum, no verdict, no notice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from app.screening.deeds import deeds, names_an_associative_project
from app.screening.employers import is_weak_place, sector_of
from app.screening.entry import Entry
from app.screening.fold import Folded
from app.screening.house import within_house
from app.screening.sections import SectionKind
from app.screening.sector import Sector
from app.screening.shares import fraction_of
from app.screening.terms import Hit, word_list
from app.screening.titles import OF_ANOTHER, is_task, task_at, titles_in

WORD = re.compile(r"[^\W\d_]{3,}")
MOST_LETTERS_OF_A_DATE = 60
LETTERS_BESIDE_A_DATE = 9
MOST_WORDS_AFTER_THEN = 6  # « puis, à partir de mars 2019, coordinatrice »
WORDS_AHEAD = 4  # of a title on its line: a date, « poste : »
RANKS = {"R0": 0, "R1": 1, "leader": 1, "near": 2, "R2": 2, "R3": 3}
DIRECTORS = ("directeur*", "directrice*", "director*", "\u0645\u062f\u064a\u0631")
ALONE = re.compile(
    r"\.?\s?(?:[,|(\n@]|- |(?:de |d'|of |at |a )(?:l'|the |une |un |an )?(?:association|ong|ngo|fondation|reseau)\b|\u0628?\u062c\u0645\u0639\u064a\u0647)"
)
# A trade's own projects; of the soft ones an association may have some too
TRADE_AFTER = re.compile(
    r"\s(?:(?:en|de|des|du|dans l[ae]) )?(?:informatiques?|si|it|erp|sap|moa|moe|amoa|logiciels?|software|web|digita\w+|numeriques?|btp|batiment|travaux|"
    r"genie civil|evenementiel\w*|marketing|commercia\w+|industriel\w*|immobili\w+|telecoms?|offshore|technico\w*|seo|"
    r"\u0645\u0639\u0644\u0648\u0645\u0627\u062a\u064a\w*|\u0645\u0639\u0644\u0648\u0645\u064a\w*|\u062a\u062c\u0627\u0631\u064a\w*|\u0639\u0642\u0627\u0631\u064a\w*|\u062a\u0633\u0648\u064a\u0642\w*|\u0631\u0642\u0645\u064a\w*)(?!\w)"
)
TRADE_BEFORE = re.compile(
    r"\b(?:it|ict|software|web|digital|erp|events?|construction|marketing|sales|industrial|real estate|telecom)\s$"
)
# An adviser, an expert or somebody responsible, and the trade: « conseiller financier », « consultant SAP », مستشار مالي
ADVISERS = ("conseill*", "consult*", "expert*", "advis*", "مستشار", "خبير", "responsable*", "directeur*", "directrice*")
ADVISED_AFTER = re.compile(
    r"\s(?:(?:en|de|des|du|de la|de l'|d'|dans l[ae]|aux?|\u0641\u064a|\u0645\u0643\u0644\u0641 \u0628\u0627\u0644)\s?)?(?:(?:systemes? d'|gestion de |technologies? de l')?information\b|(?:gestion de )?patrimoine|financ(?:e|es|ier|iere|iers)\b|fisca\w+|assurances?|"
    r"bancaires?|banque|immobili\w+|automobiles?|sap|erp|it\b|marketing|commercia\w+|comptab\w+|clientele|ventes?|mutualiste|beaute|image|"
    r"qualite|achats?|maintenance|sav\b|exploitation|production|travaux|stocks?|entrepot|export|import|paie|investissements?|bourse|credits?|energetique|"
    r"informatique|logiciels?|web|digital\w*|seo|telecoms?|\u0645\u0627\u0644\u064a\w*|\u0645\u062d\u0627\u0633\u0628\w*|\u0639\u0642\u0627\u0631\u064a\w*|\u0628\u0646\u0643\u064a\w*|\u062a\u0623?\u0645\u064a\u0646\w*|(?:\u0627\u0644)?\u062a\u0633\u0648\u064a\u0642\w*|(?:\u0627\u0644)?\u0627\u0633\u062a\u062b\u0645\u0627\u0631\w*|\u062c\u0628\u0627\u064a\w*|\u0636\u0631\u064a\u0628\w*|(?:\u0627\u0644)?\u0645\u0639\u0644\u0648\u0645\u064a\u0627\u062a)(?![\w-])"
)
ADVISED_BEFORE = re.compile(
    r"\b(?:financial|tax|insurance|mortgage|investment|sales|real estate|beauty|it|sap|erp|wealth|banking|marketing|credit|pension|property|travel|seo|software|digital)\s$"
)
SOFT_TRADE = re.compile(
    r"evenementiel|marketing|digital|numerique|event|\u0631\u0642\u0645\u064a|\u062a\u0633\u0648\u064a\u0642"
)
THEN = re.compile(r"\b(?:puis|ensuite|devenue?|promue?|then|later|promoted)\b|\u062b\u0645")
LED_BY_ANOTHER = re.compile(r"\b(?:maitres?|encadrement|encadrante?|tuteur|tutrice|fin) (?:de|des|du|d')?\s?$")
TASKS_BEHIND = re.compile(r"[^\n:,;(]{0,24}:\s(?=[^\n]*,)")
FIRST_PERSON = re.compile(
    r"\bm'(?:a|ont|avait|avaient) confie(?:e|s|es)? (?:la|le) (?:direction|coordination|gestion|conduite|pilotage|responsabilite)\b|"
    r"\b(?:j'ai|je|nous avons)\s(?:\w+\s){0,2}(?:coordonnee?|coordonne|dirigee?|dirige|pilotee?|pilote|geree?|gere|conduit)\b|"
    r"\bi (?:have )?(?:coordinated|managed|led|directed|ran|coordinate|manage|lead)\b|(?:\u0646\u0633\u0642\u062a|\u0642\u0645\u062a \u0628\u062a\u0646\u0633\u064a\u0642|\u0623?\u0646\u0633\u0642|\u0627\u0646\u0633\u0642|\u0627\u0634\u0631\u0641\u062a \u0639\u0644\u064a|\u0633\u064a\u0631\u062a|\u062f\u0628\u0631\u062a)"
)

# What each of those begins with
SPEAKS = re.compile(
    r"m'|j'ai|je\s|nous avons|i (?:have|coordinat|manage|le|direct|ran)|\u0646\u0633\u0642|\u0642\u0645\u062a|\u0627\u0634\u0631\u0641\u062a|\u0633\u064a\u0631\u062a|\u062f\u0628\u0631\u062a"
)


# Several of them are those one works with
OTHERS_UNPAID = re.compile(
    r"(?:benevoles|volontaires|volunteers|militante?s|(?:\u0627\u0644)?\u0645\u062a\u0637\u0648\u0639(?:\u064a\u0646|\u0648\u0646|\u0627\u062a))"
)


class Counts(StrEnum):
    """How a post's months count."""

    SURE = "sure"
    PERHAPS = "perhaps"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Post:
    """One post judged. `why` is the code of the rule that fired; `fraction` is in percent of full time."""

    entry: Entry
    counts: Counts
    why: str
    role: str | None
    role_hit: Hit | None
    sector: Sector
    deed: bool
    fraction: int = 100


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
    hit, role, changed = _role(entry, folded)
    sector = within_house(entry, folded, house, hit) if house is not None else None
    sector = sector or sector_of(entry, folded, above.sector if above else None, hit)
    if sector.kind is None and said_above is not None and entry.periods:
        sector = said_above
    contracts = _contracts(entry, folded, hit)
    deed, weak = deeds(entry, folded, hit, led_for_an_association=role == "leader" and sector.kind == "S3")
    if hit is not None and sector.kind == "S3" and _leads_the_association(hit, folded):
        role = "R3"
    if (entry.prose or (role is None and len(entry.head) == 1)) and _told_in_first_person(entry, folded, hit):
        role = "R3"
    officer = "officer" in contracts and role != "R3"
    unpaid = (unpaid_section or officer or "unpaid" in contracts) and "service" not in contracts
    counts, why = _counts(role, sector, deed=deed, weak=weak)
    if counts is Counts.PERHAPS and hit is not None and _is_of_a_trade(hit, sector, entry, folded):
        counts, why = Counts.NO, "post.other_trade"
    if role is None and sector.kind is None and _is_wordless(entry, folded):
        counts, why = Counts.PERHAPS, "post.unreadable"
    if sector.kind == "S1" and role == "R3" and deed and names_an_associative_project(entry, folded):
        counts, why = Counts.PERHAPS, "post.other_profession"
    if _is_internship(entry, contracts):
        counts, why = Counts.NO, "post.internship"
    elif "member" in contracts and role in (None, "R1") and not deed:
        counts, why = Counts.NO, "post.membership"
    elif unpaid and sector.kind != "S1":
        counts, why = _unpaid(role, sector, deed=deed, officer=officer)
    elif (changed or "once_intern" in contracts) and counts is Counts.SURE:
        counts, why = Counts.PERHAPS, "post.title_changed"
    return Post(entry, counts, why, role, hit, sector, deed, fraction_of(entry, folded, contracts))


def _counts(role: str | None, sector: Sector, *, deed: bool, weak: bool) -> tuple[Counts, str]:
    """The table of policy §5.3."""
    kind = sector.kind
    if kind == "S1":
        return Counts.NO, "post.other_sector"
    if role == "R0":
        return Counts.NO, "post.other_trade"
    told = deed or weak
    if kind == "S3":
        if role == "R3":
            return Counts.SURE, "post.sure"
        if role in ("R2", "near"):
            return (Counts.SURE, "post.sure_by_deed") if deed else (Counts.PERHAPS, "post.near_a_project")
        if role in ("R1", "leader"):
            return (Counts.PERHAPS, "post.other_profession") if told else (Counts.NO, "post.no_coordination")
        return Counts.PERHAPS, "post.no_title"
    if role in ("R3", "R2"):
        return Counts.PERHAPS, "post.public_or_unknown_employer"
    return (Counts.PERHAPS, "post.public_or_unknown_employer") if told else (Counts.NO, "post.no_coordination")


def _leads_the_association(role: Hit, folded: Folded) -> bool:
    """« Directrice, association … »: of the whole, and of no school, service or centre of it."""
    return role.term in DIRECTORS and ALONE.match(folded.text, role.folded_end) is not None


def _is_of_a_trade(role: Hit, sector: Sector, entry: Entry, folded: Folded) -> bool:
    """« Chef de projet informatique » for nobody known, « event manager » for an agency, « conseiller financier »."""
    advises = role.kind == "R2" and role.term.startswith(tuple(term.rstrip("*") for term in ADVISERS))
    if (
        (role.kind != "R3" and not advises)
        or sector.kind not in (None, "S2")
        or (sector.kind == "S2" and sector.why != "self_employed" and not is_weak_place(sector, folded))
    ):
        return False
    after, before = (ADVISED_AFTER, ADVISED_BEFORE) if advises else (TRADE_AFTER, TRADE_BEFORE)
    line = folded.text.rfind("\n", 0, role.folded_start) + 1
    said = after.match(folded.text, role.folded_end) or before.search(
        folded.text[max(line, role.folded_start - 24) : role.folded_start]
    )
    if said is None or (not advises and sector.kind is None and SOFT_TRADE.search(said.group())):
        return False
    return not any(
        hit.kind in ("S3", "donor")
        for start, end in entry.full_spans
        for hit in word_list("sectors").hits(folded, start, end)
    )


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
    """Volunteers who managed; a supervisor or an officer of something that is no association (a club, a library) did not."""
    associative = sector.kind == "S3" and (officer or role == "near")
    if role in ("R3", "R2") or associative or deed:
        return Counts.PERHAPS, "post.unpaid"
    return Counts.NO, "post.no_coordination"


def _is_internship(entry: Entry, contracts: frozenset[str]) -> bool:
    if "service" in contracts:
        return False
    return "intern" in contracts or (entry.kind is SectionKind.INTERNSHIPS and not contracts & {"unpaid", "officer"})


def _told_in_first_person(entry: Entry, folded: Folded, title: Hit | None) -> bool:
    """« J'ai coordonné une campagne … avec des bénévoles »: what is named after it are others."""
    start, end = entry.head_span
    said = FIRST_PERSON.search(folded.text, start, end)
    return said is not None and (title is None or said.end() <= title.folded_start)


def _role(entry: Entry, folded: Folded) -> tuple[Hit | None, str | None, bool]:
    """The title, its class, and whether the head names a change from a lesser title."""
    by_line = [(start, hits) for start, end in entry.head_lines if (hits := _titles(folded, start, end))]
    if not by_line:
        task = _task(entry, folded)
        return task, task and task.kind, False
    opening = [
        hits for start, hits in by_line if _words_ahead(entry, folded, start, hits[0].folded_start) <= WORDS_AHEAD
    ]
    hits = _before_the_tasks(opening[0], folded) if opening else [hit for _, each in by_line for hit in each]
    best = max(hits, key=lambda hit: RANKS[hit.kind])
    also = max((hit for each in opening[1:] for hit in each), key=lambda hit: RANKS[hit.kind], default=best)
    if RANKS[best.kind] < RANKS["R2"] <= RANKS[also.kind]:
        return also, also.kind, True  # « Enseignante détachée » above « Coordinatrice de projet »: which, nobody knows
    lesser = [hit for hit in hits if RANKS[hit.kind] < RANKS[best.kind]]
    changed = any(
        _one_then_the_other(
            folded.text[min(hit.folded_end, best.folded_end) : max(hit.folded_start, best.folded_start)]
        )
        for hit in lesser
    )
    return best, best.kind, changed


def _before_the_tasks(hits: list[Hit], folded: Folded) -> list[Hit]:
    """« Secrétaire : accueil, agenda de la présidente »: whoever is named among the tasks behind the colon is somebody else."""
    first = hits[0]
    return [hit for hit in hits if not _is_among_tasks(hit, first, folded)]


def _is_among_tasks(hit: Hit, role: Hit | None, folded: Folded) -> bool:
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
        dated = next((each.end for each in entry.periods if start <= each.start <= start + 4), start)
        task = None if line.bullet else task_at(folded, dated, line.folded_end)
        if task is not None:
            return task
    return None


def _contracts(entry: Entry, folded: Folded, role: Hit | None) -> frozenset[str]:
    """The ways the post was held, by the line of its title, its period and the employer."""
    kinds: set[str] = set()
    for start, end in entry.head_lines:
        for hit in word_list("contracts").longest(folded, start, end):
            ahead = folded.text[start : hit.folded_start]
            if OF_ANOTHER.search(ahead) or (
                hit.kind == "intern" and LED_BY_ANOTHER.search(ahead) and "pfe" not in hit.term.lower()
            ):
                continue
            if hit.kind == "officer" and _is_among_tasks(hit, role, folded):
                continue
            if hit.kind == "intern" and _was_before(hit, role, folded):
                kinds.add("once_intern")
                continue
            if hit.kind == "intern" and _only_mentions_a_stage(folded, hit, role, ahead):
                continue
            if hit.kind == "unpaid" and OTHERS_UNPAID.fullmatch(folded.text, hit.folded_start, hit.folded_end):
                continue
            if hit.kind in ("student", "member") and len(ahead.split()) > (1 if hit.kind == "student" else 4):
                continue
            if (
                hit.kind == "unpaid"
                and role is not None
                and role.kind == "R3"
                and hit.folded_start > role.folded_end + 40
            ):
                continue
            if hit.kind == "unpaid" and role is not None and role.kind == "R3" and "fond" in hit.term:
                continue  # « cofondatrice et coordinatrice »: who founds is not thereby unpaid
            kinds.add("intern" if hit.kind == "student" else hit.kind)
    return frozenset(kinds)


def _was_before(hit: Hit, role: Hit | None, folded: Folded) -> bool:
    """« Stagiaire puis chargée de projet »: the internship was a part of the time, nobody knows which."""
    if role is None or role.kind not in ("R3", "R2") or role.folded_start < hit.folded_end:
        return False
    return THEN.search(folded.text, hit.folded_end, role.folded_start) is not None


def _only_mentions_a_stage(folded: Folded, hit: Hit, role: Hit | None, ahead: str) -> bool:
    """« chargée des stages », « coordinator, Association Rif Apprenti »: the word stands within another name or title."""
    word = folded.text[hit.folded_start : hit.folded_end]
    if role is None or role.folded_start > hit.folded_start or not word.startswith(("stage", "alternan", "apprenti")):
        return False
    return not ahead.rstrip().endswith((",", "(", "-", "/", ":", "|", "en"))
