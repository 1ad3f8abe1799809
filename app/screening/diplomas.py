"""Finds the diplomas that a person names in some lines, each with its years after the baccalauréat, its status and field.

Knows the ladder of diplomas and the words round them; not what a notice asks. Text outside the given lines is never seen.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any

from app.screening.fields import Field, field_of
from app.screening.fold import Folded
from app.screening.status import FIRST_YEAR_DONE, Status, status_of
from app.screening.terms import WORDS, Hit, Lexicon

TRAP = "trap"
UMBRELLA = "D14"
FIRST_YEAR_OF_MASTER = "D12"
YEAR = re.compile(r"(?<![0-9/.,])(19[5-9][0-9]|20[0-4][0-9])(?![0-9])")

OF_NO_LEVEL = ("D27", "D28", "D28b")
OF_A_SCHOOL = "D28b"
NAMELESS = ("D27", "D28a", "D28b")  # diplomas whose name says no level
SCHOOL_ALONE = "school"
PARTS_SENTENCES = re.compile(
    r"(?<=[^\W\d_]{3}|[0-9)]{3})[.!](?=\s)|[;|/\u061b]|\b(?:puis|ensuite|then|followed by)\b|\b(?:ثم|يليها)\b"
)
LETTER = re.compile(r"[^\W\d_]")
PARTS_WORDS = re.compile(r"[,(\u060c]")

DIPLOMA_WORD = re.compile(r"(?:\w+ )?(?:diplom|titre|degree)|\u062f\u0628\u0644\u0648\u0645|\u0634\u0647\u0627\u062f")
NOT_ITS_SUM = re.compile(
    r"[;|]|\b(?:niveau|equivalent\w*|level|acces\w*|apres|post|admis\w*|recrut\w*|ouvert\w*|reserve\w*|pour|suite|vers|prepare\w*|non)\b"
    r"|\u0645\u0633\u062a\u0648\u064a|\u064a\u0639\u0627\u062f\u0644|\u0628\u0639\u062f"
)
ARTICLES = ("=DES", "=DU", "DES", "DU")
CAPITALS_AHEAD = re.compile(r"[^\W\d_a-zà-ÿ]{2,} $")
UNDER_WAY = (Status.IN_PROGRESS, Status.ADMITTED, Status.PENDING)
SPELT_OUT = re.compile(r"\.?\s?[(:=-]\s?")
SECOND_YEAR = re.compile(
    r"\b(?:m2|master (?:2|ii)|(?:2e|2eme|2nde|deuxieme|seconde?|2nd|second) (?:annee|year)(?: (?:de|du|of) (?:the )?master'?s?)?)\b"
    r"|\u0627\u0644\u0633\u0646\u0647 \u0627\u0644\u062b\u0627\u0646\u064a\u0647"
)
OWN_LINE = re.compile(
    r"\s*(?:[\u2022*\u2713]|[-+o>]\s|(?:\w{3,10}\.? )?(?:(?:[0-3]?[0-9][/.-])?[01]?[0-9][/.-])?(?:19|20)[0-9]{2}\b)"
)

# Elsewhere than in Morocco and France a « maîtrise » may be a master: « Maîtrise (M. Sc.) », « maîtrise universitaire, Genève »
WITH_ITS_LETTERS = re.compile(r"maitrise\b[^.;]{0,80}?(?:\bm\.? ?sc\b|\bm\. ?a\b|\bm\. ?ed\b|\(ma\))")
OF_A_UNIVERSITY = re.compile(r"maitrise universitaire\b")
EGYPTIAN = re.compile(r"(?:\u0627\u0644)?\u062f\u0628\u0644\u0648\u0645\u0647(?:\s|$)")  # دبلومة, above a first degree


class Ladder(StrEnum):
    """Diplomas whose years depend on the country or the time."""

    LICENCE = "D07"
    MAITRISE = "D11"
    BACCALAUREAT_EN = "D10"
    POSTGRADUATE = "D13"
    HIGHER_STUDIES = "D17"
    SCIENCES_PO = "D25"
    DOCTORATE = "D26"
    MST = "MST"


@dataclass(frozen=True, slots=True)
class Diploma:
    """A diploma as named. `years` is [least, most] after the baccalauréat, None where the name says no level.

    `start:end` is its span in the original text, with the line it stands on.
    """

    ident: str
    years: tuple[int, int] | None
    status: Status
    field: Field | None
    year: int | None
    start: int
    end: int

    @property
    def counts(self) -> bool:
        return self.status in (Status.OBTAINED, Status.RECOGNISED)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((WORDS / "diplomas.toml").read_text(encoding="utf-8"))


@cache
def diploma_words() -> Lexicon:
    """Every name of a diploma, its kind being the rung of the ladder, and the traps."""
    table = _table()
    return Lexicon.of({**table["diploma"], TRAP: table["traps"]})


@cache
def country_words() -> Lexicon:
    """Names of countries whose diplomas have other years."""
    return Lexicon.of({name: {"any": words} for name, words in _table()["countries"].items()})


def named_diplomas(folded: Folded, start: int, end: int, *, deadline: tuple[int, int]) -> list[Diploma]:
    """The diplomas in `folded.text[start:end]`, in order. `deadline` is (year, month).

    A name without a level (« certificat », « diplôme ») is left out where a name with one stands.
    """
    hits = [
        hit
        for hit in diploma_words().longest(folded, start, end)
        if hit.kind != TRAP and not (hit.term in ARTICLES and _is_an_article(folded, hit))
    ]
    hits = _with_own_sums(folded, [_of_egypt(folded, hit) for hit in hits])
    levelled = _without_notes(folded, [hit for hit in hits if _years_of(hit.kind)])
    named = levelled or hits
    owners = [hit for hit in hits if hit in named or (hit.kind in OF_NO_LEVEL and _stands_apart(folded, hit))]
    found = [
        (hit, _diploma(folded, hit, segment, deadline))
        for hit, segment in zip(owners, _segments(folded, owners, start, end), strict=True)
        if hit in named or hit.kind == OF_A_SCHOOL
    ]
    return _under_one_roof(_told_once(folded, found, deadline[0]))


def _of_egypt(folded: Folded, hit: Hit) -> Hit:
    """دبلومة is a diploma above a first degree, which دبلوم is not always."""
    if hit.kind in NAMELESS and EGYPTIAN.match(folded.text, hit.folded_start):
        return hit._replace(kind=Ladder.POSTGRADUATE)
    return hit


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
    return not LETTER.search(before) or before[-1] in ";|/.,-"


def _without_notes(folded: Folded, hits: list[Hit]) -> list[Hit]:
    """« Licence (Bac+3) en droit » names one diploma: the sum beside its name is a note, unless it stands alone on its line."""
    named = {folded.text.count("\n", 0, hit.folded_start) for hit in hits if not is_sum(hit.kind)}
    return [hit for hit in hits if not is_sum(hit.kind) or folded.text.count("\n", 0, hit.folded_start) not in named]


def _with_own_sums(folded: Folded, hits: list[Hit]) -> list[Hit]:
    """« Diplôme de l'Institut supérieur de …, Bac+5 »: a diploma whose name says no level, and the sum that says it."""
    result: list[Hit] = []
    for hit in hits:
        before = result[-1] if result else None
        if before is not None and is_sum(hit.kind) and before.kind in NAMELESS and DIPLOMA_WORD.match(
            folded.text, before.folded_start
        ):  # fmt: skip
            between = folded.text[before.folded_end : hit.folded_start]
            if "\n" not in between and not NOT_ITS_SUM.search(between):
                result[-1] = before._replace(kind=hit.kind)
                continue
        result.append(hit)
    return result


