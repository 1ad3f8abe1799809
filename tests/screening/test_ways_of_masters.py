"""Titles of masters by country and faculty (`ways/masters.toml`), and words that are no field where they stand."""

from __future__ import annotations

import pytest

from app.screening.diplomas import named_diplomas
from app.screening.fold import fold
from tests.screening.test_ways_of_posts import told

WRITTEN = {"fr": "Master en {}, 2016", "ar": "ماستر في {}، 2016", "en": "Master in {}, 2016"}
TITLES = [(language, grade) for language in WRITTEN for grade in ("core", "related", "unrelated")]


def field_of(words: str) -> str | None:
    folded = fold(words)
    return named_diplomas(folded, 0, len(folded.text), deadline=(2026, 5))[0].field


@pytest.mark.parametrize(("language", "grade"), TITLES)
def test_a_title_is_as_near_to_the_post_as_its_kin(language: str, grade: str) -> None:
    titles = told("masters")[language][grade]

    other = {title: found for title in titles if (found := field_of(WRITTEN[language].format(title))) != grade}

    assert len(titles) > 90
    assert other == {}


@pytest.mark.parametrize(
    ("title", "grade"),
    [
        ("Développement et gouvernance", "core"),
        ("Gouvernance et développement", "related"),
        ("Coopération et droit", "core"),
        ("Droit et coopération", "related"),
        ("Statistique et développement", "related"),
        ("Genre et développement", "core"),
        ("Politiques sociales", "core"),
        ("Santé publique et politiques sociales", "related"),
        ("Famille et enfance", "core"),
        ("Droit privé, famille et enfance", "related"),
    ],
)
def test_a_general_word_is_near_by_itself_and_no_nearer_than_the_field_it_follows(title: str, grade: str) -> None:
    assert field_of(f"Master {title}, 2016") == grade


@pytest.mark.parametrize(
    "words",
    [
        "Master, enseignement à distance, 2016",
        "ماستر، التعليم عن بعد، 2016",
        "Master, attestation du Ministère de l'enseignement supérieur, 2016",
        "Master's degree by distance learning, 2016",
    ],
)
def test_a_way_of_studying_is_no_field(words: str) -> None:
    assert field_of(words) is None
