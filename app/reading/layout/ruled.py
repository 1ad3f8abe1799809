"""Ruled tables read as they are drawn: row by row, and in a row cell by cell, all lines of a cell together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from app.reading.layout.bands import Band, Leaf, Manner, Table, bands_of
from app.reading.layout.baselines import flat
from app.reading.layout.cells import rows_of_cells
from app.reading.layout.extents import GUTTER
from app.reading.layout.lattices import Lattice
from app.reading.layout.segments import Segment

_ABOVE = 0.3  # em: where the middle of a line's letters lies over its baseline
_TOUCH = 0.15  # em: how far a letter may reach over the line beside it
_CROSSED = 0.2  # of the rows: when more have text across a line, it is no table
_ENTRY_GAP = 1.7  # em between baselines in one cell: another entry begins, not another line
_WIDE_PITCH = 2.1  # em: no cell has its lines this far apart
_LONG_CELL = 8  # lines: a longer cell is a part of the page, with columns of its own perhaps
_LEVEL = 0.4  # em: baselines nearer than this are at one height
_FEWEST_ROWS = 2
_FEWEST_BESIDE = 3
_FEWEST_UNDER_HEAD = 5
_MOST_STARTS = 12  # edges at which a column may begin

_Place = tuple[int, int]  # row, column
_Cells = dict[_Place, list[Segment]]


class Parted(NamedTuple):
    """A page part with a table: what stands above, the table's rows, what stands below.

    A row is a leaf, or a list of segments whose columns are still to be looked for.
    """

    above: list[Segment]
    rows: list[Leaf | list[Segment]]
    below: list[Segment]


def part_at_table(
    segments: Sequence[Segment], lattices: Sequence[Lattice], manner: Manner, *, arabic: bool
) -> Parted | None:
    """The segments parted at the first ruled table that has nothing beside it; None without one."""
    for lattice in lattices:
        box = lattice.box
        beside = [one for one in segments if box.top < _middle(one) < box.bottom]
        inside = [one for one in beside if box.x0 < (one.x0 + one.x1) / 2 < box.x1]
        if len(inside) < 2 * _FEWEST_ROWS or len(inside) < len(beside):
            continue
        cells = _cells(inside, lattice)
        if cells is None or not _is_table(cells):
            continue
        top = min(row for row, _ in cells)
        head = [one for (row, _), cell in cells.items() if row == top for one in cell]
        table = Table.of([one for cell in cells.values() for one in cell], head, arabic=arabic)
        rows = _rows(cells, table, manner)
        above = [one for one in segments if _middle(one) <= box.top]
        below = [one for one in segments if _middle(one) >= box.bottom]
        return Parted(above, rows, below)
    return None


def part_at_cells(segments: list[Segment], *, arabic: bool) -> Parted | None:
    """The same for a table without lines, told by the order in which its cells were written."""
    rows = rows_of_cells(segments)
    if not rows:
        return None
    lines = [[segment for cell in row for segment in cell] for row in rows]
    inside = {id(segment) for row in lines for segment in row}
    others = [segment for segment in segments if id(segment) not in inside]
    top = min(segment.baseline for segment in lines[0])
    table = Table.of([one for row in lines for one in row], lines[0], arabic=arabic)
    return Parted(
        [segment for segment in others if segment.baseline < top],
        [leaf_of_cells([[[segment] for segment in cell] for cell in row], table) for row in rows],
        [segment for segment in others if segment.baseline >= top],
    )


def stands_in_column(table: Parted) -> bool:
    """Whether a column that ended higher up stood beside all that the table is part of: then it is no part of the page.

    Nothing may reach across from one to the other, below a head perhaps, above the table or below it.
    """
    inside = [one for row in table.rows for one in (flat(row) if isinstance(row, Leaf) else row)]
    gap = GUTTER * median([one.size for one in inside])
    x0, x1 = min(one.x0 for one in inside) - gap, max(one.x1 for one in inside) + gap
    first = min(one.first for one in inside)
    for sign, edge in ((1, x1), (-1, -x0)):
        starts = sorted({_near_edge(one, sign) for one in table.above if _near_edge(one, sign) > edge})
        if len(starts) > _MOST_STARTS:
            starts = sorted(
                starts, key=lambda start: -sum(abs(_near_edge(one, sign) - start) < 1 for one in table.above)
            )
        if any(_is_column(table, sign, start, gap, first) for start in starts[:_MOST_STARTS]):
            return True
    return False


def _is_column(table: Parted, sign: int, start: float, gap: float, first: int) -> bool:
    """Whether a column begins at `start`, on an axis that runs away from the table; the table was written from glyph `first` on."""
    border = start - gap
    if any(-_near_edge(one, -sign) > border > _near_edge(one, sign) for one in table.below):
        return False
    column = [one for one in table.above if _near_edge(one, sign) >= start]
    others = [one for one in table.above if _near_edge(one, sign) < start]
    head = max([one.baseline for one in others if -_near_edge(one, -sign) > border], default=0.0)
    column = [one for one in column if one.baseline > head]
    top = min([one.top for one in column], default=0.0)
    beside = [one for one in others if one.baseline > max(head, top)]
    fewest = _FEWEST_UNDER_HEAD if head else _FEWEST_BESIDE
    if min(_count_rows(column), _count_rows(beside)) < fewest:
        return False
    between = (
        max(one.last for one in beside) < min(one.first for one in column) and max(one.last for one in column) < first
    )
    return not (first and between)  # two columns, and a table under both


def _near_edge(segment: Segment, sign: int) -> float:
    """The edge of a segment that looks to the left (1) or to the right (-1), on an axis that runs away from there."""
    return segment.x0 if sign > 0 else -segment.x1


def _count_rows(segments: Sequence[Segment]) -> int:
    return len({round(one.baseline) for one in segments})


def _middle(segment: Segment) -> float:
    return segment.baseline - _ABOVE * segment.size


def _is_table(cells: _Cells) -> bool:
    """Rows under each other and cells side by side; one row alone is a page's columns in their frames."""
    rows = {row for row, _ in cells}
    return len(rows) >= _FEWEST_ROWS and len(cells) > len(rows)


