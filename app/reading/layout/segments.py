"""Glyphs gathered into segments: stretches of one line without a wide gap, their spaces found."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from itertools import pairwise

from app.reading.layout.drawn import ROW, SPACE_MARKED, DrawnLine, Piece, drawn_lines
from app.reading.layout.glyphs import LEFT, NUMBER, RIGHT, SPACE, Glyph, Run
from app.reading.layout.letters import SPACING_ACCENTS

_SPACE = 0.14  # em: a gap wider than this is a space
_JUMP = 3  # glyphs: a stream that jumps further went elsewhere in between
_ELSEWHERE = 0.67  # of the gap that parts Arabic text when the stream went elsewhere at it: enough for Latin


class Segment:
    """Clusters left to right as seen. `glyphs` has None where `texts` has a space between words.

    `first` and `last` are stream numbers; both are 0 when the order of the stream is not known (OCR). `right` and `left` count
    right-to-left and left-to-right letters.
    """

    __slots__ = (
        "_digits", "baseline", "bottom", "count", "first", "glyphs", "kinds", "last", "left", "right", "size", "texts", "top", "x0", "x1",
    )  # fmt: skip

    def __init__(self, size: float, baseline: float) -> None:
        self.size, self.baseline = size, baseline
        self.x0 = self.top = float("inf")
        self.x1 = self.bottom = float("-inf")
        self.texts: list[str] = []
        self.kinds: list[str] = []
        self.glyphs: list[Glyph | None] = []
        self.right = self.left = self.count = 0
        self.first, self.last = 1 << 60, 0
        self._digits: tuple[int, int] | None = None

    @property
    def digits(self) -> int:
        """How many of the clusters are digits; counted when asked, which is again and again."""
        if self._digits is None or self._digits[0] != len(self.texts):
            self._digits = len(self.texts), sum([text[0].isdigit() for text in self.texts])
        return self._digits[1]

    def space(self) -> None:
        self.texts.append(" ")
        self.kinds.append(SPACE)
        self.glyphs.append(None)

    def measure(self) -> None:
        """Find the extents and counts of the glyphs put in so far."""
        _, _, x0s, x1s, numbers, runs = zip(*filter(None, self.glyphs), strict=True)
        kinds = self.kinds
        self.x0, self.x1 = min(x0s), max(x1s)
        several = {*runs}
        self.top, self.bottom = min([run.top for run in several]), max([run.bottom for run in several])
        self.first, self.last = min(numbers), max(numbers)
        self.count, self.left, self.right = len(numbers), kinds.count(LEFT), kinds.count(RIGHT)

    def remove(self, place: int) -> None:
        del self.texts[place], self.kinds[place], self.glyphs[place]

    def join(self, other: Segment, *, before: bool) -> None:
        """Take in a segment that touches this one."""
        for name in ("texts", "kinds", "glyphs"):
            mine, theirs = getattr(self, name), getattr(other, name)
            setattr(self, name, theirs + mine if before else mine + theirs)
        self.x0, self.x1 = min(self.x0, other.x0), max(self.x1, other.x1)
        self.count += other.count


def segments_of(runs: Iterable[Run]) -> list[Segment]:
    """The segments of one reading angle, superscripts joined to what they touch."""
    found: list[Segment] = []
    for line in drawn_lines(runs):
        pieces, plain = line.pieces(), line.is_plain()
        # Spacing itself cuts a line into its words: the longest of them shows it, if any does.
        spread = line.tracking(max(pieces, key=lambda piece: piece.end - piece.first)) if len(pieces) > 1 else 0.0
        for piece in pieces:
            found.extend(_cut(line, piece, spread, plain=plain))
    return join_satellites(found)


def _cut(line: DrawnLine, piece: Piece, spread: float, *, plain: bool) -> list[Segment]:
    """`spread` is the letter spacing of the whole line, 0 for none; `plain` when its glyphs need no looking through."""
    size = line.usual_size(piece)
    tracked = line.tracking(piece)
    if spread and not tracked and line.is_spread(piece, spread):
        tracked = spread
    first, end, wide = piece
    if not plain:
        told = line.made_plain(piece, size)
        if told is None:
            return []
        line, first, end, wide = told, 0, len(told.glyphs), told.wide
    space_gap, marked_gap = max(_SPACE * size + tracked, 1.75 * tracked), max(SPACE_MARKED * size, 1.4 * tracked)
    end_gap, jump_gap = max(size, 3.2 * tracked), max(0.3 * size, 1.4 * tracked)
    gaps, glyphs, numbers = line.gaps, line.glyphs, line.numbers
    found: list[Segment] = []
    spaces: list[int] = []
    for place in wide:
        gap = gaps[place - 1]
        if gap <= marked_gap:  # the least of the gaps that tell anything
            continue
        if gap > end_gap or (
            gap > space_gap
            and abs(numbers[place] - numbers[place - 1]) > _JUMP
            and _is_apart(gap, jump_gap, glyphs[place - 1], glyphs[place])
        ):
            found.append(_segment(line, first, place, spaces))
            first, spaces = place, []
        elif gap > space_gap or line.has_space_before(place):
            spaces.append(place)
    return [*found, _segment(line, first, end, spaces)]


def _segment(line: DrawnLine, first: int, end: int, spaces: list[int]) -> Segment:
    """Glyphs `first` up to `end` of a line, with spaces before some of them."""
    run, numbers = line.runs[first], line.numbers[first:end]
    segment = Segment(run.size, run.baseline)
    segment.first, segment.last, segment.count = min(numbers), max(numbers), end - first
    segment.x0, segment.top, segment.x1, segment.bottom = line.extents(first, end)
    texts, kinds, glyphs = segment.texts, segment.kinds, segment.glyphs
    for start, stop in pairwise([first, *spaces, end]):
        if texts:
            segment.space()
        texts += line.texts[start:stop]
        kinds += line.kinds[start:stop]
        glyphs += line.glyphs[start:stop]
    segment.left, segment.right = kinds.count(LEFT), kinds.count(RIGHT)
    return segment


def _is_apart(gap: float, usual: float, before: Glyph | None, after: Glyph) -> bool:
    """Whether a gap parts the text when the stream went elsewhere at it.

    In Arabic lines, whose Latin words are drawn at other times, it must be wider than a space; when the stream came back later to
    Latin text, as it does from a cell to the next, less will do.
    """
    if gap > usual:
        return True
    onwards = before is not None and after[4] > before[4]
    return onwards and RIGHT not in (before and before[1], after[1]) and gap > _ELSEWHERE * usual


def join_satellites(segments: list[Segment]) -> list[Segment]:
    """Superscripts and other small pieces go to the segment they touch."""
    if len(segments) < 2:
        return segments
    segments.sort(key=lambda segment: segment.baseline)
    baselines = [segment.baseline for segment in segments]
    gone: set[int] = set()
    arabic = any(segment.right for segment in segments)
    for place, small in enumerate(segments):
        if small.count > 6 or place in gone:
            continue
        reach = 1.2 * small.size + 6
        low, high = (
            bisect.bisect_left(baselines, small.baseline - reach),
            bisect.bisect_right(baselines, small.baseline + reach),
        )
        for other in range(low, high):
            if other != place and other not in gone and _joins(small, segments[other]):
                gone.add(place)
                if arabic and {*small.kinds} == {NUMBER}:
                    across = [beside for beside in range(low, high) if beside not in gone and beside != other]
                    bridged = _bridge(segments, other, across, small)
                    gone |= bridged
                    if segments[other].right:
                        _settle_number(segments[other], small)
                break
    return [segment for place, segment in enumerate(segments) if place not in gone]


def _joins(small: Segment, large: Segment) -> bool:
    is_raised = small.size < 0.8 * large.size and small.baseline < large.baseline
    if (large.count < small.count and not is_raised) or (large.baseline == small.baseline and large.size == small.size):
        return False
    apart = abs(large.baseline - small.baseline)
    if len(small.texts) == 1 and small.texts[0] in SPACING_ACCENTS and _is_over(small, large, apart):
        return True
    if apart > 0.62 * large.size or (apart > 0.25 * large.size and small.size > 0.87 * large.size):
        return False
    if large.right and not (is_raised and {*small.kinds} == {NUMBER}):
        return False  # beside Arabic only the number of a note is raised; other small things are signs
    for before, gap in ((False, small.x0 - large.x1), (True, large.x0 - small.x1)):
        if -0.3 * large.size < gap < 0.22 * large.size:
            large.join(small, before=before)
            return True
    return _fills_hole(small, large)


def _bridge(segments: list[Segment], at: int, across: list[int], small: Segment) -> set[int]:
    """Join what stands on the other side of a raised number: in Arabic its stream came from elsewhere. The places joined."""
    large = segments[at]
    if small.x0 > large.x0 and small.x1 < large.x1:
        return set()  # it stands in the middle of the text
    before = large.x1 <= small.x1
    for place in across:
        beside = segments[place]
        gap = beside.x0 - small.x1 if before else small.x0 - beside.x1
        level = abs(beside.baseline - large.baseline) < ROW * large.size and abs(beside.size - large.size) < 0.1
        if level and (large.right or beside.right) and -0.3 * large.size < gap < 0.22 * large.size:
            large.join(beside, before=not before)
            large.right, large.left = large.right + beside.right, large.left + beside.left
            large.first, large.last = min(large.first, beside.first), max(large.last, beside.last)
            large.top, large.bottom = min(large.top, beside.top), max(large.bottom, beside.bottom)
            return {place}
    return set()


def _settle_number(line: Segment, small: Segment) -> None:
    """A raised number among Arabic goes with what stands on its right, unless it stands at the end of a number or Latin word.

    So say its kind, and that it is one cluster.
    """
    first = line.glyphs.index(small.glyphs[0])
    inside = slice(first, first + len(small.glyphs))
    kind = NUMBER if first and line.kinds[first - 1] in (NUMBER, LEFT) else RIGHT
    text, number, run = "".join(small.texts), small.first, small.glyphs[0][5] if small.glyphs[0] else None
    if run is not None:
        line.texts[inside], line.kinds[inside] = [text], [kind]
        line.glyphs[inside] = [(text, kind, small.x0, small.x1, number, run)]


def _fills_hole(small: Segment, large: Segment) -> bool:
    """« 1er prix »: the raised letters stand in the line, where it seemed to have a space."""
    for place in range(1, len(large.glyphs) - 1):
        before, after = large.glyphs[place - 1], large.glyphs[place + 1]
        if large.glyphs[place] is not None or before is None or after is None:
            continue
        left, right = before[3], after[2]
        if -0.3 * large.size < small.x0 - left < 0.22 * large.size and right > small.x1 - 0.1 * large.size:
            if right - small.x1 < _SPACE * large.size:
                large.remove(place)
            large.texts[place:place] = small.texts
            large.kinds[place:place] = small.kinds
            large.glyphs[place:place] = small.glyphs
            return True
    return False


def _is_over(small: Segment, large: Segment, apart: float) -> bool:
    """An accent on its own baseline, over a letter of the line: it goes in beside the letter, to be composed with it."""
    if apart > 0.7 * large.size or not large.x0 - 1 <= small.x0 <= large.x1:
        return False
    centre, slack = (small.x0 + small.x1) / 2, 0.05 * large.size
    for place, glyph in enumerate(large.glyphs):
        if glyph is not None and glyph[2] - slack <= centre <= glyph[3] + slack:
            large.texts.insert(place, small.texts[0])
            large.kinds.insert(place, small.kinds[0])
            large.glyphs.insert(place, small.glyphs[0])
            return True
    return False
