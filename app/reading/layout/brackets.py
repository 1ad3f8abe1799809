"""Brackets in right-to-left text: some fonts give a glyph the character of the text, some the character of its shape, some mix both.

Order needs shapes. A bracket with a gap on its left only has an opening shape; doubtful ones follow the habit of their font.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from app.reading.layout.glyphs import Face, Glyph
from app.reading.layout.letters import MIRRORED, OPENING
from app.reading.layout.segments import Segment

_GAP = frozenset(" .,;:،؛!?؟")
_WIDE_GAP = _GAP | frozenset("()[]«»")


class Habits:
    """How each font of a page names its brackets: above 0 by shape, below 0 by meaning."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self._votes: Counter[tuple[Face, str]] = Counter()
        for segment in segments:
            self._count(segment)

    def _count(self, segment: Segment) -> None:
        texts = segment.texts
        if MIRRORED.keys().isdisjoint(texts):
            return
        for place, text in enumerate(texts):
            glyph = segment.glyphs[place]
            if text not in MIRRORED or glyph is None:
                continue
            gap_before = place == 0 or texts[place - 1] in _WIDE_GAP
            gap_after = place + 1 == len(texts) or texts[place + 1] in _WIDE_GAP
            if gap_before != gap_after:
                self._votes[_key(glyph, text)] += 1 if (text in OPENING) == gap_before else -1

    def names_by_meaning(self, glyph: Glyph | None, text: str) -> bool:
        return glyph is not None and self._votes[_key(glyph, text)] < 0


def _key(glyph: Glyph, text: str) -> tuple[Face, str]:
    return glyph[5].face, min(text, MIRRORED[text])


def by_shape(texts: Sequence[str], glyphs: Sequence[Glyph | None], habits: Habits) -> list[str]:
    """The clusters with each bracket replaced by the character of its shape as seen."""
    if MIRRORED.keys().isdisjoint(texts):
        return list(texts)
    shaped = list(texts)
    for place, text in enumerate(texts):
        if text not in MIRRORED or text in "<>":
            continue
        before = texts[place - 1] if place else " "
        after = texts[place + 1] if place + 1 < len(texts) else " "
        gaps = _WIDE_GAP if text in "«»‹›" else _GAP  # French leaves a space inside its quotes
        gap_before, gap_after = before in gaps, after in gaps
        opening = text in OPENING
        by_habit = opening != habits.names_by_meaning(glyphs[place], text)
        wanted = gap_before if gap_before != gap_after else by_habit
        if wanted != opening:
            shaped[place] = MIRRORED[text]
    return shaped
