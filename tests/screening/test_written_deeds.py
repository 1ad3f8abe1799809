"""What people tell of having written in a language shows that they write it, where no level says so."""

from __future__ import annotations

import pytest

from app.posting.notice import Notice, PieceKind
from app.reading.text import plain_text
from app.screening.evidence import PieceText
from app.screening.judgement import Judgement
from app.screening.languages import judge_language
from app.screening.papers import gather
from app.screening.person import Person

CV = """Salma Alaoui

Expérience professionnelle
Chargée d'étude, Association Amal, Rabat
2015 - 2020
- {deed}
- Classement des dossiers et suivi des commandes de fournitures pour les bureaux de Rabat et de Fès

Formation
{diploma}

Langues
{level}

Compétences
Organisation, écoute, rigueur, travail en équipe, classement, accueil du public, planification, bureautique
"""


def judged(
    notice: Notice,
    language: str,
    deed: str = "Saisie",
    diploma: str = "Licence en économie, Rabat, 2012",
    level: str = "Anglais : B1",
) -> Judgement:
    cv = PieceText("cv.pdf", PieceKind.CV, plain_text(CV.format(deed=deed, diploma=diploma, level=level)))
    return judge_language(gather([cv], (), Person(), notice), notice.criterion(language))


SHOWN = [
    ("arabic", "Rédaction de rapports narratifs en arabe et en français"),
    ("french", "Rédaction de rapports narratifs en arabe et en français"),
    ("french", "Rapports trimestriels en français pour l'Union européenne"),
    ("arabic", "Auteur de vingt articles publiés en arabe dans la presse nationale"),
    ("arabic", "Rédige des communiqués en langue arabe"),
    ("arabic", "Tribunes en arabe et en anglais"),
    ("french", "Comptes rendus de réunion bilingues (arabe/français)"),
    ("arabic", "Rédactrice bilingue français-arabe du bulletin mensuel"),
    ("arabic", "Traduction des guides du français vers l'arabe"),
    ("french", "Traduction de jugements de l'arabe au français"),
    ("french", "Traductrice assermentée arabe-français près la cour d'appel"),
    ("arabic", "Wrote monthly reports in Arabic and French"),
    ("french", "Drafting press releases in French"),
    ("arabic", "Translating court files into Arabic"),
    ("arabic", "تحرير التقارير الشهرية باللغة العربية"),
    ("french", "إعداد التقرير السنوي بالعربية والفرنسية"),
    ("french", "صياغة بلاغات ومراسلات باللغتين العربية والفرنسية"),
    ("arabic", "نشرت مقالات بالعربية حول السجون"),
]
NOT_SHOWN = [
    ("arabic", "Animation d'ateliers en arabe"),
    ("arabic", "Distribution de brochures en arabe dans les quartiers"),
    ("french", "Accueil et orientation en français"),
    ("arabic", "Cours de rédaction en arabe suivis à l'institut"),
    ("arabic", "Lecture de rapports en arabe"),
    ("arabic", "Traduction de guides de l'arabe vers le français"),
    ("arabic", "Rapports en français sur le monde arabe"),
    ("french", "Rapports en arabe pour l'ambassade de France"),
    ("french", "Rapports en arabe, sans rédaction en français"),
    ("arabic", "توزيع منشورات بالعربية"),
]


@pytest.mark.parametrize(("language", "deed"), SHOWN)
def test_who_wrote_in_a_language_can_write_it(notice: Notice, language: str, deed: str) -> None:
    judgement = judged(notice, language, deed)

    assert (judgement.verdict.value, judgement.reason) == ("met", "lang.demonstrated_by_deed")
    assert judgement.evidence[-1].text == deed


@pytest.mark.parametrize(("language", "deed"), NOT_SHOWN)
def test_what_was_only_read_or_handed_out_shows_nothing(notice: Notice, language: str, deed: str) -> None:
    judgement = judged(notice, language, deed)

    assert (judgement.verdict.value, judgement.reason) == ("unclear", "lang.nothing_said")


@pytest.mark.parametrize(
    ("language", "diploma"),
    [
        ("arabic", "Licence en droit privé (en arabe), Fès, 2012"),
        ("french", "Licence en droit public, en langue française, Casablanca, 2012"),
        ("french", "الإجازة في القانون العام باللغة الفرنسية، الرباط، 2012"),
    ],
)
def test_a_diploma_taught_in_a_language_shows_it(notice: Notice, language: str, diploma: str) -> None:
    assert judged(notice, language, diploma=diploma).reason == "lang.demonstrated_by_deed"


@pytest.mark.parametrize(
    "diploma", ["Attestation de cours en français, 2012", "Licence en études françaises, Fès, 2012"]
)
def test_a_test_of_a_language_or_its_name_is_no_diploma_taught_in_it(notice: Notice, diploma: str) -> None:
    assert judged(notice, "french", diploma=diploma).reason == "lang.nothing_said"


@pytest.mark.parametrize(
    ("level", "verdict", "reason"),
    [
        ("Arabe : bien", "met", "lang.demonstrated_by_deed"),
        ("Arabe : B2", "met", "lang.demonstrated_by_deed"),
        ("Arabe : intermédiaire", "unclear", "lang.middling"),
        ("Arabe : notions", "unclear", "lang.low_but_deed"),
        ("Arabe : langue maternelle", "met", "lang.stated"),
    ],
)
def test_a_deed_settles_a_good_level_and_doubts_a_low_one(
    notice: Notice, level: str, verdict: str, reason: str
) -> None:
    judgement = judged(notice, "arabic", "Rédaction des rapports en arabe", level=level)

    assert (judgement.verdict.value, judgement.reason) == (verdict, reason)


@pytest.mark.parametrize(
    ("language", "level"),
    [
        ("french", "Français : langue d'enseignement"),
        ("arabic", "العربية : لغة الدراسة والعمل"),
        ("french", "French: language of instruction from primary school on"),
    ],
)
def test_who_was_schooled_in_a_language_can_write_it(notice: Notice, language: str, level: str) -> None:
    assert judged(notice, language, level=level).reason == "lang.demonstrated_by_deed"


@pytest.mark.parametrize(
    ("language", "level", "verdict", "called"),
    [
        ("arabic", "العربية : أكتب بها وأنشر بها", "met", "fluent"),
        ("french", "Français : langue d'écriture", "met", "fluent"),
        ("french", "Français : rédaction aisée", "met", "fluent"),
        ("french", "Français : langue de travail quotidienne", "unclear", "good"),
        ("french", "French: daily working language", "unclear", "good"),
    ],
)
def test_a_language_stated_by_its_use(notice: Notice, language: str, level: str, verdict: str, called: str) -> None:
    judgement = judged(notice, language, level=level)

    assert (judgement.verdict.value, judgement.facts["language_level"]) == (verdict, called)


@pytest.mark.parametrize("level", ["Arabe : parlé, non écrit", "العربية : أفهمها ولا أكتبها"])
def test_a_language_of_which_it_is_said_that_it_is_not_written(notice: Notice, level: str) -> None:
    judgement = judged(notice, "arabic", level=level)

    assert (judgement.verdict.value, judgement.facts["language_level"]) == ("not_met", "basic")
