"""Titles, dates and labels in a column of their own: each is read with what stands beside it."""

from __future__ import annotations

from app.reading.pdf.read import read_pdf
from tests.reading.paper import Paper

PARTS = [
    ("Profil", ["Juriste de terrain, j’aime les dossiers clairs", "et les équipes qui osent dire non."]),
    (
        "Parcours",
        ["Chargée de projet, Atelier Cèdre", "Suivi de douze associations", "Rapports au bailleur, chaque trimestre"],
    ),
    ("Études", ["Master en paix et développement", "Université fictive de Tétouan"]),
    ("Langues", ["Arabe, amazighe, français"]),
]


def lines_of(paper: Paper) -> list[str]:
    return [line.text for line in read_pdf(paper.pdf()).pages[0].page.lines]


def words_of(paper: Paper) -> str:
    return " ".join(lines_of(paper))


def test_titles_in_the_margin_keep_beside_them_what_was_written_after_each():
    paper, y = Paper(), 100.0
    for title, lines in PARTS:
        paper.text(title, 40, y + 4, 15).lines(lines, 190, y)
        y += 14 * len(lines) + 16

    assert words_of(paper) == " ".join(" ".join([title, *lines]) for title, lines in PARTS)


def test_languages_and_their_levels_under_a_title_are_rows():
    paper = Paper().lines(
        ["Marouane Filali", "Conseiller en insertion à Salé, au service des jeunes du quartier"], 40, 60
    )
    paper.text("Langues", 40, 110, 13)
    for row, (language, level) in enumerate((("Tachelhit", "maternelle"), ("Arabe", "bilingue"), ("Français", "C1"))):
        paper.text(language, 40, 128 + 14 * row).text(level, 500, 128 + 14 * row)
    paper.text("Fait à Rabat, le 12 novembre", 430, 780, 8)

    assert lines_of(paper)[2:6] == ["Langues", "Tachelhit maternelle", "Arabe bilingue", "Français C1"]


def test_two_dates_under_a_title_that_were_written_before_both_entries_stand_beside_them():
    paper = Paper().text("Formation", 40, 100, 14).text("2017", 40, 117).text("2015", 40, 143)
    paper.lines(["Master en statistique appliquée", "Université fictive de Lyon"], 130, 117, pitch=11)
    paper.lines(["Licence d’économie et gestion", "Faculté fictive de Fès"], 130, 143, pitch=11)

    assert words_of(paper).startswith(
        "Formation 2017 Master en statistique appliquée Université fictive de Lyon 2015 Licence"
    )


def test_columns_in_two_storeys_are_read_storey_by_storey():
    paper, expected = Paper(), []
    for y, (left, right) in ((100, PARTS[:2]), (220, PARTS[2:])):
        for x, (title, lines) in ((40, left), (330, right)):
            block = [title, *lines, "et davantage encore"]
            paper.lines(block, x, y)
            expected += block

    assert lines_of(paper) == expected
