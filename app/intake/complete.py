"""Adds files to a dossier that is already kept, or puts newer versions in place of older ones; says what stands there.

Nothing is deleted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.intake.dossier import SealedFile
from app.intake.kinds import kind_by_text, kinds_announced
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


def settle_kind(session: Session, piece_id: int, text: str) -> PieceKind:
    """The kind of a piece once its words are known: « scan0001.pdf » came as « other » and is a CV.

    A kind that somebody declared, or that the name announced, is left as it is.
    """
    piece = session.get_one(Piece, piece_id)
    if piece.kind == PieceKind.OTHER.value and (kind := kind_by_text(text)) is not None:
        piece.kind = kind.value
    return PieceKind(piece.kind)


def live_kinds(pieces: Iterable[Piece]) -> set[PieceKind]:
    """The kinds that stand among `pieces`, replaced ones left out; a name that announces several counts for all."""
    return {
        kind
        for piece in pieces
        if piece.replaced_at is None
        for kind in kinds_announced(PieceKind(piece.kind), piece.file_name)
    }


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
