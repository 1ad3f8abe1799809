"""Schools of higher studies that a CV names as if they were a diploma: « ENCG Settat, 2012 – 2017 ».

Such a line says that somebody studied there, and nothing of what was obtained: a doubt, never a level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.screening.diploma_segments import YEAR
from app.screening.fields import school_words
from app.screening.ladder import TRAP, diploma_words
from app.screening.lines import TextLine
from app.screening.papers import Papers
from app.screening.section_kinds import SectionKind
from app.screening.understood import Understood

WORDS_AHEAD = 2  # of a date
WORD_AHEAD = re.compile(r"[^\W\d_]{3,}")
LOWER_SCHOOL = re.compile(
    r"\b(?:lycee|college|ecole (?:primaire|privee|publique|secondaire)|institution|ista|ofppt|cfp|bts|high school|secondary"
    r"|formation professionnelle|technologie appliquee)\b|ثانوي|اعدادي|ابتداي|التكوين المهني"
)


def schools_alone(papers: Papers) -> Iterator[tuple[Understood, TextLine]]:
    """Lines among the studies of a CV that name a school of higher studies and are an entry without any diploma."""
    for piece in papers.cvs:
        for run in papers.runs(piece, SectionKind.EDUCATION):
            for at, line in enumerate(run):
                if _names_a_school(piece, line) and _is_entry(piece, run, at):
                    yield piece, line


def _names_a_school(piece: Understood, line: TextLine) -> bool:
    """The line opens with a school, after a date or a list mark at most, and names no diploma nor certificate."""
    if _has_diploma(piece, line) or LOWER_SCHOOL.search(line.text):
        return False
    for hit in school_words().longest(piece.folded, line.folded_start, line.folded_end)[:1]:
        before = piece.folded.text[line.folded_start : hit.folded_start]
        return len(WORD_AHEAD.findall(before)) <= WORDS_AHEAD
    return False


def _is_entry(piece: Understood, run: Sequence[TextLine], at: int) -> bool:
    """The line is dated or listed by itself, and the diplomas beside it have dates of their own."""
    years = _years(run[at])
    if not years and not run[at].bullet:
        return False
    for near in (at - 1, at + 1):
        if not 0 <= near < len(run) or not _has_diploma(piece, run[near]):
            continue
        theirs = _years(run[near])
        if years and not theirs and LOWER_SCHOOL.search(run[near].text):
            continue  # « Classes préparatoires, Lycée … » below is another entry
        if not years and school_words().hits(piece.folded, run[near].folded_start, run[near].folded_end):
            continue  # a list, and the diploma beside it names a school of its own
        if not theirs or not years or (max(theirs) == max(years) and not run[at].bullet):
            return False
    return True


def _years(line: TextLine) -> list[int]:
    return [int(found[1]) for found in YEAR.finditer(line.text)]


def _has_diploma(piece: Understood, line: TextLine) -> bool:
    hits = diploma_words().longest(piece.folded, line.folded_start, line.folded_end)
    return any(hit.kind != TRAP for hit in hits)
