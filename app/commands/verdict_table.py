"""A table of dossiers for people: a column per criterion of the notice, named below it. Knows rich, no database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from app.i18n.translate import number
from app.posting.notice import Notice
from app.screening.judgement import Verdict

MARKS = {Verdict.MET: "●", Verdict.UNCLEAR: "?", Verdict.NOT_MET: "○"}
CAPTION = "● acquis · ? à vérifier · ○ non acquis"


def print_verdicts(
    notice: Notice,
    headings: Sequence[str],
    rows: Iterable[tuple[Sequence[str], Iterable[Verdict]]],
    language: str = "fr",
) -> None:
    """Print each row's cells, one under each of `headings`, then its verdicts in the notice's order."""
    table = Table(
        title=notice.title[language],
        caption=CAPTION,
        box=None,  # a frame costs the last columns their place on 80 characters
        padding=(0, 1, 0, 0),
    )
    for name in headings:
        table.add_column(name, no_wrap=True)
    for place, _ in enumerate(notice.criteria, start=1):
        table.add_column(str(place), justify="center", no_wrap=True)
    for cells, verdicts in rows:
        table.add_row(*cells, *(MARKS[verdict] for verdict in verdicts))
    console = Console()
    console.print(table)
    for place, criterion in enumerate(notice.criteria, start=1):
        console.print(f"{place:>2}. {criterion.label[language]}", highlight=False)


def points_in_words(points: tuple[float, float] | None, language: str) -> str:
    """« 63,5–78,5 »; a dash where points are not shown yet."""
    if points is None:
        return "–"
    low, high = (number(value, language) for value in points)
    return low if low == high else f"{low}–{high}"
