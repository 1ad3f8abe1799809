"""The same dossiers give the same bytes, whatever the seed of the hashes, the number of jobs and the order."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.screening.accuracy import DOSSIERS

ROOT = Path(__file__).resolve().parents[2]
JUDGED = """
import sys
from app.commands.dossier_folder import find_dossiers
from app.posting.read_notice import read_notice
from app.screening.as_json import as_json
from app.screening.judge import judge
from benchmarks.screening.accuracy import BATCHES, NOTICE, read_file

notice = read_notice(NOTICE)
for batch in BATCHES:
    for dossier in list(find_dossiers(batch))[::2]:
        pieces = [read_file(file, truth=True) for file in dossier.files]
        screening = judge(pieces, dossier.referees, dossier.person, notice)
        sys.stdout.buffer.write(as_json(dossier.ident, pieces, screening, notice).encode() + b"\\n")
"""


def run(*arguments: str, seed: int) -> bytes:
    """What a new interpreter writes to its standard output."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": str(seed)}, capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    return done.stdout


def test_no_seed_of_the_hashes_changes_a_byte() -> None:
    said = {run("-c", JUDGED, seed=seed) for seed in (0, 1, 4242)}

    assert len(said) == 1
    assert next(iter(said)).count(b"\n") == 24


def test_neither_jobs_nor_order_change_a_byte_of_a_dossiers_line() -> None:
    paths = [str(DOSSIERS / "atlas" / ident) for ident in ("a-01", "a-03", "a-14")]
    command = ("-m", "app", "screen", "--json")

    one = run(*command, *paths, seed=0)
    three = run(*command, "--jobs", "3", *paths, seed=7)
    turned = run(*command, *reversed(paths), seed=0)

    assert three == one
    assert sorted(turned.splitlines()) == sorted(one.splitlines())
    assert len(one.splitlines()) == 3
