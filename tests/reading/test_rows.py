"""Lines of a wrapped cell stay together, though rows are read across."""

from __future__ import annotations

from app.reading.pdf.read import read_pdf
from tests.reading.paper import Paper

DATES = [["Sept. 2020 –", "aujourd’hui"], ["Fév. 2017 – août", "2020"], ["2015 – 2016"]]
POSTS = [
    ["Coordinatrice régionale, Oujda", "Programme de cinq partenaires", "Permanences à la prison locale"],
    ["Chargée de plaidoyer, Nador", "Notes reprises par la Région", "Formation aux médias locaux"],
    ["Assistante de recherche, Rabat", "Enquête auprès des familles"],
]


def text_of(paper: Paper) -> str:
    return " ".join(line.text for line in read_pdf(paper.pdf()).pages[0].page.lines)


def lines_of(paper: Paper) -> list[str]:
    return [line.text for line in read_pdf(paper.pdf()).pages[0].page.lines]


def flat() -> str:
    return " ".join(line for date, post in zip(DATES, POSTS, strict=True) for line in (*date, *post))


def test_a_date_wrapped_in_the_narrow_column_is_whole_when_all_posts_were_written_first():
    paper = Paper()
    for number, post in enumerate(POSTS):
        paper.lines(post, 190, 100 + 60 * number)
    for number, date in enumerate(DATES):
        paper.lines(date, 60, 100 + 60 * number)

    assert text_of(paper) == flat()


def test_a_wrapped_date_just_beside_the_next_cell_is_whole():
    paper = Paper()
    for number, (date, post) in enumerate(zip(DATES, POSTS, strict=True)):
        paper.lines(date, 60, 100 + 60 * number).lines(post, 60 + 16 * 5 + 13, 100 + 60 * number)

    assert text_of(paper) == flat()


def test_a_date_at_a_line_s_end_is_of_the_line_though_written_after_what_stands_below():
    paper = Paper()
    expected = []
    for row, (post, place, years) in enumerate(
        (("Juriste", "Ligue fictive, Fès", "2019 – 2022"), ("Avocate", "Cabinet à Salé", "2015 – 2019"))
    ):
        y = 100 + 60 * row
        paper.text(post, 40, y).text(place, 40, y + 14).text(years, 400, y)
        expected += [f"{post} {years}", place]

    assert lines_of(paper) == expected


def test_a_date_beside_a_cell_whose_line_goes_on_below_comes_after_the_cell():
    paper = Paper().text("Master en sciences de", 40, 100).text("l’éducation, Rabat", 40, 114).text("2016", 400, 100)
    paper.text("Licence en droit", 40, 150).text("2012", 400, 150)

    assert lines_of(paper)[:3] == ["Master en sciences de", "l’éducation, Rabat", "2016"]


def test_a_date_broken_at_its_dash_is_whole_at_its_line_s_end():
    paper = Paper()
    for row, (post, place) in enumerate((("Chargée de suivi", "Dakar"), ("Stagiaire", "Lyon"), ("Juriste", "Fès"))):
        y = 100 + 60 * row
        paper.text(post, 40, y).text(place, 40, y + 14).text(f"201{row} –", 400, y).text(f"202{row}", 400, y + 14)

    assert text_of(paper).startswith("Chargée de suivi 2010 – 2020 Dakar Stagiaire 2011 – 2021 Lyon")
