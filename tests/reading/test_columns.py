"""Where columns begin and end, and which narrow column is one of dates."""

from __future__ import annotations

from app.reading.pdf import read_pdf
from tests.reading.paper import HALF, WIDTH, Paper

ONE = ["Formation", "Licence en droit", "Master en paix", "Stage à Fès", "Stage à Taza"]
TWO = ["Langues", "Arabe natif", "Amazighe natif", "Français courant", "Anglais professionnel lu"]
THREE = ["Divers", "Ciné-club, le jeudi", "Randonnée, l’été", "Chant choral"]


def lines_of(paper: Paper) -> list[str]:
    return [line.text for line in read_pdf(paper.pdf()).pages[0].page.lines]


def centred(paper: Paper, text: str, y: float, size: float = 10) -> Paper:
    return paper.text(text, (WIDTH - len(text) * HALF * size) / 2, y, size)


def test_the_longest_line_of_a_column_ends_it_even_where_it_narrows_the_gutter():
    paper = Paper().lines(ONE, 40, 100).lines(TWO, 220, 100).lines(THREE, 360, 100)

    assert lines_of(paper) == [*ONE, *TWO, *THREE]


def test_a_line_in_the_middle_of_three_columns_is_their_title():
    paper = centred(Paper(), "Salma Ouardi", 60, 20)
    centred(paper, "Directrice de programmes", 90)
    for x, column in ((40, ONE), (230, TWO), (475, ONE)):
        paper.lines([line.upper() for line in column], x, 116)

    read = lines_of(paper)

    assert read[:2] == ["Salma Ouardi", "Directrice de programmes"]
    assert read[2:] == [line.upper() for line in (*ONE, *TWO, *ONE)]


def test_arabic_dates_in_words_over_two_lines_stay_beside_their_posts():
    paper = Paper()
    expected = []
    for number, (begin, end) in enumerate((("2021", "2026"), ("2018", "2021"), ("2014", "2018"))):
        top = 100 + 70 * number
        paper.arabic(["م", "ن", " ", "م", "ا", "ي", " ", begin], 540, top)
        paper.arabic(["إ", "ل", "ى", " ", "م", "ا", "ي", " ", end], 540, top + 15)
        deeds = [
            "منسق برامج بمدينة الرباط",
            "جمعية من جمعيات المجتمع",
            "تكوين المتطوعين وتأطيرهم",
            "إعداد التقارير السنوية",
        ]
        for row, deed in enumerate(deeds):
            paper.arabic(deed, 440, top + 15 * row)
        expected += [f"من ماي {begin}", f"إلى ماي {end}", *deeds]

    assert " ".join(lines_of(paper)) == " ".join(expected)
