"""A leaf read row by row: which way each line runs, and which lines of a cell stay together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from app.reading.layout.bands import Leaf
from app.reading.layout.brackets import Habits, by_shape
from app.reading.layout.direction import base_direction, left_to_right, right_to_left
from app.reading.layout.glyphs import LEFT, NUMBER, SPACE, Glyph, turn_back
from app.reading.layout.letters import LIST_MARKS, MIRRORED, composed
from app.reading.layout.segments import Segment
from app.reading.text import Box, Line, Word

_LEADER = 5  # dots; three and four end a sentence
_DOTS = (".", "…", " ")
_LEADERS = re.compile(r" *(?:(?:\. ?){5,}|(?:… ?){2,}) *")
_PIECE_GAP = 1.8  # em: a wider gap parts two pieces of a row
_PIECE_JUMP = 6  # glyphs: so does a stream that went elsewhere between two near segments
_CELL_PITCH = 2.1  # em: the lines of one cell are nearer than this
_CELL_JUMP = 4
_CELL_GAP = 0.7  # em
_NARROW = 0.35  # of the leaf's width
_LONG_DASHES = ("-", "–", "—", "‒")
_DASH_MARKS = frozenset("-–—*o")
_YEAR = re.compile(r"(?:19|20)\d\d|[٠-٩]{4}")
_DATE = 14.0  # em: no date is wider
_FULL = 3.0  # em: a line that ends further from the edge was not full
_LONE_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH_LAST = re.compile(r"[^\W\d_]{3,}\.?$")  # « mai 2017 – août », and the year below
_PERCENT_BEFORE = re.compile(r"(?<!\d)([%٪])(\d+(?:[.,]\d+)?)(?!\d)")


class _Piece:
    """Segments of one row that belong together. `after` is the piece that continues it in the cell below."""

    __slots__ = ("after", "baseline", "done", "first", "last", "left", "right", "segments", "size", "x0", "x1")

    def __init__(self, segments: list[Segment]) -> None:
        self.segments = segments
        part = segments[0]
        self.x0, self.x1, self.baseline, self.size = part.x0, part.x1, part.baseline, part.size
        self.first, self.last, self.right, self.left = part.first, part.last, part.right, part.left
        for part in segments[1:]:
            self.x1 = max(self.x1, part.x1)
            self.first, self.last = min(self.first, part.first), max(self.last, part.last)
            self.right, self.left = self.right + part.right, self.left + part.left
        self.after: _Piece | None = None
        self.done = False

    @property
    def texts(self) -> list[str]:
        return [text for segment in self.segments for text in segment.texts]

    @property
    def text(self) -> str:
        return "".join(self.texts)

    @property
    def is_dated(self) -> bool:
        digits = sum([segment.digits for segment in self.segments])
        clusters = sum([len(segment.texts) for segment in self.segments])
        return digits > 0.25 * clusters or (digits >= 4 and bool(_YEAR.search(self.text)))

    @property
    def is_bold(self) -> bool:
        first = self.segments[0].glyphs[0]
        return first is not None and first[5].face.bold

    def is_over(self, below: _Piece) -> bool:
        """Whether `below` is the next line of the same narrow column."""
        shared = min(self.x1, below.x1) - max(self.x0, below.x0)
        narrow = min(self.x1 - self.x0, below.x1 - below.x0)
        return below.baseline - self.baseline < _CELL_PITCH * self.size and shared > 0.5 * narrow


class LeafReader:
    """Reads one leaf. `arabic` is its own direction, `habits` its page's way with brackets."""

    def __init__(self, leaf: Leaf, habits: Habits, *, arabic: bool, angle: float, block: int) -> None:
        self._rows = [_pieces(sorted(band, key=lambda segment: segment.x0)) for band in leaf]
        self._all = [piece for row in self._rows for piece in row]
        self._habits, self._arabic, self._angle, self._block = habits, arabic, angle, block
        self._edges = (min(piece.x0 for piece in self._all), max(piece.x1 for piece in self._all))
        self._has_arabic = any(piece.right for piece in self._all)
        self._table = leaf.table

    def lines(self) -> list[Line]:
        """The leaf's lines in reading order."""
        if self._table is None and any(len(row) > 1 for row in self._rows):
            self._link_cells()
        lines: list[Line] = []
        for number in range(len(self._rows)):
            lines += self._row_lines(number)
        return lines

    def _link_cells(self) -> None:
        """Say of each piece which one below goes on with it."""
        streamed = any(piece.last for piece in self._all)
        for number, row in enumerate(self._rows[:-1]):
            below = [piece for other in self._rows[number + 1 : number + 3] for piece in other]
            for piece in row:
                for other in below:
                    if piece.is_over(other) and (
                        _follows(piece, other) if streamed else self._goes_on_unstreamed(piece, other, row)
                    ):
                        piece.after = other
                        if streamed:
                            break

    def _goes_on_unstreamed(self, piece: _Piece, below: _Piece, row: Sequence[_Piece]) -> bool:
        """Without a stream: an open date goes on in the line below, and so does a label whose next line is in small letters."""
        if len(row) < 2 or piece.right:
            return False
        if _ends_open(piece) and below.x1 - below.x0 < 1.6 * (piece.x1 - piece.x0):
            return True
        narrow = _NARROW * (self._edges[1] - self._edges[0])
        if piece.x1 - piece.x0 > narrow or below.x1 - below.x0 > narrow:
            return False
        if any(other is not piece and other.x0 < below.x1 and other.x1 > below.x0 for other in row):
            return False
        text = below.text
        return text[0].islower() or bool(_LONE_YEAR.fullmatch(text) and _MONTH_LAST.search(piece.text))

    def _row_lines(self, number: int) -> list[Line]:
        row = self._rows[number]
        right, left = sum(piece.right for piece in row), sum(piece.left for piece in row)
        base = False
        if self._has_arabic or self._arabic:
            seen = [text for piece in row for text in piece.texts] if left and not right else ()
            place = (row[0].x0, row[-1].x1)
            base = base_direction(right, left, place, self._edges, seen, arabic_block=self._arabic)
        mixed = len(row) > 1 and right and left
        leftwards = self._arabic if mixed or self._table else base or (self._arabic and _is_written_leftwards(row))
        ordered = row[::-1] if leftwards else row
        lines: list[Line] = []
        words: list[Word] = []
        for place_in_row, piece in enumerate(ordered):
            if piece.done:
                continue
            direction = base if len(row) == 1 else self._direction(piece)
            words += self._words(piece, right_to_left_base=direction)
            piece.done = True
            rest = [other for other in ordered[place_in_row + 1 :] if not other.done]
            following = piece.after
            if not rest and following is not None:
                rest = self._passed_over(number, following)
            while following is not None and not following.done and self._goes_on(piece, following, rest):
                lines += self._line(words, base)
                words = self._words(following, right_to_left_base=direction)
                following.done = True
                lines += self._line(words, base)
                words = []
                following = following.after
        return lines + self._line(words, base)

    def _goes_on(self, piece: _Piece, following: _Piece, rest: Sequence[_Piece]) -> bool:
        """Whether the cell's next line is read before the rest of its row."""
        if not rest or not following.last:
            return bool(rest) or (bool(following.last) and self._is_wrapped_date(piece, following))
        if self._table is None and len(rest) == 1 and self._is_dated_line(piece, following, rest[0]):
            return False
        if min(other.first for other in rest) > following.last or _ends_open(piece):
            return True
        narrow = following.x1 - following.x0 < _NARROW * (self._edges[1] - self._edges[0])
        return narrow and piece.is_dated and max(other.last for other in rest) < piece.first

    def _is_wrapped_date(self, piece: _Piece, following: _Piece) -> bool:
        """Whether a date at the end of a row, « 2018 – », has its other half below, beside the entry's next line."""
        if self._table is not None or not piece.is_dated or not _YEAR.search(piece.text):
            return False
        narrow = max(piece.x1 - piece.x0, following.x1 - following.x0) < _DATE * piece.size
        row = next((row for row in self._rows if following in row), [following])
        begins = following.text[0].isupper() and not following.is_dated and not _ends_open(piece)
        return narrow and len(row) > 1 and not begins

    def _is_dated_line(self, piece: _Piece, following: _Piece, date: _Piece) -> bool:
        """Whether a date at the line's end is of the line, a post's or a diploma's, though it was written after what stands below.

        A line that goes on in the next is a cell's.
        """
        if not (date.is_dated and _YEAR.search(date.text)) or piece.is_dated or date.x1 - date.x0 > _DATE * date.size:
            return False
        if (date.x0 < piece.x0) != (piece.right > piece.left):
            return False
        if piece.is_bold and following.is_bold and piece.size == following.size:
            return False  # a title of two lines
        if not piece.right:
            return not following.text[0].islower()
        return piece.x0 - min(self._edges[0], following.x0) > _FULL * piece.size or following.x0 > piece.x0

    def _passed_over(self, number: int, following: _Piece) -> list[_Piece]:
        """A row that stands between a cell's line and its next: its baseline lay a little lower than the first."""
        between = self._rows[number + 1] if number + 1 < len(self._rows) else []
        return [] if following in between else [piece for piece in between if not piece.done]

    def _direction(self, piece: _Piece) -> bool:
        """A piece of a row of several: its column says which way it runs."""
        if not self._has_arabic:
            return False
        if self._table and not piece.right and not piece.left:
            return self._table.arabic  # numbers alone run as their table does
        column = [
            other
            for other in (self._table.segments if self._table else self._all)
            if other.x0 < piece.x1
            and other.x1 > piece.x0
            and not (other.x0 < piece.x0 - 30 and other.x1 > piece.x1 + 30)
        ]
        right, left = sum([other.right for other in column]), sum([other.left for other in column])
        edges = (min([piece.x0, *[other.x0 for other in column]]), max([piece.x1, *[other.x1 for other in column]]))
        arabic = right > left if right + left else self._arabic
        return base_direction(
            piece.right, piece.left, (piece.x0, piece.x1), edges, piece.segments[0].texts, arabic_block=arabic
        )

    def _line(self, words: list[Word], base: bool) -> list[Line]:
        if not words:
            return []
        mark = words[0].text
        bullet = (
            mark in LIST_MARKS or (len(words) > 1 and mark in _DASH_MARKS) or (len(mark) > 1 and mark[0] in LIST_MARKS)
        )
        return [Line(tuple(words), self._block, right_to_left=base, bullet=bullet)]

    def _words(self, piece: _Piece, *, right_to_left_base: bool) -> list[Word]:
        texts, kinds, glyphs = _clusters(piece)
        if not right_to_left_base and not piece.right:
            return _words(texts, glyphs, self._angle)
        mirrors = not MIRRORED.keys().isdisjoint(texts)
        shaped = by_shape(texts, glyphs, self._habits) if mirrors else texts
        if right_to_left_base and NUMBER not in kinds and LEFT not in kinds:  # Arabic alone: all of it turned
            read = [MIRRORED.get(text, text) for text in reversed(shaped)] if mirrors else shaped[::-1]
            return _words(read, glyphs[::-1], self._angle, arabic=True)
        order = right_to_left(shaped, kinds) if right_to_left_base else left_to_right(shaped, kinds)
        if mirrors:
            read = [MIRRORED.get(shaped[place], shaped[place]) if turned else shaped[place] for place, turned in order]
        else:
            read = [shaped[place] for place, _ in order]
        return _words(read, [glyphs[place] for place, _ in order], self._angle, arabic=True)


