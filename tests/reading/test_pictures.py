"""Pictures sent as pieces: every format, every page, the way up, the limits; and pages drawn for people."""

from __future__ import annotations

import io
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from app.reading.images import count_pictures, picture
from app.reading.isolated import drawn_in_child, rendered_in_child
from app.reading.looks import draw_to_read
from app.reading.office.rendition import agreement
from app.reading.page_images import forget_page_images, page_image
from app.reading.raster import draw_page, drawn_pdf_page
from app.reading.read import read_piece
from app.reading.text import Box
from app.reading.unreadable import Unreadable, Why
from tests.reading.hostile import ALL, one_page, shown
from tests.reading.make import docx_of, p
from tests.reading.pictures import a_page, a_scan, saved

SHA = "ab" * 32


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF"])
def test_every_format_is_opened(form: str) -> None:
    pillow_heif.register_heif_opener()
    content = saved(Image.new("RGB", (120, 160), "white"), form)

    shown_picture = picture(content, 0)

    assert (shown_picture.image.size, shown_picture.photo, count_pictures(content)) == ((120, 160), True, 1)


def test_every_page_of_a_tiff_is_a_page() -> None:
    pages = [Image.new("L", (60 + n, 80), 255) for n in range(3)]
    content = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])

    assert count_pictures(content) == 3
    assert [picture(content, n).image.width for n in range(3)] == [60, 61, 62]


def test_a_picture_stands_as_its_exif_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6

    assert picture(saved(Image.new("RGB", (160, 120)), "JPEG", exif=exif), 0).image.size == (120, 160)


def test_a_scanners_scale_is_believed_and_a_cameras_is_not() -> None:
    page = a_page()

    scan, photo = (picture(saved(page, "JPEG", dpi=(dpi, dpi)), 0) for dpi in (200, 72))

    assert (round(scan.dpi), scan.photo) == (200, False)
    assert (round(photo.dpi), photo.photo) == (200, True)  # taken for one sheet of A4


def test_pictures_of_a_screen_one_under_the_other_are_as_wide_as_a_sheet() -> None:
    roll, tall = (picture(saved(Image.new("1", (827, height)), "PNG"), 0) for height in (9000, 2338))

    assert (roll.dpi, tall.dpi) == (pytest.approx(100), pytest.approx(200))


def test_more_than_forty_megapixels_are_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        picture(saved(Image.new("1", (8000, 5001)), "PNG"), 0)

    assert refused.value.why is Why.TOO_LARGE


def test_a_page_is_drawn_with_its_masks_in_the_pixels() -> None:
    content = one_page(shown("Salma Bennani"))
    name = Box(70, 125, 200, 150)

    open_page, masked_page = (
        Image.open(io.BytesIO(draw_page(content, "cv.pdf", 1, masks, 72.0))).convert("L") for masks in ((), (name,))
    )

    inside = (72, 128, 198, 148)
    assert open_page.size == (595, 842)
    assert open_page.crop(inside).getextrema()[1] > 200  # paper between the letters
    assert masked_page.crop(inside).getextrema()[1] < 60  # nothing but ink
    assert masked_page.crop((0, 300, 595, 842)).getextrema()[0] > 250


def test_a_drawn_picture_says_nothing_of_the_camera() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Telephone of Salma"
    exif.get_ifd(0x8825)[1] = "N"
    drawn = draw_page(saved(a_page(), "JPEG", exif=exif), "cv.jpg", 1, (), 72.0)

    assert b"Telephone" not in drawn
    assert not Image.open(io.BytesIO(drawn)).getexif()


@pytest.mark.parametrize("box", [b"[0 0 14000 14000]", b"[0 0 400 14000]"])
def test_a_giant_page_is_drawn_within_forty_megapixels(box: bytes) -> None:
    content = one_page(shown()).replace(b"[0 0 595 842]", box)

    image, _ = drawn_pdf_page(content, 0, dpi=600)

    assert 20_000_000 < image.width * image.height <= 40_500_000


@pytest.mark.parametrize(("width", "height"), [(2480, 3508), (3508, 2480), (149, 210)])
def test_a_page_of_no_papers_size_is_drawn_as_a_sheet(width: int, height: int) -> None:
    content = one_page(shown()).replace(b"[0 0 595 842]", b"[0 0 %d %d]" % (width, height))

    image, dpi = drawn_pdf_page(content, 0, dpi=200)
    to_read = draw_to_read(content, file_name="cv.pdf", number=1)

    assert sorted(image.size) == pytest.approx([1653, 2338], abs=12)
    assert image.width * 72 / dpi == pytest.approx(width, rel=0.002)
    assert to_read.dpi == pytest.approx(200, rel=0.002)
    assert to_read.image.width * 72 / to_read.dpi * to_read.times == pytest.approx(width, rel=0.002)


