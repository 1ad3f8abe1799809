"""The figures of the dashboard. Looks only; every figure is a number that the list can show the rows of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from app.intake.dossier import Channel
from app.intake.tables import Dossier, Message, MessageState, Piece
from app.posting.deadline import Timeliness
from app.posting.notice import Criterion, CriterionKind, Notice, PieceKind
from app.reading.tables import Reading
from app.reading.unreadable import Why
from app.review.listing import Mark, mark_of
from app.review.rows import human_verdicts
from app.review.standing import Standing
from app.review.tables import Correction, Decision, Opening
from app.screening.judgement import Overall, Verdict
from app.screening.tables import JudgementRow, ScreeningRow
from app.work.claim import WorkState

UNREAD_LISTED = 50


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many dossiers of the ranking got how far."""

    received: int
    complete: int
    proposed: int
    shortlisted: int


@dataclass(frozen=True, slots=True)
class CriterionCount:
    """How many dossiers stand where on one criterion, a person's word before the machine's."""

    criterion: Criterion
    counts: Mapping[Mark, int]


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file that stayed unread."""

    reference: str
    kind: PieceKind
    why: Why | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """One dossier's coming, for the drawing of arrivals."""

    at: datetime
    channel: Channel
    timeliness: Timeliness


@dataclass(frozen=True, slots=True)
class Figures:
    """All of the dashboard's numbers but those of the letters."""

    funnel: Funnel
    late: int
    withdrawn: int
    waiting: int
    unopened: int
    to_sort: int
    messages: Mapping[MessageState, int]
    last_import_at: datetime | None
    criteria: tuple[CriterionCount, ...]
    unread_count: int
    unread: tuple[UnreadFile, ...]
    arrivals: tuple[Arrival, ...]


def figures(session: Session, notice: Notice, *, member_id: int) -> Figures:
    """Count everything; `unopened` is of this member."""
    here = Dossier.notice_id == notice.id
    ranked = and_(here, Dossier.withdrawn_at.is_(None), Dossier.timeliness != Timeliness.LATE)
    done = and_(ranked, ScreeningRow.state == WorkState.DONE)
    opened = exists().where(Opening.dossier_id == Dossier.id, Opening.member_id == member_id)
    unread = _unread(session, ranked)
    messages = {
        MessageState(state): count
        for state, count in session.execute(select(Message.state, func.count()).group_by(Message.state))
    }
    received = _count(session, ranked)
    return Figures(
        funnel=Funnel(
            received=received,
            complete=_count(session, done, _complete(notice)),
            proposed=_count(session, done, ScreeningRow.overall == Overall.ELIGIBLE),
            shortlisted=_shortlisted(session, ranked),
        ),
        late=_count(session, here, Dossier.withdrawn_at.is_(None), Dossier.timeliness == Timeliness.LATE),
        withdrawn=_count(session, here, Dossier.withdrawn_at.is_not(None)),
        waiting=received - _count(session, done),
        unopened=_count(session, ranked, ~opened),
        to_sort=messages.get(MessageState.TO_SORT, 0),
        messages=messages,
        last_import_at=session.scalar(select(func.max(Message.imported_at))),
        criteria=_criteria(session, notice, ranked),
        unread_count=len(unread),
        unread=unread[:UNREAD_LISTED],
        arrivals=tuple(
            Arrival(at, Channel(channel), Timeliness(timeliness))
            for at, channel, timeliness in session.execute(
                select(Dossier.received_at, Dossier.channel, Dossier.timeliness)
                .where(here, Dossier.withdrawn_at.is_(None))
                .order_by(Dossier.received_at)
            )
        ),
    )


