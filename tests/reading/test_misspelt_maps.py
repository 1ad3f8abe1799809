"""ToUnicode maps that a rewriting program spelt wrong."""

from __future__ import annotations

from app.reading.pdf.misspelt_maps import mended
from app.reading.pdf.read import read_pdf
from tests.reading.paper import HEIGHT, Paper

REWRITTEN = b"/Root 1 0 R /Info << /Producer (GPL Ghostscript 10.00.0) >>"


def read(paper: Paper, *, rewritten: bool = True) -> str:
    file = paper.pdf()
    if rewritten:
        file = file.replace(b"/Root 1 0 R", REWRITTEN)
    return " ".join(line.text for line in read_pdf(file).pages[0].page.lines)


def draw(paper: Paper, glyphs: list[tuple[str, float]]) -> Paper:
    x = 72.0
    for text, width in glyphs:
        paper.raw(f"BT /R 10 Tf 1 0 0 1 {x} {HEIGHT - 100} Tm <{paper.code(text, width):02x}> Tj ET")
        x += 10 * width
    return paper


def test_letters_one_octet_too_far_come_back_whoever_wrote_them():
    glyphs = [(letter, 0.5) for letter in "Forma"] + [("\u7400\u6900", 0.8), ("o", 0.5), ("n", 0.5)]

    assert read(draw(Paper(), glyphs), rewritten=False) == "Formation"


def test_a_letter_that_begins_with_an_octet_of_the_one_before_has_its_own_again():
    assert read(Paper().arabic(["ا", "ل", "ل\u4425", "ن"], 500, 100), rewritten=False) == "اللإن"


def test_a_dash_is_told_from_a_figure_by_its_width_when_that_program_wrote_the_file():
    years = [(figure, 0.5) for figure in "2021"] + [("3", 0.6)] + [(figure, 0.5) for figure in "2023"]

    assert read(draw(Paper(), years)) == "2021–2023"
    assert read(draw(Paper(), years), rewritten=False) == "202132023"


def test_a_ligature_is_told_from_an_accented_letter_by_its_width():
    letters = [("f", 0.3), ("i", 0.2), ("u", 0.5), ("û", 0.5), ("n", 0.5)]

    assert read(draw(Paper(), [*letters, ("û", 0.51), ("n", 0.5)])) == "fiuûnfin"
    assert mended({1: "u", 2: "û", 3: "f", 4: "i"}, {1: 0.5, 2: 0.8, 3: 0.3, 4: 0.2}.__getitem__, rewritten=True) == {
        2: "ffi"
    }


def test_a_lam_alef_among_arabic_letters_is_no_latin_letter():
    assert read(Paper().arabic(["ا", "ÿ", "ت", "ف", "ا", "ق"], 500, 100)) == "الاتفاق"
