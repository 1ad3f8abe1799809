"""The ways a post was held: paid, unpaid, an internship, an office of an association, a membership."""

from __future__ import annotations

import re

from app.screening.entry import Entry
from app.screening.fold import Folded
from app.screening.named_beside import SEPARATOR
from app.screening.periods import DIGIT
from app.screening.post_titles import THEN, is_among_tasks
from app.screening.section_kinds import SectionKind
from app.screening.terms import Hit, word_list
from app.screening.titles import OF_ANOTHER

LED_BY_ANOTHER = re.compile(r"\b(?:maitres?|encadrement|encadrante?|tuteur|tutrice|fin) (?:de|des|du|d')?\s?$")
# Several of them are those one works with
OTHERS_UNPAID = re.compile(
    r"(?:benevoles|volontaires|volunteers|militante?s|(?:\u0627\u0644)?\u0645\u062a\u0637\u0648\u0639(?:\u064a\u0646|\u0648\u0646|\u0627\u062a))"
)

# « Membre de l'équipe projet » is a colleague's title, « member of the Amal Association » that of somebody unpaid
OF_A_TEAM = re.compile(
    r"\s(?:[\w']+ ){0,4}?(?:[dl]')?(?:equipe|team|staff|personnel|cellule|unite|unit)\b|\s\u0641\u0631\u064a\u0642|\s\u0628?\u0637\u0627\u0642\u0645"
)
OF_A_COMMITTEE = re.compile(
    r"\s(?:[\w']+ ){0,3}?(?:comite|committee|commission|task force|groupe de travail|working group)\b"
)
# "Volunteer coordinator (paid position)": who leads volunteers is not thereby one
PAID = re.compile(
    r"(?<!non )(?<!non-)\b(?:salariee?|remuneree?|salaried)\b|(?<!un)(?<!not )\bpaid (?:position|post|role|staff|job)\b|\((?:paid|poste salarie|cdi|cdd)\b|مؤدى عنه|مودي عنه|باجر"
)
REACH_OF_A_YEAR = 60  # folded characters from an internship to its own
YEAR = re.compile(r"[^\n0-9]*[0-9/. -]*(?:19|20)[0-9]{2}\b")
# « (ancienne stagiaire) », « recrutée à l'issue d'un stage », "former intern"
FORMERLY = re.compile(
    r"\b(?:ex|ancienne?|former|formerly|previously|(?:apres|suite a|a (?:l'issue|la suite|la fin) d[eu']|issue? d[eu']|after)(?: ?(?:un|une|mon|ma|son|le|la|an|my|the))?)[\s-](?:[\w']+ )?$|"
    r"(?:\u0628\u0639\u062f|\u0639\u0642\u0628|\u0627\u062b\u0631) $"
)
# « Internship programme coordinator »
OF_INTERNS = re.compile(
    r"(?:interns|internships?|trainees|traineeships?|apprentices|apprenticeships?)(?: (?:and|&) [\w'-]+)?(?: (?:programmes?|programs?|scheme|placement))? [\w -]+"
)
ARABIC_STAGE = re.compile(
    r"(?:\u0628|\u0644|\u0644\u0644)?(?:\u0627\u0644)?\u062a\u062f\u0627?\u0631\u064a\u0628(?:\u0627\u062a|\u064a\u0647?)?"
)
# « un projet de formation en alternance » is about others' contracts
IN_ALTERNATION = re.compile(
    r"\b(?:formations?|dispositifs?|parcours|apprentissage|jeunes|insertion|cursus|filieres?|embauche|training)(?: \w+)? en\s?$"
)
# « Association Amal (membre du réseau …) »: the employer is a member
OF_A_NETWORK = re.compile(
    r"\s(?:(?:du|de la|de l'|des|d'une?|of the|of|of an?) ?)(?:reseau|coalition|alliance|collectif|federation|plateforme|consortium|groupe|network|platform|forum|union|confederation)\w*[^\n()]{0,60}\)"
)
OPENS_A_PART = tuple(",;(|-:/")
CLOSES_A_PART = ("", *",;)|-:/.")
# Kinds that say in other words what another says
SAME_AS = {"student": "intern", "students": "unpaid"}


def is_internship(entry: Entry, contracts: frozenset[str]) -> bool:
    if "service" in contracts:
        return False
    return "intern" in contracts or (entry.kind is SectionKind.INTERNSHIPS and not contracts & {"unpaid", "officer"})


