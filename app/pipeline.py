"""The work of the house on one page: what is taken up by itself between a dossier's arrival and a letter's leaving.

Each step does one unit and commits it; the rows of its room are its queue. Deciding is not here: people decide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from app.db.session import Database
from app.mailing.draft import next_receipt_due
from app.mailing.smtp import MailServer
from app.mailing.step import acknowledge_next, deliver_next, next_letter_due, settle_abandoned
from app.posting.notice import Notice
from app.reading.printing import Printer
from app.reading.step import read_next
from app.reading.tables import Reading
from app.screening.step import screen_next
from app.screening.tables import ScreeningRow
from app.settings import Settings
from app.vault.local import Vault
from app.work.claim import take_back
from app.work.local import Step


@dataclass(frozen=True, slots=True)
class Means:
    """What the steps work with. Without a `server` letters wait."""

    database: Database
    vault: Vault
    notice: Notice
    server: MailServer | None
    readers: int = 1
    prints: Path | None = None  # where pages as printed are kept; without it office files are shown as words


def steps(means: Means) -> tuple[Step, ...]:
    """The corridor's own work, in its order: acknowledge, read, screen, deliver; print office files meanwhile."""
    database, vault, notice, server = means.database, means.vault, means.notice, means.server
    printer = Printer(database, vault, means.prints) if means.prints else None
    return (
        Step(
            "acknowledge",
            lambda now: acknowledge_next(database, notice, now=now),
            partial(_when, database, next_receipt_due),
        ),
        Step(
            "read",
            lambda now: read_next(database, vault, now=now),
            threads=means.readers,
            yields_to_uploads=True,
        ),
        Step(
            "screen",
            lambda now: screen_next(database, vault, notice, now=now),
            yields_to_uploads=True,
        ),
        Step(
            "deliver",
            lambda now: deliver_next(database, server, now=now),
            partial(_when, database, next_letter_due),
        ),
        *([Step("print", lambda _: printer.print_next(), yields_to_uploads=True)] if printer else []),
    )


def recover(database: Database, *, now: datetime) -> None:
    """Free what a process of the past held when it died. Only where this process is the only one (SQLite)."""
    with database.unit_of_work() as session:
        take_back(session, Reading, now=now)
        take_back(session, ScreeningRow, now=now)
        settle_abandoned(session, now=now, alone=True)


def mail_server(settings: Settings, notice: Notice) -> MailServer | None:
    """Where letters are handed over, or None when no server is set. Unencrypted only inside the demonstration.

    Raises ValueError for settings that would send letters unencrypted.
    """
    if not settings.smtp_host:
        return None
    if settings.smtp_security == "none" and not settings.demonstration:
        raise ValueError("OMP_SMTP_SECURITY=none is for the demonstration only: letters leave encrypted, or not at all")
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.mail_from or notice.mail.address,
        reply_to=notice.mail.address,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value(),
        security=settings.smtp_security,
    )


def _when(database: Database, ask: Callable[[Session], datetime | None]) -> datetime | None:
    with database.reading_session() as session:
        return ask(session)
