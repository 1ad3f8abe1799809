"""After sending: the receipt, taking the dossier back, and leaving a shared machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.intake.dossier import ReceivedPiece, missing_pieces
from app.intake.receive import receipt_of
from app.intake.tables import Dossier
from app.intake.withdraw import withdraw
from app.posting.deadline import is_before_closing
from app.posting.notice import Notice, PieceKind
from app.reading.tables import Reading
from app.reading.unreadable import Why
from app.web.candidate.visitor import COOKIE, TheVisitor
from app.web.cookies import drop_cookie
from app.web.depends import DbSession, Language, Now, ReadSession
from app.web.form_token import require_form_token
from app.web.pages import render
from app.web.posted import Posted, posted

router = APIRouter()

PostedToken = Annotated[Posted, Depends(posted(words={"token"}))]


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """A line of the receipt, and how far reading got. `why` before reading is over is only what the door noticed."""

    received: ReceivedPiece
    is_over: bool
    why: Why | None
    pages: int | None


@router.get("/recu")
def receipt_page(request: Request, session: ReadSession, visitor: TheVisitor, language: Language, now: Now) -> Response:
    """The receipt of the dossier this browser sent. Without its cookie there is nothing to see."""
    dossier = visitor.dossier(session)
    if dossier is None:
        return RedirectResponse(f"/{language}/postuler", 303)
    return render(
        request,
        "candidate/receipt.html",
        language=language,
        receipt=receipt_of(dossier),
        dossier=dossier,
        pieces=_shown_pieces(session, dossier),
        missing=_missing(dossier, visitor.house.notice),
        may_withdraw=dossier.withdrawn_at is None and is_before_closing(now, visitor.house.notice),
        token=visitor.token,
    )


@router.get("/retirer")
def withdraw_page(request: Request, session: ReadSession, visitor: TheVisitor, language: Language) -> Response:
    """Asks once more before a dossier is taken back."""
    dossier = visitor.dossier(session)
    if dossier is None or dossier.withdrawn_at is not None:
        return RedirectResponse(f"/{language}/recu", 303)
    return render(request, "candidate/withdraw.html", language=language, dossier=dossier, token=visitor.token)


@router.post("/retirer")
def withdraw_dossier(
    session: DbSession, visitor: TheVisitor, language: Language, now: Now, given: PostedToken
) -> Response:
    """Takes the dossier back; the receipt then says so."""
    require_form_token(visitor.house, visitor.bound_to, given.words.get("token"))
    dossier = visitor.dossier(session)
    if dossier is not None:
        withdraw(session, dossier, visitor.house.notice, now=now)
    return RedirectResponse(f"/{language}/recu", 303)


@router.post("/terminer")
def leave(visitor: TheVisitor, language: Language, given: PostedToken) -> Response:
    """Forgets this browser: the next person at the same machine starts afresh."""
    require_form_token(visitor.house, visitor.bound_to, given.words.get("token"))
    gone = RedirectResponse(f"/{language}/", 303)
    drop_cookie(gone, visitor.house.settings, COOKIE)
    gone.headers["clear-site-data"] = '"cache"'
    return gone


def _shown_pieces(session: Session, dossier: Dossier) -> list[ShownPiece]:
    readings = {
        piece_id: (read_at is not None, why, pages)
        for piece_id, read_at, why, pages in session.execute(
            select(Reading.piece_id, Reading.read_at, Reading.why, Reading.pages_count).where(
                Reading.piece_id.in_([each.id for each in dossier.pieces])
            )
        )
    }
    shown = []
    for received, row in zip(receipt_of(dossier).pieces, dossier.pieces, strict=True):
        over, code, pages = readings.get(row.id, (False, None, None))
        why = Why(code) if code else (Why.ENCRYPTED if row.password_protected and not over else None)
        shown.append(ShownPiece(received, over, why, pages))
    return shown


def _missing(dossier: Dossier, notice: Notice) -> tuple[PieceKind, ...]:
    has_references = bool(dossier.referees or dossier.references_text)
    return missing_pieces({PieceKind(each.kind) for each in dossier.pieces}, has_references, notice)
