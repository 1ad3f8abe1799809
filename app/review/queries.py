"""The list of dossiers: filtered, ordered and paged by key, never by offset. Looks only.

The order is a row of shelves (the machine's classes, or opened and not opened), each with columns of its own; a page
goes on from the reference of the last row shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, true
from sqlalchemy.orm import Session

from app.intake.tables import Dossier, Piece
from app.posting.deadline import Timeliness
from app.posting.notice import BlindReading, CriterionKind, Notice
from app.reading.tables import Reading
from app.review.listing import Filters, Group, ListPage, PiecesFilter, Sort
from app.review.rows import rows_for
from app.review.standing import Standing
from app.review.tables import Decision, Opening
from app.screening.judgement import Overall, Verdict
from app.screening.tables import JudgementRow, ScreeningRow
from app.work.claim import WorkState

PAGE_ROWS = 25

_LAST_MOVE = (
    select(func.max(Decision.ordinal)).where(Decision.dossier_id == Dossier.id).correlate(Dossier).scalar_subquery()
)
_standing_now = func.coalesce(Decision.standing, Standing.TO_REVIEW)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A group of rows and their order: (column, descending). The last column is unique."""

    group: Group
    where: ColumnElement[bool]
    order: tuple[tuple[Any, bool], ...]


def list_dossiers(
    session: Session,
    notice: Notice,
    filters: Filters,
    *,
    member_id: int,
    after: str | None = None,
    before: str | None = None,
    limit: int = PAGE_ROWS,
) -> ListPage:
    """The page of at most `limit` rows behind the reference `after`, or before `before`; the first page without either.

    A reference that is gone gives the first page.
    """
    shelves = _shelves(notice, filters, member_id)
    wanted = _wanted(notice, filters)
    counts = {shelf.group: _count(session, wanted, shelf.where) for shelf in shelves}
    found = _walk(session, shelves, wanted, before or after, backwards=bool(before), limit=limit + 1)
    more, ids = len(found) > limit, found[:limit]
    if before:
        ids.reverse()
    first = _place(session, shelves, wanted, counts, ids[0][1]) if ids else 0
    rows = rows_for(session, notice, [(group, ident) for group, ident in ids], member_id=member_id)
    total = sum(counts.values())
    return ListPage(
        rows=tuple(rows),
        first=first,
        total=total,
        group_counts={group: count for group, count in counts.items() if count},
        has_before=more if before else first > 1,
        has_after=first + len(rows) - 1 < total,
    )


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The references before and behind one dossier in the list it was opened from, and its place there (0: not in it)."""

    before: str | None
    after: str | None
    place: int
    total: int


def neighbours(session: Session, notice: Notice, filters: Filters, dossier: Dossier, *, member_id: int) -> Neighbours:
    """Who stands before and behind `dossier` under `filters`."""
    shelves, wanted = _shelves(notice, filters, member_id), _wanted(notice, filters)
    counts = {shelf.group: _count(session, wanted, shelf.where) for shelf in shelves}
    place = _place(session, shelves, wanted, counts, dossier.id)
    around = [
        _walk(session, shelves, wanted, dossier.reference, backwards=backwards, limit=1) if place else []
        for backwards in (True, False)
    ]
    references = [
        session.scalar(select(Dossier.reference).where(Dossier.id == ids[0][1])) if ids else None for ids in around
    ]
    return Neighbours(references[0], references[1], place, sum(counts.values()))


def opened_count(session: Session, notice: Notice, *, member_id: int) -> tuple[int, int]:
    """How many dossiers of the ranking this member opened, and how many there are."""
    ranked = (
        Dossier.notice_id == notice.id,
        Dossier.withdrawn_at.is_(None),
        Dossier.timeliness != Timeliness.LATE,
    )
    seen = exists().where(Opening.dossier_id == Dossier.id, Opening.member_id == member_id)
    count = select(func.count()).select_from(Dossier)
    return session.scalar(count.where(*ranked, seen)) or 0, session.scalar(count.where(*ranked)) or 0


def hides_points(notice: Notice) -> bool:
    """True when the first reading hides verdicts, points and the order they would give."""
    return notice.blind_reading is BlindReading.IDENTITY_AND_POINTS


def _shelves(notice: Notice, filters: Filters, member_id: int) -> list[_Shelf]:
    ranked = and_(Dossier.withdrawn_at.is_(None), Dossier.timeliness != Timeliness.LATE)
    by_arrival = ((Dossier.received_at, False), (Dossier.id, False))
    # The reference is drawn at random and tied to nothing: an order that favours nobody.
    by_lot = ((Dossier.reference, False),)
    late = _Shelf(Group.LATE, and_(Dossier.withdrawn_at.is_(None), Dossier.timeliness == Timeliness.LATE), by_arrival)
    withdrawn = _Shelf(Group.WITHDRAWN, Dossier.withdrawn_at.is_not(None), by_arrival)
    if filters.sort is Sort.RECEIVED:
        kept = [_Shelf(Group.ALL, ranked, by_arrival)]
    elif filters.sort is Sort.UNOPENED:
        seen = exists().where(Opening.dossier_id == Dossier.id, Opening.member_id == member_id)
        kept = [
            _Shelf(Group.UNOPENED, and_(ranked, ~seen), by_lot),
            _Shelf(Group.OPENED, and_(ranked, seen), by_lot),
        ]
    elif hides_points(notice):
        kept = [_Shelf(Group.ALL, ranked, by_lot)]
    else:
        kept = _by_points(ranked, by_lot)
    return [*kept, late, withdrawn]


def _by_points(ranked: ColumnElement[bool], by_lot: tuple[tuple[Any, bool], ...]) -> list[_Shelf]:
    done = ScreeningRow.state == WorkState.DONE
    by_points = (
        (ScreeningRow.points_low, True),
        (ScreeningRow.points_high, True),
        (ScreeningRow.order_key, False),
        (Dossier.reference, False),
    )
    classes = [
        _Shelf(Group(overall), and_(ranked, done, ScreeningRow.overall == overall), by_points)
        for overall in (Overall.ELIGIBLE, Overall.TO_REVIEW, Overall.NOT_ELIGIBLE)
    ]
    waiting = or_(ScreeningRow.id.is_(None), ScreeningRow.state != WorkState.DONE)
    return [*classes, _Shelf(Group.WAITING, and_(ranked, waiting), by_lot)]


def _from(select_: Select[Any]) -> Select[Any]:
    return (
        select_.select_from(Dossier)
        .outerjoin(ScreeningRow, ScreeningRow.dossier_id == Dossier.id)
        .outerjoin(Decision, and_(Decision.dossier_id == Dossier.id, Decision.ordinal == _LAST_MOVE))
    )


def _wanted(notice: Notice, filters: Filters) -> ColumnElement[bool]:
    asked: list[ColumnElement[bool]] = [Dossier.notice_id == notice.id]
    if filters.overall is not None and not hides_points(notice):
        asked.append(and_(ScreeningRow.state == WorkState.DONE, ScreeningRow.overall == filters.overall))
    if filters.standing is not None:
        asked.append(_standing_now == filters.standing)
    if filters.channel is not None:
        asked.append(Dossier.channel == filters.channel)
    if filters.pieces is not None:
        asked.append(_has_pieces(notice, filters.pieces))
    if filters.words.strip():
        asked.append(_says(notice, filters.words))
    return and_(*asked)


def _has_pieces(notice: Notice, pieces: PiecesFilter) -> ColumnElement[bool]:
    if pieces is PiecesFilter.UNREADABLE:
        return exists().where(
            Piece.dossier_id == Dossier.id,
            Piece.replaced_at.is_(None),
            Reading.piece_id == Piece.id,
            or_(Reading.why.is_not(None), Reading.state == WorkState.FAILED),
        )
    about = [criterion.id for criterion in notice.criteria if criterion.kind is CriterionKind.COMPLETENESS]
    complete = exists().where(
        JudgementRow.screening_id == ScreeningRow.id,
        JudgementRow.criterion.in_(about),
        JudgementRow.verdict == Verdict.MET,
    )
    return complete if pieces is PiecesFilter.COMPLETE else ~complete


def _says(notice: Notice, words: str) -> ColumnElement[bool]:
    plain = "".join(c for c in words.upper() if c.isalnum())
    found = Dossier.reference.startswith(plain, autoescape=True) if plain else false()
    if notice.blind_reading is BlindReading.OFF:
        # While the reading is blind, a search by name would tell whose dossier is whose.
        found = or_(
            found,
            Dossier.name.icontains(words.strip(), autoescape=True),
            Dossier.email.icontains(words.strip(), autoescape=True),
        )
    return found


def _count(session: Session, *where: ColumnElement[bool]) -> int:
    return session.scalar(_from(select(func.count())).where(*where)) or 0


def _walk(
    session: Session,
    shelves: Sequence[_Shelf],
    wanted: ColumnElement[bool],
    start: str | None,
    *,
    backwards: bool,
    limit: int,
) -> list[tuple[Group, int]]:
    """Up to `limit` dossiers on the far side of `start`, nearest first."""
    path = list(reversed(shelves)) if backwards else list(shelves)
    at, key = _find(session, path, start) if start else (0, None)
    found: list[tuple[Group, int]] = []
    for shelf in path[at:]:
        beyond = _beyond(shelf, key, backwards=backwards) if key is not None else true()
        key = None
        order = [column.desc() if descending is not backwards else column.asc() for column, descending in shelf.order]
        ids = session.scalars(
            _from(select(Dossier.id)).where(wanted, shelf.where, beyond).order_by(*order).limit(limit - len(found))
        )
        found += [(shelf.group, ident) for ident in ids]
        if len(found) >= limit:
            break
    return found


def _find(session: Session, shelves: Sequence[_Shelf], reference: str) -> tuple[int, tuple[Any, ...] | None]:
    for index, shelf in enumerate(shelves):
        columns = [column for column, _ in shelf.order]
        key = session.execute(_from(select(*columns)).where(Dossier.reference == reference, shelf.where)).first()
        if key is not None:
            return index, tuple(key)
    return 0, None


def _beyond(shelf: _Shelf, key: tuple[Any, ...], *, backwards: bool) -> ColumnElement[bool]:
    """Strictly behind `key` in the shelf's order: equal in the first columns and beyond in the next."""
    ways = []
    for index, (column, descending) in enumerate(shelf.order):
        same = [earlier == key[place] for place, (earlier, _) in enumerate(shelf.order[:index])]
        further = column < key[index] if descending is not backwards else column > key[index]
        ways.append(and_(*same, further))
    return or_(*ways)


def _place(
    session: Session,
    shelves: Sequence[_Shelf],
    wanted: ColumnElement[bool],
    counts: dict[Group, int],
    dossier_id: int,
) -> int:
    """The place from 1 of a dossier among the rows that match; 0 when it does not."""
    passed = 0
    for shelf in shelves:
        columns = [column for column, _ in shelf.order]
        key = session.execute(_from(select(*columns)).where(Dossier.id == dossier_id, wanted, shelf.where)).first()
        if key is not None:
            return passed + _count(session, wanted, shelf.where, _beyond(shelf, tuple(key), backwards=True)) + 1
        passed += counts[shelf.group]
    return 0
