"""The sender is killed for real (SIGKILL) at one stage; afterwards the state shown is held against the inbox."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from app.db.open import open_database
from app.db.session import Database
from app.mailing.letters import LetterState
from app.mailing.step import LEASE, deliver_next
from app.posting.notice import Notice
from tests.fakes.smtp_server import Orders, SmtpServer
from tests.mailing.post import NOW, letter_now, released, server_at

ROOT = Path(__file__).resolve().parents[2]
SENDER = """
import sys
from datetime import datetime
from app.db.open import open_database
from app.mailing.smtp import MailServer
from app.mailing.step import deliver_next
database = open_database(sys.argv[1])
server = MailServer("127.0.0.1", int(sys.argv[2]), "office@example.org", "office@example.org", security="none")
deliver_next(database, server, now=datetime.fromisoformat(sys.argv[3]))
"""


Where = Callable[[Orders, Callable[[], None]], None]


@pytest.fixture
def database_path(migrated_sqlite: Path, tmp_path: Path) -> Path:
    """An empty, migrated database that nobody has open."""
    path = tmp_path / "dossiers.sqlite3"
    shutil.copyfile(migrated_sqlite, path)
    return path


@contextmanager
def _opened(path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{path}")
    try:
        yield database
    finally:
        database.close()


def _killed(path: Path, where: Where) -> SmtpServer:
    """Run a sender in a process of its own against a server that kills it at `where`."""
    orders = Orders()
    with SmtpServer(orders) as server:
        sender = subprocess.Popen(
            [sys.executable, "-c", SENDER, f"sqlite:///{path}", str(server.port), NOW.isoformat()], cwd=ROOT
        )
        where(orders, lambda: os.kill(sender.pid, signal.SIGKILL))
        assert sender.wait(30) == -signal.SIGKILL
    return server


def _at_data(orders: Orders, kill: Callable[[], None]) -> None:
    orders.on_data = kill


def _at_the_dot(orders: Orders, kill: Callable[[], None]) -> None:
    orders.on_dot = kill


@pytest.mark.parametrize(
    ("where", "state", "arrived"), [(_at_data, LetterState.APPROVED, 0), (_at_the_dot, LetterState.UNCERTAIN, 1)]
)
def test_a_sender_killed_before_it_could_write_sent_never_sends_twice(
    database_path: Path, notice: Notice, *, where: Where, state: LetterState, arrived: int
) -> None:
    with _opened(database_path) as database:
        (letter_id,) = released(database, notice)
    server = _killed(database_path, where)
    assert len(server.inbox) == arrived
    with _opened(database_path) as database, SmtpServer() as second:
        assert letter_now(database, letter_id).state == LetterState.SENDING
        assert deliver_next(database, None, now=NOW + LEASE)
        assert letter_now(database, letter_id).state == state
        for day in range(1, 4):
            deliver_next(database, server_at(second.port), now=NOW + timedelta(days=day))
    assert len(server.inbox) + len(second.inbox) == 1
