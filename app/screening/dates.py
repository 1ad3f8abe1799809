"""Points in time as people write them in French, Arabic and English, each an interval of months (policy §4.1-4.2).

A month is `year * 12 + month - 1`. Own grammar, not a library's: « déc. 20 », غشت, « rentrée 2019 » and ١٤٤٠ هـ must all
be right, and what is no date (a law's number, a telephone, « Agenda 2030 ») must stay out. Every pattern is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from app.screening.alternation import any_of
from app.screening.date_forms import YEAR, after_a_sign, hijri_names, month_names, parts_of_a_year, right_here

HIJRI_YEAR_LENGTH = 0.970224
HIJRI_ZERO = 621.5774


class Months(NamedTuple):
    """An interval of months, both ends included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class Point(NamedTuple):
    """One date in the folded text. `months` is None for « now », and for a month without its year (then `month` is set).

    `weak` marks « 09/19 », a date only at one end of a range.
    """

    start: int
    end: int
    months: Months | None
    now: bool = False
    month: int | None = None
    weak: bool = False
    year_only: bool = False


def month_index(year: int, month: int) -> int:
    """The number of a month; `month` may run past 12 into the next year."""
    return year * 12 + month - 1


def year_of(digits: str) -> int:
    """Two digits up to 30 belong to this century."""
    number = int(digits)
    return number if number > 99 else 2000 + number if number <= 30 else 1900 + number


# Words right before a number that make it no date
NOT_A_DATE = (
    "loi", "lois", "law", "article", "art", "resolution", "decision", "arrete", "decret", "dahir", "n\u00b0", "no", "num", "numero",
    "nr", "ref", "reference", "code", "bp", "b.p", "iso", "cp", "tel", "gsm", "fax", "agenda", "vision", "horizon", "odd", "sdg",
    "sdgs", "objectif", "objectifs", "windows", "office", "page", "salle", "lot", "rue", "villa", "immeuble", "appt", "apt",
    "mondial", "coupe du monde", "can", "cop", "expo", "\u0642\u0627\u0646\u0648\u0646", "\u0631\u0642\u0645",
    "\u0627\u0641\u0642", "\u0627\u062c\u0646\u062f\u0647", "\u0631\u0648\u064a\u0647", "\u0635.\u0628", "\u0635 \u0628",
    "\u0627\u0644\u0642\u0631\u0627\u0631",
)  # fmt: skip
NOT_A_DATE_REACH = 24
# They are read backwards, from the number: asked once, and not at every letter before it
NOT_A_DATE_BEFORE = re.compile(
    rf"\s?(?:\u00b0n|on|\u0645\u0642\u0631)?\s?[:.]?\s?(?:{any_of(word[::-1] for word in NOT_A_DATE)}|[0-9]+ osi)\b|[n\u00b0#]"
)
NOT_A_DATE_AFTER = re.compile(
    r"\s?(?:dh|mad|dhs|euros?|eur|\u20ac|\$|usd|beneficiaires?|personnes|femmes|jeunes|enfants|participants?|familles|menages|"
    r"habitants|detenus|heures|mots|\u062f\u0631\u0647\u0645|\u0645\u0633\u062a\u0641\u064a\u062f|\u0634\u062e\u0635|\u0627\u0633\u0631\u0647|\u0627\u0645\u0631\u0627\u0647|\u062a\u0644\u0645\u064a\u0630)\b"
)
BIRTH_REACH = 60
# The first letter comes first and what stands before it is looked back at
BIRTH = re.compile(
    r"n(?<!\wn)(?:ee?(?:\(e\))? (?:le|en|a)|e\(e\) le|aissance)\b|b(?<!\wb)(?:orn|irth)\b|d(?<!\wd)ob\b|"
    r"\u0627\u0644\u0627\u0632\u062f\u064a\u0627\u062f|\u0627\u0644\u0645\u064a\u0644\u0627\u062f|\u0645\u0648\u0627\u0644\u064a\u062f|\u0645\u0632\u062f\u0627\u062f"
)
RANGE_AFTER = re.compile(
    r"\.?\s{0,2}(?:-|/|a |au |to |et |and |until |jusqu|\u0627\u0644\u064a |\u062d\u062a\u064a |\u0648 ?|\))"
)
RANGE_BEFORE = re.compile(r"(?:-|/|\ba|\bau|\bto|\u0627\u0644\u064a|\u062d\u062a\u064a)\s{0,2}$")


def find_points(text: str, start: int = 0, end: int | None = None) -> tuple[Point, ...]:
    """Every point of `text[start:end]`, folded, in order; what is no date is left out."""
    dates = _dates(text, start, len(text) if end is None else end)
    return tuple(
        [point for found in dates if not _is_something_else(text, found) and (point := _point(found)) is not None]
    )


