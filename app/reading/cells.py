"""Tables whose cells are centred in their rows: no line of one cell stands at the height of its neighbour's.

Rows by height would mix the cells of two rows. The producer wrote cell after cell, and that order is the one to read.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.reading.segments import Segment

_PITCH = 1.6  # em: the lines of one cell are nearer than this
_SHARED = 0.5  # of the narrower line: how far the lines of one cell lie under each other
_NEXT = 4  # glyphs: how far the stream may step from line to line and from cell to cell
_LEVEL = 0.22  # em
_FEWEST_CELLS = 3
_FEWEST_ROWS = 2

Cell = list[Segment]
Row = list[Cell]


def centred_rows(segments: Sequence[Segment]) -> list[Row]:
    """The rows of the page's first such table, each cell's lines in order; empty without one.

    At least two rows of three cells or more; each row wholly above the next, nothing beside them.
    """
    if not all(segment.last for segment in segments):
        return []  # without a stream there is no order to go by
    rows: list[Row] = []
    for row in _rows(_cells(segments)):
        goes_on = not rows or _bottom(rows[-1]) < _top(row)
        if not (len(row) >= _FEWEST_CELLS and _is_centred(row) and goes_on):
            if len(rows) >= _FEWEST_ROWS:
                break
            rows = []
        if len(row) >= _FEWEST_CELLS and _is_centred(row):
            rows.append(row)
    return rows if len(rows) >= _FEWEST_ROWS and _stand_alone(rows, segments) else []


def _cells(segments: Sequence[Segment]) -> list[Cell]:
    cells: list[Cell] = []
    for segment in sorted(segments, key=lambda segment: segment.first):
        if cells and _goes_on(cells[-1][-1], segment):
            cells[-1].append(segment)
        else:
            cells.append([segment])
    return cells


def _goes_on(line: Segment, below: Segment) -> bool:
    shared = min(line.x1, below.x1) - max(line.x0, below.x0)
    narrow = min(line.x1 - line.x0, below.x1 - below.x0)
    step = below.baseline - line.baseline
    return 0 < step < _PITCH * line.size and shared > _SHARED * narrow and below.first - line.last <= _NEXT


def _rows(cells: Sequence[Cell]) -> list[Row]:
    """Cells side by side at one height, the stream going from each to the next."""
    rows: list[Row] = []
    for cell in cells:
        if rows and _is_beside(rows[-1], cell):
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return rows


def _is_beside(row: Row, cell: Cell) -> bool:
    before = row[-1]
    if cell[0].first - before[-1].last > _NEXT:
        return False
    if not (_top([before]) < _bottom([cell]) and _top([cell]) < _bottom([before])):
        return False
    left, right = _left(cell), _right(cell)
    return all(_left(other) > right or _right(other) < left for other in row)


def _is_centred(row: Row) -> bool:
    """Whether a shorter cell stands between the first and the last line of a longer one, on no line of its own height."""
    tallest = max(row, key=len)
    return any(
        len(cell) < len(tallest)
        and cell[0].baseline - tallest[0].baseline > _LEVEL * cell[0].size
        and tallest[-1].baseline - cell[-1].baseline > _LEVEL * cell[0].size
        for cell in row
    )


def _stand_alone(rows: Sequence[Row], segments: Sequence[Segment]) -> bool:
    inside = {id(segment) for row in rows for cell in row for segment in cell}
    top, bottom = _top(rows[0]), _bottom(rows[-1])
    return not any(top < segment.baseline <= bottom and id(segment) not in inside for segment in segments)


def _top(row: Row) -> float:
    return min(cell[0].baseline - cell[0].size for cell in row)


def _bottom(row: Row) -> float:
    return max(cell[-1].baseline for cell in row)


def _left(cell: Cell) -> float:
    return min(segment.x0 for segment in cell)


def _right(cell: Cell) -> float:
    return max(segment.x1 for segment in cell)
