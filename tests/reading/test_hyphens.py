"""Hyphens at line ends that are not what they seem."""

from __future__ import annotations

import pytest

from app.reading.layout.hyphens import join_broken_words
from app.reading.text import Box, Line, Word


def joined(*lines: str) -> str:
    laid = [Line(tuple(Word(word, Box(0, 0, 1, 1)) for word in line.split()), 0) for line in lines]
    return " ".join(line.text for line in join_broken_words([laid])[0])


@pytest.mark.parametrize(
    ("head", "tail", "whole"),
    [
        ("Bénévole au Croissant-", "Rouge marocain", "Bénévole au Croissant-Rouge marocain"),
        ("Salma Benkirane-", "Idrissi, juriste", "Salma Benkirane-Idrissi, juriste"),
        ("EXPÉRIENCES PROFES-", "SIONNELLES", "EXPÉRIENCES PROFESSIONNELLES"),
        ("titulaire du permis (A1/", "A3), depuis", "titulaire du permis (A1/A3), depuis"),
        ("en 2019 à Rabat -", "Casablanca", "en 2019 à Rabat - Casablanca"),
    ],
)
def test_a_hyphen_before_a_capital_is_a_name_s_unless_all_is_in_capitals(head: str, tail: str, whole: str):
    assert joined(head, tail) == whole


def test_soft_hyphens_are_the_document_s_own_where_it_has_no_others():
    """A font whose two hyphens are one glyph says the soft one for both."""
    assert joined("des procès\u00ad", "verbaux de femmes vic\u00ad", "times, porte\u00adparole") == (
        "des procès-verbaux de femmes victimes, porte-parole"
    )


def test_soft_hyphens_beside_plain_ones_only_break_words():
    assert (
        joined("porte-parole, procès\u00ad", "verbal, asso\u00adciation") == "porte-parole, procèsverbal, association"
    )


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        ("une équipe de trente-", "cinq agents"),
        ("à quatre-", "vingts ans"),
        ("la vingt-", "deuxième édition"),
        ("l'action non-", "violente à Rabat"),
        ("un emploi à mi-", "temps puis"),
        ("les marchés de sous-", "traitance"),
        ("les associations et celles-", "ci, puis"),
        ("a forty-", "eight hour week"),
        ("a part-", "time job"),
    ],
)
def test_a_word_that_is_always_written_with_a_hyphen_keeps_it(head: str, tail: str):
    assert joined(head, tail) == head + tail


@pytest.mark.parametrize(
    ("head", "tail", "whole"),
    [
        ("une sous-", "cription à", "une souscription à"),
        ("les mi-", "nistres du", "les ministres du"),
        ("la dix-", "ième", "la dixième"),
    ],
)
def test_a_word_cut_in_two_is_not_taken_for_one_with_a_hyphen(head: str, tail: str, whole: str):
    assert joined(head, tail) == whole


@pytest.mark.parametrize(
    ("head", "tail", "whole"),
    [
        ("Kénitra, example.org/in/h-", "benkirane", "Kénitra, example.org/in/h-benkirane"),
        ("écrire à l.ait-", "7@example.org", "écrire à l.ait- 7@example.org"),
        ("écrire à contact@mon-", "exemple.org", "écrire à contact@mon-exemple.org"),
        ("depuis 09/2018-", "2020", "depuis 09/2018- 2020"),
    ],
)
def test_an_address_broken_at_its_hyphen_keeps_it(head: str, tail: str, whole: str):
    assert joined(head, tail) == whole
