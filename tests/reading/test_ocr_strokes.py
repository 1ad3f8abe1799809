"""I, l and 1, which are one stroke in many fonts."""

from __future__ import annotations

import pytest

from app.reading.ocr.strokes import with_true_strokes
from app.reading.ocr.tesseract import Seen


@pytest.mark.parametrize(
    ("seen", "true"),
    [
        ("ler", "1er"),
        ("lère", "1ère"),
        ("llham", "Ilham"),
        ("lbn", "Ibn"),
        ("Alaoui-ldrissi,", "Alaoui-Idrissi,"),
        ("(lnezgane)", "(Inezgane)"),
    ],
)
def test_a_stroke_is_what_stands_beside_it_lets_it_be(seen: str, true: str) -> None:
    assert [word.text for word in with_true_strokes([Seen(seen, 0, 0, 60, 20, 90, 0)])] == [true]


@pytest.mark.parametrize(
    "word",
    ["le", "les", "l'Ibn", "lhoussaine", "leur", "Hlima", "ml", "l.benali@example.org", "example.org/lt", "II"],
)
def test_words_that_can_begin_so_and_addresses_stay(word: str) -> None:
    assert [seen.text for seen in with_true_strokes([Seen(word, 0, 0, 60, 20, 90, 0)])] == [word]


@pytest.mark.parametrize("number", ["Il", "11", "ll"])
def test_two_strokes_behind_a_kings_name_are_his_number(number: str) -> None:
    def texts(before: str, line: int = 0) -> list[str]:
        words = [Seen(before, 0, 0, 60, 20, 90, line), Seen(number + ",", 70, 0, 90, 20, 90, 0)]
        return [word.text for word in with_true_strokes(words)]

    assert texts("Hassan") == ["Hassan", "II,"]
    assert texts("Hassan", line=1) == ["Hassan", number + ","]
    assert texts("mars") == ["mars", number + ","]
