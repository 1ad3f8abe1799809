"""Adds files to a dossier that is already kept, or puts newer versions in place of older ones. Nothing is deleted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.intake.dossier import SealedFile
from app.intake.tables import Dossier, Piece
from app.journal.record import record
from app.posting.notice import PieceKind


def add_pieces(
    session: Session,
    dossier: Dossier,
    files: tuple[SealedFile, ...],
    *,
    replacing: bool,
    actor: str = "mailbox",
    now: datetime,
) -> tuple[Piece, ...]:
    """Put `files` into the dossier and say which are new.

    Bytes that already stand there are not added twice. With `replacing`, an older piece of the same kind is marked
    replaced (CV, letter, references) and stays visible; without it, both stand side by side.
    """
    standing = list(
        session.scalars(select(Piece).where(Piece.dossier_id == dossier.id).order_by(Piece.position).with_for_update())
    )
    known = {piece.sha256 for piece in standing if piece.replaced_at is None}
    fresh = [file for file in {file.sha256: file for file in files}.values() if file.sha256 not in known]
    if replacing:
        _mark_replaced(standing, files, now)
    last = max((piece.position for piece in standing), default=0)  # replaced ones keep theirs
    added = tuple(_piece(dossier, file, last + n, now) for n, file in enumerate(fresh, start=1))
    session.add_all(added)
    session.flush()
    record(
        session,
        "dossier completed" if not replacing else "dossier replaced",
        now=now,
        actor=actor,
        reference=dossier.reference,
        pieces_added=len(added),
    )
    return added


def _mark_replaced(standing: list[Piece], files: tuple[SealedFile, ...], now: datetime) -> None:
    kinds = {file.kind.value for file in files} - {PieceKind.OTHER.value}
    again = {file.sha256 for file in files}
    for piece in standing:
        if piece.replaced_at is None and piece.kind in kinds and piece.sha256 not in again:
            piece.replaced_at = now


def _piece(dossier: Dossier, file: SealedFile, position: int, now: datetime) -> Piece:
    return Piece(
        dossier_id=dossier.id,
        position=position,
        kind=file.kind.value,
        file_name=file.file_name,
        sha256=file.sha256,
        size_bytes=file.size_bytes,
        media_type=file.media_type,
        password_protected=file.password_protected,
        added_at=now,
        replaced_at=None,
    )
