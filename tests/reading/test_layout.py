"""Where the eye goes: columns, sidebars, tables, dates beside their entries, headers and floating boxes."""

from __future__ import annotations

from app.reading.layout.glyphs import LEFT, SPACE, Face, Ink, Run
from app.reading.layout.words import lines_from_runs, lines_from_words
from app.reading.pdf.read import read_pdf
from app.reading.text import Box, Word
from tests.reading.paper import Paper

PROSE = [
    "Le réseau accompagne depuis longtemps les familles",
    "de détenus dans leurs démarches et forme aussi des",
    "bénévoles à l’écoute, dans huit villes du Royaume.",
    "Chaque année près de trois cents personnes viennent",
    "aux ateliers, que les conventions prévoient avec la",
    "délégation. Un comité de suivi se réunit souvent et",
]


def lines_of(paper: Paper) -> list[str]:
    return [line.text for line in read_pdf(paper.pdf()).pages[0].page.lines]


def blocks_of(paper: Paper) -> list[list[str]]:
    blocks: dict[int, list[str]] = {}
    for line in read_pdf(paper.pdf()).pages[0].page.lines:
        blocks.setdefault(line.block, []).append(line.text)
    return [blocks[number] for number in sorted(blocks)]


def test_two_columns_of_prose_are_read_one_after_the_other():
    other = [line[::1].upper() for line in PROSE]
    paper = Paper().lines(PROSE, 40, 100).lines(other, 310, 100)

    assert blocks_of(paper) == [PROSE, other]


def test_two_columns_drawn_line_by_line_across_are_still_two_columns():
    other = [line.upper() for line in PROSE]
    paper = Paper()
    for number, (left, right) in enumerate(zip(PROSE, other, strict=True)):
        paper.text(left, 40, 100 + 14 * number).text(right, 310, 100 + 14 * number)

    assert blocks_of(paper) == [PROSE, other]


def test_a_sidebar_is_a_block_of_its_own():
    side = ["Contact", "06 61 00 98 76", "Hay Riad", "Langues", "Arabe", "Anglais"]
    paper = Paper().lines(side, 40, 103, pitch=17).lines(PROSE, 200, 100)

    assert blocks_of(paper) == [side, PROSE]


def test_a_title_above_columns_comes_before_them():
    side = ["Contact", "06 61 00 98 76", "Hay Riad", "Langues", "Arabe", "Anglais"]
    paper = Paper().text("Youness Bekkali, chargé de projets et de plaidoyer", 40, 60, 20)
    paper.lines(side, 40, 103, pitch=17).lines(PROSE, 200, 100)

    assert lines_of(paper)[0] == "Youness Bekkali, chargé de projets et de plaidoyer"


def test_a_name_over_the_second_column_comes_before_the_first():
    side = ["Contact", "06 61 00 98 76", "Hay Riad", "Langues", "Arabe", "Anglais"]
    paper = Paper().text("Hind Bensouda", 200, 50, 18).lines(side, 40, 113, pitch=17).lines(PROSE, 200, 110)

    assert lines_of(paper)[0] == "Hind Bensouda"


def test_dates_flush_right_stay_on_the_line_of_their_entry():
    paper = Paper()
    entries = [("Chargée de projet, Réseau Amal", "2019 – 2024"), ("Stagiaire, Fondation Hiba", "2018")]
    for number, (title, date) in enumerate(entries):
        paper.text(title, 50, 100 + 45 * number).text(date, 540 - 5 * len(date), 100 + 45 * number)
        paper.text("• suivi des conventions et des budgets annuels", 60, 114 + 45 * number)

    assert lines_of(paper) == [
        "Chargée de projet, Réseau Amal 2019 – 2024",
        "• suivi des conventions et des budgets annuels",
        "Stagiaire, Fondation Hiba 2018",
        "• suivi des conventions et des budgets annuels",
    ]


def test_a_column_of_dates_is_read_with_its_entries_even_when_it_was_drawn_by_itself():
    paper = Paper()
    dates = ["2019 – 2024", "2016 – 2019", "2014 – 2016", "2012 – 2014"]
    for number in range(4):
        paper.text(f"Chargée de mission numéro {'abcd'[number]}, Association", 170, 100 + 48 * number)
        paper.text("suivi des conventions et des budgets annuels", 170, 114 + 48 * number)
        paper.text("animation de réunions de quartier à Rabat", 170, 128 + 48 * number)
    for number, date in enumerate(dates):
        paper.text(date, 50, 100 + 48 * number)

    read = lines_of(paper)
    assert [line for line in read if line[0].isdigit()] == [
        f"{date} Chargée de mission numéro {letter}, Association" for date, letter in zip(dates, "abcd", strict=True)
    ]


def test_a_date_that_wraps_is_read_whole_before_its_entry():
    paper = Paper()
    for number, (start, end) in enumerate(
        (("nov. 2019 -", "aujourd’hui"), ("mars 2016 -", "juin 2018"), ("mai 2012 -", "mai 2015"))
    ):
        top = 100 + 60 * number
        paper.text(start, 50, top, 9).text(end, 50, top + 11, 9)
        paper.text(f"Coordinateur de projets {number}, Association Jeunesse", 160, top + 1)
        paper.text("coordination de trois projets dans les quartiers", 160, top + 15)

    read = " ".join(lines_of(paper))
    assert "nov. 2019 - aujourd’hui Coordinateur de projets 0" in read
    assert "mars 2016 - juin 2018 Coordinateur de projets 1" in read


