"""Glyphs gathered into segments: stretches of one line without a wide gap, their spaces found."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from itertools import pairwise
from operator import gt, itemgetter
from statistics import median

from app.reading.layout.glyphs import LEFT, NUMBER, RIGHT, SPACE, STROKE, Glyph, Run, width
from app.reading.layout.letters import SPACING_ACCENTS

ROW = 0.16  # em: baselines closer than this are one line
_SPACE = 0.14  # em: a gap wider than this is a space
_SPACE_MARKED = 0.06  # em: enough when a space glyph stands there
_TRACKED = 0.10  # em: a median gap wider than this is letter spacing
_JUMP = 3  # glyphs: a stream that jumps further went elsewhere in between
_ELSEWHERE = 0.67  # of the gap that parts Arabic text when the stream went elsewhere at it: enough for Latin
_FEW_LETTERS = 4  # of a word too short to show its own letter spacing
_EVEN = 0.35  # of the letter spacing: how far a gap may be from it
_DOUBLE = 0.06  # em: the same glyph this near is false bold
_NO_SIZE = 0.01  # points
_RUN = itemgetter(5)


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
    for line in _lines(runs):
        _sort(line)
        pieces = _pieces(line)
        inks = [[glyph for glyph in piece if glyph[1] != SPACE] for piece in pieces]
        spread = _line_tracking(inks) if len(inks) > 1 else 0.0
        for piece, ink in zip(pieces, inks, strict=True):
            found.extend(_cut(piece, ink, spread))
    return join_satellites(found)


def _sort(line: list[Glyph]) -> None:
    """From left to right by their middles; most lines were drawn so."""
    middles = [glyph[2] + glyph[3] for glyph in line]
    if any(map(gt, middles, middles[1:])):
        line[:] = [line[place] for place in sorted(range(len(line)), key=middles.__getitem__)]


def _lines(runs: Iterable[Run]) -> list[list[Glyph]]:
    lines: list[list[Glyph]] = []
    reference, size = float("-inf"), 0.0
    for run in sorted((run for run in runs if run.size > _NO_SIZE), key=lambda run: run.baseline):
        if run.baseline - reference > max(ROW * min(run.size, size), 0.4) or not lines:
            lines.append([])
            reference = run.baseline
        size = run.size
        lines[-1].extend(run.glyphs)
    return lines


def _pieces(line: list[Glyph]) -> list[list[Glyph]]:
    """The line cut at gaps of an em, so that the letter spacing of one column does not disturb the next."""
    pieces: list[list[Glyph]] = []
    piece: list[Glyph] = []
    end: float | None = None
    for glyph in line:
        if glyph[1] != SPACE:
            _, _, x0, x1, _, run = glyph
            if end is not None and x0 - end > run.size:
                before = piece[-1]
                if x0 - end > 0.45 * (width(before) + run.size):
                    pieces.append(piece)
                    piece = []
                    end = None
            end = x1 if end is None or x1 > end else end
        piece.append(glyph)
    if piece:
        pieces.append(piece)
    return pieces


def _usual_size(ink: list[Glyph]) -> float:
    sizes = {run.size for run in {*map(_RUN, ink)}}
    return sizes.pop() if len(sizes) == 1 else median([glyph[5].size for glyph in ink])


def _tracking(ink: list[Glyph], size: float) -> float:
    """The usual gap between letters when the text is spaced out, else 0."""
    limit, wide, count = _TRACKED * size, 0, len(ink) - 1
    if count < 3:
        return 0.0
    end = ink[0][3]
    for glyph in ink[1:]:
        if glyph[2] - end > limit:
            wide += 1
        end = glyph[3]
    if 2 * wide < count:
        return 0.0
    usual = median([after[2] - before[3] for before, after in pairwise(ink)])
    return usual if usual > limit else 0.0


def _is_typed_apart(piece: list[Glyph], ink: list[Glyph]) -> bool:
    """Whether « F O R M A T I O N » was typed with its spaces: then they are text, not letter spacing."""
    return len(ink) >= 4 and len(piece) - len(ink) >= 0.75 * (len(ink) - 1)


def _line_tracking(inks: list[list[Glyph]]) -> float:
    """The letter spacing of a line that spacing itself cut into its words: that of its longest word, if it has any."""
    ink = max(inks, key=len)
    return _tracking(ink, _usual_size(ink)) if ink else 0.0


def _is_spread(piece: list[Glyph], ink: list[Glyph], spread: float) -> bool:
    """Whether a word of few letters is spaced out as its line is; a space may stand at its end."""
    first, last = piece.index(ink[0]), piece.index(ink[-1])
    if not 1 < len(ink) <= _FEW_LETTERS or last - first + 1 > len(ink):
        return False
    return all(abs(after[2] - before[3] - spread) < _EVEN * spread for before, after in pairwise(ink))


def _cut(piece: list[Glyph], ink: list[Glyph], spread: float) -> list[Segment]:
    """`ink` is the piece without its spaces, `spread` the letter spacing of the whole line, 0 for none."""
    if not ink:
        return []
    size = _usual_size(ink)
    tracked = 0.0 if _is_typed_apart(piece, ink) else _tracking(ink, size)
    if spread and not tracked and _is_spread(piece, ink, spread):
        tracked = spread
    space_gap, marked_gap = max(_SPACE * size, 1.75 * tracked), max(_SPACE_MARKED * size, 1.4 * tracked)
    end_gap, jump_gap, stroke_gap = max(size, 3.2 * tracked), max(0.3 * size, 1.4 * tracked), 0.3 * size
    double = _DOUBLE * size
    found: list[Segment] = []
    segment: Segment | None = None
    space, end, last = False, float("-inf"), 0
    kept: Glyph | None = None
    kept_x0 = float("-inf")
    for glyph in piece:
        text, kind, x0, x1, number, run = glyph
        if kind == SPACE:
            space = segment is not None
            continue
        if kind == STROKE or not text:
            if segment is not None and x0 - end < stroke_gap:
                end = max(end, x1)
            continue
        if (
            x0 - kept_x0 < double
            and kept is not None
            and kept[0] == text
            and abs(run.baseline - kept[5].baseline) < double
        ):
            continue
        gap = x0 - end
        if segment is not None and gap > marked_gap:  # the least of the gaps that tell anything
            if gap > end_gap or (
                gap > space_gap and abs(number - last) > _JUMP and _is_apart(gap, jump_gap, kept, glyph)
            ):
                segment = None
            elif gap > space_gap or space:
                segment.space()
        if segment is None:
            segment = Segment(run.size, run.baseline)
            found.append(segment)
            put_text, put_kind, put_glyph = segment.texts.append, segment.kinds.append, segment.glyphs.append
            end = x1
        elif x1 > end:
            end = x1
        put_text(text)
        put_kind(kind)
        put_glyph(glyph)
        space, last, kept, kept_x0 = False, number, glyph, x0
    for segment in found:
        segment.measure()
    return found


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
