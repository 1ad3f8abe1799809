"""Light letters on dark parts of a page."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from app.reading.ocr.grounds import light_grounds
from app.reading.ocr.inks import inks_of
from app.reading.ocr.pictures import read_picture
from app.reading.ocr.scans import evenly_lit
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


def _in_shade(page: Image.Image, least: float) -> Image.Image:
    """The page as light as it is at its left side, and only `least` times as light at its right."""
    falling = Image.linear_gradient("L").rotate(90).resize(page.size)
    shade = falling.point([int(255 * (least + (1 - least) * value / 255)) for value in range(256)])
    return ImageChops.multiply(page, shade)


def test_a_page_that_is_darker_at_one_side_becomes_as_light_everywhere() -> None:
    page = evenly_lit(_in_shade(a_page(), 0.6), DPI)

    corners = [page.getpixel((x, 2200)) for x in (60, 800, 1590)]
    assert min(corners) > 250  # type: ignore[type-var, operator]


def test_a_page_in_even_light_stays_the_same_picture() -> None:
    page = a_page().point([value * 230 // 255 for value in range(256)])

    assert evenly_lit(page, DPI) is page


@pytest.mark.needs_ocr
def test_a_table_of_pale_ink_is_read_where_light_falls_from_one_side() -> None:
    page = a_page(*LINES).point([70 + value * 180 // 255 for value in range(256)])
    pen = ImageDraw.Draw(page)
    for row in range(len(LINES) + 1):
        pen.line((150, DPI * (0.95 + 0.4 * row), 1500, DPI * (0.95 + 0.4 * row)), fill=90, width=3)
    for x in (150, 1500):
        pen.line((x, DPI * 0.95, x, DPI * (0.95 + 0.4 * len(LINES))), fill=90, width=3)

    read = {word.text for word in read_picture(_in_shade(page, 0.75), dpi=DPI, number=1).words}

    expected = {word for line in LINES for word in line.split()}
    assert len(expected & read) > 0.9 * len(expected)


ORANGE, YELLOW = (217, 135, 51), (250, 210, 60)


def _with_band(ground: tuple[int, int, int], ink: tuple[int, int, int]) -> Image.Image:
    """A page whose third line stands on a band of colour."""
    page = a_page("Salma Benjelloun", "", "", "Coordinatrice au Maroc").convert("RGB")
    band = ImageOps.colorize(
        a_page("Formation").crop((0, int(DPI * 0.9), 1654, int(DPI * 1.5))), black=ink, white=ground
    )
    page.paste(band.crop((100, 0, 1500, band.height)), (100, int(DPI * 1.4)))
    return page


@pytest.mark.needs_ocr
@pytest.mark.parametrize(("ground", "ink"), [(ORANGE, (255, 255, 255)), (YELLOW, (0, 0, 0))])
def test_a_title_on_a_band_of_colour_is_read_whether_it_is_light_or_dark(
    ground: tuple[int, int, int], ink: tuple[int, int, int]
) -> None:
    read = [word.text for word in read_picture(_with_band(ground, ink), dpi=DPI, number=1).words]

    assert read == ["Salma", "Benjelloun", "Formation", "Coordinatrice", "au", "Maroc"]


def test_only_light_letters_make_a_band_of_colour_a_dark_part() -> None:
    light, dark = _with_band(ORANGE, (255, 255, 255)), _with_band(YELLOW, (0, 0, 0))

    assert light_grounds(light.convert("L"), DPI, inks_of(light)).crop((120, 290, 1480, 390)).getpixel((1200, 50)) > 240
    assert light_grounds(grey := dark.convert("L"), DPI, inks_of(dark)) is grey


def test_the_letters_of_a_large_name_on_dark_are_kept_whole() -> None:
    name = Image.new("L", (1654, 500), 40)
    ImageDraw.Draw(name).text((300, 150), "BENNANI", fill=250, font_size=DPI * 34 / 72, stroke_width=3)
    page = a_page()
    page.paste(name, (0, 1500))

    turned = light_grounds(page, DPI).crop((0, 1500, 1654, 2000))

    ink = name.point([255 if value > 200 else 0 for value in range(256)])
    missed = ImageChops.subtract(ink, turned.point([255 if value < 128 else 0 for value in range(256)]))
    assert missed.histogram()[255] < 0.05 * ink.histogram()[255]


def test_a_grey_page_has_no_colours_to_look_at() -> None:
    assert inks_of(a_page()) is None
    assert inks_of(a_page().convert("RGB")) is None
    assert inks_of(_with_band(ORANGE, (255, 255, 255))) is not None


def test_a_light_box_in_a_dark_band_stays_light() -> None:
    page = a_page()
    pen = ImageDraw.Draw(page)
    pen.rectangle((0, 1500, 1654, 2000), fill=40)
    pen.rectangle((500, 1650, 1100, 1850), fill=250)
    pen.text((560, 1720), "Casablanca", fill=0, font_size=DPI * 12 / 72)

    box = light_grounds(page, DPI).crop((540, 1690, 1060, 1810))

    assert sum(box.histogram()[200:]) > 0.8 * box.width * box.height
