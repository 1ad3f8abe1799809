"""Dates that date no post after all: a year within a name, a project's « depuis » among deeds."""

from __future__ import annotations

import re

from app.screening.asides import is_aside
from app.screening.dated_lines import LEAD, MOST_TRADE_WORDS, is_bare, stands_alone
from app.screening.dates import find_points
from app.screening.fold import Folded
from app.screening.told_line import ToldLine

OF_A_PROJECT = re.compile(
    r"\b(?:convention|agreement|depuis (?:19|20)[0-9]{2},|projet|project|programme?|campagne|campaign)\b|(?<!\w)(?:\u0627\u062a\u0641\u0627\u0642\u064a\u0647|\u0645\u0634\u0631\u0648\u0639|\u0628\u0631\u0646\u0627\u0645\u062c|\u062d\u0645\u0644\u0647)(?!\w)"
)
# « (resident since 2018) », « mariée depuis 2011 », « permis B, 2009 » under a name: a date of the person's life
OF_A_LIFE = re.compile(
    r"\b(?:resident\w*|residant|installee?|etablie?|domiciliee?|habit\w+|vi[st]|vivant|mariee?|divorcee?|veu(?:f|ve)|arrivee?|naturalisee?|"
    r"living|based|settled|married|arrived|moved|residence|مقيمه?|اقيم|قاطنه?|اقطن|مستقره?|متزوجه?)\b[^.;\n]{0,40}$"
)
# « titre de séjour 2025-2035 », « visa 2024 – 2026 »: how long a paper is good for, with whatever ends
OF_A_PAPER = re.compile(
    r"\b(?:permis (?:b|de conduire)|(?:carte|titre|permis) de (?:sejour|residence|resident)|carte de resident|passeport|visa|driving licen[cs]e|(?:residence|residency|work) permit|passport|"
    r"رخصه (?:ال)?سياقه|رخصه اقامه|رخصه الاقامه|بطاقه (?:ال)?اقامه|سند الاقامه|جواز سفر|جواز السفر|تاشيره)\b[^.;\n]{0,24}$"
)


def undate(known: list[ToldLine], folded: Folded, kept: frozenset[int] = frozenset()) -> None:
    """Takes back what the section's own pattern denies: a year within a name, a project's « depuis » among deeds.

    The lines at `kept` keep their dates whatever they tell.
    """
    told = False
    for item in known:
        told = told or bool(
            item.titled or item.roles
        )  # « Based in Tangier, 2018 – 2020 » below a title is its post's time
        if item.dated and (_is_all(item, OF_A_PAPER, folded) or (not told and _is_of_a_life(item, folded))):
            item.dated = False
    dated = [at for at, item in enumerate(known) if item.dated]
    if not dated:
        return
    titles_carry_dates = known[dated[0]].titled or dated[0] > 0
    for number, at in enumerate(dated):
        if at in kept:
            continue
        item = known[at]
        following = dated[number + 1] if number + 1 < len(dated) else None
        single = all(period.single for period in item.periods)
        if single and following is not None and following - at <= 2 and not item.line.bullet:
            beside = known[following]
            if not beside.titled and not all(period.single for period in beside.periods) and is_bare(beside, folded):
                item.dated = False
        if (
            not item.titled
            and item.periods
            and all(is_aside(period, item.roles, folded, item.line.folded_start) for period in item.periods)
        ):
            item.dated = False  # « Projet « Eau pour tous » (2021–2024) » among what is told of a post
            continue
        if number and single and _is_of_the_post_above(item, known[dated[number - 1]]):
            item.dated = False
            continue
        if not (number and titles_carry_dates) or item.roles:
            continue
        if _is_a_sentence_about_then(item, folded):
            continue
        if _begins_as_a_post(item, folded) and _begins_as_a_post(known[dated[0]], folded):
            continue
        nameless = not item.sector and not is_bare(item, folded) and not _may_be_a_trade(item, folded)
        if nameless or _tells_of_a_project(item):
            item.dated = False


def _is_of_a_life(item: ToldLine, folded: Folded) -> bool:
    """Whether all that the line dates is since when a person lives so; an employer, or a time that ended, tells of a post."""
    if item.sector or not item.periods or not all(period.single or period.is_open for period in item.periods):
        return False
    return _is_all(item, OF_A_LIFE, folded)


def _is_all(item: ToldLine, kind: re.Pattern[str], folded: Folded) -> bool:
    """Whether what stands before each period of the line, if it has any, is of that kind."""
    start = item.line.folded_start
    return bool(item.periods) and all(
        kind.search(folded.text[start : period.start]) is not None for period in item.periods
    )


def _may_be_a_trade(item: ToldLine, folded: Folded) -> bool:
    """« Tapissière, atelier Benali 01/2016 – 12/2021 »: a title that no list knows, with its period at an end of its line."""
    line = item.line
    if line.bullet or line.continues or item.opens_deed or not line.could_be_title or item.words > MOST_TRADE_WORDS:
        return False
    return any(
        (period.start <= item.first + 4 or line.folded_end - period.end <= 2)
        and len(find_points(folded.text, period.start, period.end)) > 1  # « depuis 2022 » is a project's among deeds
        for period in item.periods
    )


def _is_of_the_post_above(item: ToldLine, above: ToldLine) -> bool:
    """« Salon de l'artisanat, 2019 » under a post of 2017 to 2020: a year in it, with words that are no title."""
    if item.roles or item.sector or any(stands_alone(period, item.line) for period in item.periods):
        return False
    return all(
        any(
            not span.single and span.ends is not None and span.begins.first <= each.begins.first <= span.ends.last
            for span in above.periods
        )
        for each in item.periods
    )


def _is_a_sentence_about_then(item: ToldLine, folded: Folded) -> bool:
    """« De janvier 2020 à décembre 2023, j'ai coordonné le projet … »: it begins with its time and goes on at length."""
    line = item.line
    begins = any(
        not period.single and LEAD.fullmatch(folded.text, line.folded_start, period.start) for period in item.periods
    )
    return begins and not line.bullet and item.words > MOST_TRADE_WORDS


def _begins_as_a_post(item: ToldLine, folded: Folded) -> bool:
    """« Sept. 2010 – août 2012 Programme analyst – … »: from month to month, ahead of a title that no list knows."""
    line = item.line
    return not (line.bullet or line.continues) and any(
        not (period.single or period.years_only or period.is_open)
        and LEAD.fullmatch(folded.text, line.folded_start, period.start)
        for period in item.periods
    )


def _tells_of_a_project(item: ToldLine) -> bool:
    return not item.titled and OF_A_PROJECT.search(item.line.text) is not None