def contracts_of(entry: Entry, folded: Folded, role: Hit | None) -> frozenset[str]:
    """The ways the post was held, by the line of its title, its period and the employer."""
    kinds: set[str] = set()
    for start, end in entry.head_lines:
        for hit in word_list("contracts").longest(folded, start, end):
            ahead = folded.text[start : hit.folded_start]
            if OF_ANOTHER.search(ahead) or (
                hit.kind == "intern" and LED_BY_ANOTHER.search(ahead) and "pfe" not in hit.term.lower()
            ):
                continue
            if hit.kind == "officer" and is_among_tasks(hit, role, folded):
                continue
            if hit.kind == "intern" and _was_before(hit, role, folded):
                if DIGIT.search(folded.text[hit.folded_end : role.folded_start if role else None]) is None:
                    kinds.add("once_intern")  # without a time of its own
                continue
            if hit.kind == "intern" and _is_dated_apart(hit, role, entry, folded):
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
                and not _stands_alone(hit, folded, start, end)
            ):
                continue
            if hit.kind == "unpaid" and role is not None and role.kind == "R3" and "fond" in hit.term:
                continue  # « cofondatrice et coordinatrice »: who founds is not thereby unpaid
            if (
                hit.kind == "member"
                and ahead.rstrip().endswith("(")
                and OF_A_NETWORK.match(folded.text, hit.folded_end)
            ):
                continue
            if hit.kind == "member" and OF_A_TEAM.match(folded.text, hit.folded_end):
                continue
            if hit.kind == "member" and _led_as_a_member(hit, role, folded):
                kinds.add("unpaid")
            kinds.add(SAME_AS.get(hit.kind, hit.kind))
    if any(PAID.search(folded.text, start, end) for start, end in entry.head_lines):
        kinds.discard("unpaid")
        kinds.add("paid")
    return frozenset(kinds)


def _stands_alone(hit: Hit, folded: Folded, start: int, end: int) -> bool:
    """« …, bénévole, janvier 2017 – … », « … (bénévole) »: said of the post itself, however far from its title."""
    ahead, behind = folded.text[start : hit.folded_start].rstrip(), folded.text[hit.folded_end : end].lstrip()
    return ahead[-1:] in OPENS_A_PART and behind[:1] in CLOSES_A_PART


def _led_as_a_member(hit: Hit, role: Hit | None, folded: Folded) -> bool:
    """« Member of Enactus, project leader »: who is a member first led as one."""
    if role is None or role.kind not in ("R3", "R2") or role.folded_start < hit.folded_end:
        return False
    return OF_A_COMMITTEE.match(folded.text, hit.folded_end) is None


def _was_before(hit: Hit, role: Hit | None, folded: Folded) -> bool:
    """« Stagiaire puis chargée de projet », « stagiaire, puis assistante »: a part of the time, nobody knows which."""
    if role is None or role.kind == "R0" or role.folded_start < hit.folded_end:
        return False
    return THEN.search(folded.text, hit.folded_end, role.folded_start) is not None


def _is_dated_apart(hit: Hit, role: Hit | None, entry: Entry, folded: Folded) -> bool:
    """« Coordinatrice … (01/2018-12/2021), stagiaire à la mairie (2014) »: both have their own time."""
    if role is None or role.kind not in ("R3", "R2"):
        return False
    year = YEAR.match(folded.text, hit.folded_end, hit.folded_end + REACH_OF_A_YEAR)
    if year is None or role.folded_start > hit.folded_start or not entry.periods:
        return False
    return not any(period.start < year.end() <= period.end for period in entry.periods)


def _only_mentions_a_stage(folded: Folded, hit: Hit, role: Hit | None, ahead: str) -> bool:
    """« chargée des stages », « coordinator, Association Rif Apprenti »: the word stands within another name or title."""
    word = folded.text[hit.folded_start : hit.folded_end]
    if role is None:
        return False
    if FORMERLY.search(ahead):
        return True  # « chargée de projet (ancienne stagiaire) »: before the period of the title
    if role.folded_start > hit.folded_start:
        return (
            role.kind in ("R3", "R2")
            and OF_INTERNS.fullmatch(folded.text, hit.folded_start, role.folded_end) is not None
        )
    if ARABIC_STAGE.fullmatch(word):
        return SEPARATOR.search(folded.text, role.folded_end, hit.folded_start) is None
    if not word.startswith(("stage", "alternan", "apprenti")):
        return False
    return not ahead.rstrip().endswith((",", "(", "-", "/", ":", "|", "en")) or IN_ALTERNATION.search(ahead) is not None
