"""What one post was: title, kind of employer, deeds, and whether its months count surely, perhaps or not (policy §5).

Reads one entry with the word lists of roles, sectors, contracts and deeds. No sum, no verdict, no notice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from app.screening.entries import Entry
from app.screening.fold import Folded
from app.screening.sections import SectionKind
from app.screening.terms import Hit, word_list

RANKS = {"R0": 0, "R1": 1, "leader": 1, "R2": 2, "R3": 3}
DEED_REACH = 7  # words from the verb to what is managed
CONTEXT_CUES = 2
STOP = re.compile(r"[.;!?\u2022]\s|\n\s*[\u2022\-+*]|:\s*\n|\n\n|\f")
# A title that belongs to somebody else in the line
OF_ANOTHER = re.compile(
    r"(?:\b(?:aupres d[ue']|aupres de la|sous la (?:supervision|direction|responsabilite|coordination) d[ue']?|rattachee? (?:a|au)|avec l[ea]s?|"
    r"encadrement d[e']|appui (?:a|au|aux)|under the|reporting to|report to|assistante? d[ue']|par l[ea]|recrutement d[e']|formation d[e']|suivi d[e']|"
    r"supervision of|n\+1)|\u062a\u062d\u062a \u0627\u0634\u0631\u0627\u0641|\u0627\u0644\u064a \u062c\u0627\u0646\u0628)\s?(?:la |le |les |l'|un |une |[0-9]+ )?$"
)
THEN = re.compile(r"\b(?:puis|ensuite|devenue?|promue?|then|later|promoted)\b|\u062b\u0645")
PARTNER = re.compile(
    r"\b(?:partenariat|partenaires?|appui|soutien|financee?s?|cofinancee?s?|financement|subvention|collaboration|en lien|convention|avec|projets?|programmes?|pour le compte|"
    r"funded|supported|with|partner|partnership|donor|prix|\u0628\u0634\u0631\u0627\u0643\u0647|\u0628\u062f\u0639\u0645|\u0628\u062a\u0645\u0648\u064a\u0644|\u0645\u0645\u0648\u0644|\u0628\u062a\u0639\u0627\u0648\u0646|\u0645\u0639|\u0645\u0634\u0631\u0648\u0639)\b[^,\n|-]{0,40}$"
)
SAME_EMPLOYER = re.compile(
    r"\b(?:meme|mm|same) (?:association|ong|structure|organisation|organisme|employeur|fondation|ngo|employer|entreprise|societe|poste)|\u0646\u0641\u0633 \u0627\u0644(?:\u062c\u0645\u0639\u064a\u0647|\u0645\u0646\u0638\u0645\u0647|\u0645\u0624\u0633\u0633\u0647|\u0645\u0648\u0633\u0633\u0647|\u0647\u064a\u0626\u0647|\u0647\u064a\u064a\u0647)"
)
PERCENT = re.compile(r"\b([1-9][0-9])\s?%")
FIRST_PERSON = re.compile(
    r"\b(?:j'ai|je|nous avons)\s(?:\w+\s){0,2}(?:coordonnee?|coordonne|dirigee?|dirige|pilotee?|pilote|geree?|gere|conduit)\b|"
    r"\bi (?:have )?(?:coordinated|managed|led|directed|ran|coordinate|manage|lead)\b|(?:\u0646\u0633\u0642\u062a|\u0642\u0645\u062a \u0628\u062a\u0646\u0633\u064a\u0642|\u0623?\u0646\u0633\u0642|\u0627\u0646\u0633\u0642|\u0627\u0634\u0631\u0641\u062a \u0639\u0644\u064a|\u0633\u064a\u0631\u062a|\u062f\u0628\u0631\u062a)"
)


class Counts(StrEnum):
    """How a post's months count."""

    SURE = "sure"
    PERHAPS = "perhaps"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Sector:
    """S3, S2, S1 or None where nothing was recognised; `start:end` is the cue in the folded text, if one stands there."""

    kind: str | None
    start: int = 0
    end: int = 0
    why: str = "named"


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


