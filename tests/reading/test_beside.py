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


def test_dates_in_a_column_beside_a_sidebar_are_read_with_their_posts():
    side = ["Compétences", "Plaidoyer et suivi", "Budget et comptes", "Langues", "Arabe natif", "Loisirs"] * 2
    paper = Paper().lines(side, 40, 100, pitch=17).text("Parcours", 170, 100, 13)
    expected, y = [*side, "Parcours"], 120.0
    for dates, post in ((("2021 –", "2026"), "Juriste"), (("2018 –", "2021"), "Greffière"), (("2016",), "Stagiaire")):
        lines = [post, "Atelier Cèdre à Salé", "Suivi de douze associations", "Rapports au bailleur"]
        paper.lines(dates, 170, y).lines(lines, 225, y)
        expected += [*dates, *lines]
        y += 62

    assert words_of(paper) == " ".join(expected)


def test_an_address_at_the_right_of_the_head_is_not_the_first_of_the_sidebar_below_it():
    address = ["06 00 00 00 22", "h.sefrioui@example.org", "Kénitra, Maroc"]
    paper = Paper().text("Hamza Benkirane-Sefrioui, ingénieur", 40, 62, 20)
    for row, line in enumerate(address):
        paper.text(line, 450, 50 + 13 * row)
    main = ["Parcours", "Chargé de projet à l’Atelier Cèdre", "Suivi de douze associations du nord"] * 4
    side = ["Langues", "Arabe natif", "Anglais", "Outils", "Tableur", "Cartes"]
    paper.lines(main, 40, 110).lines(side, 440, 110)

    read = words_of(paper)

    assert " ".join([*main, *side]) in read
    assert read.index("Kénitra") < read.index("Parcours")


def test_a_table_under_one_column_is_no_part_of_the_page_though_a_head_lies_over_both():
    paper = Paper().text("Marouane Filali, conseiller en insertion au service des jeunes", 40, 60, 14)
    paper.text("06 00 00 00 21", 500, 45)
    main = [
        "Profil",
        "Conseiller de terrain depuis dix ans",
        "Trois associations suivies",
        "Douze ateliers",
        "Deux guides",
    ]
    side = ["Langues", "Arabe natif", "Amazighe", "Outils", "Tableur", "Cartes"]
    rows = [("Année", "Projet"), ("2023", "Puits"), ("2024", "École"), ("2025", "Atelier")]
    paper.lines(main, 40, 110)
    for number, (year, project) in enumerate(rows):
        paper.text(year, 45, 220 + 18 * number).text(project, 125, 220 + 18 * number)
    for number in range(len(rows) + 1):
        paper.raw(f"40 {842 - 206 - 18 * number} m 210 {842 - 206 - 18 * number} l S")
    for x in (40, 120, 210):
        paper.raw(f"{x} {842 - 206} m {x} {842 - 206 - 18 * len(rows)} l S")
    paper.lines(side, 400, 110)

    expected = [*main, *(f"{year} {project}" for year, project in rows), *side]
    assert lines_of(paper)[2:] == expected


def test_latin_names_in_an_arabic_row_are_read_as_they_were_written():
    paper = Paper()
    for row, line in enumerate(("المهارات المهنية", "التواصل مع الشركاء", "كتابة المشاريع", "تدبير الفرق")):
        paper.arabic(line, 540, 100 + 15 * row)
    for x, name in ((500, "Sage"), (350, "Excel"), (200, "QGIS")):
        paper.text(name, x, 160)

    assert lines_of(paper)[-1] == "Sage Excel QGIS"


def test_a_bold_title_of_two_lines_is_whole_before_the_date_at_its_right():
    paper = Paper().lines(["Formation", "Réseaux et diplômes de la région, de la licence au doctorat"], 40, 60)
    for y, year in ((100, "2020"), (150, "2016")):
        paper.text("Diplôme universitaire", 40, y, bold=True).text("Santé publique", 40, y + 14, bold=True)
        paper.text(year, 520, y).text("Faculté fictive de Tiznit", 40, y + 28)

    read = words_of(paper)

    assert "Diplôme universitaire Santé publique 2020 Faculté" in read
    assert "Diplôme universitaire Santé publique 2016 Faculté" in read


