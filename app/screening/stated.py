"""What a CV states of a language: the words, codes and dots that stand beside its name, in a line, a table or a list.

Knows names of languages and of levels; where a level may be written (before, after, in the next cell of the row, in the
line below); and that « écrire » decides where several skills are rated. Does not judge.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from app.screening.judgement import Verdict
from app.screening.lines import TextLine
from app.screening.papers import Papers
from app.screening.sections import SectionKind
from app.screening.terms import WORDS, Lexicon
from app.screening.understood import Understood

CODES = {"fr": "french", "ar": "arabic", "en": "english", "es": "spanish", "de": "german", "it": "italian"}
ELSEWHERE = (
    SectionKind.PROFILE, SectionKind.HEAD, SectionKind.SKILLS, SectionKind.PERSONAL, SectionKind.OTHER,
    SectionKind.UNKNOWN, SectionKind.EDUCATION, SectionKind.TRAINING,
)  # fmt: skip
CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
SKILLS_OF_A_GRID = 4
MOST_CELLS = 6
NEAR = 30  # folded characters between a name and its level outside a section of languages
FULL, FOUR_FIFTHS = 1.0, 0.8
FILLED = "\u25cf\u2b24\u2605\u25a0\u25c6\u2022\u2b50\u25fc\u25ac\u2588"
EMPTY = "\u25cb\u25ef\u2606\u25a1\u25c7\u2729\u25fb\u25ad\u2591"
DOTS = re.compile(f"[{FILLED}{EMPTY}](?:[ ]?[{FILLED}{EMPTY}]){{2,9}}")
SHARE = re.compile(r"(?<![0-9])([0-9]{1,2})\s?/\s?(5|10|20)(?![0-9])|(?<![0-9])([0-9]{2,3})\s?%")
READ_WRITTEN = re.compile(r"(?<![a-z])ecrite?(?![a-z])")
READ_SPOKEN = re.compile(r"(?<![a-z])(?:lue?|parlee?)(?![a-z])")
NOT_WRITTEN = re.compile(
    r"(?:non|pas|sans) (?:l')?ecrite?|(?:parlee?|oral|spoken|شفوي\w*|محادثه|شفهي\w*) (?:seulement|uniquement|only|فقط)|"
    r"(?:seulement|uniquement) (?:parlee?|a l'oral|oral)"
)
WRITING = re.compile(r"ecrit\w*|redaction|writing|written|كتابه|الكتابه|كتابيا")
SPEAKING = re.compile(r"parl\w*|oral\w*|speaking|spoken|محادثه|المحادثه|شفوي\w*|التحدث|تحدث")
SKILL = re.compile(
    r"(?P<writing>ecrite?s?|ecrire|ecriture|redaction|writing|written|الكتابه|كتابه|كتابيا)|"
    r"lue?s?|lire|lecture|parlee?s?|parler|oral\w*|compr\w+|ecoute\w*|reading|speaking|spoken|listening|read|"
    r"القراءه|قراءه|المحادثه|محادثه|التحدث|الفهم|فهم|الاستماع|شفوي\w*"
)
JOINS_NAMES = re.compile(r"[\s,;/&+()\-]*+(?:et|and|و)?[\s,;/&+()\-]*+(?:de |du |en |l'|la |le |d'|ال){0,2}\s*")
BINDS = re.compile(r"\s*(?:d'|de |du |de l'|de la |en |of |in |ب)?\s*(?:l'|la |le )?")


@dataclass(frozen=True, slots=True)
class Stated:
    """The level stated for one language. `level` is None where dots or bars say less than full and name nothing."""

    level: str | None
    verdict: Verdict
    piece: Understood
    spans: tuple[tuple[int, int], ...]  # in the original text: the name's line, and the cells its level stands in


@dataclass(slots=True)
class _Name:
    """A language named on a line, and the levels that were given to it: (level, folded offset)."""

    language: str
    start: int
    end: int
    line: TextLine
    levels: list[tuple[str, int]] = field(default_factory=list)
    rows: list[TextLine] = field(default_factory=list)
    skills: list[bool] = field(default_factory=list)  # the columns of the table above it: True where one rates writing


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((WORDS / "languages.toml").read_text(encoding="utf-8"))


@cache
def language_names() -> Lexicon:
    """Names of languages, and the traps."""
    table = _table()
    terms = {name: {"any": words} for name, words in table["names"].items()}
    return Lexicon.of({**terms, "trap": {"any": table["traps"]["terms"]}})


@cache
def level_words() -> Lexicon:
    """Words and codes of levels."""
    return Lexicon.of({name: {"any": row["terms"]} for name, row in _table()["level"].items()})


def stated_levels(papers: Papers, code: str) -> list[Stated]:
    """What the CVs state of the language `code`, statements that name a level first."""
    language = CODES.get(code, code)
    found = [stated for piece in papers.cvs for stated in _in_piece(papers, piece, language)]
    return sorted(found, key=lambda stated: stated.level is None)


def named_lines(papers: Papers, code: str) -> Iterator[tuple[Understood, int, int]]:
    """Where a section of languages names the language `code`, with a level or without, as spans of the original text."""
    language = CODES.get(code, code)
    for piece in papers.cvs:
        for run in papers.runs(piece, SectionKind.LANGUAGES):
            for line in run:
                hits = language_names().longest(piece.folded, line.folded_start, line.folded_end)
                if any(hit.kind == language for hit in hits):
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


def _named_in(papers: Papers, piece: Understood, kinds: tuple[SectionKind, ...], *, rated: bool) -> list[_Name]:
    """Every language named there, whichever is asked for: the next criterion may ask for another."""
    key = (id(piece), kinds)
    if key not in papers.remembered:
        runs = list(papers.runs(piece, *kinds))
        papers.remembered[key] = [name for run in runs for name in _in_run(piece, run, rated=rated)]
    names: list[_Name] = papers.remembered[key]
    return names


def _in_run(piece: Understood, run: Sequence[TextLine], *, rated: bool) -> list[_Name]:
    names = [name for line in run for name in _paired(piece, line)]
    if rated and names:
        skills = _skills_rated(run)
        for name in names:
            name.skills = skills
        _give_rows(piece, [name for name in names if not name.levels and not _dots(piece, name)], run)
    return names


def _is_near(name: _Name, reach: int) -> bool:
    return any(abs(at - name.end) <= reach or abs(name.start - at) <= reach for _, at in name.levels)


def _skills_rated(run: Sequence[TextLine]) -> list[bool]:
    """The columns of « Lu · Parlé · Écrit » where lines of the section hold nothing else; True for writing."""
    columns: list[bool] = []
    for line in run:
        words = re.findall(r"[^\W\d_]+", line.text)
        if words and len(words) <= 8 and all(SKILL.fullmatch(word) for word in words):
            columns += [found["writing"] is not None for word in words if (found := SKILL.fullmatch(word))]
    return columns


def _paired(piece: Understood, line: TextLine) -> list[_Name]:
    """The names of a line, each with the levels that belong to it."""
    folded = piece.folded
    names = [
        _Name(hit.kind, hit.folded_start, hit.folded_end, line)
        for hit in language_names().longest(folded, line.folded_start, line.folded_end)
        if hit.kind != "trap"
    ]
    if not names:
        return []
    levels = _levels_between(piece, line.folded_start, line.folded_end)
    levels = [level for level in levels if not any(name.start <= level[1] < name.end for name in names)]
    free = _bind_before(folded.text, names, levels)
    for level in free:
        owner = [name for name in names if name.start < level[1]]
        if owner:
            owner[-1].levels.append(level)
        else:
            names[0].levels.insert(0, level)
    _share(folded.text, names)
    return names


def _levels_between(piece: Understood, start: int, end: int) -> list[tuple[str, int]]:
    hits = [(hit.kind, hit.folded_start) for hit in level_words().longest(piece.folded, start, end)]
    text = piece.folded.text[start:end]
    if not any(kind == "written" for kind, _ in hits) and READ_SPOKEN.search(text):
        found = READ_WRITTEN.search(text)
        hits.append(("written", start + found.start()) if found else ("B1", start + READ_SPOKEN.search(text).start()))  # type: ignore[union-attr]
    for found in NOT_WRITTEN.finditer(text):
        hits = [hit for hit in hits if not found.start() <= hit[1] - start < found.end()]
        hits.append(("basic", start + found.start()))
    return sorted(hits, key=lambda hit: hit[1])


def _bind_before(text: str, names: list[_Name], levels: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Levels that stand right before a name (« notions d'espagnol », « bilingue arabe ») go to it; the rest is returned."""
    free: list[tuple[str, int]] = []
    first_level_leads = bool(levels) and levels[0][1] < names[0].start
    for level in levels:
        following = next((name for name in names if name.start > level[1]), None)
        between = text[level[1] : following.start] if following else ""
        word = re.match(
            r"[^\s,;:()|/]+(?: [^\s,;:()|/]+){0,3}?(?=\s+(?:d'|de |du |of |in |en )|\s*$|\s+$|'|:)", between
        )
        joined = following is not None and word is not None and BINDS.fullmatch(between[word.end() :]) is not None
        lead = first_level_leads and level is levels[0] and following is not None
        explicit = joined and re.search(r"\b(?:d'|de|du|of|in|en)\b|d'", between) is not None
        if following is not None and (lead or explicit):
            following.levels.append(level)
        else:
            free.append(level)
    return free


