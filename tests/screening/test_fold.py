"""Folding: what rules see, and the way back to what was written."""

from __future__ import annotations

import pytest

from app.screening.fold import fold, fold_words

ZERO_WIDTH = "\u200b"
TATWEEL = "\u0640"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Chargé·e de projet", "charge de projet"),
        ("chargé(e)s de mission", "charge de mission"),
        ("CHARGÉ.E.S DE PROJET", "charge de projet"),
        ("chargé-e d’études", "charge d'etudes"),
        ("chargé (e) de projet", "charge de projet"),
        ("coordinateur(trice)", "coordinateur"),
        ("coordinateur/trice", "coordinateur"),
        ("coordinateur·rice", "coordinateur"),
        ("مكلف(ة) بمشروع", "مكلف بمشروع"),
        ("منسق/ة", "منسق"),
        ("ONG — Rabat → Fès", "ong - rabat - fes"),
        ("2019 ⟵ 2021 ➤ 2022", "2019 - 2021 - 2022"),
        ("« Œuvre »", '" oeuvre "'),
        ("٢٠١٩ ۲۰۲۰", "2019 2020"),
        (f"2018{TATWEEL}2020", "2018-2020"),
        (f"٢٠١٨ {TATWEEL} ٢٠٢٠", "2018 - 2020"),
        (f"مشـ{TATWEEL}روع".replace("ـ", TATWEEL), "مشروع"),
        ("أحمد إبراهيم آمنة ٱلله", "احمد ابراهيم امنه الله"),
        ("مَشْرُوعٌ", "مشروع"),
        ("\ufefb", "لا"),  # the ligature ﻻ as one presentation form
        (f"pro{ZERO_WIDTH}jet", "projet"),
        ("\u0441oordinatrice", "coordinatrice"),  # a Cyrillic с
        ("e\u0301tudes", "etudes"),
        ("n\u00a0° 5", "n ° 5"),
    ],
)
def test_marks_case_dashes_and_digits_are_folded(written: str, folded: str) -> None:
    assert fold(written).text == folded


@pytest.mark.parametrize(
    "written", ["jane.e@example.org", "Fin. Le projet", "l'un/une autre chose", "http://a.ne.org", "et/ou"]
)
def test_an_inclusive_ending_is_not_seen_where_there_is_none(written: str) -> None:
    assert fold(written).text == written.casefold()


def test_folded_words_lead_back_to_what_was_written() -> None:
    written = "Chargé(e) de l’œuvre — ٢٠١٩"
    folded = fold(written)
    back = [
        written[slice(*folded.span(start, end))]
        for start, end in zip(folded.token_starts, folded.token_ends, strict=True)
    ]
    assert back == ["Chargé(e)", "de", "l", "œuvre", "٢٠١٩"]


def test_dotted_acronyms_are_one_word() -> None:
    assert fold("O.N.G. et B.A. ou Ph.D.").words == ("ong", "et", "ba", "ou", "phd")


def test_folding_with_and_without_the_way_back_agree() -> None:
    written = "Chargé·e — مكلف(ة) ٢٠١٨ـ٢٠٢٠ « Œ » ﻻ"
    assert fold_words(written) == fold(written).text


@pytest.mark.timeout(120)  # anything but linear takes many minutes
@pytest.mark.parametrize("unit", ["a.e", "aa.e.", "(e)", "مـ", "é", "a/e@"])
def test_a_million_hostile_characters_are_folded_in_linear_time(unit: str) -> None:
    assert fold(unit * (1_000_000 // len(unit))).words is not None
