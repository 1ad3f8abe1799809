"""What is looked for only where it may stand is found as if it were looked for everywhere."""

from __future__ import annotations

import random

import pytest

from app.screening.dates import _dates, _right_here
from app.screening.first_person import FIRST_PERSON, SPEAKS
from app.screening.fold import fold

WORDS = [
    "janvier",
    "mars",
    "mai",
    "sept.",
    "فبراير",
    "غشت",
    "ومارس",
    "بيناير",
    "و",
    "2019",
    "2020/21",
    "12",
    "03",
    "1er",
    "1440",
    "ه",
    "le",
    "fin",
    "rentrée",
    "an",
    "شهر",
    "سنة",
    "a.mai",
    "depuis",
    "présent",
    "à",
    "ce",
    "jour",
    "en",
    "cours",
    "الآن",
    "حاليا",
    "projet",
    "n°",
    "loi",
    "06",
    "de",
    "l'année",
    "courant",
]
SIGNS = (" ", " ", " ", "\n", "-", " – ", "/", ".", ", ", "", "'", "(", ") ", "و")


@pytest.mark.parametrize("seed", range(40))
def test_a_date_is_found_after_signs_as_it_is_at_every_letter(seed: int) -> None:
    chance = random.Random(seed)
    text = fold("".join(chance.choice(WORDS) + chance.choice(SIGNS) for _ in range(60))).text
    start = chance.randrange(len(text) // 2)

    told = [found.span(found.lastgroup or "") for found in _dates(text, start, len(text))]

    assert told == [found.span() for found in _right_here().finditer(text, start)]


@pytest.mark.parametrize(
    "sentence",
    [
        "on m'a confié la coordination du réseau",
        "j'ai piloté le projet",
        "je coordonne",
        "nous avons\ngéré",
        "I have managed",
        "i led",
        "i ran",
        "قمت بتنسيق",
        "أنسق",
        "نسقت",
        "أشرفت على",
        "سيرت",
        "دبرت",
    ],
)
def test_whoever_tells_in_the_first_person_is_known_to_speak(sentence: str) -> None:
    text = fold(sentence).text

    assert SPEAKS.search(text) or not FIRST_PERSON.search(text)
    assert SPEAKS.search(text)
