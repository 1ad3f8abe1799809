"""What kind of employer stands behind a post: associative (S3), perhaps (S2), outside (S1), or nobody known (policy §5.2).

A cue counts where the employer is named, in the head of the entry; a partner or a funder named beside it does not.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from app.screening.cues import are_several, is_a_theme, says_what_it_is
from app.screening.entries import Entry
from app.screening.fold import Folded, fold_words
from app.screening.terms import WORDS, Hit, word_list

SELF_EMPLOYED = {
    "indépendant*",
    "indépendante",
    "freelance",
    "free-lance",
    "auto-entrepreneur*",
    "self-employed",
    "مستقل*",
}
CONTEXT_CUES = 2
FEWEST_CLIENTS = 2
MOST_WORDS_OF_A_LINE = 5  # that ends with a full stop and is no sentence
MOST_WORDS_OF_A_NAME = 3  # that has no capital letter after its first
NAMES_AT_THE_END = {
    "initiative", "without borders", "sans frontières", "relief", "network", "alliance", "league", "movement", "coalition for", "forum", "collective", "union", "society",
}  # fmt: skip
QUOTED = re.compile(r'"[^"\n]{0,120}"')
ASIDE = re.compile(r'"[^"]{0,120}"|\([^()]{0,160}\)')
SEPARATOR = re.compile(r"[,|\n:;@(]|\s-\s|[.]\s")
LEADS_TO_EMPLOYER = re.compile(
    r"\b(?:au sein|a l'|a la|au|chez|at|with|for|pour|dans (?:une|un|l'|la|le))(?=\s|\w|$)|\u0644\u062f\u064a|\s\u0628|\u0641\u064a\s|\s\u0644"
)


MOST_OF_A_NAME = 90  # folded characters before its short form
ARABIC_IN = ("ب", "ل")
PARTNER = re.compile(
    r"\b(?:partenariat|partenaires?|appui|soutien|financee?s?|cofinancee?s?|financement|subvention|collaboration|en lien|convention|avec|pour le compte|"
    r"funded|supported|with|partner|partnership|donor|prix|\u0628\u0634\u0631\u0627\u0643\u0647|\u0628\u062f\u0639\u0645|\u0628\u062a\u0645\u0648\u064a\u0644|\u0645\u0645\u0648\u0644|\u0628\u062a\u0639\u0627\u0648\u0646|\u0645\u0639|\u0645\u0634\u0631\u0648\u0639)\b[^,\n|-]{0,40}$"
)


OF_A_PROJECT = re.compile(
    r"(?:\b(?:projets?|programmes?|project|programme|program)|\u0645\u0634\u0631\u0648\u0639|\u0628\u0631\u0646\u0627\u0645\u062c)\b[^,\n|(-]{0,24}$"
)


SAME_EMPLOYER = re.compile(
    r"\b(?:meme|mm|same) (?:association|ong|structure|organisation|organisme|employeur|fondation|ngo|employer|entreprise|societe|poste)|\u0646\u0641\u0633 \u0627\u0644(?:\u062c\u0645\u0639\u064a\u0647|\u0645\u0646\u0638\u0645\u0647|\u0645\u0624\u0633\u0633\u0647|\u0645\u0648\u0633\u0633\u0647|\u0647\u064a\u0626\u0647|\u0647\u064a\u064a\u0647)"
)


@dataclass(frozen=True, slots=True)
class Sector:
    """S3, S2, S1 or None where nothing was recognised; `start:end` is the cue in the folded text, if one stands there."""

    kind: str | None
    start: int = 0
    end: int = 0
    why: str = "named"


FORMS = re.compile(
    r"s\.?a\.?(?:r\.?l\.?|s\.?(?:u\.?)?)?|snc|ltd|llc|inc|plc|corp|gmbh|societes?|entreprises?|company|\w*\u0634\u0631\u0643\u0647|\w*\u0645\u0642\u0627\u0648\u0644\u0647"
)
# The title goes on: « directeur du », « responsable régional de l' »
OF_THE_TITLE = re.compile(r"(?: [a-z]+)?\s(?:du |de la |de l'|des |de |d')")
FIRM = re.compile(
    r"agenc(?:es?|y|ies)|cabinets?(?: de conseil| conseil)?|studios?|bureau d'etudes|consult(?:ing|ancy) firm|\u0645\u0643\u062a\u0628 \u062f\u0631\u0627\u0633\u0627\u062a|\u0648\u0643\u0627\u0644\u0647"
)
WITH = re.compile(r"\s?(?:with|avec) (?:the |an? |l'|la |le |une? )?(?:[\w'-]+ ){0,3}")
AGENCY = re.compile(r"agenc(?:es?|y|ies)|cabinets?|studios?|\u0648\u0643\u0627\u0644\u0647|\u0645\u0643\u062a\u0628")
TRADE_OF_AN_AGENCY = re.compile(
    r"\b(?:communication|evenementiel\w*|publicite|publicitaire|digitale?s?|web|media|medias|marketing|immobili\w+|events?|advertising|branding|"
    r"voyages?|recrutement|interim|travel)\b|\u0627\u0634\u0647\u0627\u0631|\u062a\u0633\u0648\u064a\u0642|\u062a\u0648\u0627\u0635\u0644|\u0639\u0642\u0627\u0631"
)


PRACTICE = re.compile(
    r"\b(?:cabinet|etude|chambers|law (?:office|firm)s?)\b|(?<!\w)(?:\u0628|\u0644)?\u0645\u0643\u062a\u0628(?!\w)"
)
AT_LAW = re.compile(
    r"avocate?s?\b|clerc|notaire|huissier|lawyer|attorney|paralegal|(?:\u0627\u0644)?\u0645\u062d\u0627\u0645(?:\u064a|\u064a\u0647)?\b"
)


def sector_of(entry: Entry, folded: Folded, above: Sector | None, role: Hit | None) -> Sector:
    """The kind of employer: named in the head, else by its name's first word, the employer above, or the context."""
    start, end = entry.head_span
    spans = entry.head_lines if entry.card else ((start, end),)
    hits = [
        hit
        for first, last in spans
        for hit in word_list("sectors").longest(folded, first, last)
        if not is_inside(hit, role)
    ]
    named = [hit for hit in hits if hit.kind in ("S1", "S2", "S3") and not _only_a_partner(hit, folded, start, role)]
    named = [
        hit
        for hit in named
        if hit.kind == "S3"
        or not (_is_quoted(hit, folded, start, end) or is_a_theme(hit, folded, start) or are_several(hit, folded, role))
    ]
    named = _of_its_own_line(named, entry, role)
    alone = next((hit for hit in named if hit.term in SELF_EMPLOYED), None)
    if alone is not None:  # each of the employers served is another mission
        kind = "S1" if _serves_companies(entry, folded, alone) else "S2"
        return Sector(kind, alone.folded_start, alone.folded_end, "self_employed")
    employers = [hit for hit in named if not within_the_title(hit, folded, role)]
    first_word = _by_name(hits, folded, start, role)
    if employers or named:
        told = _in_its_trade(_strongest(employers or named, folded), folded, (start, end), role)
        if told.kind == "S1" and first_word is not None and _goes_on_after(first_word, told, folded):
            return Sector("S2", first_word.start, first_word.end, "mixed")
        return told
    if first_word is not None:
        return first_word
    if (
        above is not None
        and above.kind
        and (SAME_EMPLOYER.search(folded.text, start, end) or not _names_an_employer(entry, folded, role))
    ):
        return Sector(above.kind, above.start, above.end, "employer_above")
    if role is not None and AT_LAW.match(folded.text, role.folded_start):
        practice = PRACTICE.search(folded.text, start, end)
        if practice is not None:
            return Sector("S1", *practice.span())
    return _by_context(entry, folded)


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
    line = folded.text.rfind("\n", start, sector.start) + 1
    stop = folded.text.find("\n", sector.end, end)
    trade = TRADE_OF_AN_AGENCY.search(folded.text, max(line, start), stop if stop >= 0 else end)
    return Sector("S1", sector.start, sector.end) if trade else sector


