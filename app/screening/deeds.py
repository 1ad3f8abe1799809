"""Whether what is told of a post shows a project being managed: a verb and its object in one sentence (policy §5.3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from app.screening.cards import labels_of
from app.screening.entry import Entry
from app.screening.fold import Folded
from app.screening.named_beside import is_inside, within_the_title
from app.screening.terms import Hit, word_list
from app.screening.titles import is_task

LED = ("activity", "session")
DEED_REACH = 7  # words from the verb to what is managed


HELP_REACH = 64
HELPING = re.compile(
    r"\b(?:particip\w+|contribu\w+|appui\w*|appuy\w+|aide[rs]?|aidais|assist\w+|soutien\w*|soutenir|second\w+|collabor\w+) (?:[\w']+ ){0,4}?(?:a|au|aux|dans)\s(?:la |l'|le |les |une? )?$|"
    r"\b(?:support\w*|assist\w*|help\w*|contribut\w+|participat\w+|aid(?:ed|ing)) (?:(?!and )[\w']+ ){0,4}?(?:(?:to|in|with|on) )?(?:the )?$|"
    r"(?:\u0627\u0644)?(?:\u0645\u0633\u0627\u0647\u0645\u0647|\u0645\u0634\u0627\u0631\u0643\u0647) \u0641\u064a \u0648?$|(?:\u0633\u0627\u0647\u0645\u062a|\u0634\u0627\u0631\u0643\u062a|\u0633\u0627\u0639\u062f\u062a) (?:\S+ ){0,2}\u0641\u064a $|(?:\u062f\u0639\u0645|\u0645\u0633\u0627\u0639\u062f\u0647|\u0645\u0633\u0627\u0646\u062f\u0647) (?:\S+ ){0,2}(?:\u0641\u064a )?$"
)
MONITORING_REACH = 16  # folded characters after « مكلفة » to « بالتتبع »
OF_MONITORING = re.compile(
    r"suivi|suivre|follow|monitor|m&e\b|meal?\b|evaluat|\u062a\u062a\u0628\u0639|\u0627\u0644\u062a\u062a\u0628\u0639|\u0645\u062a\u0627\u0628\u0639|\u0627\u0644\u0645\u062a\u0627\u0628\u0639|\u0631\u0635\u062f"
)
OF_ONE_PERSON = re.compile(
    r"\s(?:individu\w+|personnalises?|personnels?|de vie|professionnels?|migratoires?|de sortie|d'orientation|"
    r"(?:ال)?(?:فردي|شخصي|مهني)\w*|(?:ال)?حيا[هت]\w*)(?!\w)"
)
OF_THEIR_OWN = re.compile(r"\b(?:own (?:\w+ ){0,3}|life |career )$")  # "helped women with their own small projects"
# « suivi des dons, classement des pièces des bailleurs »: the object is that of the nearer task
CLERICAL = re.compile(
    r"[,;] ?(?:et |and |\u0648)?(?:classement|archivage|saisie|tenue|accueil|numerisation|filing|typing|data entry|archiving|(?:\u0627\u0644)?(?:\u0627\u0631\u0634\u0641\u0647|\u062a\u0631\u062a\u064a\u0628|\u0627\u0633\u062a\u0642\u0628\u0627\u0644|\u0645\u0633\u0643))(?!\w)"
)
# « Coordination avec les établissements pénitentiaires », تنسيق مع المندوبية: with whom it was done (rulings 3 and 20)
COORDINATES = re.compile(
    r"(?:co-?)?(?:coordin|coordonn|co-ordin)\w*|\S*(?:\u062a\u0646\u0633\u064a\u0642|\u0646\u0633\u0642\u062a|\u0627\u0646\u0633\u0642)"
)
WITH_BODIES = re.compile(
    r"\s(?:(?:[\w'-]+ ){0,2}(?:avec|with|entre|between) (?:[\w',-]+ ){0,6}?(?:[dl]')?"
    r"(?:etablissements?|prisons?|penitentiaires?|dgapr|institutions?|institutionnels?|autorites?|administrations?|ministeres?|parquets?|tribun\w+|acteurs?|intervenants|"
    r"associations?|ong|ongs|osc|services|communes?|delegations?|collectivites|parties prenantes|authorit\w+|ministr\w+|agenc\w+|courts?|ngos?|csos?|organi[sz]ations?|municipalit\w+|stakeholders|actors)\b|"
    r"(?:\S+ )?(?:\u0645\u0639|\u0628\u064a\u0646) (?:\S+ ){0,3}?(?:\u0648|\u0628|\u0644)?(?:\u0627\u0644)?(?:\u0645\u0648\u0633\u0633\u0627\u062a|\u0645\u0624\u0633\u0633\u0627\u062a|\u0645\u0646\u062f\u0648\u0628\u064a\S+|\u0633\u0644\u0637\u0627\u062a|\u0627\u062f\u0627\u0631\S+|\u0633\u062c\u0648\u0646|\u062c\u0645\u0639\u064a\u0627\u062a|\u0645\u0646\u0638\u0645\u0627\u062a|\u0642\u0637\u0627\u0639\u0627\u062a|\u0648\u0632\u0627\u0631\S+|\u0645\u062d\u0627\u0643\u0645|\u0641\u0627\u0639\u0644\u064a\u0646|\u0645\u062a\u062f\u062e\u0644\u064a\u0646|\u062c\u0645\u0627\u0639\u0627\u062a|\u0645\u0635\u0627\u0644\u062d|\u0647\u064a\u0626\u0627\u062a|\u0647\u064a\u064a\u0627\u062a))"
)
OF_A_PROJECT = re.compile(
    r"projet|project|program|co-?ord|\u0645\u0634\u0631\u0648\u0639|\u0645\u0634\u0627\u0631\u064a\u0639|\u0628\u0631\u0646\u0627\u0645\u062c|\u0628\u0631\u0627\u0645\u062c|\u0645\u0646\u0633\u0642|\u062a\u0646\u0633\u064a\u0642"
)
# « Instruction des demandes de subvention », « subventions aux associations »: what an office gives, not what an association got
ASKED_FOR = re.compile(
    r"(?:demandes? d[e']|dossiers? d[e']|requests? for|applications? for|طلبات |طلب )(?:s |la |les |l')?\s?$"
)
ASKED_REACH = 24  # folded characters
GIVEN = re.compile(
    r" (?:aux|accordee?s? aux|octroyee?s? aux|versee?s? aux|des) (?:associations?|ong|cooperatives)\b| (?:to|for) (?:associations|ngos|charities)\b| (?:للجمعيات|الجمعيات)"
)
# « Partenariats, encadrement des agents »: what stands before the comma is a task of its own
NEXT_TASK = re.compile(r"\s?[,;\u060c]\s?")
GOES_ON = re.compile(
    r"(?:\b(?:d[eu]s?|l[ae]s?|et|and|of|the|a|au|aux|en|un|une|with|avec|pour|for|sur|on|in|to|leurs?|son|sa|ses|its|their|chaque|each)|[,'(«\"-])\s?$"
)
STOP = re.compile(r"[.;!?\u2022]\s|\n\s*[\u2022\-+*]|:\s*\n|\n\n|\f")


class Told(NamedTuple):
    """What an entry tells: a project managed, at least a project (or a whole offer of activities led), groups led, a
    hand lent to managing a project."""

    deed: bool
    weak: bool
    led: bool
    helped: bool


def deeds(entry: Entry, folded: Folded, title: Hit | None, *, led_for_an_association: bool) -> Told:
    """What is told of managing; `led_for_an_association` of those who lead groups there, whose activities are a weak deed."""
    deed = weak = led = helped = False
    of_a_project = (
        title is not None and OF_A_PROJECT.search(folded.text, title.folded_start, title.folded_end) is not None
    )
    labels = labels_of(entry)
    for start, end in entry.full_spans:
        names = [title for title in word_list("roles").longest(folded, start, end) if not is_task(title)]
        # « Refugee Law Project » is who one worked for
        names += [
            name for name in word_list("sectors").longest(folded, start, end) if name.kind == "S3" and name.words > 1
        ]
        hits = [
            hit
            for hit in word_list("deeds").hits(folded, start, end)
            if not any(is_inside(hit, name) for name in names)
            and not _is_of_one_person(hit, folded)
            and not any(first <= hit.folded_start < last for first, last in labels)
        ]
        managing = [hit for hit in hits if hit.kind == "manage" and not _is_the_trade_of(title, hit, folded)]
        verbs = [hit for hit in managing if not _is_helped(hit, folded, start)]
        objects = [
            hit
            for hit in hits
            if hit.kind in ("managed", "project") or (hit.kind == "funds" and not _is_given(hit, folded))
        ]
        weak = weak or any(_tells_of_a_project(hit, folded) for hit in hits)
        if led_for_an_association:
            shown = {hit.kind for hit in hits if hit.kind in LED and not within_the_title(hit, folded, title)}
            weak, led = weak or "activity" in shown, led or "session" in shown
        deed = deed or _paired(verbs, objects, folded)
        if len(verbs) < len(managing) and not deed:
            projects = [hit for hit in objects if hit.kind == "project"]
            helped = helped or _paired([hit for hit in managing if hit not in verbs], projects, folded)
        deed = deed or (of_a_project and any(_is_with_bodies(verb, folded, end) for verb in verbs))
    return Told(deed, weak or deed, led, helped)


def _is_the_trade_of(title: Hit | None, verb: Hit, folded: Folded) -> bool:
    """« Suivi des projets » is what somebody in charge of monitoring does, and manages none by itself."""
    if title is None or not OF_MONITORING.search(folded.text, title.folded_start, title.folded_end + MONITORING_REACH):
        return False
    return OF_MONITORING.match(folded.text, verb.folded_start, verb.folded_end) is not None


def _tells_of_a_project(hit: Hit, folded: Folded) -> bool:
    """A project, an alliance or their money; no plan of one person's life, and no grant that an office gives to others."""
    if hit.kind == "funds":
        return not _is_given(hit, folded)
    return hit.kind == "project"


