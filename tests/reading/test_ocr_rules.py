"""Ruled lines, and the stroke that letters stand on, which is as long and as thin."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from app.reading.ocr.rules import without_rules

DPI = 200
STROKE, THICK, TOOTH = 130, 7, 22  # pixels: a word of bold letters, how thick they are and how tall


def _page() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    page = Image.new("L", (1000, 600), 250)
    return page, ImageDraw.Draw(page)


def _word(pen: ImageDraw.ImageDraw, x0: int, foot: int) -> None:
    """A stroke with teeth upon it, as the body of a word in bold Arabic letters."""
    pen.rectangle((x0, foot - THICK, x0 + STROKE, foot), fill=20)
    for left in range(x0, x0 + STROKE, 26):
        pen.rectangle((left, foot - TOOTH, left + THICK, foot), fill=20)


def _ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    return sum(image.crop(box).point([1 if value < 128 else 0 for value in range(256)]).tobytes())


@pytest.mark.parametrize("hanging", [False, True])
def test_the_stroke_of_a_bold_word_is_no_ruled_line(hanging: bool) -> None:
    page, pen = _page()
    _word(pen, 300, 200)
    page = page.transpose(Image.Transpose.FLIP_TOP_BOTTOM) if hanging else page

    ruled = without_rules(page, DPI, joined=True)

    assert ruled.across == ()
    assert ruled.image.tobytes() == page.tobytes()
    assert without_rules(page, DPI).across, "where letters do not join, it is a line that something touches"


def test_a_short_line_that_nothing_touches_is_painted_over_beside_such_a_word() -> None:
    page, pen = _page()
    _word(pen, 300, 200)
    pen.line((600, 198, 600 + STROKE, 198), fill=20, width=4)

    ruled = without_rules(page, DPI, joined=True)

    assert _ink(ruled.image, (590, 180, 740, 210)) < 10
    assert _ink(ruled.image, (290, 170, 440, 210)) == _ink(page, (290, 170, 440, 210))


def test_the_lines_of_a_table_go_though_others_cross_them_and_a_word_stands_on_one() -> None:
    page, pen = _page()
    for row in (100, 200, 300):
        pen.line((100, row, 900, row), fill=20, width=3)
    for column in (100, 500, 900):
        pen.line((column, 100, column, 300), fill=20, width=3)
    _word(pen, 300, 200)

    ruled = without_rules(page, DPI, joined=True)

    assert ruled.is_table
    assert len(ruled.across) == 3
    assert _ink(ruled.image, (520, 90, 880, 310)) == 0


def test_the_lines_under_two_titles_at_one_height_are_two_lines_and_no_table() -> None:
    page, pen = _page()
    for row in (100, 300):
        pen.line((50, row, 350, row), fill=20, width=3)
        pen.line((450, row, 950, row), fill=20, width=3)
    pen.line((400, 50, 400, 500), fill=20, width=3)

    ruled = without_rules(page, DPI)

    assert [(round(x0, -1), round(x1, -1)) for x0, _, x1, _ in ruled.across] == [(50, 350), (450, 950)] * 2
    assert not ruled.is_table


def test_a_line_that_the_scanner_broke_is_one() -> None:
    page, pen = _page()
    for left in (50, 380, 700):
        pen.line((left, 100, left + 290, 100), fill=20, width=3)

    assert len(without_rules(page, DPI).across) == 1