def _told_once(folded: Folded, found: list[tuple[Hit, Diploma]], closing: int) -> list[Diploma]:
    """« Master … – M2 en cours », « D.E.S. (diplôme d'études supérieures) en … »: one diploma named twice on its line."""
    result: list[tuple[Hit, Diploma]] = []
    for hit, diploma in found:
        if result and result[-1][0].kind == hit.kind:
            first, other = result[-1]
            between = folded.text[first.folded_end : hit.folded_start]
            name = folded.text[hit.folded_start : hit.folded_end]
            spelt = SPELT_OUT.fullmatch(between) and other.field is None
            again = diploma.field is None and SECOND_YEAR.fullmatch(name) and not SECOND_YEAR.search(between)
            years = [each.year for each in (other, diploma) if each.year is not None]
            had = bool(years) and max(years) < closing - 1 and diploma.status in UNDER_WAY
            if "\n" not in between and (spelt or (again and hit.kind == UMBRELLA and not had)):
                whole = diploma if spelt else other
                fate = min(other.status, diploma.status, key=list(Status).index)
                result[-1] = (
                    first,
                    replace(whole, status=fate, year=max(years, default=None), start=other.start, end=diploma.end),
                )
                continue
        result.append((hit, diploma))
    return [diploma for _, diploma in result]


def is_sum(ident: str) -> bool:
    """Is the rung a sum of years (« Bac+5 ») and no diploma's name?"""
    return ident == "D15" or ident.startswith("BAC")


