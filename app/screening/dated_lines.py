"""How a period stands in its line, and whether it dates a post or something told in the line."""

from __future__ import annotations

import re

from app.screening.fold import Folded
from app.screening.lines import TextLine
from app.screening.periods import Period
from app.screening.told_line import ToldLine

MOST_HEAD_WORDS = 22
MOST_TRADE_WORDS = 14
ENDS_A_TITLE = re.compile(r"\s?\)?(?:\s?,?\s?\([^()\n]{0,30}\))?\s?[.:;](?=\s)")
BEFORE_A_TITLE = re.compile(r"\s?\)?\s?(?:\([^()\n]{0,30}\)\s?)?[-,|:;]\s?(?:[^\W\d_]{3,12} )?")
MOST_WORDS_OF_A_TITLE = 4  # behind its first words
# Signs and words are taken whole (`*+`, `++`): cut in up to five pieces in every way, one long word would take minutes
TAIL = re.compile(r"[\s).,;:|\]\-]*+(?:\([^)\n]{0,80}\)?|[\s,|\-]*(?:[a-z'\u0621-\u064a]++[\s,|\-]*+){0,5})[\s).,;|]*")
LEAD = re.compile(
    r"[\s(\[|>:,\-]*(?:(?:periode?|dates?|duree|annees?|an|de|du|d'|des|depuis|from|since|entre|between|le|la|l'|en|a partir|a partir de|a partir du|"
    r"mois de|in|\u0645\u0646|\u0645\u0646\u0630|\u0628\u064a\u0646|\u0645\u0627 \u0628\u064a\u0646|\u0627\u0628\u062a\u062f\u0627\u0621|\u0633\u0646\u0647|\u0639\u0627\u0645|\u062e\u0644\u0627\u0644|\u0641\u064a|\u0627\u0644\u0645\u062f\u0647|\u0627\u0644\u0641\u062a\u0631\u0647|\u0641\u0627\u062a\u062d|actuellement|\u062d\u0627\u0644\u064a\u0627|\u0634\u0647\u0631)[\s:(]*){0,4}"
)


def is_bare(item: ToldLine, folded: Folded) -> bool:
    """Whether the line holds little besides its period."""
    line = item.line
    rest = folded.text[line.folded_start : line.folded_end]
    for period in item.periods:
        rest = rest.replace(folded.text[period.start : period.end], " ")
    return len([word for word in rest.split() if any(map(str.isalnum, word))]) <= 5


def dates_the_line(period: Period, item: ToldLine, folded: Folded, *, bulleted: bool) -> bool:
    """Whether the period is that of a post and not of something told in the line."""
    line = item.line
    at_start = LEAD.fullmatch(folded.text, item.first, period.start) is not None
    if at_start:
        closed = item.sector and not period.single and not period.is_open
        return not line.bullet or bulleted or bool(item.roles) or closed
    if line.bullet and not bulleted and not (item.titled or (item.roles and not period.single and not item.opens_deed)):
        return False
    at_end = period.end >= line.folded_end or TAIL.fullmatch(folded.text, period.end, line.folded_end) is not None
    if item.opens_deed and not item.titled:
        if not period.single and _title_behind(period, item, folded):
            return not line.bullet or bulleted
        return at_end and not period.single and not line.bullet and item.words <= 14 and bool(item.roles or item.sector)
    if period.single:
        return at_end and (item.titled or (item.sector and item.words <= 10) or item.words <= 4)
    if not at_end:
        return (item.words <= 18 and bool(item.roles or item.sector)) or (
            bool(item.titled) and ends_a_title(period, item)
        )
    return item.words <= MOST_HEAD_WORDS or bool(item.titled)


def _title_behind(period: Period, item: ToldLine, folded: Folded) -> bool:
    """« Évaluation finale du programme …, Oxfam, mars – août 2023 (6 mois) – Cheffe d'équipe »: what one was ends the line."""
    title = next((each for each in item.roles if each.folded_start >= period.end), None)
    if title is None or BEFORE_A_TITLE.fullmatch(folded.text, period.end, title.folded_start) is None:
        return False
    return len(folded.text[title.folded_end : item.line.folded_end].split()) <= MOST_WORDS_OF_A_TITLE


def ends_a_title(period: Period, item: ToldLine) -> bool:
    """« Consultante, depuis janvier 2024 (mi-temps). Évaluation de … »: a title with its period, and then a sentence."""
    line = item.line
    if period.single or period.start < item.roles[0].folded_end:
        return False
    ahead = line.text[: period.start - line.folded_start].split()
    return len(ahead) <= MOST_TRADE_WORDS and ENDS_A_TITLE.match(line.text, period.end - line.folded_start) is not None


def stands_alone(period: Period, line: TextLine) -> bool:
    return line.folded_end - line.folded_start - (period.end - period.start) <= 8
