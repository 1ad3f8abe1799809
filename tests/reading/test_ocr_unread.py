"""Lines under seals, read again without them."""

from __future__ import annotations

import math

import pytest
from PIL import Image, ImageDraw

from app.reading.ocr.best_lines import with_overlooked
from app.reading.ocr.pictures import read_picture
from app.reading.ocr.tesseract import Seen
from app.reading.ocr.unread import darkest_ink, places_left, unread_lines
from tests.reading.pictures import DPI, LINES, a_page


def _stamped(page: Image.Image, middle: tuple[int, int]) -> Image.Image:
    """The page in colours with a round blue seal over `middle`."""
    seal = Image.new("RGB", page.size, "white")
    pen = ImageDraw.Draw(seal)
    x, y = middle
    for reach in (150, 110, 60):
        pen.ellipse((x - reach, y - reach, x + reach, y + reach), outline=(70, 80, 190), width=8)
    for turn in range(48):
        cosine, sine = math.cos(turn * math.pi / 24), math.sin(turn * math.pi / 24)
        pen.line((x + 60 * cosine, y + 60 * sine, x + 140 * cosine, y + 140 * sine), fill=(70, 80, 190), width=6)
    letters = page.point([255 if value < 128 else 0 for value in range(256)])
    return Image.composite(page.convert("RGB"), seal, letters)


def _seen(text: str, x0: float, x1: float, *, confidence: float, top: float = 0) -> Seen:
    return Seen(text, x0, top, x1, top + 30, confidence, 0)


@pytest.mark.needs_ocr
def test_a_name_under_a_seal_is_read() -> None:
    page = a_page(*LINES, "", "La directrice", "Salma Benjelloun")
    row = int(DPI * (1 + 0.4 * (len(LINES) + 1.5)))

    read = [word.text for word in read_picture(_stamped(page, (420, row)), dpi=DPI, number=1).words]

    assert {"Salma", "Benjelloun"} <= {*read}


def test_only_lines_that_were_not_read_are_looked_at_again() -> None:
    page = a_page("Salma Benjelloun", "Coordinatrice")
    ink = darkest_ink(page)
    box = _inked(ink)
    first = Seen("Salma", box[0], box[1], box[2], box[1] + 0.3 * DPI, 95, 0)

    unread = unread_lines(ink, DPI, [first])

    assert unread is not None
    left, top, right, bottom = _inked(unread.column)
    (again,) = unread.on_the_page([Seen("Coordinatrice", left, top, right, bottom, 90, 0)])
    assert again.text == "Coordinatrice"
    assert again.bottom == pytest.approx(box[3], abs=3)
    assert unread_lines(ink, DPI, [Seen("tout", 0, 0, page.width, page.height, 95, 0)]) is None


def test_where_ink_is_left_outside_the_words_is_told_even_if_it_is_no_line() -> None:
    page = a_page("Salma Benjelloun")
    word = Seen("Salma", *_inked(darkest_ink(page)), 95, 0)
    ImageDraw.Draw(page).ellipse((700, 900, 900, 1100), outline=0, width=9)
    ink = darkest_ink(page)

    (place,) = places_left(ink, DPI, [word])

    assert place == pytest.approx((700, 900, 900, 1100), abs=40)
    assert unread_lines(ink, DPI, [word]) is None


def _inked(image: Image.Image) -> tuple[int, int, int, int]:
    return Image.eval(image, lambda value: 255 - value).getbbox() or (0, 0, 0, 0)


def test_a_second_look_changes_no_word_that_is_believed() -> None:
    seen = [_seen("2024", 0, 60, confidence=91), _seen("xq", 80, 150, confidence=20)]
    again = [_seen("2029", 0, 60, confidence=97), _seen("mars", 80, 150, confidence=92)]

    assert [word.text for word in with_overlooked(seen, again)] == ["2024", "mars"]


def test_doubtful_words_of_a_second_look_are_left_out() -> None:
    seen = [_seen("2024", 0, 60, confidence=91)]

    assert with_overlooked(seen, [_seen("zq", 300, 360, confidence=40)]) == seen
    assert with_overlooked(seen, [_seen(".", 300, 304, confidence=95)]) == seen
