"""The names of diplomas in `words/diplomas.toml`, and the years after the baccalauréat that each stands for.

Some rungs have other years in another country, another time, or beside a university's name.
"""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache
from typing import Any

from app.screening.fold import Folded
from app.screening.terms import WORDS, Hit, Lexicon

TRAP = "trap"
NAMELESS = ("D27", "D28a", "D28b")  # diplomas whose name says no level
# Elsewhere than in Morocco and France a « maîtrise » may be a master: « Maîtrise (M. Sc.) », « maîtrise universitaire, Genève »
WITH_ITS_LETTERS = re.compile(r"maitrise\b[^.;]{0,80}?(?:\bm\.? ?sc\b|\bm\. ?a\b|\bm\. ?ed\b|\(ma\))")
OF_A_UNIVERSITY = re.compile(r"maitrise universitaire\b")
STATED_YEARS = re.compile(
    r"\b(?:(?:en|sur|de|of|in) )?(?:(4|quatre|four)|5|cinq|five)[ -](?:ans|annees|years?)\b(?! (?:d'exp|of exp|de prati))"
    r"|(?:(4|اربع)|5|خمس) سنوات(?! (?:من ال)?(?:خبره|تجربه))"
)
FIRST_DEGREES = ("D07", "D08", "D08a")
OF_A_SCHOOLS_CYCLE = "D23"
NORMAL_CYCLE = re.compile(r"\bcycle normal\b|السلك العادي")
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
    BACHELOR = "D08"
    DESS = "D16"


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


def of_egypt(folded: Folded, hit: Hit) -> Hit:
    """دبلومة is a diploma above a first degree, which دبلوم is not always."""
    if hit.kind in NAMELESS and EGYPTIAN.match(folded.text, hit.folded_start):
        return hit._replace(kind=Ladder.POSTGRADUATE)
    return hit


def is_sum(ident: str) -> bool:
    """Is the rung a sum of years (« Bac+5 ») and no diploma's name?"""
    return ident in ("D15", "CYCLE3") or ident.startswith("BAC")


def years_of(ident: str) -> tuple[int, int] | None:
    years = _table()["diploma"][ident]["years"]
    return (years[0], years[1]) if years else None


def years_in_its_country(ident: str, year: int | None, countries: set[str], text: str) -> tuple[int, int] | None:
    """The years of a rung, once the country and the time are known."""
    years = years_of(ident)
    cycle = ident == OF_A_SCHOOLS_CYCLE and NORMAL_CYCLE.search(text) is not None
    stated = STATED_YEARS.search(text) if ident in FIRST_DEGREES or cycle else None
    if stated is not None:
        sure = cycle or (ident == Ladder.LICENCE and "congo" in countries)
        return (4, 4) if stated[1] or stated[2] else (5 if sure else 4, 5)
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
        case Ladder.BACHELOR if "egypt" in countries:
            return 4, 4
        case Ladder.DESS if "canada" in countries and "dess" in text:
            return 4, 5
        case Ladder.HIGHER_STUDIES if countries & {"mashriq", "egypt"}:
            return 4, 5
        case Ladder.HIGHER_STUDIES if year is not None and year <= 2004 and "belgium" not in countries:
            return 6, 8
        case Ladder.SCIENCES_PO if year is not None and year <= 2005:
            return 3, 5
        case Ladder.MST if year is not None:
            return (4, 4) if year <= 2004 else (5, 5)
        case Ladder.DOCTORATE if re.search(
            r"\b(medecine|pharmacie|dentaire|medicine|pharmacy|dental|dentistry|mbbs)\b|\bالطب\b|الصيدله", text
        ):
            return 7, 8
    return years
