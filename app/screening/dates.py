"""Points in time as people write them in French, Arabic and English, each an interval of months (policy §4.1-4.2).

A month is `year * 12 + month - 1`. Own grammar, not a library's: « déc. 20 », غشت, « rentrée 2019 » and ١٤٤٠ هـ must all
be right, and what is no date (a law's number, a telephone, « Agenda 2030 ») must stay out. Every pattern is linear.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from app.screening.alternation import any_of
from app.screening.fold import fold_words
from app.screening.terms import WORDS

YEAR = r"(?:19[5-9]|20[0-4])[0-9]"
LETTER = r"[a-z0-9\u0621-\u064a]"
GLUED = "\u0628\u0644\u0641\u0648"  # letters written before the name of a month
# « 2019/03-2021/12 »: behind the month not the day, but the year of the other end
OTHER_GLUED_END = rf"(?=[-/.]{YEAR}[-/.](?:0?[1-9]|1[0-2])(?![0-9]))|(?<=[/.][0-9]{{2}})(?=-{YEAR}(?![0-9]))"
LEADS_TO_AN_END = (
    "-", "- ", ">", "> ", "~", "au ", " a ", "to ", "since ", "from ", "depuis ", "\u0645\u0646 ", "\u0645\u0646\u0630 ",
    "\u0627\u0644\u064a ", "\u062d\u062a\u064a ", "\u0644\u063a\u0627\u064a\u0647 ",
)  # fmt: skip
TO = r"(?:[-~>]{1,2}|au?|to|until|till|jusqu'a|\u0627\u0644\u064a(?: \u063a\u0627\u064a\u0647)?|\u062d\u062a\u064a|\u0644\u063a\u0627\u064a\u0647) ?"
HIJRI_YEAR_LENGTH = 0.970224
HIJRI_ZERO = 621.5774
ERA = r"(?: ?\u0645(?![\u0621-\u064a]))?"  # « 2018م », of the common era
HIJRI_MARK = r" ?(?:\u0647\u062c\u0631\u064a\w*|\u0647(?![\u0621-\u064a]))"
HIJRI_YEAR = "1[34][0-9]{2}"
HIJRI_NEXT = rf" ?(?:-|/|\u0627\u0644\u064a|\u062d\u062a\u064a) ?{HIJRI_YEAR}{HIJRI_MARK}"


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


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((WORDS / "months.toml").read_text(encoding="utf-8"))


def _numbered(table: str) -> dict[str, int]:
    return {fold_words(name): int(number) for number, names in _words()[table].items() for name in names}


@cache
def month_names() -> dict[str, int]:
    """Folded names to 1-12."""
    return _numbered("month")


@cache
def hijri_names() -> dict[str, int]:
    return _numbered("hijri")


@cache
def _parts() -> dict[str, tuple[int, int]]:
    spans: dict[str, tuple[int, int]] = {}
    for span, names in _words()["part"].items():
        first, last = span.split("-")
        for name in names:
            spans[fold_words(name)] = (int(first), int(last))
    return spans


@cache
def _forms() -> str:
    """All forms of a point, the longer first, behind what any of them begins with: most words of a text begin none."""
    month = any_of(month_names())
    named = rf"(?:\u0634\u0647\u0631 )?(?:[{GLUED}](?=[\u0621-\u064a]))?(?P<{{0}}>{month})(?: ?[/(] ?{month}\)?)?"
    # In a narrow margin the day of the end may be the last of its line: « 1 February 2019 – 31 | March 2023 »
    day = r"(?:[0-3]?[0-9](?:er|eme|e|st|nd|rd|th)?\.? (?:de |of )?|(?:(?<=- )|(?<=au )|(?<=to ))[0-3]?[0-9](?:er)?\n)"
    of_year = r"(?:de l'annee |de |d'|of |du |\u0645\u0646 \u0633\u0646\u0647 |\u0645\u0646 \u0639\u0627\u0645 |\u0633\u0646\u0647 |\u0639\u0627\u0645 |\u0645\u0646 )?"
    parts = any_of(_parts())
    led = "|".join(f"(?<={lead})" for lead in LEADS_TO_AN_END)
    forms = [
        rf"(?P<iso>(?P<iso_y>{YEAR})(?P<iso_s>[-/.])(?P<iso_m>0?[1-9]|1[0-2])(?P=iso_s)(?:[0-2]?[0-9]|3[01])(?![0-9]))",
        rf"(?P<dmy>(?P<d>[0-3]?[0-9]) ?[-/.] ?(?P<m>[0-3]?[0-9]) ?[-/.] ?(?P<dmy_y>{YEAR}|[0-9]{{2}})(?![0-9]|[/.][0-9]){ERA})",
        rf"(?P<my>(?P<my_m>0?[1-9]|1[0-2])(?: ?[-/] ?|\.|(?<=[0-9]{{2}})\. )(?P<my_y>{YEAR})(?![0-9]){ERA})",
        rf"(?P<ym>(?P<ym_y>{YEAR})[-/.](?P<ym_m>0[1-9]|1[0-2])(?:(?![0-9]|[-/.][0-9])|{OTHER_GLUED_END}){ERA})",
        # « 2019/3 – 2021/9 », « 2019 / 03 »: a month where another end, or what leads to one, says so
        rf"(?P<yml>(?P<yml_b>{led})?(?P<yml_y>{YEAR}) ?[-/.] ?(?P<yml_m>0?[1-9]|1[0-2])(?![0-9]|[/.][0-9]){ERA}(?(yml_b)|(?= ?\)? ?{TO}(?:{YEAR}|{any_of(_now())}))))",
        r"(?P<myy>(?P<myy_m>0[1-9]|1[0-2])/(?P<myy_y>[0-3][0-9])(?![0-9]|[/.][0-9]))",
        # « 1439 – 1443 هـ »: the mark may stand behind the second year alone, and a month of theirs needs none
        rf"(?P<hy>(?:{_hijri_name()})?(?P<hijri>{HIJRI_YEAR})(?:{HIJRI_MARK}|(?(hijri_n)(?![0-9]|[-/.][0-9])|(?={HIJRI_NEXT}))))",
        rf"(?P<mdy>{named.format('mdy_n')}\.? [0-3]?[0-9](?:st|nd|rd|th)?,? (?P<mdy_y>{YEAR})(?![0-9]))",
        rf"(?P<mn>(?:le |{parts}[ -](?:de |of |du mois de |d')?)?{day}?{named.format('mn_n')}\.?(?: ?[-,/] ?|[ \n])?{of_year}(?P<mn_y>{YEAR}|'?[0-9]{{2}}(?![0-9%/]|:[0-9]| ?(?:h|ans|mois|jours|years|[-/][0-9])))(?![0-9]){ERA})",
        rf"(?P<part>(?P<part_n>{parts})[ -](?:de l'annee |de |of |d'|\u0645\u0646 |\u0633\u0646\u0647 |\u0639\u0627\u0645 |\u0645\u0646 \u0633\u0646\u0647 )?(?P<part_y>{YEAR})(?![0-9]){ERA})",
        rf"(?P<only>{day}?{named.format('only_n')}(?![a-z0-9\u0621-\u064a]))",
        rf"(?P<y>(?:\u0633\u0646\u0647 |\u0639\u0627\u0645 )?(?P<y_y>{YEAR}){ERA}(?![0-9\u0621-\u064a]|[.,][0-9]))",
        rf"(?P<now>{any_of(_now())}(?![a-z0-9\u0621-\u064a]))",
    ]
    return _beginning() + "(?:" + "|".join(forms) + ")"


@cache
def _right_here() -> re.Pattern[str]:
    """A point that begins where no word goes on, or after an « and » glued to it."""
    return re.compile(rf"(?:(?<!{LETTER})|(?<=[ \n]\u0648)){_forms()}")


@cache
def _after_a_sign() -> re.Pattern[str]:
    """The same with the sign before it: the letters within words, most of a text, are passed over at once."""
    return re.compile(rf"[^{LETTER[1:]}(?:(?<=[ \n])\u0648)??{_forms()}")


def _beginning() -> str:
    little = {"le ", "\u0634\u0647\u0631 ", "\u0633\u0646\u0647 ", "\u0639\u0627\u0645 "}
    words = {*month_names(), *hijri_names(), *_parts(), *_now(), *little}
    return rf"(?=[0-9]|{any_of(words)}|[{GLUED}]{any_of(month_names())})"


@cache
def _now() -> frozenset[str]:
    return frozenset(fold_words(word) for word in _words()["now"]["any"])


def _hijri_name() -> str:
    return rf"(?P<hijri_n>{any_of(hijri_names())}) (?:\u0633\u0646\u0647 |\u0639\u0627\u0645 )?"


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
    match, search = _right_here().match, _after_a_sign().search
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


def _of_a_day(found: re.Match[str]) -> Months | None:
    day, month = int(found["d"]), int(found["m"])
    if month > 12 or (day <= 12 and _months_come_first(found.string)):
        day, month = month, day
    return _one(year_of(found["dmy_y"]), month) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _of_a_part(found: re.Match[str]) -> Months:
    first, last = _parts()[found["part_n"]]
    year = int(found["part_y"])
    return Months(month_index(year, first), month_index(year, last if last <= 12 or first == 12 else 12))


def _of_a_year(found: re.Match[str]) -> Months:
    year = int(found["y_y"])
    return Months(month_index(year, 1), month_index(year, 12))


def _of_a_hijri_year(found: re.Match[str]) -> Months:
    return from_hijri(int(found["hijri"]), hijri_names().get(found["hijri_n"] or ""))


READ: dict[str, Callable[[re.Match[str]], Months | None]] = {
    **{form: _of_numbers(form) for form in ("iso", "my", "ym", "yml", "myy")},
    **{form: _of_a_name(form) for form in ("mdy", "mn")},
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
