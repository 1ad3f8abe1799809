"""One dossier screened: taken up when all its pieces have been read, judged, and the result kept by whoever holds the claim.

A dossier that came late, or whose stamp is doubtful, is never taken up: a person decides first. A replaced piece, a new
engine or a new version of the notice make the screening stale, and it is taken up again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session, selectinload, undefer

from app import __version__
from app.db.session import Database
from app.intake.dossier import Referee
from app.intake.tables import Dossier, Piece
from app.posting.deadline import Timeliness
from app.posting.notice import Notice, PieceKind
from app.reading.stored import from_bytes
from app.reading.tables import Reading
from app.reading.text import plain_text
from app.screening.as_json import as_json, order_key
from app.screening.evidence import PieceText
from app.screening.judge import judge
from app.screening.judgement import Screening
from app.screening.person import Person
from app.screening.tables import JudgementRow, ScreeningRow
from app.vault.local import Vault
from app.work.claim import Claim, WorkState, claim_next, finish

log = structlog.get_logger()

MOST_ATTEMPTS = 5
MOST_AT_ONCE = 200
RANKED = (Timeliness.IN_TIME.value, Timeliness.IN_FLIGHT.value)
TYPED_REFERENCES = "(formulaire)"  # stands for the references typed into the form, which are no file


@dataclass(frozen=True, slots=True)
class _Taken:
    claim: Claim
    reference: str
    pieces: tuple[PieceText, ...]
    typed: tuple[PieceText, ...]
    referees: tuple[Referee, ...]
    person: Person


def screen_next(database: Database, vault: Vault, notice: Notice, *, now: datetime) -> bool:
    """Screen the dossier that has waited longest. False when nothing waits.

    `vault` is not opened: the words were kept when the piece was read. A result is written at most once for a claim.
    """
    del vault
    with database.unit_of_work() as session:
        take_up(session, notice, now=now)
        claim = claim_next(session, ScreeningRow, now=now)
    if claim is None:
        return False
    if claim.attempt > MOST_ATTEMPTS:
        _give_up(database, claim)
        return True
    with database.reading_session() as session:
        taken = _load(session, claim)
    screening = judge((*taken.pieces, *taken.typed), taken.referees, taken.person, notice)
    with database.unit_of_work() as session:
        kept = _keep(session, taken, screening, notice, now)
    if not kept:
        log.info("a screening came too late and is discarded", ref=taken.reference)
    return True


def take_up(session: Session, notice: Notice, *, now: datetime) -> int:
    """Make waiting rows of the dossiers that are ready and have no fresh screening; answers how many."""
    ready = and_(
        Dossier.notice_id == notice.id,
        Dossier.timeliness.in_(RANKED),
        Dossier.withdrawn_at.is_(None),
        ~_has_piece_to_read(),
    )
    new = session.scalars(
        select(Dossier.id)
        .outerjoin(ScreeningRow, ScreeningRow.dossier_id == Dossier.id)
        .where(ready, ScreeningRow.id.is_(None))
        .order_by(Dossier.id)
        .limit(MOST_AT_ONCE)
    ).all()
    session.add_all(ScreeningRow(dossier_id=ident, not_before=now, attempts=0) for ident in new)
    session.flush()
    stale = session.scalars(
        select(ScreeningRow.id)
        .join(Dossier, Dossier.id == ScreeningRow.dossier_id)
        .where(ready, ScreeningRow.state != WorkState.PENDING, _is_stale(notice))
        .order_by(ScreeningRow.id)
        .limit(MOST_AT_ONCE)
    ).all()
    if stale:
        session.execute(
            update(ScreeningRow)
            .where(ScreeningRow.id.in_(stale), ScreeningRow.state != WorkState.PENDING)
            .values(state=WorkState.PENDING, attempts=0, not_before=now)
        )
    return len(new) + len(stale)


def _has_piece_to_read() -> ColumnElement[bool]:
    return exists(
        select(Piece.id)
        .outerjoin(Reading, Reading.piece_id == Piece.id)
        .where(
            Piece.dossier_id == Dossier.id,
            Piece.replaced_at.is_(None),
            or_(Reading.id.is_(None), Reading.state == WorkState.PENDING),
        )
    )


def _is_stale(notice: Notice) -> ColumnElement[bool]:
    newer_piece = exists(
        select(Piece.id)
        .outerjoin(Reading, Reading.piece_id == Piece.id)
        .where(
            Piece.dossier_id == ScreeningRow.dossier_id,
            or_(Piece.replaced_at > ScreeningRow.screened_at, Reading.read_at > ScreeningRow.screened_at),
        )
    )
    return or_(ScreeningRow.engine != __version__, ScreeningRow.notice_sha256 != notice.sha256, newer_piece)


def _load(session: Session, claim: Claim) -> _Taken:
    dossier = session.scalars(
        select(Dossier)
        .join(ScreeningRow, ScreeningRow.dossier_id == Dossier.id)
        .where(ScreeningRow.id == claim.row_id)
        .options(selectinload(Dossier.pieces), selectinload(Dossier.referees))
    ).one()
    live = [piece for piece in dossier.pieces if piece.replaced_at is None]
    readings = {
        reading.piece_id: reading
        for reading in session.scalars(
            select(Reading).where(Reading.piece_id.in_([piece.id for piece in live])).options(undefer(Reading.text))
        )
    }
    typed = dossier.references_text.strip()
    return _Taken(
        claim=claim,
        reference=dossier.reference,
        pieces=tuple(_piece(piece, readings.get(piece.id)) for piece in live),
        typed=(PieceText(TYPED_REFERENCES, PieceKind.REFERENCES, plain_text(typed)),) if typed else (),
        referees=tuple(Referee(row.name, row.organisation, row.role, row.email, row.phone) for row in dossier.referees),
        person=Person(dossier.name, dossier.email, dossier.phone),
    )


def _piece(piece: Piece, reading: Reading | None) -> PieceText:
    if reading is None or reading.text is None:
        return PieceText(piece.file_name, PieceKind(piece.kind), None, (reading.why if reading else None) or "damaged")
    return PieceText(piece.file_name, PieceKind(piece.kind), from_bytes(reading.text))


def _keep(session: Session, taken: _Taken, screening: Screening, notice: Notice, now: datetime) -> bool:
    row: dict[str, Any] = {
        "engine": __version__,
        "notice_sha256": notice.sha256,
        "overall": screening.overall.value,
        "points_low": screening.points[0],
        "points_high": screening.points[1],
        "order_key": order_key(notice, taken.reference),
        "result": as_json(taken.reference, taken.pieces, screening, notice),
        "screened_at": now,
    }
    if not finish(session, ScreeningRow, taken.claim, state=WorkState.DONE, **row):
        return False
    session.execute(delete(JudgementRow).where(JudgementRow.screening_id == taken.claim.row_id))
    session.add_all(_judgement_rows(taken.claim.row_id, screening))
    return True


def _judgement_rows(screening_id: int, screening: Screening) -> Sequence[JudgementRow]:
    return [
        JudgementRow(
            screening_id=screening_id,
            criterion=judgement.criterion,
            position=position,
            verdict=judgement.verdict.value,
            reason=judgement.reason,
            confidence=judgement.confidence.value,
            points_low=judgement.points[0],
            points_high=judgement.points[1],
        )
        for position, judgement in enumerate(screening.judgements)
    ]


def _give_up(database: Database, claim: Claim) -> None:
    """Every try ended without a result: a person looks at the dossier."""
    with database.unit_of_work() as session:
        finish(session, ScreeningRow, claim, state=WorkState.FAILED)
    log.error("a dossier could not be screened", screening=claim.row_id, attempts=claim.attempt)
