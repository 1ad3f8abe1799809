"""Posts told under a heading that no list knows: « Boulots et engagements » right after the skills or the languages.

Where a CV has no heading of posts at all, and titles with their periods stand under its skills or languages, the short
line above the first of them was a heading. Knows titles and periods; judges nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.screening.fold import as_folded
from app.screening.lines import TextLine
from app.screening.periods import find_periods
from app.screening.section_kinds import POSTS, Heading, SectionKind
from app.screening.titles import is_task, titles_in

HOLD_NO_POSTS = (SectionKind.SKILLS, SectionKind.LANGUAGES, SectionKind.PUBLICATIONS)
MOST_TITLE_WORDS = 16
MOST_HEADING_WORDS = 5
WORDS_AHEAD = 4  # of a title on its line: a date, a list mark
LINES_TO_THE_DATE = 2


def with_lost(headings: dict[int, Heading], lines: Sequence[TextLine]) -> dict[int, Heading]:
    """The headings with the one of the posts among them, found by what stands under it."""
    told = (*POSTS, SectionKind.PROJECTS)
    if not headings or any(set(heading.kinds) & set(told) for heading in headings.values()):
        return headings
    inside: SectionKind | None = None
    for at, line in enumerate(lines):
        heading = headings.get(line.index)
        inside = heading.kinds[-1] if heading is not None else inside
        if heading is None and inside in HOLD_NO_POSTS and _is_a_dated_title(lines, at):
            return {**headings, **_above(lines, at, headings)}
    return headings


def _is_a_dated_title(lines: Sequence[TextLine], at: int) -> bool:
    """Whether the line opens with a title, and it or one of the next two lines holds a stretch of time."""
    line = lines[at]
    if len(line.text.split()) > MOST_TITLE_WORDS:
        return False
    text = as_folded(line.text)
    opens = any(
        not is_task(hit) and len(line.text[: hit.folded_start].split()) <= WORDS_AHEAD
        for hit in titles_in(text, 0, len(line.text))
    )
    return opens and any(
        not period.single for near in lines[at : at + 1 + LINES_TO_THE_DATE] for period in find_periods(near.text)
    )


def _above(lines: Sequence[TextLine], at: int, headings: dict[int, Heading]) -> dict[int, Heading]:
    """The heading on the short line above the title, else on the title's own line."""
    above = lines[at - 1] if at else None
    if (
        above is not None
        and above.index not in headings
        and not above.bullet
        and len(above.text.split()) <= MOST_HEADING_WORDS
        and not any(character.isdigit() or character in ",:;()" for character in above.text)
    ):
        return {above.index: Heading(above.index, (SectionKind.EXPERIENCE,), sure=False)}
    line = lines[at]
    return {line.index: Heading(line.index, (SectionKind.EXPERIENCE,), sure=False, content=line.folded_start)}
