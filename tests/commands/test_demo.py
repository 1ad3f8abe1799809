"""The demonstration as `./run` starts it, in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import timedelta
from pathlib import Path

import pytest

from app.clock import in_casablanca, now
from app.demo.closing import notice_closing_in_a_week
from app.posting.read_notice import read_notice
from app.settings import PREFIX, Settings
from tests.fakes.service import ROOT

pytestmark = pytest.mark.timeout(400)


def _environment(**settings: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return clean | settings


def _demo(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", "demo", *arguments],
        cwd=ROOT,
        env=_environment(**settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_the_notice_closes_a_week_from_now_at_four_in_the_afternoon(tmp_path: Path) -> None:
    original = Settings().notice_path
    notice_closing_in_a_week(original, tmp_path / "notice.toml")
    moved = read_notice(tmp_path / "notice.toml")
    closing = in_casablanca(moved.closes_at)
    assert (closing.hour, closing.minute, closing.date()) == (16, 0, (in_casablanca(now()) + timedelta(days=7)).date())
    assert moved.criteria == read_notice(original).criteria


def test_the_demonstration_prints_the_ranking_and_the_same_folder_again_changes_nothing(tmp_path: Path) -> None:
    # Settings of a real installation must not reach the demonstration: nothing may leave the machine.
    elsewhere = {"OMP_SMTP_HOST": "mail.example.org", "OMP_DATABASE_URL": "postgresql://nowhere.example.org/real"}
    first = _demo("--no-serve", "--data", str(tmp_path / "data"), **elsewhere)
    assert (first.returncode, re.findall(r"\x1b|Traceback", first.stdout + first.stderr)) == (0, [])
    told = re.search(r"mailbox: (\d+) messages, (\d+) dossiers, .* (\d+) late, (\d+) to sort", first.stdout)
    assert told is not None, first.stdout
    messages, dossiers, late, to_sort = map(int, told.groups())
    assert dossiers >= 20
    assert (late, to_sort) == (1, 1)
    assert f"letters: {dossiers + late} receipts caught on this machine, none sent" in first.stdout
    ranked = re.findall(r"^ *\d+ +([0-9A-Z]{8}) ", first.stdout, re.MULTILINE)
    assert len(ranked) == dossiers
    assert len(list((tmp_path / "data" / "caught-letters").glob("*.eml"))) == dossiers + late
    assert re.search(r"not read, left for a person.*\n(?:  \S{4} \S{4}  .*: \w+\n)*?  .*: encrypted\n", first.stdout)

    again = _demo("--no-serve", "--data", str(tmp_path / "data"))
    assert again.returncode == 0
    assert f"mailbox: {messages} messages, 0 dossiers" in again.stdout
    assert f"({messages} already known)" in again.stdout
    assert re.findall(r"^ *\d+ +([0-9A-Z]{8}) ", again.stdout, re.MULTILINE) == ranked


def test_a_folder_of_a_real_recruitment_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "dossiers.sqlite3").write_bytes(b"")
    refused = _demo("--no-serve", "--data", str(tmp_path))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith(f"{tmp_path} cannot be used")
    assert [path.name for path in tmp_path.iterdir()] == ["dossiers.sqlite3"]


def test_the_demonstration_serves_with_its_banner_and_ends_without_a_trace(tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as out:
        running = subprocess.Popen(
            [sys.executable, "-m", "app", "demo", "--port", "0"],
            cwd=ROOT,
            env=_environment(TMPDIR=str(tmp_path)),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        site = _told_address(running, tmp_path / "out")
        with urllib.request.urlopen(f"{site}fr/", timeout=60) as answer:
            page = answer.read().decode()
        assert "démonstration" in page.lower()
    finally:
        running.send_signal(signal.SIGTERM)
        status = running.wait(60)
    assert status == 0, (tmp_path / "out").read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def _told_address(running: subprocess.Popen[bytes], out: Path) -> str:
    ends = time.monotonic() + 240
    while True:
        found = re.search(r"^the site +(\S+)$", out.read_text(encoding="utf-8"), re.MULTILINE)
        if found and _answers(found.group(1)):
            return found.group(1)
        assert running.poll() is None, out.read_text()
        assert time.monotonic() < ends, out.read_text()
        time.sleep(0.3)


def _answers(site: str) -> bool:
    try:
        with urllib.request.urlopen(f"{site}healthz", timeout=10):
            return True
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
