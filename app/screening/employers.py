"""What kind of employer stands behind a post: associative (S3), perhaps (S2), outside (S1), or nobody known (policy §5.2).

A cue counts where the employer is named, in the head of the entry; a partner or a funder named beside it does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.screening.cards import told_behind
from app.screening.cues import (
    are_several,
    is_a_theme,
    is_half_of_a_theme,
    is_of_solidarity,
    is_their_association,
    says_what_it_is,
)
from app.screening.employer_names import (
    by_name,
    by_those_who_joined,
    goes_on_after,
    names_an_employer,
    names_somebody,
    says_what_for,
)
from app.screening.entry import Entry
from app.screening.fold import Folded
from app.screening.named_beside import (
    SEPARATOR,
    generic,
    is_a_project_in_quotes,
    is_inside,
    is_quoted,
    of_its_own_line,
    only_a_partner,
    within_the_title,
)
from app.screening.sector import Sector
from app.screening.sports import in_sport
from app.screening.terms import Hit, word_list

SELF_EMPLOYED = {
    "indépendant*",
    "indépendante",
    "freelance",
    "free-lance",
    "auto-entrepreneur*",
    "self-employed",
    "self employed",
    "freelancer*",
    "sole trader",
    "مستقل*",
}
# « مؤسسة تمكين المرأة الخيرية »: of the foundations and institutions the charitable ones are associations
CHARITABLE = re.compile(
    r"[وبل]?(?:ال)?موسسه (?:[^\s,]+ ){1,4}(?<!للاعمال )(?:ال)?(?:خيريه|اهليه|حقوقيه|غير (?:ال)?(?:ربحيه|حكوميه))(?!\w)"
)
# « رئيسة جمعية آباء تلاميذ مدرسة … »: a title may hold the word that says whose it is
AN_ASSOCIATION = {"association*", "جمعية", "الجمعية"}
HEADS_A_MISSION = ("chef* de mission", "chef* de mission adjoint*", "responsable de mission", "chargé* de mission*")
INDEPENDENT = "independent "  # consultant: on one's own where it stands right before the title, and anything elsewhere
CONTEXT_CUES = 2
FEWEST_CLIENTS = 2
SAME_EMPLOYER = re.compile(
    r"\b(?:meme|mm|same) (?:association|ong|structure|organisation|organisme|employeur|fondation|ngo|employer|entreprise|societe|poste)|\u0646\u0641\u0633 \u0627\u0644(?:\u062c\u0645\u0639\u064a\u0647|\u0645\u0646\u0638\u0645\u0647|\u0645\u0624\u0633\u0633\u0647|\u0645\u0648\u0633\u0633\u0647|\u0647\u064a\u0626\u0647|\u0647\u064a\u064a\u0647)"
)
FIRM = re.compile(
    r"agenc(?:es?|y|ies)|cabinets?(?: de conseil| conseil)?|studios?|bureau d'etudes|consult(?:ing|ancy) firm|consulting|consultants|(?:conseil )?ingenierie|\u0645\u0643\u062a\u0628 \u062f\u0631\u0627\u0633\u0627\u062a|\u0648\u0643\u0627\u0644\u0647"
)
AGENCY = re.compile(r"agenc(?:es?|y|ies)|cabinets?|studios?|\u0648\u0643\u0627\u0644\u0647|\u0645\u0643\u062a\u0628")
TRADE_OF_AN_AGENCY = re.compile(
    r"\b(?:communication|evenementiel\w*|publicite|publicitaire|digitale?s?|web|media|medias|marketing|immobili\w+|events?|advertising|branding|"
    r"voyages?|recrutement|interim|travel)\b|\u0627\u0634\u0647\u0627\u0631|\u062a\u0633\u0648\u064a\u0642|\u062a\u0648\u0627\u0635\u0644|\u0639\u0642\u0627\u0631"
)
PRACTICE = re.compile(
    r"\b(?:cabinet|etude|chambers|law (?:office|firm)s?)\b|(?<!\w)(?:\u0628|\u0644)?\u0645\u0643\u062a\u0628(?!\w)"
)
# « Auditeur puis chef de mission, cabinet … »: one who audits accounts works for a firm of auditors
AUDITS = re.compile(
    r"\b(?:audit(?:eur|rice|euse|ing)s?|auditors?|audite?s? (?:legal|legaux|externe|comptable|financier)|(?:mission|missions|manager|senior|junior|collaborat\w+|pole|departement|equipe|responsable)(?: (?:en|d'|of))? ?audit"
    r"|commissa\w+ aux comptes|expert\w* comptable\w*|expertise comptable|audit firm)\b|(?<!\w)(?:ال)?(?:مدقق|تدقيق)\w*"
)
SENTENCE = re.compile(r"(?<=[^\W\d_]{3}|.[0-9]{2}|..[)\"])\.\s(?=[^\W\d_]{3})")
AT_LAW = re.compile(
    r"avocate?s?\b|clerc|notaire|huissier|lawyer|attorney|paralegal|(?:\u0627\u0644)?\u0645\u062d\u0627\u0645(?:\u064a|\u064a\u0647)?\b"
)

# « Accompagnatrice, projet « Insertion » »: told without an employer, and not the pharmacy's above
A_PROJECT = re.compile(
    r"(?:projets?|programmes?|projects?|programs?|\u0645\u0634\u0631\u0648\u0639|\u0628\u0631\u0646\u0627\u0645\u062c)\s(?:[\w'-]+ ){0,3}?\"\s?\w"
)


def sector_of(entry: Entry, folded: Folded, above: Sector | None, role: Hit | None) -> Sector:
    """The kind of employer: named in the head, else by its name's first word, the employer above, or the context."""
    start, end = entry.head_span
    spans = [(told_behind(folded.text, *line), line[1]) for line in entry.head_lines] if entry.card else [(start, end)]
    hits = [
        hit
        for first, last in spans
        for hit in word_list("sectors").longest(folded, first, last)
        if not is_inside(hit, role) or hit.term in AN_ASSOCIATION
    ]
    if folded.text.find('"', start, end) >= 0:
        hits = [
            hit for hit in hits if hit.kind not in ("S3", "name") or not is_a_project_in_quotes(hit, folded, start, end)
        ]
    named = [hit for hit in hits if hit.kind in ("S1", "S2", "S3") and not only_a_partner(hit, folded, start, role)]
    named = [
        hit
        for hit in named
        if hit.kind == "S3"
        or not (
            is_quoted(hit, folded, start, end)
            or is_a_theme(hit, folded, start)
            or are_several(hit, folded, role)
            or is_half_of_a_theme(hit, hits, folded)
        )
    ]
    named = _before_its_tasks(of_its_own_line(named, entry, role), hits, folded, (start, end), role)
    alone = next((hit for hit in named if hit.term in SELF_EMPLOYED), None) or _said_in_brackets(hits, folded)
    if alone is not None:  # each of the employers served is another mission
        kind = "S1" if _serves_companies(entry, folded, alone) else "S2"
        return Sector(kind, alone.folded_start, alone.folded_end, "self_employed")
    if role is not None and folded.text.endswith(INDEPENDENT, start, role.folded_start):
        return Sector("S2", role.folded_start - len(INDEPENDENT), role.folded_start - 1, "self_employed")
    employers = [hit for hit in named if not within_the_title(hit, folded, role)]
    first_word = by_name(hits, folded, start, role)
    if first_word is not None and not employers and _is_of_a_project(role):
        return in_sport(first_word, hits, entry, folded)
    if not employers and _is_only_a_project(named, folded, role, end):
        named = []
    if employers or named:
        told = _in_its_trade(_strongest(employers or named, folded), folded, (start, end), role)
        if told.kind == "S2" and CHARITABLE.match(folded.text, told.start, end):
            return Sector("S3", told.start, told.end)
        if told.kind == "S1" and is_of_solidarity(told.start, told.end, folded):
            return Sector("S2", told.start, told.end, "mixed")
        if (
            told.kind == "S1"
            and first_word is not None
            and (goes_on_after(first_word, told, folded) or says_what_for(first_word, told, folded))
        ):
            return Sector("S2", first_word.start, first_word.end, "mixed")
        return in_sport(told, hits, entry, folded)
    if first_word is not None:
        return in_sport(first_word, hits, entry, folded)
    joined = by_those_who_joined(folded, start, end)
    if joined is not None:
        return joined
    if (
        above is not None
        and above.kind
        and (SAME_EMPLOYER.search(folded.text, start, end) or not names_an_employer(entry, folded, role))
        and not (above.kind == "S1" and A_PROJECT.search(folded.text, start, end))
    ):
        return Sector(above.kind, above.start, above.end, "employer_above")
    if role is not None and AT_LAW.match(folded.text, role.folded_start):
        practice = PRACTICE.search(folded.text, start, end)
        if practice is not None:
            return Sector("S1", *practice.span())
    return _by_context(entry, folded)


