"""Real text or rubbish, and in which language."""

from __future__ import annotations

import pytest

from app.reading.plausible import are_two_words, languages, share_plausible

FRENCH = "Coordination d’un projet de réinsertion auprès des jeunes détenus, en lien avec les familles et les avocats."
ARABIC = "تنسيق مشروع لإعادة إدماج الشباب المعتقلين، بتعاون مع الأسر والمحامين وجمعيات المجتمع المدني."
ENGLISH = (
    "Coordinated a reintegration project for young prisoners together with their families and lawyers in the city."
)
CAESAR = str.maketrans("abcdefghijklmnopqrstuvwxyz", "bcdefghijklmnopqrstuvwxyza")


@pytest.mark.parametrize("text", [FRENCH, ARABIC, ENGLISH])
def test_real_text_is_plausible(text: str):
    assert share_plausible(text) > 0.8


@pytest.mark.parametrize(
    "text", [FRENCH.translate(CAESAR), ENGLISH.translate(CAESAR), ARABIC[::-1], "zqxv wkjq hhzx kqwz"]
)
def test_shifted_turned_and_random_letters_are_not(text: str):
    assert share_plausible(text) < 0.6


def test_nothing_is_not_plausible():
    assert share_plausible("12 / 34 – 56") == 0.0


@pytest.mark.parametrize(("text", "language"), [(FRENCH, "fr"), (ARABIC, "ar"), (ENGLISH, "en")])
def test_each_language_is_told(text: str, language: str):
    assert next(iter(languages(text))) == language


def test_a_text_in_two_languages_says_how_much_of_each():
    shares = languages(f"{FRENCH}\n{ARABIC}")

    assert set(shares) == {"fr", "ar"}
    assert 0.3 < shares["ar"] < 0.7
    assert sum(shares.values()) == pytest.approx(1, abs=0.01)


def test_without_words_there_is_no_language():
    assert languages("06 61 – 2024") == {}


@pytest.mark.parametrize(("head", "tail"), [("porte", "parole"), ("bien", "être"), ("rendez", "vous")])
def test_a_compound_is_two_words(head: str, tail: str):
    assert are_two_words(head, tail)


@pytest.mark.parametrize(
    ("head", "tail"), [("forma", "tion"), ("commu", "nication"), ("asso", "ciation"), ("manage", "ment")]
)
def test_a_broken_word_is_one(head: str, tail: str):
    assert not are_two_words(head, tail)
