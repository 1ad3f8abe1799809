"""Word's tables as rows of cells: merged cells once, deleted rows not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lxml import etree

from app.reading.office.flow import Flowing
from app.reading.office.spans import Cell
from app.reading.office.word_styles import W


@dataclass(slots=True)
class _Open:
    """A cell that may go on in the rows below."""

    blocks: tuple[Flowing, ...]
    down: int = 1


def rows_of(
    table: etree._Element, containers: AbstractSet[str], read: Callable[[etree._Element], tuple[Flowing, ...]]
) -> list[list[Cell]]:
    """The rows; `containers` are the tags that may wrap a row or a cell, `read` gives what a cell holds."""
    above: dict[int, _Open] = {}  # by column
    rows: list[list[_Open]] = []
    for row in _through(table, W + "tr", containers):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        here: dict[int, _Open] = {}
        new: list[_Open] = []
        column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
        for cell in _through(row, W + "tc", containers):
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merged is not None and merged.get(W + "val", "continue") == "continue" and column in above
            if goes_on:
                here[column] = above[column]
                here[column].down += 1
            else:
                new.append(_Open(read(cell)))
                here[column] = new[-1]
            column += _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
        above = here
        rows.append(new)
    return [[Cell(cell.blocks, cell.down) for cell in row] for row in rows]


def _through(parent: etree._Element, tag: str, containers: AbstractSet[str]) -> Iterator[etree._Element]:
    """Children with `tag`, also those wrapped in content controls or tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in containers:
            yield from _through(child, tag, containers)


def _number(element: etree._Element | None, default: int) -> int:
    value = "" if element is None else element.get(W + "val", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else default
