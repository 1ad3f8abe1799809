"""Real files made to cheat gain no point and are told of; honest files that look a little like them are left alone."""

from __future__ import annotations

from itertools import islice

import pytest

from app.screening.judgement import Screening
from benchmarks.screening.clothes import Clothes, as_text, dress
from benchmarks.screening.invariance import Engine, of_text
from benchmarks.screening.lives import Life, lives
from benchmarks.screening.tricks import DRAWN, KEYWORDS, as_screened, honest_twins, tricks, written

ENGINE = Engine()
BANK = next(life for life in lives() if life.ident == "bank")
Tried = dict[str, tuple[Screening, Screening, tuple[str, ...]]]


@pytest.fixture(scope="module")
def tried() -> Tried:
    return {name: (honest, trick, due) for name, honest, trick, due in tricks(ENGINE, BANK)}


@pytest.mark.parametrize("name", [*DRAWN, *written(ENGINE.notice)])
def test_a_trick_gains_no_point_and_is_told(tried: Tried, name: str) -> None:
    honest, trick, due = tried[name]

    assert (trick.overall, trick.points) == (honest.overall, honest.points)
    assert tuple(warning.code for warning in trick.warnings) == due


def test_the_hidden_passage_is_shown_to_a_person(tried: Tried) -> None:
    _, trick, _ = tried["K01 white"]

    assert "dix ans de coordination" in trick.warnings[0].detail


def test_a_text_without_end_gains_no_sure_point_and_goes_to_a_person() -> None:
    text = as_text(dress(BANK, Clothes()))

    honest, padded = (as_screened(ENGINE, of_text(cv)) for cv in (text, text + f"\n{KEYWORDS}\n" * 1000))

    assert padded.points[0] == honest.points[0]


def test_an_honest_file_raises_no_warning() -> None:
    twins = dict(islice(honest_twins(ENGINE), 0, None, 5))

    assert {name: screening.warnings for name, screening in twins.items() if screening.warnings} == {}
    assert len(twins) > 30


@pytest.mark.parametrize("life", lives(), ids=lambda life: life.ident)
def test_no_life_gains_by_what_is_written_below_it(life: Life) -> None:
    text = as_text(dress(life, Clothes()))
    honest = as_screened(ENGINE, of_text(text))

    for name, (more, _) in written(ENGINE.notice).items():
        assert (name, as_screened(ENGINE, of_text(f"{text}\n{more}")).points) == (name, honest.points)