def judge_post(entry: Entry, folded: Folded, above: Post | None, *, unpaid_section: bool) -> Post:
    """The post that `entry` tells; `above` is the one told just before in the same section, whose employer may go on."""
    hit, role, changed = _role(entry, folded)
    sector = sector_of(entry, folded, above, hit)
    contracts = _contracts(entry, folded, hit)
    deed, weak = deeds(entry, folded, role)
    if role is None and entry.prose and _told_in_first_person(entry, folded):
        role = "R3"
    officer = "officer" in contracts and role != "R3"
    unpaid = (unpaid_section or officer or "unpaid" in contracts) and "service" not in contracts
    counts, why = _counts(role, sector, deed=deed, weak=weak)
    if _is_internship(entry, contracts):
        counts, why = Counts.NO, "post.internship"
    elif "member" in contracts and role in (None, "R1") and not deed:
        counts, why = Counts.NO, "post.membership"
    elif unpaid and sector.kind != "S1":
        counts, why = _unpaid(role, deed=deed or officer)
    elif changed and counts is Counts.SURE:
        counts, why = Counts.PERHAPS, "post.title_changed"
    return Post(entry, counts, why, role, hit, sector, deed, _fraction(entry, folded, contracts))


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
        if role == "R2":
            return (Counts.SURE, "post.sure_by_deed") if deed else (Counts.PERHAPS, "post.near_a_project")
        if role in ("R1", "leader"):
            return (Counts.PERHAPS, "post.other_profession") if told else (Counts.NO, "post.no_coordination")
        return Counts.PERHAPS, "post.no_title"
    if role in ("R3", "R2"):
        return Counts.PERHAPS, "post.public_or_unknown_employer"
    return (Counts.PERHAPS, "post.public_or_unknown_employer") if told else (Counts.NO, "post.no_coordination")


def _unpaid(role: str | None, *, deed: bool) -> tuple[Counts, str]:
    if role in ("R3", "R2") or deed:
        return Counts.PERHAPS, "post.unpaid"
    return Counts.NO, "post.no_coordination"


def _is_internship(entry: Entry, contracts: frozenset[str]) -> bool:
    if "service" in contracts:
        return False
    return "intern" in contracts or (entry.kind is SectionKind.INTERNSHIPS and not contracts & {"unpaid", "officer"})


def _told_in_first_person(entry: Entry, folded: Folded) -> bool:
    start, end = entry.head_span
    return FIRST_PERSON.search(folded.text, start, end) is not None


def _role(entry: Entry, folded: Folded) -> tuple[Hit | None, str | None, bool]:
    """The title, its class, and whether the head names a change from a lesser title."""
    for start, end in _head_lines(entry):
        hits = [
            hit
            for hit in word_list("roles").longest(folded, start, end)
            if not OF_ANOTHER.search(folded.text[max(start, hit.folded_start - 48) : hit.folded_start])
        ]
        if hits:
            best = max(hits, key=lambda hit: RANKS[hit.kind])
            lesser = [hit for hit in hits if RANKS[hit.kind] < RANKS[best.kind]]
            changed = any(
                THEN.search(folded.text[min(hit.folded_end, best.folded_end) : max(hit.folded_start, best.folded_start)])
                for hit in lesser
            )
            return best, best.kind, changed
    return None, None, False


def _head_lines(entry: Entry) -> list[tuple[int, int]]:
    if entry.span:
        return [entry.span]
    return [(line.folded_start, line.folded_end) for line in entry.head]


def _contracts(entry: Entry, folded: Folded, role: Hit | None) -> frozenset[str]:
    """The ways the post was held, by the line of its title, its period and the employer."""
    kinds: set[str] = set()
    for start, end in _head_lines(entry):
        for hit in word_list("contracts").longest(folded, start, end):
            ahead = folded.text[start : hit.folded_start]
            if OF_ANOTHER.search(ahead) or re.search(r"\b(?:maitres?|encadrement|encadrante?|tuteur|tutrice|fin) (?:de|des|du|d')?\s?$", ahead) and hit.kind == "intern" and "pfe" not in hit.term.lower():
                continue
            if hit.kind in ("student", "member") and len(ahead.split()) > (1 if hit.kind == "student" else 4):
                continue
            if hit.kind == "unpaid" and role is not None and role.kind == "R3" and hit.folded_start > role.folded_end + 40:
                continue
            kinds.add("intern" if hit.kind == "student" else hit.kind)
    return frozenset(kinds)


