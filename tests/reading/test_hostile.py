"""A file made to hurt costs its own reading, and nothing else; a broken one is read as far as a viewer would show it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.reading.isolated import read_in_child
from app.reading.unreadable import Unreadable
from tests.reading.hostile import ALL, SLOW, WORDS, one_page, shown


def _end_of(key: str) -> str:
    hostile = ALL[key]
    read = read_in_child(hostile.make(), file_name=hostile.name)
    if isinstance(read, Unreadable):
        return read.why
    text = " ".join(read.text.split())
    assert text
    assert [words for words in hostile.says if words not in text] == []
    assert [words for words in hostile.never if words in text] == []
    assert not hostile.warns or any(warning.startswith(hostile.warns) for warning in read.warnings)
    return "read"


def test_there_are_at_least_two_hundred_and_fifty_of_them() -> None:
    assert len(ALL) >= 250


@pytest.mark.parametrize("key", sorted(set(ALL) - SLOW), ids=lambda key: f"{key}: {ALL[key].what}")
def test_a_hostile_file_ends_with_its_words_or_a_reason(key: str) -> None:
    # How long each takes, and how much memory, is measured by benchmarks/reading/hostile.py: machines are noisy.
    assert _end_of(key) in ALL[key].ends


def test_after_a_bomb_the_next_file_is_read() -> None:
    _end_of("P20")

    read = read_in_child(WORDS.encode(), file_name="cv.txt")

    assert not isinstance(read, Unreadable)
    assert read.text == WORDS


def test_a_pickle_named_by_a_font_is_not_opened() -> None:
    before = Path("/tmp/evil.pickle.gz").exists()

    assert not before
    assert _end_of("P13") in ALL["P13"].ends


def test_hidden_text_is_told_apart_from_the_words() -> None:
    read = read_in_child(ALL["P36"].make(), file_name="cv.pdf")

    assert not isinstance(read, Unreadable)
    assert read.text == WORDS
    assert sorted((hidden.text, hidden.why) for hidden in read.hidden) == [
        ("plaidoyer droits humains", "white"),
        ("prison", "invisible"),
    ]


@pytest.mark.parametrize(
    ("key", "warning"),
    [("P34", "script"), ("P40", "starts_a_program"), ("P41", "file_inside"), ("P42", "xfa_form"), ("D07", "macros")],
)
def test_what_a_file_can_do_besides_being_read_is_named(key: str, warning: str) -> None:
    read = read_in_child(ALL[key].make(), file_name=ALL[key].name)

    assert not isinstance(read, Unreadable)
    assert warning in read.warnings


@pytest.mark.parametrize("name", [b"Original.odt", b"attachment.xml", b"cv.exe", b"pdf"])
def test_what_programs_put_into_a_pdf_of_their_own_accord_is_no_document(name: bytes) -> None:
    tree = b"/Names<</EmbeddedFiles<</Names[(a) <</F(%s)>>]>>>>" % name

    read = read_in_child(one_page(shown(), catalog=tree), file_name="cv.pdf")

    assert not isinstance(read, Unreadable)
    assert not any(warning.startswith("unread") for warning in read.warnings)
