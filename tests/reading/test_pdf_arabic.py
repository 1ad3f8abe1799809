"""Arabic out of PDFs: glyphs stand as the page shows them, from left to right; text must come out as it is read."""

from __future__ import annotations

import pytest

from app.reading.layout.direction import left_to_right, right_to_left
from app.reading.layout.letters import MIRRORED, composed, fold, kind
from app.reading.pdf.read import read_pdf
from tests.reading.paper import Paper


def text_of(paper: Paper) -> str:
    return " ".join(line.text for line in read_pdf(paper.pdf()).pages[0].page.lines)


def lines_of(paper: Paper) -> list[str]:
    return [line.text for line in read_pdf(paper.pdf()).pages[0].page.lines]


def read_seen(seen: str, *, base_right: bool) -> str:
    """What a line seen as `seen`, left to right, says."""
    texts = list(seen)
    kinds = [kind(text) for text in texts]
    order = right_to_left(texts, kinds) if base_right else left_to_right(texts, kinds)
    return "".join(MIRRORED.get(texts[place], texts[place]) if turned else texts[place] for place, turned in order)


def test_glyphs_drawn_from_the_left_are_read_from_the_right():
    assert lines_of(Paper().arabic("حقوق الإنسان", 500, 100)) == ["حقوق الإنسان"]


def test_an_arabic_line_says_that_it_runs_right_to_left():
    (line,) = read_pdf(Paper().arabic("حقوق الإنسان", 500, 100).pdf()).pages[0].page.lines

    assert line.right_to_left
    assert line.words[0].box.x0 > line.words[1].box.x0


def test_presentation_forms_become_letters():
    assert lines_of(Paper().arabic(["ﺳ", "ﻴ", "ﺮ", "ﺓ"], 500, 100)) == ["سيرة"]


def test_the_letters_of_one_ligature_glyph_keep_their_order():
    assert lines_of(Paper().arabic(["س", "لا", "م"], 500, 100)) == ["سلام"]


def test_a_lam_alef_presentation_form_is_lam_then_alef():
    assert lines_of(Paper().arabic(["س", "ﻼ", "م"], 500, 100)) == ["سلام"]


def test_a_vowel_sign_that_stands_before_its_letter_in_the_stream_joins_it():
    paper = Paper()
    for x, cluster, width in ((90, "ب", 0.5), (97, "\u064e", 0), (95, "ت", 0.5), (102, "\u064f", 0), (100, "ك", 0.5)):
        paper.glyph(cluster, x, 96 if width == 0 else 100, width=width)

    assert lines_of(paper) == ["كُتَب"]


def test_a_sign_glyph_that_repeats_its_letter_counts_as_the_sign_only():
    paper = Paper().glyph("ت", 90, 100).glyph("ك\u064f", 97, 96, width=0).glyph("ك", 95, 100)

    assert lines_of(paper) == ["كُت"]


def test_a_joining_stroke_without_text_parts_no_word():
    paper = Paper()
    for x, cluster in ((90, "ن"), (95, "\x00"), (100, "م")):
        paper.glyph(cluster, x, 100)

    assert lines_of(paper) == ["من"]


def test_latin_words_inside_an_arabic_line_keep_their_own_order():
    seen = "ةيبرعلاو Word, Excel يف نكمتم"

    assert read_seen(seen, base_right=True) == "متمكن في Word, Excel والعربية"


def test_arabic_words_inside_a_latin_line_are_turned():
    assert read_seen("Langues : arabe (ةيبرعلا), français", base_right=False) == "Langues : arabe (العربية), français"


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        ("06 61 22 33 44 :فتاهلا", "الهاتف: 06 61 22 33 44"),
        ("44 33 22 61 06 :فتاهلا", "الهاتف: 06 61 22 33 44"),
        ("+212 661 22 33 44 :فتاهلا", "الهاتف: +212 661 22 33 44"),
        ("n@example.org – 06 61 22 33 44 :فتاهلا", "الهاتف: 06 61 22 33 44 – n@example.org"),
        ("2022 ىلإ 2018 نم", "من 2018 إلى 2022"),
        ("2022 - 2018 عورشم", "مشروع 2018 - 2022"),
        ("2018 - 2022 عورشم", "مشروع 2018 - 2022"),
        (".%85 ةبسنب", "بنسبة 85%."),
        ("(UNESCO) 2019 ةنس", "سنة 2019 (UNESCO)"),
        ("٢٠٢٢/٠٥/١٤ خيراتب", "بتاريخ ٢٠٢٢/٠٥/١٤"),
        ("مهرد 850.000 اهردق", "قدرها 850.000 درهم"),
        ("12/2018 - 09/2016", "09/2016 - 12/2018"),
        ("09/2016 - 12/2018", "09/2016 - 12/2018"),
        ("01/09/2018 - 30/06/2022 ةرتفلا", "الفترة 01/09/2018 - 30/06/2022"),
        ("n@example.org – 0661223344 – الس", "سلا – 0661223344 – n@example.org"),
        ("2016 ،(DU Gestion) مولبد", "دبلوم (DU Gestion)، 2016"),
        ("2016 ،Licence ةداهش", "شهادة Licence، 2016"),
        ("Word، Excel يف نكمتم", "متمكن في Word، Excel"),
        ("n@example.org :ديربلا", "البريد: n@example.org"),
    ],
)
def test_numbers_in_an_arabic_line_are_read_as_people_write_them(seen: str, said: str):
    assert read_seen(seen, base_right=True) == said


