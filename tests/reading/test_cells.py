"""Tables whose cells are centred in their rows are read cell by cell, as they were written."""

from __future__ import annotations

from app.reading.pdf.read import read_pdf
from tests.reading.paper import Paper

PITCH, SIZE = 17, 11


def lines_of(paper: Paper) -> list[str]:
    return [line.text for line in read_pdf(paper.pdf()).pages[0].page.lines]


def add_row(paper: Paper, cells: list[list[str]], middle: float, lefts: tuple[float, ...]) -> None:
    for cell, left in zip(cells, lefts, strict=True):
        top = middle - (len(cell) - 1) * PITCH / 2
        paper.lines(cell, left, top, PITCH, SIZE)


FIRST = [
    ["1. Salma", "Berrada"],
    ["Directrice, Association", "du Haouz"],
    ["s.b@example.org"],
    ["06 00", "00 71", "31"],
]
SECOND = [["2. Driss"], ["Juriste, Collectif", "des avocats"], ["d.k@example.org"], ["06 00", "00 71", "32"]]
LEFTS = (50.0, 150.0, 330.0, 490.0)


def flat(*rows: list[list[str]]) -> list[str]:
    return [line for row in rows for cell in row for line in cell]


def test_the_lines_of_a_centred_cell_stay_together_and_with_their_row():
    paper = Paper().text("Références", 50, 60, SIZE)
    add_row(paper, FIRST, 120, LEFTS)
    add_row(paper, SECOND, 180, LEFTS)
    paper.text("Fait à Marrakech", 50, 240, SIZE)

    assert lines_of(paper) == ["Références", *flat(FIRST, SECOND), "Fait à Marrakech"]


def test_each_row_is_a_block():
    paper = Paper()
    add_row(paper, FIRST, 120, LEFTS)
    add_row(paper, SECOND, 180, LEFTS)

    lines = read_pdf(paper.pdf()).pages[0].page.lines

    assert [line.block for line in lines] == [0] * len(flat(FIRST)) + [1] * len(flat(SECOND))


def test_neighbours_nearly_touching_on_one_line_are_two_cells():
    lefts = (50.0, 150.0, 330.0, 330.0 + 15 * SIZE / 2 + 0.23 * SIZE)
    paper = Paper()
    add_row(paper, FIRST, 120, lefts)
    add_row(paper, SECOND, 180, lefts)

    assert lines_of(paper) == flat(FIRST, SECOND)


def test_a_table_with_its_cells_at_the_top_is_read_row_by_row():
    rows = [["Avocate", "Rabat", "2019"], ["Juriste", "Fès", "2016"], ["Stagiaire", "Salé", "2014"]]
    paper = Paper()
    for number, row in enumerate(rows):
        for text, left in zip(row, LEFTS, strict=False):
            paper.text(text, left, 100 + number * PITCH, SIZE)

    assert lines_of(paper) == [" ".join(row) for row in rows]


def test_two_columns_of_running_text_are_no_table():
    left = [f"la phrase de gauche numéro {number}" for number in range(8)]
    right = [f"la phrase de droite numéro {number}" for number in range(7)]
    paper = Paper().lines(left, 50, 100, PITCH, 10).lines(right, 320, 108, PITCH, 10)

    assert lines_of(paper) == [*left, *right]


def test_cells_that_begin_at_one_height_are_read_one_after_the_other_when_they_were_written_so():
    table = [
        [
            ["Mai 2019 –", "présent"],
            ["Assistante sociale,", "Maison du quartier", "Marrakech"],
            ["Accueil de familles", "Soutien", "Suivi"],
        ],
        [["Oct. 2014 –", "avr. 2019"], ["Animatrice,", "Loudaya"], ["Ateliers de lecture", "et de couture"]],
    ]
    paper = Paper().text("Parcours", 50, 60, SIZE)
    for row, top in zip(table, (100, 160), strict=True):
        for cell, left in zip(row, (50, 130, 270), strict=True):
            paper.lines(cell, left, top, PITCH, SIZE)

    assert " ".join(lines_of(paper)) == " ".join(["Parcours", *flat(*table)])


def test_a_date_of_one_line_shares_the_line_of_its_post():
    table = [
        [["2019"], ["Assistante sociale,", "Maison du quartier"], ["Accueil de familles", "Soutien", "Suivi"]],
        [["2014"], ["Animatrice,", "Loudaya"], ["Ateliers de lecture", "et de couture"]],
    ]
    paper = Paper()
    for row, top in zip(table, (100, 160), strict=True):
        for cell, left in zip(row, (50, 130, 270), strict=True):
            paper.lines(cell, left, top, PITCH, SIZE)

    assert lines_of(paper)[:2] == ["2019 Assistante sociale,", "Maison du quartier"]
