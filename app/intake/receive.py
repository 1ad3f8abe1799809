"""Keeps a submission as a dossier: one transaction, one key, one receipt."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.intake.dossier import Channel, Receipt, ReceivedPiece, Submission, missing_pieces
from app.intake.queries import dossier_with_key
from app.intake.reference import new_reference
from app.intake.tables import Dossier, Piece, RefereeRow
from app.journal.record import record
from app.posting.deadline import Timeliness
from app.posting.notice import Notice, PieceKind
from app.refusals import Refused

_TRIES_FOR_A_FREE_REFERENCE = 5


class DeadlinePassed(Refused):
    """The sending request came at or after closing."""

    def __init__(self, received_at: datetime, closes_at: datetime) -> None:
        super().__init__(received_at, closes_at)
        self.received_at = received_at
        self.closes_at = closes_at


class KeyMissing(Refused):
    """No usable idempotency key came: a retry could not be told from a second dossier."""


class KeyReused(Refused):
    """The same idempotency key came with another content: one of the two was not meant."""


def receive(
    session: Session, submission: Submission, notice: Notice, *, received_at: datetime, now: datetime
) -> Receipt:
    """Keep `submission` with its pieces, referees and journal line; the caller's transaction makes it durable.

    `received_at` is the instant that counts against closing, `now` that of the work. The same key with the same
    content returns the first receipt, after closing too. Raises KeyReused, and DeadlinePassed for a late
    submission of the web (late mail is kept, flagged).
    """
    known = dossier_with_key(session, submission.idempotency_key)
    if known is not None:
        return _same_again(known, submission)
    if submission.timeliness is Timeliness.LATE and submission.channel is not Channel.MAILBOX:
        raise DeadlinePassed(received_at, notice.closes_at)
    for _ in range(_TRIES_FOR_A_FREE_REFERENCE):
        try:
            with session.begin_nested():
                dossier = _add(session, submission, notice, received_at=received_at, now=now)
                session.flush()
        except IntegrityError:
            # A double click: the other request was first to this key. Otherwise the reference was taken.
            known = dossier_with_key(session, submission.idempotency_key)
            if known is not None:
                return _same_again(known, submission)
        else:
            _tell_journal(session, dossier, submission, notice, now=now)
            return receipt_of(dossier)
    raise RuntimeError("no free reference found")


def receipt_of(dossier: Dossier) -> Receipt:
    """The receipt of a kept dossier: always the same, whatever was replaced since."""
    return Receipt(
        reference=dossier.reference,
        received_at=dossier.received_at,
        timeliness=Timeliness(dossier.timeliness),
        pieces=tuple(
            ReceivedPiece(each.file_name, PieceKind(each.kind), each.size_bytes, each.sha256, each.password_protected)
            for each in dossier.pieces
        ),
    )


def fingerprint(submission: Submission) -> str:
    """SHA-256 over what was sent, in a canonical form: neither the hour nor the key is part of it."""
    told = [
        submission.name,
        submission.email,
        submission.phone,
        submission.references_text,
        [[each.kind, each.file_name, each.sha256] for each in submission.files],
        [[each.name, each.organisation, each.role, each.email, each.phone] for each in submission.referees],
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _add(session: Session, submission: Submission, notice: Notice, *, received_at: datetime, now: datetime) -> Dossier:
    dossier = Dossier(
        reference=new_reference(),
        notice_id=notice.id,
        channel=submission.channel,
        name=submission.name,
        email=submission.email,
        phone=submission.phone,
        language=submission.language,
        references_text=submission.references_text,
        received_at=received_at,
        timeliness=submission.timeliness,
        consent_at=submission.consent_at,
        consent_text_sha256=submission.consent_text_sha256,
        idempotency_key=submission.idempotency_key,
        fingerprint=fingerprint(submission),
        secret_sha256=submission.secret_sha256,
        pieces=[
            Piece(
                position=position,
                kind=each.kind,
                file_name=each.file_name,
                sha256=each.sha256,
                size_bytes=each.size_bytes,
                media_type=each.media_type,
                password_protected=each.password_protected,
                added_at=now,
            )
            for position, each in enumerate(submission.files, start=1)
        ],
        referees=[
            RefereeRow(
                position=position,
                name=each.name,
                organisation=each.organisation,
                role=each.role,
                email=each.email,
                phone=each.phone,
            )
            for position, each in enumerate(submission.referees, start=1)
        ],
    )
    session.add(dossier)
    return dossier


def _tell_journal(session: Session, dossier: Dossier, submission: Submission, notice: Notice, *, now: datetime) -> None:
    has_references = bool(submission.referees or submission.references_text)
    missing = missing_pieces({each.kind for each in submission.files}, has_references, notice)
    record(
        session,
        "dossier received",
        now=now,
        actor="system" if submission.channel is Channel.MAILBOX else "candidate",
        reference=dossier.reference,
        channel=submission.channel.value,
        pieces=len(submission.files),
        missing=",".join(missing),
        timeliness=submission.timeliness.value,
        received_at=dossier.received_at.isoformat(),
    )


def _same_again(known: Dossier, submission: Submission) -> Receipt:
    if known.fingerprint != fingerprint(submission):
        raise KeyReused
    return receipt_of(known)
