"""Takes one mail of the mailbox in: its bytes into the vault, a row for it, and the dossier it makes, in one transaction.

A message is known by the SHA-256 of its bytes, so that importing again, from any form of the same mailbox, changes
nothing. Nothing is ever marked or deleted in the mailbox itself.
"""

from __future__ import annotations

import hashlib
import logging
import re
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.intake.complete import add_pieces
from app.intake.dossier import Channel, SealedFile, Submission
from app.intake.headers import arabic_letters, clean_line
from app.intake.message import Found, Mail, parse, understand, with_lf
from app.intake.outcome import Decided, Earlier, Outcome, WhyToSort, decide
from app.intake.receive import receive
from app.intake.signatures import PDF
from app.intake.stamps import Stamp, arrival
from app.intake.tables import Dossier, Message, MessageState, Piece
from app.intake.typed import Unusable, phone_number
from app.intake.uploads import is_password_protected, media_type_of, safe_name
from app.journal.record import record
from app.posting.deadline import Timeliness, timeliness_of_message
from app.posting.notice import Notice, PieceKind
from app.vault.local import Vault

log = logging.getLogger(__name__)

BODY_FILE_NAME = "message.txt"
REFERENCES_FILE_NAME = "references.txt"
# Programs that store mail write these into it, and change them when a person reads it: no part of what was sent.
_STORE_HEADERS = re.compile(
    rb"^(?:X-GM-(?:THRID|MSGID)|X-Gmail-Labels|X-Mozilla-(?:Status2?|Keys)|X-Status|Status|X-Keywords|X-UID|X-IMAP"
    rb"|X-IMAPbase|Content-Length|Lines):.*\n(?:[ \t].*\n)*",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What the import of one message did. `is_new` is False when it was known already: then nothing was written.

    `waits` says that a person has yet to sort it.
    """

    is_new: bool
    outcome: Outcome
    reason: str
    reference: str | None
    waits: bool = False


def import_message(
    session: Session, found: Found, notice: Notice, *, vault: Vault, source: str, now: datetime
) -> Imported:
    """Keep the message and what it makes, unless it is known already. The caller commits.

    Raises DiskFull; then nothing is in the session and the next import finds the message again.
    """
    raw = with_lf(found.raw)
    raw_sha256 = hashlib.sha256(raw).hexdigest()
    sent_sha256 = hashlib.sha256(_as_sent(raw)).hexdigest()
    known = session.scalars(
        select(Message).where(or_(Message.raw_sha256 == raw_sha256, Message.sent_sha256 == sent_sha256)).limit(1)
    ).first()
    if known is not None:
        return _already(session, known)
    kept = vault.keep_bytes(raw)
    message, mail = understood(raw)
    stamp = arrival(message, notice, internal_date=found.internal_date, from_line_at=found.from_line_at)
    earlier = _earlier_dossier(session, mail.about, notice)
    decided = decide(
        mail, stamp, notice, earlier=_standing(session, earlier), answers_known_mail=_answers_known(session, mail)
    )
    dossier = _carry_out(
        session, decided, mail, stamp, earlier=earlier, notice=notice, vault=vault, key=raw_sha256, now=now
    )
    row = Message(
        raw_sha256=raw_sha256,
        sent_sha256=sent_sha256,
        vault_sha256=kept.sha256,
        source=source,
        message_id=mail.message_id,
        sender=clean_line(mail.sender, 320),
        subject=clean_line(mail.subject, 500),
        received_at=stamp.at,
        received_from=stamp.source.value,
        date_header_at=mail.date_header_at,
        state=_STATES[decided.outcome].value,
        outcome=decided.outcome.value,
        reason=decided.reason or None,
        dossier_id=dossier.id if dossier else None,
        imported_at=now,
    )
    session.add(row)
    session.flush()
    reference = dossier.reference if dossier else None
    record(session, "message imported", now=now, actor="mailbox", reference=reference, outcome=decided.outcome.value)
    log.info("message imported", extra={"outcome": decided.outcome.value, "reason": decided.reason, "ref": reference})
    return Imported(True, decided.outcome, decided.reason, reference, waits=decided.outcome is Outcome.TO_SORT)


_STATES = {
    Outcome.DOSSIER: MessageState.DOSSIER,
    Outcome.ADDS_TO: MessageState.DOSSIER,
    Outcome.NEW_VERSION: MessageState.DOSSIER,
    Outcome.LATE: MessageState.DOSSIER,
    Outcome.TO_SORT: MessageState.TO_SORT,
    Outcome.IGNORED_AUTO: MessageState.IGNORED,
}


def seal_pieces(mail: Mail, vault: Vault, *, beside: Dossier | None = None) -> tuple[SealedFile, ...]:
    """The mail's documents, and the letter written in its body, as files in the vault.

    Where they go `beside` what a dossier holds already, references written in the body are a file too, unless the
    dossier has the same words: a piece that comes later is read and judged, and stands with its date.
    """
    files = [
        _sealed(piece.content, piece.kind, piece.file_name or _nameless(n), vault)
        for n, piece in enumerate(mail.documents, start=1)
    ]
    if mail.body.cv:
        files.append(_sealed(mail.body.cv.encode(), PieceKind.CV, BODY_FILE_NAME, vault))
    elif mail.body.letter:
        files.append(_sealed(mail.body.letter.encode(), PieceKind.LETTER, BODY_FILE_NAME, vault))
    if beside is not None and mail.body.references and mail.body.references not in beside.references_text:
        files.append(_sealed(mail.body.references.encode(), PieceKind.REFERENCES, REFERENCES_FILE_NAME, vault))
    return tuple(files)


def submission_of(mail: Mail, files: tuple[SealedFile, ...], *, key: str, timeliness: Timeliness) -> Submission:
    """The application that the mail is. `mail.about` must be known."""
    assert mail.about is not None, "a mail without a sender is for a person"
    written = f"{mail.subject}\n{mail.body.text}"
    in_arabic = arabic_letters(written) > sum(c.isascii() and c.isalpha() for c in written)
    return Submission(
        channel=Channel.MAILBOX,
        name=mail.name or mail.about.partition("@")[0],
        email=mail.about,
        phone=_phone(mail.body.phone),
        language="ar" if in_arabic else "fr",
        files=files,
        references_text=mail.body.references,
        idempotency_key=f"mail:{key}",
        timeliness=timeliness,
    )


def _as_sent(raw: bytes) -> bytes:
    head, blank, body = raw.partition(b"\n\n")
    return _STORE_HEADERS.sub(b"", head + b"\n") + blank + body


def understood(raw: bytes) -> tuple[EmailMessage, Mail]:
    """The message and what it says; a message that breaks the parser is understood as « not understood »."""
    try:
        message = parse(raw)
        return message, understand(message)
    except Exception as error:  # noqa: BLE001 - strangers write these bytes: every failure means « a person looks »
        log.warning("message not understood", extra={"error": type(error).__name__})
        message = parse(raw.partition(b"\n\n")[0][:64_000] + b"\n\n")
        mail = understand(message)
        return message, _doubted(mail)


def _doubted(mail: Mail) -> Mail:
    return replace(mail, doubts=(WhyToSort.NOT_UNDERSTOOD.value,))


def _already(session: Session, known: Message) -> Imported:
    dossier = session.get(Dossier, known.dossier_id) if known.dossier_id else None
    waits = known.state == MessageState.TO_SORT.value and known.sorted_at is None
    reference = dossier.reference if dossier is not None else None
    return Imported(False, Outcome(known.outcome), known.reason or "", reference, waits=waits)


def _carry_out(
    session: Session,
    decided: Decided,
    mail: Mail,
    stamp: Stamp,
    *,
    earlier: Dossier | None,
    notice: Notice,
    vault: Vault,
    key: str,
    now: datetime,
) -> Dossier | None:
    """The dossier the mail belongs to once the decision is carried out, if any."""
    if decided.outcome is Outcome.IGNORED_AUTO:
        return _about_whom(session, mail, notice)
    if decided.outcome is Outcome.TO_SORT:
        return earlier
    if decided.outcome is Outcome.LATE and earlier is not None:
        return earlier  # shown under it; the dossier that came in time stays as it was
    assert stamp.at is not None, "only a sound stamp makes a dossier"
    files = seal_pieces(mail, vault, beside=earlier)
    if earlier is not None:
        add_pieces(session, earlier, files, replacing=decided.outcome is Outcome.NEW_VERSION, now=now)
        return earlier
    timeliness = timeliness_of_message(stamp.at, notice)
    submission = submission_of(mail, files, key=key, timeliness=timeliness)
    receipt = receive(session, submission, notice, received_at=stamp.at, now=now)
    return session.scalars(select(Dossier).where(Dossier.reference == receipt.reference)).one()


def _earlier_dossier(session: Session, address: str | None, notice: Notice) -> Dossier | None:
    """The newest dossier of that address that came in time and still stands."""
    if address is None:
        return None
    return session.scalars(
        select(Dossier)
        .where(
            func.lower(Dossier.email) == address,
            Dossier.notice_id == notice.id,
            Dossier.withdrawn_at.is_(None),
            Dossier.timeliness.in_((Timeliness.IN_TIME.value, Timeliness.IN_FLIGHT.value)),
        )
        .order_by(Dossier.received_at.desc(), Dossier.id.desc())
        .limit(1)
    ).first()


def _standing(session: Session, dossier: Dossier | None) -> Earlier | None:
    if dossier is None:
        return None
    pieces = session.scalars(select(Piece).where(Piece.dossier_id == dossier.id)).all()
    kinds = frozenset(PieceKind(piece.kind) for piece in pieces if piece.replaced_at is None)
    return Earlier(Channel(dossier.channel), kinds, frozenset(piece.sha256 for piece in pieces))


def _answers_known(session: Session, mail: Mail) -> bool:
    if not mail.answers_to:
        return False
    known = select(Message.id).where(Message.message_id.in_(mail.answers_to[:50]), Message.dossier_id.is_not(None))
    return session.scalars(known.limit(1)).first() is not None


def _about_whom(session: Session, mail: Mail, notice: Notice) -> Dossier | None:
    """The dossier an automatic mail is about: the address it could not reach, else the one that replied."""
    for address in (*mail.failed_recipients[:20], mail.about):
        if (dossier := _earlier_dossier(session, address, notice)) is not None:
            return dossier
    return None


def _sealed(content: bytes, kind: PieceKind | None, name: str, vault: Vault) -> SealedFile:
    kept = vault.keep_bytes(content)
    path = vault.path(kept.sha256)
    media_type = media_type_of(path)
    return SealedFile(
        kind=kind or PieceKind.OTHER,
        file_name=safe_name(name),
        sha256=kept.sha256,
        size_bytes=kept.size_bytes,
        media_type=media_type,
        password_protected=media_type == PDF and is_password_protected(path),
    )


def _phone(written: str) -> str:
    try:
        return phone_number(written) if written else ""
    except Unusable:
        return written


def _nameless(n: int) -> str:
    return f"piece-{n}"
