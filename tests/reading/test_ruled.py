"""A table with drawn lines is read row by row and, in a row, cell by cell."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.reading.layout.lattices import lattices_of
from app.reading.pdf.read import read_pdf
from app.reading.text import Box
from tests.reading.paper import HEIGHT, Paper

EDGES = (50.0, 130.0, 290.0, 540.0)
ROWS = (100.0, 170.0, 240.0)
PITCH = 16

POSTS = [
    [
        ["2019 - 2021"],
        ["Assistante sociale,", "Maison du quartier,", "Marrakech"],
        ["Accueil de familles", "et de voisins"],
    ],
    [["2014 - 2018"], ["Animatrice", "Loudaya"], ["Ateliers de lecture", "et de couture,", "chaque jeudi"]],
]


def frame(paper: Paper, style: str, *, edges: tuple[float, ...] = EDGES, rows: tuple[float, ...] = ROWS) -> Paper:
    """Lines of a table: long lines, a rectangle around each cell, or inner lines alone."""
    drawn = []
    if style == "rectangles":
        for top, bottom in pairwise(rows):
            drawn += [f"{x0} {HEIGHT - bottom} {x1 - x0} {bottom - top} re S" for x0, x1 in pairwise(edges)]
    else:
        inner = edges[1:-1] if style == "inner" else edges
        drawn += [f"{edges[0]} {HEIGHT - y} m {edges[-1]} {HEIGHT - y} l S" for y in rows]
        drawn += [f"{x} {HEIGHT - rows[0]} m {x} {HEIGHT - rows[-1]} l S" for x in inner]
    return paper.raw("\n".join(drawn))


def fill(paper: Paper, posts: list[list[list[str]]], *, middle: bool = False, by_column: bool = False) -> Paper:
    """The cells' lines, at the top of their row or in its middle, written row by row or column by column."""
    places = [(row, column) for row in range(len(posts)) for column in range(len(posts[0]))]
    for row, column in sorted(places, key=lambda place: place[::-1] if by_column else place):
        cell = posts[row][column]
        room = ROWS[row + 1] - ROWS[row]
        top = ROWS[row] + ((room - (len(cell) - 1) * PITCH) / 2 + 4 if middle else 14)
        paper.lines(cell, EDGES[column] + 4, top, PITCH)
    return paper


def text_of(paper: Paper) -> str:
    return " ".join(line.text for line in read_pdf(paper.pdf()).pages[0].page.lines)


def flat(posts: list[list[list[str]]]) -> str:
    return " ".join(line for row in posts for cell in row for line in cell)


@pytest.mark.parametrize("style", ["lines", "rectangles", "inner"])
@pytest.mark.parametrize("middle", [False, True])
@pytest.mark.parametrize("by_column", [False, True])
def test_cells_of_several_lines_are_read_one_after_the_other(style: str, middle: bool, by_column: bool):
    paper = frame(Paper().text("Parcours", 50, 60), style)
    fill(paper, POSTS, middle=middle, by_column=by_column).text("Langues", 50, 300)

    assert text_of(paper) == f"Parcours {flat(POSTS)} Langues"


def test_a_date_stays_on_the_line_of_its_post():
    lines = [line.text for line in read_pdf(fill(frame(Paper(), "lines"), POSTS).pdf()).pages[0].page.lines]

    assert lines[0] == "2019 - 2021 Assistante sociale,"


def test_words_that_touch_the_line_between_two_cells_are_parted_by_it():
    posts = [[["12345678 123456"], ["Aide"], ["Oujda"]], [["2014"], ["Appui"], ["Nador"]]]

    assert text_of(fill(frame(Paper(), "lines"), posts)) == "12345678 123456 Aide Oujda 2014 Appui Nador"


def test_a_table_of_arabic_cells_is_read_from_the_right():
    paper = frame(Paper(), "lines", edges=(50, 250, 400, 540))
    for top, (years, post, deeds) in zip(
        ROWS, [("2021", "منسق", ["تكوين", "تدريب"]), ("2016", "باحث", ["بحث", "ميدان"])], strict=False
    ):
        for number, deed in enumerate(deeds):
            paper.arabic(deed, 246, top + 14 + number * PITCH)
        paper.arabic(post, 396, top + 14)
        paper.text(years, 500, top + 14)

    assert text_of(paper) == "2021 منسق تكوين تدريب 2016 باحث بحث ميدان"


