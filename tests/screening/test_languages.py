"""What people state of their languages, and what their own prose shows."""

from __future__ import annotations

import pytest

from app.posting.notice import Notice, PieceKind
from app.reading.text import plain_text
from app.screening.evidence import PieceText
from app.screening.judgement import Judgement
from app.screening.languages import judge_language
from app.screening.papers import gather
from app.screening.person import Person

BODY = """Salma Alaoui

Expérience professionnelle
2015 - 2020 : Comptable, société Atlas, Rabat
Saisie des factures, classement, suivi des paiements, relation avec les fournisseurs, préparation des bilans annuels.

Formation
Licence en économie, Rabat, 2012

Compétences
Organisation, écoute, rigueur, travail en équipe, classement, accueil du public, planification, bureautique
"""
FRENCH_LETTER = (
    """Objet : candidature
Madame, Monsieur,
"""
    + " ".join(
        [
            "Je travaille depuis plusieurs années avec des familles qui viennent de loin et qui ne savent pas à qui parler.",
            "Dans mon métier j'ai appris à écouter sans juger, à écrire ce que l'on me confie et à rendre compte de ce que je fais.",
        ]
        * 5
    )
    + """
Je vous prie d'agréer, Madame, Monsieur, mes salutations distinguées.
"""
)


def judged(notice: Notice, language: str, lines: str, *, heading: str = "Langues", letter: str = "") -> Judgement:
    pieces = [PieceText("cv.pdf", PieceKind.CV, plain_text(f"{BODY}\n{heading}\n{lines}\n"))]
    if letter:
        pieces.append(PieceText("lettre.pdf", PieceKind.LETTER, plain_text(letter)))
    return judge_language(gather(pieces, (), Person(), notice), notice.criterion(language))


@pytest.mark.parametrize(
    ("lines", "french", "arabic"),
    [
        ("Arabe : langue maternelle. Français : courant", ("met", "fluent"), ("met", "native")),
        ("Arabe, français : courant", ("met", "fluent"), ("met", "fluent")),
        ("Arabe/Français : bilingue", ("met", "fluent"), ("met", "fluent")),
        ("Bilingue arabe/français", ("met", "fluent"), ("met", "fluent")),
        ("Français : B2 (DELF)\nArabe : maternelle", ("unclear", "B2"), ("met", "native")),
        ("Français : notions\nArabe : très bien", ("not_met", "basic"), ("met", "fluent")),
        ("الفرنسية: ضعيف\nالعربية: اللغة الأم", ("not_met", "basic"), ("met", "native")),
        (
            "العربية (كتابة ومحادثة): ممتاز – الحسانية: اللغة الأم – الفرنسية: جيد جدا",
            ("met", "fluent"),
            ("met", "fluent"),
        ),
        ("Français : bon (lu, écrit, parlé)\nArabe : lu, écrit, parlé", ("unclear", "good"), ("met", "fluent")),
        ("Français : lu, parlé\nArabe : C1", ("unclear", "B1"), ("met", "C1")),
        ("Français ●●●●○\nArabe ●●●●●", ("unclear", "good"), ("met", "fluent")),
        ("Français 4/5\nArabe 100 %", ("unclear", "good"), ("met", "fluent")),
        ("Français ●●○○○\nArabe ●●●○○", ("unclear", None), ("unclear", None)),
        (
            "Tachelhit (maternelle), arabe (très bien), français (courant), anglais (scolaire)",
            ("met", "fluent"),
            ("met", "fluent"),
        ),
        ("Arabe (langue maternelle), français (bilingue), espagnol (notions)", ("met", "fluent"), ("met", "native")),
        ("Langue(s) maternelle(s) : français\narabe B1 A1 A2 A2 A1", ("met", "native"), ("not_met", "A1")),
        ("Français : parlé courant, écrit moyen\nArabe : oral B2, écrit C1", ("unclear", "B1"), ("met", "C1")),
        ("French (Full Professional)\nArabic (Native or Bilingual)", ("met", "fluent"), ("met", "native")),
        ("French: intermediate (B1). Arabic: native.", ("unclear", "B1"), ("met", "native")),
        ("Français, anglais, arabe", ("unclear", None), ("unclear", None)),
        ("Français : courant\nDarija : courant", ("met", "fluent"), ("unclear", None)),
        ("Arabe dialectal : courant. Français : excellent", ("met", "fluent"), ("unclear", None)),
        ("Parfaite maîtrise du français et de l'arabe", ("met", "fluent"), ("met", "fluent")),
        ("Français courant, notions d'arabe", ("met", "fluent"), ("not_met", "basic")),
        ("Français : non écrit\nArabe : parlé seulement", ("not_met", "basic"), ("not_met", "basic")),
        ("الفرنسية : متوسط\nالعربية : جيد", ("unclear", "B1"), ("unclear", "good")),
        ("Français\tTrès bien\nArabe\tExcellent", ("met", "fluent"), ("met", "fluent")),
        ("Français\nTrès bien\nArabe\nExcellent\nAnglais\nMoyen", ("met", "fluent"), ("met", "fluent")),
        (
            "Lu Parlé Écrit\nArabe Excellent Excellent Excellent\nFrançais Très bien Moyen Bon",
            ("unclear", "good"),
            ("met", "fluent"),
        ),
        ("Parlé\nÉcrit\nArabe\nExcellent\nMoyen\nFrançais\nBon\nTrès bien", ("met", "fluent"), ("unclear", "B1")),
        ("Arabe\nFrançais\nAnglais\n\nmaternelle\ncourant\nmoyen", ("met", "fluent"), ("met", "native")),
    ],
)
def test_a_level_is_read_wherever_it_stands_beside_its_language(
    notice: Notice, lines: str, french: tuple[str, str | None], arabic: tuple[str, str | None]
) -> None:
    said = [judged(notice, language, lines) for language in ("french", "arabic")]

    assert [(each.verdict.value, each.facts["language_level"]) for each in said] == [french, arabic]


def test_a_middling_level_is_settled_by_150_words_of_own_prose(notice: Notice) -> None:
    judgement = judged(notice, "french", "Français : B2", letter=FRENCH_LETTER)

    assert (judgement.verdict.value, judgement.reason, judgement.facts["language_level"]) == (
        "met",
        "lang.demonstrated",
        "B2",
    )


def test_a_low_level_with_own_prose_is_left_to_a_person(notice: Notice) -> None:
    judgement = judged(notice, "french", "Français : notions", letter=FRENCH_LETTER)

    assert (judgement.verdict.value, judgement.reason) == ("unclear", "lang.low_but_written")


def test_nothing_said_and_nothing_written_is_no_failing(notice: Notice) -> None:
    judgement = judged(notice, "arabic", "Anglais : courant", letter=FRENCH_LETTER)

    assert (judgement.verdict.value, judgement.reason) == ("unclear", "lang.nothing_said")


@pytest.mark.parametrize(
    "line",
    ["Stage aux Émirats arabes unis", "Cours à l'Institut français de Rabat", "Membre du réseau « Printemps arabe »"],
)
def test_a_name_that_holds_a_languages_name_states_nothing(notice: Notice, line: str) -> None:
    said = [judged(notice, language, f"{line}, très bien", heading="Divers") for language in ("french", "arabic")]

    assert [each.verdict.value for each in said] == ["unclear", "unclear"]
