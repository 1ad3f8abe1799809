"""Arabic-Indic digits, told by their ink."""

from __future__ import annotations

import json

import pytest
from PIL import Image

from app.reading.ocr.digit_shapes import MODEL, read_digits
from app.reading.ocr.digits import with_indic_digits
from app.reading.ocr.tesseract import Seen

TALL = 22  # pixels
FOOT = 40
SHAPES = json.loads(MODEL.read_text(encoding="utf-8"))
FIRST = {sign: (wide, tall, middle, picture) for sign, wide, tall, middle, picture in reversed(SHAPES)}


def _drawn(page: Image.Image, number: str, left: int) -> int:
    """Draws the number (signs as seen from the left) in black with its first sign at `left`; where it ends."""
    for sign in number:
        wide, tall, middle, picture = FIRST[sign]
        size = max(2, round(wide * TALL)), max(2, round(tall * TALL))
        small = Image.frombytes("L", (10, 10), bytes(255 - (ord(letter) - ord("a")) * 17 for letter in picture))
        page.paste(small.resize(size, Image.Resampling.BICUBIC), (left, round(FOOT - middle * TALL - size[1] / 2)))
        left += size[0] + 3
    return left


def _ink(number: str) -> Image.Image:
    page = Image.new("L", (400, 60), 255)
    return page.crop((0, 0, _drawn(page, number, 10) + 10, 60)).point([255 if v < 128 else 0 for v in range(256)])


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("٢٠١٩", "٢٠١٩"),
        ("٠٦٦١٢٣٤٥٦٧", "٠٦٦١٢٣٤٥٦٧"),
        ("٠٣/٠٤/٢٠٢٦", "٠٣/٠٤/٢٠٢٦"),
        (".٢٠٢٤و", "و٢٠٢٤."),
        ("،٣٨", "٣٨،"),
    ],
)
def test_numbers_are_read_from_their_ink_in_logical_order(drawn: str, read: str) -> None:
    found = read_digits(_ink(drawn))

    assert found is not None
    assert found.text == read


def test_what_is_no_digit_is_not_read() -> None:
    page = Image.new("L", (120, 60), 0)
    page.paste(255, (10, 20, 90, 40))

    assert read_digits(page) is None
    assert read_digits(Image.new("L", (60, 60), 0)) is None


def _page(*numbers: str) -> tuple[Image.Image, list[tuple[int, int]]]:
    page = Image.new("L", (900, 60), 255)
    places, left = [], 10
    for number in numbers:
        end = _drawn(page, number, left)
        places.append((left, end))
        left = end + 30
    return page, places


def _words(places: list[tuple[int, int]], *texts: tuple[str, float]) -> list[Seen]:
    return [
        Seen(text, x0, 14, x1, 44, confidence, 0) for (x0, x1), (text, confidence) in zip(places, texts, strict=True)
    ]


def test_a_page_of_such_numbers_has_its_doubtful_words_read_again() -> None:
    page, places = _page("٢٠١٩", "٢٠٢٦", "٣٢")
    words = _words(places, ("HI", 10), ("ta", 30), ("PT", 59))

    assert [word.text for word in with_indic_digits(words, page)] == ["٢٠١٩", "٢٠٢٦", "٣٢"]
    assert all(word.confidence < 80 for word in with_indic_digits(words, page))


def test_one_doubtful_word_does_not_make_a_page_of_such_numbers() -> None:
    page, places = _page("٢٠١٩", "٢٠٢٦")
    words = _words(places, ("HI", 10), ("2026", 93))

    assert with_indic_digits(words, page) == words


def test_sure_words_stay() -> None:
    page, places = _page("٢٠١٩", "٢٠٢٦", "٣٢")
    words = _words(places, ("HI", 10), ("ta", 30), ("مالي", 92))

    assert [word.text for word in with_indic_digits(words, page)] == ["٢٠١٩", "٢٠٢٦", "مالي"]
