"""What people type: kept whole, made safe, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.typed import Unusable, email_address, one_line, phone_number, several_lines


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Salma   El\u00a0Idrissi ", "Salma El Idrissi"),
        ("سلمى الإدريسي", "سلمى الإدريسي"),
        ("Ine\u0300s", "In\u00e8s"),  # decomposed letters are composed
        ("evil\u202egpj.exe", "evilgpj.exe"),  # a right-to-left override would turn the words around it
        ("a\u200bb\ufeffc", "abc"),
        ("line\r\nbreak", "line break"),
        ("nul\x00byte\x1b[31m", "nulbyte[31m"),
        ("O’Hara-Benjelloun", "O’Hara-Benjelloun"),
        ("👩🏽\u200d🌾 Nadia", "👩🏽\u200d🌾 Nadia"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_a_name_is_kept_as_one_visible_line(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


def test_a_line_longer_than_allowed_is_refused_rather_than_cut() -> None:
    assert one_line("x" * 200) == "x" * 200
    with pytest.raises(Unusable):
        one_line("x" * 201)


def test_line_breaks_of_a_longer_text_are_kept() -> None:
    assert several_lines(" one \r\n\ttwo\n\n") == "one\ntwo"


@given(st.text())
def test_no_text_whatever_leaves_a_control_character_behind(text: str) -> None:
    assert not any(ord(c) < 32 for c in one_line(text, at_most=10**6))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" salma @example.org ", "salma@example.org"),
        ("Salma@EXAMPLE.org", "Salma@example.org"),
        ("a+b@example.org", "a+b@example.org"),
        ("nom@exemplé.org", "nom@xn--exempl-gva.org"),
    ],
)
def test_an_address_is_made_usable_by_plain_smtp(typed: str, kept: str) -> None:
    assert email_address(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "salma",
        "salma@",
        "@example.org",
        "a@example.org,b@example.org",
        "a@example.org\nBcc: b@example.org,",
        '"quoted local"@example.org',
        "Salma <salma@example.org>",
        "نادية@example.org",
        "a" * 65 + "@example.org",
        "a@" + "b" * 320 + ".org",
    ],
)
def test_what_is_not_exactly_one_plain_address_is_refused(typed: str) -> None:
    with pytest.raises(Unusable):
        email_address(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "0600004127",
        "06 00 00 41 27",
        "06.00.00.41.27",
        "+212 6 00 00 41 27",
        "00212600004127",
        "٠٦٠٠٠٠٤١٢٧",
        "(06) 00-00-41-27",
    ],
)
def test_a_number_is_the_same_however_it_is_spaced(typed: str) -> None:
    assert phone_number(typed) == "+212600004127"


@pytest.mark.parametrize("typed", ["", "12", "téléphone", "06 00 00 41 27 99 99 99 99 99", "x" * 500])
def test_what_cannot_be_a_number_is_refused(typed: str) -> None:
    with pytest.raises(Unusable):
        phone_number(typed)
