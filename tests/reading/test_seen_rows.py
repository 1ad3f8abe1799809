"""OCR says no order of writing: rows, labels and dates of a scan are told by where they stand."""

from __future__ import annotations

from app.reading.layout.words import lines_from_words
from app.reading.text import Box, Word

STEP = 4.6  # points: how wide a letter is seen

LABELS = [
    "Nom",
    "Adresse",
    "Téléphone",
    "Fonction",
    "Activités et",
    "responsabilités",
    "Employeur",
    "Année",
    "Diplôme",
    "Langues",
]
VALUES = [
    "Lina Haddaoui, née à Marrakech en 1990",
    "Quartier Sidi Abbad, derrière la grande poste",
    "06 44 91 82 05, de préférence le matin",
    "Assistante sociale référente du quartier",
    "File active de soixante dossiers chaque année",
    "Accompagnement au tribunal et certificats",
    "Maison Al Ghad, Marrakech, vingt salariés",
    "Deux mille quatorze, avec mention",
    "Diplôme d’État d’assistante sociale, Tanger",
    "Arabe, français, tachelhit, un peu d’anglais",
]


def seen(text: str, x: float, y: float) -> list[Word]:
    words = []
    for word in text.split():
        words.append(Word(word, Box(x, y - 8, x + STEP * len(word), y), confidence=0.9))
        x += STEP * (len(word) + 1)
    return words


def text_of(words: list[Word], rules: tuple[Box, ...] = ()) -> str:
    return " ".join(line.text for line in lines_from_words(words, width=595, height=842, rules=rules))


def test_labels_that_end_at_the_gutter_are_read_with_what_they_name():
    words = []
    for row, (label, value) in enumerate(zip(LABELS, VALUES, strict=True)):
        words += seen(label, 160 - STEP * len(label), 100 + 14 * row) + seen(value, 180, 100 + 14 * row)
    rows = [f"{label} {value}" for label, value in zip(LABELS, VALUES, strict=True)]
    rows[4:6] = [f"{LABELS[4]} {LABELS[5]} {VALUES[4]} {VALUES[5]}"]

    assert text_of(words) == " ".join(rows)


def test_a_ragged_sidebar_is_still_read_on_its_own():
    words = []
    for row, (label, value) in enumerate(zip(LABELS, VALUES, strict=True)):
        words += seen(label, 60, 100 + 14 * row) + seen(value, 180, 100 + 14 * row)

    assert text_of(words) == " ".join((*LABELS, *VALUES))


def test_the_year_of_a_wrapped_date_goes_with_its_month():
    words = []
    for top, dates, post in (
        (100, ("Mai 2017 – août", "2020"), ("Juriste au tribunal de Fès", "Onze notes reprises")),
        (150, ("2015",), ("Stage au barreau de Rabat", "Enquête auprès des familles")),
        (200, ("2012",), ("Animatrice du centre de Taza", "Soutien scolaire")),
    ):
        for row, line in enumerate(dates):
            words += seen(line, 60, top + 14 * row)
        for row, line in enumerate(post):
            words += seen(line, 200, top + 14 * row)

    assert text_of(words).startswith("Mai 2017 – août 2020 Juriste au tribunal de Fès Onze notes reprises 2015 Stage")


def test_lines_a_little_askew_still_part_the_cells_of_a_scan():
    rules = tuple(Box(50, y, 540, y + 0.8) for y in (100, 150, 200)) + tuple(
        Box(x - 2, 100, x + 2, 200) for x in (50, 200, 540)
    )
    words = []
    for top, left, right in (
        (114, ("Association", "du quartier"), ("Accueil et", "écoute")),
        (164, ("Collectif", "de Nador"), ("Notes et", "presse")),
    ):
        for row in (0, 1):
            words += seen(left[row], 60, top + 14 * row) + seen(right[row], 210, top + 14 * row)

    assert text_of(words, rules) == ("Association du quartier Accueil et écoute Collectif de Nador Notes et presse")


def _arabic_line(*words: str) -> list[Word]:
    """The words side by side from the right."""
    return [Word(word, Box(500 - 50 * place, 92, 540 - 50 * place, 100)) for place, word in enumerate(words)]


def test_what_follows_a_number_in_an_arabic_line_stays_behind_it():
    for words in (
        ("العنوان:", "12،", "زنقة", "السعادة،", "الشقة", "8،", "الرباط"),
        ("إلى", "30/06/2022:", "منسق"),
        ("المدينة", "الرباط", "10000."),
        ("نقطة", "+8.5", "فقط"),
        ("(الهاتف:", "+212661998877)."),
        ("الدرجة", "(102/120)", "جيد"),
        ("منسقة", "(09/2016", "-", "12/2018)"),
        ("الجمعية", "(2020،", "دورة"),
    ):
        assert text_of(_arabic_line(*words)) == " ".join(words)


