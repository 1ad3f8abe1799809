"""Where columns begin and end, and which narrow column is one of dates."""

from __future__ import annotations

import pytest

from app.reading.pdf.read import read_pdf
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
    deeds = [
        "منسق برامج بمدينة الرباط",
        "جمعية من جمعيات المجتمع",
        "تكوين المتطوعين وتأطيرهم",
        "إعداد التقارير السنوية",
    ]
    paper = Paper().arabic("الخبرة المهنية", 540, 76)
    expected = ["الخبرة المهنية"]
    y = 100.0
    for begin, end in (("2021", "2026"), ("2018", "2021"), ("2016", "2018")):
        paper.arabic([*"من شتنبر ", *begin[::-1], *" إلى"], 540, y).arabic([*"يونيو ", *end[::-1]], 540, y + 15)
        for row, deed in enumerate(deeds):
            paper.arabic(deed, 430, y + 15 * row)
        expected += [f"من شتنبر {begin} إلى", f"يونيو {end}", *deeds]
        y += 70
    for title, entries in (
        ("المسار الدراسي", [("2016", deeds[0])]),
        ("اللغات", [("العربية", "جيد"), ("الفرنسية", "متوسط")]),
    ):
        paper.arabic(title, 540, y)
        expected.append(title)
        for place, (label, value) in enumerate(entries, 1):
            paper.arabic(label[::-1] if label.isdigit() else label, 540, y + 22 * place).arabic(
                value, 430, y + 22 * place
            )
            expected.append(f"{label} {value}")
        y += 22 * (len(entries) + 1)

    assert " ".join(lines_of(paper)) == " ".join(expected)


def test_a_running_header_over_two_columns_is_read_across():
    side = ["Contact", "06 61 00 98 76", "Hay Riad", "Langues", "Arabe", "Anglais"]
    main = [line.upper() for line in (*ONE, *TWO)]
    paper = Paper().text("Candidature au poste", 40, 40, 8).text("Dossier 117", 400, 40, 8)
    paper.lines(main, 40, 54).lines(side, 400, 110)

    assert lines_of(paper) == ["Candidature au poste Dossier 117", *main, *side]


def test_a_running_footer_under_two_columns_is_read_across():
    side = ["Contact", "06 61 00 98 76", "Hay Riad", "Langues", "Arabe", "Anglais"]
    main = [line.upper() for line in (*ONE, *TWO)]
    paper = Paper().lines(main, 40, 100).lines(side, 400, 100)
    paper.text("Salma Ouardi", 40, 260, 8).text("Page 1 sur 2", 400, 260, 8)

    assert lines_of(paper) == [*main, *side, "Salma Ouardi Page 1 sur 2"]


def test_a_post_and_its_date_under_a_head_of_two_columns_are_read_across():
    head, contact = (
        ["Salma Ouardi", "Directrice de projets", "Née à Settat"],
        ["Settat", "06 61 00 98 76", "s@example.org"],
    )
    paper = Paper().lines(head, 40, 60, pitch=18).lines(contact, 440, 60)
    paper.text("Expériences", 40, 140).text("Directrice, Casablanca", 40, 165).text("depuis 2014", 440, 165)

    assert lines_of(paper) == [*head, *contact, "Expériences", "Directrice, Casablanca depuis 2014"]


def test_values_beside_their_labels_in_a_sidebar_are_no_column_of_their_own():
    languages = [("العربية", "ممتاز"), ("الفرنسية", "جيد"), ("الإسبانية", "متوسط")]
    side = ["للتواصل", "حي السلام بمدينة سلا", "العنوان الإلكتروني للمعنية", "تاريخ الازدياد", "اللغات"]
    main = [f"منسقة برامج إعادة الإدماج بعدة مدن {letter}" for letter in "أبتثجحخدذرزس"]
    paper = Paper()
    for row, line in enumerate(side):
        paper.arabic(line, 560, 100 + 14 * row)
    for row, (label, value) in enumerate(languages):
        paper.arabic(label, 560, 170 + 14 * row).arabic(value, 430, 170 + 14 * row)
    for row, line in enumerate(main):
        paper.arabic(line, 380, 100 + 14 * row)

    assert lines_of(paper) == [*side, *(" ".join(pair) for pair in languages), *main]


