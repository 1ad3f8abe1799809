"""What a diploma is about, in three grades by nearness to the post. Knows fields of study and schools' names."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from typing import Any

from app.screening.fold import Folded
from app.screening.terms import WORDS, Hit, Lexicon

SCHOOL = "school"
GENERAL = "general"
NO_FIELD = "none"
OF_A_THESIS = re.compile(
    r"\b(?:memoire|these|sujet|theme|pfe|projet de fin|rapport de stage|thesis|dissertation|capstone)\b"
    r"|(?:ال)?(?:رساله|اطروحه)\b|بحث (?:ال)?(?:تخرج|نهايه)|موضوع|بعنوان|معنون"
)
ENDS_OF_A_NAME = re.compile(r"[,;:()\n\f|•\"]| - |(?<![0-9])[12][0-9]{3}(?![0-9])")


# Who gave or paid: « bourse de la coopération belge », « attestation du ministère de la justice » say nothing of the field
GIVERS = re.compile(
    r"\b(?:ministere|ministry|ambassade|embassy|fondation|foundation|agence|agency|scholarships?|fellowships?|boursier\w*|bourse (?:d'etudes?"
    r"|d'excellence|du gouvernement|de (?:la )?(?:cooperation|merite|fondation))|(?:en|in) (?:cooperation|partenariat|partnership) (?:avec|with))\b"
    r"|وزاره|سفاره|(?:ب|و)?منحه|بتعاون مع|بشراكه مع"
)
# « Faculté de droit, d'économie et de gestion », « Faculté des langues, arts et sciences humaines »
GOES_ON = re.compile(
    r",\s(?:d(?:'|e |es )|(?=[^,;:()\n]* et )(?:lettres|langues|arts|economiques?|politiques|sociales|sciences (?:humaines|sociales|economiques"
    r"|politiques|juridiques|de (?:l'homme|gestion)))\b)(?:(?! - )[^,;:()\n|0-9])*"
)


class Field(StrEnum):
    """From nearest to farthest."""

    CORE = "core"
    RELATED = "related"
    UNRELATED = "unrelated"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((WORDS / "fields.toml").read_text(encoding="utf-8"))


@cache
def field_words() -> Lexicon:
    """Fields of study, by grade; words that are one by themselves alone; words that hold a field's name and are none."""
    table = _table()
    return Lexicon.of({kind: table[kind] for kind in (*Field, GENERAL, NO_FIELD)})


@cache
def fields_of_schools() -> Lexicon:
    """Schools that teach one field, by its grade."""
    table = _table()
    return Lexicon.of({grade: table[f"school_{grade}"] for grade in Field})


@cache
def school_words() -> Lexicon:
    """Words that begin a school's name."""
    table = tomllib.loads((WORDS / "diplomas.toml").read_text(encoding="utf-8"))
    return Lexicon.of({SCHOOL: table["schools"]})


def field_of(folded: Folded, hit: Hit, start: int, end: int) -> tuple[Field | None, int]:
    """The best grade named for the diploma `hit` within its words `start:end`, and where in the folded text it ends.

    Words after the diploma's name are looked at first, then its own, then those before it, then its
    thesis, then the school's; the name of a school says nothing as long as anything else does.
    """
    thesis = OF_A_THESIS.search(folded.text, hit.folded_end, end)
    told = thesis.start() if thesis else end
    places = ((hit.folded_end, told), (hit.folded_start, hit.folded_end), (start, hit.folded_start), (told, end))
    for first, last in places:
        best = _best(folded, first, last, _school_names(folded, first, last))
        if best:
            return best
    grades = [found.kind for found in fields_of_schools().longest(folded, start, end)]
    return next((grade for grade in Field if grade in grades), None), hit.folded_end


def _best(folded: Folded, start: int, end: int, schools: list[tuple[int, int]]) -> tuple[Field, int] | None:
    found = [
        hit
        for hit in field_words().longest(folded, start, end)
        if not any(first <= hit.folded_start < last for first, last in schools)
    ]
    graded = [(_grade(hit, found), hit.folded_end) for hit in found if hit.kind != NO_FIELD]
    for grade in Field:
        ends = [end for own, end in graded if own is grade]
        if ends:
            return grade, ends[0]
    return None


def _grade(hit: Hit, found: Sequence[Hit]) -> Field:
    """« Développement et gouvernance » is as near as development itself, « finance et développement » as finance at most."""
    if hit.kind != GENERAL:
        return Field(hit.kind)
    beside = [other for other in found if other.kind in (Field.RELATED, Field.UNRELATED)]
    return Field.RELATED if any(other.folded_start < hit.folded_start for other in beside) else Field.CORE


def _school_names(folded: Folded, start: int, end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for giver in GIVERS.finditer(folded.text, start, end):
        stop = ENDS_OF_A_NAME.search(folded.text, giver.end(), end)
        spans.append((giver.start(), stop.start() if stop else end))
    for hit in school_words().hits(folded, start, end):
        stop = ENDS_OF_A_NAME.search(folded.text, hit.folded_end, end)
        while stop and (more := GOES_ON.match(folded.text, stop.start(), end)):
            stop = ENDS_OF_A_NAME.search(folded.text, more.end(), end)
        spans.append((hit.folded_start, stop.start() if stop else end))
    return spans
