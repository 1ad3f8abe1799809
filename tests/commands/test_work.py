"""Two workers beside each other on PostgreSQL, as on several machines."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.clock import now
from app.db.session import Database
from app.demo.closing import notice_closing_in_a_week
from app.intake.dossier import Channel, SealedFile, Submission
from app.intake.receive import receive
from app.mailing.tables import Letter
from app.posting.notice import Notice, PieceKind
from app.posting.read_notice import read_notice
from app.reading.tables import Reading
from app.screening.tables import JudgementRow, ScreeningRow
from app.settings import PREFIX, Settings
from app.vault.local import Vault
from tests.fakes.service import ROOT
from tests.fakes.smtp_server import SmtpServer

PIECES = ROOT / "app" / "demo" / "pieces"
PEOPLE = ("anas-serghini", "jihane-kabbaj", "najat-oubella")

pytestmark = [pytest.mark.needs_postgres, pytest.mark.timeout(400)]


def _receive(database: Database, vault: Vault, notice: Notice, person: str) -> None:
    files = []
    for kind in (PieceKind.CV, PieceKind.LETTER):
        path = PIECES / person / f"{kind}.pdf"
        kept = vault.keep_bytes(path.read_bytes())
        files.append(SealedFile(kind, path.name, kept.sha256, kept.size_bytes, "application/pdf"))
    submission = Submission(
        channel=Channel.API,
        name=person,
        email=f"{person}@example.org",
        phone="+212600000000",
        language="fr",
        files=tuple(files),
        consent_at=now(),
        idempotency_key=person,
    )
    with database.unit_of_work() as session:
        receive(session, submission, notice, received_at=now(), now=now())


def _worker(folder: Path, url: str, smtp_port: int) -> subprocess.Popen[bytes]:
    ours = {
        "DATA_DIR": str(folder / "data"),
        "NOTICE": str(folder / "notice.toml"),
        "DATABASE_URL": url,
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(smtp_port),
        "SMTP_SECURITY": "none",
        "DEMONSTRATION": "true",
    }
    environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    with (folder / "work.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "app", "work"],
            cwd=ROOT,
            env=environment | {PREFIX + name: value for name, value in ours.items()},
            stdout=log,
            stderr=log,
        )


def test_two_workers_read_screen_and_acknowledge_each_dossier_once(postgres_database: Database, tmp_path: Path) -> None:
    notice_closing_in_a_week(Settings().notice_path, tmp_path / "notice.toml")
    notice = read_notice(tmp_path / "notice.toml")
    (tmp_path / "data").mkdir()
    vault = Vault(tmp_path / "data" / "vault")
    for person in PEOPLE:
        _receive(postgres_database, vault, notice, person)
    url = postgres_database.writing.url.render_as_string(hide_password=False)
    with SmtpServer() as server:
        workers = [_worker(tmp_path, url, server.port) for _ in range(2)]
        ends = time.monotonic() + 240
        while not _all_done(postgres_database):
            assert time.monotonic() < ends, (tmp_path / "work.log").read_text()
            assert [worker.poll() for worker in workers] == [None, None], (tmp_path / "work.log").read_text()
            time.sleep(0.3)
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
        assert [worker.wait(90) for worker in workers] == [0, 0]
    assert sorted(address for taken in server.inbox for address in taken.rcpt_tos) == sorted(
        f"{person}@example.org" for person in PEOPLE
    )
    with postgres_database.reading_session() as session:
        assert session.scalars(select(Reading.state)).all() == ["done"] * 6
        assert session.scalar(select(func.count()).select_from(JudgementRow)) == 12 * len(PEOPLE)


def _all_done(database: Database) -> bool:
    with database.reading_session() as session:
        screened = session.scalar(select(func.count()).where(ScreeningRow.state == "done"))
        sent = session.scalar(select(func.count()).where(Letter.state == "sent"))
        return screened == sent == len(PEOPLE)
