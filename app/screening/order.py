"""Signs that a document was read in the wrong order, or with wrong letters: then nothing in it may be called absent.

Two columns read line by line put diplomas among posts and languages among diplomas; a bad picture writes « coordinafrice ».
Neither is the candidate's doing. Knows sections and a few words; no criterion, no verdict.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache

from app.screening.ladder import TRAP, diploma_words
from app.screening.lines import TextLine
from app.screening.periods import find_periods
from app.screening.section_kinds import POSTS, SectionKind
from app.screening.stray_dates import is_only_a_date
from app.screening.terms import WORDS, word_list
from app.screening.titles import titles_in
from app.screening.understood import Understood

LEAST_OUT_OF_PLACE = 2
LAST_LATIN = "z"
WORDS_AHEAD = 0
MOST_AHEAD = 4  # letters: a list mark
WORDS_OF_A_LANGUAGE_LINE = 7
NO_POSTS = (SectionKind.EDUCATION, SectionKind.LANGUAGES, SectionKind.PERSONAL)
NO_PERIODS = (
    SectionKind.PERSONAL,
    SectionKind.LANGUAGES,
    SectionKind.SKILLS,
    SectionKind.PROFILE,
    SectionKind.REFERENCES,
)
NO_STUDIES = (SectionKind.PERSONAL, SectionKind.PROFILE, SectionKind.TRAINING)
YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
NO_DIPLOMAS = (*POSTS, SectionKind.LANGUAGES, SectionKind.SKILLS)
NO_LANGUAGES = (*POSTS, SectionKind.EDUCATION)
LANGUAGE = re.compile(
    r"^\W*(?:francais|arabe|anglais|espagnol|amazighe?|tamazight|french|arabic|english|spanish|"
    r"العربيه|الفرنسيه|الانجليزيه|الانكليزيه|الامازيغيه|الاسبانيه)\b"
)
SIGNS_ONLY = re.compile(r"\s*+-\s*+|(?=[-:\s]*[().,/@+])[-().,:/@+\s]*+")
TOKEN = re.compile(r"[^\W\d_]{5,16}")


@cache
def _slips() -> tuple[frozenset[str], dict[tuple[int, str], tuple[str, ...]]]:
    """Words that are right as they stand, and the words that would matter by their length and either of their halves."""
    table = tomllib.loads((WORDS / "slips.toml").read_text(encoding="utf-8"))
    watched = frozenset(word for each in table["watched"].values() for word in each)
    halved: dict[tuple[int, str], tuple[str, ...]] = {}
    for word in sorted(watched):
        for half in dict.fromkeys(_halves(word)):
            halved[len(word), half] = (*halved.get((len(word), half), ()), word)
    return watched | frozenset(word for each in table["right"].values() for word in each), halved


def _halves(word: str) -> tuple[str, str]:
    """One wrong letter leaves one of them as it is."""
    middle = len(word) // 2
    return word[:middle], word[middle:]


def _is_a_slip(word: str, meant: str) -> bool:
    """Whether one letter differs; an Arabic word's first letter may be glued, and is none."""
    wrong = [at for at, (one, other) in enumerate(zip(word, meant, strict=True)) if one != other]
    return len(wrong) == 1 and (wrong[0] > 0 or max(word[0], meant[0]) <= LAST_LATIN)


def misspelt(lines: Iterable[TextLine]) -> TextLine | None:
    """The first line with a word one wrong letter away from one that would matter (« coordinafrice »), or None."""
    right, halved = _slips()
    for line in lines:
        for word in TOKEN.findall(line.text):
            if word not in right and any(
                _is_a_slip(word, meant) for half in _halves(word) for meant in halved.get((len(word), half), ())
            ):
                return line
    return None


def torn(lines: Iterable[TextLine]) -> bool:
    """Whether lines hold signs and no letters (« – – . . », « ( ) »): the words between them were not read."""
    return sum(SIGNS_ONLY.fullmatch(line.text) is not None for line in lines) >= LEAST_OUT_OF_PLACE


def out_of_order(piece: Understood, lines: Iterable[TextLine]) -> bool:
    """Whether two lines or more stand where such lines never stand: the reading mixed two columns or lost its way."""
    return sum(_is_out_of_place(piece, line) for line in lines) >= LEAST_OUT_OF_PLACE


def _is_out_of_place(piece: Understood, line: TextLine) -> bool:
    section = piece.section_of(line.index)
    if section.heading is None or line.index == section.heading.line:
        return False
    kinds = set(section.kinds)
    if kinds <= set(NO_LANGUAGES) and _states_a_language(piece, line):
        return True
    if kinds <= set(NO_DIPLOMAS) and not line.bullet and _opens_with_diploma(piece, line):
        return True
    if kinds <= set(NO_PERIODS) and _is_a_period_alone(line):
        return True
    if kinds <= set(NO_STUDIES) and YEAR.search(line.text) and not line.bullet and _opens_with_diploma(piece, line):
        return True
    return kinds <= set(NO_POSTS) and _is_a_post(piece, line)


def _states_a_language(piece: Understood, line: TextLine) -> bool:
    """« Français : courant », and no « English teacher »."""
    short = 1 < len(line.text.split()) <= WORDS_OF_A_LANGUAGE_LINE
    return (
        short
        and LANGUAGE.search(line.text) is not None
        and not word_list("roles").hits(piece.folded, line.folded_start, line.folded_end)
    )


def _opens_with_diploma(piece: Understood, line: TextLine) -> bool:
    for hit in diploma_words().longest(piece.folded, line.folded_start, line.folded_end)[:1]:
        before = piece.folded.text[line.folded_start : hit.folded_start]
        named = hit.kind != TRAP and not hit.kind.startswith("D28")
        return named and len(re.findall(r"[^\W\d_]{3,}", before)) <= WORDS_AHEAD
    return False


def _is_a_period_alone(line: TextLine) -> bool:
    """« 2022 – 2023 » on a line of its own."""
    return is_only_a_date(line) and not find_periods(line.text)[0].single


def _is_a_post(piece: Understood, line: TextLine) -> bool:
    hits = titles_in(piece.folded, line.folded_start, line.folded_end)
    if hits and any(
        not period.single for period in find_periods(piece.folded.text, line.folded_start, line.folded_end)
    ):
        return True
    whole = [
        hit for hit in hits if hit.kind == "R3" and len(line.text) - (hit.folded_end - hit.folded_start) <= MOST_AHEAD
    ]
    if whole:
        return True
    opens = [hit for hit in hits if hit.kind in ("R3", "R2") and hit.folded_start - line.folded_start <= MOST_AHEAD]
    return bool(opens) and any(
        hit.kind == "S3" for hit in word_list("sectors").longest(piece.folded, line.folded_start, line.folded_end)
    )
