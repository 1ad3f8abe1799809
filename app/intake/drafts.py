"""An application being filled in. NON DÉPOSÉ until it is sent; what was typed and uploaded is kept between pages."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.intake.dossier import Channel, Referee, SealedFile, Submission
from app.intake.queries import hash_of_secret
from app.intake.tables import Draft, DraftFile
from app.intake.uploads import MAX_FILES, TooManyFiles
from app.posting.deadline import Timeliness
from app.posting.notice import Notice, PieceKind

KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Answers:
    """What was typed, as it was typed: right or wrong, it comes back on the page."""

    name: str = ""
    email: str = ""
    phone: str = ""
    consent: bool = False
    referees: tuple[Referee, ...] = ()


def find_draft(session: Session, secret: str, *, now: datetime) -> Draft | None:
    """The draft of the browser that holds `secret`, or None when there is none or it has expired."""
    return session.scalar(_drafts(secret, now))


def hold_draft(session: Session, secret: str, *, now: datetime) -> Draft | None:
    """The same, for this transaction alone: another tab that saves or sends waits until it ends.

    Look for the dossier only afterwards: the one who held the draft before may have sent it.
    """
    return session.scalar(_drafts(secret, now).with_for_update().execution_options(populate_existing=True))


def _drafts(secret: str, now: datetime) -> Select[Draft]:
    return select(Draft).where(Draft.secret_sha256 == hash_of_secret(secret), Draft.expires_at > now)


def save_draft(
    session: Session, secret: str, answers: Answers, notice: Notice, *, language: str, now: datetime
) -> Draft:
    """Keep `answers` in the draft that `secret` opens, which begins here if there is none; thirty more days."""
    draft = hold_draft(session, secret, now=now) or _begin(session, secret, notice, now=now)
    draft.language = language
    draft.answers = json.dumps(asdict(answers), ensure_ascii=False)
    draft.changed_at = now
    draft.expires_at = now + KEPT_FOR
    session.flush()
    return draft


def _begin(session: Session, secret: str, notice: Notice, *, now: datetime) -> Draft:
    # Only what has expired: a draft that another request began meanwhile is not ours to remove.
    session.execute(delete(Draft).where(Draft.secret_sha256 == hash_of_secret(secret), Draft.expires_at <= now))
    draft = Draft(
        secret_sha256=hash_of_secret(secret),
        idempotency_key=f"form:{secrets.token_hex(16)}",
        started_at=now,
        changed_at=now,
        expires_at=now + KEPT_FOR,
        notice_id=notice.id,
        language="",
        answers="{}",
        files=[],
    )
    try:
        with session.begin_nested():
            session.add(draft)
            session.flush()
    except IntegrityError:
        # A double click on the first page: the other request began the draft.
        begun = hold_draft(session, secret, now=now)
        if begun is None:
            raise
        return begun
    return draft


def answers_of(draft: Draft) -> Answers:
    """What was typed so far."""
    kept = json.loads(draft.answers)
    return Answers(**{**kept, "referees": tuple(Referee(**each) for each in kept["referees"])})


def add_file(draft: Draft, sealed: SealedFile) -> None:
    """Put a sealed file into the draft; the very same file of the same kind only once. Raises TooManyFiles."""
    if any(each.sha256 == sealed.sha256 and each.kind == sealed.kind for each in draft.files):
        return
    if len(draft.files) >= MAX_FILES:
        raise TooManyFiles
    draft.files.append(
        DraftFile(
            kind=sealed.kind,
            file_name=sealed.file_name,
            sha256=sealed.sha256,
            size_bytes=sealed.size_bytes,
            media_type=sealed.media_type,
            password_protected=sealed.password_protected,
        )
    )


def remove_file(draft: Draft, file_id: int) -> None:
    """Take a file out of the draft; one that is not in it is left alone, whoever it belongs to."""
    draft.files = [each for each in draft.files if each.id != file_id]


def files_of(draft: Draft) -> tuple[SealedFile, ...]:
    """The draft's files in the order of the notice: CV, letter, references, others."""
    order = list(PieceKind)
    files = [
        SealedFile(
            kind=PieceKind(each.kind),
            file_name=each.file_name,
            sha256=each.sha256,
            size_bytes=each.size_bytes,
            media_type=each.media_type,
            password_protected=each.password_protected,
        )
        for each in draft.files
    ]
    return tuple(sorted(files, key=lambda each: order.index(each.kind)))


def submission_of(
    draft: Draft, contact: Answers, *, consent_text_sha256: str, timeliness: Timeliness, now: datetime
) -> Submission:
    """The draft as it is handed to `receive`, with `contact` in its checked form."""
    return Submission(
        channel=Channel.FORM,
        name=contact.name,
        email=contact.email,
        phone=contact.phone,
        language=draft.language,
        files=files_of(draft),
        referees=tuple(each for each in contact.referees if not each.is_empty),
        consent_at=now,
        consent_text_sha256=consent_text_sha256,
        idempotency_key=draft.idempotency_key,
        timeliness=timeliness,
        secret_sha256=draft.secret_sha256,
    )


def forget_draft(session: Session, draft: Draft) -> None:
    """Remove a draft that became a dossier; removing it twice is harmless."""
    session.execute(delete(Draft).where(Draft.id == draft.id))


def sweep_drafts(session: Session, *, now: datetime) -> int:
    """Remove what nobody came back to; returns how many drafts. Their files are collected with the other orphans."""
    expired = list(session.scalars(select(Draft).where(Draft.expires_at <= now)))
    for draft in expired:
        session.delete(draft)
    return len(expired)