def _years_of(ident: str) -> tuple[int, int] | None:
    years = _table()["diploma"][ident]["years"]
    return (years[0], years[1]) if years else None


def _segments(folded: Folded, hits: Sequence[Hit], start: int, end: int) -> Iterator[tuple[int, int]]:
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


def _diploma(folded: Folded, hit: Hit, segment: tuple[int, int], deadline: tuple[int, int]) -> Diploma:
    start, end = segment[0], _end_of_its_words(folded, hit, segment[1])
    text = folded.text[start:end]
    years_named = [int(found[1]) for found in YEAR.finditer(text)]
    year = max(years_named, default=None)
    if hit.kind == UMBRELLA and FIRST_YEAR_DONE.search(text):  # « master (première année validée) »
        hit = hit._replace(kind=FIRST_YEAR_OF_MASTER)
    status = status_of(folded, hit, start, _before_second_year(folded, hit, start, end), deadline)
    field, field_end = field_of(folded, hit, start, end)
    first = folded.text.rfind("\n", 0, hit.folded_start) + 1
    last = folded.text.find("\n", max(hit.folded_end, min(field_end, hit.folded_end + 160)))
    last = len(folded.text) if last < 0 else last
    lines = folded.span(max(first, start), min(last, max(end, hit.folded_end)))
    countries = {found.kind for found in country_words().hits(folded, start, segment[1])}
    return Diploma(hit.kind, _settled(hit.kind, year, countries, text), status, field, year, *lines)


def _end_of_its_words(folded: Folded, hit: Hit, end: int) -> int:
    """Where what is said of one diploma ends: before a line that begins with a date or a list mark of its own."""
    at = folded.text.find("\n", hit.folded_end, end)
    while at >= 0:
        goes_on = folded.text[max(at - 2, 0) : at].rstrip().endswith("-")  # « 2011 - » and the year below
        if OWN_LINE.match(folded.text, at + 1) and not goes_on:
            return at
        at = folded.text.find("\n", at + 1, end)
    return end


def _before_second_year(folded: Folded, hit: Hit, start: int, end: int) -> int:
    """« Première année de master (validée) ; deuxième année interrompue »: what befell the second undoes not the first."""
    if hit.kind != FIRST_YEAR_OF_MASTER or not FIRST_YEAR_DONE.search(folded.text, start, end):
        return end
    second = SECOND_YEAR.search(folded.text, hit.folded_end, end)
    return second.start() if second else end


def _settled(ident: str, year: int | None, countries: set[str], text: str) -> tuple[int, int] | None:
    """The years of a rung, once the country and the time are known."""
    years = _years_of(ident)
    match ident:
        case Ladder.MAITRISE if "canada" in countries or WITH_ITS_LETTERS.search(text):
            return 5, 5
        case Ladder.MAITRISE if "switzerland" in countries and "home" not in countries:
            return (5, 5) if OF_A_UNIVERSITY.search(text) else (4, 5)
        case Ladder.MAITRISE if (year is None and not countries) or ((year or 0) >= 2010 and "home" not in countries):
            return 4, 5
        case Ladder.BACCALAUREAT_EN if not countries & {"canada", "belgium"}:
            return 0, 0
        case Ladder.LICENCE if "congo" in countries and (year is None or year <= 2012):
            return 3, 5
        case Ladder.LICENCE if "algeria" in countries or (year is not None and year <= 2005):
            return 3, 4
        case Ladder.HIGHER_STUDIES if "algeria" in countries:
            return 4, 4
        case Ladder.HIGHER_STUDIES if "mashriq" in countries:
            return 4, 5
        case Ladder.HIGHER_STUDIES if year is not None and year <= 2004 and "belgium" not in countries:
            return 6, 8
        case Ladder.SCIENCES_PO if year is not None and year <= 2005:
            return 3, 5
        case Ladder.MST if year is not None:
            return (4, 4) if year <= 2004 else (5, 5)
        case Ladder.DOCTORATE if re.search(r"\b(medecine|pharmacie|dentaire)\b|\bالطب\b|الصيدله", text):
            return 7, 8
    return years


def _under_one_roof(found: list[Diploma]) -> list[Diploma]:
    """« Master (M1 validé, M2 abandonné) »: the bare name shares the fate of its second year."""
    if not any(diploma.ident == FIRST_YEAR_OF_MASTER for diploma in found):
        return found
    fates = [diploma.status for diploma in found if diploma.ident == UMBRELLA and not diploma.counts]
    if not fates:
        return found
    return [
        replace(diploma, status=fates[0]) if diploma.ident == UMBRELLA and diploma.counts else diploma
        for diploma in found
    ]
