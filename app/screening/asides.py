"""Stretches of time that a post's line tells of something else: a leave taken in it, the term of a project or a plan.

« Coordinatrice …, mars 2019 – février 2022 (congé maternité de mars à juin 2020) » is one post of three years. Where
the line has no other period, the one it has is the post's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.screening.fold import Folded
from app.screening.periods import Period
from app.screening.terms import Hit

LEAVE = re.compile(
    r"(?<!\w)(?:conges?|maternite|paternite|arret maladie|(?:maternity|paternity|parental|sick|study|unpaid) leave|sabbatical|"
    r"و?(?:ال)?(?:اجازه|رخصه|عطله)(?![\u0621-\u064a]))[^\n;.,)\d]{0,30}$"
)
REPLACING = re.compile(r"\b(?:remplac|interim|cover)\w*[^\n;.,)]{0,24}$|تعويض[^\n;.,)]{0,24}$")
TERM = re.compile(
    r"(?<!\w)(?P<what>projets?|programmes?|phase(?: \d| i{1,3})?|plan|strategie|convention|feuille de route|project|program|strategy|roadmap|"
    r"(?:ال)?(?:مشروع|برنامج|خطه|مخطط|استراتيجيه))(?: [^\W\d]+){0,2}\s?[(:]?\s?$"
)
QUOTED_NAME = re.compile(r'"\s?\(\s?$')
TERM_AFTER = re.compile(r"\)? ?(?P<what>programme|program|project|plan|strategy)\b")
OF = re.compile(r" (?:de |des |d'|of )?")
OF_THE = re.compile(r" (?:du |of the |de l'|de la )")
TURN = re.compile(
    r"\b(?:puis|ensuite|then|later|promue?|promoted|titularisee?|confirmee?|salariee?|salaried|paid|remuneree?|permanent|cdi|temps plein|full[- ]time|coordinatrice depuis)\b|(?<!\w)ثم"
)
REACH = 60


def without_asides(periods: Sequence[Period], titles: Sequence[Hit], folded: Folded, start: int) -> list[Period]:
    """Of the periods of one line that begins at `start`, those of the post; all where none would be left."""
    if len(periods) < 2:
        return list(periods)
    own = [period for period in periods if not is_aside(period, titles, folded, start)]
    return own or list(periods)


def is_a_turn(period: Period, folded: Folded, end: int) -> bool:
    """« Chargée d'écoute (bénévole, puis salariée depuis 2016) »: when something changed in a post whose time stands elsewhere."""
    if not (period.single or period.is_open):
        return False
    opened = folded.text.rfind("(", max(0, period.start - REACH), period.start)
    closed = folded.text.find(")", period.end, min(end, period.end + REACH))
    if opened < 0 or closed < 0 or "\n" in folded.text[opened:closed] or ")" in folded.text[opened : period.start]:
        return False
    return TURN.search(folded.text, opened, closed) is not None


def is_aside(period: Period, titles: Sequence[Hit], folded: Folded, start: int) -> bool:
    """Whether the words right before the period, or right after it, make it that of something else."""
    begin = max(start, period.start - REACH)
    before = folded.text[begin : period.start]
    leave = LEAVE.search(before)
    if leave is not None:
        return REPLACING.search(before, 0, leave.start()) is None
    if QUOTED_NAME.search(before) is not None:
        return True
    term, after = TERM.search(before), TERM_AFTER.match(folded.text, period.end)
    if term is not None:
        return not _is_of_a_title(begin + term.start("what"), before.endswith("("), titles, folded)
    if period.start <= start + 4 and not period.years_only:
        return False  # « Sept. 2010 – août 2012 Programme analyst », from month to month at the head of its line
    return after is not None and not _is_of_a_title(after.start("what"), False, titles, folded)


def _is_of_a_title(at: int, bracketed: bool, titles: Sequence[Hit], folded: Folded) -> bool:
    """« Coordinatrice de projet (2018 – 2022) »: the word is part of the title, and the period the post's."""
    for title in titles:
        if title.folded_start <= at < title.folded_end:
            return True
        between = folded.text[title.folded_end : at] if title.folded_end <= at else None
        if between is not None and (OF.fullmatch(between) or (bracketed and OF_THE.fullmatch(between))):
            return True
    return False
