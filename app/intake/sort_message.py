"""A person settles a message that the rules left « à trier »: a dossier of its own, more of a known one, or nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.intake.complete import add_pieces
from app.intake.import_messages import seal_pieces, submission_of, understood
from app.intake.message import Mail
from app.intake.receive import receive
from app.intake.tables import Dossier, Message, MessageState
from app.journal.record import record
from app.posting.deadline import Timeliness
from app.posting.notice import Notice
from app.refusals import Refused
from app.vault.local import Vault

MAX_REASON_CHARACTERS = 500


class AlreadySorted(Refused):
    """Somebody settled this message meanwhile."""


class SortingReasonMissing(Refused):
    """Nothing, or too much, was said of why."""


class NothingToKeep(Refused):
    """The message has no sender or no file, so no dossier can be made of it."""


def mail_of(message: Message, vault: Vault) -> Mail:
    """The message as it is understood; its bytes come from the vault."""
    return understood(vault.read(message.vault_sha256))[1]


def make_dossier(
    session: Session,
    message: Message,
    notice: Notice,
    *,
    vault: Vault,
    in_time: bool,
    by: str,
    reason: str,
    now: datetime,
) -> Dossier:
    """A dossier of its own, in time or late on the person's word. Raises AlreadySorted, SortingReasonMissing, NothingToKeep."""
    _require_unsorted(message, reason)
    mail = mail_of(message, vault)
    files = seal_pieces(mail, vault)
    if mail.about is None or not files:
        raise NothingToKeep
    timeliness = Timeliness.IN_TIME if in_time else Timeliness.LATE
    submission = submission_of(mail, files, key=message.raw_sha256, timeliness=timeliness)
    receipt = receive(session, submission, notice, received_at=message.received_at or message.imported_at, now=now)
    dossier = session.scalars(select(Dossier).where(Dossier.reference == receipt.reference)).one()
    _settle(session, message, MessageState.DOSSIER, dossier, by=by, reason=reason, now=now)
    return dossier


def attach(
    session: Session,
    message: Message,
    dossier: Dossier,
    *,
    vault: Vault,
    replacing: bool,
    by: str,
    reason: str,
    now: datetime,
) -> Dossier:
    """The message's files go to a dossier that is there; with `replacing`, in place of those of the same kind."""
    _require_unsorted(message, reason)
    mail = mail_of(message, vault)
    add_pieces(session, dossier, seal_pieces(mail, vault, beside=dossier), replacing=replacing, now=now)
    _settle(session, message, MessageState.DOSSIER, dossier, by=by, reason=reason, now=now)
    return dossier


def ignore(session: Session, message: Message, *, by: str, reason: str, now: datetime) -> Message:
    """Nothing comes of it; it stays in the log, with the reason. Raises AlreadySorted, SortingReasonMissing."""
    _require_unsorted(message, reason)
    return _settle(session, message, MessageState.IGNORED, None, by=by, reason=reason, now=now)


def _require_unsorted(message: Message, reason: str) -> None:
    if message.state != MessageState.TO_SORT:
        raise AlreadySorted
    if not 3 <= len(reason.strip()) <= MAX_REASON_CHARACTERS:
        raise SortingReasonMissing


def _settle(
    session: Session,
    message: Message,
    state: MessageState,
    dossier: Dossier | None,
    *,
    by: str,
    reason: str,
    now: datetime,
) -> Message:
    message.state = state
    message.dossier_id = dossier.id if dossier else message.dossier_id
    message.sorted_at, message.sorted_by, message.sorting_reason = now, by, reason.strip()
    record(
        session,
        "message sorted",
        now=now,
        actor=by,
        reference=dossier.reference if dossier else None,
        message=message.id,
        state=str(state),
    )
    session.flush()
    return message
