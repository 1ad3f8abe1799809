"""Doubted Latin words, looked at a second time: the second look is played here, so that each of its answers can be tried."""

from __future__ import annotations

import pytest
from PIL import Image

from app.reading.ocr.doubted import LARGER, second_look
from app.reading.ocr.tesseract import Seen, words, words_of_each
from tests.reading.pictures import DPI, a_page

_PAGE = Image.new("L", (400, 200), 255)


def _word(text: str, confidence: float, *, x0: float = 100, line: int = 0) -> Seen:
    return Seen(text, x0, 50, x0 + 60, 70, confidence, line)


def _looked(seen: list[Seen], *parts: tuple[str, float]) -> list[Seen]:
    """What becomes of `seen`, in which one word is doubted, when the second look sees `parts` beside each other."""

    look = second_look(seen, _PAGE)
    assert look is not None
    middle = look.column.height / 2
    again = [
        Seen(text, 48 + 50 * n, middle - 10, 88 + 50 * n, middle + 10, sure, 0) for n, (text, sure) in enumerate(parts)
    ]
    return look.settled(seen, again)


def _texts(seen: list[Seen]) -> list[str]:
    return [word.text for word in seen]


def test_the_surer_second_look_is_believed() -> None:
    (word,) = _looked([_word("Meknes", 51)], ("Meknès", 96))

    assert (word.text, word.confidence, word.x0) == ("Meknès", 96, 100)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("succes", 80.0), ("succès", 83.0)),  # hardly surer
        (("succes", 51.0), ("succès", 70.0)),  # not sure
        (("Tenue", 61.0), ("Tenue:", 95.0)),  # a speck beside it
        (("Recherches", 82.0), ("Recherche", 96.0)),  # its last letter left out
        (("Al", 75.0), ("AI", 96.0)),
        (("Ibn", 77.0), ("lbn", 86.0)),  # no language begins a word like that
        (("et", 60.0), ("|", 95.0)),
    ],
)
def test_what_is_no_surer_or_cut_otherwise_or_no_word_changes_nothing(
    first: tuple[str, float], second: tuple[str, float]
) -> None:
    assert _texts(_looked([_word(*first)], second)) == [first[0]]


def test_a_letter_too_many_in_a_word_much_doubted_goes() -> None:
    assert _texts(_looked([_word("RK,", 56)], ("R,", 88))) == ["R,"]


def test_what_the_second_look_sees_in_parts_is_parted_where_they_stand() -> None:
    first, second = _looked([_word("8205", 76)], ("82", 95), ("05", 92))

    assert (first.text, second.text) == ("82", "05")
    assert 100 <= first.x0 < first.x1 < second.x0 < second.x1 <= 160
    assert (first.top, first.bottom) == (50, 70)


@pytest.mark.parametrize(
    "parts", [(("82", 95.0), ("5", 95.0)), (("82", 95.0), ("05", 40.0)), (("83", 95.0), ("05", 95.0))]
)
def test_parts_that_are_unsure_or_other_letters_do_not_part_a_word(parts: tuple[tuple[str, float], ...]) -> None:
    assert len(_looked([_word("8205", 84)], *parts)) == 1


def test_behind_a_name_the_two_strokes_are_a_number_and_else_a_word() -> None:
    assert _texts(_looked([_word("Hassan", 96, x0=20), _word("11", 57)], ("Il", 90))) == ["Hassan", "II"]
    assert _texts(_looked([_word("projet.", 96, x0=20), _word("11", 57)], ("Il", 90))) == ["projet.", "Il"]
    assert _texts(_looked([_word("Hassan", 96, x0=20, line=1), _word("11", 57)], ("Il", 90))) == ["Hassan", "Il"]


def test_nothing_is_read_again_when_all_is_sure_or_nothing_is() -> None:
    assert second_look([_word("projet", 96)], _PAGE) is None
    assert second_look([_word("pr0jet", 20)] * 61, _PAGE) is None


def test_a_scribble_much_taller_than_the_words_is_not_read_again() -> None:
    page = [*(_word("projet", 96, line=line) for line in range(3)), Seen("Fe", 100, 20, 190, 90, 29, 4)]

    assert second_look(page, _PAGE) is None


@pytest.mark.needs_ocr
def test_a_doubted_word_is_read_from_the_page_again() -> None:
    name = Seen("Sa1ma", 176, 205, 282, 240, 40, 0)
    look = second_look([name], a_page("Salma Bennani"))

    assert look is not None
    again = words(look.column, "fra", segmentation=6, dpi=LARGER * DPI, dark=False)
    assert [word.text for word in look.settled([name], again)] == ["Salma"]


@pytest.mark.needs_ocr
def test_several_pictures_are_read_in_one_run_each_by_itself() -> None:
    first, second = words_of_each(
        [(a_page("Salma Bennani"), DPI), (a_page("Karim Alaoui"), DPI)], "fra", segmentation=6
    )

    assert [word.text for word in first] == ["Salma", "Bennani"]
    assert [word.text for word in second] == ["Karim", "Alaoui"]
