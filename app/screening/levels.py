"""Languages named on one line, and which of the levels that stand there belongs to which of them.

A level may stand before its language (« notions d'espagnol »), after it (« espagnol : notions ») or once for several
(« arabe, français : courant »); it never crosses the sign that parts two statements. Knows words; gives no verdict.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from app.screening.lines import TextLine
from app.screening.terms import WORDS, Lexicon
from app.screening.understood import Understood

LOW = ("A1", "A2", "basic")
READ_WRITTEN = re.compile(
    r"\b(?:ecrite?s?|ecris|ecrivant|ecrire|redige|written|writes?|writing|[وب]?(?:ال)?كتابه|و?اكتب|كتابيا|مكتوبه?|و?تحرير[اي]ا?)\b"
)
READ_SPOKEN = re.compile(r"\b(?:lue?s?|parlee?s?|spoken|read|[وب]?(?:ال)?(?:قراءه|محادثه|تحدثا))\b")
READS_AND_WRITES = re.compile(r"\bje (?:l[ae']s? ?)?(?:lis|parle)\b[^.;\n]{0,24}\becris\b")
SPEAKS = re.compile(r"\b(?:je|qui) (?:le |la |les )?(?:lis|parle)\b|\bparlant\b|\bspeaks?\b|\bاتحدث|\bاتكلم")
NOT_WRITTEN = re.compile(
    r"(?:non|pas|sans) (?:l')?ecrite?|\b(?:ne |n')(?:l'|la |le |les )?(?:ecri[stv]\w*|redige\w*)(?: pas| point)?|(?:sans|ne sais pas) (?:savoir )?(?:l'|la )?ecrire|"
    r"\b(?:do not|don't|cannot|can't|can not|unable to) (?:read or )?write|without writing|(?<!\w)(?:و)?لا (?:اكتب|اجيد كتاب|احسن كتاب)\w*|"
    r"(?:parlee?|oral|spoken|شفوي\w*|محادثه|شفهي\w*) (?:seulement|uniquement|only|فقط)|"
    r"(?:seulement|uniquement) (?:parlee?|a l'oral|oral)"
)
OF_A_SCHOOL = re.compile(
    r"\b(?:lycee|ecole|college|institut|etablissement|section|classe|secretaire|assistante?|filiere|school)s?\s$"
)
SKILL = re.compile(
    r"\b(?:(?P<writing>ecrite?s?|ecrire|ecriture|redaction\w*|writing|written|write|الكتابه|كتابه|كتابيا|كتابة|والكتابه|وكتابه|مكتوبه?|و?ال?تحرير[اي]?ا?)|"
    r"lue?s?|lire|lecture|parlee?s?|parler|parole|oral\w*|compr\w+|ecoute\w*|reading|speaking|spoken|listening|read|speak|speech|"
    r"conversation|understanding|[وب]?(?:ال)?(?:قراءه|محادثه|تحدث|فهم|استماع|شفوي\w*|شفهي\w*|منطوقه?))\b"
)
PARTS_STATEMENTS = re.compile(
    r"[;|\u061b\u2022\t]|(?:(?<=[^\W\d_]{3})|(?<=[0-9%)]{2})|(?<=[a-c][12])|(?<=\)))\.(?=\s|$)"
)
JOINS_NAMES = re.compile(r"[\s,;/&+()\-]*+(?:et|and|و)?[\s,;/&+()\-]*+(?:de |du |en |l'|la |le |d'|ال){0,2}\s*")
JOINED_CLOSELY = re.compile(r"\s*(?:et|and|و|/|&|\+|-)\s*(?:de |du |en |l'|la |le |d'|ال){0,2}\s*")
BINDS = re.compile(r"\s*(?:d'|de |du |de l'|de la |en |of |in |في |من |ب|لل?)?\s*(?:l'|la |le )?")
OF = re.compile(r"\b(?:d'|de|du|of|in|en|في|من)\b|d'")
ARABIC_OF = ("ب", "لل")
CODE = re.compile(r"[abc][12]\+?")
A_WORD_RIGHT_AHEAD = re.compile(r"[,;/)]\s*(?:et |and )?[^\W\d_]{3,15}\s$")  # « quechua A2 »
OF_A_LEVEL = re.compile(
    r"\b(?:niveaux?|nivel|level|mention|certificat\w*|certified|diplome|score|test|tests|dalf|delf|tcf|tef|ielts|toefl|cadre|cecrl?|cefr|maitrise|mastery|pratique|usage)\b"
    r"|\u0645\u0633\u062a\u0648\u064a|\u0634\u0647\u0627\u062f\u0647|\u062f\u0631\u062c\u0647"
)
ANOTHER_WORD = re.compile(r"[,;/)]\s*(?:et |and |\u0648)?[^\W\d_]{3,15}(?: [^\W\d_]{3,15})?\s?[(:]\s?$")
OF_AN_UNKNOWN = re.compile(r"\s*[^\W\d_]{2,15}\.?\s*[:(]")


class Level(NamedTuple):
    """A level by the name of the list, and its place in the folded text."""

    name: str
    start: int
    end: int


@dataclass(slots=True)
class Name:
    """A language named on a line, and the levels that were given to it."""

    language: str
    start: int
    end: int
    line: TextLine
    levels: list[Level] = field(default_factory=list)
    rows: list[TextLine] = field(default_factory=list)
    skills: list[bool] = field(default_factory=list)  # the columns of the table above it: True where one rates writing


@cache
def language_table() -> dict[str, Any]:
    """The list `languages.toml` as it is written."""
    return tomllib.loads((WORDS / "languages.toml").read_text(encoding="utf-8"))


@cache
def language_names() -> Lexicon:
    """Names of languages, and the traps."""
    table = language_table()
    terms = {name: {"any": words} for name, words in table["names"].items()}
    return Lexicon.of({**terms, "trap": {"any": table["traps"]["terms"]}})


@cache
def level_words() -> Lexicon:
    """Words and codes of levels."""
    return Lexicon.of({name: {"any": row["terms"]} for name, row in language_table()["level"].items()})


def names_with_levels(piece: Understood, line: TextLine, ends: int | None = None) -> list[Name]:
    """The names of a line, each with the levels that belong to it; `ends` where what it says ends in the line below."""
    names = [
        Name(hit.kind, hit.folded_start, hit.folded_end, line)
        for hit in language_names().longest(piece.folded, line.folded_start, line.folded_end)
        if hit.kind != "trap"
    ]
    if not names:
        return []
    text = piece.folded.text
    for start, end in _statements(text, line.folded_start, ends or line.folded_end):
        here = [name for name in names if start <= name.start < end]
        levels = [
            level for level in levels_between(piece, start, end)
            if not any(name.start <= level.start < name.end for name in here)
        ]  # fmt: skip
        if here:
            _pair(text, here, levels)
        elif levels and not _is_of_an_unknown(text, start, levels[0].start):
            _give_to_neighbour(names, levels)
    _share(text, names)
    _lower_by_its_dialect(text, names)
    return names


def _lower_by_its_dialect(text: str, names: Sequence[Name]) -> None:
    """« Arabe : notions de darija, je ne l'écris pas »: who names the dialect as all the Arabic there is, and little of it."""
    for name, after in pairwise(names):
        low = [level for level in after.levels if level.name in LOW]
        alone = name.language == "arabic" and not name.levels and after.language == "dialect"
        if alone and low and ":" in text[name.end : after.start]:
            name.levels = low