def _fraction(entry: Entry, folded: Folded, contracts: frozenset[str]) -> int:
    start, end = entry.head_span
    if entry.body and not entry.span:
        end = max(end, entry.body[0].folded_end)
    found = PERCENT.search(folded.text, start, end)
    part = "part_time" in contracts or bool(
        [hit for hit in word_list("contracts").hits(folded, start, end) if hit.kind == "part_time"]
    )
    if not part:
        return int(found[1]) if found and re.search(r"temps|time|etp|poste|\u062f\u0648\u0627\u0645", folded.text[max(start, found.start() - 24) : found.end() + 24]) else 100
    return int(found[1]) if found else 50


def sector_of(entry: Entry, folded: Folded, above: Post | None, role: Hit | None) -> Sector:
    """The kind of employer: named in the head, else by its name's first word, the employer above, or the context."""
    start, end = entry.head_span
    hits = [hit for hit in word_list("sectors").longest(folded, start, end) if not _inside_role(hit, role)]
    named = [hit for hit in hits if hit.kind in ("S1", "S2", "S3") and not _only_a_partner(hit, folded, start)]
    if named:
        return _strongest(named, folded)
    first_word = _by_name(hits, folded, start)
    if first_word is not None:
        return first_word
    if above is not None and above.sector.kind and (
        SAME_EMPLOYER.search(folded.text, start, end) or not _names_an_employer(entry, folded, role)
    ):
        return Sector(above.sector.kind, above.sector.start, above.sector.end, "employer_above")
    return _by_context(entry, folded)


def _inside_role(hit: Hit, role: Hit | None) -> bool:
    return role is not None and role.folded_start <= hit.folded_start and hit.folded_end <= role.folded_end


def _only_a_partner(hit: Hit, folded: Folded, start: int) -> bool:
    """« projet (appui PISCCA) », « en partenariat avec l'association X »: not the employer."""
    line = folded.text.rfind("\n", max(start, hit.folded_start - 80), hit.folded_start) + 1
    if hit.kind == "S2" and folded.text.rfind("(", max(start, line), hit.folded_start) > folded.text.rfind(")", max(start, line), hit.folded_start):
        return True
    before = folded.text[max(line, start, hit.folded_start - 60) : hit.folded_start]
    return PARTNER.search(before) is not None and not before.rstrip().endswith((",", "-", "|"))


def _strongest(named: Sequence[Hit], folded: Folded) -> Sector:
    """The first employer named; an association beside a public or unclear body is the employer it works through."""
    first = named[0]
    kinds = {hit.kind for hit in named}
    if first.kind == "S1" and "S3" in kinds:
        chosen = next(hit for hit in named if hit.kind == "S3")
        return Sector("S2", chosen.folded_start, chosen.folded_end, "mixed")
    if first.kind == "S2" and "S3" in kinds and not _generic(next(hit for hit in named if hit.kind == "S3"), folded):
        first = next(hit for hit in named if hit.kind == "S3")
    elif first.kind == "S2" and "S1" in kinds:
        first = next(hit for hit in named if hit.kind == "S1") if _weak_place(first) else first
    return Sector(first.kind, first.folded_start, first.folded_end)


def _weak_place(hit: Hit) -> bool:
    """« Centre d'appels », « maison de … », « dar … »: words that say little beside a plain trade."""
    return hit.term in ("cabinet*", "cabinet de conseil", "bureau d'études", "consulting firm", "centre", "maison", "foyer", "dar", "institut", "مركز", "مؤسسة", "دار", "institute")


def _generic(hit: Hit, folded: Folded) -> bool:
    """« les associations » in general, not one of them."""
    word = folded.text[hit.folded_start : hit.folded_end]
    return word.endswith("s") and word.startswith(("association", "ong", "osc", "organisation"))


