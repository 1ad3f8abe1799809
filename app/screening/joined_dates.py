"""Whether two dates that follow one another are the ends of one period: what stands between them, and what before.

A dash joins them, or a word, a sign where the later one stands second; a list mark on the next line does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.screening.dates import Point

OPENERS_OF_TWO = re.compile(
    r"(?:\b(?:entre|between)|\u0628\u064a\u0646)\s(?:le |the |les |\u0634\u0647\u0631\u064a? |\u0633\u0646\u062a\u064a |\u0639\u0627\u0645\u064a )?$"
)
MINUTE = r"(?:le |la |l'|the |fin |mois de |en |\u0634\u0647\u0631 |\u0633\u0646\u0647 |\u0639\u0627\u0645 |\u0645\u062a\u0645 |\u0646\u0647\u0627\u064a\u0647 |\u0641\u0627\u062a\u062d |\u063a\u0627\u064a\u0647 ){0,2}"
JOINS = re.compile(
    r"\s{0,3}[).]?\s{0,3}(?:et |and )?(?:[-~<>=]{1,3}|/|\ba\b|\bau\b|\bto\b|\buntil\b|\btill\b|\bthrough\b|jusqu'(?:a|en|au)\b|jusque\b|"
    r"\u0648?(?:\u0627\u0644\u064a \u063a\u0627\u064a\u0647|\u0627\u0644\u064a \u062d\u062f\u0648\u062f|\u0627\u0644\u064a|\u062d\u062a\u064a|\u0644\u063a\u0627\u064a\u0647|\u0644\u062d\u062f\u0648\u062f))"
    r"[\s>:]{0,3}" + MINUTE + r"\(?"
)
# Signs that join two dates only where the later one stands second: « janv. 2020 » déc. 2022 », « 01/2020 | 12/2022 »
SIGN = re.compile(r'\s{0,2}(?:["\u2022|_\u00f7]|\.{2,3})\s{0,2}')
BEGINNING = re.compile(
    r"(?:(?:date )?(?:de |du )?debut|date d'(?:entree|embauche)|start(?:ing)?(?: date)?|begin(?:ning)?|(?:\u062a\u0627\u0631\u064a\u062e )?(?:\u0627\u0644)?(?:\u0628\u062f\u0627\u064a\u0647|\u0628\u062f\u0621|\u0627\u0644\u062a\u062d\u0627\u0642|\u0645\u0628\u0627\u0634\u0631\u0647|\u062a\u0648\u0638\u064a\u0641|\u062a\u0639\u064a\u064a\u0646|\u0627\u0646\u0637\u0644\u0627\u0642|\u062a\u0633\u0644\u0645)(?: \u0627\u0644\u0639\u0645\u0644)?)\s?:\s?(?:le )?$"
)
ENDING = re.compile(
    r"[\s;,\-/|.)]{0,4}(?:(?:date )?(?:de )?(?:fin|sortie|depart)|end(?:ing)?(?: date)?|(?:\u062a\u0627\u0631\u064a\u062e )?(?:\u0627\u0644)?(?:\u0646\u0647\u0627\u064a\u0647|\u0627\u0646\u062a\u0647\u0627\u0621|\u0645\u063a\u0627\u062f\u0631\u0647|\u0627\u0646\u0642\u0637\u0627\u0639|\u0627\u0633\u062a\u0642\u0627\u0644\u0647|\u062a\u0648\u0642\u0641)(?: \u0627\u0644\u0639\u0645\u0644)?)\s?:\s?(?:le )?"
)
TOUCHES_NOW = re.compile(r"[\s(,:;\-/]{0,4}(?:et )?(?:a |au |\u0627\u0644\u064a |\u062d\u062a\u064a )?")
ANDS = re.compile(r"\s{0,2}(?:et|and|\u0648)\s{0,2}" + MINUTE)
# « من مارس 2019 لشتنبر 2021 », « من 2019 لـ 2021 »: the little word that is written to what follows
FROM = re.compile(r"(?<!\w)\u0645\u0646(?:\u0630)? (?:\u0634\u0647\u0631 |\u0633\u0646\u0647 |\u0639\u0627\u0645 )?$")
TO_WHAT_FOLLOWS = re.compile(r" \u0644-? ?")
MOST_BEFORE = 400  # folded characters looked back at for an open quote


def joined(text: str, first: Point, second: Point, before: str) -> bool:
    between = text[first.end : second.start]
    if len(between) > 40 or "\f" in between:
        return False
    if JOINS.fullmatch(between):
        return not _is_a_new_item(between)
    if between and not between.strip(" ") and _open_their_line(text, first, second):
        return True  # the dash between them was lost in reading
    if SIGN.fullmatch(between) and _is_later(text, first, second):
        return True
    if ENDING.fullmatch(between) and BEGINNING.search(before):
        return True
    if second.now and not first.now and TOUCHES_NOW.fullmatch(between) and "\n" not in between:
        return True
    to = TO_WHAT_FOLLOWS.fullmatch(between) or (between == " " and text[second.start] == "\u0644")
    if to and FROM.search(before):
        return True
    linked = ANDS.fullmatch(between) or (not between.strip() and text[second.start] == "\u0648")  # « ويونيو »
    return bool(linked and OPENERS_OF_TWO.search(before))


def _is_later(text: str, first: Point, second: Point) -> bool:
    """Whether two dates with an odd sign between them may be the ends of one period: no list of years, no quoted name."""
    if first.months is None or (second.months is None and not second.now):
        return False
    if second.months is not None and (second.months <= first.months or second.year_only != first.year_only):
        return False
    line = max(text.rfind("\n", max(0, first.start - MOST_BEFORE), first.start) + 1, first.start - MOST_BEFORE, 0)
    sign = text[first.end : second.start].strip()
    listed = second.year_only and sign in ("|", "\u2022")
    return not listed and text.count('"', line, first.start) % 2 == 0


def _open_their_line(text: str, first: Point, second: Point) -> bool:
    """« سبتمبر 2015 يونيو 2018 : منسقة »: two months side by side, the later one second, at the head of a line."""
    if first.months is None or second.months is None or first.months.length > 1 or second.months.length > 1:
        return False
    line = text.rfind("\n", max(0, first.start - 20), first.start)
    return not text[line + 1 : first.start].strip(" (•-") and first.months < second.months


def _is_a_new_item(between: str) -> bool:
    """« 2018⏎- 2020 »: a dash that opens the next line is a list mark, unless the line above ended with nothing else."""
    head, line_break, tail = between.partition("\n")
    return bool(line_break) and not head.strip(" ).") and tail.lstrip().startswith("-") and "\n" in tail


def is_an_item_of_its_own(text: str, points: Sequence[Point]) -> bool:
    """« … (2024, 2025)⏎- 2012 – 2018 : … »: below the line's end a marked line with a stretch of its own, or an earlier one."""
    first, second = points[:2]
    if "\n" not in text[first.end : second.start] or not text[first.end : second.start].rstrip().endswith("-"):
        return False
    if first.months is not None and second.months is not None and second.months.last < first.months.first:
        return True
    return len(points) > 2 and "\n" not in text[second.end : points[2].start] and bool(
        JOINS.fullmatch(text[second.end : points[2].start])
    )  # fmt: skip
