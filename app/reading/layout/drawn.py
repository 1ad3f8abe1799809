"""A line of glyphs as it is drawn, from left to right: where gaps of an em cut it, and how its letters are spaced.

Pages have hundreds of thousands of glyphs, so that what concerns them all is asked of whole columns, and only where a gap is wide
are they looked at one by one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import attrgetter, itemgetter, sub
from statistics import median
from typing import NamedTuple

from app.reading.layout.glyphs import SPACE, STROKE, Glyph, Run, width

ROW = 0.16  # em: baselines closer than this are one line
SPACE_MARKED = 0.06  # em: the narrowest gap between words, where a space glyph stands
_NO_SIZE = 0.01  # points
_TRACKED = 0.07  # em: a median gap wider than this is letter spacing
_FEW_LETTERS = 4  # of a word too short to show its own letter spacing
_EVEN = 0.35  # of the letter spacing: how far a gap may be from it
_DOUBLE = 0.06  # em: the same glyph this near is false bold
_STROKE_GAP = 0.3  # em: a joining stroke further away joins nothing
_X0, _X1 = itemgetter(2), itemgetter(3)


class Piece(NamedTuple):
    """Glyphs `first` up to `end` of a line; `wide` are those with a gap before them that may mean anything."""

    first: int
    end: int
    wide: list[int]


class DrawnLine:
    """A line's glyphs without its spaces, and the same in columns.

    `gaps` are counted from the end of all glyphs before; the first of them is that of the second glyph. `wide` are the glyphs with
    a gap before them that may mean anything.
    """

    __slots__ = (
        "_all", "_heights", "_in_order", "_sizes", "_spaces", "_steps",
        "gaps", "glyphs", "kinds", "numbers", "runs", "texts", "wide", "x0s", "x1s",
    )  # fmt: skip

    def __init__(self, glyphs: list[Glyph], spaces: list[int], runs: Iterable[Run]) -> None:
        """`glyphs` stand in order and are of the `runs`; those at `spaces` are spaces, and not all of them."""
        self._all = glyphs
        self._spaces = [place - count for count, place in enumerate(spaces)]  # each by the glyph that it stands before
        self.glyphs = _without(glyphs, spaces)
        texts, kinds, self.x0s, self.x1s, self.numbers, self.runs = zip(*self.glyphs, strict=True)
        self.texts, self.kinds = [*texts], [*kinds]
        self._sizes: set[float] = {run.size for run in runs}
        self._heights = {(run.top, run.bottom) for run in runs}
        self._in_order = _ascend(self.x0s) and _ascend(self.x1s)
        self._steps = self.gaps = [*map(sub, self.x0s[1:], self.x1s)]
        if not self._in_order:
            self.gaps = [*map(sub, self.x0s[1:], accumulate(self.x1s, max))]
        least = SPACE_MARKED * min(self._sizes)
        self.wide: list[int] = [place for place, step in enumerate(self._steps, 1) if step > least]

    def pieces(self) -> list[Piece]:
        """The line cut at gaps of an em, so that the letter spacing of one column does not disturb the next."""
        pieces: list[Piece] = []
        first = 0
        wide: list[int] = []
        for place in self.wide:
            gap, size = self.gaps[place - 1], self.runs[place].size
            if gap > size and gap > 0.45 * (width(self._all[self._place(place) - 1]) + size):
                pieces.append(Piece(first, place, wide))
                first, wide = place, []
            else:
                wide.append(place)
        return [*pieces, Piece(first, len(self.glyphs), wide)]

    def usual_size(self, piece: Piece) -> float:
        if len(self._sizes) == 1:
            return next(iter(self._sizes))
        sizes: list[float] = [run.size for run in self.runs[piece.first : piece.end]]
        return sizes[0] if len({*sizes}) == 1 else median(sizes)

    def extents(self, first: int, end: int) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the glyphs `first` up to `end`."""
        if self._in_order:
            x0, x1 = self.x0s[first], self.x1s[end - 1]
        else:
            x0, x1 = min(self.x0s[first:end]), max(self.x1s[first:end])
        if len(self._heights) == 1:
            [(top, bottom)] = self._heights
            return x0, top, x1, bottom
        several = {*self.runs[first:end]}
        return x0, min([run.top for run in several]), x1, max([run.bottom for run in several])

    def tracking(self, piece: Piece) -> float:
        """The usual gap between letters when the text is spaced out, else 0.

        Gaps that were typed are text: those of « F O R M A T I O N » as those of « de 2 h à 10 h ».
        """
        limit, count = _TRACKED * self.usual_size(piece), piece.end - piece.first - 1
        steps = self._steps
        wide = [place for place in piece.wide if steps[place - 1] > limit]
        if count < 3 or 2 * len(wide) < count:
            return 0.0
        typed = {place for place in wide if self.has_space_before(place)}
        if 2 * (len(wide) - len(typed)) < count - len(typed) or len(typed) == count:
            return 0.0
        usual: float = median([steps[place - 1] for place in range(piece.first + 1, piece.end) if place not in typed])
        return usual if usual > limit else 0.0

    def is_spread(self, piece: Piece, spread: float) -> bool:
        """Whether a word of few letters is spaced out as its line is; a space may stand at its end."""
        first, last = piece.first, piece.end - 1
        if not 0 < last - first < _FEW_LETTERS or self._place(last) - self._place(first) > last - first:
            return False
        return all(abs(step - spread) < _EVEN * spread for step in self._steps[first:last])

    def has_space_before(self, place: int) -> bool:
        return self._place(place) - self._place(place - 1) > 1

    def is_plain(self) -> bool:
        """Whether every glyph has a text to put in: no joining stroke among them, none drawn twice for false bold."""
        texts = self.texts
        if STROKE in self.kinds or not all(texts):
            return False
        double, onwards = _DOUBLE * max(self._sizes), [*map(sub, self.x0s[1:], self.x0s)]
        if min(onwards, default=double) >= double:
            return True
        near = [place for place, on in enumerate(onwards) if on < double]
        return not any(texts[place] == texts[place + 1] for place in near)

    def made_plain(self, piece: Piece, size: float) -> DrawnLine | None:
        """The piece without strokes, which only lengthen the letter before, and without doubles; None when nothing is left."""
        double, reach = _DOUBLE * size, _STROKE_GAP * size
        glyphs: list[Glyph] = []
        spaces: list[int] = []
        gaps: list[float] = []
        kept: Glyph | None = None
        end = 0.0
        for glyph in self._with_spaces(piece):
            text, kind, x0, x1, _, _ = glyph
            if kind == SPACE:
                spaces.append(len(glyphs))
                glyphs.append(glyph)
            elif kind == STROKE or not text:
                if kept and x0 - end < reach:
                    end = max(end, x1)
            elif kept is None or not _is_double(kept, glyph, double):
                if kept:
                    gaps.append(x0 - end)
                end = max(end, x1) if kept else x1
                kept = glyph
                glyphs.append(glyph)
        if kept is None:
            return None
        plain = DrawnLine(glyphs, spaces, {*self.runs[piece.first : piece.end]})
        plain.gaps = gaps
        return plain

    def _with_spaces(self, piece: Piece) -> list[Glyph]:
        """What stands before the line's first glyph is of its first piece, and what stands before any other of the one before."""
        start = self._place(piece.first) if piece.first else 0
        return self._all[start : self._place(piece.end)]

    def _place(self, number: int) -> int:
        """Where a glyph stands in the line, its spaces counted."""
        return number + bisect_right(self._spaces, number)


