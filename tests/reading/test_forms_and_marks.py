"""Forms, lists of dates, leaders, and marks that lie across the page."""

from __future__ import annotations

import math

import pytest

from app.reading.layout.glyphs import turn, turn_back
from app.reading.pdf.read import read_pdf
from app.reading.text import Box
from tests.reading.paper import HEIGHT, Paper
from tests.reading.test_layout import PROSE, blocks_of, lines_of


def aslant(paper: Paper, text: str, at: tuple[float, float], degrees: float, size: float = 60) -> Paper:
    """`text` from a point upwards at an angle, as a stamp lies over a page."""
    x, y = at
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    shown = "".join(f"<{paper.code(character):02x}>" for character in text)
    return paper.raw(
        f"BT /R {size} Tf {cosine:.5f} {sine:.5f} {-sine:.5f} {cosine:.5f} {x} {HEIGHT - y} Tm [{shown}] TJ ET"
    )


@pytest.mark.parametrize("degrees", [-50, -35, 12, 30, 45, 57.3])
def test_a_mark_across_the_page_is_a_line_of_its_own_and_falls_into_no_other(degrees: float):
    paper = aslant(Paper().lines(PROSE, 60, 100, pitch=40), "BROUILLON", (120, 300), degrees)

    assert blocks_of(paper) == [PROSE, ["BROUILLON"]]


def test_a_page_that_leans_a_little_keeps_its_lines():
    paper = Paper()
    for number, line in enumerate(PROSE):
        aslant(paper, line, (60, 100 + 20 * number), 1.2, size=10)

    assert lines_of(paper) == PROSE


def test_a_point_goes_to_its_frame_and_back():
    for angle in (0, 33.5, 90, 180, 270, 312.25):
        x, y = turn(angle, 120.0, 340.0)
        there = turn_back(angle, Box(x, y, x, y))
        assert (there.x0, there.top) == pytest.approx((120.0, 340.0))


LABELS = ["Nom :", "Prénom :", "Adresse :", "Diplôme :", "Année :"]
VALUES = ["Belkadi", "Soraya", "3, rue des Tanneurs, Salé", "Master en droit public", "2014"]
PAIRED = [f"{label} {value}" for label, value in zip(LABELS, VALUES, strict=True)]


def test_values_written_after_all_labels_of_a_form_stand_beside_them():
    paper = Paper()
    for number, label in enumerate(LABELS):
        paper.text(label, 40, 100 + 24 * number)
    for number, value in enumerate(VALUES):
        paper.text(value, 190, 98.5 + 24 * number)

    assert lines_of(paper) == PAIRED


def test_titles_among_a_forms_labels_stay_between_them():
    paper = Paper().text("1. Identité", 40, 76, 13).text("2. Études", 40, 172, 13)
    heights = [100, 124, 148, 196, 220]
    for height, label in zip(heights, LABELS, strict=True):
        paper.text(label, 40, height)
    for height, value in zip(heights, VALUES, strict=True):
        paper.text(value, 190, height)

    assert lines_of(paper) == ["1. Identité", *PAIRED[:3], "2. Études", *PAIRED[3:]]


def test_a_sidebar_with_one_label_is_still_a_sidebar():
    side = ["Contact :", "06 61 00 98 76", "Hay Riad", "Langues", "Arabe", "Anglais"]
    paper = Paper().lines(side, 40, 100).lines(PROSE, 200, 100)

    assert blocks_of(paper) == [side, PROSE]


def test_years_set_somewhat_lower_than_their_diplomas_belong_to_them():
    diplomas = ["Master de sociologie", "Licence de géographie", "Baccalauréat", "Brevet de secouriste"]
    paper = Paper()
    for number, diploma in enumerate(diplomas):
        paper.text(str(2014 - 2 * number), 40, 103 + 16.5 * number).text(diploma, 120, 100 + 16.5 * number)

    assert lines_of(paper) == [f"{2014 - 2 * number} {diploma}" for number, diploma in enumerate(diplomas)]


@pytest.mark.parametrize("leader", ["......................", ". . . . . . . . .", "…………"])
def test_dots_that_lead_to_a_year_are_no_word(leader: str):
    lines = [f"Licence d’histoire, Fès{leader}2009", f"Baccalauréat {leader} 2006"]

    assert lines_of(Paper().lines(lines, 40, 100)) == ["Licence d’histoire, Fès 2009", "Baccalauréat 2006"]


@pytest.mark.parametrize("line", ["Et puis...", "Elle attendit…", "Et alors....", "v. 2.0.1.3"])
def test_dots_that_end_a_sentence_stay(line: str):
    assert lines_of(Paper().lines([line, "Fin."], 40, 100)) == [line, "Fin."]


def test_an_arabic_pages_head_is_arabic_though_its_address_has_more_latin_letters():
    paper = Paper()
    paper.arabic("مترجمة", 560, 300).arabic("خبرة طويلة في الترجمة القانونية والإدارية", 560, 320)
    paper.arabic("عملت مع محاكم عديدة في الشمال والجنوب والشرق", 560, 340)
    paper.arabic("وأشرفت على تكوين مترجمين شباب في مدن مختلفة وكتبت تقارير كثيرة عن أحوال المهنة وحاجاتها", 560, 360)
    right = 380.0
    for piece in (["ط", "ن", "ج", "ة"], " – ", "60 27 94 0539", " – ", "n.chaoui@example.org"):
        width = 5.0 * len(piece)
        if isinstance(piece, list):
            paper.arabic(piece, right, 60)
        else:
            paper.text(piece, right - width, 60)
        right -= width

    assert read_pdf(paper.pdf()).pages[0].page.lines[0].text == "طنجة – 0539 94 27 60 – n.chaoui@example.org"


def test_two_columns_with_paragraphs_keep_a_last_one_that_is_longer():
    left = ["Le centre atteste que Madame", "Rim Chraïbi a suivi les cours.", "Note finale : seize sur vingt."]
    left += ["Cette attestation lui est donnée", "pour servir et valoir.", "Larache, le premier juillet"]
    right = [line.upper() for line in left[:-1]]
    paper = Paper()
    for column, x in ((left, 40), (right, 320)):
        y = 100.0
        for number, line in enumerate(column):
            paper.text(line, x, y)
            y += 24 if number in (1, 2, 4) else 15
    foot = "Toute copie de cette attestation qui ne porte pas le cachet du centre est sans valeur."
    paper.text(foot, 40, 300)

    assert blocks_of(paper) == [left, right, [foot]]