def test_a_table_is_read_row_by_row():
    rows = [("Arabe", "lu, écrit", "maternelle"), ("Français", "lu, écrit", "courant"), ("Anglais", "lu", "moyen")]
    paper = Paper()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            paper.text(cell, 60 + 160 * column, 100 + 18 * number)
        paper.raw(f"50 {842 - 106 - 18 * number} m 540 {842 - 106 - 18 * number} l S")

    assert lines_of(paper) == [" ".join(row) for row in rows]


def test_blocks_one_under_the_other_are_no_columns_however_far_apart_they_stand():
    paper = Paper().lines(["Hamza Lakhdar", "Narjiss, Fès"], 50, 80).lines(["Observatoire", "À la Direction"], 330, 130)
    paper.text("Fès, le 2 mai", 420, 170).lines(["Objet : candidature", "Madame, Monsieur,"], 50, 200)

    assert lines_of(paper) == [
        "Hamza Lakhdar",
        "Narjiss, Fès",
        "Observatoire",
        "À la Direction",
        "Fès, le 2 mai",
        "Objet : candidature",
        "Madame, Monsieur,",
    ]


def test_a_bar_across_the_page_ends_a_header_of_two_columns():
    paper = Paper().text("Lamia Hajji", 50, 60, 18).text("Chargée de l’inclusion", 50, 80)
    paper.lines(["Agdal, Rabat", "06 61 00 15 83", "lamia@example.org"], 430, 56, pitch=11, size=8)
    paper.raw(f"40 {842 - 100} 520 6 re f")
    side = ["À propos", "Langues", "Arabe", "Français", "Références", "Loisirs"]
    paper.lines(PROSE, 50, 130).lines(side, 430, 131, pitch=17)

    read = lines_of(paper)
    assert sorted(read[:5]) == sorted(
        ["Lamia Hajji", "Chargée de l’inclusion", "Agdal, Rabat", "06 61 00 15 83", "lamia@example.org"]
    )
    assert read[5:] == PROSE + side


def test_words_seen_by_ocr_go_through_the_same_layout():
    words = []
    for top, (left, right) in enumerate(zip(PROSE, [line.upper() for line in PROSE], strict=True)):
        for start, line in ((40, left), (330, right)):
            x = start
            for word in line.split():
                words.append(Word(word, Box(x, 100 + 14 * top, x + 4.6 * len(word), 108 + 14 * top), confidence=0.9))
                x += 4.6 * (len(word) + 1)
    lines = lines_from_words(words, width=595, height=842)

    assert [line.text for line in lines] == PROSE + [line.upper() for line in PROSE]
    assert lines[0].words[0].confidence == 0.9


def test_an_arabic_line_seen_by_ocr_is_read_from_the_right():
    words = [
        Word("2019", Box(300, 100, 325, 110)),
        Word("سنة", Box(330, 100, 350, 110)),
        Word("المشروع", Box(355, 100, 400, 110)),
    ]

    (line,) = lines_from_words(words, width=595, height=842)
    assert line.text == "المشروع سنة 2019"


def test_letters_without_height_in_two_columns_are_read():
    def flat(text: str, x: float, y: float, number: int) -> Run:
        run = Run(Face(), 10, 0, y, y, y, Ink(), number)
        for place, letter in enumerate(text):
            kind, at = SPACE if letter == " " else LEFT, x + 5 * place
            run.glyphs.append((letter, kind, at, at + 5, 100 * number + place, run))
        return run

    runs = [flat("Enquêtes de terrain", 40, 100 + 14 * row, row) for row in range(8)]
    runs += [flat("Langues", 220, 100 + 14 * row, 20 + row) for row in range(2)]

    assert [line.text for line in lines_from_runs(runs, ())] == ["Enquêtes de terrain"] * 8 + ["Langues"] * 2


def test_a_table_under_a_column_that_stood_beside_a_shorter_one_goes_on_with_it():
    side = ["Coordonnées", "Tétouan", "Langues", "Arabe natif"]
    rows = [
        (["2023"], ["Puits pour les écoles", "de la vallée du Nekor"], ["Union", "européenne"]),
        (["2024"], ["Coopérative de tissage,", "mise aux normes"], ["Fondation", "fictive"]),
    ]
    paper = Paper().lines(PROSE, 40, 100)
    y = 200
    for row in rows:
        for x, cell in zip((40, 80, 210), row, strict=True):
            paper.lines(cell, x, y)
        y += 40
    paper.lines(side, 420, 100)

    read = lines_of(paper)

    assert read[-len(side) :] == side
    assert read[: len(PROSE)] == PROSE


def test_an_address_that_began_beside_the_name_is_of_the_head_and_not_of_a_column():
    address = ["06 00 00 00 22", "h.sefrioui@example.org", "Kénitra", "Permis B"]
    main = ["Expérience", *PROSE, "Juriste à Salé", "Avocate à Fès"]
    side = ["Langues", "Arabe natif", "Anglais", "Outils", "Tableur", "Cartes", "Loisirs", "Chant", "Échecs"]
    paper = Paper().text("Hamza Benkirane-Sefrioui", 40, 60, 20).text("Ingénieur", 40, 82, 9)
    for row, line in enumerate(address):
        paper.text(line, 420, 50 + 14 * row)
    paper.lines(side, 40, 150, pitch=15).lines(main, 170, 150, pitch=15)

    read = lines_of(paper)

    assert read[:6] == ["Hamza Benkirane-Sefrioui", "Ingénieur", *address]
    assert read[6:] == [*side, *main]