def _by_name(hits: Sequence[Hit], folded: Folded, start: int) -> Sector | None:
    """« Réseau Dignité », « Open Gate Initiative », شبكة …: the first word of a name, unless a trade follows."""
    trades = [hit for hit in hits if hit.kind == "trade"]
    for hit in hits:
        if hit.kind != "name":
            continue
        before = folded.text[max(start, hit.folded_start - 24) : hit.folded_start]
        opens = not before.strip() or re.search(r"(?:[,\-|:(\"\n/@]|\b(?:au|a|chez|at|l'|le|la|du|de|pour|\u0628|\u0644\u062f\u064a|\u0641\u064a))\s?(?:l'|la |le |the )?$", before)
        if any(0 <= trade.folded_start - hit.folded_end < 24 for trade in trades):
            continue
        if opens or hit.term in ("initiative", "without borders", "sans frontières", "relief", "network"):
            return Sector("S3", hit.folded_start, hit.folded_end, "name")
    return None


def _names_an_employer(entry: Entry, folded: Folded, role: Hit | None) -> bool:
    """Whether the head holds words besides title, period, project name and place: then somebody else is the employer."""
    if role is None:
        return True
    text = folded.text
    covered = [(period.start, period.end) for period in entry.periods] + [(role.folded_start, role.folded_end)]
    left = 0
    for start, end in _head_lines(entry):
        first, last = folded.tokens_between(start, end)
        for token in folded.tokens[first:last]:
            if any(a <= token.start < b for a, b in covered) or len(token.text) < 4 or token.text.isdigit():
                continue
            if token.text in PLACES_AND_LINKS:
                continue
            left += 1
    del text
    return left > 1


PLACES_AND_LINKS = set(
    "casablanca rabat fes tanger marrakech agadir oujda meknes tetouan settat kenitra mohammedia jadida berrechid nador maroc morocco depuis jusqu "
    "from since until avec pour dans temps plein partiel poste mois years months year month contrat permanent mission "
    "الدار البيضاء الرباط فاس طنجه مراكش اكادير وجده مكناس تطوان سطات القنيطره المغرب".split()
)


def _by_context(entry: Entry, folded: Folded) -> Sector:
    """An employer nobody knows, with two different signs of associative work in what is told: taken as associative."""
    cues: dict[str, Hit] = {}
    for start, end in entry.full_spans:
        for hit in word_list("sectors").longest(folded, start, end):
            if hit.kind == "S1":
                return Sector(None)
            if hit.kind in ("donor", "S3"):
                cues.setdefault(hit.term, hit)
    if len(cues) >= CONTEXT_CUES and any(hit.kind == "S3" for hit in cues.values()):
        first = min(cues.values(), key=lambda hit: hit.folded_start)
        return Sector("S3", first.folded_start, first.folded_end, "context")
    return Sector(None)


def deeds(entry: Entry, folded: Folded, role: str | None) -> tuple[bool, bool]:
    """Whether what is told shows managing a project, and whether it shows at least a project (or activities led)."""
    deed = weak = False
    for start, end in entry.full_spans:
        titles = word_list("roles").longest(folded, start, end)
        hits = [hit for hit in word_list("deeds").hits(folded, start, end) if not any(_inside_role(hit, title) for title in titles)]
        verbs = [hit for hit in hits if hit.kind == "manage"]
        objects = [hit for hit in hits if hit.kind in ("managed", "project")]
        weak = weak or any(hit.kind == "project" for hit in hits)
        weak = weak or (role == "leader" and any(hit.kind == "activity" for hit in hits))
        deed = deed or _paired(verbs, objects, folded)
    return deed, weak or deed


def _paired(verbs: Sequence[Hit], objects: Sequence[Hit], folded: Folded) -> bool:
    """Whether a verb and what it manages stand within one sentence, a few words apart."""
    marked = sorted([*((hit, True) for hit in verbs), *((hit, False) for hit in objects)], key=lambda each: (each[0].folded_start, each[1]))
    for (first, first_is_verb), (second, second_is_verb) in pairwise(marked):
        if first_is_verb == second_is_verb or first.folded_end > second.folded_start:
            continue
        between = folded.text[first.folded_end : second.folded_start]
        if len(between.split()) <= DEED_REACH and not STOP.search(between):
            return True
    return False
