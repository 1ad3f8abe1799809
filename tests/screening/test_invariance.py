"""The same facts give the same verdicts, months and points, whoever tells them and in whatever clothes."""

from __future__ import annotations

import pytest

from app.screening.judgement import Overall
from benchmarks.screening.clothes import Clothes, gendered, people
from benchmarks.screening.invariance import Engine, differences, facts_of, screened
from benchmarks.screening.layouts import LAYOUTS
from benchmarks.screening.lives import lives

RIGHT = {
    # overall, months, level, worked out by hand from lives.toml for a closing in May 2026
    "coordinator": (Overall.ELIGIBLE, (86, 86), 5),
    "licence": (Overall.NOT_ELIGIBLE, (99, 100), 3),
    "bank": (Overall.NOT_ELIGIBLE, (12, 12), 5),
    "assistant": (Overall.TO_REVIEW, (0, 60), 5),
    "near": (Overall.NOT_ELIGIBLE, (32, 33), 5),
    "agency": (Overall.TO_REVIEW, (0, 54), 5),
    "network": (Overall.ELIGIBLE, (48, 48), 8),
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def test_the_lives_are_judged_right_before_they_are_compared(engine: Engine) -> None:
    said = {}
    for life in lives():
        screening = screened(engine, life, Clothes())
        facts = facts_of(screening)
        months = facts["experience.months_min"], facts["experience.months_max"]
        said[life.ident] = screening.overall, months, facts["degree.level"]

    assert said == RIGHT


def test_no_clothes_change_a_verdict_a_month_or_a_point(engine: Engine) -> None:
    made = list(differences(engine, share=7))

    assert [str(each) for each in made if each is not None] == []
    assert len(made) > 300


def test_every_layout_is_read_with_both_its_columns(engine: Engine) -> None:
    life = lives()[0]

    read = {layout: screened(engine, life, Clothes(), layout).points for layout in LAYOUTS}

    assert set(read.values()) == {screened(engine, life, Clothes()).points}


def test_sixty_names_of_each_gender_are_worn() -> None:
    assert len(set(people())) == 60


@pytest.mark.parametrize(
    ("gender", "written"),
    [
        ("m", "Coordinateur"),
        ("f", "Coordinatrice"),
        ("·", "Coordinateur·trice"),
        ("()", "Coordinateur(trice)"),
        ("/", "Coordinateur/trice"),
    ],
)
def test_endings_are_written_as_people_write_them(gender: str, written: str) -> None:
    assert gendered("Coordina{teur|trice}", gender) == written


def test_a_candidates_name_that_is_a_keyword_is_a_name(engine: Engine) -> None:
    licence = lives()[1]

    plain, named = (
        screened(engine, licence, Clothes(name=name)) for name in (("Salma", "Alaoui"), ("Victor", "Master"))
    )

    assert facts_of(named) == facts_of(plain)