def _share(text: str, names: list[_Name]) -> None:
    """« Arabe, français : courant »: names joined without a level of their own share their neighbour's."""
    for index in range(len(names) - 2, -1, -1):
        name, after = names[index], names[index + 1]
        if not name.levels and after.levels and JOINS_NAMES.fullmatch(text[name.end : after.start]):
            name.levels = [level for level in after.levels if level[1] > after.start] or list(after.levels)
    for index in range(1, len(names)):
        name, before = names[index], names[index - 1]
        leading = [level for level in before.levels if level[1] < before.start]
        if not name.levels and leading and JOINS_NAMES.fullmatch(text[before.end : name.start]):
            name.levels = leading
        if not name.levels and leading and "|" in text[before.end : name.start]:
            name.levels = leading


def _give_rows(piece: Understood, bare: list[_Name], run: Sequence[TextLine]) -> None:
    """Levels that stand in other cells: on the same row of the page, on the line below, or in a list beside the names."""
    if not bare:
        return
    with_names = {
        line.index
        for line in run
        if any(hit.kind != "trap" for hit in language_names().hits(piece.folded, line.folded_start, line.folded_end))
    }
    cells = [line for line in piece.lines if line.index not in with_names and _says_level(piece, line)]
    for name in bare:
        row = [cell for cell in cells if _same_row(cell, name.line)]
        if row:
            name.rows = sorted(row, key=lambda cell: cell.x0)
    left = [name for name in bare if not name.rows]
    inside = [cell for cell in cells if cell in run]
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
        for cell in name.rows:
            name.levels += _levels_between(piece, cell.folded_start, cell.folded_end)


