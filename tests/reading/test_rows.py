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
