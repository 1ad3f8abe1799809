"""Drop caps: a letter as high as two or three lines belongs to the word at the head of the first one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from app.reading.layout.glyphs import SPACE, Run
from app.reading.layout.segments import Segment

_LARGE = 1.6  # of the lines' size
_BESIDE = 1.0  # em of the lines: how far from the letter they may begin
_FLUSH = 0.3  # em: how alike they begin
_FEWEST_LINES = 2


def part_initials(runs: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """The runs that may be drop caps, and all others: one large capital alone, nothing of its size beside it."""
    lone = [run for run in runs if _is_capital(run)]
    if not lone:
        return [], list(runs)
    sizes = sorted(run.size for run in runs for _ in run.glyphs)
    large = _LARGE * sizes[len(sizes) // 2]
    lone = [run for run in lone if run.size > large]
    initials = [run for run in lone if not any(_are_of_one_word(run, other) for other in runs if other is not run)]
    kept = {id(run) for run in initials}
    return initials, [run for run in runs if id(run) not in kept]


def _is_capital(run: Run) -> bool:
    glyphs = run.glyphs
    if len(glyphs) > 1 and glyphs[0][1] != SPACE != glyphs[1][1]:
        return False  # two of them, as in most runs: the rest need not be looked at
    texts = [glyph[0] for glyph in glyphs if glyph[1] != SPACE]
    return len(texts) == 1 and bool(texts[0]) and len(texts[0] or "") == 1 and (texts[0] or "").isupper()


def _are_of_one_word(one: Run, other: Run) -> bool:
    if abs(one.baseline - other.baseline) > 0.2 * one.size or not 1 < _LARGE * other.size / one.size < _LARGE**2:
        return False
    x0, x1 = one.glyphs[0][2], one.glyphs[-1][3]
    return any(glyph[1] != SPACE and x0 - one.size < glyph[3] and glyph[2] < x1 + one.size for glyph in other.glyphs)


def give_initials(initials: Sequence[Run], segments: list[Segment]) -> list[Segment]:
    """The segments, each initial at the head of the first line beside it; what has no lines beside it stays by itself."""
    for run in initials:
        initial = _segment_of(run)
        lines = sorted((one for one in segments if _is_beside(one, initial)), key=lambda one: one.baseline)
        rows = [next(row) for _, row in groupby(lines, key=lambda one: round(one.baseline))]
        flush = [row for row in rows if abs(row.x0 - rows[0].x0) < _FLUSH * rows[0].size]
        if len(flush) >= _FEWEST_LINES and flush[0] is rows[0]:
            rows[0].join(initial, before=True)
        else:
            segments.append(initial)
    return segments


def _segment_of(run: Run) -> Segment:
    segment = Segment(run.size, run.baseline)
    for glyph in run.glyphs:
        if glyph[1] != SPACE:
            segment.texts.append(glyph[0] or "")
            segment.kinds.append(glyph[1])
            segment.glyphs.append(glyph)
    segment.measure()
    return segment


def _is_beside(line: Segment, initial: Segment) -> bool:
    near = -0.1 * line.size < line.x0 - initial.x1 < _BESIDE * line.size
    inside = initial.baseline - initial.size < line.baseline < initial.baseline + 0.15 * initial.size
    return near and inside and _LARGE * line.size < initial.size
