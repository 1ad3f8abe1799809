"""`demo`: the whole house on a sample mailbox, from arrival to a letter that goes nowhere. What `./run` does."""

from __future__ import annotations

import logging
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from sqlalchemy import func, select

from app import clock
from app.commands import ranking
from app.commands.import_mailbox import import_each
from app.commands.serve import listen, serve_on
from app.db.session import Database
from app.demo.closing import notice_closing_in_a_week
from app.demo.mail_catcher import MailCatcher
from app.demo.progress import watch
from app.demo.samples import write_sample_mailbox
from app.intake.outcome import Outcome
from app.intake.tables import Dossier, Piece
from app.mailing.step import acknowledge_next, deliver_next
from app.main import open_house
from app.pipeline import mail_server
from app.posting.read_notice import read_notice
from app.reading.step import read_next
from app.reading.tables import Reading
from app.screening.step import screen_next
from app.screening.tables import ScreeningRow
from app.settings import Settings
from app.staff.members import MemberUnknown, add_member, find_member, set_password
from app.staff.passwords import generate_password
from app.upkeep.doctor import examine
from app.web.depends import House
from app.work.claim import WorkState

MEMBER_EMAIL = "direction@example.org"
MEMBER_NAME = "Hind Alaoui"
NOTICE_NAME = "demonstration.toml"
MAILBOX_NAME = "candidatures.mbox"


@dataclass(frozen=True, slots=True)
class Account:
    """The demonstration's way in."""

    email: str
    password: str


def run(*, serve: bool, data: Path | None, host: str, port: int) -> int:
    """Show everything; 0 at the end, or when the site is stopped. 2 when the address is taken or the folder unusable.

    Without `data` a fresh folder is used and removed at the end. Nothing leaves the machine: letters are caught.
    """
    with ExitStack() as kept:
        listening = None
        if serve:
            listening = listen(host, port)
            if listening is None:
                return 2
            kept.enter_context(listening)
        kept.enter_context(_stopped_by_term())
        _say_only_what_matters()
        folder = data if data is not None else Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="omp-demo-")))
        if not _is_ours(folder):
            print(
                f"{folder} cannot be used: it is no folder, or holds dossiers that are no demonstration",
                file=sys.stderr,
            )
            return 2
        catcher = kept.enter_context(MailCatcher(folder / "caught-letters"))
        if listening is not None:
            port = listening.getsockname()[1]  # with --port 0 the system chose
        settings = _settings(folder, catcher, host=host, port=port)
        account = _prepare(settings, catcher)
        if listening is not None:
            _tell_where(settings, catcher, account, data)
            return serve_on(settings, listening)
    return 0


