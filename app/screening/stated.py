"""What a CV states of a language: the words, codes and dots that stand beside its name, in a line, a table or a list.

Knows names of languages and of levels; where a level may be written (before, after, in the next cell of the row, in the
line below); and that « écrire » decides where several skills are rated. Does not judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.screening.judgement import Verdict
from app.screening.levels import (
    SKILL,
    Name,
    language_names,
    language_table,
    levels_between,
    names_with_levels,
    own_share,
)
from app.screening.lines import TextLine
from app.screening.papers import Papers
from app.screening.section_kinds import SectionKind
from app.screening.understood import Understood

CODES = {"fr": "french", "ar": "arabic", "en": "english", "es": "spanish", "de": "german", "it": "italian"}
DIALECTS = {"arabic": "dialect"}  # a line that names it alone is the doubt to be shown
ELSEWHERE = (
    SectionKind.PROFILE, SectionKind.HEAD, SectionKind.SKILLS, SectionKind.PERSONAL, SectionKind.OTHER,
    SectionKind.UNKNOWN, SectionKind.EDUCATION, SectionKind.TRAINING,
)  # fmt: skip
# « lu et écrit », « langue de travail »: what they are called where no other word gives a level
SAID_BY_ITS_USE = {"written": "fluent", "used": "good"}
CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
SKILLS_OF_A_GRID = 4
MOST_CELLS = 6
WORDS_OF_A_CELL = 4  # outside the section, on the same row of the page
NEAR = 30  # folded characters between a name and its level outside a section of languages
FULL, FOUR_FIFTHS = 1.0, 0.8
FILLED = "\u25cf\u2b24\u2605\u25a0\u25c6\u2022\u2b50\u25fc\u25ac\u2588"
EMPTY = "\u25cb\u25ef\u2606\u25a1\u25c7\u2729\u25fb\u25ad\u2591"
BROKEN = re.compile(r"\b(?:je ne|ne|n'|je|sans|pas|non|mais|et|not|do not|don't|cannot|but|و?لا|لكن)\s?$")
LETTERS = re.compile(r"[^\W\d_]+")
DOTS = re.compile(f"[{FILLED}{EMPTY}](?:[ ]?[{FILLED}{EMPTY}]){{2,9}}")
SHARE = re.compile(r"(?<![0-9])([0-9]{1,2})\s?(?:/|sur|of|out of|من)\s?(5|10|20)(?![0-9])|(?<![0-9])([0-9]{2,3})\s?%")
OF_A_TABLE = re.compile(
    r"expression|production|interaction|langues?|niveaux?|languages?|levels?|skills?|en|et|and|le|a|l|the|ال?لغات?|ال?لغه|ال?مستوي|تعبير|التعبير"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """The level stated for one language. `level` is None where dots or bars say less than full and name nothing."""

    level: str | None
    verdict: Verdict
    piece: Understood
    spans: tuple[tuple[int, int], ...]  # in the original text: the name's line, and the cells its level stands in


def stated_levels(papers: Papers, code: str) -> list[Stated]:
    """What the CVs state of the language `code`, statements that name a level first."""
    language = CODES.get(code, code)
    found = [stated for piece in papers.cvs for stated in _in_piece(papers, piece, language)]
    return sorted(found, key=lambda stated: stated.level is None)


def named_lines(papers: Papers, code: str) -> Iterator[tuple[Understood, int, int]]:
    """Where a section of languages names the language `code` or its dialect, as spans of the original text."""
    language = CODES.get(code, code)
    kinds = (language, DIALECTS.get(language))
    for piece in papers.cvs:
        for run in papers.runs(piece, SectionKind.LANGUAGES):
            for line in run:
                hits = language_names().longest(piece.folded, line.folded_start, line.folded_end)
                if any(hit.kind in kinds for hit in hits):
                    yield piece, line.start, line.end


def _in_piece(papers: Papers, piece: Understood, language: str) -> Iterator[Stated]:
    for kinds, reach in (((SectionKind.LANGUAGES,), None), (ELSEWHERE, NEAR)):
        before = False
        for name in _named_in(papers, piece, kinds, rated=reach is None):
            if name.language != language or (reach is not None and not _is_near(name, reach)):
                continue
            stated = _stated(piece, name)
            if stated is not None:
                before = True
                yield stated
        if before:
            return


def _named_in(papers: Papers, piece: Understood, kinds: tuple[SectionKind, ...], *, rated: bool) -> list[Name]:
    """Every language named there, whichever is asked for: the next criterion may ask for another."""
    key = (id(piece), kinds)
    if key not in papers.remembered:
        runs = list(papers.runs(piece, *kinds))
        papers.remembered[key] = [name for run in runs for name in _in_run(piece, run, rated=rated)]
    names: list[Name] = papers.remembered[key]
    return names


def _in_run(piece: Understood, run: Sequence[TextLine], *, rated: bool) -> list[Name]:
    names = [
        name
        for at, line in enumerate(run)
        for name in names_with_levels(piece, line, _end_of(piece, line, run[at + 1] if at + 1 < len(run) else None))
    ]
    if rated and names:
        skills = _skills_rated(run)
        for name in names:
            name.skills = skills
        _give_rows(piece, [name for name in names if not name.levels and not _dots(piece, name)], run)
    return names


def _end_of(piece: Understood, line: TextLine, below: TextLine | None) -> int | None:
    """Where a sentence that the page broke ends: « … darija, je ne » above « l'écris pas ». None for a line that is whole."""
    if below is None or below.index != line.index + 1 or below.bullet or not BROKEN.search(line.text):
        return None
    if language_names().hits(piece.folded, below.folded_start, below.folded_end):
        return None
    return below.folded_end


