"""One story of a document (the body, a header, a note, a text box) as it is being told: paragraphs, tables, boxes."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.reading.office.flow import Flowing, Frame, Paragraph, Run
from app.reading.office.spans import Cell, of_cells

_DEEPEST = 12
_Merge = str  # "": a cell for itself, "first": others below belong to it, "more": it belongs to the one above


@dataclass
class _Level:
    """A table in the making. Level 0 is no table: its cell is the story itself."""

    cell: list[Flowing] = field(default_factory=list)
    row: list[tuple[Flowing, ...]] = field(default_factory=list)
    rows: list[list[tuple[tuple[Flowing, ...], _Merge]]] = field(default_factory=list)


@dataclass
class Story:
    """Runs are added as they come; `end_paragraph`, `end_cell` and `end_row` say where they belong."""

    runs: list[Run] = field(default_factory=list)
    mark: list[str] = field(default_factory=list)  # of a list, before the words of the item
    frames: list[Frame] = field(default_factory=list)  # anchored in the paragraph being told
    _levels: list[_Level] = field(default_factory=lambda: [_Level()])
    _break_before: bool = False
    _break_after: bool = False

    def break_page(self) -> None:
        """A page ends here; a paragraph in the middle of which it ends stays whole."""
        if any(run.text.strip() and not run.hidden for run in self.runs):
            self._break_after = True
        else:
            self._break_before = True

    def end_paragraph(self, depth: int, *, new_page: bool = False, listed: bool = False, heading: bool = False) -> None:
        """The runs so far are a paragraph, inside as many tables as `depth` says."""
        self._settle(min(depth, _DEEPEST))
        mark = "".join(self.mark).strip()
        if mark and any(run.text.strip() and not run.hidden for run in self.runs):
            self.runs.insert(0, Run(mark + " ", self.runs[0].bold, self.runs[0].size))
        bullet = (listed or bool(mark)) and not heading
        self._levels[-1].cell.append(
            Paragraph(tuple(self.runs), bullet=bullet, new_page=new_page or self._break_before)
        )
        self._levels[-1].cell += self.frames
        self._break_before, self._break_after = self._break_after, False
        self.runs, self.mark, self.frames = [], [], []

    def end_cell(self, depth: int, *, heading: bool = False) -> None:
        """What was told since the cell before is a cell, of the table that deep."""
        depth = max(1, min(depth, _DEEPEST))
        self._settle(depth)
        if self.runs or self.frames:
            self.end_paragraph(depth, heading=heading)
        level = self._levels[-1]
        level.row.append(tuple(level.cell))
        level.cell = []

    def end_row(self, depth: int, merges: list[_Merge]) -> None:
        """The cells so far are a row; `merges` says of each whether it is merged with those above and below."""
        self._settle(max(1, min(depth, _DEEPEST)))
        level = self._levels[-1]
        if level.cell:
            level.row.append(tuple(level.cell))
        told = [merges[place] if place < len(merges) else "" for place in range(len(level.row))]
        level.rows.append(list(zip(level.row, told, strict=True)))
        level.cell, level.row = [], []

    def whole(self) -> tuple[Flowing, ...]:
        """Everything told so far, in order; the story begins anew."""
        if self.runs or self.frames:
            self.end_paragraph(0)
        self._settle(0)
        told, self._levels = tuple(self._levels[0].cell), [_Level()]
        return told

    def _settle(self, depth: int) -> None:
        """Make the table that deep the one being told: deeper ones are over."""
        while len(self._levels) > depth + 1:
            done = self._levels.pop()
            if done.cell:
                done.row.append(tuple(done.cell))
            if done.row:
                done.rows.append([(cell, "") for cell in done.row])
            self._levels[-1].cell += of_cells(_cells(done.rows))
        while len(self._levels) < depth + 1:
            self._levels.append(_Level())


def _cells(rows: list[list[tuple[tuple[Flowing, ...], _Merge]]]) -> list[list[Cell]]:
    """Rows of cells; one that belongs to the cell above only makes that one reach further down."""
    found: list[list[Cell]] = []
    above: dict[int, tuple[int, int]] = {}  # by place in the row: row and place of the cell that may go on
    for number, row in enumerate(rows):
        found.append([])
        for place, (blocks, merge) in enumerate(row):
            if merge == "more" and place in above:
                at, where = above[place]
                found[at][where] = Cell(found[at][where].blocks, found[at][where].down + 1)
                continue
            if merge == "first":
                above[place] = number, len(found[number])
            else:
                above.pop(place, None)
            found[number].append(Cell(blocks))
    return found
