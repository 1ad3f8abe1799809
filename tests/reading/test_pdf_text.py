"""Latin text out of PDFs: spaces, sizes, hyphens, accents, odd fonts, fields and notes."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from app.reading.pdf.read import PageVerdict, read_pdf
from app.reading.text import Line
from tests.reading.paper import HEIGHT, WIDTH, Paper, assemble, stream


def lines_of(content: bytes) -> list[str]:
    return [line.text for page in read_pdf(content).pages for line in page.page.lines]


def first_line(content: bytes) -> Line:
    return read_pdf(content).pages[0].page.lines[0]


def test_a_page_gives_its_words_with_their_places_in_points_from_the_top_left():
    read = read_pdf(Paper().text("Bonjour tout", 72, 100, 12).pdf()).pages[0].page

    assert (read.number, read.width, read.height) == (1, WIDTH, HEIGHT)
    (line,) = read.lines
    assert [word.text for word in line.words] == ["Bonjour", "tout"]
    box = line.words[0].box
    assert (round(box.x0), round(box.x1), round(box.top), round(box.bottom)) == (72, 114, 90, 102)


def test_gaps_are_spaces_when_the_producer_draws_no_space_glyph():
    assert lines_of(Paper().text("chargée de projet", 72, 100, spaces=False).pdf()) == ["chargée de projet"]


def test_letter_spacing_makes_no_spaces():
    paper = Paper()
    for number, letter in enumerate("FORMATION"):
        paper.glyph(letter, 72 + number * 9, 100)

    assert lines_of(paper.pdf()) == ["FORMATION"]


def test_short_words_are_spaced_out_as_their_line_is():
    paper = Paper()
    x = 50.0
    for letter in "CHARGE DE VIE":
        x += 5 if letter == " " else 0
        if letter != " ":
            paper.glyph(letter, x, 100)
        x += 9

    assert " ".join(lines_of(paper.pdf())) == "CHARGE DE VIE"


def test_a_heading_typed_with_spaces_between_its_letters_keeps_them():
    assert lines_of(Paper().text("C O N T A C T", 72, 100).pdf()) == ["C O N T A C T"]


@pytest.mark.parametrize("text", ["de 2 h à 10 h", "a 1 b 2 c 34", "J. B. d e f g"])
def test_words_of_a_letter_each_are_not_spaced_out(text: str):
    assert lines_of(Paper().text(text, 72, 100).pdf()) == [text]


@pytest.mark.parametrize("spacing", [0.8, 1.2])
def test_a_letter_that_leans_over_the_next_does_not_part_a_spaced_out_word(spacing: float):
    paper, x = Paper(), 72.0
    for letter in "ATTESTATION DE FIN DE STAGE":
        if letter == " ":
            x += 3
            continue
        paper.glyph(letter, x, 100)
        x += 5 + spacing + (1.1 if letter == "F" else 0)

    assert " ".join(lines_of(paper.pdf())) == "ATTESTATION DE FIN DE STAGE"


def test_a_spaced_out_heading_whose_words_were_typed_apart_keeps_its_words():
    paper = Paper()
    for number, letter in enumerate("CHARGE DE LA VIE"):
        paper.glyph(letter, 72 + number * 9, 100)

    assert lines_of(paper.pdf()) == ["CHARGE DE LA VIE"]


def test_a_word_knows_its_size_and_weight():
    word = first_line(Paper().text("Formation", 72, 100, 14, bold=True).pdf()).words[0]

    assert (round(word.size), word.bold) == (14, True)
    assert first_line(Paper().text("Formation", 72, 100, 9).pdf()).words[0].bold is False


def test_false_bold_drawn_twice_is_read_once():
    paper = Paper().text("Expérience", 72, 100).text("Expérience", 72.3, 100)

    assert lines_of(paper.pdf()) == ["Expérience"]


def test_a_ligature_glyph_gives_its_letters():
    paper = Paper()
    for number, cluster in enumerate(["e", "\ufb03", "cace"]):
        paper.glyph(cluster, 72 + number * 5, 100)

    assert lines_of(paper.pdf()) == ["efficace"]


def test_a_superscript_joins_the_word_it_touches():
    paper = Paper().text("le 1", 72, 100).text("er", 92, 96, 5).text(" prix", 97, 100)

    assert lines_of(paper.pdf()) == ["le 1er prix"]


def test_raised_letters_longer_than_their_number_join_it_too():
    paper = Paper().text("1", 72, 100).text("ère", 77, 96, 6).text(" année", 86, 100)

    assert lines_of(paper.pdf()) == ["1ère année"]


def test_an_accent_drawn_over_its_letter_is_composed():
    paper = Paper().glyph("´", 72, 100).glyph("e", 72, 100).glyph("t", 77, 100).glyph("´", 82, 100).glyph("e", 82, 100)

    assert lines_of(paper.pdf()) == ["été"]


def test_a_combining_accent_without_width_joins_its_letter():
    paper = Paper().glyph("e", 72, 100).glyph("\u0301", 75, 100, width=0).glyph("t", 77, 100)

    assert lines_of(paper.pdf()) == ["ét"]


@pytest.mark.parametrize(
    ("broken", "read"),
    [
        (["la coordination des forma-", "tions du réseau"], ["la coordination des formations", "du réseau"]),
        (
            ["notre porte-parole et le porte-", "parole du réseau"],
            ["notre porte-parole et le porte-parole", "du réseau"],
        ),
        (["de longues tentes-", "classes rurales"], ["de longues tentes-classes", "rurales"]),
        (["écrire à nadia@exam-", "ple.org"], ["écrire à nadia@exam-ple.org"]),
        (["de 2019-", "2020 environ"], ["de 2019-", "2020 environ"]),
    ],
)
def test_a_word_broken_at_the_line_end_is_whole_where_it_begins(broken: list[str], read: list[str]):
    assert lines_of(Paper().lines(broken, 72, 100).pdf()) == read


def test_a_list_mark_makes_a_bullet_line_even_when_a_symbol_font_names_it_privately():
    first, second, third = (
        read_pdf(Paper().text("• Suivi", 72, 100).text("\uf0b7 Budget", 72, 114).text("Formation", 72, 128).pdf())
        .pages[0]
        .page.lines
    )

    assert [(line.text, line.bullet) for line in (first, second, third)] == [
        ("• Suivi", True),
        ("• Budget", True),
        ("Formation", False),
    ]


def test_text_turned_a_quarter_is_read_along_its_own_lines():
    paper = Paper()
    paper.raw(f"BT /R 10 Tf 0 1 -1 0 300 200 Tm [{''.join(f'<{paper.code(c):02x}>' for c in 'Tourné ici')}] TJ ET")
    (line,) = read_pdf(paper.pdf()).pages[0].page.lines

    assert line.text == "Tourné ici"
    box = line.words[0].box
    assert box.bottom - box.top > box.x1 - box.x0


def test_a_page_that_is_turned_is_read_as_displayed():
    paper = Paper().text("Paysage", 72, 100)
    paper.page_entries = "/Rotate 90"
    page = read_pdf(paper.pdf()).pages[0].page

    assert (page.width, page.height) == (HEIGHT, WIDTH)
    assert [word.text for word in page.words] == ["Paysage"]


def test_places_are_counted_from_the_crop_box_which_is_what_is_shown():
    paper = Paper().text("Marge", 172, 150)
    paper.page_entries = f"/CropBox [100 0 {WIDTH} {HEIGHT - 50}]"
    page = read_pdf(paper.pdf()).pages[0].page

    assert (page.width, page.height) == (WIDTH - 100, HEIGHT - 50)
    word = next(page.words)
    assert (round(word.box.x0), round(word.box.bottom)) == (72, 102)


def test_a_form_drawn_inside_a_page_is_read_in_its_place():
    paper = Paper()
    inner = "".join(f"<{paper.code(letter):02x}>" for letter in "Cadre")
    paper.raw("q 1 0 0 1 100 0 cm /F Do Q")
    paper.resources = "/XObject << /F 8 0 R >>"
    paper.extra_objects = [
        stream(
            f"BT /R 10 Tf 1 0 0 1 20 700 Tm [{inner}] TJ ET".encode(),
            "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /R 5 0 R >> >>",
        )
    ]
    word = next(read_pdf(paper.pdf()).pages[0].page.words)

    assert (word.text, round(word.box.x0)) == ("Cadre", 120)


def test_what_was_typed_into_a_form_field_is_read():
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4)
    page.drawString(72, 760, "Nom :")
    page.acroForm.textfield(name="nom", value="Benali", x=120, y=750, width=200, height=20, fontSize=12)
    page.save()

    words = [word.text for word in read_pdf(out.getvalue()).pages[0].page.words]
    assert words == ["Nom", ":", "Benali"]


def drawn_by_hand(box: str, shown: str = "1 0 0 1 72 700 Tm <53616ce9> Tj") -> bytes:
    """« Salé » in a font whose letters are drawings."""
    letters = {0x53: "S", 0x61: "a", 0x6C: "l", 0xE9: "é"}
    differences = " ".join(f"{code} /a{code}" for code in sorted(letters))
    shapes = " ".join(f"/a{code} 6 0 R" for code in sorted(letters))
    font = (
        f"<< /Type /Font /Subtype /Type3 /FontBBox [{box}] /FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 0 /LastChar 255 "
        f"/Widths [{' '.join(['5'] * 256)}] /Encoding << /Type /Encoding /Differences [{differences}] >> "
        f"/CharProcs << {shapes} >> >>"
    )
    content = f"BT /T 10 Tf {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /T 5 0 R >> >> >>",
        stream(content),
        font.encode(),
        stream(b"5 0 0 0 5 5 d1"),
    ]

    return assemble(objects)


def test_a_tex_bitmap_font_is_read_by_its_code_table():
    assert lines_of(drawn_by_hand("0 -2 8 8")) == ["Salé"]


def test_a_font_drawn_by_hand_that_says_nothing_of_its_height_has_its_em():
    box = first_line(drawn_by_hand("0 0 0 0")).words[0].box

    assert box.bottom - box.top > 0.5 * (box.x1 - box.x0)


def test_a_font_that_names_no_letter_sends_its_page_to_ocr():
    read = read_pdf(Paper(to_unicode=False).text("Xqzv kjwq zzkq vxqj", 72, 100).pdf()).pages[0]

    assert read.verdict is PageVerdict.OCR


def test_a_page_that_is_one_letter_of_a_font_drawn_by_hand_is_looked_at_as_a_picture():
    whole = drawn_by_hand("0 0 5 842", "119 0 0 1 0 0 Tm <61> Tj")

    assert read_pdf(whole).pages[0].verdict is PageVerdict.OCR


def test_a_page_of_plain_french_is_believed():
    paper = Paper().lines(
        ["Chargée de projet dans une association de défense", "des droits des détenus à Rabat"], 72, 100
    )
    read = read_pdf(paper.pdf()).pages[0]

    assert (read.verdict, read.share > 0.8) == (PageVerdict.TEXT, True)


def test_an_empty_page_is_blank():
    assert read_pdf(Paper().pdf()).pages[0].verdict is PageVerdict.BLANK
