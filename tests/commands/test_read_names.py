"""`read FILE` for whatever a name may lead to: no file at all, or a file of a name nobody would choose."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.commands.read import run
from app.reading.looks import LARGEST_BYTES
from tests.reading.make import zip_of

WORDS = "Salma Bennani, coordinatrice"
NAMES = {
    "no ending": "curriculum",
    "two endings": "cv.txt.txt",
    "an ending shown the wrong way round": "cv\u202efdp.txt",
    "255 bytes": "a" * 251 + ".txt",
    "a picture": "cv 🙂.txt",
    "a dot at the end": "cv.txt.",
    "a blank at the end": "cv.txt ",
    "a dash before": "-cv.txt",
    "a line end inside": "cv\n.txt",
    "for a shell": "cv'$(touch x)\";.txt",
    "Arabic": "سيرة ذاتية.txt",
    "the other system's path": "..\\..\\cv%00.txt",
    "a device of the other system": "CON.txt",
    "a hundred accents": "cv" + "\u0301" * 100 + ".txt",
    "no letters at all": os.fsdecode(b"cv\xff\xfe.txt"),
}


def _link(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def _link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def _local_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as local:
        folder = os.open(path.parent, os.O_RDONLY)
        local.bind(f"/proc/self/fd/{folder}/{path.name}")  # a path of a test is longer than a socket's may be
        os.close(folder)


NO_FILES: dict[str, Callable[[Path], None]] = {
    "a folder": Path.mkdir,
    "nothing": lambda _path: None,
    "a pipe nobody writes to": os.mkfifo,
    "a socket": _local_socket,
    "a link to nothing": _link,
    "a link to itself": _link_to_itself,
}


@pytest.mark.parametrize("kind", list(NAMES))
def test_a_file_of_any_name_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    file = tmp_path / NAMES[kind]
    file.write_text(WORDS, encoding="utf-8")

    assert (run(file, as_json=False), capsys.readouterr()) == (0, (WORDS + "\n", ""))


@pytest.mark.skipif(sys.platform != "linux", reason="kinds of files of Linux")
@pytest.mark.parametrize("kind", list(NO_FILES))
def test_what_is_no_file_is_refused_at_once_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    path = tmp_path / "cv.pdf"
    NO_FILES[kind](path)

    assert run(path, as_json=False) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"cannot open {path}: ")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/urandom"])
def test_a_device_is_not_read_from(capsys: pytest.CaptureFixture[str], device: str) -> None:
    assert run(Path(device), as_json=False) == 2
    assert capsys.readouterr() == ("", f"cannot open {device}: not a file\n")


def test_a_name_with_a_nought_is_no_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Path("cv\0.pdf"), as_json=False) == 2
    assert capsys.readouterr().err == "cannot open cv\N{REPLACEMENT CHARACTER}.pdf: not a name a file can have\n"


def test_a_name_gives_no_orders_to_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "\x1b[2J\nunreadable: x", as_json=False) == 2

    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert said.count("\n") == 1


def test_a_file_of_gigabytes_is_too_large_without_being_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cv.pdf"
    with file.open("wb") as hole:
        hole.truncate(5 << 30)

    assert run(file, as_json=False) == 2
    assert capsys.readouterr().err == f"unreadable: too_large\n{5 << 30} bytes\n"


def test_the_largest_file_that_is_read_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cv.bin"
    with file.open("wb") as hole:
        hole.truncate(LARGEST_BYTES)

    assert run(file, as_json=False) == 2
    assert capsys.readouterr().err == "unreadable: damaged\nempty file\n"


def test_a_reason_that_quotes_the_file_stays_on_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cv.odt"
    file.write_bytes(zip_of({"mimetype": "x\x1b[2J\nunreadable: y"}, stored=("mimetype",)))

    assert run(file, as_json=False) == 2
    assert (
        capsys.readouterr().err
        == "unreadable: unknown_format\nzip of x\N{REPLACEMENT CHARACTER}[2J\N{REPLACEMENT CHARACTER}unreadable: y\n"
    )


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (WORDS.encode(), 0, ""),
        (b"\xffWPC\x10" + bytes(range(1, 32)) * 60, 2, "unreadable: unknown_format"),
        (b"MZ" + bytes(90), 2, "unreadable: unknown_format"),
    ],
    ids=["words", "an old word processor's", "a program"],
)
def test_the_command_as_people_start_it(tmp_path: Path, content: bytes, status: int, said: str) -> None:
    file = tmp_path / "cv"
    file.write_bytes(content)

    ended = subprocess.run(
        [sys.executable, "-m", "app", "read", str(file)], capture_output=True, text=True, check=False, timeout=60
    )

    assert (ended.returncode, ended.stderr.partition("\n")[0]) == (status, said)


@pytest.mark.parametrize(("as_json", "said"), [(False, "Salma ????"), (True, r"\u0633\u0644\u0645\u0649")])
def test_an_output_of_an_old_encoding_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_json: bool, said: str
) -> None:
    file = tmp_path / "cv.txt"
    file.write_text("Salma سلمى", encoding="utf-8")
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="latin-1", write_through=True))

    assert run(file, as_json=as_json) == 0
    assert said in written.getvalue().decode("latin-1")


def test_words_that_no_terminal_can_write_are_marked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cv.rtf"
    file.write_bytes(rb"{\rtf1\ansi \u-10179? Salma Bennani}")

    assert run(file, as_json=False) == 0
    assert capsys.readouterr().out.encode("utf-8").endswith(b"Salma Bennani\n")