def _without(glyphs: list[Glyph], spaces: list[int]) -> list[Glyph]:
    if not spaces:
        return glyphs
    kept: list[Glyph] = []
    start = 0
    for place in spaces:
        kept += glyphs[start:place]
        start = place + 1
    return kept + glyphs[start:]


def _ascend(places: Sequence[float]) -> bool:
    return [*places] == sorted(places)  # sorting what is sorted is the fastest way to ask


def _is_double(one: Glyph, other: Glyph, near: float) -> bool:
    return other[2] - one[2] < near and one[0] == other[0] and abs(other[5].baseline - one[5].baseline) < near


def drawn_lines(runs: Iterable[Run]) -> Iterator[DrawnLine]:
    """The lines of the runs, top down; those of spaces only are left out."""
    for line in _lines(runs):
        glyphs = _in_order(line)
        spaces = [place for place, glyph in enumerate(glyphs) if glyph[1] == SPACE]
        if len(spaces) < len(glyphs):
            yield DrawnLine(glyphs, spaces, line)


def _lines(runs: Iterable[Run]) -> list[list[Run]]:
    lines: list[list[Run]] = []
    reference, size = float("-inf"), 0.0
    for run in sorted([run for run in runs if run.size > _NO_SIZE], key=attrgetter("baseline")):
        if run.baseline - reference > max(ROW * min(run.size, size), 0.4) or not lines:
            lines.append([])
            reference = run.baseline
        size = run.size
        lines[-1].append(run)
    return lines


def _in_order(line: list[Run]) -> list[Glyph]:
    """The glyphs from left to right by their middles: mostly whole runs stand beside each other and need no more than their order."""
    glyphs = [glyph for run in sorted(line, key=_start) for glyph in run.glyphs]
    if _ascend([*map(_X0, glyphs)]) and _ascend([*map(_X1, glyphs)]):
        return glyphs
    glyphs = [glyph for run in line for glyph in run.glyphs]  # of two at one place the first to be drawn comes first
    middles = [glyph[2] + glyph[3] for glyph in glyphs]
    return [glyphs[place] for place in sorted(range(len(glyphs)), key=middles.__getitem__)]


def _start(run: Run) -> float:
    glyph = run.glyphs[0]
    return glyph[2] + glyph[3]