def test_the_heading_of_a_wide_paragraph_is_not_the_last_line_of_the_column_above_it():
    left = [line.upper() for line in (*TWO, *THREE)]
    paper = Paper().lines(left, 40, 100).lines(ONE, 330, 100)
    wide = "Membre du jury du concours d’écriture en détention, trois années de suite, et bénévole au quartier."
    paper.text("Activités", 40, 250).text(wide, 40, 266)

    assert lines_of(paper) == [*left, *ONE, "Activités", wide]


def test_a_post_and_its_date_over_columns_at_the_foot_are_read_across():
    left = ["Formation", "Licence en droit, Fès", "Master en paix, Oujda", "Stage au tribunal"]
    paper = Paper().text("Juriste, Taza", 40, 60).text("2014 – 2016", 440, 60)
    paper.lines(["Rédaction de onze notes reprises.", "Formation aux médias locaux."], 40, 74)
    paper.lines(left, 40, 120).lines(TWO, 440, 120)

    assert lines_of(paper) == [
        "Juriste, Taza 2014 – 2016",
        "Rédaction de onze notes reprises.",
        "Formation aux médias locaux.",
        *left,
        *TWO,
    ]


POSTS = [
    "Parcours",
    "Conseiller, ORMVA du Souss-Massa",
    "octobre 2017 à ce jour",
    "Appui à 34 coopératives : contrats et traçabilité",
    "séchage solaire et suivi de vergers",
    "Chef de culture, domaine Tamri",
]
SKILLS = ["Atouts", "Irrigation localisée", "Certification bio", "Cartographie sous QGIS", "Réunions"]
COURSES = [
    ("Année", "Thème", "Lieu", "Jours"),
    ("2019", "Taille", "Imouzzer", "6"),
    ("2021", "Compost", "Tiznit", "4"),
    ("2023", "Vente", "Agadir", "10"),
    ("2024", "Vergers", "Taliouine", "3"),
]


def rows_across(paper: Paper, y: float) -> list[str]:
    for row, cells in enumerate(COURSES):
        for x, cell in zip((40, 140, 360, 480), cells, strict=True):
            paper.text(cell, x, y + 18 * row)
    return [" ".join(row) for row in COURSES]


@pytest.mark.parametrize("longer", [0, 3])
@pytest.mark.parametrize(("early", "late"), [(POSTS, SKILLS), (SKILLS, POSTS)])
def test_rows_across_under_two_columns_and_their_title_are_a_part_of_their_own(
    early: list[str], late: list[str], longer: int
):
    first = [*early, *["Stage à Fès"] * longer]
    y = 100 + 14 * len(first)
    paper = Paper().lines(first, 40, 100).lines(late, 380, 100).text("Formations", 40, y + 10, bold=True)
    expected = rows_across(paper, y + 28)

    assert lines_of(paper) == [*first, *late, "Formations", *expected]


def test_rows_across_over_two_columns_are_a_part_of_their_own():
    paper = Paper()
    expected = rows_across(paper, 80)
    paper.lines(POSTS, 40, 160).lines([*SKILLS, "Apiculture", "Lecture"], 380, 160)

    assert lines_of(paper) == [*expected, *POSTS, *SKILLS, "Apiculture", "Lecture"]


def test_a_line_under_two_columns_is_no_part_of_the_first():
    paper = Paper().lines([*POSTS, "Stage à Fès"], 40, 100).lines(SKILLS, 380, 100)
    paper.text("Permis B", 40, 202)

    assert lines_of(paper) == [*POSTS, "Stage à Fès", *SKILLS, "Permis B"]


def test_labels_of_entries_keep_beside_them_though_titles_stand_among_them():
    """As Europass has them: a narrow column of labels and of titles alone at their height, blocks beside it, some a little lower."""
    paper = Paper()
    expected = []
    y = 80.0
    for title, entries in (
        (
            "EXPÉRIENCE",
            [("Janvier 2019", ["Cheffe de projet", *POSTS[1:5]]), ("Mars 2015", ["Chargée de mission", *SKILLS[1:5]])],
        ),
        ("FORMATION", [("2012", ["Master en droit", "Rabat"]), ("2010", ["Licence en droit", "Rabat"])]),
        ("LANGUES", [("français", ["C1 et C2"]), ("anglais", ["B2 et B1"])]),
        ("LOISIRS", [("sport", ["Randonnée", "Natation"])]),
    ):
        paper.text(title, 150 - 5 * len(title), y)
        expected.append(title)
        y += 18
        for label, lines in entries:
            paper.text(label, 150 - 5 * len(label), y).lines(lines, 170, y + (2.6 if title == "LANGUES" else 0.7))
            expected += [f"{label} {lines[0]}", *lines[1:]]
            y += 14 * len(lines) + 8

    assert lines_of(paper) == expected