def _pieces(segments: list[Segment]) -> list[_Piece]:
    groups = [[segments[0]]]
    for segment in segments[1:]:
        before = groups[-1][-1]
        gap = segment.x0 - before.x1
        jump = min(abs(segment.first - before.last), abs(before.first - segment.last))
        elsewhere = gap > 0.3 * segment.size and jump > _PIECE_JUMP
        below = gap > _CELL_GAP * segment.size and jump > _CELL_JUMP  # a short line, « 2020 », that the cell has below
        seen_apart = not segment.last  # without a stream segments were parted at a gap of words already
        if gap < _PIECE_GAP * max(segment.size, before.size) and not (elsewhere or below or seen_apart):
            groups[-1].append(segment)
        else:
            groups.append([segment])
    return [_Piece(group) for group in groups]


def _is_written_leftwards(row: Sequence[_Piece]) -> bool:
    """Whether the producer wrote a row's cells from right to left: Latin names in a table that runs so."""
    return len(row) > 1 and all(left.first > right.last > 0 for left, right in pairwise(row))


def _follows(piece: _Piece, below: _Piece) -> bool:
    """Whether the producer wrote one right after the other."""
    return bool(piece.last) and min(abs(below.first - piece.last), abs(piece.first - below.last)) <= _CELL_JUMP