def _says_level(piece: Understood, line: TextLine) -> bool:
    written = piece.text[line.start : line.end]
    return len(line.text.split()) <= 12 and bool(
        _levels_between(piece, line.folded_start, line.folded_end) or DOTS.search(written) or SHARE.search(written)
    )


def _same_row(cell: TextLine, line: TextLine) -> bool:
    if not (cell.laid_out and line.laid_out and cell.page == line.page and cell.index != line.index):
        return False
    return abs(cell.top - line.top) <= max(4.0, 0.6 * max(cell.size, line.size))


def _stated(piece: Understood, name: _Name) -> Stated | None:
    spans = tuple(dict.fromkeys((line.start, line.end) for line in (name.line, *name.rows)))
    if name.levels:
        level = _chosen(piece, name)
        verdict = Verdict(str(_table()["level"][level]["verdict"]))
        return Stated("fluent" if level == "written" else level, verdict, piece, spans)
    share = _dots(piece, name)
    if share is None:
        return None
    if share >= FULL:
        return Stated("fluent", Verdict.MET, piece, spans)
    return Stated("good" if share >= FOUR_FIFTHS else None, Verdict.UNCLEAR, piece, spans)


def _chosen(piece: Understood, name: _Name) -> str:
    """Of several levels beside one name: the written one, else the mother tongue, else a code, else the first word."""
    codes = [level for level, _ in name.levels if level in CEFR]
    if len(codes) >= SKILLS_OF_A_GRID:
        return codes[-1]
    ids = [level for level, _ in name.levels]
    if len(ids) > 1 and len(ids) == len(name.skills) and True in name.skills:
        return ids[name.skills.index(True)]
    written = _after_writing(piece, name)
    if written is not None:
        return written
    if "native" in ids:
        return "native"
    if codes:
        return min(codes)
    return next((level for level in ids if level != "written"), "written")


def _after_writing(piece: Understood, name: _Name) -> str | None:
    """The level that follows « écrit », where « parlé » has another."""
    levels = [(level, at) for level, at in name.levels if level != "written"]
    if len(levels) < 2:
        return None
    offset = max(levels[0][1] - 30, min(name.start, levels[0][1]))
    text = piece.folded.text[offset : levels[-1][1] + 40]
    writes, speaks = WRITING.search(text), SPEAKING.search(text)
    if writes is None or speaks is None:
        return None
    at = offset + writes.start()
    if offset + min(writes.start(), speaks.start()) < levels[0][1]:  # « parlé : courant, écrit : moyen »
        return next((level for level, place in levels if place > at), None)
    return next((level for level, place in reversed(levels) if place < at), None)


def _dots(piece: Understood, name: _Name) -> float | None:
    """The share that dots, stars, « 4/5 » or « 80 % » beside the name say, or None."""
    start, _ = piece.folded.span(name.end, name.end)
    zones = [piece.text[start : name.line.end], *(piece.text[cell.start : cell.end] for cell in name.rows)]
    for zone in zones:
        dots = DOTS.search(zone)
        if dots:
            filled = sum(character in FILLED for character in dots.group())
            total = filled + sum(character in EMPTY for character in dots.group())
            return filled / max(total, 5)
        share = SHARE.search(zone)
        if share:
            return int(share[3]) / 100 if share[3] else min(int(share[1]) / int(share[2]), 1.0)
    return None
