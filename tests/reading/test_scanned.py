"""A scan put into Word and sent: in each of the ways that office files keep pictures."""

from __future__ import annotations

import io
import zipfile

import pytest

from app.reading.looks import first_look
from app.reading.office.scanned import page_pictures
from app.reading.read import read_piece
from app.reading.text import Source
from tests.reading.make import docx_of, odt_of, p, relation
from tests.reading.old_word import Said, doc_of, ole_of
from tests.reading.pictures import a_page, saved

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
PAGES = [saved(a_page(f"Page {number}", "Coordinatrice de projet").convert("1"), "PNG") for number in (1, 2)]
PORTRAIT = saved(a_page("Salma").convert("1").resize((120, 160)), "PNG")


def _rtf(*pictures: bytes, words: str = "") -> bytes:
    digits = (picture.hex("\n", 64) for picture in pictures)
    drawn = "".join(rf"{{\pict{{\*\blipuid {'0f' * 16}}}\pngblip\picw900\pich900 {each}}}\par" for each in digits)
    return rf"{{\rtf1\ansi {words}\par{drawn}}}".encode()


def _rtf_of_bytes(*pictures: bytes) -> bytes:
    drawn = (rb"{\pict\pngblip\bin%d " % len(each) + each + b"}" for each in pictures)
    return rb"{\rtf1\ansi " + b"".join(drawn) + b"}"


WAYS = {
    "docx": docx_of("", parts={f"word/media/image{number}.png": page for number, page in enumerate(PAGES, 1)}),
    "doc": doc_of(Said("\r"), pictures=[PORTRAIT, *PAGES]),
    "rtf in digits": _rtf(PORTRAIT, *PAGES),
    "rtf in bytes": _rtf_of_bytes(*PAGES),
}


@pytest.mark.parametrize("way", WAYS)
def test_pictures_as_large_as_pages_are_pages_in_their_order(way: str) -> None:
    assert page_pictures(WAYS[way]) == PAGES
    assert list(first_look(WAYS[way], file_name="cv").shares) == [1, 2]


def test_the_same_picture_for_old_and_for_new_readers_is_one_page() -> None:
    assert page_pictures(_rtf(PAGES[0], PAGES[0])) == PAGES[:1]


def test_a_picture_is_found_when_the_list_of_sectors_is_lost() -> None:
    whole = doc_of(Said("\r"), pictures=PAGES[:1])

    assert page_pictures(whole[:30] + b"\x1f" + whole[31:]) == PAGES[:1]


@pytest.mark.parametrize(
    "broken",
    [
        _rtf(PAGES[0][:12] + bytes(2000)),
        rb"{\rtf1\ansi {\pict\pngblip\bin99999999 \x89PNG}}",
        ole_of({"Data": b"\0\x6e\x1e\xf0\xff\xff\xff\xff" + bytes(17) + b"\x89PNG\r\n\x1a\n"}),
        b"{\\rtf1 ffd8ff" + b"0" * 3001,
    ],
)
def test_a_broken_picture_is_no_page(broken: bytes) -> None:
    assert page_pictures(broken) == []


def test_an_office_file_with_words_of_its_own_is_not_looked_at() -> None:
    content = _rtf(PAGES[0], words="Salma Bennani, coordinatrice. " * 9)

    assert first_look(content, file_name="cv").shares == {}


def _shown(width: float, height: float, *, placed: str = "inline") -> bytes:
    """A DOCX of many words and a picture shown so many inches large; the picture's bytes are those of a scan."""
    size = f'<wp:extent cx="{width * 914_400:.0f}" cy="{height * 914_400:.0f}"/>'
    spaces = f'xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main"'
    tag, _, more = placed.partition(" ")
    drawn = f'<wp:{tag} {spaces} {more}>{size}<a:blip r:embed="i1"/></wp:{tag}>'
    body = p("Salma Bennani, coordinatrice. " * 9) + f"<w:p><w:r><w:drawing>{drawn}</w:drawing></w:r></w:p>"
    return docx_of(
        body,
        relations=relation("i1", "image", "media/diplome.png"),
        parts={"word/media/diplome.png": bytes(range(256)) * 200},
    )


@pytest.mark.parametrize(
    ("content", "warnings"),
    [
        (_shown(6.3, 8.9), ("unread_part: word/media/diplome.png",)),
        (_shown(1.4, 1.8), ()),
        (_shown(8.3, 11.7, placed='anchor behindDoc="1"'), ()),
        (_shown(6.3, 8.9, placed='anchor behindDoc="0"'), ("unread_part: word/media/diplome.png",)),
    ],
)
def test_a_diploma_as_large_as_a_page_among_words_is_left_to_a_person(
    content: bytes, warnings: tuple[str, ...]
) -> None:
    first = first_look(content, file_name="cv.docx")

    assert (first.read.warnings, first.shares) == (warnings, {})


def test_an_open_document_says_so_too() -> None:
    spaces = f'xmlns:svg="{_OASIS}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    frame = f'<draw:frame {spaces} svg:width="17cm" svg:height="240mm"><draw:image xlink:href="Pictures/1.jpg"/></draw:frame>'
    out = io.BytesIO(odt_of(f"<text:p>{'Salma Bennani ' * 20}{frame}</text:p>"))
    with zipfile.ZipFile(out, "a") as container:
        container.writestr("Pictures/1.jpg", bytes(40_000))

    assert first_look(out.getvalue(), file_name="cv.odt").read.warnings == ("unread_part: Pictures/1.jpg",)


@pytest.mark.needs_ocr
@pytest.mark.parametrize("way", ["doc", "rtf in digits"])
def test_a_scan_in_an_old_office_file_is_read(way: str) -> None:
    read = read_piece(WAYS[way], file_name="cv")

    assert [page.source for page in read.pages] == [Source.OCR, Source.OCR]
    assert read.text.split("\f")[1].split() == ["Page", "2", "Coordinatrice", "de", "projet"]