def _dates(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What has the form of a date, in order, none overlapping."""
    match, search = right_here().match, after_a_sign().search
    at = start
    while (found := match(text, at, end) or search(text, max(at - 1, 0), end)) is not None:
        yield found
        at = found.end()


def _is_something_else(text: str, found: re.Match[str]) -> bool:
    form = found.lastgroup or ""
    start, end = found.span(form)
    if form == "now":
        return False
    if form == "only" and _is_a_plain_word(text, start, end):
        return True
    line = text.rfind("\n", max(0, start - 160), start) + 1
    if line < start and (
        NOT_A_DATE_BEFORE.match(text[max(line, start - NOT_A_DATE_REACH) : start][::-1])
        or BIRTH.search(text[max(line, start - BIRTH_REACH) : start])
    ):
        return True
    return form in ("y", "only") and NOT_A_DATE_AFTER.match(text, end) is not None


def _is_a_plain_word(text: str, start: int, end: int) -> bool:
    """« may », « mar », « sept ans », مارس مهنة المحاماة: a month without its year needs a range sign after it."""
    return (
        RANGE_AFTER.match(text[end : end + 10]) is None and RANGE_BEFORE.search(text[max(0, start - 6) : start]) is None
    )


@cache
def _day_month() -> re.Pattern[str]:
    return re.compile(rf"(?<![0-9/])([0-3]?[0-9])/([0-3]?[0-9])/{YEAR}(?![0-9])")


@lru_cache(maxsize=8)
def _months_come_first(text: str) -> bool:
    """Whether the document proves the American order: a second number above 12 and never a first one."""
    pairs = [(int(found[1]), int(found[2])) for found in _day_month().finditer(text)]
    return any(second > 12 for _, second in pairs) and all(first <= 12 for first, _ in pairs)


def _point(found: re.Match[str]) -> Point | None:
    form = found.lastgroup or ""
    start, end = found.span(form)
    if form == "now":
        return Point(start, end, None, now=True)
    if form == "only":
        return Point(start, end, None, month=month_names()[found["only_n"]])
    months = READ[form](found)
    return None if months is None else Point(start, end, months, weak=form == "myy", year_only=form == "y")


def _of_numbers(form: str) -> Callable[[re.Match[str]], Months]:
    return lambda found: _one(year_of(found[f"{form}_y"]), int(found[f"{form}_m"]))


def _of_a_name(form: str) -> Callable[[re.Match[str]], Months]:
    return lambda found: _one(year_of(found[f"{form}_y"].lstrip("'")), month_names()[found[f"{form}_n"]])


def _of_hijri_numbers(form: str) -> Callable[[re.Match[str]], Months]:
    return lambda found: from_hijri(int(found[f"{form}_y"]), int(found[f"{form}_m"]))


def _of_a_day(found: re.Match[str]) -> Months | None:
    day, month = int(found["d"]), int(found["m"])
    if month > 12 or (day <= 12 and _months_come_first(found.string)):
        day, month = month, day
    return _one(year_of(found["dmy_y"]), month) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _of_a_part(found: re.Match[str]) -> Months:
    first, last = parts_of_a_year()[found["part_n"]]
    year = int(found["part_y"])
    return Months(month_index(year, first), month_index(year, last if last <= 12 or first == 12 else 12))


def _of_a_year(found: re.Match[str]) -> Months:
    year = int(found["y_y"])
    return Months(month_index(year, 1), month_index(year, 12))


def _of_a_hijri_year(found: re.Match[str]) -> Months:
    return from_hijri(int(found["hijri"]), hijri_names().get(found["hijri_n"] or ""))


READ: dict[str, Callable[[re.Match[str]], Months | None]] = {
    **{form: _of_numbers(form) for form in ("iso", "my", "ym", "yml", "myy")},
    **{form: _of_a_name(form) for form in ("mdy", "mn", "ymn")},
    **{form: _of_hijri_numbers(form) for form in ("hdmy", "hymd", "hmy", "hym")},
    "dmy": _of_a_day,
    "hy": _of_a_hijri_year,
    "part": _of_a_part,
    "y": _of_a_year,
}
"""What each form of the grammar says."""


def _one(year: int, month: int) -> Months:
    return Months(month_index(year, month), month_index(year, month))


def from_hijri(year: int, month: int | None = None) -> Months:
    """The Gregorian months that a Hijri year, or one of its months, touches."""
    begins = year * HIJRI_YEAR_LENGTH + HIJRI_ZERO
    length = HIJRI_YEAR_LENGTH
    if month is not None:
        length /= 12
        begins += (month - 1) * length
    return Months(int(begins * 12), int((begins + length) * 12))
