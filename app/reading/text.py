"""A document that was read: words in reading order, each with its place. Pure values, no file, no library.

The canonical text of a document is made here and nowhere else: words joined by one space, lines by a newline,
blocks (a column, a table, a paragraph group) by an empty line, pages by a form feed. Quotes are slices of it.
Lengths are points (1/72 inch), the origin is the page's top left corner.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple, overload

PAGE_BREAK = "\f"


class Source(StrEnum):
    """Where a page's words come from."""

    TEXT = "text"
    OCR = "ocr"


# Boxes, words and lines are made by the thousand, and a frozen class takes three times as long to make: the type checker keeps
# them as they are.


@dataclass(slots=True, unsafe_hash=True)
class Box:
    """A rectangle on a page, in points."""

    x0: Final[float]
    top: Final[float]
    x1: Final[float]
    bottom: Final[float]

    def union(self, other: Box) -> Box:
        """The smallest rectangle that holds both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )


def around(boxes: Sequence[Box]) -> Box:
    """The smallest rectangle that holds all of them, one at least."""
    if len(boxes) == 1:
        return boxes[0]
    return Box(
        min([box.x0 for box in boxes]),
        min([box.top for box in boxes]),
        max([box.x1 for box in boxes]),
        max([box.bottom for box in boxes]),
    )


@dataclass(slots=True, unsafe_hash=True)
class Word:
    """One word in logical order. `confidence` is 0-1 (1 for text); `size` is the font's, in points, 0 if unknown."""

    text: Final[str]
    box: Final[Box]
    size: Final[float] = 0.0
    bold: Final[bool] = False
    confidence: Final[float] = 1.0


class PlainWords(Sequence[Word]):
    """The words of one row of text that stands on no page, made when somebody asks for them: judging mostly does not."""

    __slots__ = ("_box", "_made", "_many", "_raw", "_row", "text")

    def __init__(self, raw: str, row: int) -> None:
        self._raw, self._row = raw, row
        tokens = raw.split()
        self.text, self._many = " ".join(tokens), len(tokens)
        self._made: tuple[Word, ...] | None = None
        self._box: Box | None = None

    @property
    def box(self) -> Box:
        """The smallest rectangle that holds them, the same value whenever it is asked."""
        if self._box is None:
            raw = self._raw
            self._box = Box(len(raw) - len(raw.lstrip()), self._row, len(raw.rstrip()), self._row + 1)
        return self._box

    @property
    def longest(self) -> int:
        """The letters of the longest of them."""
        return max(map(len, self.text.split(" ")))

    @property
    def _words(self) -> tuple[Word, ...]:
        if self._made is None:
            self._made = tuple(self._make())
        return self._made

    def _make(self) -> Iterator[Word]:
        column = 0
        for token in self._raw.split():
            column = self._raw.index(token, column)
            yield Word(token, Box(column, self._row, column + len(token), self._row + 1))
            column += len(token)

    def touched(self, start: int, end: int) -> list[Box]:
        """The boxes of the words that `text[start:end]` touches."""
        boxes: list[Box] = []
        at = column = 0
        for token in self.text.split(" "):
            if at >= end:
                break
            column = self._raw.index(token, column)
            if at + len(token) > start:
                boxes.append(Box(column, self._row, column + len(token), self._row + 1))
            at += len(token) + 1
            column += len(token)
        return boxes

    def __len__(self) -> int:
        return self._many

    def __iter__(self) -> Iterator[Word]:
        return iter(self._words)

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Word, ...]: ...
    def __getitem__(self, index: int | slice) -> Word | tuple[Word, ...]:
        return self._words[index]

    def __eq__(self, other: object) -> bool:
        return self._words == (other._words if isinstance(other, PlainWords) else other)

    def __hash__(self) -> int:
        return hash(self._words)


