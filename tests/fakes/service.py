"""The real service in a process of its own, as an operator starts it: started, stopped, killed, started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from app.db.open import open_database
from app.db.session import Database
from app.demo.closing import notice_closing_in_a_week
from app.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN_SECONDS = 60.0


class Service:
    """`with Service(folder) as service:` serves `folder`; `settings` are OMP_… names without the prefix, lower case."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        notice = folder.parent / "notice.toml"
        if not notice.exists():
            notice_closing_in_a_week(Settings().notice_path, notice)
        self.port = _free_port()
        self._settings = {"data_dir": str(folder), "notice": str(notice), "public_url": self.url} | settings
        self._log = folder.parent / "service.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """All it said."""
        return self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self.stop()

    def start(self) -> None:
        """Start it and wait until it answers."""
        ours = {PREFIX + name.upper(): value for name, value in self._settings.items()}
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "app", "serve", "--port", str(self.port)],
                cwd=ROOT,
                env=inherited | ours,
                stdout=log,
                stderr=log,
            )
        ends = time.monotonic() + STARTS_WITHIN_SECONDS
        while not self._answers():
            assert self._process.poll() is None, f"the service ended at once:\n{self.log}"
            assert time.monotonic() < ends, f"the service does not answer:\n{self.log}"
            time.sleep(0.1)

    def kill(self) -> None:
        """End it as a power cut would: no goodbye."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        assert self._process.wait(30) == -signal.SIGKILL
        self._process = None

    def stop(self) -> int:
        """Ask it to end, and wait; its exit status."""
        assert self._process is not None
        self._process.terminate()
        status = self._process.wait(60)
        self._process = None
        return status

    @contextmanager
    def looking(self) -> Iterator[Database]:
        """Its database, to look at only; the service may be running or dead."""
        database = open_database(f"sqlite:///{self.folder / 'dossiers.sqlite3'}", write=False)
        try:
            yield database
        finally:
            database.close()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])
