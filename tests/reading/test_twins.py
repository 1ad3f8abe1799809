"""The same text in French and in Arabic side by side is two columns; French names beside Arabic titles are rows of a table."""

from __future__ import annotations

from app.reading.pdf.read import read_pdf
from tests.reading.paper import HEIGHT, Paper

FRENCH = [
    "Nom : Samira Louz",
    "Couturière à Azrou",
    "Parcours",
    "Atelier Atlas, 2011 à 2015",
    "Maison Tiwizi, 2015 à 2020",
]
ARABIC = [
    "الاسم سميرة اللوز",
    "خياطة بآزرو",
    "المسار",
    ("ورشة الأطلس ", "2011", " إلى ", "2015"),
    ("دار تيويزي ", "2015", " إلى ", "2020"),
]
MEANT = ["الاسم سميرة اللوز", "خياطة بآزرو", "المسار", "ورشة الأطلس 2011 إلى 2015", "دار تيويزي 2015 إلى 2020"]
EMPLOYERS = ["Atelier Atlas", "Maison Tiwizi", "Usine Zerda", "Ferme Oulmes", "Studio Nakhla"]
TITLES = ["خياطة", "رئيسة ورشة", "مراقبة جودة", "مسيرة ضيعة", "مساعدة تصوير"]


def pair(left: list[str], right: list[object]) -> Paper:
    """Rows written from side to side."""
    paper = Paper()
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        y = 100 + 22 * number
        parts = [other] if isinstance(other, str) else list(other)  # type: ignore[call-overload]
        clusters = [cluster for part in parts for cluster in (part[::-1] if part[0].isdigit() else part)]
        paper.text(one, 40, y).arabic(clusters, 550, y)
    return paper


def lines_of(paper: Paper) -> list[str]:
    return [line.text for line in read_pdf(paper.pdf()).pages[0].page.lines]


def test_the_same_years_on_both_sides_make_columns_of_two_languages():
    read = lines_of(pair(FRENCH, ARABIC))

    assert sorted(read) == sorted([*FRENCH, *MEANT])
    assert [line for line in read if line in FRENCH] == FRENCH
    assert abs(read.index(FRENCH[0]) - read.index(MEANT[0])) == len(FRENCH)


def test_a_line_between_two_languages_makes_columns_of_them():
    paper = pair(EMPLOYERS, TITLES).raw(f"295 {HEIGHT - 80} m 295 {HEIGHT - 220} l S")
    read = lines_of(paper)

    assert sorted(read) == sorted([*EMPLOYERS, *TITLES])
    assert abs(read.index(EMPLOYERS[0]) - read.index(TITLES[0])) == len(TITLES)


def test_titles_beside_their_employers_stay_rows():
    read = lines_of(pair(EMPLOYERS, TITLES))

    assert len(read) == len(TITLES)
    assert all(title in line and name in line for title, name, line in zip(TITLES, EMPLOYERS, read, strict=True))
