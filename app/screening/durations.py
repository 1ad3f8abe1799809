"""Lengths of time as people write them: « 2 ans et 6 mois », « trois ans », سنة ونصف, "4 years 5 months".

A duration is an interval of months; its upper bound is None after « plus de ». Only what may be a length of WORK is
found: the age of a person, the term of a project or a contract, a sentence served stay out (policy §4.3).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from app.screening.alternation import any_of
from app.screening.fold import fold_words

NUMBERS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "dix-sept": 17,
    "dix-huit": 18, "dix-neuf": 19, "vingt": 20, "vingt-cinq": 25, "trente": 30, "dizaine": 10,
    "one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30,
    "واحدة": 1, "ثلاث": 3, "ثلاثة": 3, "أربع": 4, "أربعة": 4, "خمس": 5, "خمسة": 5, "ست": 6, "ستة": 6, "سبع": 7, "سبعة": 7,
    "ثمان": 8, "ثماني": 8, "ثمانية": 8, "تسع": 9, "تسعة": 9, "عشر": 10, "عشرة": 10, "إحدى عشرة": 11, "أحد عشر": 11,
    "اثنتي عشرة": 12, "اثنتا عشرة": 12, "اثني عشر": 12, "اثنا عشر": 12, "ثلاث عشرة": 13, "خمس عشرة": 15, "خمسة عشر": 15,
    "ثمانية عشر": 18, "عشرين": 20, "عشرون": 20,
}  # fmt: skip
SEVERAL = {
    "plusieurs": (2, 20),
    "quelques": (2, 9),
    "several": (2, 20),
    "some": (2, 9),
    "بضع": (2, 9),
    "عدة": (2, 20),
    "سنوات طويلة": (5, 40),
}
YEAR_WORDS = r"ans?|annees?|annee|years?|yrs?|yr|\u0633\u0646\u0648\u0627\u062a|\u0633\u0646\u0647|\u0627\u0639\u0648\u0627\u0645|\u0639\u0627\u0645\u0627?|\u0633\u0646\u064a\u0646"
YEARS = rf"(?:d')?(?:{YEAR_WORDS})"
MONTH_WORDS = r"mois|months?|mos?|mths?|\u0627\u0634\u0647\u0631|\u0634\u0647\u0631\u0627?|\u0634\u0647\u0648\u0631"
MONTHS = rf"(?:{MONTH_WORDS})"
END = r"(?![a-z\u0621-\u064a])"
# Every length names its unit, and most sentences none
UNIT = re.compile(
    rf"(?:{YEAR_WORDS}|{MONTH_WORDS}|\u0633\u0646[\u0621-\u064a]*|\u0639\u0627\u0645[\u0621-\u064a]*){END}"
)
AND = r"(?:\s?(?:et|and|,|&|\u0648)\s?|\s)"
AT_LEAST = re.compile(
    r"(?:plus d['e]\s?|\+\s?|more than |over |au moins |at least |minimum |depassant |superieure a |\u0627\u0643\u062b\u0631 \u0645\u0646 |\u0645\u0627 \u064a\u0632\u064a\u062f (?:\u0639\u0646|\u0639\u0644\u064a) |\u064a\u0632\u064a\u062f \u0639\u0646 |\u062a\u0641\u0648\u0642 |\u064a\u0641\u0648\u0642 |\u062a\u062a\u062c\u0627\u0648\u0632 |\u0627\u0632\u064a\u062f \u0645\u0646 )$"
)
ABOUT = re.compile(
    r"(?:pres de |environ |presque |a peu pres |une? |about |nearly |almost |around |approximately |\u062d\u0648\u0627\u0644\u064a |\u0632\u0647\u0627\u0621 |\u0645\u0627 \u064a\u0642\u0627\u0631\u0628 |\u062a\u0642\u0631\u064a\u0628\u0627 |\u0646\u062d\u0648 )$"
)
# What stands before makes it the length, age or term of something else
NOT_WORK_BEFORE = re.compile(
    r"(?:\b(?:projets?|programmes?|project|program|cdd|contrats?|convention|agee?s?|enfants?|jeunes|filles|garcons|mineurs|eleves|femmes|budget|plan|"
    r"strategie|condamnee?s?|peine|prison|condamnation|cursus|formation|master|licence|etudes|duree (?:du|de la|d'un) (?:projet|mission|contrat|stage)|"
    r"aged?|children|stage|\u0645\u0634\u0631\u0648\u0639|\u0628\u0631\u0646\u0627\u0645\u062c|\u0639\u0642\u062f|\u0639\u0645\u0631\u0647?|\u0627\u0637\u0641\u0627\u0644|\u062d\u0643\u0645|\u0628\u0627\u0644\u0633\u062c\u0646|\u062e\u0637\u0647)"
    r"\s(?:(?:de|d'|d|sur|a|of|for|pour|en|une duree de|une peine de|entre|from|\u0645\u062f\u062a\u0647|\u0644\u0645\u062f\u0647|\u0645\u0646|\u0639\u0644\u064a|\u0628)\s?)*|[0-9] a |[0-9]-|[0-9] et )$"
)
NOT_WORK_AFTER = re.compile(
    r"\s?(?:minimum|requises?|exigees?|de prison|d'emprisonnement|d'age|old|of age|d'existence|\u0633\u062c\u0646\u0627|\u062d\u0628\u0633\u0627|\u0645\u0646 \u0627\u0644\u0639\u0645\u0631)"
)


LEAST_DAYS = 5
SHORT = re.compile(
    r"(?<![\w.,/-])(?P<number>[0-9]{1,3})\s?(?:jours?|days?|\u064a\u0648\u0645\u0627?|\u0627\u064a\u0627\u0645|(?P<weeks>semaines?|weeks?|\u0627\u0633\u0627\u0628\u064a\u0639|\u0627\u0633\u0628\u0648\u0639\u0627?))(?!\w)"
)
A_RATE = re.compile(
    r"\s?(?:ouvre\w* |ouvrable\w* |de travail |work\w* )?(?:par|/|per|a|each|chaque|\u0641\u064a|\u0643\u0644|\u0633\u0646\u0648\u064a\u0627|\u0634\u0647\u0631\u064a\u0627)\s?(?:an|annee|mois|semaine|year|month|week|\u0627\u0644\u0633\u0646\u0647|\u0627\u0644\u0634\u0647\u0631|\u0627\u0644\u0627\u0633\u0628\u0648\u0639|\u0633\u0646\u0647|\u0634\u0647\u0631)?\b"
)


class Duration(NamedTuple):
    """A length in months, at `start:end` of the folded text. `most` is None where no upper bound is said."""

    start: int
    end: int
    least: int
    most: int | None


@cache
def _number_words() -> dict[str, int]:
    return {fold_words(word): value for word, value in NUMBERS.items()}


@cache
def _several() -> dict[str, tuple[int, int]]:
    return {fold_words(word): span for word, span in SEVERAL.items()}


@cache
def _grammar() -> re.Pattern[str]:
    words = any_of((*_number_words(), *_several()))
    number = rf"(?:[0-9]{{1,2}}(?:[.,][0-9])?|{words})"
    beginning = rf"(?=[0-9]|{words}|\u0633\u0646|\u0639\u0627\u0645)"
    half = r"(?:\s?(?:(?:et|and a|\u0648)\s?)?(?P<half>demie?|half|\u0646\u0635\u0641|1/2))?"
    forms = [
        rf"(?P<years>{number})(?:\s?\([0-9a-z ]{{1,14}}\))?\s?(?P<plus>\+)?\s?{YEARS}{END}{half}(?:{AND}(?P<and_months>{number})\s?{MONTHS}{END})?",
        rf"(?P<months>[0-9]{{1,3}}|{number})(?:\s?\([0-9a-z ]{{1,14}}\))?\s?{MONTHS}{END}",
        rf"(?P<dual>\u0633\u0646\u062a(?:\u0627\u0646|\u064a\u0646)|\u0639\u0627\u0645(?:\u0627\u0646|\u064a\u0646)){END}(?:\s?\u0648\s?(?P<dual_half>\u0646\u0635\u0641)|\s?\u0648\s?(?P<dual_months>{number})\s?{MONTHS}{END})?",
        rf"(?P<one>(?:\u0633\u0646\u0647|\u0639\u0627\u0645)(?:\s\u0648\u0627\u062d\u062f\u0647?)?)\s\u0648\s?(?:(?P<one_half>\u0646\u0635\u0641)|(?P<one_months>{number})\s?{MONTHS}){END}",
    ]
    return re.compile(rf"(?<![a-z0-9\u0621-\u064a.,/]){beginning}(?:" + "|".join(forms) + ")")


def find_durations(text: str, start: int = 0, end: int | None = None) -> tuple[Duration, ...]:
    """Lengths of work in `text[start:end]`, folded, in order."""
    end = len(text) if end is None else end
    if UNIT.search(text, start, end) is None:
        return ()
    return tuple(
        [
            duration
            for found in _grammar().finditer(text, start, end)
            if (duration := _duration(text, found, start)) is not None
        ]
    )


def find_short_durations(text: str, start: int, end: int) -> tuple[Duration, ...]:
    """« 120 jours », « 10 semaines »: days are counted as days of work or of the calendar; rates (« par an ») are none."""
    found = (each for each in SHORT.finditer(text, start, end) if not A_RATE.match(text, each.end()))
    lengths = ((each, int(each["number"]) * (5 if each["weeks"] else 1)) for each in found)
    return tuple(
        Duration(each.start(), each.end(), *(_of_weeks(each) if each["weeks"] else (days // 30, -(-days // 20))))
        for each, days in lengths
        if days >= LEAST_DAYS
    )


def _of_weeks(found: re.Match[str]) -> tuple[int, int]:
    days = int(found["number"]) * 7
    return days // 31, -(-days // 28)


def _duration(text: str, found: re.Match[str], floor: int) -> Duration | None:
    before = text[max(floor, found.start() - 48) : found.start()].replace("\n", " ")
    if NOT_WORK_BEFORE.search(AT_LEAST.sub("", before)) or NOT_WORK_AFTER.match(text, found.end()):
        return None
    least, most = _length(found)
    if least < 1 or (found["years"] and least > 50 * 12):
        return None
    if found["plus"] or AT_LEAST.search(before):
        return Duration(found.start(), found.end(), least, None)
    if ABOUT.search(before) and not before.endswith("une "):
        return Duration(found.start(), found.end(), least * 3 // 4, -(-least * 5 // 4))
    return Duration(found.start(), found.end(), least, most)


def _length(found: re.Match[str]) -> tuple[int, int]:
    if found["years"]:
        least, most = _value(found["years"], 12)
        extra = 6 if found["half"] else _value(found["and_months"], 1)[0] if found["and_months"] else 0
        return least + extra, most + extra
    if found["months"]:
        return _value(found["months"], 1)
    half, months = found["dual_half"] or found["one_half"], found["dual_months"] or found["one_months"]
    length = (24 if found["dual"] else 12) + (6 if half else _value(months, 1)[0] if months else 0)
    return length, length


def _value(number: str, unit: int) -> tuple[int, int]:
    if number in _several():
        least, most = _several()[number]
        return least * unit, most * unit
    if number in _number_words():
        value = _number_words()[number] * unit
        return value, value
    value = round(float(number.replace(",", ".")) * unit)
    return value, value