def _count(session: Session, *where: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(Dossier).outerjoin(ScreeningRow, ScreeningRow.dossier_id == Dossier.id)
    return session.scalar(counted.where(*where)) or 0


def _complete(notice: Notice) -> ColumnElement[bool]:
    about = [criterion.id for criterion in notice.criteria if criterion.kind is CriterionKind.COMPLETENESS]
    return exists().where(
        JudgementRow.screening_id == ScreeningRow.id,
        JudgementRow.criterion.in_(about),
        JudgementRow.verdict == Verdict.MET,
    )


def _shortlisted(session: Session, ranked: ColumnElement[bool]) -> int:
    last = select(func.max(Decision.ordinal)).where(Decision.dossier_id == Dossier.id).correlate(Dossier)
    counted = (
        select(func.count())
        .select_from(Dossier)
        .join(Decision, and_(Decision.dossier_id == Dossier.id, Decision.ordinal == last.scalar_subquery()))
        .where(ranked, Decision.standing == Standing.SHORTLISTED)
    )
    return session.scalar(counted) or 0


def _is_unread() -> ColumnElement[bool]:
    return or_(Reading.why.is_not(None), Reading.state == WorkState.FAILED)


def _unread(session: Session, ranked: ColumnElement[bool]) -> tuple[UnreadFile, ...]:
    rows = session.execute(
        select(Dossier.reference, Piece.kind, Reading.why)
        .join(Piece, Piece.dossier_id == Dossier.id)
        .join(Reading, Reading.piece_id == Piece.id)
        .where(ranked, Piece.replaced_at.is_(None), _is_unread())
        .order_by(Dossier.reference, Piece.position)
    )
    return tuple(UnreadFile(reference, PieceKind(kind), Why(why) if why else None) for reference, kind, why in rows)


def _criteria(session: Session, notice: Notice, ranked: ColumnElement[bool]) -> tuple[CriterionCount, ...]:
    any_cv = exists().where(Piece.dossier_id == Dossier.id, Piece.kind == PieceKind.CV, Piece.replaced_at.is_(None))
    read_cv = exists().where(
        Piece.dossier_id == Dossier.id,
        Piece.kind == PieceKind.CV,
        Piece.replaced_at.is_(None),
        Reading.piece_id == Piece.id,
        Reading.why.is_(None),
        Reading.state != WorkState.FAILED,
    )
    cv_unread = and_(any_cv, ~read_cv)
    rows = session.execute(
        select(JudgementRow.criterion, JudgementRow.verdict, cv_unread, func.count())
        .join(ScreeningRow, ScreeningRow.id == JudgementRow.screening_id)
        .join(Dossier, Dossier.id == ScreeningRow.dossier_id)
        .where(ranked, ScreeningRow.state == WorkState.DONE)
        .group_by(JudgementRow.criterion, JudgementRow.verdict, cv_unread)
    )
    counts: dict[str, Counter[Mark]] = {criterion.id: Counter() for criterion in notice.criteria}
    kinds = {criterion.id: criterion.kind for criterion in notice.criteria}
    for criterion, verdict, unread, count in rows:
        if criterion in counts:
            counts[criterion][_mark(kinds[criterion], verdict, unread=bool(unread))] += count
    _heed_people(session, counts, kinds, ranked, cv_unread)
    return tuple(CriterionCount(criterion, counts[criterion.id]) for criterion in notice.criteria)


def _heed_people(
    session: Session,
    counts: dict[str, Counter[Mark]],
    kinds: Mapping[str, CriterionKind],
    ranked: ColumnElement[bool],
    cv_unread: ColumnElement[bool],
) -> None:
    """Move the dossiers a person spoke on from the machine's mark to the person's."""
    ids = session.scalars(select(Correction.dossier_id).distinct()).all()
    human = human_verdicts(session, ids)
    machine = session.execute(
        select(Dossier.id, JudgementRow.criterion, JudgementRow.verdict, cv_unread)
        .join(ScreeningRow, ScreeningRow.dossier_id == Dossier.id)
        .join(JudgementRow, JudgementRow.screening_id == ScreeningRow.id)
        .where(ranked, ScreeningRow.state == WorkState.DONE, Dossier.id.in_(human))
    )
    for dossier_id, criterion, verdict, unread in machine:
        given = human[dossier_id].get(criterion)
        if given is not None and given.verdict is not None and criterion in counts:
            counts[criterion][_mark(kinds[criterion], verdict, unread=bool(unread))] -= 1
            counts[criterion][Mark(given.verdict)] += 1


def _mark(kind: CriterionKind, verdict: str, *, unread: bool) -> Mark:
    return mark_of(verdict, cv_unread=unread, is_completeness=kind is CriterionKind.COMPLETENESS)
