"""Bodies that a post names beside its employer: partners and funders, projects in quotes, words of the title itself.

What stands round a word of `words/sectors.toml` tells whose it is. Says nothing of the kind of employer.
"""

from __future__ import annotations

import re

from app.screening.entry import Entry
from app.screening.fold import Folded
from app.screening.terms import Hit

MOST_WORDS_OF_A_LINE = 5  # that ends with a full stop and is no sentence
QUOTED = re.compile(r'"[^"\n]{0,120}"')
SEPARATOR = re.compile(r"[,|\n:;@(]|\s-\s|[.]\s")
LEADS_TO_EMPLOYER = re.compile(
    r"\b(?:au sein|a l'|a la|au|chez|at|with|for|pour|dans (?:une|un|l'|la|le))(?=\s|\w|$)|\u0644\u062f\u064a|\s\u0628|\u0641\u064a\s|\s\u0644"
)
# « projet pilote « Himaya » », مشروع «جسور»: up to the quotation mark
OPENS_A_PROJECT = re.compile(
    r"(?:\b(?:projets?|programmes?|projects?|programs?|campagne|campaign)|(?:\u0645\u0634\u0631\u0648\u0639|\u0628\u0631\u0646\u0627\u0645\u062c|\u062d\u0645\u0644\u0647))(?: [\w'-]+){0,2}\s?:?\s?$"
)
MOST_OF_A_NAME = 90  # folded characters before its short form
ARABIC_IN = ("ب", "ل")
IN_ARABIC = re.compile(r"(?<!\w)(?:في|لدي|داخل|ضمن) $")
PARTNER = re.compile(
    r"\b(?:partenariat|partenaires?|appui|soutien|financee?s?|cofinancee?s?|financement|subvention|collaboration|en lien|convention|avec|pour le compte|"
    r"funded|supported|with|partner|partnership|donor|prix|\u0628\u0634\u0631\u0627\u0643\u0647|\u0628\u062f\u0639\u0645|\u0628\u062a\u0645\u0648\u064a\u0644|\u0645\u0645\u0648\u0644|\u0628\u062a\u0639\u0627\u0648\u0646|\u0645\u0639|\u0645\u0634\u0631\u0648\u0639)\b[^,\n|-]{0,40}$"
)
OF_A_PROJECT = re.compile(
    r"(?:\b(?:projets?|programmes?|project|programme|program)|\u0645\u0634\u0631\u0648\u0639|\u0628\u0631\u0646\u0627\u0645\u062c)\b[^,\n|(-]{0,24}$"
)
WITH = re.compile(r"\s?(?:with|avec) (?:the |an? |l'|la |le |une? )?(?:[\w'-]+ ){0,3}")


def is_inside(hit: Hit, role: Hit | None) -> bool:
    return role is not None and role.folded_start <= hit.folded_start and hit.folded_end <= role.folded_end


def is_quoted(hit: Hit, folded: Folded, start: int, end: int) -> bool:
    """« École inclusive »: the name of a project, not an employer."""
    return any(
        found.start() < hit.folded_start and hit.folded_end <= found.end()
        for found in QUOTED.finditer(folded.text, start, end)
    )


def is_a_project_in_quotes(hit: Hit, folded: Folded, start: int, end: int) -> bool:
    """« Projet « Himaya » », « programme « Réseau Amal » »: an association's name, and here that of a project."""
    for found in QUOTED.finditer(folded.text, start, end):
        if found.start() < hit.folded_start and hit.folded_end <= found.end():
            return OPENS_A_PROJECT.search(folded.text[max(start, found.start() - 48) : found.start()]) is not None
    return False


def of_its_own_line(named: list[Hit], entry: Entry, role: Hit | None) -> list[Hit]:
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


def only_a_partner(hit: Hit, folded: Folded, start: int, role: Hit | None) -> bool:
    """« projet (appui PISCCA) », « en partenariat avec l'association X »: not the employer."""
    if (
        role is not None
        and not generic(hit, folded)
        and WITH.fullmatch(folded.text, role.folded_end, max(role.folded_end, hit.folded_start))
    ):
        return False  # « Project coordinator with Terre des Hommes »
    if hit.kind == "S3" and _is_where(hit, folded, start):
        return False
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


def _is_where(hit: Hit, folded: Folded, start: int) -> bool:
    """« مشروع النساء بجمعية أمل », « في جمعية أمل »: the little word says where the project was, not who helped it."""
    if folded.text[hit.folded_start] == ARABIC_IN[0] and not hit.term.startswith(ARABIC_IN[0]):
        return True
    return IN_ARABIC.search(folded.text, max(start, hit.folded_start - 6), hit.folded_start) is not None


def generic(hit: Hit, folded: Folded) -> bool:
    """« les associations », الجمعيات in general, not one of them; « organisation de femmes », شبكة الجمعيات are one."""
    word = folded.text[hit.folded_start : hit.folded_end].partition(" ")[0]
    return (word.endswith("s") and word.startswith(("association", "ong", "osc", "organisation"))) or word.endswith(
        ("\u062c\u0645\u0639\u064a\u0627\u062a", "\u0645\u0646\u0638\u0645\u0627\u062a")
    )
