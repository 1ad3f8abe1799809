"""Pages with French on one side and Arabic on the other: told by their shapes, and each side read by itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from app.reading.ocr.pictures import read_picture
from app.reading.ocr.sides import sides_of
from app.reading.ocr.tesseract import Seen, words
from app.reading.plausible import share_plausible
from app.reading.raster import drawn_pdf_page

PRINTED = Path(__file__).parents[2] / "benchmarks" / "reading" / "docs"
FRENCH, OTHER_FRENCH, ENGLISH = "07_fr_libreoffice.pdf", "02_fr_chromium_sidebar.pdf", "24_en_libreoffice.pdf"
ARABIC, OTHER_ARABIC = "03_ar_chromium_1col.pdf", "16_ar_weasyprint.pdf"
DPI = 150
BETWEEN = 0.5 * DPI  # pixels: about the middle of what is free between two printed pages
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


@pytest.mark.parametrize(("french", "arabic"), [(FRENCH, ARABIC), (ENGLISH, OTHER_ARABIC), (OTHER_FRENCH, ARABIC)])
def test_the_sides_of_a_page_in_two_languages_are_parted_whichever_is_left(french: str, arabic: str) -> None:
    page, mirrored = _beside(french, arabic), _beside(arabic, french)
    parted, otherwise = sides_of(page, DPI), sides_of(mirrored, DPI)

    assert parted is not None
    assert otherwise is not None
    middle, left_end = _drawn(french).width, _drawn(arabic).width
    assert parted[0].x0 == pytest.approx(middle, abs=BETWEEN)
    assert (parted[1].x0, parted[1].image.width) == (0, parted[0].x0)
    assert otherwise[1].x0 == pytest.approx(left_end, abs=BETWEEN)
    assert (otherwise[0].x0, otherwise[0].image.width) == (0, otherwise[1].x0)


def test_what_stands_above_both_sides_stays_with_the_arabic() -> None:
    below = _beside(FRENCH, ARABIC)
    page = Image.new("L", (below.width, below.height + 300), 255)
    page.paste(below, (0, 300))
    ImageDraw.Draw(page).rectangle((200, 100, below.width - 200, 120), fill=0)

    parted = sides_of(page, DPI)

    assert parted is not None
    arabic, other = parted
    assert (arabic.image.size, arabic.x0, arabic.top) == (page.size, 0, 0)
    assert 120 < other.top < 300
    assert (other.image.width, other.image.height) == (other.x0 + other.image.width, page.height - other.top)
    left_below = arabic.image.crop((0, other.top, other.image.width, page.height))
    assert left_below.getextrema()[0] == 255


@pytest.mark.parametrize(("left", "right"), [(FRENCH, ENGLISH), (ARABIC, OTHER_ARABIC)])
def test_two_columns_in_one_writing_are_not_parted(left: str, right: str) -> None:
    assert sides_of(_beside(left, right), DPI) is None


@pytest.mark.parametrize("name", [FRENCH, OTHER_FRENCH, ARABIC, OTHER_ARABIC, "05_mix_chromium_table.pdf"])
def test_a_page_of_whole_lines_is_not_parted(name: str) -> None:
    assert sides_of(_drawn(name), DPI) is None


@pytest.mark.needs_ocr
def test_each_side_is_read_in_its_language_and_no_line_runs_over_both(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = _beside(FRENCH, ARABIC)
    sheet = sheet.crop((0, 0, sheet.width, sheet.height // 2))
    passes: list[tuple[str, float]] = []

    def counted(image: Image.Image, languages: str, *, segmentation: int, dpi: float, dark: bool = True) -> list[Seen]:
        passes.append((languages, image.width / dpi))
        return words(image, languages, segmentation=segmentation, dpi=dpi, dark=dark)

    monkeypatch.setattr("app.reading.ocr.passes.words", counted)

    page = read_picture(sheet, dpi=DPI, number=1)

    assert {"fra", "fra+ara"} <= {languages for languages, _ in passes}
    assert all(wide < 0.6 * sheet.width / DPI for _, wide in passes)
    middle = page.width / 2
    left = " ".join(word.text for word in page.words if word.box.x0 < middle)
    right = " ".join(word.text for word in page.words if word.box.x0 >= middle)
    assert share_plausible(left) > 0.7
    assert share_plausible(right) > 0.7
    assert not ARABIC_LETTER.search(left)
    assert all(len({word.box.x0 < middle for word in line.words}) == 1 for line in page.lines)