def _is_given(funds: Hit, folded: Folded) -> bool:
    """« Suivi des subventions aux associations », طلبات المنح: money that an office gives, or is asked for."""
    asked = ASKED_FOR.search(folded.text[max(0, funds.folded_start - ASKED_REACH) : funds.folded_start]) is not None
    return asked or GIVEN.match(folded.text, funds.folded_end) is not None


def _is_of_one_person(hit: Hit, folded: Folded) -> bool:
    """« Projet individuel », المشروع الفردي: the plan of a child's or a trainee's life, and nobody's programme."""
    if hit.kind not in ("project", "managed"):
        return False
    if OF_ONE_PERSON.match(folded.text, hit.folded_end) is not None:
        return True
    return OF_THEIR_OWN.search(folded.text[max(0, hit.folded_start - ASKED_REACH) : hit.folded_start]) is not None


def _is_with_bodies(verb: Hit, folded: Folded, end: int) -> bool:
    """« Coordination avec les autorités »: the deed says with whom, and needs no word of a project beside it."""
    if COORDINATES.fullmatch(folded.text, verb.folded_start, verb.folded_end) is None:
        return False
    return WITH_BODIES.match(folded.text, verb.folded_end, min(end, verb.folded_end + HELP_REACH)) is not None


def _is_helped(verb: Hit, folded: Folded, start: int) -> bool:
    """« Participation à la gestion du projet », "supported the coordination of": somebody else's deed."""
    before = folded.text[max(start, verb.folded_start - HELP_REACH) : verb.folded_start]
    return HELPING.search(before) is not None


