"""Fills in the rows of a list: marks, points, pieces and standing of the dossiers asked for. Looks only."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload, undefer

from app.intake.complete import live_kinds
from app.intake.dossier import Channel, missing_pieces
from app.intake.tables import Dossier, Piece
from app.posting.deadline import Timeliness
from app.posting.notice import BlindReading, CriterionKind, Notice, PieceKind
from app.reading.tables import Reading
from app.reading.unreadable import Why
from app.review.listing import Cell, Group, Mark, Row, UnreadPiece, mark_of
from app.review.standing import Standing
from app.review.tables import Correction, Decision, Opening, Release, Unmasking
from app.screening.judgement import Overall
from app.screening.tables import ScreeningRow
from app.work.claim import WorkState


def rows_for(session: Session, notice: Notice, wanted: Sequence[tuple[Group, int]], *, member_id: int) -> list[Row]:
    """One row for each (group, dossier id), in the order given; a fixed number of queries whatever the length."""
    ids = [ident for _, ident in wanted]
    dossiers = {
        dossier.id: dossier
        for dossier in session.scalars(
            select(Dossier)
            .where(Dossier.id.in_(ids))
            .options(selectinload(Dossier.pieces), selectinload(Dossier.referees))
        )
    }
    shown = _Shown(session, notice, ids, member_id)
    return [shown.row(dossiers[ident], group) for group, ident in wanted if ident in dossiers]


def human_verdicts(session: Session, ids: Sequence[int]) -> dict[int, dict[str, Correction]]:
    """The last word of a person on each criterion of each dossier; words taken back are left out."""
    last: dict[int, dict[str, Correction]] = defaultdict(dict)
    for correction in session.scalars(select(Correction).where(Correction.dossier_id.in_(ids)).order_by(Correction.id)):
        last[correction.dossier_id][correction.criterion] = correction
    return {
        ident: {criterion: given for criterion, given in each.items() if given.verdict is not None}
        for ident, each in last.items()
    }


def last_moves(session: Session, ids: Sequence[int]) -> dict[int, Decision]:
    """The last decision on each dossier that has one."""
    newest = (
        select(Decision.dossier_id, func.max(Decision.ordinal).label("ordinal"))
        .where(Decision.dossier_id.in_(ids))
        .group_by(Decision.dossier_id)
        .subquery()
    )
    rows = session.scalars(
        select(Decision).join(
            newest, (Decision.dossier_id == newest.c.dossier_id) & (Decision.ordinal == newest.c.ordinal)
        )
    )
    return {row.dossier_id: row for row in rows}


def unread_pieces(dossier: Dossier, readings: dict[int, Reading]) -> tuple[UnreadPiece, ...]:
    """The present files of the dossier that stayed unread, in their order."""
    found = []
    for piece in dossier.pieces:
        reading = readings.get(piece.id)
        if piece.replaced_at is None and reading is not None and is_unread(reading):
            found.append(UnreadPiece(PieceKind(piece.kind), Why(reading.why) if reading.why else None))
    return tuple(found)


def is_unread(reading: Reading) -> bool:
    """True when reading is over and gave no text."""
    return reading.why is not None or reading.state == WorkState.FAILED


def is_cv_unread(dossier: Dossier, readings: dict[int, Reading]) -> bool:
    """True when the dossier has a CV among its files and none of them could be read."""
    cvs = [piece for piece in dossier.pieces if piece.kind == PieceKind.CV and piece.replaced_at is None]
    return bool(cvs) and all(piece.id in readings and is_unread(readings[piece.id]) for piece in cvs)


def sees_identity(session: Session, notice: Notice, dossier_id: int, member_id: int) -> bool:
    """True when the reading is not blind, or this member lifted the mask of this dossier."""
    return notice.blind_reading is BlindReading.OFF or session.get(Unmasking, (dossier_id, member_id)) is not None


def missing_now(dossier: Dossier, result: Mapping[str, Any], notice: Notice) -> tuple[PieceKind, ...]:
    """The pieces that are wanting. Once screened, by what was read (references may stand inside the CV); before, by the
    files. `result` is the screening's JSON line, empty when there is none to show.
    """
    judged = {criterion.id for criterion in notice.criteria if criterion.kind is CriterionKind.COMPLETENESS}
    for each in result.get("criteria", ()):
        if each["id"] in judged and "missing" in each:
            return tuple(PieceKind(kind) for kind in each["missing"])
    has_references = bool(dossier.referees or dossier.references_text.strip())
    return missing_pieces(live_kinds(dossier.pieces), has_references, notice)


def _result(screening: ScreeningRow) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(screening.result or "{}")
    return result


class _Shown:
    """What the rows of one page need, fetched once."""

    def __init__(self, session: Session, notice: Notice, ids: Sequence[int], member_id: int) -> None:
        self.notice = notice
        self.hide_points = notice.blind_reading is BlindReading.IDENTITY_AND_POINTS
        self.screenings = {
            row.dossier_id: row
            for row in session.scalars(
                select(ScreeningRow).where(ScreeningRow.dossier_id.in_(ids)).options(undefer(ScreeningRow.result))
            )
        }
        self.readings = {row.piece_id: row for row in session.scalars(_readings_of(ids))}
        self.moves = last_moves(session, ids)
        self.human = human_verdicts(session, ids)
        self.opened = set(_of_member(session, Opening, ids, member_id))
        self.unmasked = set(_of_member(session, Unmasking, ids, member_id))
        self.released = set(session.scalars(select(Release.dossier_id).where(Release.dossier_id.in_(ids))))

    def row(self, dossier: Dossier, group: Group) -> Row:
        screening = self.screenings.get(dossier.id)
        done = screening is not None and screening.state == WorkState.DONE and not self.hide_points
        move = self.moves.get(dossier.id)
        named = self.notice.blind_reading is BlindReading.OFF or dossier.id in self.unmasked
        return Row(
            id=dossier.id,
            reference=dossier.reference,
            group=group,
            received_at=dossier.received_at,
            channel=Channel(dossier.channel),
            timeliness=Timeliness(dossier.timeliness),
            name=dossier.name if named else None,
            opened=dossier.id in self.opened,
            overall=Overall(screening.overall) if done and screening and screening.overall else None,
            points=_points(screening) if done and screening else None,
            cells=self._cells(dossier, screening) if done and screening else (),
            missing=missing_now(dossier, _result(screening) if done and screening else {}, self.notice),
            unread=unread_pieces(dossier, self.readings),
            standing=Standing(move.standing) if move else Standing.TO_REVIEW,
            moves=move.ordinal if move else 0,
            released=dossier.id in self.released,
            withdrawn=dossier.withdrawn_at is not None,
        )

    def _cells(self, dossier: Dossier, screening: ScreeningRow) -> tuple[Cell, ...]:
        results = {each["id"]: each for each in _result(screening).get("criteria", ())}
        cv_unread = is_cv_unread(dossier, self.readings)
        human = self.human.get(dossier.id, {})
        cells = []
        for criterion in self.notice.criteria:
            result: dict[str, Any] = results.get(criterion.id, {})
            given = human.get(criterion.id)
            if given is not None:
                mark = Mark(given.verdict or "unclear")
            else:
                mark = mark_of(
                    result.get("verdict", "unclear"),
                    cv_unread=cv_unread,
                    is_completeness=criterion.kind is CriterionKind.COMPLETENESS,
                )
            cells.append(Cell(criterion.id, mark, given is not None, result))
        return tuple(cells)


def _points(screening: ScreeningRow) -> tuple[float, float] | None:
    if screening.points_low is None or screening.points_high is None:
        return None
    return (screening.points_low, screening.points_high)


def _readings_of(ids: Sequence[int]) -> Any:
    return select(Reading).join(Piece, Piece.id == Reading.piece_id).where(Piece.dossier_id.in_(ids))


def _of_member(session: Session, table: Any, ids: Sequence[int], member_id: int) -> list[int]:
    return list(
        session.scalars(select(table.dossier_id).where(table.dossier_id.in_(ids), table.member_id == member_id))
    )
