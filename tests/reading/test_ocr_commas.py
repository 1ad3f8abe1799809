"""Marks a few pixels tall at the end of Arabic words: what the greys of their ink say, where Tesseract's guess is no help."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from app.reading.ocr.small_marks import with_true_marks
from app.reading.ocr.tesseract import Seen

_TIMES = 16  # drawn so much larger, then shrunk: as soft as a scan
_LETTERS = 28.0  # pixels


def _page(*strokes: tuple[float, float, float, float], left: float = 20) -> Image.Image:
    """A word that begins at 100 and ends at `left` with a mark made of ellipses: boxes in pixels from `left` and the base line."""
    large = Image.new("L", (140 * _TIMES, 80 * _TIMES), 250)
    pen = ImageDraw.Draw(large)
    pen.rectangle((40 * _TIMES, 30 * _TIMES, 100 * _TIMES, 50 * _TIMES), fill=20)
    for x0, top, x1, bottom in strokes:
        pen.ellipse([round(edge * _TIMES) for edge in (left + x0, 50 + top, left + x1, 50 + bottom)], fill=20)
    return large.resize((140, 80), Image.Resampling.BOX)


_STOP = ((0.0, -4.0, 4.0, 0.0),)
_OVAL_STOP = ((0.0, -4.6, 4.0, 0.0),)
_LEANING_COMMA = ((1.0, -4.2, 4.8, -0.4), (0.4, -5.8, 2.0, -2.4), (0.0, -6.4, 1.2, -4.6))
_TALL_COMMA = ((0.6, -4.0, 4.6, 0.0), (0.2, -8.0, 2.4, -1.6))
_QUOTES = ((0.0, -10.0, 1.6, -2.0), (4.0, -10.0, 5.6, -2.0))


def _read(text: str, page: Image.Image, *, x0: float = 20, top: float = 26, bottom: float = 54) -> str:
    word = Seen(text, x0, top, 100, bottom, 92, 0)
    beside = [Seen("جمعية", 110 + 30 * n, 26, 130 + 30 * n, 26 + _LETTERS, 92, 0) for n in range(3)]
    return with_true_marks([word, *beside], page)[0].text


@pytest.mark.parametrize("seen", ["الصحي.", "الصحيء", "الصحي»", "27."])
@pytest.mark.parametrize("mark", [_LEANING_COMMA, _TALL_COMMA])
def test_a_comma_that_leans_or_is_heavier_at_its_foot_is_one_however_few_pixels_it_has(
    seen: str, mark: tuple[tuple[float, float, float, float], ...]
) -> None:
    assert _read(seen, _page(*mark)) == seen[:-1] + "،"


@pytest.mark.parametrize("mark", [_STOP, _OVAL_STOP])
def test_a_stop_stays_one_though_it_is_a_pixel_taller_than_wide(
    mark: tuple[tuple[float, float, float, float], ...],
) -> None:
    assert _read("القيادة.", _page(*mark)) == "القيادة."


def test_closing_quotes_that_are_even_from_top_to_foot_stay() -> None:
    assert _read("المؤنث»", _page(*_QUOTES)) == "المؤنث»"


def test_a_comma_whose_box_ends_in_the_middle_of_it_is_seen_whole() -> None:
    assert _read("تحفظ.", _page(*_TALL_COMMA), x0=22) == "تحفظ،"


def test_a_box_that_reaches_into_the_line_above_does_not_hide_the_comma() -> None:
    page = _page(*_TALL_COMMA)
    ImageDraw.Draw(page).rectangle((10, 2, 100, 14), fill=20)

    assert _read("أبريل.", page, top=0) == "أبريل،"


@pytest.mark.parametrize("seen", ["Word,", "الأقل].", "«حوار»."])
def test_a_comma_at_the_left_of_latin_letters_or_of_closing_marks_is_an_arabic_one(seen: str) -> None:
    assert _read(seen, _page(*_TALL_COMMA)) == seen[:-1] + "،"


def test_a_comma_at_the_right_of_latin_letters_stays_latin() -> None:
    assert _read("Word,", _page()) == "Word,"


_HAMZA = ((0.0, -8.0, 4.4, -3.6), (0.0, -3.6, 6.6, -1.6))


@pytest.mark.parametrize(("mark", "true"), [(_OVAL_STOP, "القيادة."), (_HAMZA, "القيادةء"), (_TALL_COMMA, "القيادة،")])
def test_what_was_read_as_a_hamza_is_what_its_ink_says(
    mark: tuple[tuple[float, float, float, float], ...], true: str
) -> None:
    assert _read("القيادةء", _page(*mark)) == true


@pytest.mark.parametrize("seen", ["62018", "«2018", "»2018"])
def test_a_comma_at_the_left_of_a_number_is_behind_it_whatever_sign_it_was_read_as(seen: str) -> None:
    assert _read(seen, _page(*_TALL_COMMA)) == "2018،"


def test_a_true_digit_at_the_left_of_a_number_stays() -> None:
    page = _page()
    ImageDraw.Draw(page).ellipse((20, 30, 32, 50), fill=20)

    assert _read("62018", page) == "62018"


_FLAG = ((1.0, -3.0, 4.4, 0.0), (0.0, -4.4, 1.8, -1.4))
_COLON = ((0.0, -12.0, 4.0, -8.0), (0.0, -4.0, 4.0, 0.0))


@pytest.mark.parametrize("seen", ["الزيتون.", "وزان:", "2011."])
def test_the_short_comma_of_old_fonts_is_one_though_it_is_as_wide_as_tall(seen: str) -> None:
    assert _read(seen, _page(*_FLAG)) == seen[:-1] + "،"


@pytest.mark.parametrize("seen", ["الزيتون.", "وزان:"])
def test_the_same_ink_turned_over_is_no_comma(seen: str) -> None:
    turned = tuple((4.4 - x1, -4.4 - bottom, 4.4 - x0, -4.4 - top) for x0, top, x1, bottom in _FLAG)

    assert _read(seen, _page(*turned)) == seen


def test_a_colon_has_two_points() -> None:
    assert _read("الهاتف:", _page(*_COLON)) == "الهاتف:"


def test_a_comma_read_as_a_colon_is_in_one_part() -> None:
    assert _read("الضفتين:", _page(*_TALL_COMMA)) == "الضفتين،"


@pytest.mark.parametrize("seen", ["2025", "InDesign", "28/05/2025"])
def test_a_stop_that_was_not_read_is_found_left_of_a_number_or_a_latin_word(seen: str) -> None:
    assert _read(seen, _page(*_STOP)) == seen + "."


@pytest.mark.parametrize("mark", [_TALL_COMMA, _LEANING_COMMA, ((0.0, -24.0, 4.0, -20.0),), ((0.0, -20.0, 6.0, 0.0),)])
def test_what_is_no_low_round_mark_is_not_taken_for_a_lost_stop(
    mark: tuple[tuple[float, float, float, float], ...],
) -> None:
    assert _read("2025", _page(*mark)) == "2025"


def test_no_stop_is_put_behind_arabic_letters() -> None:
    assert _read("القيادة", _page(*_STOP)) == "القيادة"
