"""Where a curriculum vitae speaks of what: runs of lines under one heading, in French, Arabic or English.

A section belongs to its column: a sidebar (« Langues », « Contact ») never cuts the posts that go on beside it. Lines
that stand under no heading make a section of kind HEAD (before the first heading) or UNKNOWN (no heading at all).
Nothing is dropped: every line belongs to exactly one section.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from app.screening.headings import find_headings
from app.screening.lines import TextLine
from app.screening.lost_headings import with_lost
from app.screening.periods import find_periods
from app.screening.section_kinds import POSTS, Heading, SectionKind

SAME_HEIGHT = 4  # points
MOST_LETTERS_OF_A_PERIOD = 40
LETTERS_BESIDE = 9


@dataclass(frozen=True, slots=True)
class Section:
    """`lines` are indices of text lines, the heading's own line left out unless it goes on with content."""

    kind: SectionKind
    kinds: tuple[SectionKind, ...]
    heading: Heading | None
    lines: tuple[int, ...]


def find_sections(lines: Sequence[TextLine]) -> tuple[Section, ...]:
    """The sections in reading order of their first line."""
    headings = with_lost(find_headings(lines), lines)
    owner = _owners(lines, headings)
    _join_a_margin(lines, headings, owner)
    members: dict[int, list[int]] = {}
    for line in lines:
        heading = headings.get(line.index)
        if heading is None or heading.content is not None:
            members.setdefault(owner[line.index], []).append(line.index)
        else:
            members.setdefault(owner[line.index], [])
    return tuple(_section(at, members[at], headings) for at in sorted(members))


def _join_a_margin(lines: Sequence[TextLine], headings: dict[int, Heading], owner: dict[int, int]) -> None:
    """Where a margin holds the headings and the dates, and what they speak of was read as another block without a
    heading, gives each line of that block to the heading of the margin above its height."""
    dated = {line.index for line in lines if line.laid_out and _is_a_period(line)}
    if not dated:
        return
    margins = [
        at
        for at, heading in headings.items()
        if set(heading.kinds) & set(POSTS)
        and (own := [index for index, of in owner.items() if of == at and index != at])
        and dated.issuperset(own)
    ]
    for margin in margins:
        page, block = lines[margin].page, lines[margin].block
        column = [lines[at] for at in sorted(headings) if (lines[at].page, lines[at].block) == (page, block)]
        heights = [lines[index].top for index, of in owner.items() if of == margin and index != margin]
        for other in _blocks(lines):
            apart = (other[0].page, other[0].block) != (page, block) and other[0].page == page
            if (
                apart
                and not any(line.index in headings for line in other)
                and any(abs(line.top - height) < SAME_HEIGHT for line in other for height in heights)
            ):
                for line in other:
                    above = [heading for heading in column if heading.top <= line.bottom]
                    owner[line.index] = max(above, key=lambda heading: heading.top).index if above else -1


def _is_a_period(line: TextLine) -> bool:
    if len(line.text) > MOST_LETTERS_OF_A_PERIOD:
        return False
    periods = find_periods(line.text)
    return len(periods) == 1 and len(line.text) - (periods[0].end - periods[0].start) <= LETTERS_BESIDE


def _section(at: int, members: list[int], headings: dict[int, Heading]) -> Section:
    heading = headings.get(at)
    if heading is None:
        kind = SectionKind.HEAD if headings else SectionKind.UNKNOWN
        return Section(kind, (kind,), None, tuple(members))
    # « Stages et expériences »: what stands there is not all internships
    kind = SectionKind.EXPERIENCE if SectionKind.EXPERIENCE in heading.kinds else heading.kinds[0]
    return Section(kind, heading.kinds, heading, tuple(members))


def _owners(lines: Sequence[TextLine], headings: dict[int, Heading]) -> dict[int, int]:
    """For each line, the line index of the heading above it in its own column, or -1."""
    owner: dict[int, int] = {}
    blocks = _blocks(lines)
    open_in: list[tuple[TextLine, float, float, int]] = []  # last line, x range and heading of each block so far
    alone = _headings_alone(lines, headings)
    for block in blocks:
        x0, x1 = min([line.x0 for line in block]), max([line.x1 for line in block])
        current = _right_below(alone, block[0])
        if current is None:
            current = _inherited(open_in, block[0], x0, x1)
        for line in block:
            if line.index in headings:
                current = line.index
            owner[line.index] = current
        open_in.append((block[-1], x0, x1, current))
    return owner


def _headings_alone(lines: Sequence[TextLine], headings: dict[int, Heading]) -> list[TextLine]:
    """Headings with nothing else on their height: they open the whole width of the page below them."""
    return [
        lines[at]
        for at in sorted(headings)
        if lines[at].laid_out
        and not any(
            other.page == lines[at].page
            and other.index != at
            and other.top < lines[at].bottom
            and other.bottom > lines[at].top
            for other in lines[max(0, at - 80) : at + 80]
        )
    ]


def _right_below(alone: Sequence[TextLine], first: TextLine) -> int | None:
    """The lone heading that a block begins right under, if any."""
    for heading in alone:
        height = heading.bottom - heading.top
        if heading.page == first.page and heading.index < first.index and 0 <= first.top - heading.bottom < 2 * height:
            return heading.index
    return None


def _inherited(open_in: list[tuple[TextLine, float, float, int]], first: TextLine, x0: float, x1: float) -> int:
    """The heading that a block goes on with: that of the nearest block before it which shares its column."""
    if not open_in:
        return -1
    if not first.laid_out:
        return open_in[-1][3]
    for line, left, right, heading in reversed(open_in):
        shared = min(x1, right) - max(x0, left)
        if shared > 0.3 * min(x1 - x0, right - left) and shared > 0.35 * (x1 - x0):
            return heading
        if line.page < first.page - 1:
            break
    return open_in[-1][3]


def _blocks(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    return [list(block) for _, block in groupby(lines, attrgetter("page", "block"))]
