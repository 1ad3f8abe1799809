"""Letters come into being: an invitation per shortlisted dossier, a receipt for every dossier. Sends nothing."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import Session, selectinload

from app.intake.complete import live_kinds
from app.intake.dossier import Channel, ReceivedPiece, missing_pieces
from app.intake.tables import Dossier, Message, MessageState, Piece
from app.journal.record import record
from app.mailing.address import NotOneAddress, one_address
from app.mailing.compose import Addressee, compose, on_one_line
from app.mailing.letters import LetterKind, LetterLanguage, LetterState, Stage
from app.mailing.tables import Letter
from app.posting.deadline import Timeliness
from app.posting.notice import Notice, PieceKind
from app.review.standing import Standing
from app.review.tables import Decision

RECEIPTS_AT_ONCE = 50

_WITHOUT_RECEIPT = (
    Dossier.withdrawn_at.is_(None),
    ~exists().where(and_(Letter.dossier_id == Dossier.id, Letter.kind == LetterKind.RECEIPT)),
)


def draft_invitations(
    session: Session, notice: Notice, *, now: datetime, language: LetterLanguage = LetterLanguage.BOTH
) -> list[Letter]:
    """One draft for each dossier that stands shortlisted, in the order of their references; a dry run that leaves nothing.

    Drafts whose dossier no longer stands so, whose decision was made anew, or that were written in another language
    go away or are written again.
    Letters already approved stay as they are and are not among those returned.
    """
    standing = {decision.dossier_id: decision for decision in session.scalars(_last_decisions(Standing.SHORTLISTED))}
    known = {letter.dossier_id: letter for letter in session.scalars(_letters(LetterKind.INVITATION))}
    for dossier_id, letter in known.items():
        decision = standing.get(dossier_id)
        holds = decision is not None and decision.id == letter.decision_id and letter.language == language
        if letter.state == LetterState.DRAFT and not holds:
            session.delete(letter)
    session.flush()  # one invitation per dossier: the old draft leaves before the new one comes
    drafts = []
    dossiers = session.scalars(
        _with_pieces().where(Dossier.id.in_(standing), Dossier.withdrawn_at.is_(None)).order_by(Dossier.reference)
    )
    for dossier in dossiers.all():
        kept = session.scalar(_letters(LetterKind.INVITATION).where(Letter.dossier_id == dossier.id))
        if kept is None:
            kept = _draft(session, LetterKind.INVITATION, dossier, notice, now=now, language=language)
            kept.decision_id, kept.decision_standing = standing[dossier.id].id, Standing.SHORTLISTED
            session.add(kept)
        if kept.state == LetterState.DRAFT:
            drafts.append(kept)
    session.flush()  # the preview names letters by number
    return drafts


def draft_receipts(session: Session, notice: Notice, *, now: datetime) -> list[Letter]:
    """An acknowledgement for up to `RECEIPTS_AT_ONCE` dossiers that have none, approved by rule: everyone gets one.

    A withdrawn dossier gets none. One whose address cannot be written to gets a letter that stands rejected,
    so that the direction sees it.
    """
    without = _with_pieces().where(*_WITHOUT_RECEIPT).order_by(Dossier.id).limit(RECEIPTS_AT_ONCE)
    return [draft_receipt(session, dossier, notice, now=now) for dossier in session.scalars(without).all()]


def next_receipt_due(session: Session) -> datetime | None:
    """When the first dossier without a receipt came in, or None when all have one."""
    return session.scalar(select(Dossier.received_at).where(*_WITHOUT_RECEIPT).order_by(Dossier.id).limit(1))


def acknowledge(session: Session, reference: str, notice: Notice, *, now: datetime) -> Letter | None:
    """Draft the receipt of the dossier `reference` in the transaction that receives it; None when it has one."""
    dossier = session.scalars(_with_pieces().where(*_WITHOUT_RECEIPT, Dossier.reference == reference)).one_or_none()
    return draft_receipt(session, dossier, notice, now=now) if dossier is not None else None


def draft_receipt(session: Session, dossier: Dossier, notice: Notice, *, now: datetime) -> Letter:
    """The acknowledgement of one dossier that has none, ready to leave."""
    letter = _draft(session, LetterKind.RECEIPT, dossier, notice, now=now, language=LetterLanguage.BOTH)
    letter.approved_at = now
    if letter.state == LetterState.DRAFT:
        letter.state = LetterState.APPROVED
    session.add(letter)
    session.flush()
    record(session, "receipt drafted", now=now, reference=dossier.reference, letter=letter.id, state=letter.state)
    return letter


def _draft(
    session: Session, kind: LetterKind, dossier: Dossier, notice: Notice, *, now: datetime, language: LetterLanguage
) -> Letter:
    words = compose(kind, _addressee(dossier, notice, now=now), notice, language=language)
    letter = Letter(
        dossier_id=dossier.id,
        kind=kind,
        state=LetterState.DRAFT,
        language=language,
        recipient=dossier.email,
        recipient_name=on_one_line(dossier.name),
        subject=words.subject,
        body_text=words.text,
        body_html=words.html,
        message_id=f"<{kind}.{secrets.token_hex(12)}@{notice.mail.address.rpartition('@')[2]}>",
        in_reply_to=_mail_that_brought(session, dossier),
        drafted_at=now,
        not_before=now,
    )
    try:
        letter.recipient = one_address(dossier.email)
    except NotOneAddress:
        letter.stage, letter.reply = Stage.ADDRESS, "no address to write to"
        if kind is LetterKind.RECEIPT:
            letter.state = LetterState.REJECTED
    return letter


def _addressee(dossier: Dossier, notice: Notice, *, now: datetime) -> Addressee:
    here = [piece for piece in dossier.pieces if piece.replaced_at is None]
    has_referees = bool(dossier.referees) or bool(dossier.references_text.strip())
    return Addressee(
        name=dossier.name,
        reference=dossier.reference,
        prefers=dossier.language,
        channel=Channel(dossier.channel),
        timeliness=Timeliness(dossier.timeliness),
        received_at=dossier.received_at,
        composed_at=now,
        pieces=tuple(_received(piece) for piece in here),
        missing=missing_pieces(live_kinds(here), has_referees, notice),
    )


def _received(piece: Piece) -> ReceivedPiece:
    return ReceivedPiece(piece.file_name, PieceKind(piece.kind), piece.size_bytes, piece.sha256)


def _mail_that_brought(session: Session, dossier: Dossier) -> str | None:
    if dossier.channel != Channel.MAILBOX:
        return None
    return session.scalar(
        select(Message.message_id)
        .where(Message.dossier_id == dossier.id, Message.state == MessageState.DOSSIER, Message.message_id.is_not(None))
        .order_by(Message.id.desc())
        .limit(1)
    )


def _last_decisions(standing: Standing) -> Select[Decision]:
    last = (
        select(Decision.dossier_id, func.max(Decision.ordinal).label("ordinal"))
        .group_by(Decision.dossier_id)
        .subquery()
    )
    return (
        select(Decision)
        .join(last, and_(Decision.dossier_id == last.c.dossier_id, Decision.ordinal == last.c.ordinal))
        .where(Decision.standing == standing)
    )


def _letters(kind: LetterKind) -> Select[Letter]:
    return select(Letter).where(Letter.kind == kind)


def _with_pieces() -> Select[Dossier]:
    return select(Dossier).options(selectinload(Dossier.pieces), selectinload(Dossier.referees))


def still_shortlisted(session: Session, letters: Iterable[Letter]) -> set[int]:
    """The ids of those letters whose decision is still the last word on their dossier."""
    last = {decision.id for decision in session.scalars(_last_decisions(Standing.SHORTLISTED))}
    return {letter.id for letter in letters if letter.decision_id in last}
