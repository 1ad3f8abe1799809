"""The practice dossiers, held against their right answers: nobody is called unqualified by a change, and nothing gets worse.

Judged on the exact texts, so that these seconds measure the rules; `benchmarks/screening/accuracy.py` reads the files.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.commands.dossier_folder import find_dossiers
from app.posting.notice import Notice
from benchmarks.screening.accuracy import BASELINE, BATCHES, DOSSIERS, Compared, compare, figures, wrong

SLACK = 1e-9


@pytest.fixture(scope="module")
def compared() -> list[Compared]:
    from app.posting.read_notice import read_notice
    from benchmarks.screening.accuracy import NOTICE

    notice: Notice = read_notice(NOTICE)
    dossiers = [dossier for batch in BATCHES for dossier in find_dossiers(batch)]
    return [compare(dossier, notice, truth=True) for dossier in dossiers]


def test_nobody_is_called_unqualified_who_is_not(compared: list[Compared]) -> None:
    refused = [line for line in wrong(compared) if "said not_met" in line and "right not_met" not in line]

    assert refused == []


def test_nothing_is_judged_worse_than_the_baseline(compared: list[Compared]) -> None:
    now, before = figures(compared), json.loads(BASELINE.read_text(encoding="utf-8"))

    names = ("exact", "balanced", "overall", "months_within_one", "degree_level", "degree_field")
    fallen = {name: (before[name], now[name]) for name in names if now[name] < before[name] - SLACK}
    fallen |= {
        name: (before["rated_f1"][name], now["rated_f1"][name])
        for name in before["rated_f1"]
        if now["rated_f1"][name] < before["rated_f1"][name] - SLACK
    }
    risen = {
        name: now[name] for name in ("false_not_met", "false_met", "mean_cost") if now[name] > before[name] + SLACK
    }
    assert (fallen, risen) == ({}, {}), "\n".join(wrong(compared))


def test_every_met_rests_on_words(compared: list[Compared]) -> None:
    bare = [
        (row.ident, judgement["id"])
        for row in compared
        for judgement in row.said["criteria"]
        if judgement["verdict"] == "met" and not judgement["evidence"]
    ]

    assert bare == []


def test_our_figures_agree_with_a_scorer_that_knows_nothing_of_us(compared: list[Compared], tmp_path: Path) -> None:
    lines = tmp_path / "said.jsonl"
    lines.write_text("\n".join(json.dumps(row.said) for row in compared), encoding="utf-8")

    with lines.open() as said:
        done = subprocess.run(
            [sys.executable, str(DOSSIERS / "score.py"), "--quiet", *map(str, BATCHES)],
            stdin=said, capture_output=True, text=True, check=True,
        )  # fmt: skip

    ours = figures(compared)
    line = done.stdout.splitlines()[-1]
    assert line == (
        f"FIGURES answered={len(compared)}/{len(compared)} false_not_met={ours['false_not_met']} "
        f"false_met={ours['false_met']} exact={100 * ours['exact']:.1f}% balanced={100 * ours['balanced']:.1f}% "
        f"mean_cost={ours['mean_cost']:.3f} overall={100 * ours['overall']:.1f}%"
    )
