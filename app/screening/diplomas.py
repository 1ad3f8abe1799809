"""Finds the diplomas that a person names in some lines, each with its years after the baccalauréat, its status and field.

Knows the ladder of diplomas and the words round them; not what a notice asks. Text outside the given lines is never seen.
"""

from __future__ import annotations

import re

from app.screening.diploma import FIRST_YEAR_OF_MASTER, UMBRELLA, Diploma
from app.screening.diploma_givers import OF_A_SCHOOL, beside_a_school
from app.screening.diploma_segments import YEAR, before_second_year, end_of_its_words, segments
from app.screening.fields import field_of
from app.screening.fold import Folded
from app.screening.ladder import TRAP, country_words, diploma_words, of_egypt, years_in_its_country, years_of
from app.screening.named_twice import (
    before_a_master,
    first_year_only,
    told_once,
    under_one_roof,
    with_own_sums,
    without_notes,
)
from app.screening.status import FIRST_YEAR_DONE, Status, status_of
from app.screening.terms import Hit

OF_NO_LEVEL = ("D27", "D28", "D28b")
SECONDARY = ("D00", "D01")  # whose streams are no field of higher studies
SCHOOL_ALONE = "school"
LETTER = re.compile(r"[^\W\d_]")
AWAITED = re.compile(
    r"s? (?:du \w+ |de \w+ )?(?:(?:non|pas) encore|en attente|a retirer|non delivre|not yet|pending|to be issued)"
)
ARTICLES = ("=DES", "=DU", "DES", "DU")
CAPITALS_AHEAD = re.compile(r"[^\W\d_a-zà-ÿ]{2,} $")


def named_diplomas(folded: Folded, start: int, end: int, *, deadline: tuple[int, int]) -> list[Diploma]:
    """The diplomas in `folded.text[start:end]`, in order. `deadline` is (year, month).

    A name without a level (« certificat », « diplôme ») is left out where a name with one stands.
    """
    hits = [
        hit
        for hit in diploma_words().longest(folded, start, end)
        if hit.kind != TRAP and not (hit.term in ARTICLES and _is_an_article(folded, hit))
    ]
    hits = beside_a_school(folded, with_own_sums(folded, [of_egypt(folded, hit) for hit in hits]), start)
    levelled = without_notes(folded, [hit for hit in hits if years_of(hit.kind)])
    named = levelled or hits
    owners = [hit for hit in hits if hit in named or (hit.kind in OF_NO_LEVEL and _stands_apart(folded, hit))]
    found = [
        (hit, _diploma(folded, hit, segment, deadline))
        for hit, segment in zip(owners, segments(folded, owners, start, end), strict=True)
        if hit in named or hit.kind == OF_A_SCHOOL
    ]
    found = first_year_only(folded, found, deadline)
    return before_a_master(under_one_roof(told_once(folded, found, deadline[0])))


def school_named(start: int, end: int) -> Diploma:
    """A school of higher studies named without a diploma, at `start:end` of the original text."""
    return Diploma(SCHOOL_ALONE, None, Status.OBTAINED, None, None, start, end)


def _is_an_article(folded: Folded, hit: Hit) -> bool:
    """« DÉLÉGATION DE LA JEUNESSE ET DES SPORTS »: in capitals « DES » and « DU » are words like any other."""
    first, _ = folded.span(hit.folded_start, hit.folded_end)
    before = folded.original[max(first - 24, 0) : first]
    return CAPITALS_AHEAD.search(before) is not None


def _stands_apart(folded: Folded, hit: Hit) -> bool:
    """A certificate that opens its line or a clause has words of its own; « attestation de réussite du master » has none."""
    before = folded.text[folded.text.rfind("\n", 0, hit.folded_start) + 1 : hit.folded_start].rstrip()
    if AWAITED.match(folded.text, hit.folded_end):  # « soutenu en juin, attestation non encore délivrée »
        return False
    return not LETTER.search(before) or before[-1] in ";:|/.,-"


def _diploma(folded: Folded, hit: Hit, segment: tuple[int, int], deadline: tuple[int, int]) -> Diploma:
    start, end = segment[0], end_of_its_words(folded, hit, segment[1])
    text = folded.text[start:end]
    years_named = [int(found[1]) for found in YEAR.finditer(text)]
    year = max(years_named, default=None)
    if hit.kind == UMBRELLA and FIRST_YEAR_DONE.search(text):  # « master (première année validée) »
        hit = hit._replace(kind=FIRST_YEAR_OF_MASTER)
    status = status_of(folded, hit, start, before_second_year(folded, hit, start, end), deadline)
    field, field_end = field_of(folded, hit, start, end)
    if hit.kind in SECONDARY:
        field = None
    first = folded.text.rfind("\n", 0, hit.folded_start) + 1
    last = folded.text.find("\n", max(hit.folded_end, min(field_end, hit.folded_end + 160)))
    last = len(folded.text) if last < 0 else last
    lines = folded.span(max(first, start), min(last, max(end, hit.folded_end)))
    countries = {found.kind for found in country_words().hits(folded, start, segment[1])}
    return Diploma(hit.kind, years_in_its_country(hit.kind, year, countries, text), status, field, year, *lines)