def levels_between(piece: Understood, start: int, end: int) -> list[Level]:
    """The levels named in `folded.text[start:end]`, in order; « lu, parlé » is one that writing was left out of."""
    hits = [
        Level(hit.kind, hit.folded_start, hit.folded_end) for hit in level_words().longest(piece.folded, start, end)
    ]
    text = piece.folded.text[start:end]
    hits = [hit for hit in hits if not OF_A_SCHOOL.search(text, 0, hit.start - start)]
    spoken = READ_SPOKEN.search(text) or READS_AND_WRITES.search(text)
    if spoken and not any(hit.name == "written" for hit in hits) and not (hits and SPEAKS.search(text)):
        written = READ_WRITTEN.search(text)
        found = written or spoken
        hits.append(Level("written" if written else "B1", start + found.start(), start + found.end()))
    for found in NOT_WRITTEN.finditer(text):
        hits = [hit for hit in hits if not found.start() <= hit.start - start < found.end()]
        hits.append(Level("basic", start + found.start(), start + found.end()))
    return sorted(hits, key=lambda hit: hit.start)


def _statements(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in PARTS_STATEMENTS.finditer(text, start, end):
        yield at, found.start()
        at = found.end()
    yield at, end


def _is_of_an_unknown(text: str, start: int, end: int) -> bool:
    """« EN: B2 » says a level of something that is no known language, and no skill in the one before."""
    found = OF_AN_UNKNOWN.match(text, start, end)
    return found is not None and SKILL.search(found.group()) is None


def _pair(text: str, names: Sequence[Name], levels: Sequence[Level]) -> None:
    """Levels right before a name go to it; the others to the name they follow, or to the first."""
    levels = [level for level in levels if not _is_of_the_word_ahead(text, level, names)]
    leads = bool(levels) and levels[0].start < names[0].start
    for level in levels:
        following = next((name for name in names if name.start > level.start), None)
        before = [name for name in names if name.start < level.start]
        if following is not None and _goes_before(
            text, level, following, before, first=leads and level is levels[0], leads=leads
        ):
            following.levels.append(level)
        elif before:
            before[-1].levels.append(level)
        else:
            names[0].levels.insert(0, level)


def _is_of_the_word_ahead(text: str, level: Level, names: Sequence[Name]) -> bool:
    """« French (C1), Basque (A2) »: the level of a language that no list knows is nobody else's."""
    before = [name for name in names if name.end <= level.start]
    if not before:
        return False
    ahead = ANOTHER_WORD.search(text, before[-1].end, level.start)
    if ahead is None and CODE.fullmatch(text, level.start, level.end):
        ahead = A_WORD_RIGHT_AHEAD.search(text, before[-1].end, level.start)
    if ahead is None or SKILL.search(ahead.group()) or OF_A_LEVEL.search(ahead.group()):
        return False
    return not any(ahead.start() < name.start < level.start for name in names)


def _goes_before(text: str, level: Level, following: Name, before: Sequence[Name], *, first: bool, leads: bool) -> bool:
    """« notions d'espagnol », and in a line that began so « basic French, native Arabic »."""
    between = text[level.end : following.start]
    if first:
        return True
    if not BINDS.fullmatch(between):
        return False
    apart = bool(before) and re.search(r",|\b(?:et|and|mais|but|و)\b", text[before[-1].end : level.start]) is not None
    bound = OF.search(between) is not None or text.startswith(ARABIC_OF, following.start)
    return bound or (leads and apart)


def _give_to_neighbour(names: Sequence[Name], levels: Sequence[Level]) -> None:
    """Levels in a cell of their own, « arabe | courant » or « courant | arabe »: the name before, else the one after."""
    before = [name for name in names if name.start < levels[0].start]
    owner = before[-1] if before else names[0]
    if before and owner.levels and owner.levels[-1].end <= owner.start and owner is not names[-1]:
        owner = names[names.index(owner) + 1]  # the line began with a level: each stands before its name
    owner.levels += levels


def _share(text: str, names: list[Name]) -> None:
    """« Arabe, français : courant »: names joined without a level of their own share their neighbour's.

    A low level is shared only where nothing but « et » or a stroke stands between, or nothing was said before.
    """
    for index in range(len(names) - 2, -1, -1):
        name, after = names[index], names[index + 1]
        if name.levels or not after.levels or not JOINS_NAMES.fullmatch(text[name.end : after.start]):
            continue
        shared = [level for level in after.levels if level.start > after.start] or list(after.levels)
        close = JOINED_CLOSELY.fullmatch(text[name.end : after.start]) is not None
        if close or not any(other.levels for other in names[:index]) or not any(level.name in LOW for level in shared):
            name.levels = shared
    for index in range(1, len(names)):
        name, before = names[index], names[index - 1]
        leading = [level for level in before.levels if level.start < before.start]
        between = text[before.end : name.start]
        if not name.levels and leading and (JOINS_NAMES.fullmatch(between) or "|" in between):
            name.levels = leading


def own_share(levels: list[Level], at: int, names: int) -> list[Level]:
    """Of the levels in one cell those of the name that is the `at`-th of so many on its line: one each, or one for all."""
    if names == 1 or len(levels) <= 1:
        return levels
    return [levels[at]] if len(levels) == names else []
