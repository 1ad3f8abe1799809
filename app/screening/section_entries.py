"""The entries of one section: cut by lines, and again where a line or a paragraph tells several posts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat

from app.screening.entries import split_posts
from app.screening.entry import Entry
from app.screening.lines import TextLine
from app.screening.section_kinds import SectionKind
from app.screening.sentences import split_prose
from app.screening.terms import word_list
from app.screening.titles import titles_in
from app.screening.understood import Understood

PROSE_WORDS = 18
PARAGRAPH_WORDS = 30  # of a line that is no title with its period


def entries_of(rows: Sequence[TextLine], piece: Understood, kind: SectionKind) -> Iterator[tuple[Entry, Entry | None]]:
    """The posts of a section; beside a title cut out of a line of several, the whole that names their employer."""
    for entry in split_posts(rows, piece.folded, kind):
        if entry.periods and not _is_a_sentence(entry, piece):
            several = _told_in_one_line(entry, piece, kind)
            titles = () if several else _titles_of_one_line(entry, piece, kind)
            yield from zip(several or titles or (entry,), repeat(entry if titles else None))
            continue
        prose = [
            told
            for line in entry.lines
            if len(line.text.split()) >= PROSE_WORDS
            for told in split_prose(line, piece.folded, kind)
        ]
        if prose and kind not in (SectionKind.VOLUNTEER, SectionKind.INTERNSHIPS) and not _titled_head(entry, piece):
            yield from [(told, None) for told in prose]
        else:
            yield entry, None


def _is_a_sentence(entry: Entry, piece: Understood) -> bool:
    """A life told in paragraphs: its dated line is long, and opens with no title."""
    line = entry.head[0]
    if len(entry.head) != 1 or line.bullet or len(line.text.split()) < PARAGRAPH_WORDS:
        return False
    titles = titles_in(piece.folded, line.folded_start, line.folded_end)
    return not titles or len(piece.folded.text[line.folded_start : titles[0].folded_start].split()) > PROSE_WORDS


def _told_in_one_line(entry: Entry, piece: Understood, kind: SectionKind) -> tuple[Entry, ...]:
    """« Coordinatrice … (2017-2021) ; chargée de mission … (2014-2016) »: several posts on one line, one entry each."""
    if len(entry.head) != 1:
        return ()
    line = entry.head[0]
    if len(entry.periods) < 2 and ";" not in line.text:
        return ()
    told = split_prose(line, piece.folded, kind)
    if len(entry.periods) < 2 and not all(_names_what_one_was(each, piece) for each in told):
        return ()  # « Coordinatrice (2018-2021) ; bilan publié en 2020 »
    return told if len(told) > 1 else ()


def _names_what_one_was(told: Entry, piece: Understood) -> bool:
    """« (2018) stage, ambassade … ; (2019-2021) consultante, … »: a title, or an internship."""
    start, end = told.span or told.head_span
    return bool(titles_in(piece.folded, start, end)) or any(
        hit.kind == "intern" for hit in word_list("contracts").longest(piece.folded, start, end)
    )


def _titles_of_one_line(entry: Entry, piece: Understood, kind: SectionKind) -> tuple[Entry, ...]:
    """« Assistante de projet (2016-2018), puis coordinatrice (2019-2022), association … »: one entry a title."""
    if len(entry.periods) < 2 or len(entry.head) != 1:
        return ()
    line = entry.head[0]
    told: list[Entry] = []
    start = line.folded_start
    for number, period in enumerate(entry.periods):
        last = number + 1 == len(entry.periods)
        end = line.folded_end if last else min(period.end + 1, line.folded_end)
        if not titles_in(piece.folded, start, period.start):
            return ()
        told.append(Entry(kind, (line,), (), (period,), span=(start, end)))
        start = end
    return tuple(told)


def _titled_head(entry: Entry, piece: Understood) -> bool:
    first = entry.lines[0]
    return len(first.text.split()) < PROSE_WORDS and bool(
        word_list("roles").hits(piece.folded, first.folded_start, first.folded_end)
    )
