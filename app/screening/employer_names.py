"""Names of employers that no list knows: « Réseau Dignité », « Tamkine », and whether a head names anybody at all.

A name is known by its first or last word, or by how it is written. Trades behind it speak against it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache

from app.screening.entry import Entry
from app.screening.fold import Folded, fold_words
from app.screening.named_beside import SEPARATOR
from app.screening.sector import Sector
from app.screening.terms import WORDS, Hit

MOST_WORDS_OF_A_NAME = 3  # that has no capital letter after its first
NAMES_AT_THE_END = {
    "initiative", "without borders", "sans frontières", "relief", "network", "alliance", "league", "movement", "coalition for", "forum", "collective", "union", "society",
}  # fmt: skip
ASIDE = re.compile(r'"[^"]{0,120}"|\([^()]{0,160}\)')
FORMS = re.compile(
    r"s\.?a\.?(?:r\.?l\.?|s\.?(?:u\.?)?)?|snc|ltd|llc|inc|plc|corp|gmbh|societes?|entreprises?|company|\w*\u0634\u0631\u0643\u0647|\w*\u0645\u0642\u0627\u0648\u0644\u0647"
)
# « Ingénieurs Citoyens », « Juristes pour l'égalité », "Doctors Against Torture", نساء من أجل …: people who joined for something
JOINED = re.compile(
    r"[\n,|(:@\"/-]\s?(?:les |the )?"
    r"((?:femmes|jeunes|citoyens|citoyennes|parents|meres|peres|amis|amies|etudiants|enseignants|juristes|avocats|avocates|magistrats|medecins|"
    r"infirmiers|ingenieurs|architectes|journalistes|educateurs|educatrices|psychologues|artistes|paysans|chercheurs|familles|voisins|habitants|"
    r"women|youth|citizens|mothers|fathers|friends|students|teachers|lawyers|jurists|doctors|nurses|engineers|architects|journalists|educators|"
    r"artists|farmers|families|neighbou?rs|scientists)\s(?:(?:et|and) \w+ )?"
    r"(?:pour|contre|sans|solidaires?|citoyens?|citoyennes|unie?s|en action|engagee?s|debout|du monde|for|against|without|united|in action|rising|of the world)"
    r"|(?:نساء|شباب|مواطنون|مواطنات|امهات|اصدقاء|طلبه|محامون|محاميات|اطباء|مهندسون|صحفيون|صحافيون|اساتذه|حقوقيون|عايلات)\s"
    r"(?:من اجل|ضد|بلا|متضامن\w*|متحدون|لاجل))(?!\w)"
)
# « comité de suivi », « forum de l'emploi », « comité technique »: what sits within a project, and employs nobody
OF_A_MEETING = re.compile(
    r"\s(?:(?:de |d'|des )(?:suivi|pilotage|gestion|lecture|selection|redaction|direction|organisation|evaluation|coordination|credit|marches|ethique)|"
    r"technique|scientifique|mixte|paritaire|consultatif|interministeriel\w*)\b"
)
FOR_THE = "\u0644\u0644"
# The title goes on: « directeur du », « responsable régional de l' »
OF_THE_TITLE = re.compile(r"(?: [a-z]+)?\s(?:du |de la |de l'|des |de |d')")


def by_name(hits: Sequence[Hit], folded: Folded, start: int, role: Hit | None) -> Sector | None:
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
        if (
            any(0 <= trade.folded_start - hit.folded_end < 24 for trade in trades)
            or OF_A_MEETING.match(folded.text, hit.folded_end)
            or _is_what_a_title_manages(hit, role, folded)
        ):
            continue
        glued = folded.text[hit.folded_start] in "\u0628\u0644\u0641\u0648" and not hit.term.startswith(
            folded.text[hit.folded_start]
        )
        if opens or glued or hit.term in NAMES_AT_THE_END:  # بشبكة أماني, "Youth Alliance for Rights"
            return Sector("S3", hit.folded_start, hit.folded_end, "name")
    return None


def by_those_who_joined(folded: Folded, start: int, end: int) -> Sector | None:
    """« Ingénieurs Citoyens Maroc »: a name that tells who came together and for what, at the head of a part of the line."""
    found = JOINED.search(f"\n{folded.text[start:end]}")
    return None if found is None else Sector("S3", start + found.start(1) - 1, start + found.end(1) - 1, "name")


def goes_on_after(name: Sector, cue: Sector, folded: Folded) -> bool:
    """« Forum des Rives – jardins d'école »: the word of a trade stands behind a name, and is no company's form."""
    if cue.start < name.end or FORMS.fullmatch(folded.text, cue.start, cue.end):
        return False
    return SEPARATOR.search(folded.text, name.end, cue.start) is not None


def says_what_for(name: Sector, cue: Sector, folded: Folded) -> bool:
    """« شبكة … للسياحة »: what a network is for may be a trade's word, and makes no company of it."""
    return name.end <= cue.start and folded.text.startswith(FOR_THE, cue.start)


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


def names_an_employer(entry: Entry, folded: Folded, role: Hit | None) -> bool:
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


def names_somebody(folded: Folded, start: int, end: int, covered: Sequence[tuple[int, int]]) -> bool:
    """Whether a name stands there that is no place's, outside the `covered` spans."""
    first, last = folded.tokens_between(start, end)
    for at in range(first, last):
        word = folded.words[at]
        if len(word) < 3 or word.isdigit() or word in places_and_links():
            continue
        if any(a <= folded.token_starts[at] < b for a, b in covered):
            continue
        if is_a_name(folded, at) or "\u0621" <= word[0] <= "\u064a":
            return True
    return False


def _tells_what_was_done(folded: Folded, start: int, end: int) -> bool:
    """« Familles nomades et jardins partagés »: a line of several words written small after its first names nobody."""
    begin, stop = folded.span(start, end)
    words = [word for word in folded.original[begin:stop].split() if any(map(str.isalnum, word))]
    return len(words) > MOST_WORDS_OF_A_NAME and all(word[0].islower() for word in words[1:])