def _is_near(name: Name, reach: int) -> bool:
    return any(min(abs(level.start - name.end), abs(name.start - level.start)) <= reach for level in name.levels)


def _skills_rated(run: Sequence[TextLine]) -> list[bool]:
    """The columns of « Lu · Parlé · Écrit » where lines of the section hold nothing else; True for writing."""
    columns: list[bool] = []
    for line in run:
        words = LETTERS.findall(line.text)
        words = [word for word in words if not OF_A_TABLE.fullmatch(word)]
        if words and len(words) <= 8 and all(SKILL.fullmatch(word) for word in words):
            columns += [found["writing"] is not None for word in words if (found := SKILL.fullmatch(word))]
    return columns


def _give_rows(piece: Understood, bare: list[Name], run: Sequence[TextLine]) -> None:
    """Levels that stand in other cells: on the same row of the page, on the line below, or in a list beside the names."""
    if not bare:
        return
    with_names = {
        line.index
        for line in run
        if any(hit.kind != "trap" for hit in language_names().hits(piece.folded, line.folded_start, line.folded_end))
    }
    own = {line.index for line in run}
    cells = [
        line
        for line in piece.lines
        if line.index not in with_names
        and _says_level(piece, line)
        and (line.index in own or len(line.text.split()) <= WORDS_OF_A_CELL)
    ]
    for name in bare:
        row = [cell for cell in cells if _same_row(cell, name.line)]
        if row:
            name.rows = sorted(row, key=lambda cell: cell.x0)
    left = [name for name in bare if not name.rows]
    inside = [cell for cell in cells if cell.index in own]
    if left and len(left) == len({name.line.index for name in left}):
        after = [cell for cell in inside if cell.index > left[-1].line.index]
        between = any(left[0].line.index < cell.index < left[-1].line.index for cell in inside)
        if len(left) > 1 and len(after) == len(left) and not between:
            for name, cell in zip(left, after, strict=True):
                name.rows = [cell]
            left = []
    for name in left:
        at = name.line.index
        for cell in inside:
            if cell.index == at + 1 and len(name.rows) < MOST_CELLS:
                name.rows.append(cell)
                at += 1
    for name in bare:
        beside = [other for other in bare if other.line is name.line]
        for cell in name.rows:
            name.levels += own_share(
                levels_between(piece, cell.folded_start, cell.folded_end), beside.index(name), len(beside)
            )


