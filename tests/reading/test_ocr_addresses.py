"""A stop of an e-mail address that was not read is found by its ink, and put nowhere else."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from app.reading.ocr.addresses import with_stops_of_addresses
from app.reading.ocr.tesseract import Seen

WIDE, TALL = 12, 24  # pixels: a letter


def _drawn(text: str, *, touching: str = "") -> tuple[Image.Image, float]:
    """The signs as blocks, stops as small ones on the foot of the line, `touching` letters as one; and where they end."""
    page = Image.new("L", (900, 80), 250)
    pen, x = ImageDraw.Draw(page), 40
    for place, sign in enumerate(text):
        top, wide = (24 + TALL - 4, 4) if sign == "." else (24, WIDE)
        gap = 0 if touching and text[place : place + len(touching)] == touching else 4
        pen.rectangle((x, top, x + wide - 1 + (4 - gap), 24 + TALL - 1), fill=20)
        x += wide + 4
    return page, float(x - 4)


def _read(spelled: str, drawn: str, **how: str) -> str:
    page, end = _drawn(drawn, **how)
    (word,) = with_stops_of_addresses([Seen(spelled, 40, 20, end, 52, 60, 0)], page)
    return word.text


@pytest.mark.parametrize("true", ["jalil.m@example.org", "ilham.tw@example.org,", "a.b@x.example.org"])
def test_the_stop_that_was_not_read_is_put_where_it_is_drawn(true: str) -> None:
    assert _read(true.replace(".", "", 1), true.rstrip(",")) == true


def test_letters_that_touch_behind_it_do_not_move_it() -> None:
    assert _read("ilhamtw@example.org", "ilham.tw@example.org", touching="rg") == "ilham.tw@example.org"


@pytest.mark.parametrize("text", ["jalil.m@example.org", "jalilm@example.org", "jalilm@example.org."])
def test_an_address_that_is_spelled_as_it_is_drawn_stays(text: str) -> None:
    assert _read(text, text) == text


def test_a_stop_before_the_address_and_words_that_are_none_stay() -> None:
    assert _read("mabrouki@example.org", ".mabrouki@example.org") == "mabrouki@example.org"
    assert _read("wwwexample.org", "www.example.org") == "wwwexample.org"