def is_inside(hit: Hit, role: Hit | None) -> bool:
    return role is not None and role.folded_start <= hit.folded_start and hit.folded_end <= role.folded_end


def _is_quoted(hit: Hit, folded: Folded, start: int, end: int) -> bool:
    """« École inclusive »: the name of a project, not an employer."""
    return any(
        found.start() < hit.folded_start and hit.folded_end <= found.end()
        for found in QUOTED.finditer(folded.text, start, end)
    )


def _of_its_own_line(named: list[Hit], entry: Entry, role: Hit | None) -> list[Hit]:
    """Without those of a sentence below, « Chair of the staff charity committee. », where the title's line names somebody."""
    if role is None or len(named) < 2 or len(entry.head) < 2:
        return named
    told = [
        (line.folded_start, line.folded_end)
        for line in entry.head
        if not line.folded_start <= role.folded_start < line.folded_end
        and line.text.rstrip().endswith((".", ";"))
        and len(line.text.split()) > MOST_WORDS_OF_A_LINE
    ]
    own = [hit for hit in named if not any(start <= hit.folded_start < end for start, end in told)]
    return own or named


def within_the_title(hit: Hit, folded: Folded, role: Hit | None) -> bool:
    """« chargée du programme écoles, … »: words of the title itself, unless « au sein de », « chez » leads to them."""
    if role is None or hit.folded_start < role.folded_end:
        return False
    if folded.text[hit.folded_start] in ARABIC_IN and not hit.term.startswith(ARABIC_IN):
        return False  # « منسق مشروع … بجمعية »: the letter glued to it leads to the employer
    between = folded.text[role.folded_end : hit.folded_start]
    return SEPARATOR.search(between) is None and LEADS_TO_EMPLOYER.search(between) is None