def test_a_cell_over_two_rows_comes_first():
    paper = Paper().raw(
        "\n".join(
            f"{a} {HEIGHT - b} m {c} {HEIGHT - d} l S"
            for a, b, c, d in [(50, 100, 540, 100), (130, 170, 540, 170), (50, 240, 540, 240)]
            + [(x, 100, x, 240) for x in (50, 130, 540)]
        )
    )
    paper.text("2020", 54, 170).lines(["Juriste", "à Fès"], 134, 120, PITCH).lines(["Stage", "à Taza"], 134, 190, PITCH)

    assert text_of(paper) == "2020 Juriste à Fès Stage à Taza"


def test_an_open_frame_around_dates_and_posts_is_read_across():
    """Lines under section titles and a line down a timeline make no cells."""
    paper = Paper()
    for top in ROWS:
        paper.raw(f"50 {HEIGHT - top} m 540 {HEIGHT - top} l S")
    paper.raw(f"130 {HEIGHT - ROWS[0]} m 130 {HEIGHT - ROWS[-1]} l S")
    for top, year in zip(ROWS, (2020, 2010), strict=False):
        for number in (0, 1):
            paper.text(str(year - number), 60, top + 16 + 32 * number)
            paper.lines([f"Poste {year - number}", "Oujda"], 140, top + 16 + 32 * number, 12)

    assert text_of(paper) == " ".join(f"{year} Poste {year} Oujda" for year in (2020, 2019, 2010, 2009))


def test_two_frames_side_by_side_are_no_table():
    rules = [Box(50, 100, 250, 200), Box(300, 100, 500, 200)]

    assert lattices_of(rules) == []


def test_a_drawing_of_thousands_of_lines_is_no_table():
    rules = [Box(x, y, x + 10, y + 10) for x in range(0, 500, 10) for y in range(0, 400, 10)]

    assert lattices_of(rules) == []


def test_a_telephone_alone_in_a_cell_runs_as_its_table_does():
    """Under an address, in a column whose letters are Latin: « 44 33 22 0661 » as seen."""
    paper = frame(Paper(), "lines", edges=(50, 250, 400, 540))
    for top, cell, name, deeds in (
        (ROWS[0], "salma@example.org", "سلمى", ["رئيسة", "الفرع"]),
        (ROWS[1], "44 33 22 0661", "وفاء", ["كاتبة", "الجمعية"]),
    ):
        for number, deed in enumerate(deeds):
            paper.arabic(deed, 396, top + 14 + number * PITCH)
        paper.text(cell, 60, top + 14).arabic(name, 536, top + 14)

    assert text_of(paper).endswith("وفاء كاتبة الجمعية 0661 22 33 44")


def test_a_band_across_over_framed_columns_has_columns_of_its_own():
    paper = Paper().raw(f"0 {HEIGHT - 90} 595 90 re f 0 {HEIGHT - 500} 297 410 re S 297 {HEIGHT - 500} 298 410 re S")
    french, arabic = ["Fatima Idrissi", "Branes, Tanger", "f.i@example.org"], ["فاطمة الإدريسي", "حي بران، طنجة"]
    paper.raw("1 g").lines(french, 60, 40, 18)
    for row, line in enumerate(arabic):
        paper.arabic(line, 540, 40 + 18 * row)
    paper.raw("0 g").lines(["Profil", "Travailleuse sociale"], 60, 120, PITCH)
    paper.arabic("نبذة", 540, 120).arabic("مساعدة اجتماعية", 540, 120 + PITCH)

    assert text_of(paper) == " ".join([*french, *arabic, "Profil", "Travailleuse sociale", "نبذة", "مساعدة اجتماعية"])


def test_a_table_headed_in_arabic_alone_on_an_arabic_page_begins_at_its_right():
    paper = frame(Paper(), "lines", rows=(100.0, 130.0, 160.0, 190.0))
    for number in range(6):
        paper.arabic("اشتغلت سنوات طويلة في صيانة الآلات وفي تأطير المتدربين", 540, 240 + 20 * number)
    rows = [("الشركة", "المهمة", "الفترة"), ("Usine Cap Bleu", "تقني", "2016"), ("Ateliers de Zaer", "رئيس", "2019")]
    for number, row in enumerate(rows):
        for cell, left, right in zip(row, EDGES[:-1], EDGES[1:], strict=True):
            y = 120 + 30 * number
            if cell[0].isascii():
                paper.text(cell, left + 4, y, 8)
            else:
                paper.arabic(cell, right - 4, y, 8)

    read = [line.text for line in read_pdf(paper.pdf()).pages[0].page.lines]

    assert read[:3] == ["الفترة المهمة الشركة", "2016 تقني Usine Cap Bleu", "2019 رئيس Ateliers de Zaer"]