@dataclass(slots=True, unsafe_hash=True)
class Line:
    """Words that stand on one line of one block, in reading order.

    `block` numbers the column or cell the line belongs to, from 0, in reading order on its page. `bullet` is true
    when the line began with a list mark (the mark itself may be among the words).
    """

    words: Final[Sequence[Word]]
    block: Final[int] = 0
    right_to_left: Final[bool] = False
    bullet: Final[bool] = False

    @property
    def text(self) -> str:
        words = self.words
        return words.text if type(words) is PlainWords else " ".join([word.text for word in words])

    @property
    def box(self) -> Box:
        words = self.words
        return words.box if type(words) is PlainWords else around([word.box for word in words])


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `number` counts from 1; `laid_out` is false when boxes are text positions, not places on paper."""

    number: int
    width: float
    height: float
    source: Source
    lines: tuple[Line, ...]
    laid_out: bool = True

    @property
    def words(self) -> Iterator[Word]:
        for line in self.lines:
            yield from line.words

    @property
    def confidence(self) -> float:
        """Mean confidence of the page's words; 1 for an empty page."""
        values = [word.confidence for word in self.words]
        return sum(values) / len(values) if values else 1.0


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words on the page that no reader of the paper would see. `why`: white, tiny, invisible, off_page, covered, clipped."""

    page: int
    text: str
    why: str


class PlacedLine(NamedTuple):
    """A line and where it stands in the canonical text."""

    start: int
    end: int
    page: Page
    line: Line


@dataclass(frozen=True)
class ReadText:
    """All that was read of one document. `languages` are shares of the words, by code (`fr`, `ar`, `en`)."""

    pages: tuple[Page, ...]
    languages: dict[str, float] = field(default_factory=dict)
    hidden: tuple[Hidden, ...] = ()
    warnings: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        """The canonical text; see the module's first lines."""
        return self._laid[0]

    @cached_property
    def placed_lines(self) -> tuple[PlacedLine, ...]:
        """Every line with its span in `text`, in order."""
        return self._laid[1]

    @cached_property
    def _laid(self) -> tuple[str, tuple[PlacedLine, ...]]:
        parts: list[str] = []
        placed: list[PlacedLine] = []
        at = 0
        for index, page in enumerate(self.pages):
            if index:
                parts.append(PAGE_BREAK)
                at += 1
            previous: Line | None = None
            for line in page.lines:
                if previous is not None:
                    gap = "\n" if previous.block == line.block else "\n\n"
                    parts.append(gap)
                    at += len(gap)
                words = line.text
                parts.append(words)
                placed.append(PlacedLine(at, at + len(words), page, line))
                at += len(words)
                previous = line
        return "".join(parts), tuple(placed)

    @cached_property
    def _starts(self) -> list[int]:
        return [placed.start for placed in self.placed_lines]

    def line_at(self, offset: int) -> PlacedLine | None:
        """The line that holds `offset` of the text, or None between lines."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        placed = self.placed_lines[index]
        return placed if placed.start <= offset <= placed.end else None

    def boxes(self, start: int, end: int) -> list[tuple[Page, Box]]:
        """One box per line for the words that `text[start:end]` touches, with their page."""
        found: list[tuple[Page, Box]] = []
        first, last = bisect_right(self._starts, start) - 1, bisect_left(self._starts, end)
        for placed in self.placed_lines[max(0, first) : last]:
            touched = _touched(placed, start, end)
            if touched:
                found.append((placed.page, around(touched)))
        return found


def _touched(placed: PlacedLine, start: int, end: int) -> list[Box]:
    """The boxes of the line's words that `text[start:end]` touches."""
    words = placed.line.words
    if start <= placed.start and placed.end <= end:
        return [placed.line.box] if words else []
    if type(words) is PlainWords:
        return words.touched(start - placed.start, end - placed.start)
    touched: list[Box] = []
    at = placed.start
    for word in words:
        if at < end and at + len(word.text) > start:
            touched.append(word.box)
        at += len(word.text) + 1
    return touched


def plain_text(text: str) -> ReadText:
    """A `ReadText` over text that has no page to look at: form feeds part pages, empty lines part blocks.

    Boxes are text positions (one unit a character, one a line) and pages say `laid_out=False`.
    """
    pages: list[Page] = []
    for number, page_text in enumerate(text.split(PAGE_BREAK), start=1):
        lines: list[Line] = []
        block, blank = 0, False
        for row, raw in enumerate(page_text.split("\n")):
            if not raw or raw.isspace():
                blank = bool(lines)
                continue
            if blank:
                block, blank = block + 1, False
            lines.append(Line(PlainWords(raw, row), block))
        pages.append(Page(number, 1.0, float(page_text.count("\n") + 1), Source.TEXT, tuple(lines), laid_out=False))
    return ReadText(tuple(pages))
