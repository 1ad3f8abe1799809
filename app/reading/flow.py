"""A document that has no pages until somebody prints it: paragraphs, tables and frames become lines and blocks.

Office files, RTF and HTML are read into these values; `lay_out` gives the words an order and a place. The places are
text positions (one unit a character, one a line), and the pages say so with `laid_out=False`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TypeAlias

from app.reading.text import Box, Hidden, Line, Page, ReadText, Source, Word
from app.reading.unreadable import Unreadable, Why

LONGEST_CHARACTERS = 1_500_000
LONGEST_PARAGRAPHS = 30_000
HEADING_SIZE = 14.0  # points; a heading stands out even when its style gives no size

# Marks that steer or split the text and are not part of it: direction marks, zero-width spaces, the byte order mark,
# the soft hyphen. The zero-width joiners stay: they are spelling in some scripts.
_UNSEEN = dict.fromkeys([0xAD, 0xFEFF, 0x200B, 0x200E, 0x200F, 0x2060, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one dress. A line feed in `text` begins a new line; `size` is in points, 0 if unknown."""

    text: str
    bold: bool = False
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs that follow each other. `new_page` is true when a page begins with this paragraph."""

    runs: tuple[Run, ...]
    bullet: bool = False
    new_page: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(run.text.strip() for run in self.runs)


@dataclass(frozen=True, slots=True)
class Frame:
    """A text box: a block of its own."""

    blocks: tuple[Flowing, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each cell being a flow of its own."""

    rows: tuple[tuple[tuple[Flowing, ...], ...], ...]


Flowing: TypeAlias = Paragraph | Frame | Table


@dataclass(frozen=True, slots=True)
class Flow:
    """A whole document. `header` and `footer` are printed on each page, `notes` once at the end."""

    body: tuple[Flowing, ...]
    header: tuple[Flowing, ...] = ()
    footer: tuple[Flowing, ...] = ()
    notes: tuple[Flowing, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    warnings: tuple[str, ...] = ()


def lay_out(flow: Flow) -> ReadText:
    """The flow as pages. Raises Unreadable (too_long) past 1.5 million characters or 30,000 paragraphs."""
    sheet = _Sheet(flow.header, flow.footer)
    sheet.begin_page()
    sheet.add(flow.body)
    sheet.add_apart(flow.notes)
    sheet.end_page()
    return ReadText(tuple(sheet.pages), hidden=flow.hidden, warnings=flow.warnings)


def clean(text: str) -> str:
    """`text` composed (NFC) and without characters nobody sees."""
    return unicodedata.normalize("NFC", text).translate(_UNSEEN)


def is_right_to_left(text: str) -> bool:
    """True when more than half of the letters are written from right to left."""
    balance = 0
    for character in text:
        kind = unicodedata.bidirectional(character)
        balance += (kind in ("R", "AL")) - (kind == "L")
    return balance > 0


@dataclass
class _Sheet:
    header: tuple[Flowing, ...]
    footer: tuple[Flowing, ...]
    pages: list[Page] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    block: int = 0
    row: int = 0
    paragraphs: int = 0
    characters: int = 0

    def begin_page(self) -> None:
        self.lines, self.block, self.row = [], 0, 0
        self.add_apart(self.header)

    def end_page(self) -> None:
        self.add_apart(self.footer)
        width = max((line.words[-1].box.x1 for line in self.lines), default=1.0)
        page = Page(len(self.pages) + 1, width, float(max(1, self.row)), Source.TEXT, tuple(self.lines), laid_out=False)
        self.pages.append(page)

    def part(self) -> None:
        """What follows belongs to another block, if this one has any line."""
        if self.lines and self.lines[-1].block == self.block:
            self.block += 1

    def add_apart(self, blocks: tuple[Flowing, ...]) -> None:
        self.part()
        self.add(blocks)
        self.part()

    def add(self, blocks: tuple[Flowing, ...]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self.add_paragraph(block)
            elif isinstance(block, Frame):
                self.add_apart(block.blocks)
            else:
                self.add_table(block)

    def add_paragraph(self, paragraph: Paragraph) -> None:
        if paragraph.new_page and self.lines:
            self.end_page()
            self.begin_page()
        if paragraph.is_empty:
            self.part()
        else:
            self.add_runs(paragraph.runs, bullet=paragraph.bullet)

    def add_table(self, table: Table) -> None:
        self.part()
        for row in table.rows:
            # A row whose cells hold one line each (but for one) is read across, as « 2019-2021 | Coordinatrice » is
            # meant; cells of many lines are the columns of a page and are read one after the other.
            if sum(_is_tall(cell) for cell in row) <= 1:
                self.add_row(row)
            else:
                for cell in row:
                    self.add_apart(cell)
        self.part()

    def add_row(self, row: tuple[tuple[Flowing, ...], ...]) -> None:
        across: list[Run] = []
        rest: list[Flowing] = []
        bullet = False
        for cell in row:
            filled = _filled(cell)
            if filled and isinstance(filled[0], Paragraph):
                bullet = bullet or (not across and filled[0].bullet)
                first, later = _split_at_line_feed(filled[0])
                across += [*first, Run(" ")]
                rest += [*later, *filled[1:]]
            else:
                rest += filled
        if across:
            self.add_runs(tuple(across), bullet=bullet)
        self.add(tuple(rest))

    def add_runs(self, runs: tuple[Run, ...], *, bullet: bool) -> None:
        self.paragraphs += 1
        if self.paragraphs > LONGEST_PARAGRAPHS:
            raise Unreadable(Why.TOO_LONG, f"more than {LONGEST_PARAGRAPHS} paragraphs")
        for index, line_runs in enumerate(_lines_of(runs)):
            words = _words_of(line_runs, self.row)
            if not words:
                continue
            self.characters += sum(len(word.text) + 1 for word in words)
            if self.characters > LONGEST_CHARACTERS:
                raise Unreadable(Why.TOO_LONG, f"more than {LONGEST_CHARACTERS} characters")
            rtl = is_right_to_left("".join(word.text for word in words))
            self.lines.append(Line(words, self.block, right_to_left=rtl, bullet=bullet and index == 0))
            self.row += 1


def _is_tall(cell: tuple[Flowing, ...]) -> bool:
    filled = _filled(cell)
    return len(filled) > 1 or any(not isinstance(block, Paragraph) for block in filled)


def _filled(cell: tuple[Flowing, ...]) -> list[Flowing]:
    return [block for block in cell if not (isinstance(block, Paragraph) and block.is_empty)]


def _split_at_line_feed(paragraph: Paragraph) -> tuple[tuple[Run, ...], list[Flowing]]:
    lines = _lines_of(paragraph.runs)
    return lines[0], [Paragraph(line) for line in lines[1:]]


def _lines_of(runs: tuple[Run, ...]) -> list[tuple[Run, ...]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(Run(first, run.bold, run.size))
        lines += [[Run(text, run.bold, run.size)] for text in others]
    return [tuple(line) for line in lines]


def _words_of(runs: tuple[Run, ...], row: int) -> tuple[Word, ...]:
    """Words of one line; a word may begin in one run and end in the next, and wears the dress it begins in."""
    words: list[Word] = []
    text, dress, column = "", Run(""), 0
    for run in (*runs, Run(" ")):
        for character in run.text:
            if not character.isspace():
                text, dress = text + character, dress if text else run
            elif text:
                spelled = clean(text)
                if spelled:
                    box = Box(float(column), float(row), float(column + len(spelled)), float(row + 1))
                    words.append(Word(spelled, box, dress.size, dress.bold))
                    column += len(spelled) + 1
                text = ""
    return tuple(words)
