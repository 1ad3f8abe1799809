"""Times told in sentences: where somebody came, and where they left (« En avril 2017, j'ai rejoint …, jusqu'en mars 2021 »).

A list writes both ends of a time side by side; who tells a life names the one, then the work, then the other. Knows the
verbs of coming, staying and leaving in three languages; no post, no verdict. Every pattern is linear.
"""

from __future__ import annotations

import re

MOST_BETWEEN = 700  # folded characters from the one end to the other: a paragraph
AROUND = 90  # folded characters round a date in which its verb stands
NEW_ITEM = re.compile(r"\n\s*(?:[\u2022*>]|-\s)|\n\s*\n|\f")
CAME = re.compile(
    r"\b(?:j'ai|j'|je suis|m'a|m'ont|j'y ai|j'y suis|j'y etais|je)\s?(?:ete |suis |alors |ensuite |donc |d'abord |enfin )?"
    r"(?:rejoint|rejoins|integree?|recrutee?s?|embauchee?s?|engagee?s?|nommee?|entree?|entre|commence|debutee?|debute|pris (?:la|le|les)|prends|confiee?|confie|devenue?|arrivee?|promue?|travaille|coordonne|dirige|pilote|gere)\b|"
    r"(?:^|[.;\n] ?)(?:entree?|recrutee?|embauchee?|arrivee?|engagee?|nommee?|devenue?|promue?) (?:comme|en|dans|a|au|chez|coordin\w*|charge\w*|cheff?e?|responsable) |"
    r"\bi (?:was |have |then |first |also )?(?:joined|join|hired|recruited|appointed|started|began|took|became|engaged|promoted|worked|coordinated|managed|led)\b|"
    r"(?<!\w)[\u0648\u0641]?(?:\u0627\u0644\u062a\u062d\u0642\u062a|\u0627\u0646\u0636\u0645\u0645\u062a|\u0639\u064a\u0646\u062a|\u0648\u0638\u0641\u062a|\u062a\u0648\u0638\u0641\u062a|\u0628\u062f\u0627\u062a|\u0634\u063a\u0644\u062a|\u0627\u0634\u062a\u063a\u0644\u062a|\u0639\u0645\u0644\u062a|\u0643\u0644\u0641\u062a|\u062a\u0648\u0644\u064a\u062a|\u0627\u0635\u0628\u062d\u062a|\u0646\u0633\u0642\u062a|\u0627\u062f\u0631\u062a|\u0633\u064a\u0631\u062a)(?!\w)"
)
# Who came and says no more may be there still; who « coordinated » something in a month may have ended with it
STAYS = re.compile(
    r"rejoi|integr|recrut|embauch|engag|nomm|entre|commenc|debut|devenu|arriv|join|hired|appoint|started|began|became|\u0627\u0644\u062a\u062d\u0642|\u0627\u0646\u0636\u0645|\u0639\u064a\u0646\u062a|\u0648\u0638\u0641|\u0628\u062f\u0627\u062a|\u0627\u0635\u0628\u062d"
)
# Right before a date, its day or its « en »
LEFT = re.compile(
    r"(?:\b(?:quittee?s?|quitte|partie?|depart|demissionne\w*|left|leaving|resigned|departed)\b|\b(?:termine|acheve|conclu|clos|pris fin|arrive a (?:son )?terme|finissait|finished|ended|ending|expired|completed)(?:e|ee)?\b|"
    r"(?<!\w)[\u0648\u0641]?(?:\u063a\u0627\u062f\u0631\u062a\w*|\u062a\u0631\u0643\u062a\w*|\u0627\u0646\u062a\u0647\u062a?|\u0627\u0646\u0647\u064a\u062a|\u0627\u0633\u062a\u0642\u0644\u062a|\u0627\u0646\u0642\u0636\u064a)(?!\w))"
    r"(?: [^\s.;]+){0,6}? (?:en|in|le|au|fin|\u0641\u064a|\u0645\u0639|\u0634\u0647\u0631)\s?(?:fin |end of |\u0634\u0647\u0631 |\u0646\u0647\u0627\u064a\u0647 )?$"
)
STAYED = re.compile(
    r"(?:\by (?:suis |ai |etais )?(?:reste|restee|restes|restees|travaille|passe|demeure|demeuree|exerce|passai|restai)|\b(?:pendant|durant)|\b(?:stayed|worked|remained|served)(?: there| with them)?(?: for)?|\bfor|"
    r"(?<!\w)[\u0648\u0641]?(?:\u0645\u0643\u062b\u062a|\u0628\u0642\u064a\u062a|\u0642\u0636\u064a\u062a|\u0627\u0645\u0636\u064a\u062a|\u0644\u0645\u062f\u0647|\u0637\u064a\u0644\u0647|\u0645\u062f\u0647)(?: \u0641\u064a\u0647\u0627| \u0647\u0646\u0627\u0643| \u0628\u0647\u0627)?)\s(?:la |une |un )?$"
)


def tells_who_came(text: str, start: int, end: int, floor: int, ceiling: int) -> bool:
    """Whether the sentence round the date `start:end` says that the writer came to some work then."""
    return _verb(text, start, end, floor, ceiling) is not None


def may_be_there_still(text: str, start: int, end: int, floor: int, ceiling: int) -> bool:
    """Whether the writer came then and nothing is said of leaving."""
    verb = _verb(text, start, end, floor, ceiling)
    return verb is not None and STAYS.search(verb.group()) is not None


def _verb(text: str, start: int, end: int, floor: int, ceiling: int) -> re.Match[str] | None:
    """The verb after the date in its sentence, or right before it."""
    stop = min(ceiling, end + AROUND)
    full_stop = text.find(". ", end, stop)
    after = CAME.search(text, end, full_stop if full_stop >= 0 else stop)
    if after is not None:
        return after
    begin = max(floor, start - AROUND, text.rfind(". ", max(floor, start - AROUND), start) + 1)
    verbs = list(CAME.finditer(text, begin, start))
    return verbs[-1] if verbs else None


def says_who_left(before: str) -> bool:
    """Whether `before`, the folded words right before a date, make it that of leaving."""
    return LEFT.search(before) is not None


def tells_on(text: str, first_end: int, second_start: int) -> bool:
    """Whether both dates stand in one paragraph."""
    return second_start - first_end <= MOST_BETWEEN and NEW_ITEM.search(text, first_end, second_start) is None


def is_a_stay(before: str) -> bool:
    """Whether `before`, the folded words right before a length, make it that of the work told."""
    return STAYED.search(before) is not None


# « J'ai fondé l'association … », « j'en suis la directrice », « je dirige »: work that began then and may last
LASTS = re.compile(
    r"\b(?:j'ai (?:co-?)?(?:fonde|cree|lance|rejoint|integre)|j'en suis|j'y (?:suis|travaille)|je (?:la |le |l'|les |y )?(?:dirige|coordonne|preside|gere|pilote|monte|conduis|travaille)|"
    r"i (?:(?:co-?)?founded|joined|started|run|lead|manage|direct|coordinate|chair))\b|"
    r"(?<!\w)[\u0648\u0641]?(?:\u0627\u0633\u0633\u062a|\u0627\u062f\u064a\u0631|\u0627\u0633\u064a\u0631|\u0627\u0646\u0633\u0642|\u0627\u0634\u0631\u0641 \u0639\u0644\u064a|\u0627\u062a\u0631\u0627\u0633|\u0627\u0644\u062a\u062d\u0642\u062a)(?!\w)"
)


def may_last(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]`, folded, speaks in the first person of work that began and is not said to have ended."""
    return LASTS.search(text, start, end) is not None
