"""Lengths of work, and the lengths that are of something else."""

from __future__ import annotations

import pytest

from app.screening.durations import find_durations
from app.screening.fold import fold_words


def told(text: str) -> list[tuple[int, int | None]]:
    return [(duration.least, duration.most) for duration in find_durations(fold_words(text))]


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("3 ans", 36, 36),
        ("trois ans", 36, 36),
        ("3 (trois) ans", 36, 36),
        ("3 années", 36, 36),
        ("18 mois", 18, 18),
        ("un an", 12, 12),
        ("un an et demi", 18, 18),
        ("2 ans et 6 mois", 30, 30),
        ("4 years 5 months", 53, 53),
        ("3 years", 36, 36),
        ("two years", 24, 24),
        ("18 months", 18, 18),
        ("3+ ans", 36, None),
        ("+5 ans", 60, None),
        ("plus de 3 ans", 36, None),
        ("more than ten years", 120, None),
        ("près de 4 ans", 36, 60),
        ("environ 10 ans", 90, 150),
        ("سنة ونصف", 18, 18),
        ("سنتان", 24, 24),
        ("سنتين ونصف", 30, 30),
        ("ثلاث سنوات", 36, 36),
        ("عشر سنوات", 120, 120),
        ("اثنتي عشرة سنة", 144, 144),
        ("18 شهرا", 18, 18),
        ("ستة أشهر", 6, 6),
        ("أكثر من خمس سنوات", 60, None),
        ("بضع سنوات", 24, 108),
    ],
)
def test_a_length_has_two_bounds(text: str, least: int, most: int | None) -> None:
    assert told(text) == [(least, most)]


@pytest.mark.parametrize(
    "text",
    [
        "projet de 36 mois", "programme sur 4 ans", "CDD de 8 mois", "contrat de 12 mois", "âgé de 35 ans",
        "3 années minimum", "enfants de 3 à 12 ans", "jeunes de 18 ans", "condamné à 5 ans de prison", "حكم 5 سنوات",
        "مشروع لمدة 36 شهرا", "0 ans",
    ],
)  # fmt: skip
def test_the_length_of_something_else_is_no_length_of_work(text: str) -> None:
    assert told(text) == []
