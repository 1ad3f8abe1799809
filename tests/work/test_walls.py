"""What a child that was taken over may try, and cannot."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.work.child import Died, has_network, run_in_child, sees_files
from app.work.sandbox import Limits
from tests.conftest import ROOT
from tests.work import in_child
from tests.work.test_child import wait_for_one_ahead

READER = Limits(programs=False)
OFFICE = Limits(local_sockets=True, writes=True, open_files=1024)
REFUSED = (b"PermissionError", b"OSError", b"ValueError", b"RuntimeError")
FILES = (
    *("list the root", "read the machine's settings", "read its parent's surroundings", "read its parent's memory"),
    *("read the disk", "write a file", "make a folder", "make a link"),
)
BEGINNING = ("fork", "begin a thread", "start a program", "turn into a program")


@pytest.fixture(autouse=True)
def _kernel_that_can() -> None:
    if has_network():
        pytest.skip("this kernel has no call filter for us; doctor says so")


@pytest.fixture(autouse=True, params=["forked now", "forked ahead"])
def _forked(request: pytest.FixtureRequest) -> None:
    """The walls are the same for a child that was there before its order came."""
    if request.param == "forked ahead":
        wait_for_one_ahead()


@pytest.mark.parametrize("name", sorted(set(in_child.ATTEMPTS) - set(FILES)))
def test_a_reading_child_cannot(name: str) -> None:
    assert run_in_child(in_child.attempt, name, limits=READER) in REFUSED


@pytest.mark.parametrize(
    "name", sorted(set(in_child.ATTEMPTS) - {*FILES, *BEGINNING, "open a local socket", "open many files"})
)
def test_an_office_suite_cannot(name: str) -> None:
    if name == "signal another process" and sees_files():
        pytest.skip("this kernel has no Landlock")

    assert run_in_child(in_child.attempt, name, limits=OFFICE) in REFUSED


@pytest.mark.parametrize("limits", [READER, OFFICE, Limits()], ids=["reader", "office", "plain"])
@pytest.mark.parametrize("name", FILES)
def test_no_child_sees_or_changes_files_of_ours(name: str, limits: Limits) -> None:
    if sees_files():
        pytest.skip("this kernel has no Landlock; doctor says so")

    assert run_in_child(in_child.attempt, name, limits=limits) in REFUSED


def test_a_file_of_ours_is_not_read(tmp_path: Path) -> None:
    if sees_files():
        pytest.skip("this kernel has no Landlock; doctor says so")
    (tmp_path / "dossier.txt").write_text("Salma Bennani", encoding="utf-8")

    assert run_in_child(in_child.read_file, str(tmp_path / "dossier.txt")) == b"PermissionError"


def test_the_code_and_the_programs_are_read() -> None:
    assert run_in_child(in_child.read_file, os.__file__) not in REFUSED
    assert run_in_child(in_child.attempt, "start a program") == b"done"


def test_what_a_child_writes_is_bounded_and_taken_away() -> None:
    folder = run_in_child(in_child.leave_a_file, limits=OFFICE)

    assert isinstance(folder, bytes)
    assert not Path(folder.decode()).exists()
    assert run_in_child(in_child.write_much, limits=OFFICE) == b"OSError"


def test_a_fork_bomb_ends_with_its_child() -> None:
    born = run_in_child(in_child.breed, limits=Limits(wall_seconds=30))

    assert not isinstance(born, Died)
    assert os.geteuid() == 0 or int(born) < in_child.BROOD  # the count does not bind root
    deadline = time.monotonic() + 5
    while _brood() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert _brood() == []


def _brood() -> list[str]:
    listed = subprocess.run(["ps", "-wweo", "stat,args"], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines() if in_child.BROOD_NAME in line and not line.startswith("Z")]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root goes through other people's closed folders")
def test_root_reads_its_code_in_somebody_elses_closed_home(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "code" / "heldcode").mkdir(parents=True)
    (home / "code" / "heldcode" / "__init__.py").write_text("")
    (home / "code" / "heldcode" / "inner.py").write_text(
        "def answer():\n    from heldcode import late\n    return late.SAID\n"
    )
    (home / "code" / "heldcode" / "late.py").write_text("SAID = b'read'\n")
    home.chmod(0o700)
    os.chown(home, 65534, 65534)
    program = (
        "from app.work.child import run_in_child\n"
        "from heldcode.inner import answer\n"
        "assert run_in_child(answer) == b'read', run_in_child(answer)\n"
    )
    paths = os.pathsep.join([str(home / "code"), str(ROOT)])

    ended = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": paths}, capture_output=True, check=False
    )

    assert (ended.returncode, ended.stderr) == (0, b"")
