"""Tables whose cells reach over several rows: a tall one beside many rows is a sidebar, not the start of one row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.reading.office.flow import Flowing, Frame, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds, and how many rows it reaches over."""

    blocks: tuple[Flowing, ...]
    down: int = 1

    @property
    def is_column(self) -> bool:
        """Many paragraphs over many rows."""
        filled = [block for block in self.blocks if not (isinstance(block, Paragraph) and block.is_empty)]
        return self.down > 1 and len(filled) > 1


def of_cells(rows: Sequence[Sequence[Cell]]) -> Iterator[Flowing]:
    """The table, cut where a column stands beside its rows: a first cell is said before them, another after them."""
    held: list[tuple[tuple[Flowing, ...], ...]] = []
    after: list[tuple[int, Frame]] = []  # the row that ends each column, and the column
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell.is_column and place == 0:
                yield from _table(held)
                yield Frame(cell.blocks)
            elif cell.is_column:
                after.append((number + cell.down - 1, Frame(cell.blocks)))
        held.append(tuple(cell.blocks for cell in row if not cell.is_column))
        ended = [column for last, column in after if last <= number]
        after = [(last, column) for last, column in after if last > number]
        if ended:
            yield from _table(held)
            yield from ended
    yield from _table(held)
    yield from (column for _, column in after)


def _table(held: list[tuple[tuple[Flowing, ...], ...]]) -> Iterator[Table]:
    if held:
        yield Table(tuple(held))
        held.clear()