FRENCH = [
    "La présidente de l’association atteste que",
    "Mademoiselle Rim Ouazzani a suivi un stage",
    "de trois mois dans nos services, de mars à",
    "mai, et qu’elle y a montré de l’assiduité,",
    "de la discrétion et le sens du service dû",
    "aux personnes que nous recevons.",
]
ARABIC = [
    "تشهد رئيسة الجمعية أن",
    "الآنسة ريم الوزاني قد قضت",
    "تدريبا لمدة ثلاثة أشهر",
    "بمصالحنا، من مارس إلى ماي",
    "وأبانت فيه عن المواظبة",
    "والكتمان وحس عال بالخدمة.",
]


def test_sentences_in_two_languages_are_read_one_language_after_the_other_under_their_framed_titles():
    words = (
        seen("Association Amal", 50, 30) + seen("أمل", 528, 30) + seen("ATTESTATION", 80, 60) + seen("شهادة", 500, 60)
    )
    for row, (french, arabic) in enumerate(zip(FRENCH, ARABIC, strict=True)):
        words += seen(french, 50, 100 + 14 * row)
        right = 545.0
        for word in arabic.split():
            x = right - STEP * len(word)
            words.append(Word(word, Box(x, 92 + 14 * row, right, 100 + 14 * row), confidence=0.9))
            right = x - STEP
    frame = (Box(50, 45, 545, 46), Box(50, 70, 545, 71))

    text = text_of(words, frame)

    assert " ".join(FRENCH) in text
    assert " ".join(ARABIC) in text


def test_a_number_in_french_keeps_its_stop_behind_it_when_arabic_stands_across_on_the_same_row():
    french = seen("Adresse : 9, rue Allal", 40, 100)
    arabic = [
        Word(word, Box(x, 92, x + 30, 100), confidence=0.9)
        for x, word in ((500, "العنوان:"), (460, "9،"), (420, "زنقة"))
    ]
    rows = [0] * (len(french) + len(arabic))

    read = " ".join(line.text for line in lines_from_words([*french, *arabic], width=595, height=842, rows=rows))

    assert "Adresse : 9, rue Allal" in read
    assert "العنوان: 9، زنقة" in read


SIDE = ["Langues", "Arabe et tachelhit", "Français courant", "Anglais moyen", "Savoir-faire", "Découpe", "Hygiène", "Caisse", "Loisirs", "Surf"]  # fmt: skip


def test_a_sidebar_that_begins_at_the_gutter_stands_beside_the_text_though_its_rows_are_level():
    words = []
    for row, (value, side) in enumerate(zip(VALUES, SIDE, strict=True)):
        words += seen(value, 60, 100 + 14 * row) + seen(side, 380, 100 + 14 * row)

    assert text_of(words) in {" ".join([*VALUES, *SIDE]), " ".join([*SIDE, *VALUES])}


FRENCH = [
    "Office régional de l’eau",
    "Dossier 2026",
    "Le directeur certifie que Mlle Lina",
    "Haddaoui, étudiante, a effectué un",
    "stage du 2 février au 30 avril 2026.",
    "Elle a relevé les fuites du réseau de",
    "la ville et proposé un plan de travail",
    "Rabat, le 4 mai 2026",
]
ARABIC = [
    "المكتب الجهوي للماء",
    "ملف رقم 2026",
    "يشهد المدير أن الآنسة لينا",
    "حداوي، طالبة، قد أجرت تدريبا",
    "من 2 فبراير إلى 30 أبريل 2026",
    "وقد رصدت تسربات الشبكة",
    "واقترحت مخططا للعمل",
    "الرباط، 4 ماي 2026",
]


def test_one_text_in_two_languages_is_no_column_of_dates():
    words = []
    for row, (french, arabic) in enumerate(zip(FRENCH, ARABIC, strict=True)):
        x = 540.0
        for word in arabic.split():
            x -= STEP * (len(word) + 1)
            words.append(Word(word, Box(x, 92 + 14 * row, x + STEP * len(word), 100 + 14 * row), confidence=0.9))
        words += seen(french, 60, 100 + 14 * row)

    said = text_of(words)

    assert " ".join(FRENCH) in said
    assert " ".join(ARABIC) in said
