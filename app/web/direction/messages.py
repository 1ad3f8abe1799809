"""Messages of the mailbox that the rules left to a person: read one, then say what it is."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from app.intake.outcome import WhyToSort
from app.intake.sort_message import attach, ignore, mail_of, make_dossier
from app.intake.tables import Dossier, Message, MessageState
from app.web.depends import ReadSession, language_of
from app.web.direction.dossiers import dossier_or_404
from app.web.direction.office import go_to, office_page
from app.web.direction.signed_in import AtDesk, OfficeVisit
from app.web.labels import label

MOST_SORTED_SHOWN = 50
MOST_BODY_CHARACTERS = 20_000

router = APIRouter(prefix="/messages")


@router.get("")
def messages_page(visit: OfficeVisit, session: ReadSession) -> HTMLResponse:
    """Every message to sort, the oldest first; then those a person settled."""
    waiting = select(Message).where(Message.state == MessageState.TO_SORT).order_by(Message.received_at, Message.id)
    settled = (
        select(Message)
        .where(Message.sorted_at.is_not(None))
        .order_by(Message.sorted_at.desc(), Message.id.desc())
        .limit(MOST_SORTED_SHOWN)
    )
    return office_page(
        visit,
        "messages.html",
        here="messages",
        waiting=session.scalars(waiting).all(),
        settled=session.scalars(settled).all(),
        why_words=partial(why_words, language=language_of(visit.request)),
    )


@router.get("/{message_id}")
def message_page(visit: OfficeVisit, session: ReadSession, message_id: int) -> HTMLResponse:
    """One message in words, its files by name, and the three things it can be."""
    message = _message(session, message_id)
    mail = mail_of(message, visit.house.vault)
    return office_page(
        visit,
        "message.html",
        here="messages",
        message=message,
        body=mail.body.text[:MOST_BODY_CHARACTERS],
        files=mail.documents,
        before_closing=message.received_at is not None and message.received_at < visit.house.notice.closes_at,
        why_words=partial(why_words, language=language_of(visit.request)),
        known=session.get(Dossier, message.dossier_id) if message.dossier_id else None,
    )


@router.post("/{message_id}/dossier")
def make(desk: AtDesk, message_id: int) -> Response:
    """A dossier of its own."""
    dossier = make_dossier(
        desk.session,
        _message(desk.session, message_id),
        desk.house.notice,
        vault=desk.house.vault,
        in_time=desk.form.text("in_time") == "yes",
        by=desk.member.actor,
        reason=desk.form.text("reason"),
        now=desk.now,
    )
    desk.house.wake()
    return go_to(f"/direction/dossiers/{dossier.reference}")


@router.post("/{message_id}/rattacher")
def attach_to(desk: AtDesk, message_id: int) -> Response:
    """More of a dossier that is there."""
    dossier = attach(
        desk.session,
        _message(desk.session, message_id),
        dossier_or_404(desk.session, desk.house.notice, desk.form.text("reference")),
        vault=desk.house.vault,
        replacing=desk.form.text("replacing") == "yes",
        by=desk.member.actor,
        reason=desk.form.text("reason"),
        now=desk.now,
    )
    desk.house.wake()
    return go_to(f"/direction/dossiers/{dossier.reference}")


@router.post("/{message_id}/ignorer")
def leave(desk: AtDesk, message_id: int) -> Response:
    """Nothing comes of it; the reason stays."""
    message = _message(desk.session, message_id)
    ignore(desk.session, message, by=desk.member.actor, reason=desk.form.text("reason"), now=desk.now)
    return go_to("/direction/messages")


def why_words(reason: str | None, language: str) -> str:
    """Why a message waits; an unknown code is shown as it is rather than hidden."""
    known = next((why for why in WhyToSort if why == reason), None)
    return label(known, language) if known else (reason or "")


def _message(session: Session, message_id: int) -> Message:
    message = session.get(Message, message_id)
    if message is None or (message.state != MessageState.TO_SORT and message.sorted_at is None):
        raise HTTPException(404)
    return message
