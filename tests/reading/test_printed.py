"""An office file on paper: the file's words, the paper's places."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.reading.isolated import printed_in_child, read_in_child, rendered_in_child
from app.reading.office.fonts_asked import has_fonts_asked, is_count_sure
from app.reading.office.printed import Printed, printed_from_json, put_on_paper
from app.reading.page_images import is_print_tried, page_image, print_office_file, printed_office_file
from app.reading.text import Box, Line, Page, ReadText, Source, Word, plain_text
from app.reading.unreadable import Unreadable, Why
from tests.reading.make import docx_of, p

SHA = "cd" * 32


def paper(*pages: tuple[str, ...]) -> ReadText:
    """Pages of paper with one line every twenty points and letters five points wide."""
    return ReadText(tuple(_sheet(number, lines) for number, lines in enumerate(pages, start=1)))


def _sheet(number: int, lines: tuple[str, ...]) -> Page:
    return Page(number, 595.0, 842.0, Source.TEXT, tuple(_line(row, text) for row, text in enumerate(lines)))


def _line(row: int, text: str) -> Line:
    words, x = [], 50.0
    for word in text.split():
        words.append(Word(word, Box(x, row * 20.0, x + 5.0 * len(word), row * 20.0 + 12.0), 11.0))
        x += 5.0 * (len(word) + 1)
    return Line(tuple(words))


def test_words_stay_the_files_and_stand_where_the_paper_has_them() -> None:
    file = plain_text("Salma Bennani\nCoordinatrice de projet à Fès depuis 2019")

    printed = put_on_paper(file, paper(("Salma Bennani", "Coordinatrice de", "projet à FÈS depuis 2019")))

    assert printed is not None
    assert printed.read.text == "Salma Bennani\nCoordinatrice de\nprojet à Fès depuis 2019"
    assert all(page.laid_out for page in printed.read.pages)
    assert printed.places[1] == (1, Box(80.0, 0.0, 115.0, 12.0))


def test_what_each_page_repeats_is_said_on_each_page() -> None:
    file = plain_text("Dossier de Salma, page 1\n\nUn\nDeux\n\nTrois\nQuatre")

    printed = put_on_paper(
        file, paper(("Dossier de Salma, page 1", "Un", "Deux"), ("Dossier de Salma, page 2", "Trois", "Quatre"))
    )

    assert printed is not None
    assert [page.number for page in printed.read.pages] == [1, 2]
    first, second = printed.read.text.split("\f")
    assert first == "Dossier de Salma, page 1\n\nUn\nDeux"
    assert second == "Trois\nQuatre\n\nDossier de Salma, page 2"


def test_a_quote_over_two_lines_has_a_box_on_each() -> None:
    file = plain_text("Master en droit obtenu à Rabat")
    printed = put_on_paper(file, paper(("Master en droit", "obtenu à Rabat")))
    assert printed is not None
    start = file.text.index("droit")
    ((page, box),) = file.boxes(start, len("Master en droit obtenu"))

    places = printed.on_paper(file, page.number, [box])

    assert places == [(1, Box(100.0, 0.0, 125.0, 12.0)), (1, Box(50.0, 20.0, 80.0, 32.0))]


def test_a_word_broken_on_paper_is_the_word_of_the_file() -> None:
    others = " ".join(f"mot{number}" for number in range(60))
    file = plain_text(f"{others} coordination nationale")

    printed = put_on_paper(file, paper((f"{others} coordi- nation nationale",)))

    assert printed is not None
    assert printed.read.text == file.text


def test_a_text_box_that_stands_elsewhere_on_paper_is_found() -> None:
    file = plain_text("Poste visé : chargée de projet\n\nSalma Bennani\nCoordinatrice de projet\nSept ans de terrain")

    printed = put_on_paper(
        file,
        paper(
            ("Salma Bennani", "Coordinatrice de projet", "Sept ans de terrain", "Poste visé : chargée de projet"),
        ),
    )

    assert printed is not None
    assert None not in printed.places
    assert printed.places[0] == (1, Box(50.0, 60.0, 75.0, 72.0))


def test_a_rendition_that_says_something_else_gives_no_places() -> None:
    assert put_on_paper(plain_text("Salma Bennani coordinatrice"), paper(("Une autre personne",))) is None


def test_it_goes_and_comes_back_as_json() -> None:
    printed = put_on_paper(plain_text("Salma Bennani"), paper(("Salma Bennani",)))
    assert printed is not None

    assert printed_from_json(printed.to_json()) == printed
    with pytest.raises(ValueError, match="not a printed file"):
        printed_from_json({"read": None})


def test_fonts_are_those_asked_for_or_as_wide() -> None:
    asks = docx_of(p("Salma") + '<w:p><w:r><w:rPr><w:rFonts w:ascii="Calibri"/></w:rPr><w:t>x</w:t></w:r></w:p>')

    def with_font(name: bytes) -> bool:
        return has_fonts_asked(asks, file_name="cv.docx", rendition=b"<</BaseFont/ABCDEF+%s>>" % name)

    assert with_font(b"Calibri")
    assert with_font(b"Carlito-Bold")
    assert not with_font(b"NotoSans-Regular")
    assert not has_fonts_asked(asks, file_name="cv.docx", rendition=b"")


@pytest.mark.parametrize(("lines", "sure"), [(3, False), (15, True), (29, False)])
def test_pages_in_other_fonts_are_counted_when_the_last_is_neither_nearly_empty_nor_nearly_full(
    lines: int, sure: bool
) -> None:
    full = tuple(f"ligne {letter * 3}" for letter in "abcdefghijklmnopqrstuvwxyzàâçéè")
    rest = tuple(f"suite {letter * 3}" for letter in "abcdefghijklmnopqrstuvwxyzàâçéè")

    assert is_count_sure(paper(("En-tête, page 1", *full), ("En-tête, page 2", *rest[:lines]))) is sure


@pytest.mark.needs_office
@pytest.mark.timeout(180)
def test_an_office_file_is_printed_once_and_then_can_be_masked(tmp_path: Path) -> None:
    content = docx_of(p("Salma Bennani") + p("Coordinatrice de projet"))
    read = read_in_child(content, file_name="cv.docx")
    assert isinstance(read, ReadText)
    masks = (Box(50, 50, 200, 90),)

    def image() -> bytes:
        return page_image(
            lambda: content, sha256=SHA, file_name="cv.docx", number=1, folder=tmp_path, masks=masks, hide_pictures=True
        )

    with pytest.raises(Unreadable) as refused:
        image()
    assert refused.value.why is Why.UNKNOWN_FORMAT
    assert print_office_file(content, sha256=SHA, file_name="cv.docx", read=read, folder=tmp_path)

    printed = printed_office_file(tmp_path, SHA)

    assert printed is not None
    assert printed.read.text == read.text
    assert None not in printed.places
    assert image().startswith(b"RIFF")


@pytest.mark.needs_office
@pytest.mark.timeout(180)
def test_an_answer_from_the_child_is_the_one_made_here() -> None:
    content = docx_of(p("Salma Bennani") + p("Coordinatrice de projet"))
    read = read_in_child(content, file_name="cv.docx")
    assert isinstance(read, ReadText)
    rendition = rendered_in_child(content, file_name="cv.docx")

    printed = printed_in_child(content, file_name="cv.docx", rendition=rendition, read=read)

    assert isinstance(printed, Printed)
    assert printed.read.text == read.text


def test_a_failure_is_kept_too(tmp_path: Path) -> None:
    broken = b"PK\x03\x04 no office file"

    assert not print_office_file(broken, sha256=SHA, file_name="cv.docx", read=plain_text("x"), folder=tmp_path)

    assert is_print_tried(tmp_path, SHA)
    assert printed_office_file(tmp_path, SHA) is None
