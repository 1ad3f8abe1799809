"""What people were called, as a line says it: terms of `words/roles.toml` that are nobody else's name.

« Médecins du Monde », « cabinet d'avocats » hold the word of a trade and give the person none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from app.screening.fold import Folded, fold_words
from app.screening.joined_titles import with_its_second_charge
from app.screening.terms import Hit, word_list

REACH = 48  # folded characters from a title back to whose it is
# Work told as a noun: a title where no other stands, and elsewhere a deed
TASKS = ("gestion ", "pilotage ", "conduite ", "direction ", "coordination ")
# A title that belongs to somebody else in the line
OF_ANOTHER = re.compile(
    r"(?:\b(?:aupres d[ue']|aupres de la|sous la (?:supervision|direction|responsabilite|coordination) d[ue']?|rattachee? (?:a|au)|avec l[ea]s?|"
    r"encadrement d[e']|(?:cabinet|secretariat|chauffeur) (?:particulier )?d[ue] (?:la |l')?|(?:association|syndicat|union|ligue|ordre|federation|reseau|amicale|conseil|maison|ecole|institut|centre|formation) (?:\w+ ){0,2}d[e'](?:s|)|appui (?:a|au|aux)|support to|assistance to|under the|reporting to|report to|assistante? d[ue']|par l[ea]|(?:office|cabinet|team|staff) of|recrutement d[e']|formation d[e']|(?:auto-?)?formations? (?:\w+ ){0,7}(?:en|a la)|(?:cours|mooc|certification) (?:\w+ ){0,7}(?:en|de|a la)|suivi d[e']|"
    r"supervision of|(?:master|mastere|licence|diplome|certificat|degree|dess) (?:\w+ ){0,2}(?:en|de|in|of)|n\+1)|\u062a\u062d\u062a \u0627\u0634\u0631\u0627\u0641|\u0627\u0644\u064a \u062c\u0627\u0646\u0628|\u062f\u0639\u0645|\u0645\u0633\u0627\u0646\u062f\u0647)\s?(?:la |le |les |l'|un |une |[0-9]+ )?$"
)
# The same as the only title of a post: « Coordination d'un projet d'appui, association … », إدارة المشاريع، جمعية
TASK = "task"
STANDING_TASK = re.compile(
    r"(?:gestion|coordination|pilotage|conduite|management|direction)(?: (?:generale|nationale|regionale|operationnelle|et \w+))? (?:de |du |des |d')(?:(?:l'|la |les |une? |\w+ ){1,2})?(?:projets?|programmes?)\b|"
    r"coordination(?: (?:generale|nationale|regionale|de terrain|terrain))?(?=\s?[,|(\n]| - |$)|"
    r"(?:projects?|programmes?|programs?|grants?) (?:management|coordination)\b(?! (?:assistant|officer|trainer|training|course|certificate))|"
    r"(?:coordination|pilotage|direction) (?:de |du |des |d')(?:(?:l'|la |les |une? |\w+ ){1,2})?(?:centres?|poles?|cellule|antennes?|reseau|unite|section|bureau|equipes?|association|coalition|collectif|plateforme)\b|"
    r"(?:coordination|management) of (?:[\w'-]+ ){0,3}(?:projects?|programmes?|programs?)\b|"
    r"(?:\u0627\u0644)?(?:\u0627\u062f\u0627\u0631\u0647|\u062a\u0646\u0633\u064a\u0642|\u062a\u062f\u0628\u064a\u0631|\u062a\u0633\u064a\u064a\u0631|\u0642\u064a\u0627\u062f\u0647|\u0627\u0634\u0631\u0627\u0641 \u0639\u0644\u064a) "
    r"(?:\u0627\u0644)?(?:\u0645\u0634\u0631\u0648\u0639|\u0645\u0634\u0627\u0631\u064a\u0639|\u0628\u0631\u0646\u0627\u0645\u062c|\u0628\u0631\u0627\u0645\u062c)(?!\w)"
)
# « PM, Amal NGO », « CP – association … »: three letters that are a title only where nothing but one can stand
LETTERS_OF_A_TITLE = re.compile(r"(?:cp|pm|cdp)(?=\s?[,|(\n:/]| - | (?:chez|at|for|pour|a) |$)")
AHEAD_OF_A_TASK = re.compile(r"[\s:,;|)\].\-]{0,6}")
TASK_NAMES = {
    "suivi-évaluation", "suivi et évaluation", "suivi & évaluation", "monitoring and evaluation", "monitoring & evaluation",
    "monitoring evaluation", "M&E", "MEAL", "التتبع والتقييم", "المتابعة والتقييم", "الرصد والتقييم",
}  # fmt: skip


def is_task(title: Hit) -> bool:
    """« Gestion de projets », « suivi-évaluation »: what was done rather than what somebody was."""
    return title.term == TASK or title.term.startswith(TASKS) or title.term in TASK_NAMES


def task_at(folded: Folded, start: int, end: int) -> Hit | None:
    """The task that `folded.text[start:end]` opens with, as a title; None where it opens with anything else."""
    ahead = AHEAD_OF_A_TASK.match(folded.text, start, end)
    if ahead is None:  # a period may run on into the next line
        return None
    start = ahead.end()
    found = STANDING_TASK.match(folded.text, start, end) or LETTERS_OF_A_TITLE.match(folded.text, start, end)
    if found is None:
        return None
    span = folded.span(*found.span())
    if found.re is LETTERS_OF_A_TITLE and not folded.original[slice(*span)].isupper():
        return None
    return Hit(TASK, "R3", *span, *found.span(), len(found.group().split()))


def titles_in(folded: Folded, start: int, end: int) -> tuple[Hit, ...]:
    """The titles of `folded.text[start:end]`, none overlapping, those within the name of an employer left out."""
    titles = word_list("roles").longest(folded, start, end)
    if not titles:
        return ()
    known: dict[tuple[int, int], tuple[Hit, ...]] = folded.remembered.setdefault(titles_in, {})
    if (start, end) not in known:  # many rules ask the same lines
        known[start, end] = _of_the_person(titles, folded, start, end)
    return known[start, end]


def _of_the_person(titles: Sequence[Hit], folded: Folded, start: int, end: int) -> tuple[Hit, ...]:
    names = [hit for hit in word_list("sectors").longest(folded, start, end) if hit.words > 1]
    return tuple(
        [
            with_its_second_charge(title, folded, end)
            for title in titles
            if not any(_within(title, name) for name in names)
            and not _is_of_several(title, folded)
            and not OF_ANOTHER.search(folded.text[max(start, title.folded_start - REACH) : title.folded_start])
        ]
    )


def _is_of_several(title: Hit, folded: Folded) -> bool:
    """« Ingénieurs Citoyens », « équipe de trois animateurs »: several people's word is the name of none."""
    said = folded.text[title.folded_start : title.folded_end]
    if _bends_at_its_end(title.term):  # "line-managed four field officers", "the advisory group"
        return said.endswith(("ers", "ors", "ants", "ists", "ees", "ates", "ory"))
    singular = _whose_word(title.term)
    if singular is None or singular.endswith("s"):
        return False
    first = said.split(" ", 1)[0]
    return first.endswith("s") and first.isalpha()


@cache
def _bends_at_its_end(term: str) -> bool:
    """Whether only the last of its words has a star, as in English: « field officer* », « advisor* »."""
    return term.endswith(("er*", "or*", "ant*", "ist*", "ee*", "ate*")) and term.count("*") == 1 and term.isascii()


@cache
def _whose_word(term: str) -> str | None:
    """The first word of a term, folded, where its star says that it bends as people do; « grants manager* » has none there."""
    first = term.split(" ", 1)[0]
    return fold_words(first.strip("=*")) if first.endswith("*") else None


def _within(title: Hit, name: Hit) -> bool:
    shorter = title.folded_end - title.folded_start < name.folded_end - name.folded_start
    return shorter and name.folded_start <= title.folded_start and title.folded_end <= name.folded_end
