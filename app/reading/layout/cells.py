"""Tables without lines whose cells have several lines, told by the producer, who wrote cell after cell and row after row.

Where cells are centred in their rows no line of one stands at the height of its neighbour's, and rows by height would mix the
cells of two rows; where they begin at one height their columns look like a page's.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.reading.layout.segments import Segment

_PITCH = 2.0  # em: the lines of one cell are nearer than this
_SHARED = 0.5  # of the narrower line: how far the lines of one cell lie under each other
_NEXT = 4  # glyphs: how far the stream may step from line to line and from cell to cell
_LEVEL = 0.22  # em
_FEWEST_CELLS = 3
_FEWEST_ROWS = 2

Cell = list[Segment]
Row = list[Cell]


def rows_of_cells(segments: Sequence[Segment]) -> list[Row]:
    """The rows of the page's first such table, each cell's lines in order; empty without one.

    At least two rows of three cells or more; each row wholly above the next, nothing beside them.
    """
    if not all(segment.last for segment in segments):
        return []  # without a stream there is no order to go by
    rows: list[Row] = []
    for row in _rows(_cells(segments)):
        if not (_is_row(row) and _goes_with(rows, row)):
            if _is_table(rows):
                break
            rows = []
        if _is_row(row):
            rows.append(row)
    return rows if _is_table(rows) and _stand_alone(rows, segments) else []


def _is_row(row: Row) -> bool:
    return len(row) >= _FEWEST_CELLS and (_is_centred(row) or _is_level(row))


def _goes_with(rows: Sequence[Row], row: Row) -> bool:
    """Whether a row goes on with the rows above: under them, centred as they are or its cells in their columns."""
    if not rows:
        return True
    before = rows[-1]
    if _bottom(before) >= _top(row):
        return False
    if _is_centred(before) and _is_centred(row):
        return True
    return len(row) == len(before) and all(_share_an_edge(one, two) for one, two in zip(before, row, strict=True))


def _is_table(rows: Sequence[Row]) -> bool:
    """Two rows; of those that begin at one height two must have more than one cell of several lines."""
    of_lines = sum(_is_centred(row) or sum(len(cell) > 1 for cell in row) > 1 for row in rows)
    return len(rows) >= _FEWEST_ROWS and of_lines >= _FEWEST_ROWS


def _is_level(row: Row) -> bool:
    return all(abs(cell[0].baseline - row[0][0].baseline) < _LEVEL * cell[0].size for cell in row)


def _share_an_edge(one: Cell, two: Cell) -> bool:
    near = 0.5 * one[0].size
    return abs(_left(one) - _left(two)) < near or abs(_right(one) - _right(two)) < near


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
        if rows and len(rows[-1]) == 1 and _stands_at_last_line(rows[-1][0], cell):
            above = rows.pop()[0]
            rows += [[above[:-1]], [above[-1:], cell]]
        elif rows and _is_beside(rows[-1], cell):
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return rows


def _stands_at_last_line(before: Cell, cell: Cell) -> bool:
    """Whether a cell begins at the height of another's last line: what is above that is the table's title."""
    level = abs(before[-1].baseline - cell[0].baseline) < _LEVEL * cell[0].size
    return len(before) > 1 and level and _is_beside([before[-1:]], cell)


def _is_beside(row: Row, cell: Cell) -> bool:
    before, head = row[-1], cell[0]
    if head.first - before[-1].last > _NEXT:
        return False
    over = before[0].baseline - before[0].size
    if not (over < cell[-1].baseline and head.baseline - head.size < before[-1].baseline):
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
    return cell[0].x0 if len(cell) == 1 else min([segment.x0 for segment in cell])


def _right(cell: Cell) -> float:
    return cell[0].x1 if len(cell) == 1 else max([segment.x1 for segment in cell])
