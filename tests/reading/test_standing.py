"""How a page lies and what it is written in, told from the shapes of its lines: rightly, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from app.reading.ocr.scans import grey, has_dark_ground
from app.reading.ocr.standing import seems_arabic, stand_of
from app.reading.raster import drawn_pdf_page
from tests.reading.pictures import DPI, LINES, a_page

PRINTED = Path(__file__).parents[2] / "benchmarks" / "reading" / "docs"


def _drawn(name: str, dpi: float = DPI) -> Image.Image:
    return drawn_pdf_page((PRINTED / name).read_bytes(), 0, dpi=dpi)[0]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("slant", [0.0, 2.5])
@pytest.mark.parametrize(
    ("name", "arabic"),
    [
        ("02_fr_chromium_sidebar.pdf", False),
        ("24_en_libreoffice.pdf", False),
        ("03_ar_chromium_1col.pdf", True),
        ("05_mix_chromium_table.pdf", True),
    ],
)
def test_a_page_is_known_upright_upside_down_and_on_either_side(
    name: str, arabic: bool, slant: float, turn: int
) -> None:
    page = grey(_drawn(name)).rotate(-slant, fillcolor=255, resample=Image.Resampling.BILINEAR)

    stand = stand_of(page.rotate(turn, expand=True), DPI)

    assert stand is not None
    assert (stand.turn, stand.arabic) == (turn, arabic)
    assert stand.skew == pytest.approx(slant, abs=0.3)


def test_of_a_page_of_specks_nothing_is_said() -> None:
    assert stand_of(Image.effect_noise((800, 1100), 60), DPI) is None


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize(
    ("name", "arabic"),
    [
        ("02_fr_chromium_sidebar.pdf", False),
        ("07_fr_libreoffice.pdf", False),
        ("15_fr_weasyprint_sidebar.pdf", False),
        ("03_ar_chromium_1col.pdf", True),
        ("16_ar_weasyprint.pdf", True),
        ("18_ar_typst.pdf", True),
        ("09_mix_libreoffice.pdf", True),
    ],
)
def test_arabic_is_known_by_the_stroke_it_stands_on(name: str, arabic: bool, dpi: int) -> None:
    assert seems_arabic(_drawn(name, dpi), dpi) is arabic


def test_a_page_of_few_lines_says_nothing_about_its_script() -> None:
    assert seems_arabic(a_page(LINES[0]), DPI) is None


def test_white_letters_on_a_band_are_seen_and_large_letters_on_paper_are_not() -> None:
    plain, banded = a_page(), a_page()
    pen = ImageDraw.Draw(banded)
    pen.rectangle((0, 0, banded.width, 180), fill=90)
    pen.text((180, 60), LINES[0], fill=255, font_size=60)
    ImageDraw.Draw(plain).text((180, 60), LINES[0], fill=0, font_size=60)

    assert has_dark_ground(banded, DPI)
    assert not has_dark_ground(plain, DPI)