def _is_ours(folder: Path) -> bool:
    """Make the folder unless it is there; False when it cannot be made or belongs to a real recruitment."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        return False
    return (folder / NOTICE_NAME).exists() or not any(folder.iterdir())


def _settings(folder: Path, catcher: MailCatcher, *, host: str, port: int) -> Settings:
    """Settings of the demonstration: whatever the environment says, nothing of it may reach a real server or database."""
    shipped = Settings(**_defaults()).notice_path
    notice = folder / NOTICE_NAME
    if not notice.exists() or read_notice(notice).closes_at <= clock.now():
        notice_closing_in_a_week(shipped, notice)
    name = "127.0.0.1" if host in {"", "0.0.0.0", "::"} else host  # noqa: S104 - compared, not listened on
    return Settings(
        **_defaults()
        | {
            "data_dir": folder,
            "notice": str(notice),
            "public_url": f"http://{name}:{port}",
            "smtp_host": "127.0.0.1",
            "smtp_port": catcher.smtp_port,
            "smtp_security": "none",
            "mail_from": "recrutement@example.org",
            "demonstration": True,
            "readers": max(1, min(4, os.cpu_count() or 1)),
        },
    )


def _defaults() -> dict[str, Any]:
    """Every setting at its default, so that OMP_… of the environment has no say."""
    return {name: field.get_default(call_default_factory=True) for name, field in Settings.model_fields.items()}


def _prepare(settings: Settings, catcher: MailCatcher) -> Account:
    house = open_house(settings)
    try:
        mailbox = settings.data_dir / MAILBOX_NAME
        if not mailbox.exists():
            write_sample_mailbox(mailbox, house.notice, now=clock.now())
        _import(house, mailbox)
        _read_and_screen(house)
        _acknowledge(house, catcher)
        account = _account(house.database)
    finally:
        house.database.close()
    print()
    ranking.run(settings, as_json=False)
    _tell_unread(settings)
    return account


def _import(house: House, mailbox: Path) -> None:
    imported = list(import_each(house.database, house.vault, house.notice, str(mailbox)))
    new = [each for each in imported if each.is_new]
    count = {outcome: sum(each.outcome is outcome for each in new) for outcome in Outcome}
    known = len(imported) - len(new)
    print(
        f"mailbox: {len(imported)} messages, {count[Outcome.DOSSIER]} dossiers, "
        f"{count[Outcome.ADDS_TO] + count[Outcome.NEW_VERSION]} additions, {count[Outcome.LATE]} late, "
        f"{count[Outcome.TO_SORT]} to sort, {count[Outcome.IGNORED_AUTO]} automatic"
        + (f" ({known} already known)" if known else "")
    )


def _read_and_screen(house: House) -> None:
    database, vault, notice = house.database, house.vault, house.notice
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        disable=not console.is_terminal,
    )
    with bar:
        watch(
            bar,
            "reading",
            partial(_counted, database, Piece, Reading),
            lambda: read_next(database, vault, now=clock.now()),
            threads=house.settings.readers,
        )
        watch(
            bar,
            "screening",
            partial(_counted, database, None, ScreeningRow),
            lambda: screen_next(database, vault, notice, now=clock.now()),
            threads=1,
        )


def _counted(database: Database, all_of: type[Any] | None, waiting: type[Any]) -> tuple[int, int]:
    """How many rows of `waiting` are over, and how many there are to be (those of `all_of` when rows come late)."""
    with database.reading_session() as session:
        over = session.scalar(select(func.count()).select_from(waiting).where(waiting.state != WorkState.PENDING)) or 0
        every = select(func.count()).select_from(all_of or waiting)
        if all_of is Piece:
            every = every.where(Piece.replaced_at.is_(None))
        return over, session.scalar(every) or 0


def _acknowledge(house: House, catcher: MailCatcher) -> None:
    server = mail_server(house.settings, house.notice)
    before = len(catcher.letters)
    while acknowledge_next(house.database, house.notice, now=clock.now()):
        pass
    while deliver_next(house.database, server, now=clock.now()):
        pass
    print(f"letters: {len(catcher.letters) - before} receipts caught on this machine, none sent")


def _account(database: Database) -> Account:
    account = Account(MEMBER_EMAIL, generate_password())
    with database.unit_of_work() as session:
        try:
            set_password(session, find_member(session, account.email), account.password, now=clock.now())
        except MemberUnknown:
            add_member(session, account.email, name=MEMBER_NAME, password=account.password, now=clock.now())
    return account


def _tell_unread(settings: Settings) -> None:
    """Every piece that could not be read, dossier by dossier, with the reason; and what would help."""
    from app.db.open import open_database

    database = open_database(settings.sqlalchemy_url, write=False)
    try:
        with database.reading_session() as session:
            unread = session.execute(
                select(Dossier.reference, Piece.file_name, Reading.why)
                .join(Piece, Piece.dossier_id == Dossier.id)
                .join(Reading, Reading.piece_id == Piece.id)
                .where(Reading.why.is_not(None), Piece.replaced_at.is_(None))
                .order_by(Dossier.reference, Piece.position)
            ).all()
    finally:
        database.close()
    if unread:
        print("\nnot read, left for a person (the dossiers stay valid):")
    for reference, file_name, why in unread:
        print(f"  {reference[:4]} {reference[4:]}  {file_name}: {why}")
    for finding in examine(settings):
        if finding.status:
            print(f"  {finding.mark.strip()}: {finding.what}: {finding.said}", file=sys.stderr)


def _tell_where(settings: Settings, catcher: MailCatcher, account: Account, data: Path | None) -> None:
    print(
        f"""
the site          {settings.public_url}/
the direction     {settings.public_url}/direction/dossiers
  address         {account.email}
  password        {account.password}
caught letters    {catcher.web_url}/
data              {settings.data_dir}{"" if data else " (removed at the end)"}
Ctrl-C stops it. Nothing leaves this machine."""
    )
    sys.stdout.flush()


def _say_only_what_matters() -> None:
    """Keep the log to warnings while the bar and the ranking have the terminal; serving sets it up anew."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
    )


@contextmanager
def _stopped_by_term() -> Iterator[None]:
    """SIGTERM ends the preparation as Ctrl-C does, so that the fresh folder is removed."""

    def stop(_number: int, _frame: object) -> None:
        raise SystemExit(0)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(0) from None
    finally:
        signal.signal(signal.SIGTERM, before)
