"""What a cue of a sector says by where it stands: the employer's nature, a project's theme, or several others (policy §5.2).

« Banque des Aliments (association) » is an association, « Réseau Lumière (accès aux tribunaux) » no court.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.screening.fold import Folded, fold_words
from app.screening.terms import Hit

REACH_OF_BRACKETS = 80  # folded characters
# « Carrefour Jeunesse (non-profit) », « Banque des Aliments, association loi 1901 »: what the employer is, said beside its name
NATURE_AHEAD = re.compile(r"(?:[(\[]|[,|:]\s?|\s-\s)(?:(?:une?|an?|registered|local|international|petite) )?$")
NATURE_IN_BRACKETS = re.compile(r"(?: (?!parten|partner|\u0634\u0631\u064a\u0643)[\w'-]+){0,5}\s?[)\]]")
NATURE_BEHIND = re.compile(
    r"(?: (?:loi (?:de )?1901|(?:a|sans) but (?:non )?lucratif|reconnue d'utilite publique))?\s?(?:[,)|;\n]|- |$)"
)
# « (filiale d'une banque) », « (SARL) » say what the employer is; « (jardins d'école) » what its project is about
OPENS_BRACKET = re.compile(
    r"[(\[]\s?(?:(?:filiale|groupe|group|subsidiary|part|ex|secteur|domaine|grande?|petite?|leading|large|small|une?|an?|the|la|le|l'|du|de|d'|of|in|dans|\u0645\u062c\u0645\u0648\u0639\u0647|\u0642\u0637\u0627\u0639)[\s-]*){0,4}$"
)
# « (ed-tech company) », « (a family-owned hotel, …) »: English says last what a thing is
ENGLISH_KIND = re.compile(
    r"[(\[]\s?(?:(?!(?:of|in|at|for|with|on|by|to|and|de|du|des|en|aux?|pour|dans)\b)[a-z0-9&'-]+ ){0,5}"
    r"(?:[a-z]+-)?(?:start-?up|company|firm|agency|bank|hotel|factory|business|group|retailer|school|hospital|shop|store)$"
)
CLOSES = re.compile(r"\s?[,;/)\]]")
PLURAL_OF_SEVERAL = re.compile(r"[a-z-]+[sx]|\S+(?:\u0627\u062a|\u064a\u0646|\u0648\u0646)")


# What a network or a forum may be about, and a company may be called
THEME = re.compile(
    r"(?:societe|entreprise|ecole|lycee|hopital|tribunal|police|school|business|enterprise|company|hospital|court|media|journal)s?|hopitaux|tribunaux|"
    r"[\u0648\u0644\u0628]?(?:\u0627\u0644)?(?:\u0645\u062f\u0631\u0633\u0647|\u0645\u0642\u0627\u0648\u0644\u0647|\u0645\u062d\u0643\u0645\u0647|\u0645\u0633\u062a\u0634\u0641\u064a|\u0634\u0631\u0643\u0647|\u0634\u0631\u0637\u0647)"
)
WAW = "\u0648"
JOINED_BEFORE = re.compile(r"(?:\s(?:et|and)\s|&\s?)(?:la |le |l'|les |the )?$")
JOINS_ANOTHER = re.compile(r"\s?(?:et |and |& |\u0648)")
PARTED = re.compile(r"[|\n:;@(]|\s-\s|[.]\s")
PARTED_OR_COMMA = re.compile(r"[,|\n:;@(]|\s-\s|[.]\s")
PLAIN_TRADE = re.compile(
    r"(?:ecole|societe|entreprise|cafe|restaurant|boutique|hotel|garage|epicerie|librairie|theatre|cinema|journal|magazine|festival|transport|voyage|school|shop|store|company|business)s?|"
    r"freres|immobiliere|lycees?|hopital|hopitaux|crech?es?|college|clinique|tribunal|marketing|btp|textiles?|"
    r"[\u0648\u0644\u0628]?(?:\u0627\u0644)?(?:\u0645\u062f\u0631\u0633\u0647|\u0645\u062f\u0627\u0631\u0633|\u0645\u0642\u0627\u0648\u0644\u0647|\u0645\u0642\u0647\u064a|\u0645\u0637\u0639\u0645|\u0645\u0633\u062a\u0634\u0641\u064a|\u0645\u062d\u0643\u0645\u0647)"
)
SOLIDARITY = re.compile(
    r"\b(?:solidair\w*|solidarites?|citoyen\w*|humanitaires?|benevol\w*|equitables?|inclusi\w+|du coeur|du monde|pour tou(?:s|tes)|amie?s d\w*|sans frontieres|handicap\w*|(?:et|&) (?:la )?(?:societe|citoyennete|soeurs)|"
    r"friends of|for all|without borders|solidarity|inclusive|&\s?society|and society)|"
    r"\u062a\u0636\u0627\u0645\u0646|\u0645\u062a\u0636\u0627\u0645\u0646|\u0645\u0648\u0627\u0637\u0646|\u0627\u0635\u062f\u0642\u0627\u0621|\u0644\u0644\u062c\u0645\u064a\u0639"
)
LEGAL_FORM = re.compile(r"\b(?:s\.?a\.?r\.?l|s\.?a\.?s?\.?u?|snc|ltd|llc|inc|plc|holding|groupe)\b")
ASSOCIATIVE = re.compile(r"associati(?:fs?|ves?)")
ENDS_A_NAME = re.compile(r"\s?(?:[,;|(\n:/@]|- |$)|\s(?:of|in|for) ")
KINDS_OF_CHARITY = {"association", "charity", "ngo", "coalition", "federation"}
AMONG_OTHERS = re.compile(
    r"(?:^|\n|\b(?:et|ou|and|or|de|des|d'|aux|dans|pour|avec|les|of|in|for|with) (?:les |des |the |l')?).$|(?:^|\s)[\u0648\u0628\u0644\u0641]$|(?:\u0641\u064a|\u0645\u0646|\u0627\u0644\u064a|\u0645\u0639|\u0639\u0644\u064a) .$"
)
FOR = "\u0644"  # « للصناعات »: what a company is for


def is_a_theme(hit: Hit, folded: Folded, start: int) -> bool:
    """« Réseau Lumière (accès aux tribunaux) »: in brackets that begin with other words, what the project is about.

    A legal form is never one, nor what an English bracket ends with: « (logistics start-up, SARL) », « (family hotel) ».
    """
    if hit.kind != "S1" or LEGAL_FORM.fullmatch(folded.text, hit.folded_start, hit.folded_end):
        return False
    opened = folded.text.rfind("(", max(start, hit.folded_start - REACH_OF_BRACKETS), hit.folded_start)
    if opened < 0 or folded.text.find(")", opened, hit.folded_start) >= 0:
        return False
    if ENGLISH_KIND.match(folded.text, opened, hit.folded_end) and CLOSES.match(folded.text, hit.folded_end):
        return False
    return OPENS_BRACKET.fullmatch(folded.text, opened, hit.folded_start) is None


def is_half_of_a_theme(hit: Hit, hits: Sequence[Hit], folded: Folded) -> bool:
    """« Forum Jeunesse et Société », شبكة الأسرة والمدرسة: one of two themes that a network's name joins, and no company."""
    if hit.kind != "S1" or THEME.fullmatch(folded.text, hit.folded_start, hit.folded_end) is None:
        return False
    begun = max(
        (each.folded_end for each in hits if each.kind == "name" and each.folded_end <= hit.folded_start), default=-1
    )
    if begun < 0 or PARTED.search(folded.text, begun, hit.folded_start):
        return False
    glued = folded.text[hit.folded_start] == WAW
    joined = glued or JOINED_BEFORE.search(folded.text, begun, hit.folded_start) is not None
    return joined or JOINS_ANOTHER.match(folded.text, hit.folded_end) is not None