def _cells(segments: Sequence[Segment], lattice: Lattice) -> _Cells | None:
    """The segments by cell, cut where they cross a line; None when too much text lies across the lines."""
    walls = {*lattice.walls}
    pieces: list[tuple[int, Segment]] = []
    crossed: set[int] = set()
    for segment in segments:
        row = bisect_right(lattice.ys, _middle(segment)) - 1
        rest = segment
        for column in range(1, len(lattice.xs) - 1):
            if (row, column) not in walls:
                continue
            x = lattice.xs[column]
            if rest.x0 < x - 1 and rest.x1 > x + 1:
                place = _cut_at(rest, x)
                if place is None:
                    crossed.add(row)
                    walls.discard((row, column))
                    continue
                before, rest = _halves(rest, place)
                pieces.append((row, before))
        pieces.append((row, rest))
    if len(crossed) > _CROSSED * (len(lattice.ys) - 1):
        return None
    corner = _corners(lattice, walls)
    cells: _Cells = {}
    for row, piece in pieces:
        column = bisect_right(lattice.xs, (piece.x0 + piece.x1) / 2) - 1
        cells.setdefault(corner[row, min(max(column, 0), len(lattice.xs) - 2)], []).append(piece)
    return cells


def _corners(lattice: Lattice, walls: set[_Place]) -> dict[_Place, _Place]:
    """For every place of the lattice the upper left place of its cell: cells without a line between them are one."""
    corner: dict[_Place, _Place] = {}
    for row in range(len(lattice.ys) - 1):
        for column in range(len(lattice.xs) - 1):
            place = (row, column)
            if column and place not in walls:
                corner[place] = corner[row, column - 1]
            elif row and place not in lattice.floors:
                corner[place] = corner[row - 1, column]
            else:
                corner[place] = place
    return corner


def _cut_at(segment: Segment, x: float) -> int | None:
    """The place of the first glyph beyond `x`, when none lies across it."""
    reach = _TOUCH * segment.size
    place = next(
        (at for at, glyph in enumerate(segment.glyphs) if glyph is not None and glyph[2] + glyph[3] > 2 * x), 0
    )
    if not place:
        return None
    before, after = segment.glyphs[:place], segment.glyphs[place:]
    if any(glyph is not None and glyph[3] > x + reach for glyph in before):
        return None
    return None if any(glyph is not None and glyph[2] < x - reach for glyph in after) else place


def _halves(segment: Segment, place: int) -> tuple[Segment, Segment]:
    halves = Segment(segment.size, segment.baseline), Segment(segment.size, segment.baseline)
    for half, part in zip(halves, (slice(0, place), slice(place, None)), strict=True):
        half.texts, half.kinds, half.glyphs = segment.texts[part], segment.kinds[part], segment.glyphs[part]
        for edge in (0, -1):
            while half.texts[edge] == " ":
                half.remove(edge)
        half.measure()
    return halves


def _rows(cells: _Cells, table: Table, manner: Manner) -> list[Leaf | list[Segment]]:
    """Rows of one line each are one leaf together; a row with longer cells is one of its own."""
    rows: list[Leaf | list[Segment]] = []
    in_lines: Leaf | None = None
    for number in sorted({row for row, _ in cells}):
        places = sorted((place for place in cells if place[0] == number), reverse=table.arabic)
        lines = [bands_of(cells[place], manner) for place in places]
        longest = max(map(len, lines))
        if longest == 1 and in_lines is not None:
            in_lines += leaf_of_cells(lines, table)
            continue
        in_lines = None
        if len(lines) == 1 and longest > 1 and max(map(len, lines[0])) > 1:
            rows.append(cells[places[0]])  # a frame right across, with columns of its own perhaps
            continue
        if longest > _LONG_CELL or sum(_has_entries(cell) for cell in lines) > 1:
            rows += _parts(lines)
            continue
        row = leaf_of_cells(lines, table)
        rows.append(row)
        in_lines = row if longest == 1 else None
    return rows


def _has_entries(cell: Sequence[Band]) -> bool:
    """Whether a gap parts the cell's lines: a drawn column of dates and posts then, to be read across."""
    steps = [(after[0].baseline - before[0].baseline) / after[0].size for before, after in pairwise(cell)]
    widest = max(steps, default=0.0)
    return widest > _WIDE_PITCH or (widest > _ENTRY_GAP and widest > 1.3 * median(steps))


def _parts(lines: Sequence[Sequence[Band]]) -> list[Leaf | list[Segment]]:
    """A row of more than lines: its entries are read across where it has them, else each cell as a part of the page."""
    cells = [[segment for band in cell for segment in band] for cell in lines]
    if sum(_has_entries(cell) for cell in lines) > 1:
        return [[segment for cell in cells for segment in cell]]
    return [*cells]


def leaf_of_cells(lines: Sequence[Sequence[Band]], table: Table) -> Leaf:
    """A row's lines, cell by cell. A cell of one line shares the next one's first line where they stand at one height."""
    leaf = Leaf()
    leaf.table = table
    open_to_next = False
    for cell in lines:
        first, *others = cell
        if open_to_next and abs(first[0].baseline - leaf[-1][0].baseline) < _LEVEL * first[0].size:
            leaf[-1] += first
        else:
            leaf.append([*first])
        leaf += others
        open_to_next = not others
    return leaf