def _ends_open(piece: _Piece) -> bool:
    return piece.segments[-1].texts[-1][-1:] in _LONG_DASHES


def _clusters(piece: _Piece) -> tuple[list[str], list[str], list[Glyph | None]]:
    if len(piece.segments) == 1:
        only = piece.segments[0]
        return _without_leaders(only.texts, only.kinds, only.glyphs)
    whole = Segment(piece.size, piece.baseline)
    for segment in piece.segments:
        if whole.texts:
            whole.space()
        whole.texts += segment.texts
        whole.kinds += segment.kinds
        whole.glyphs += segment.glyphs
    return _without_leaders(whole.texts, whole.kinds, whole.glyphs)


def _without_leaders(
    texts: list[str], kinds: list[str], glyphs: list[Glyph | None]
) -> tuple[list[str], list[str], list[Glyph | None]]:
    """Rows of dots that lead the eye to the line's end are a gap between words, and no word."""
    if texts.count(".") + _LEADER * texts.count("…") < _LEADER:
        return texts, kinds, glyphs
    texts, kinds, glyphs = list(texts), list(kinds), list(glyphs)
    for leader in reversed([*_LEADERS.finditer("".join(text if text in _DOTS else "x" for text in texts))]):
        first, end = leader.span()
        texts[first:end], kinds[first:end], glyphs[first:end] = [" "], [SPACE], [None]
    return texts, kinds, glyphs