def _paired(verbs: Sequence[Hit], objects: Sequence[Hit], folded: Folded) -> bool:
    """Whether a verb and what it manages stand within one sentence, a few words apart."""
    marked = sorted(
        [*((hit, True) for hit in verbs), *((hit, False) for hit in objects)],
        key=lambda each: (each[0].folded_start, each[1]),
    )
    for (first, first_is_verb), (second, second_is_verb) in pairwise(marked):
        if first_is_verb == second_is_verb or first.folded_end > second.folded_start:
            continue
        between = folded.text[first.folded_end : second.folded_start]
        if not first_is_verb and first.kind == "managed" and NEXT_TASK.fullmatch(between):
            continue
        if _begins_another_line(folded, first.folded_end, between):
            continue
        if len(between.split()) <= DEED_REACH and not STOP.search(between) and not CLERICAL.search(between):
            return True
    return False


def _begins_another_line(folded: Folded, start: int, between: str) -> bool:
    """« Suivi de douze coopératives » above « Rédaction de fiches projets »: a line that begins with a capital is another task.

    What ends with a little word, a comma or a dash goes on below.
    """
    broken = between.find("\n")
    if broken < 0 or GOES_ON.search(folded.text[max(0, start + broken - 12) : start + broken]):
        return False
    following = start + broken + 1
    first, last = folded.span(following, following + 1)
    return folded.original[first:last].isupper()


def names_an_associative_project(entry: Entry, folded: Folded) -> bool:
    """Whether a deed told outside the association world is done for an association's project."""
    for line in entry.body:
        start, end = line.folded_start, line.folded_end
        hits = word_list("deeds").hits(folded, start, end)
        verbs = [hit for hit in hits if hit.kind == "manage"]
        projects = [hit for hit in hits if hit.kind == "project"]
        associative = any(hit.kind == "S3" for hit in word_list("sectors").longest(folded, start, end))
        if associative and _paired(verbs, projects, folded):
            return True
    return False