def are_several(hit: Hit, folded: Folded, role: Hit | None) -> bool:
    """« Quartiers et écoles », المحاكم والإدارات: several of a kind, written small, are those one works for or with."""
    said = folded.text[hit.folded_start : hit.folded_end].split()
    if hit.kind != "S1" or PLURAL_OF_SEVERAL.fullmatch(said[0]) is None:
        return False
    if role is None or role.kind == "R0" or hit.term.startswith(FOR):
        return False
    if (
        fold_words(hit.term).split()[0].rstrip("*").endswith(said[0][-2:])
    ):  # « SAS », « services »: the term itself ends so
        return False
    if AMONG_OTHERS.search(folded.text[max(0, hit.folded_start - 16) : hit.folded_start + 1]) is None:
        return False
    start, _ = folded.span(hit.folded_start, hit.folded_end)
    first = folded.original[start : start + 1]
    return first.islower() or "\u0621" <= first <= "\u064a"


def is_of_solidarity(start: int, end: int, folded: Folded) -> bool:
    """« Entreprises du Cœur », « Les Amis de l'École », « Voyages et Solidarité »: a trade's word in a name that is none's.

    The name reaches from sign to sign on its line; a company's legal form in it settles the matter.
    """
    if PLAIN_TRADE.fullmatch(folded.text, start, end) is None:
        return False
    first = start
    for found in PARTED_OR_COMMA.finditer(folded.text, max(0, folded.text.rfind("\n", 0, start)), start):
        first = found.end()
    last = PARTED_OR_COMMA.search(folded.text, end, end + REACH_OF_BRACKETS)
    first = max(0, folded.text.rfind("\n", 0, start) + 1) if first == start else first
    stop = last.start() if last else min(len(folded.text), end + REACH_OF_BRACKETS)
    return (
        SOLIDARITY.search(folded.text, first, stop) is not None and LEGAL_FORM.search(folded.text, first, stop) is None
    )


def is_their_association(hit: Hit, before: Hit, folded: Folded) -> bool:
    """« School Parents Association », « Garage associatif »: the last word of a name tells what the name is."""
    if (
        PARTED.search(folded.text, before.folded_end, hit.folded_start)
        or "," in folded.text[before.folded_end : hit.folded_start]
    ):
        return False
    if ASSOCIATIVE.fullmatch(folded.text, hit.folded_start, hit.folded_end):
        return not folded.text[before.folded_end : hit.folded_start].strip()
    if ENDS_A_NAME.match(folded.text, hit.folded_end) is None:
        return False
    said = folded.text[hit.folded_start : hit.folded_end]
    return said in KINDS_OF_CHARITY or (
        said == "foundation" and THEME.fullmatch(folded.text, before.folded_start, before.folded_end) is not None
    )


def says_what_it_is(hit: Hit, folded: Folded) -> bool:
    """« … (association) », « …, ONG », « …, association loi 1901 » behind a name that has a word of another trade."""
    ahead = NATURE_AHEAD.search(folded.text[max(0, hit.folded_start - 18) : hit.folded_start])
    if ahead is None:
        return False
    behind = NATURE_IN_BRACKETS if ahead.group()[0] in "([" else NATURE_BEHIND
    return behind.match(folded.text, hit.folded_end, hit.folded_end + REACH_OF_BRACKETS) is not None
