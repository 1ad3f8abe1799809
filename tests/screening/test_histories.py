"""Careers, studies, languages and referees told by strangers: nobody is refused wrongly, and nothing gets worse."""

from __future__ import annotations

import json

import pytest

from benchmarks.screening.histories import BASELINE, TOLD, Answered, figures, judge_all

SLACK = 1e-9


@pytest.fixture(scope="module")
def answers() -> dict[str, list[Answered]]:
    return judge_all(sorted(TOLD.glob("*.toml")))


def test_nobody_is_refused_who_should_not_be(answers: dict[str, list[Answered]]) -> None:
    assert [one.section["id"] for given in answers.values() for one in given if one.refused_wrongly] == []


def test_no_more_is_misjudged_than_the_baseline_says(answers: dict[str, list[Answered]]) -> None:
    now, before = figures(answers), json.loads(BASELINE.read_text(encoding="utf-8"))

    fallen = {
        (kind, name): (share, now[kind][name])
        for kind, shares in before.items()
        for name, share in shares.items()
        if name != "refused_wrongly" and now[kind][name] < share - SLACK
    }
    assert (now.keys(), fallen) == (before.keys(), {})