def test_a_short_column_of_words_in_rows_goes_on_to_its_last_row():
    paper = Paper().text("Chargée de projet, Atelier Cèdre à Salé, du nord au sud du pays et retour", 40, 60)
    paper.lines(["Outils", "Sondage", "Théorie", "Tableaux"], 40, 110, pitch=17)
    paper.text("Rapports", 40, 178).text("Stata", 100, 178).text("Tableur", 40, 195).text("Cartes", 95, 195)
    paper.lines(["Langues", "Anglais", "Français", "Arabe"], 160, 110, pitch=17)
    paper.lines(["Loisirs", "Course", "Chant"], 400, 110, pitch=17)

    expected = ["Outils", "Sondage", "Théorie", "Tableaux", "Rapports Stata", "Tableur Cartes"]
    assert lines_of(paper)[1:] == [*expected, "Langues", "Anglais", "Français", "Arabe", "Loisirs", "Course", "Chant"]


def test_a_title_right_over_a_table_is_no_line_of_its_first_cell():
    paper = Paper().text("Projets", 40, 100)
    for x, head in ((40, "Année"), (120, "Projet"), (300, "Bailleur")):
        paper.text(head, x, 116)
    rows = [
        ("2023", ["Puits solaires pour", "les écoles"], ["Union européenne"]),
        ("2024", ["Bibliothèque"], ["Fondation pour", "la lecture"]),
        ("2025", ["Atelier de tissage", "et formation"], ["Commune"]),
    ]
    expected, y = ["Projets", "Année Projet Bailleur"], 134.0
    for year, project, donor in rows:
        paper.text(year, 40, y).lines(project, 120, y, pitch=12).lines(donor, 300, y, pitch=12)
        expected += [year, *project, *donor]
        y += 30

    assert words_of(paper) == " ".join(expected)


def test_dates_that_were_all_written_first_stand_beside_their_posts_over_a_table():
    paper = Paper().text("Parcours", 40, 100)
    posts = [
        (116, "2021 à", "2026", "Juriste"),
        (180, "2018 à", "2021", "Greffière"),
        (244, "2016 à", "2018", "Stagiaire"),
    ]
    for y, begin, end, _ in posts:
        paper.text(begin, 40, y).text(end, 40, y + 12)
    paper.text("Projets", 40, 300).text("Année", 40, 316).text("Bailleur", 130, 316)
    expected = ["Parcours"]
    for y, begin, end, post in posts:
        lines = [post, "Atelier Cèdre, Salé", "Douze associations suivies", "Rapports au bailleur"]
        paper.lines(lines, 130, y, pitch=12)
        expected += [begin, end, *lines]

    assert words_of(paper) == " ".join([*expected, "Projets", "Année", "Bailleur"])


def test_a_column_written_to_its_end_keeps_its_last_part_after_a_gap():
    left = ["Parcours", "Juriste à Salé", "Greffière à Fès", "Stagiaire à Taza", "Bénévole à Safi"]
    right = ["Outils", "Tableur", "Cartes", "Sondages", "Langues", "Arabe", "Amazighe", "Français"]
    paper = Paper().lines(left, 40, 100).text("Références", 40, 204).text("Mme Sbai, directrice", 40, 218)
    paper.lines(right[:4], 330, 100).lines(right[4:], 330, 190)

    assert lines_of(paper) == [*left, "Références", "Mme Sbai, directrice", *right]


def test_cards_are_read_card_by_card_though_three_pairs_stand_under_each_other():
    paper, expected, y = Paper(), [], 100.0
    for left, right in (PARTS[:2], PARTS[1:3], PARTS[2:0:-1]):
        for x, (title, lines) in ((40, left), (330, right)):
            paper.lines([title, *lines], x, y)
            expected += [title, *lines]
        y += 80

    assert lines_of(paper) == expected
