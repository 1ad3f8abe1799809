"""Marks on a page, whoever saw them, to lines of words in reading order: the one layout for PDF glyphs and for OCR words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from app.reading.layout.bands import EXACT, SEEN, Leaf, Manner
from app.reading.layout.brackets import Habits
from app.reading.layout.columns import leaves_of
from app.reading.layout.glyphs import BLACK, LEFT, NUMBER, OTHER, RIGHT, Face, Ink, Run
from app.reading.layout.initials import give_initials, part_initials
from app.reading.layout.lattices import Lattice, lattices_of
from app.reading.layout.letters import RIGHT_TO_LEFT
from app.reading.layout.marks import attach_signs, compose_accents
from app.reading.layout.rows import LeafReader
from app.reading.layout.ruled import part_at_cells, part_at_table, stands_in_column
from app.reading.layout.segments import Segment, segments_of
from app.reading.text import Box, Line, Word

_SAME_LINE = 0.5  # of a word's height: how far the centres of one line's words may lie apart
_WORD_GAP = 1.6  # em: a wider gap ends a segment
_NUMBER_WITH_STOPS = re.compile(r"^(\(?\+?)((?![.,:]).*[\d%٪])(\)?[.,:;!?،؛؟]*)$")
_ARABIC_PAGE = 0.7  # of the letters
_FEW_OF_ARABIC = 0.25  # the same, of a leaf of such a page
_EM_OF_HEIGHT = 1.25  # a word's box is about the height of its letters, the em somewhat more


def lines_from_runs(runs: Sequence[Run], rules: Sequence[Box], *, has_marks: bool = True) -> list[Line]:
    """The lines of one page, block by block. Turned text comes after the upright, the commonest angle first."""
    by_angle: dict[float, list[Run]] = {}
    for run in runs:
        by_angle.setdefault(run.angle, []).append(run)
    lines: list[Line] = []
    for angle in sorted(by_angle, key=lambda angle: -sum(len(run.glyphs) for run in by_angle[angle])):
        group = by_angle[angle]
        if has_marks:
            group = _with_signs_attached(group)
        initials, group = part_initials(group)
        segments = give_initials(initials, segments_of(group))
        for segment in segments:
            compose_accents(segment)
        lines += _laid_out(segments, rules if angle == 0 else (), EXACT, angle, lines[-1].block + 1 if lines else 0)
    return lines


def _with_signs_attached(runs: list[Run]) -> list[Run]:
    before = [glyph for run in runs for glyph in run.glyphs]
    glyphs = attach_signs(before)
    if glyphs is before:
        return runs
    start = 0
    for run in runs:  # what is left of each still stands together
        end = min(start + len(run.glyphs), len(glyphs))
        while end > start and glyphs[end - 1][5] is not run:
            end -= 1
        run.glyphs, start = glyphs[start:end], end
    return [run for run in runs if run.glyphs]


def _laid_out(segments: list[Segment], rules: Sequence[Box], manner: Manner, angle: float, block: int) -> list[Line]:
    if not segments:
        return []
    habits = Habits(segments if any(segment.right for segment in segments) else ())
    right, left = sum(segment.right for segment in segments), sum(segment.left for segment in segments)
    arabic, share = right > left, right / (right + left or 1)
    lines: list[Line] = []
    for leaf in _leaves(segments, rules, lattices_of(rules), manner, arabic=arabic):
        reader = LeafReader(leaf, habits, arabic=_is_arabic(leaf, share), angle=angle, block=block)
        lines += reader.lines()
        block += 1
    return lines


def _leaves(
    segments: list[Segment], rules: Sequence[Box], lattices: Sequence[Lattice], manner: Manner, *, arabic: bool
) -> list[Leaf]:
    """The leaves of a page; each row of a table is one of them, cell after cell."""
    table = part_at_table(segments, lattices, manner, arabic=arabic) if lattices else None
    if table is None:
        table = None if manner is SEEN else part_at_cells(segments, arabic=arabic)
    if table is None or (manner is not SEEN and stands_in_column(table)):
        return leaves_of(segments, rules, manner, arabic=arabic, lattices=lattices)
    leaves: list[Leaf] = []
    for part in (table.above, *table.rows, table.below):
        leaves += [part] if isinstance(part, Leaf) else _leaves(part, rules, lattices, manner, arabic=arabic)
    return leaves


def _is_arabic(leaf: Leaf, page: float) -> bool:
    """Whether the leaf's own direction is from the right, on a `page` of which this share (0-1) of the letters is Arabic.

    On an Arabic page a head of titles and addresses is Arabic however many Latin letters they have.
    """
    if leaf.table is not None:
        return leaf.table.arabic
    right = sum(segment.right for band in leaf for segment in band)
    left = sum(segment.left for band in leaf for segment in band)
    if not right + left:
        return page > 0.5
    return right > (_FEW_OF_ARABIC if page > _ARABIC_PAGE else 0.5) * (right + left)


def lines_from_words(
    words: Sequence[Word], *, width: float, height: float, rules: Sequence[Box] = (), rows: Sequence[int] | None = None
) -> tuple[Line, ...]:
    """OCR's words, each in logical order, put in the order of the page.

    Boxes are in points on a page of `width` by `height`; words outside it are dropped. `rows` may give the number of the text
    line that each word was seen on; without it lines are found by the words' height on the page.
    """
    seen = [
        (word, rows[place] if rows is not None else 0)
        for place, word in enumerate(words)
        if word.text.strip()
        and word.box.x1 > 0
        and word.box.x0 < width
        and word.box.bottom > 0
        and word.box.top < height
    ]
    if rows is None:
        groups = _rows_by_height([word for word, _ in seen])
    else:
        numbered: dict[int, list[Word]] = {}
        for word, row in seen:
            numbered.setdefault(row, []).append(word)
        groups = list(numbered.values())
    segments = [segment for group in groups for segment in _row_segments(group)]
    return tuple(_laid_out(segments, rules, SEEN, 0, 0))


def _rows_by_height(words: Sequence[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=_middle):
        if rows and _middle(word) - _middle(rows[-1][0]) < _SAME_LINE * (word.box.bottom - word.box.top):
            rows[-1].append(word)
        else:
            rows.append([word])
    return rows


def _middle(word: Word) -> float:
    return (word.box.top + word.box.bottom) / 2


def _row_segments(words: list[Word]) -> list[Segment]:
    words = sorted(words, key=lambda word: word.box.x0)
    size = median([word.box.bottom - word.box.top for word in words]) * _EM_OF_HEIGHT
    baseline = median([word.box.bottom for word in words])
    segments: list[Segment] = []
    for part in _parted_at_gaps(words, _WORD_GAP * size):
        # French and Arabic beside each other may be one row; numbers alone are as the row is.
        spelled = [word for word in part if any(map(str.isalpha, word.text))] or words
        arabic = any(RIGHT_TO_LEFT.search(word.text) for word in spelled)
        segments.append(Segment(size, baseline))
        segments[-1].first = 0
        for word in part:
            _add(segments[-1], word, size, baseline, arabic)
    return segments


def _parted_at_gaps(words: list[Word], gap: float) -> list[list[Word]]:
    parts: list[list[Word]] = []
    end = 0.0
    for word in words:
        if not parts or word.box.x0 - end > gap:
            parts.append([])
            end = word.box.x1
        parts[-1].append(word)
        end = max(end, word.box.x1)
    return parts


def _add(segment: Segment, word: Word, size: float, baseline: float, arabic: bool) -> None:
    """Latin words and numbers beside Arabic go in letter by letter: the order of their parts is the line's to find."""
    if segment.texts:
        segment.space()
    box = word.box
    run = Run(Face(bold=word.bold), word.size or size / _EM_OF_HEIGHT, 0, baseline, box.top, box.bottom, _INK, 0)
    run.confidence = word.confidence
    letters = RIGHT_TO_LEFT.findall(word.text)
    parts = list(_as_seen(word.text)) if arabic and not letters else [word.text]
    step = (box.x1 - box.x0) / len(parts)
    for number, part in enumerate(parts):
        kind = _kind(part)
        segment.texts.append(part)
        segment.kinds.append(kind)
        segment.glyphs.append((part, kind, box.x0 + number * step, box.x0 + (number + 1) * step, 0, run))
    segment.count += len(word.text) + 1
    segment.right += len(letters)
    segment.left += sum(character.isalpha() for character in word.text) - len(letters)
    segment.x0, segment.x1 = min(segment.x0, box.x0), max(segment.x1, box.x1)
    segment.top, segment.bottom = min(segment.top, box.top), max(segment.bottom, box.bottom)


def _as_seen(text: str) -> str:
    """A number in a right-to-left line as it stands on the page: what follows it on its left, its sign on its right."""
    number = None if any(character.isalpha() for character in text) else _NUMBER_WITH_STOPS.match(text)
    if number is None:
        return text
    before, core, behind = number.groups()
    if before[:1] == "(" and ")" in text:  # a whole bracket stands as it is
        core, before = before + core, ""
        core, behind = (core + ")", behind[1:]) if behind[:1] == ")" else (core, behind)
    elif behind[:1] == ")" and "(" in core:
        core, behind = core + ")", behind[1:]
    return behind[::-1].replace(")", "(") + core + before[::-1].replace("(", ")")


_INK = Ink(BLACK)


def _kind(word: str) -> str:
    right = len(RIGHT_TO_LEFT.findall(word))
    left = sum(character.isalpha() for character in word) - right
    if right and right >= left:
        return RIGHT
    if left > 0:
        return LEFT
    return NUMBER if any(character.isdigit() for character in word) else OTHER
