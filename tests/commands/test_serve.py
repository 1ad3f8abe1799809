"""Starting, refusing to start, and stopping."""

from __future__ import annotations

import resource
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app.commands import serve, work
from app.commands.serve import raise_open_files_limit
from app.pipeline import mail_server
from app.posting.notice import Notice
from app.settings import Settings
from tests.fakes.service import ROOT, Service


def _settings(**values: object) -> Settings:
    return Settings(**values)  # type: ignore[arg-type]


def test_an_address_that_is_taken_is_one_sentence_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert serve.run(_settings(data_dir=tmp_path / "data"), host="127.0.0.1", port=port) == 2
    assert capsys.readouterr().err == f"cannot serve on 127.0.0.1:{port}: Address already in use\n"
    assert not (tmp_path / "data").exists()


def test_a_port_that_is_none_and_a_host_that_is_nowhere_are_one_sentence_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = _settings(data_dir=tmp_path / "data")
    assert serve.run(settings, host="127.0.0.1", port=70_000) == 2
    assert serve.run(settings, host="not a host", port=8000) == 2
    assert capsys.readouterr().err.count("\n") == 2


def test_letters_never_leave_unencrypted_outside_the_demonstration(notice: Notice) -> None:
    open_relay = {"smtp_host": "127.0.0.1", "smtp_port": 25, "smtp_security": "none"}
    with pytest.raises(ValueError, match="demonstration"):
        mail_server(_settings(**open_relay), notice)
    with pytest.raises(ValueError, match="encrypted"):
        mail_server(_settings(demonstration=True, **(open_relay | {"smtp_host": "mail.example.org"})), notice)
    caught = mail_server(_settings(demonstration=True, **open_relay), notice)
    assert caught is not None
    assert (caught.host, caught.security, caught.sender) == ("127.0.0.1", "none", notice.mail.address)


def test_without_a_mail_server_there_is_none(notice: Notice) -> None:
    assert mail_server(_settings(), notice) is None


def test_answers_go_to_the_notices_mailbox_whoever_sends(notice: Notice) -> None:
    settings = _settings(smtp_host="mail.example.org", mail_from="recrutement@example.org", smtp_user="omp")
    server = mail_server(settings, notice)
    assert server is not None
    assert (server.sender, server.reply_to, server.security) == (
        "recrutement@example.org",
        notice.mail.address,
        "starttls",
    )


def test_a_worker_alone_needs_postgresql(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert work.run(_settings(data_dir=tmp_path)) == 2
    assert "OMP_DATABASE_URL" in capsys.readouterr().err


def test_the_limit_on_open_files_is_raised_as_far_as_the_system_allows() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 1024), hard))
        assert raise_open_files_limit() == min(hard, 65_536)
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == min(hard, 65_536)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.timeout(300)
def test_a_running_service_keeps_its_folder_to_itself_and_stops_when_asked(tmp_path: Path) -> None:
    with Service(tmp_path / "data") as service:
        second = subprocess.run(
            [sys.executable, "-m", "app", "serve", "--port", "0"],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "OMP_DATA_DIR": str(tmp_path / "data")},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert (second.returncode, second.stderr.count("\n")) == (2, 1)
        assert "stop it first" in second.stderr
        assert service.stop() == 0
    assert "Traceback" not in service.log
