"""Numbers read as one that stand apart on the page: parted where the ink, or a telephone's pairs, say so."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from app.reading.ocr.joined import with_numbers_apart
from app.reading.ocr.tesseract import Seen

WIDE, TALL = 14, 22  # pixels: a digit
BLANK = Image.new("L", (1000, 200), 250)


def _years(gap: int, *, dash: int = 10) -> tuple[Image.Image, Seen]:
    """Four strokes as tall as digits, a dash, four strokes; `gap` pixels on both sides of the dash."""
    page = Image.new("L", (500, 100), 250)
    pen = ImageDraw.Draw(page)
    x = 100
    for _ in range(4):
        pen.rectangle((x, 40, x + WIDE - 4, 40 + TALL), fill=20)
        x += WIDE
    x += gap - 3
    pen.rectangle((x, 40 + TALL // 2, x + dash - 1, 42 + TALL // 2), fill=20)
    x += dash + gap
    for _ in range(4):
        pen.rectangle((x, 40, x + WIDE - 4, 40 + TALL), fill=20)
        x += WIDE
    return page, Seen("2017-2021", 100, 40, x - 3, 41 + TALL, 95, 0)


def test_two_years_with_spaces_about_their_dash_are_three_words_each_in_its_place() -> None:
    page, word = _years(8)

    first, dash, second = with_numbers_apart([word], page)

    assert (first.text, dash.text, second.text) == ("2017", "-", "2021")
    assert (first.x0, second.x1) == (word.x0, word.x1)
    assert first.x1 == pytest.approx(100 + 4 * WIDE - 3, abs=2)
    assert dash.x0 - first.x1 == pytest.approx(8, abs=2)
    assert second.x0 - dash.x1 == pytest.approx(8, abs=2)


def test_two_years_close_to_their_dash_stay_one_word() -> None:
    page, word = _years(2)

    assert with_numbers_apart([word], page) == [word]


def test_a_number_that_is_no_pair_of_years_stays_whatever_its_ink() -> None:
    page, word = _years(8)
    telephone = Seen("0522-3344", word.x0, word.top, word.x1, word.bottom, 95, 0)

    assert with_numbers_apart([telephone], page) == [telephone]


def _line(*texts: str, apart: int = 10) -> list[Seen]:
    words, x = [], 50
    for text in texts:
        words.append(Seen(text, x, 50, x + WIDE * len(text), 50 + TALL, 90, 0))
        x += WIDE * len(text) + apart
    return words


@pytest.mark.parametrize(
    ("seen", "true"),
    [
        (("Tél.", "06", "44", "91", "8205"), "Tél. 06 44 91 82 05"),
        (("05", "3933", "21", "70"), "05 39 33 21 70"),
        (("05", "00", "00", "00.00", "page"), "05 00 00 00 00 page"),
        (("06", "4491", "8205"), "06 4491 8205"),
        (("0524", "33", "18", "07"), "0524 33 18 07"),
        (("07", "18", "33", "0524"), "07 18 33 0524"),
        (("le", "12", "05", "2019"), "le 12 05 2019"),
        (("24", "44", "91", "8205"), "24 44 91 8205"),
    ],
)
def test_two_pairs_read_as_one_are_parted_in_a_telephone_number_alone(seen: tuple[str, ...], true: str) -> None:
    assert " ".join(word.text for word in with_numbers_apart(_line(*seen), BLANK)) == true


def test_pairs_far_apart_are_no_telephone() -> None:
    line = _line("06", "44", "91", "8205", apart=80)

    assert with_numbers_apart(line, BLANK) == line


def test_parted_pairs_stand_one_beside_the_other() -> None:
    *_, first, second = with_numbers_apart(_line("06", "44", "91", "8205"), BLANK)

    assert first.x1 == second.x0
    assert second.x1 - second.x0 == first.x1 - first.x0
