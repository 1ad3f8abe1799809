"""What OCR sees in specks and patterns is no text, and a page it hardly reads is a person's."""

from __future__ import annotations

import pytest

from app.reading.looks import FirstLook, settled
from app.reading.text import Box, Line, Page, ReadText, Source, Word
from app.reading.unreadable import Unreadable, Why

WORDS = ("Coordinatrice", "de", "projet", "associatif")
BLANK = Page(1, 595.0, 842.0, Source.OCR, ())
FIRST = FirstLook(ReadText((BLANK,)), {1: 0.0})


def _seen(confidence: float, *words: str) -> Page:
    line = Line(tuple(Word(word, Box(0, 0, 9, 9), confidence=confidence) for word in words or WORDS))
    return Page(1, 595.0, 842.0, Source.OCR, (line,))


def test_a_page_read_well_is_read() -> None:
    read = settled(FIRST, {1: _seen(0.8)})

    assert (read.text, read.warnings) == (" ".join(WORDS), ())


def test_a_page_hardly_legible_keeps_its_words_and_asks_for_a_person() -> None:
    read = settled(FIRST, {1: _seen(0.4)})

    assert (read.text, read.warnings) == (" ".join(WORDS), ("unread_page: 1 (hardly legible)",))


@pytest.mark.parametrize(
    ("words", "detail"), [(WORDS, "nothing legible"), (("l", "ii"), "no words")], ids=["a pattern", "specks"]
)
def test_what_is_not_legible_is_no_text(words: tuple[str, ...], detail: str) -> None:
    with pytest.raises(Unreadable) as refused:
        settled(FIRST, {1: _seen(0.2, *words)})

    assert (refused.value.why, refused.value.detail) == (Why.NO_TEXT, detail)


def test_the_back_of_a_sheet_is_no_unread_page() -> None:
    first = FirstLook(ReadText((BLANK, Page(2, 595.0, 842.0, Source.OCR, ()))), {1: 0.0, 2: 0.0})

    read = settled(first, {1: _seen(0.9), 2: _seen(0.2, "l", "ii")})

    assert (read.pages[1].lines, read.warnings) == ((), ())