def _is_short_for_what_stands_before(hit: Hit, folded: Folded, line: int) -> bool:
    """« Gesellschaft für Internationale Zusammenarbeit (GIZ) »: the letters in the bracket begin the words before it, in order."""
    opened = folded.text.rfind("(", line, hit.folded_start)
    letters = folded.text[hit.folded_start : hit.folded_end]
    if folded.text[opened + 1 : hit.folded_start].strip() or not letters.isalpha():
        return False
    begun = iter(
        [word[0] for word in re.findall(r"[^\W\d_]+", folded.text[max(line, opened - MOST_OF_A_NAME) : opened])]
    )
    return all(letter in begun for letter in letters)


def _only_a_partner(hit: Hit, folded: Folded, start: int, role: Hit | None) -> bool:
    """« projet (appui PISCCA) », « en partenariat avec l'association X »: not the employer."""
    if (
        role is not None
        and not _generic(hit, folded)
        and WITH.fullmatch(folded.text, role.folded_end, max(role.folded_end, hit.folded_start))
    ):
        return False  # « Project coordinator with Terre des Hommes »
    line = folded.text.rfind("\n", max(start, hit.folded_start - 80), hit.folded_start) + 1
    if hit.kind == "S2" and folded.text.rfind("(", max(start, line), hit.folded_start) > folded.text.rfind(
        ")", max(start, line), hit.folded_start
    ):
        return not _is_short_for_what_stands_before(hit, folded, line)
    begin = max(line, start, hit.folded_start - 60)
    if role is not None and begin < role.folded_end <= hit.folded_start:
        begin = role.folded_end  # « coordinatrice de projet » names no project that the employer would only support
    before = folded.text[begin : hit.folded_start]
    if hit.kind != "S3" and OF_A_PROJECT.search(before):  # « projet PNUD »: the funder's name
        return True
    return PARTNER.search(before) is not None and not before.rstrip().endswith((",", "-", "|"))


def _strongest(named: Sequence[Hit], folded: Folded) -> Sector:
    """The first employer named; an association beside a public or unclear body is the employer it works through."""
    # « Bureau des associations, pachalik de … »: associations in general are nobody's employer beside one that is named.
    named = [hit for hit in named if hit.kind != "S3" or not _generic(hit, folded)] or named
    first = named[0]
    kinds = {hit.kind for hit in named}
    nature = next((hit for hit in named if hit.kind == "S3" and says_what_it_is(hit, folded)), None)
    if nature is not None and first.folded_start < nature.folded_start:
        return Sector("S3", nature.folded_start, nature.folded_end)
    if first.kind == "S1" and "S3" in kinds:
        chosen = next(hit for hit in named if hit.kind == "S3")
        return Sector("S2", chosen.folded_start, chosen.folded_end, "mixed")
    if first.kind == "S2" and "S3" in kinds and not _generic(next(hit for hit in named if hit.kind == "S3"), folded):
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


def _generic(hit: Hit, folded: Folded) -> bool:
    """« les associations », الجمعيات in general, not one of them."""
    word = folded.text[hit.folded_start : hit.folded_end]
    return (word.endswith("s") and word.startswith(("association", "ong", "osc", "organisation"))) or word.endswith(
        ("\u062c\u0645\u0639\u064a\u0627\u062a", "\u0645\u0646\u0638\u0645\u0627\u062a")
    )


