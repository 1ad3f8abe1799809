"""What makes no sense, or cannot be carried out, is one sentence on stderr and exit status 2, never a traceback."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app import __main__
from tests.conftest import ROOT

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs the command line on a data folder of this test's own: the exit status and what was said on stderr."""

    def run(*words: str, **settings: str) -> tuple[int, str]:
        monkeypatch.setenv("OMP_DATA_DIR", str(tmp_path / "data"))
        for name, value in settings.items():
            monkeypatch.setenv(f"OMP_{name}", value)
        monkeypatch.setattr("sys.argv", ["run", *words])
        monkeypatch.setattr("sys.stdin", io.StringIO())
        with pytest.raises(SystemExit) as ended:
            __main__.main()
        return int(ended.value.code or 0), capsys.readouterr().err

    return run


NOWHERE = "postgresql://nobody:hunter2@127.0.0.1:1/nowhere"


@pytest.mark.parametrize(
    ("words", "settings", "sentence"),
    [
        (["ranking"], {}, "there is no data yet"),
        (["ranking"], {"NOTICE": "/no/notice.toml"}, "/no/notice.toml: No such file or directory"),
        (["ranking"], {"DATABASE_URL": NOWHERE}, "the database does not answer: connection failed"),
        (["ranking"], {"DATABASE_URL": "nonsense"}, "OMP_DATABASE_URL: Value error, a PostgreSQL address"),
        (["explain", "ABCD2345"], {"DATABASE_URL": NOWHERE}, "the database does not answer: connection failed"),
        (["explain", "ABCD2345"], {"READERS": "many"}, "OMP_READERS: Input should be a valid integer"),
        (["import-mailbox", ""], {}, ": there is no such file or folder"),
        (["import-mailbox", "imaps://hind@127.0.0.1:1/INBOX"], {}, "no password: set OMP_MAILBOX_PASSWORD"),
        (["import-mailbox", "/no/mailbox"], {}, "/no/mailbox: there is no such file or folder"),
        (["import-mailbox", "/"], {"DATA_DIR": "/proc/no"}, "/proc/no: No such file or directory"),
        (["import-mailbox", "/"], {"DATABASE_URL": NOWHERE}, "the database does not answer: connection failed"),
        (["add-member", "hind@example.org"], {"DATABASE_URL": NOWHERE}, "the database does not answer"),
        (["add-member", "hind@example.org"], {"DATA_DIR": "/proc/no"}, "/proc/no: No such file or directory"),
        (["serve", "--port", "0"], {"DATABASE_URL": NOWHERE}, "the database does not answer: connection failed"),
        (["serve", "--port", "0"], {"DATA_DIR": "/proc/no"}, "/proc/no: No such file or directory"),
        (["work"], {"DATABASE_URL": NOWHERE}, "the database does not answer: connection failed"),
        (["screen", "/no/dossier"], {}, "/no/dossier: no such file or folder"),
        (["screen", "--notice", "/no/notice.toml", "/"], {}, "/no/notice.toml: No such file or directory"),
        (["check-notice", "/no/notice.toml"], {}, "/no/notice.toml: No such file or directory"),
        (["read", "/no/cv.pdf"], {}, "cannot open /no/cv.pdf: No such file or directory"),
    ],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, list) else None,
)
def test_a_request_that_cannot_be_carried_out_is_one_sentence(
    command: Command, words: list[str], settings: dict[str, str], sentence: str
) -> None:
    status, said = command(*words, **settings)

    assert (status, len(said.splitlines())) == (2, 1)
    assert sentence in said
    assert "hunter2" not in said


def test_a_file_nested_without_end_is_one_sentence(command: Command, tmp_path: Path) -> None:
    (tmp_path / "dossier.json").write_text("[" * 100_000)
    (tmp_path / "notice.toml").write_text("x = " + "[" * 100_000)

    assert command("screen", str(tmp_path)) == (2, f"{tmp_path}: dossier.json is nested too deeply\n")
    assert command("check-notice", str(tmp_path / "notice.toml")) == (
        2,
        f"{tmp_path / 'notice.toml'}: line 1: file: nested too deeply\n",
    )


@pytest.mark.parametrize(
    ("redirected", "status", "said"),
    [
        ("| head -c 1", 0, b""),
        (">&-", 0, b""),
        (">/dev/full", 2, b"cannot go on: No space left on device\n"),
    ],
)
def test_an_output_that_nobody_takes_breaks_nothing(redirected: str, status: int, said: bytes) -> None:
    shell = f"set -o pipefail; {sys.executable} -m app read --json README.md {redirected}"

    ended = subprocess.run(["bash", "-c", shell], cwd=ROOT, capture_output=True, check=False)

    assert (ended.returncode, ended.stderr) == (status, said)
