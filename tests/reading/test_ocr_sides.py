"""Pages with French on one side and Arabic on the other: told by their shapes, and each side read by itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps

from app.reading.ocr.pictures import read_picture
from app.reading.ocr.sides import sides_of
from app.reading.plausible import share_plausible
from app.reading.raster import drawn_pdf_page

PRINTED = Path(__file__).parents[2] / "benchmarks" / "reading" / "docs"
FRENCH, OTHER_FRENCH, ENGLISH = "07_fr_libreoffice.pdf", "02_fr_chromium_sidebar.pdf", "24_en_libreoffice.pdf"
ARABIC, OTHER_ARABIC = "03_ar_chromium_1col.pdf", "16_ar_weasyprint.pdf"
DPI = 150
ARABIC_LETTER = re.compile("[\u0620-\u064a]")


def _drawn(name: str) -> Image.Image:
    return drawn_pdf_page((PRINTED / name).read_bytes(), 0, dpi=DPI)[0].convert("L")


def _beside(left: str, right: str) -> Image.Image:
    """Both pages as the halves of a sheet."""
    one, other = _drawn(left), _drawn(right)
    sheet = Image.new("L", (one.width + other.width, max(one.height, other.height)), 255)
    sheet.paste(one)
    sheet.paste(other, (one.width, 0))
    return sheet


def _extent(image: Image.Image) -> tuple[int, int, int, int]:
    box = ImageOps.invert(image).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize(("french", "arabic"), [(FRENCH, ARABIC), (ENGLISH, OTHER_ARABIC), (OTHER_FRENCH, ARABIC)])
def test_the_sides_of_a_page_in_two_languages_are_parted_whichever_is_left(french: str, arabic: str) -> None:
    page, mirrored = _beside(french, arabic), _beside(arabic, french)
    parted, otherwise = sides_of(page, DPI), sides_of(mirrored, DPI)

    assert parted is not None
    assert otherwise is not None
    assert _extent(parted[0])[0] > _extent(parted[1])[2]
    assert _extent(otherwise[0])[2] < _extent(otherwise[1])[0]
    for sides, whole in ((parted, page), (otherwise, mirrored)):
        assert ImageChops.difference(ImageChops.darker(*sides), whole).getbbox() is None


@pytest.mark.parametrize(("left", "right"), [(FRENCH, ENGLISH), (ARABIC, OTHER_ARABIC)])
def test_two_columns_in_one_writing_are_not_parted(left: str, right: str) -> None:
    assert sides_of(_beside(left, right), DPI) is None


@pytest.mark.parametrize("name", [FRENCH, OTHER_FRENCH, ARABIC, OTHER_ARABIC, "05_mix_chromium_table.pdf"])
def test_a_page_of_whole_lines_is_not_parted(name: str) -> None:
    assert sides_of(_drawn(name), DPI) is None


@pytest.mark.needs_ocr
def test_each_side_is_read_in_its_language_and_no_line_runs_over_both() -> None:
    sheet = _beside(FRENCH, ARABIC)
    sheet = sheet.crop((0, 0, sheet.width, sheet.height // 2))

    page = read_picture(sheet, dpi=DPI, number=1)

    middle = page.width / 2
    left = [word.text for line in page.lines for word in line.words if word.box.x0 < middle]
    right = [word.text for line in page.lines for word in line.words if word.box.x0 >= middle]
    assert share_plausible(" ".join(left)) > 0.7
    assert share_plausible(" ".join(right)) > 0.7
    assert not ARABIC_LETTER.search(" ".join(left))
    assert all(len({word.box.x0 < middle for word in line.words}) == 1 for line in page.lines)