def _says_level(piece: Understood, line: TextLine) -> bool:
    written = piece.text[line.start : line.end]
    return len(line.text.split()) <= 12 and bool(
        levels_between(piece, line.folded_start, line.folded_end) or DOTS.search(written) or SHARE.search(line.text)
    )


def _same_row(cell: TextLine, line: TextLine) -> bool:
    if not (cell.laid_out and line.laid_out and cell.page == line.page and cell.index != line.index):
        return False
    return abs(cell.top - line.top) <= max(4.0, 0.6 * max(cell.size, line.size))


def _stated(piece: Understood, name: Name) -> Stated | None:
    spans = tuple(dict.fromkeys((line.start, line.end) for line in (name.line, *name.rows)))
    if name.levels:
        level = _chosen(piece, name)
        verdict = Verdict(str(language_table()["level"][level]["verdict"]))
        return Stated(SAID_BY_ITS_USE.get(level, level), verdict, piece, spans)
    share = _dots(piece, name)
    if share is None:
        return None
    if share >= FULL:
        return Stated("fluent", Verdict.MET, piece, spans)
    return Stated("good" if share >= FOUR_FIFTHS else None, Verdict.UNCLEAR, piece, spans)


def _chosen(piece: Understood, name: Name) -> str:
    """Of several levels beside one name: the written one, else the mother tongue, else a code, else the first word."""
    ids = [level.name for level in name.levels]
    codes = [level for level in ids if level in CEFR]
    if len(ids) > 1 and len(ids) == len(name.skills) and True in name.skills:
        return ids[name.skills.index(True)]
    if len(codes) >= SKILLS_OF_A_GRID:
        return codes[-1]
    written = _after_writing(piece, name)
    if written is not None:
        return written
    if "native" in ids:
        return "native"
    if codes:
        return min(codes)
    return next((level for level in ids if level not in SAID_BY_ITS_USE), "written" if "written" in ids else "used")


def _after_writing(piece: Understood, name: Name) -> str | None:
    """The level that belongs to writing, where other skills have levels of their own.

    « oral C1, écrit B1 » names the skill first, « courant à l'oral, moyen à l'écrit » the level.
    """
    levels = [level for level in name.levels if level.name not in SAID_BY_ITS_USE]
    if len(levels) < 2:
        return None
    offset = max(levels[0].start - 30, min(name.start, levels[0].start))
    skills = list(SKILL.finditer(piece.folded.text, offset, levels[-1].start + 40))
    writes = next((found for found in skills if found["writing"]), None)
    if writes is None or all(found["writing"] for found in skills):
        return None
    if skills[0].start() < levels[0].start:
        return next((level.name for level in levels if level.start > writes.start()), None)
    return next((level.name for level in reversed(levels) if level.start < writes.start()), None)


def _dots(piece: Understood, name: Name) -> float | None:
    """The share that dots, stars, « 4/5 » or « 80 % » beside the name say, or None."""
    spans = [(name.end, name.line.folded_end), *((cell.folded_start, cell.folded_end) for cell in name.rows)]
    for first, last in spans:
        start, end = piece.folded.span(first, last)
        dots = DOTS.search(piece.text, start, end)
        if dots:
            filled = sum(character in FILLED for character in dots.group())
            total = filled + sum(character in EMPTY for character in dots.group())
            return filled / max(total, 5)
        share = SHARE.search(piece.folded.text, first, last)
        if share:
            return int(share[3]) / 100 if share[3] else min(int(share[1]) / int(share[2]), 1.0)
    return None
