"""Scans and photos: read where Tesseract is, a person's work where it is not, and never an empty success."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw, ImageOps

from app.reading.ocr import tesseract
from app.reading.ocr.best_lines import best_lines
from app.reading.ocr.boxes import within_their_places
from app.reading.ocr.bullets import without_bullets
from app.reading.ocr.pictures import read_picture
from app.reading.ocr.rules import without_rules
from app.reading.ocr.scans import grey, is_blank, skew_of
from app.reading.ocr.small_marks import with_true_marks
from app.reading.ocr.tesseract import Seen, spending
from app.reading.read import read_piece
from app.reading.text import Source
from app.reading.unreadable import Unreadable, Why
from tests.reading.hostile import one_page, shown
from tests.reading.pictures import DPI, LINES, a_page, a_scan, saved

SENTENCES = set("\n".join(LINES).split())


def _share_read(text: str) -> float:
    return len(SENTENCES & set(text.split())) / len(SENTENCES)


@pytest.mark.needs_ocr
def test_a_page_in_white_on_black_is_read() -> None:
    page = read_picture(ImageOps.invert(a_page()), dpi=DPI, number=1)

    assert _share_read(" ".join(word.text for word in page.words)) > 0.8


@pytest.mark.needs_ocr
def test_a_page_is_given_up_when_its_time_is_spent() -> None:
    with spending(0.0), pytest.raises(Unreadable) as refused:
        read_picture(a_page(), dpi=DPI, number=1)

    assert refused.value.why is Why.TIMED_OUT


@pytest.mark.needs_ocr
def test_a_scan_is_read_with_a_place_for_each_word() -> None:
    read = read_piece(a_scan(a_page()), file_name="cv.pdf")

    (page,) = read.pages
    assert page.source is Source.OCR
    assert _share_read(read.text) > 0.9
    name = next(word for word in page.words if word.text == "Bennani")
    assert 100 < name.box.x0 < 145
    assert 70 < name.box.top < 95
    assert read.languages["fr"] > 0.9


@pytest.mark.needs_ocr
def test_a_scan_with_a_point_for_each_pixel_is_read_as_a_sheet_of_paper() -> None:
    large = read_piece(a_scan(a_page(dpi=300), dpi=72), file_name="cv.pdf")

    (page,) = large.pages
    assert _share_read(large.text) > 0.9
    assert (page.width, page.height) == pytest.approx((2481, 3507), rel=0.002)
    name = next(word for word in page.words if word.text == "Bennani")
    assert 100 < name.box.x0 * 72 / 300 < 145
    assert 70 < name.box.top * 72 / 300 < 95


@pytest.mark.needs_ocr
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_and_its_boxes_stay_where_the_words_are(turn: int) -> None:
    upright = a_page(*LINES, *LINES[1:])

    page = read_picture(upright.rotate(turn, expand=True, fillcolor=255), dpi=DPI, number=1)

    assert _share_read(" ".join(word.text for word in page.words)) > 0.8
    name = next(word for word in page.words if word.text == "Bennani").box
    middle = ((name.x0 + name.x1) / 2 / page.width, (name.top + name.bottom) / 2 / page.height)
    expected = {90: (0.09, 0.78), 180: (0.78, 0.91), 270: (0.91, 0.22)}[turn]
    assert middle == pytest.approx(expected, abs=0.04)


@pytest.mark.needs_ocr
def test_a_document_of_text_and_scan_is_read_page_by_page() -> None:
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(one_page(shown()))) as document, pikepdf.open(io.BytesIO(a_scan(a_page()))) as scan:
        document.pages.append(scan.pages[0])
        out = io.BytesIO()
        document.save(out)

    read = read_piece(out.getvalue(), file_name="cv.pdf")

    assert [page.source for page in read.pages] == [Source.TEXT, Source.OCR]


@pytest.mark.needs_ocr
def test_a_photo_is_read() -> None:
    read = read_piece(saved(a_page().convert("RGB"), "JPEG", quality=80), file_name="IMG_1.jpg")

    assert _share_read(read.text) > 0.9


@pytest.mark.needs_ocr
def test_a_fax_that_its_file_packs_as_faxes_are_is_read() -> None:
    fax = saved(a_page().convert("1"), "TIFF", compression="group4", dpi=(DPI, DPI))

    assert _share_read(read_piece(fax, file_name="fax.tif").text) > 0.8


@pytest.mark.needs_ocr
def test_an_empty_sheet_is_no_success() -> None:
    with pytest.raises(Unreadable) as refused:
        read_piece(saved(Image.new("L", (1654, 2339), 255), "PNG"), file_name="scan.png")

    assert refused.value.why is Why.NO_TEXT


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    tesseract.program.cache_clear()
    monkeypatch.setattr(shutil, "which", lambda _name: None)


@pytest.mark.usefixtures("without_tesseract")
def test_without_tesseract_a_scan_is_a_persons_work() -> None:
    with pytest.raises(Unreadable) as refused:
        read_piece(a_scan(a_page()), file_name="cv.pdf")

    assert (refused.value.why, refused.value.detail) == (Why.NO_TEXT, "needs OCR: Tesseract is not installed")
    tesseract.program.cache_clear()


@pytest.mark.usefixtures("without_tesseract")
def test_without_tesseract_the_pages_with_text_are_read_and_the_others_named() -> None:
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(one_page(shown()))) as document, pikepdf.open(io.BytesIO(a_scan(a_page()))) as scan:
        document.pages.append(scan.pages[0])
        out = io.BytesIO()
        document.save(out)

    read = read_piece(out.getvalue(), file_name="cv.pdf")

    assert read.warnings == ("unread_page: 2 (needs OCR: Tesseract is not installed)",)
    assert [len(page.lines) for page in read.pages] == [1, 0]
    tesseract.program.cache_clear()


def _seen(text: str, x0: float, x1: float, *, line: int = 0, confidence: float = 90, top: float = 0) -> Seen:
    return Seen(text, x0, top, x1, top + 20, confidence, line)


def test_words_are_chosen_by_the_votes_of_the_readings_then_by_how_sure_they_are() -> None:
    first = [_seen("coordinatrice", 0, 100), _seen("prcjet", 110, 160)]
    second = [_seen("coordinatrice", 1, 101, confidence=70), _seen("projet", 110, 161, confidence=80)]
    third = [_seen("coordmatrice", 0, 99), _seen("projet", 109, 160, confidence=60)]

    assert [word.text for word in best_lines([first, second, third])] == ["coordinatrice", "projet"]


def test_a_line_that_one_reading_invents_is_dropped() -> None:
    sure = [_seen("projet", 0, 60)]
    noise = [_seen("xqzt", 0, 60, line=1, top=300, confidence=5)]

    assert [word.text for word in best_lines([sure, [replace(sure[0]), *noise]])] == ["projet"]


def _with_mark(width: int, height: int) -> Image.Image:
    page = Image.new("L", (200, 60), 255)
    pen = ImageDraw.Draw(page)
    pen.rectangle((60, 10, 180, 40), fill=0)  # the letters
    pen.rectangle((50, 34, 50 + width - 1, 34 + height - 1), fill=0)
    return page


@pytest.mark.parametrize(
    ("width", "height", "text"),
    [(4, 9, "الرباط،"), (4, 4, "الرباط."), (7, 8, "الرباط."), (7, 12, "الرباط،")],
)
def test_an_arabic_comma_is_told_from_a_full_stop_by_its_ink(width: int, height: int, text: str) -> None:
    word = Seen("الرباط.", 50, 10, 180, 40, 90, 0)

    (read,) = with_true_marks([word], _with_mark(width, height))

    assert read.text == text


def test_a_dash_is_as_long_as_its_ink() -> None:
    page = Image.new("L", (10, 10), 255)
    line = [_seen("2019", 0, 40), _seen("-", 45, 58), _seen("2024", 60, 100), _seen("-", 110, 116)]

    assert [word.text for word in with_true_marks(line, page)] == ["2019", "–", "2024", "-"]


def test_a_small_square_mark_between_words_is_a_point() -> None:
    line = [_seen("Casablanca", 0, 100), Seen("-", 110, 8, 114, 12, 60, 0), _seen("Maroc", 120, 170)]

    assert [word.text for word in with_true_marks(line, Image.new("L", (10, 10), 255))] == ["Casablanca", "·", "Maroc"]


@pytest.mark.parametrize(
    ("seen", "true"), [("o1/2021", "01/2021"), ("2O24", "2024"), ("oOo", "oOo"), ("Word2000", "Word2000")]
)
def test_the_letter_o_among_digits_is_a_zero(seen: str, true: str) -> None:
    (word,) = with_true_marks([_seen(seen, 0, 60)], Image.new("L", (10, 10), 255))

    assert word.text == true


def test_a_comma_behind_a_number_of_an_arabic_line_is_an_arabic_one() -> None:
    line = [_seen("زنقة", 60, 100), _seen("12,", 20, 50)]

    words = with_true_marks(line, Image.new("L", (200, 60), 255))

    assert [word.text for word in words] == ["زنقة", "12،"]


@pytest.mark.parametrize(
    ("seen", "true"), [("(أمان),", "(أمان)،"), ("«حوار»,", "«حوار»،"), ("Word,", "Word,"), ("«حوار»", "«حوار»")]
)
def test_a_comma_behind_the_bracket_or_quote_of_an_arabic_word_is_an_arabic_one(seen: str, true: str) -> None:
    line = [_seen("شبكة", 60, 100), _seen(seen, 20, 50)]

    assert with_true_marks(line, Image.new("L", (200, 60), 255))[1].text == true


@pytest.mark.parametrize(
    ("seen", "true"), [("2018(", "2018)"), (")2012", "(2012"), ("(2018)", "(2018)"), ("2018)", "2018)")]
)
def test_a_bracket_of_a_number_in_an_arabic_line_closes_behind_it_and_opens_before_it(seen: str, true: str) -> None:
    line = [_seen("الرباط", 60, 100), _seen(seen, 20, 50)]

    assert with_true_marks(line, Image.new("L", (200, 60), 255))[1].text == true


def test_a_lone_quotation_mark_behind_a_number_of_an_arabic_line_is_a_comma() -> None:
    page = Image.new("L", (200, 60), 255)
    alone = [_seen("رقم", 60, 100), _seen("63«", 20, 50)]
    quoted = [_seen("«رقم", 60, 100), _seen("63»", 20, 50)]

    assert [word.text for word in with_true_marks(alone, page)] == ["رقم", "63،"]
    assert [word.text for word in with_true_marks(quoted, page)] == ["«رقم", "63»"]


def test_a_dash_before_an_entry_is_kept_and_a_round_mark_is_not() -> None:
    dash, mark, word = Seen("-", 0, 9, 12, 12, 60, 0), Seen("-", 0, 8, 6, 14, 60, 0), _seen("Budget", 20, 90)

    assert without_bullets([dash, word]) == [dash, word]
    assert without_bullets([mark, word]) == [word]


def test_a_letter_that_begins_line_after_line_in_one_place_is_a_list_mark() -> None:
    def page(letter: str, lines: int) -> list[Seen]:
        return [
            word
            for line in range(lines)
            for word in (_seen(letter, 20 + line % 2, 30, line=line), _seen("Budget", 50, 90, line=line))
        ]

    assert {word.text for word in without_bullets(page("D", 4))} == {"Budget"}
    assert {word.text for word in without_bullets(page("D", 2))} == {"D", "Budget"}
    assert {word.text for word in without_bullets(page("A", 4))} == {"A", "Budget"}
    assert {word.text for word in without_bullets(page("*_", 1))} == {"Budget"}


def test_a_box_drawn_over_its_neighbours_is_cut_back_to_the_widest_part_of_its_own() -> None:
    line = [_seen("Ouarzazate,", 146, 271), _seen("a", 205, 209), _seen("effectué", 213, 250), _seen("un", 256, 270)]

    assert [(word.x0, word.x1) for word in within_their_places(line)] == [
        (146, 205),
        (205, 209),
        (213, 250),
        (256, 270),
    ]


def test_words_that_only_touch_keep_their_boxes() -> None:
    line = [_seen("Rabat", 0, 60), _seen("Salé", 55, 100), _seen("deux", 0, 100, line=1)]

    assert within_their_places(line) == line


def test_lines_of_a_page_askew_are_compared_as_if_it_lay_straight() -> None:
    lean = 0.1  # of a pixel a pixel: the second line begins where the first ends
    upper = [
        replace(_seen(word, x0, x0 + 90, top=lean * (x0 + 45)), lean=lean * (x0 + 45))
        for word, x0 in (("un", 10), ("mot", 400))
    ]
    lower = [replace(word, line=1, top=word.top + 30, bottom=word.bottom + 30) for word in upper]
    doubted = [replace(word, text="xq", confidence=20) for word in lower]

    read = best_lines([[*upper, *doubted], [*upper, *lower]])

    assert [word.text for word in read] == ["un", "mot", "un", "mot"]


def test_ruled_lines_are_found_and_painted_over() -> None:
    page = a_page("Nom Bennani")
    pen = ImageDraw.Draw(page)
    for row in range(4):
        pen.line((100, 800 + 100 * row, 1500, 800 + 100 * row), fill=0, width=3)
    pen.line((800, 800, 800, 1100), fill=0, width=3)

    ruled = without_rules(page, DPI)

    assert ruled.is_table
    assert (len(ruled.across), len(ruled.down)) == (4, 1)
    assert ruled.image.crop((100, 780, 1500, 1120)).getextrema()[0] > 200
    assert ruled.image.crop((150, 180, 600, 260)).getextrema()[0] < 50  # the letters stay


def test_what_is_transparent_is_paper() -> None:
    assert grey(Image.new("RGBA", (4, 4), (0, 0, 0, 0))).getextrema() == (255, 255)


def test_an_empty_sheet_is_told_from_one_with_a_word() -> None:
    assert is_blank(Image.new("L", (1654, 2339), 240), DPI)
    assert not is_blank(a_page("mot"), DPI)


def test_a_page_that_lies_askew_is_found_out() -> None:
    page = a_page(*LINES, *LINES, *LINES)

    assert skew_of(page, DPI) == pytest.approx(0, abs=0.15)
    assert skew_of(page.rotate(-0.8, fillcolor=255), DPI) == pytest.approx(0.8, abs=0.15)


def test_a_comma_in_the_french_half_of_a_line_that_holds_both_stays_latin() -> None:
    line = [_seen("Adresse", 0, 70), _seen("9,", 80, 95), _seen("rue", 100, 130), _seen("Allal", 135, 180)]
    line += [_seen("زنقة", 300, 340), _seen("9,", 350, 365), _seen("العنوان", 370, 440)]

    assert [word.text for word in with_true_marks(line, Image.new("L", (500, 60), 255)) if "9" in word.text] == [
        "9,",
        "9،",
    ]
