"""Light letters on dark parts of a page."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from app.reading.grounds import light_grounds
from app.reading.ocr import read_picture
from tests.reading.pictures import DPI, LINES, a_page

ASIDE = (900, 0, 1654, 2339)


def _with_dark_sidebar(paper: int = 255) -> Image.Image:
    """Lines in black on the left, the same in white on dark on the right."""
    page = a_page("Salma", "Formation", "Master")
    aside = ImageOps.invert(a_page("Contact", "Casablanca", "Budget", "Rapports").crop((0, 0, 754, 2339)))
    page.paste(aside.point([40 + value * 3 // 4 for value in range(256)]), ASIDE[:2])
    return page.point([value * paper // 255 for value in range(256)])


def test_a_dark_part_becomes_light_and_its_letters_dark() -> None:
    page = light_grounds(_with_dark_sidebar(), DPI)

    aside = page.crop(ASIDE).crop((20, 0, 754, 2339))
    assert max(aside.getcolors(256) or [])[1] > 240
    assert aside.getextrema()[0] < 80


def test_a_page_without_dark_parts_stays_the_same_picture() -> None:
    page = a_page()

    assert light_grounds(page, DPI) is page


def test_a_large_black_title_is_no_dark_part() -> None:
    page = a_page()
    ImageDraw.Draw(page).text((200, 1500), "Bennani", fill=0, font_size=DPI * 40 / 72, stroke_width=4)

    assert light_grounds(page, DPI) is page


@pytest.mark.needs_ocr
def test_a_dark_sidebar_is_read_in_the_shade_of_a_photo() -> None:
    shaded = _with_dark_sidebar(paper=210).filter(ImageFilter.GaussianBlur(0.8))
    desk = ImageOps.expand(shaded, border=120, fill=70)

    page = read_picture(desk, dpi=DPI, number=1, photo=True)

    words = {word.text for word in page.words}
    assert words >= {"Salma", "Formation", "Master", "Contact", "Casablanca", "Budget", "Rapports"}
    (contact,) = (word.box for word in page.words if word.text == "Contact")
    assert contact.x0 > 900 * 72 / DPI


@pytest.mark.needs_ocr
def test_what_lies_beside_a_dark_desk_is_read() -> None:
    desk = ImageOps.expand(a_page(*LINES).point([value * 4 // 5 for value in range(256)]), border=150, fill=60)

    page = read_picture(desk, dpi=DPI, number=1, photo=True)

    assert "Bennani" in {word.text for word in page.words}
