"""What is looked for only where it may stand is found as if it were looked for everywhere."""

from __future__ import annotations

import random
import re

import pytest
from email_validator import validate_email

from app.screening.characters import FOLDS, WESTERN, folded_western
from app.screening.date_forms import right_here
from app.screening.dates import _dates
from app.screening.first_person import FIRST_PERSON, SPEAKS
from app.screening.fold import TOKEN, fold
from app.screening.gaming import PLAIN_WORD, WORD
from app.screening.letters import _closes
from app.screening.referees import PLAIN_MAIL, _email

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

    assert told == [found.span() for found in right_here().finditer(text, start)]


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


@pytest.mark.parametrize("code", range(256))
def test_a_western_character_is_folded_as_any_other(code: int) -> None:
    character = bytes([code]).decode(WESTERN, "replace")

    assert folded_western(character) in (None, character.translate(FOLDS))
    assert fold(f"é{character}é").text == fold(f"é{character}é\u0398").text[:-1]


def test_most_western_characters_are_folded_by_bytes() -> None:
    assert folded_western("Chargée — « réseau » d’été • 25 %\n") == 'chargee - " reseau " d\'ete \u2022 25 %\n'


@pytest.mark.parametrize(
    ("line", "closes"),
    [
        ("bien cordialement", True),
        ("(cordialement)", True),
        ("inregards", False),
        ("xyours sincerely", True),
        ("x_yours truly", False),
        ("thank you and regards", True),
    ],
)
def test_a_farewell_begins_a_word(line: str, closes: bool) -> None:
    assert bool(_closes(["madame,", line])) is closes


@pytest.mark.parametrize("seed", range(20))
def test_a_plain_address_is_its_own_normal_form(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(200):
        local, domain = ("".join(chance.choice("abyz09.-_") for _ in range(chance.randint(1, 9))) for _ in range(2))
        typed = f"{local}@{domain}.{chance.choice(['com', 'org', 'ma'])}"
        if PLAIN_MAIL.fullmatch(typed):
            assert validate_email(typed, check_deliverability=False, test_environment=True).normalized == typed
            assert _email(typed.upper()) == typed


EVERY_TOKEN = re.compile(
    r"ph\.d\b\.?|ll\.[mb]\b\.?|[a-z](?:\.[a-z]{1,2})+\b\.?|[a-z]+|[0-9]+|[\u0621-\u064a]+|[^\W_]|[+&%]"
)
PIECES = (
    "ph.d",
    "phd.",
    "ll.m",
    "llm",
    "b.a.",
    "m.sc",
    "e.g",
    "resp.",
    "2e",
    "c++",
    "r&d",
    "5%",
    "جمعية",
    "\u03b1",
    "_",
    "l'",
    "…",
)


@pytest.mark.parametrize("seed", range(20))
def test_words_are_the_same_whatever_is_asked_first(seed: int) -> None:
    chance = random.Random(seed)
    text = fold("".join(chance.choice((*WORDS, *PIECES)) + chance.choice(SIGNS) for _ in range(80))).text
    plain = text.encode("ascii", "ignore").decode()

    assert TOKEN.findall(text) == EVERY_TOKEN.findall(text)
    assert PLAIN_WORD.findall(plain) == WORD.findall(plain)
