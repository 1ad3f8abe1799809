"""A document that has no pages until somebody prints it: paragraphs, tables and frames become lines and blocks.

Office files, RTF and HTML are read into these values; `lay_out` gives the words an order and a place. The places are
text positions (one unit a character, one a line), and the pages say so with `laid_out=False`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from itertools import groupby
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
    """Text in one dress. A line feed in `text` begins a new line; `size` is in points, 0 if unknown.

    `hidden` says why nobody sees it on paper (white, tiny, invisible), empty for what is seen. `counts` names a number
    that each page tells for itself: `page` or `pages`; `text` is then what the file last knew of it.
    """

    text: str
    bold: bool = False
    size: float = 0.0
    hidden: str = ""
    counts: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs that follow each other. `new_page` is true when a page begins with this paragraph."""

    runs: tuple[Run, ...]
    bullet: bool = False
    new_page: bool = False

    @property
    def is_empty(self) -> bool:
        return not any((run.text.strip() or run.counts) and not run.hidden for run in self.runs)


@dataclass(frozen=True, slots=True)
class Frame:
    """A text box: a block of its own."""

    blocks: tuple[Flowing, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each cell being a flow of its own."""

    rows: tuple[tuple[tuple[Flowing, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Edges:
    """What the pages of a section say at their head (0) and foot (1): each page, or its first and its even ones apart."""

    pages: tuple[tuple[Flowing, ...], tuple[Flowing, ...]] = ((), ())
    first: tuple[tuple[Flowing, ...], tuple[Flowing, ...]] | None = None
    even: tuple[tuple[Flowing, ...], tuple[Flowing, ...]] | None = None

    def of(self, number: int, *, is_first: bool) -> tuple[tuple[Flowing, ...], tuple[Flowing, ...]]:
        """Header and footer of page `number`; `is_first` for the section's first page."""
        if is_first and self.first is not None:
            return self.first
        return self.even if number % 2 == 0 and self.even is not None else self.pages


@dataclass(frozen=True, slots=True)
class Section:
    """From here on the pages have these edges; without `new_page` from the next page on."""

    edges: Edges
    new_page: bool = True


Flowing: TypeAlias = Paragraph | Frame | Table | Section


@dataclass(frozen=True, slots=True)
class Flow:
    """A whole document; `notes` stand once at its end."""

    body: tuple[Flowing, ...]
    notes: tuple[Flowing, ...] = ()
    warnings: tuple[str, ...] = ()


def lay_out(flow: Flow) -> ReadText:
    """The flow as pages. Raises Unreadable (too_long) past 1.5 million characters or 30,000 paragraphs."""
    sheet = _laid(flow, pages=0)
    if sheet.counted:
        sheet = _laid(flow, pages=len(sheet.pages))
    return ReadText(tuple(sheet.pages), hidden=tuple(sheet.hidden), warnings=flow.warnings)


def _laid(flow: Flow, *, pages: int) -> _Sheet:
    sheet = _Sheet(of_pages=pages)
    sheet.add(flow.body)
    sheet.add_apart(flow.notes)
    sheet.end_page()
    return sheet


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
    of_pages: int
    edges: Edges = Edges()
    pages: list[Page] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    counted: bool = False  # whether a line told how many pages there are
    lines: list[Line] = field(default_factory=list)
    block: int = 0
    row: int = 0
    paragraphs: int = 0
    characters: int = 0
    _footer: tuple[Flowing, ...] | None = None  # of the page that is being filled; None before its first word
    _first_of_section: bool = True
    _at_edge: bool = False
    _told: set[tuple[str, str]] = field(default_factory=set)

    @property
    def number(self) -> int:
        return len(self.pages) + 1

    def begin_page(self) -> None:
        """Called by the first words of a page: a break that nothing follows makes no page."""
        if self._footer is None:
            self.lines, self.block, self.row = [], 0, 0
            header, self._footer = self.edges.of(self.number, is_first=self._first_of_section)
            self._first_of_section = False
            self.add_edge(header)

    def end_page(self) -> None:
        if self._footer is None and self.pages:
            return
        self.begin_page()
        self.add_edge(self._footer or ())
        width = max((line.words[-1].box.x1 for line in self.lines), default=1.0)
        page = Page(self.number, width, float(max(1, self.row)), Source.TEXT, tuple(self.lines), laid_out=False)
        self.pages.append(page)
        self._footer = None

    def add_edge(self, blocks: tuple[Flowing, ...]) -> None:
        """A header or a footer: no page ends inside it."""
        self._at_edge = True
        self.add_apart(blocks)
        self._at_edge = False

    def begin_section(self, section: Section) -> None:
        if section.new_page and self._footer is not None:
            self.end_page()
        self.edges = section.edges
        self._first_of_section = True

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
            elif isinstance(block, Table):
                self.add_table(block)
            else:
                self.begin_section(block)

    def add_paragraph(self, paragraph: Paragraph) -> None:
        if paragraph.new_page and self._footer is not None and not self._at_edge:
            self.end_page()
        self.note_hidden(paragraph.runs)
        if paragraph.is_empty:
            if not any(run.hidden for run in paragraph.runs):  # a hidden paragraph leaves no gap either
                self.part()
        else:
            self.add_runs(paragraph.runs, bullet=paragraph.bullet)

    def note_hidden(self, runs: tuple[Run, ...]) -> None:
        for why, hidden in groupby(runs, key=lambda run: run.hidden):
            told = " ".join("".join(run.text for run in hidden).split()), why
            # What a header hides is said once, though it stands on every page.
            if all(told) and told not in self._told:
                self._told.add(told)
                self.hidden.append(Hidden(self.number, *told))

    def add_table(self, table: Table) -> None:
        self.part()
        for row in table.rows:
            # A row whose cells hold one line each (but for one) is read across, as « 2019-2021 | Coordinatrice » is
            # meant; cells of many lines are the columns of a page and are read one after the other.
            if sum(_is_tall(cell) for cell in row) <= 1:
                self.add_row(row)
            else:
                # Columns that go over a page break do so side by side: one of them tells it.
                breaking = max(row, key=_count_breaks)
                for cell in row:
                    self.add_apart(cell if cell is breaking else _without_breaks(cell))
        self.part()

    def add_row(self, row: tuple[tuple[Flowing, ...], ...]) -> None:
        across: list[Run] = []
        rest: list[Flowing] = []
        bullet = False
        if any(isinstance(block, Paragraph) and block.new_page for cell in row for block in cell[:1]):
            self.add_paragraph(Paragraph((), new_page=True))
        for cell in row:
            filled = _filled(cell)
            for block in cell:
                if isinstance(block, Paragraph) and block.is_empty:
                    self.note_hidden(block.runs)
            if filled and isinstance(filled[0], Paragraph):
                self.note_hidden(filled[0].runs)
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
        self.begin_page()
        runs = tuple(self._counted(run) for run in runs if not run.hidden)
        self.paragraphs += 1
        if self.paragraphs > LONGEST_PARAGRAPHS:
            raise Unreadable(Why.TOO_LONG, f"more than {LONGEST_PARAGRAPHS} paragraphs")
        for index, line_runs in enumerate(_lines_of(runs)):
            if self.characters + sum(len(run.text) for run in line_runs) > LONGEST_CHARACTERS:
                raise Unreadable(Why.TOO_LONG, f"more than {LONGEST_CHARACTERS} characters")
            words = _words_of(line_runs, self.row)
            if not words:
                continue
            self.characters += sum(len(word.text) + 1 for word in words)
            rtl = is_right_to_left("".join(word.text for word in words))
            self.lines.append(Line(words, self.block, right_to_left=rtl, bullet=bullet and index == 0))
            self.row += 1

    def _counted(self, run: Run) -> Run:
        """The number of the page, or of the pages: the file's own count where it knows of more."""
        if not run.counts:
            return run
        if run.counts == "page":
            return replace(run, text=str(self.number))
        self.counted = True
        known = int(run.text) if run.text.strip().isascii() and run.text.strip().isdigit() else 0
        return replace(run, text=str(max(known, self.of_pages)))


def _is_tall(cell: tuple[Flowing, ...]) -> bool:
    filled = _filled(cell)
    return len(filled) > 1 or any(not isinstance(block, Paragraph) for block in filled)


def _count_breaks(cell: tuple[Flowing, ...]) -> int:
    return sum(isinstance(block, Paragraph) and block.new_page for block in cell)


def _without_breaks(cell: tuple[Flowing, ...]) -> tuple[Flowing, ...]:
    return tuple(replace(block, new_page=False) if isinstance(block, Paragraph) else block for block in cell)


def _filled(cell: tuple[Flowing, ...]) -> list[Flowing]:
    return [block for block in cell if not (isinstance(block, Paragraph) and block.is_empty)]


def _split_at_line_feed(paragraph: Paragraph) -> tuple[tuple[Run, ...], list[Flowing]]:
    lines = _lines_of(paragraph.runs)
    return lines[0], [Paragraph(line) for line in lines[1:]]


def _lines_of(runs: tuple[Run, ...]) -> list[tuple[Run, ...]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=text, counts="")] for text in others]
    return [tuple(line) for line in lines]


def _words_of(runs: tuple[Run, ...], row: int) -> tuple[Word, ...]:
    """Words of one line; a word may begin in one run and end in the next, and wears the dress it begins in."""
    words: list[Word] = []
    letters: list[str] = []
    dress, column = Run(""), 0
    for run in (*runs, Run(" ")):
        for character in run.text:
            if not character.isspace():
                dress = dress if letters else run
                letters.append(character)
            elif letters:
                spelled = clean("".join(letters))
                if spelled:
                    box = Box(float(column), float(row), float(column + len(spelled)), float(row + 1))
                    words.append(Word(spelled, box, dress.size, dress.bold))
                    column += len(spelled) + 1
                letters.clear()
    return tuple(words)
