"""More that counts never counts against anyone: two thousand changes, the same ones every time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.screening.judgement import Overall, Verdict
from benchmarks.screening.clothes import Clothes
from benchmarks.screening.invariance import REFEREES, Engine
from benchmarks.screening.lives import lives
from benchmarks.screening.monotony import Dossier, faults, screened, walks


@pytest.mark.parametrize("seed", range(5))
def test_what_is_added_worsens_nothing_and_what_is_taken_away_improves_nothing(seed: int) -> None:
    made = list(walks(Engine(), 400, seed))

    assert [(step.gift, step.faults) for step in made if step.faults] == []
    assert len(made) >= 400


def test_a_verdict_or_a_score_that_falls_is_seen() -> None:
    engine, life = Engine(), lives()[0]
    poorer = replace(life, degrees=(), jobs=life.jobs[1:])
    rich, poor = (screened(engine, Dossier(each, REFEREES, Clothes())) for each in (life, poorer))
    no_referee = screened(engine, Dossier(life, (), Clothes()))

    assert list(faults(rich, rich)) == []
    assert any(fault.startswith("degree met") for fault in faults(rich, poor))
    assert any(fault.startswith("overall") for fault in faults(rich, no_referee))
    assert (rich.overall, no_referee.overall) == (Overall.ELIGIBLE, Overall.NOT_ELIGIBLE)
    assert no_referee.judgements[-1].verdict is Verdict.NOT_MET