def _before_its_tasks(
    named: list[Hit], hits: Sequence[Hit], folded: Folded, head: tuple[int, int], role: Hit | None
) -> list[Hit]:
    """« 2020 – 2024 : cheffe de projet, Réseau Amal, Fès. Comité avec le ministère … »: the sentence behind is a task's.

    Bodies and companies named there are left out where an association stands before.
    """
    stop = SENTENCE.search(folded.text, max(head[0], role.folded_end) if role is not None else head[0], head[1])
    if stop is None or not any(
        hit.kind in ("S3", "name") and hit.folded_end <= stop.start() and not within_the_title(hit, folded, role)
        for hit in hits
    ):
        return named
    return [hit for hit in named if hit.kind == "S3" or hit.folded_end <= stop.start()]


def _said_in_brackets(hits: Sequence[Hit], folded: Folded) -> Hit | None:
    """« Consultant en ingénierie associative (indépendant) »: on one's own, whatever the words before speak of."""
    return next(
        (hit for hit in hits if hit.term in SELF_EMPLOYED and folded.text.endswith("(", 0, hit.folded_start)), None
    )


def _is_of_a_project(role: Hit | None) -> bool:
    """« Chargée du projet Mon école, Réseau Tamkine »: a company's word within such a title is what the project is about."""
    return role is not None and role.kind == "R3"


