"""Posts told as cards: « Dates … / Fonction ou poste occupé … / Nom et adresse de l'employeur … », as forms ask for them.

Sheets of projects (« Projet : … / Structure porteuse : … / Rôle : … / Durée : … ») are cards too. A new card begins where
a label comes again. Knows the labels of such forms in three languages; cuts, and judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.screening.entry import Entry
from app.screening.told_line import ToldLine

# Without a colon only what no sentence would begin with
LABEL = re.compile(
    r"[\s\u2022*>-]{0,4}(?:\d{1,2} ?[.)-] ?)?(?:"
    r"(?P<project>(?:(?:intitule|nom|titre) (?:du|de l'|de la) ?)?(?:projet|programme|action)|(?:name|title) of (?:the )?(?:project|programme|program|assignment)|"
    r"(?:project|programme|program)(?: (?:title|name))?|(?:(?:اسم|عنوان|بطاقه) )?(?:ال)?(?:مشروع|برنامج))(?= ?(?:n° ?|رقم )?\d{0,2} ?[:|])|"
    r"(?P<money>(?:bailleurs?(?: de fonds)?|financements?|finance par|financeurs?|donors?|funders?|funded by|funding|(?:ال)?جهه (?:ال)?(?:ممول|مانح|داعم|تمويل)\w*|"
    r"(?:ال)?(?:ممول|مانح)\w*|(?:مصدر )?(?:ال)?تمويل|"
    r"budget(?: (?:total|du projet))?|total budget|project budget|cout(?: total)?|montant|cost|amount|(?:ال)?(?:ميزانيه|كلفه|مبلغ)(?: (?:المشروع|الاجماليه))?)(?= ?[:|]))|"
    r"(?P<when>dates?\b(?=\s?[:|]|\s[0-9(d])|(?:periode|duree|duration|period|time ?frame|المده|الفتره|التاريخ|(?:مده|فتره|تاريخ|سنه) (?:ال)?(?:انجاز|تنفيذ|مشروع|مهمه|عمل|اشتغال))(?=[\w ]{0,12}[:|])|"
    r"(?:annees?|years?|السنه|السنوات)(?= ?[:|]))|"
    r"(?P<what>(?:fonction ou poste occupe|occupation or position held)|(?:fonctions?|postes?|intitule|emploi|position|job title|title|role|الدور|المنصب|الصفه|الوظيفه|المهمه|المسمي الوظيفي)(?=[\w ]{0,16}[:|])|"
    r"(?:mon role|my role|qualite|responsabilite|دوري|صفتي|مهمتي|المسووليه)(?=[\w ]{0,16}[:|]))|"
    r"(?P<who>(?:nom(?: et adresse)? de l'employeur|name(?: and address)? of (?:the )?employer)|(?:employeur|organisme|structure|organisation|association|entreprise|employer|organization|company|institution|المشغل|الموسسه|الجهه|جهه العمل|الهييه|اسم المشغل)(?=[\w ]{0,16}[:|])|"
    r"(?:ong|ngo|client|(?:porteur|maitre d'ouvrage)(?: du projet)?|(?:porte|execute|mis en oeuvre) par|(?:implementing|executing|lead|host) (?:organi[sz]ation|partner|agency|ngo|body)|implemented by|"
    r"المنظمه|الجمعيه|(?:صاحب|حامل)ه? المشروع|جهه (?:ال)?تنفيذ|الشريك المنفذ|الهييه المنفذه|الاطار)(?= ?[:|]))|"
    r"(?P<deeds>(?:principales (?:activites|taches|missions)|main activities|type ou secteur|type of business)|(?:activites|taches|missions|responsabilites|duties|responsibilities|tasks|المهام|الانجازات)(?=[\w ]{0,24}[:|]))"
    r")"
)
# What begins the labels that no colon follows
OF_A_FORM = re.compile(r"[\s\u2022*>-]{0,4}(?:dates?\s|fonction ou|occupation or|nom |name |principales |main |type )")
# « الجهة المنفذة » is no region, « المؤسسة : شبكة … » no institution
SAYS_NOTHING = re.compile(
    r"[\s\u2022*>-]{0,4}(?:\d{1,2} ?[.)-] ?)?(?:organismes?|structure|institution|(?:ال)?(?:جهه|موسسه|هييه))[\w ]{0,20}[:|]"
)
ASKED = ("when", "what", "who")
IN_TURN = (*ASKED, "project")
Cut = tuple[list[int], list[int]]


def card_cuts(known: Sequence[ToldLine]) -> list[Cut]:
    """For each card the places of its head's lines and of the others; empty where the lines are no cards.

    A cut without a head is what stands above the first card, or below one and is told without labels.
    """
    kinds = [_kind(item) for item in known]
    if "who" not in kinds:
        kinds = _under_their_employer(known, kinds)
    if not {"what", "who"} <= set(kinds) or "when" not in kinds:
        return []
    cuts: list[Cut] = []
    seen: dict[str, str] = {}
    for at, told in _with_values(known, kinds):
        label = known[at].line.text.lstrip(" *>-\u2022").split(" ", 1)[0]
        other = told == "what" and seen.get(told, label) != label  # « Mission : … » under « Poste : »
        kind = "deeds" if other else told
        again = kind in IN_TURN and (kind in seen or not seen)
        apart = kind is None and bool(cuts) and bool(cuts[-1][0]) and _tells_a_post(known[at])
        if not cuts or again or apart:
            cuts.append(([], []))
            seen = {}
        cuts[-1][0 if kind is not None and kind.split()[0] in ASKED else 1].append(at)
        if kind in IN_TURN:
            seen[kind] = label
    return cuts


def _under_their_employer(known: Sequence[ToldLine], kinds: Sequence[str | None]) -> list[str | None]:
    """« Association Tazrout » on a line above « Projet : … / Rôle : … / Durée : … » is the answer to a label left out."""
    return [
        "who" if kind is None and below == "project" and item.sector and not (item.roles or item.dated) else kind
        for item, kind, below in zip(known, kinds, [*kinds[1:], None], strict=True)
    ]


def told_behind(text: str, start: int, end: int) -> int:
    """Where the answer begins in `text[start:end]`, folded, if its label says nothing of who is named."""
    label = SAYS_NOTHING.match(text, start, end)
    return label.end() if label else start


def labels_of(entry: Entry) -> list[tuple[int, int]]:
    """The folded stretches of the labels in a card, and of what it cost whom: « Projet : », « Donor: a grants fund » are no deeds."""
    found = [(line, LABEL.match(line.text)) for line in entry.lines] if entry.card else []
    return [
        (
            line.folded_start,
            line.folded_end if label.lastgroup == "money" else line.folded_start + label.end(),
        )
        for line, label in found
        if label is not None
    ]


def _tells_a_post(item: ToldLine) -> bool:
    """« Coordinatrice, association …, 2015 – 2018 »: below the cards, and in none of them."""
    return item.dated and item.titled and not item.line.bullet and any(not period.single for period in item.periods)


def _kind(item: ToldLine) -> str | None:
    text = item.line.text
    found = LABEL.match(text) if ":" in text or "|" in text or OF_A_FORM.match(text) else None
    if found is not None:
        return "deeds" if found.lastgroup == "money" else found.lastgroup
    return "when" if item.alone and any(not period.single for period in item.periods) else None


def _with_values(known: Sequence[ToldLine], kinds: Sequence[str | None]) -> Iterator[tuple[int, str | None]]:
    """Each line with its label; what stands alone under « Employeur : » is the employer's line."""
    asked: str | None = None
    for at, (item, kind) in enumerate(zip(known, kinds, strict=True)):
        if asked is not None and (kind is None or (kind == asked == "when")):
            yield at, "deeds" if asked == "deeds" else f"{asked} told"
        else:
            yield at, kind
        asked = kind if item.line.text.rstrip().endswith(":") else None