def _by_name(hits: Sequence[Hit], folded: Folded, start: int, role: Hit | None) -> Sector | None:
    """« Réseau Dignité », « Open Gate Initiative », شبكة …: the first word of a name, unless a trade follows."""
    trades = [hit for hit in hits if hit.kind == "trade"]
    for hit in hits:
        if hit.kind != "name":
            continue
        before = folded.text[max(start, hit.folded_start - 24) : hit.folded_start]
        opens = not before.strip() or re.search(
            r"(?:[,\-|:(\"\n/@]|\b(?:au|a|chez|at|l'|le|la|du|de|pour|\u0628|\u0644\u062f\u064a|\u0641\u064a))\s?(?:l'|la |le |the )?$",
            before,
        )
        if any(0 <= trade.folded_start - hit.folded_end < 24 for trade in trades) or _is_what_a_title_manages(
            hit, role, folded
        ):
            continue
        glued = folded.text[hit.folded_start] in "\u0628\u0644\u0641\u0648" and not hit.term.startswith(
            folded.text[hit.folded_start]
        )
        if opens or glued or hit.term in NAMES_AT_THE_END:  # بشبكة أماني, "Youth Alliance for Rights"
            return Sector("S3", hit.folded_start, hit.folded_end, "name")
    return None


def _goes_on_after(name: Sector, cue: Sector, folded: Folded) -> bool:
    """« Forum des Rives – jardins d'école »: the word of a trade stands behind a name, and is no company's form."""
    if cue.start < name.end or FORMS.fullmatch(folded.text, cue.start, cue.end):
        return False
    return SEPARATOR.search(folded.text, name.end, cue.start) is not None


def _is_what_a_title_manages(hit: Hit, role: Hit | None, folded: Folded) -> bool:
    """« Directeur du réseau Rabat-Kénitra », « responsable de l'espace client »: written small, it is nobody's name."""
    if (
        role is None
        or OF_THE_TITLE.fullmatch(folded.text, role.folded_end, max(role.folded_end, hit.folded_start)) is None
    ):
        return False
    start, _ = folded.span(hit.folded_start, hit.folded_end)
    return "a" <= folded.original[start : start + 1] <= "z"


@cache
def places_and_links() -> frozenset[str]:
    table = tomllib.loads((WORDS / "places.toml").read_text(encoding="utf-8"))
    return frozenset(word for words in table.values() for name in words for word in fold_words(name).split())


def is_a_name(folded: Folded, at: int) -> bool:
    """Whether a word is written as names are: « Tamkine », « DHL » in a line that is not all capitals."""
    start, end = folded.span(folded.token_starts[at], folded.token_ends[at])
    written = folded.original[start:end]
    line = folded.original[folded.original.rfind("\n", 0, start) + 1 : end]
    return written[:1].isupper() and (len(written) > 3 or written.isupper()) and not line.isupper()


def _names_an_employer(entry: Entry, folded: Folded, role: Hit | None) -> bool:
    """Whether the head holds words besides title, period, project name and place: then somebody else is the employer."""
    if role is None:
        return True
    covered = [(period.start, period.end) for period in entry.periods] + [(role.folded_start, role.folded_end)]
    # The name of a project, and what stands in brackets, name nobody
    covered += [found.span() for found in ASIDE.finditer(folded.text, *entry.head_span)]
    left = 0
    for start, end in entry.head_lines:
        if not start <= role.folded_start < end and _tells_what_was_done(folded, start, end):
            continue
        first, last = folded.tokens_between(start, end)
        for at in range(first, last):
            word = folded.words[at]
            if len(word) < 2 or word in places_and_links() or word.isdigit():
                continue
            begins = folded.token_starts[at]
            if any(a <= begins < b for a, b in covered):
                continue
            named = begins > role.folded_end and is_a_name(folded, at)
            left += 2 if named else len(word) > 3
    return left > 1


def _tells_what_was_done(folded: Folded, start: int, end: int) -> bool:
    """« Familles nomades et jardins partagés »: a line of several words written small after its first names nobody."""
    begin, stop = folded.span(start, end)
    words = [word for word in folded.original[begin:stop].split() if any(map(str.isalnum, word))]
    return len(words) > MOST_WORDS_OF_A_NAME and all(word[0].islower() for word in words[1:])


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