def test_labels_of_several_lines_stay_with_the_blocks_that_were_written_beside_them():
    paper = Paper()
    expected = []
    y = 80.0
    for label, lines in (
        (["De janvier 2019 à", "ce jour, Rabat"], [*POSTS[1:3], "Huit centres d'écoute à Rabat et à Salé"]),
        (["De mars 2015 à", "décembre 2018,", "Casablanca"], ["Chargée de mission", "Ligue des droits"]),
        (["2012"], ["Assistante", "Mairie de Salé"]),
    ):
        paper.lines(label, 40, y).lines(lines, 160, y)
        expected.append([*label, *lines])
        y += 14 * max(len(label), len(lines)) + 6

    read = " ".join(lines_of(paper))

    places = [[read.index(line) for line in block] for block in expected]
    assert [place for block in places for place in block] == sorted(place for block in places for place in block)


def test_a_column_drawn_from_below_is_no_pair_of_columns():
    """The first glyph of the page stands in a part with one side alone."""
    paper = Paper()
    for row in (3, 2, 1, 0):
        paper.text(f"Ligne {row} du haut", 40, 80 + 14 * row)
    paper.lines(POSTS, 40, 180).lines(SKILLS, 380, 180)

    assert sorted(lines_of(paper)) == sorted([*(f"Ligne {row} du haut" for row in range(4)), *POSTS, *SKILLS])


PROSE = [
    "Onze années passées dans une usine de câbles",
    "m’ont appris qu’un défaut évité vaut mieux que",
    "dix défauts corrigés. Auditeur interne, j’aime",
    "les chiffres justes, les ateliers propres et les",
    "équipes qui osent dire non.",
    "Responsable qualité",
    "Taux de rebut ramené de cinq à un pour cent en",
    "dix-huit mois.",
]
SHORT = [
    "Licence de droit public",
    "Master en génie industriel",
    "Audit interne et externe",
    "Résolution de problèmes",
    "Maîtrise des procédés",
    "Arabe, français et anglais",
    "Conduite de réunions",
    "Randonnée et chant choral",
]


def across(one: list[str], two: list[str], x: float) -> Paper:
    """Two columns as some programs write them: line by line, from side to side."""
    paper = Paper()
    for row, (left, right) in enumerate(zip(one, two, strict=True)):
        paper.text(left, 40, 100 + 14 * row).text(right, x, 100 + 14 * row)
    return paper


def test_sentences_that_go_on_beside_what_begins_are_a_column_though_written_from_side_to_side():
    assert lines_of(across(PROSE, SHORT, 330)) == [*PROSE, *SHORT]
    assert lines_of(across(SHORT, PROSE, 240)) == [*SHORT, *PROSE]


def test_cells_of_several_lines_stay_in_their_rows_when_they_are_written_from_side_to_side():
    cells = [
        ("Chargée de suivi des", "Enquêtes auprès des ménages"),
        ("projets de la vallée", "et formation des enquêtrices"),
        ("Assistante de recherche", "Transcription d’entretiens"),
        ("Coordinatrice générale", "Pilotage d’un budget de deux"),
        ("du programme rural", "millions de dirhams par an"),
    ]
    read = lines_of(across([one for one, _ in cells], [two for _, two in cells], 260))

    assert read.index(cells[2][0] + " " + cells[2][1]) < len(read)


def test_dates_of_a_timeline_that_were_all_written_first_stand_beside_their_entries():
    entries = [
        ("1202 إلى الآن", "منسقة برامج التنمية المحلية", "جمعية الأمل بالحسيمة"),
        ("2018 – 2021", "مساعدة إدارية", "مركز الإدماج بمدينة مكناس"),
    ]
    paper = Paper()
    for row, (dates, _, _) in enumerate(entries):
        paper.arabic(dates if row == 0 else "1202 – 8102", 540, 100 + 40 * row)
    paper.arabic("الدراسة والتكوين", 540, 190).arabic("2102", 540, 220)
    for row, (_, post, place) in enumerate([*entries, ("", "إجازة في القانون", "جامعة فاس")]):
        y = 100 + 60 * row if row == 2 else 100 + 40 * row
        paper.arabic(post, 430, y).arabic(place, 430, y + 14)

    read = lines_of(paper)

    assert read[0].endswith("منسقة برامج التنمية المحلية")
    assert read[1] == "جمعية الأمل بالحسيمة"
    assert read.index("الدراسة والتكوين") == 4