@pytest.mark.parametrize("size", [b"[0 0 595 842]", b"[0 0 842 1191]", b"[0 0 420 595]", b"[0 0 595 2400]"])
def test_paper_from_a5_to_a3_and_a_long_roll_are_drawn_as_asked(size: bytes) -> None:
    assert drawn_pdf_page(one_page(shown()).replace(b"[0 0 595 842]", size), 0, dpi=100)[1] == pytest.approx(100)


def test_a_photo_of_very_many_points_is_made_smaller_to_be_read() -> None:
    photo = saved(a_page().resize((3308, 4676)).convert("RGB"), "JPEG")

    shown = draw_to_read(photo, file_name="cv.jpg", number=1)

    assert shown.image.width * shown.image.height <= 12_000_000
    assert shown.image.width / shown.dpi == pytest.approx(8.27, abs=0.02)


def test_only_a_page_of_some_size_is_drawn_in_colour_to_be_read() -> None:
    page = one_page(shown())
    giant = page.replace(b"[0 0 595 842]", b"[0 0 842 3370]")

    assert draw_to_read(page, file_name="cv.pdf", number=1).image.mode == "RGB"
    assert draw_to_read(giant, file_name="plan.pdf", number=1).image.mode == "L"


def test_a_file_without_pages_to_look_at_says_so() -> None:
    with pytest.raises(Unreadable) as refused:
        drawn_in_child(docx_of(p("CV")), file_name="cv.docx", number=1, masks=(), dpi=72.0)

    assert refused.value.why is Why.UNKNOWN_FORMAT


def test_a_page_image_is_drawn_once_for_each_set_of_masks(tmp_path: Path) -> None:
    content = a_scan(a_page())
    asked: list[str] = []

    def fetch() -> bytes:
        asked.append("fetched")
        return content

    def image(*masks: Box) -> bytes:
        return page_image(fetch, sha256=SHA, file_name="cv.pdf", number=1, masks=masks, folder=tmp_path)

    first, again, masked_image = image(), image(), image(Box(10, 10, 90, 40))

    assert first == again != masked_image
    assert len(asked) == 2


def test_page_images_of_a_file_can_be_forgotten(tmp_path: Path) -> None:
    page_image(lambda: a_scan(a_page()), sha256=SHA, file_name="cv.pdf", number=1, folder=tmp_path)

    assert forget_page_images(tmp_path, SHA) == 1
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.needs_office
@pytest.mark.timeout(180)
def test_an_office_file_is_shown_as_it_would_be_printed(tmp_path: Path) -> None:
    content = docx_of(p("Salma Bennani"))

    drawn = page_image(lambda: content, sha256=SHA, file_name="cv.docx", number=1, folder=tmp_path)

    assert Image.open(io.BytesIO(drawn)).convert("L").getextrema()[0] < 100
    assert [path.name for path in tmp_path.rglob("*.pdf")] == [f"{SHA}-rendition.pdf"]


@pytest.mark.needs_office
@pytest.mark.timeout(180)
def test_a_rendition_says_the_same_words() -> None:
    content = docx_of(p("Salma Bennani") + p("Coordinatrice de projet"))

    rendition = read_piece(rendered_in_child(content, file_name="cv.docx"), file_name="rendition.pdf")

    assert agreement(read_piece(content, file_name="cv.docx"), rendition) == 1


def test_an_office_bomb_is_refused_before_libreoffice_sees_it() -> None:
    with pytest.raises(Unreadable) as refused:
        rendered_in_child(ALL["D01"].make(), file_name="cv.docx")

    assert refused.value.why is Why.TOO_LARGE


def test_an_office_file_is_never_shown_where_something_must_be_hidden(tmp_path: Path) -> None:
    content = docx_of(p("Salma Bennani"))

    with pytest.raises(Unreadable) as refused:
        page_image(
            lambda: content,
            sha256=SHA,
            file_name="cv.docx",
            number=1,
            masks=[Box(0, 0, 5, 1)],
            folder=tmp_path,
            hide_pictures=True,
        )

    assert refused.value.why is Why.UNKNOWN_FORMAT
