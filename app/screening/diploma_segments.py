"""Whose words are whose where several diplomas are told: where what is said of each begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.screening.diploma import FIRST_YEAR_OF_MASTER
from app.screening.fold import Folded
from app.screening.status import FIRST_YEAR_DONE
from app.screening.terms import Hit

YEAR = re.compile(r"(?<![0-9/.,])(19[5-9][0-9]|20[0-4][0-9])(?![0-9])")
PARTS_SENTENCES = re.compile(
    r"(?<=[^\W\d_]{3}|[0-9)]{3})[.!](?=\s)|[;|/\u061b]|\b(?:puis|ensuite|then|followed by)\b|\b(?:ثم|يليها)\b"
)
PARTS_WORDS = re.compile(r"[,(\u060c]")
SECOND_YEAR = re.compile(
    r"\b(?:m2|master (?:2|ii)|(?:2e|2eme|2nde|deuxieme|seconde?|2nd|second) (?:annee|year)(?: (?:de|du|of) (?:the )?master'?s?)?)\b"
    r"|\u0627\u0644\u0633\u0646\u0647 \u0627\u0644\u062b\u0627\u0646\u064a\u0647"
)
OWN_LINE = re.compile(
    r"\s*(?:[\u2022*\u2713]|[-+o>]\s|(?:\w{3,10}\.? )?(?:(?:[0-3]?[0-9][/.-])?[01]?[0-9][/.-])?(?:19|20)[0-9]{2}\b)"
)


# « Formations continues : … », « Stages : … » under a diploma are another matter, unless they may tell what became of it
OTHER_TRAINING = re.compile(
    r"\s*(?:(?:nombreuses?|divers|diverses|plusieurs|autres?|several|various|other) ){0,2}"
    r"(?:formations? (?:continues?|complementaires?|courtes?|certifiantes?|professionnelles?)|formations\b|formation (?:de|en|d'|sur|aux?)(?:\b|(?<='))|stages?\b|seminaires?\b"
    r"|ateliers?\b|certifications?\b|certificats?\b|attestations?\b|moocs?\b|(?:short )?courses\b|trainings?\b|workshops?\b"
    r"|internships?\b|certificates?\b|professional development\b|langues?\s*:|competences\b)"
    r"|\s*(?:(?:principa\w+|key|main|relevant|selected) )?(?:modules?|matieres?|cours|enseignements?|coursework|subjects|activit(?:es|ies))"
    r"(?: [^\W\d_]+){0,2}\s*:"
    r"|\s*(?:ال)?(?:مواد|وحدات)(?: [^\W\d_]+)?\s*:"
    r"|\s*(?:diplomes? (?:de|d'|en|du|des|superieur|universitaire|professionnel)|diplomas? (?:in|of)|titre (?:de|d')|brevet (?:de|d')"
    r"|prix (?:de|d'|du)|bourse|scholarship|award)(?:\b|(?<='))"
    r"|\s*(?:شهاده|دبلوم|دوره|تكوين|تدريب|ورشه) (?:تكوينيه |تدريبيه |مهنيه |مهني |خاصه )?(?:في|حول|ب)"
    r"|\s*(?:ال)?(?:تكوينات|دورات|ورشات|تداريب|تكوين مستمر|شهادات)\b"
)
ITS_FATE = re.compile(
    r"en cours|en attente|soutenan|(?:non|pas) encore|prevue?|valid|acheve|abandon|interrom|pending|ongoing|in progress|complete|expected"
    r"|انتظار|مناقش|في طور|قيد ال|لم |استوف|مكتمل"
)


def segments(folded: Folded, hits: Sequence[Hit], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Whose words are whose: a diploma's begin at its line, or where the one before it on the line ends."""
    if not hits:
        return
    cuts = [start]
    dated_above = _line_above(folded, hits[0], start) is not None
    for before, after in pairwise(hits):
        line = folded.text.rfind("\n", 0, after.folded_start) + 1
        if line <= before.folded_start:
            cuts.append(_clause(folded, before, after))
        else:
            above = _line_above(folded, after, before.folded_end) if dated_above else None
            cuts.append(line if above is None else above)
    yield from pairwise([*cuts, end])


def _line_above(folded: Folded, hit: Hit, floor: int) -> int | None:
    """Where the line right above the diploma's begins, when it holds its dates and starts after `floor`."""
    line = folded.text.rfind("\n", 0, hit.folded_start)
    above = folded.text.rfind("\n", 0, max(line, 0)) + 1
    return above if floor <= above < line and YEAR.search(folded.text, above, line) else None


def _clause(folded: Folded, before: Hit, after: Hit) -> int:
    """Where the second of two diplomas on a line begins: after the last sign that parts sentences or cells, else the
    last comma between them, else at its name.
    """
    between = folded.text[before.folded_end : after.folded_start]
    for parting in (PARTS_SENTENCES, PARTS_WORDS):
        ends = [found.end() for found in parting.finditer(between)]
        if ends:
            return before.folded_end + ends[-1]
    return after.folded_start


def end_of_its_words(folded: Folded, hit: Hit, end: int) -> int:
    """Where what is said of one diploma ends: before a line that begins with a date or a list mark of its own, or with other training."""
    at = folded.text.find("\n", hit.folded_end, end)
    while at >= 0:
        goes_on = folded.text[max(at - 2, 0) : at].rstrip().endswith("-")  # « 2011 - » and the year below
        if (OWN_LINE.match(folded.text, at + 1) and not goes_on) or _is_other_training(folded.text, at + 1):
            return at
        at = folded.text.find("\n", at + 1, end)
    return end


def _is_other_training(text: str, at: int) -> bool:
    """Whether the line that begins at `at` tells of other training, and of nothing that may have become of the diploma."""
    found = OTHER_TRAINING.match(text, at)
    if found is None:
        return False
    end = text.find("\n", found.end())
    return ITS_FATE.search(text, at, end if end >= 0 else len(text)) is None


def before_second_year(folded: Folded, hit: Hit, start: int, end: int) -> int:
    """« Première année de master (validée) ; deuxième année interrompue »: what befell the second undoes not the first."""
    if hit.kind != FIRST_YEAR_OF_MASTER or not FIRST_YEAR_DONE.search(folded.text, start, end):
        return end
    second = SECOND_YEAR.search(folded.text, hit.folded_end, end)
    return second.start() if second else end