def test_a_percent_sign_on_the_left_of_its_number_goes_after_it():
    assert lines_of(Paper().arabic(["ب", "ن", "س", "ب", "ة", " ", "85", "%"], 500, 100)) == ["بنسبة 85%"]


@pytest.mark.parametrize("brackets", ["()", ")("])
def test_brackets_come_out_right_whether_the_font_names_their_shape_or_their_meaning(brackets: str):
    opening, closing = brackets
    clusters = ["ع", "ر", " ", opening, "ب", "ي", closing, " ", "ة"]

    assert lines_of(Paper().arabic(clusters, 500, 100)) == ["عر (بي) ة"]


def test_a_column_of_arabic_and_a_column_of_french_each_keep_their_direction():
    paper = Paper()
    for number, (french, arabic) in enumerate(
        [("Nom de famille", "الاسم"), ("Ville de naissance", "المدينة"), ("Fonction", "المهنة")]
    ):
        paper.text(french, 60, 100 + 16 * number).arabic(arabic, 530, 100 + 16 * number)

    assert lines_of(paper) == ["Nom de famille الاسم", "Ville de naissance المدينة", "Fonction المهنة"]


def test_on_an_arabic_page_the_right_column_is_read_first():
    paper = Paper()
    right = ["الاتصال بنا", "حي السلام بسلا", "المهارات", "تدبير الميزانية", "الترافع", "اللغات"]
    left = [
        "منسقة مشاريع بجمعية أفق للتنمية",
        "تتبع تنفيذ اتفاقيات الشراكة مع الجهات",
        "تنشيط ورشات للكتابة داخل السجون",
    ] * 3
    for number, line in enumerate(right):
        paper.arabic(line, 540, 100 + 15 * number)
    for number, line in enumerate(left):
        paper.arabic(line, 380, 103 + 13 * number)

    read = lines_of(paper)
    assert read == right + left


def test_a_raised_number_goes_with_its_word_though_the_line_was_drawn_in_parts():
    paper = Paper().arabic("بعد الإفراج عنهم", 500, 100)
    left = 500 - 5 * len("بعد الإفراج عنهم")
    paper.glyph("1", left - 3, 96.5, 6).arabic("، وأجريت مقابلات", left - 3, 100)

    assert text_of(paper) == "بعد الإفراج عنهم1، وأجريت مقابلات"


def test_a_raised_number_at_the_end_of_an_arabic_line_goes_with_its_word():
    paper = Paper().arabic("كل ستة أشهر", 500, 100).arabic("ويعرض خلاصاته", 500, 116)
    left = 500 - 5 * len("كل ستة أشهر")
    for number, digit in enumerate("12"):
        paper.glyph(digit, left - 6 + 3 * number, 96.5, 6)

    assert text_of(paper) == "كل ستة أشهر12 ويعرض خلاصاته"


def test_a_raised_number_right_of_a_year_stands_behind_it():
    paper = Paper().arabic("منذ سنة ", 500, 100).text("2016", 435, 100).glyph("4", 455, 96.5, 6)

    assert text_of(paper) == "منذ سنة 20164"


def test_small_letters_that_are_no_number_do_not_join_arabic():
    paper = Paper().arabic("منسقة مشروع", 500, 100).glyph("x", 442, 96.5, 6)

    assert sorted(text_of(paper).split()) == ["x", "مشروع", "منسقة"]


def test_a_heh_named_by_its_double_and_a_hamza_over_a_yeh_without_dots_are_plain_letters():
    assert fold("\u0645\u064a\u0627\u06d5") == "مياه"
    assert composed("\u0645\u0628\u062a\u062f\u0649\u0654") == "مبتدئ"