def _is_only_a_project(named: Sequence[Hit], folded: Folded, role: Hit | None, end: int) -> bool:
    """« Cheffe de projet Café des mères, Tamkine »: a trade's word in the title, and somebody named behind it."""
    if role is None or role.kind != "R3" or not named or named[0].kind != "S1":
        return False
    stop = folded.text.find("\n", named[-1].folded_end, end)
    line = stop if stop >= 0 else end
    behind = SEPARATOR.search(folded.text, named[-1].folded_end, line)
    return behind is not None and names_somebody(folded, behind.end(), line, ())


def _serves_companies(entry: Entry, folded: Folded, alone: Hit) -> bool:
    """« Consultante indépendante (clients : deux SARL, un hôtel) »: everyone who is named is a company, two at least."""
    kinds = [
        hit.kind
        for start, end in entry.full_spans
        for hit in word_list("sectors").longest(folded, start, end)
        if hit.folded_start != alone.folded_start and hit.term not in SELF_EMPLOYED
    ]
    return kinds.count("S1") >= FEWEST_CLIENTS and not {"S2", "S3", "donor", "name"} & set(kinds)


def _in_its_trade(sector: Sector, folded: Folded, head: tuple[int, int], role: Hit | None) -> Sector:
    """« Agence Bleu Ciel (communication) », « avocate, cabinet Naciri »: a firm that says its trade is a company."""
    if sector.kind != "S2" or not AGENCY.fullmatch(folded.text, sector.start, sector.end):
        return sector
    if role is not None and AT_LAW.match(folded.text, role.folded_start):
        return Sector("S1", sector.start, sector.end)
    start, end = head
    if role is not None and role.term in HEADS_A_MISSION and AUDITS.search(folded.text, start, end):
        return Sector("S1", sector.start, sector.end)
    line = folded.text.rfind("\n", start, sector.start) + 1
    stop = folded.text.find("\n", sector.end, end)
    trade = TRADE_OF_AN_AGENCY.search(folded.text, max(line, start), stop if stop >= 0 else end)
    return Sector("S1", sector.start, sector.end) if trade else sector


def _strongest(named: Sequence[Hit], folded: Folded) -> Sector:
    """The first employer named; an association beside a public or unclear body is the employer it works through."""
    # « Bureau des associations, pachalik de … »: associations in general are nobody's employer beside one that is named.
    named = [hit for hit in named if hit.kind != "S3" or not generic(hit, folded)] or named
    first = named[0]
    kinds = {hit.kind for hit in named}
    nature = next((hit for hit in named if hit.kind == "S3" and says_what_it_is(hit, folded)), None)
    if nature is not None and first.folded_start < nature.folded_start:
        return Sector("S3", nature.folded_start, nature.folded_end)
    if first.kind == "S1" and "S3" in kinds:
        chosen = next(hit for hit in named if hit.kind == "S3")
        if is_their_association(chosen, first, folded):
            return Sector("S3", chosen.folded_start, chosen.folded_end)
        return Sector("S2", chosen.folded_start, chosen.folded_end, "mixed")
    if first.kind == "S2" and "S3" in kinds and not generic(next(hit for hit in named if hit.kind == "S3"), folded):
        first = next(hit for hit in named if hit.kind == "S3")
    elif first.kind == "S2" and "S1" in kinds:
        first = next(hit for hit in named if hit.kind == "S1") if _weak_place(first) else first
    return Sector(first.kind, first.folded_start, first.folded_end)


def is_weak_place(sector: Sector, folded: Folded) -> bool:
    """Whether the employer is an agency, a firm or a bureau, and not a public or international body."""
    return FIRM.fullmatch(folded.text, sector.start, sector.end) is not None


def _weak_place(hit: Hit) -> bool:
    """« Centre d'appels », « maison de … », « dar … »: words that say little beside a plain trade."""
    return hit.term in (
        "agence*",
        "agency",
        "cabinet*",
        "cabinet de conseil",
        "bureau d'études",
        "consulting firm",
        "=Consulting",
        "=CONSULTING",
        "=Consultants",
        "=Advisory",
        "=Ingénierie",
        "=Conseil Ingénierie",
        "centre",
        "maison",
        "foyer",
        "dar",
        "institut",
        "préfecture*",
        "province de",
        "wilaya",
        "\u0639\u0645\u0627\u0644\u0629",
        "\u0625\u0642\u0644\u064a\u0645",
        "\u0648\u0644\u0627\u064a\u0629",
        "مركز",
        "مؤسسة",
        "دار",
        "institute",
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
