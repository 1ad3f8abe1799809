"""Numbers of which one sign was seen, read again by themselves."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from app.reading.ocr.numbers import with_whole_numbers
from app.reading.ocr.tesseract import Seen, words
from tests.reading.pictures import DPI


def _page(text: str) -> tuple[Image.Image, Seen]:
    """A number on a page, and the word that stands on the whole of its ink but says its last digit alone."""
    page = Image.new("L", (600, 200), 255)
    pen = ImageDraw.Draw(page)
    pen.text((300, 100), text, fill=0, font_size=DPI * 12 / 72)
    x0, top, x1, bottom = pen.textbbox((300, 100), text, font_size=DPI * 12 / 72)
    return page, Seen(text[-1], x0, top, x1, bottom, 90, 0)


@pytest.mark.needs_ocr
def test_a_year_cut_to_its_last_digit_is_whole_again() -> None:
    page, cut = _page("2016")

    (whole,) = with_whole_numbers([cut], page, lambda column: words(column, "fra", segmentation=6, dpi=DPI))

    assert (whole.text, whole.x0, whole.x1) == ("2016", cut.x0, cut.x1)


def test_numbers_as_long_as_their_boxes_are_not_read_again() -> None:
    page, _ = _page("6")
    numbers = [Seen("6:", 10, 0, 40, 28, 90, 0), Seen("2016", 60, 0, 140, 28, 90, 0), Seen("ب", 150, 0, 240, 28, 90, 0)]

    def never(_: Image.Image) -> list[Seen]:
        raise AssertionError("read again")

    assert with_whole_numbers(numbers, page, never) == numbers


@pytest.mark.parametrize(("text", "confidence"), [("Rabat", 90.0), ("2016", 20.0), ("20161234567", 90.0), ("", 90.0)])
def test_what_is_no_number_surely_seen_and_as_long_as_the_box_changes_nothing(text: str, confidence: float) -> None:
    page, cut = _page("2016")

    def read(column: Image.Image) -> list[Seen]:
        return [Seen(text, 40, 40, column.width - 40, column.height - 40, confidence, 0)] if text else []

    assert with_whole_numbers([cut], page, read) == [cut]


@pytest.mark.parametrize(
    ("again", "true"),
    [(":2016", "2016:"), ("«702913", "702913،"), ("‘45", "45،"), ("12/2019.", "12/2019."), ("«»", "6")],
)
def test_the_mark_on_the_left_of_a_number_read_again_belongs_behind_it(again: str, true: str) -> None:
    page, cut = _page("2016")
    wide = Seen("6", 100, cut.top, 100 + 0.6 * (cut.bottom - cut.top) * len(again), cut.bottom, 90, 0)

    def read(column: Image.Image) -> list[Seen]:
        return [Seen(again, 40, 40, column.width - 40, column.height - 40, 90, 0)]

    assert with_whole_numbers([wide], page, read)[0].text == true


def test_one_digit_in_a_box_for_two_is_read_again_and_one_with_a_mark_is_not() -> None:
    page, _ = _page("6")
    asked = []

    def read(column: Image.Image) -> list[Seen]:
        asked.append(column)
        return [Seen("12", 40, 40, column.width - 40, column.height - 40, 95, 0)]

    assert with_whole_numbers([Seen("2", 10, 0, 43, 28, 95, 0)], page, read)[0].text == "12"
    assert with_whole_numbers([Seen("2.", 10, 0, 43, 28, 95, 0)], page, read)[0].text == "2."
    assert len(asked) == 1


_SPACED = [("2021", 48.0, 110.0), ("-", 120.0, 132.0), ("2018", 140.0, 202.0)]


def _years(cut: str, again: list[tuple[str, float, float]]) -> list[Seen]:
    word = Seen(cut, 100, 100, 270, 130, 93, 0)

    def read(column: Image.Image) -> list[Seen]:
        return [Seen(text, x0, 50, x1, column.height - 50, 90, 0) for text, x0, x1 in again]

    return with_whole_numbers([word], Image.new("L", (600, 200), 255), read)


@pytest.mark.parametrize("cut", ["2021-8", "2021-18", "2021-2018"])
def test_two_years_of_which_one_was_cut_are_whole_and_apart(cut: str) -> None:
    years = _years(cut, _SPACED)

    assert [year.text for year in years] == ["2021", "-", "2018"]
    assert years[0].x1 < years[1].x0 < years[1].x1 < years[2].x0
    assert years[0].x0 >= 100
    assert years[-1].x1 <= 270


def test_two_years_that_stand_together_stay_one_word() -> None:
    assert [year.text for year in _years("2021-8", [("2021-2018", 48, 202)])] == ["2021-2018"]


@pytest.mark.parametrize(
    ("seen", "again"),
    [("2021-5", _SPACED), ("2021-8", [("2021-08", 48, 202)]), ("2021-8", [("2021", 48, 110)]), ("2021-08", [])],
)
def test_a_month_behind_its_year_and_years_that_were_not_seen_stay(
    seen: str, again: list[tuple[str, float, float]]
) -> None:
    assert [year.text for year in _years(seen, again)] == [seen]