def _words(texts: list[str], glyphs: list[Glyph | None], angle: float, *, arabic: bool = False) -> list[Word]:
    """Clusters in reading order, cut at spaces: where no glyph is."""
    whole = "".join(texts)
    is_composed = whole.isascii() or composed(whole) == whole
    has_percent = arabic and ("%" in whole or "٪" in whole)
    words: list[Word] = []
    start, count = 0, len(texts)
    while start < count:
        try:
            stop = texts.index(" ", start)
        except ValueError:
            stop = count
        if stop > start:
            text = "".join(texts[start:stop])
            if has_percent:
                text = _PERCENT_BEFORE.sub(r"\2\1", text)
            text = text if is_composed else composed(text)
            words.append(_word(text, cast("list[Glyph]", glyphs[start:stop]), angle, arabic))
        start = stop + 1
    return words


def _word(text: str, glyphs: list[Glyph], angle: float, arabic: bool) -> Word:
    first, last = glyphs[0], glyphs[-1]
    run = first[5]
    if not arabic and last[5] is run and not angle:
        return Word(text, Box(first[2], run.top, last[3], run.bottom), run.size, run.face.bold, run.confidence)
    _, _, x0, x1, _, _ = first
    top, bottom = run.top, run.bottom
    for _, _, left, right, _, other in glyphs:
        x0 = left if left < x0 else x0  # noqa: FURB136 - a call for each glyph takes longer than all of the rest
        x1 = right if right > x1 else x1  # noqa: FURB136
        if other is not run:
            top, bottom = min(top, other.top), max(bottom, other.bottom)
    box = Box(x0, top, x1, bottom)
    return Word(text, turn_back(angle, box) if angle else box, run.size, run.face.bold, run.confidence)
