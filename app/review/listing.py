"""The list of dossiers as values: what may be asked of it, and what one row shows. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.intake.dossier import Channel
from app.posting.deadline import Timeliness
from app.posting.notice import PieceKind
from app.reading.unreadable import Why
from app.review.standing import Standing
from app.screening.judgement import Overall, Verdict


class Sort(StrEnum):
    """How the list is ordered; allow-listed, because it comes from the address bar."""

    POINTS = "points"
    UNOPENED = "unopened"
    RECEIVED = "received"


class PiecesFilter(StrEnum):
    """What is asked about the files of a dossier."""

    COMPLETE = "complete"
    MISSING = "missing"
    UNREADABLE = "unreadable"


class Group(StrEnum):
    """The heading a row stands under, in this order."""

    UNOPENED = "unopened"
    OPENED = "opened"
    ELIGIBLE = "eligible"
    TO_REVIEW = "to_review"
    NOT_ELIGIBLE = "not_eligible"
    WAITING = "waiting"  # the machine is still at work, or gave up: a person looks
    ALL = "all"
    LATE = "late"
    WITHDRAWN = "withdrawn"


class Mark(StrEnum):
    """What a cell shows: a verdict, or that nothing could be read."""

    MET = "met"
    UNCLEAR = "unclear"
    NOT_MET = "not_met"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address bar asks for. The defaults are the page without a question mark."""

    sort: Sort = Sort.POINTS
    overall: Overall | None = None
    standing: Standing | None = None
    pieces: PiecesFilter | None = None
    channel: Channel | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One criterion of one row. `facts` are the criterion's own fields of the machine's result (level, months_min…)."""

    criterion: str
    mark: Mark
    by_person: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnreadPiece:
    """A file that stayed unread; `why` is None when reading gave up without a reason of its own."""

    kind: PieceKind
    why: Why | None


@dataclass(frozen=True, slots=True)
class Row:
    """One dossier in the list. `name` is None while the first reading is blind; `points` while they are hidden or absent."""

    id: int
    reference: str
    group: Group
    received_at: datetime
    channel: Channel
    timeliness: Timeliness
    name: str | None
    opened: bool
    overall: Overall | None
    points: tuple[float, float] | None
    cells: tuple[Cell, ...]
    missing: tuple[PieceKind, ...]
    unread: tuple[UnreadPiece, ...]
    standing: Standing
    moves: int
    released: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the list. `first` is the place of the first row, from 1; counts are of all rows that match."""

    rows: tuple[Row, ...]
    first: int
    total: int
    group_counts: Mapping[Group, int]
    has_before: bool
    has_after: bool


def mark_of(verdict: str, *, cv_unread: bool, is_completeness: bool) -> Mark:
    """The mark for a machine's verdict. Silence of a file nobody could read is « illisible », never « à vérifier »."""
    if verdict == Verdict.UNCLEAR and cv_unread and not is_completeness:
        return Mark.UNREAD
    return Mark(verdict)
