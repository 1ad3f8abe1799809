"""The same facts get the same judgement, whoever tells them and however: the expected difference is exactly none."""

from __future__ import annotations

from typing import Any

import pytest

from app.posting.notice import Notice, PieceKind
from app.reading.text import plain_text
from app.screening.evidence import PieceText
from app.screening.judge import judge
from app.screening.person import Person
from tests.screening.test_completeness import FORM, LETTER

EXPERIENCE = """Expérience professionnelle
03/2021 - 02/2025 : {coordinator} de projet, Association Espoir, {city}
- coordination du projet « Accès à la justice », budget, équipe de cinq personnes, rapports narratifs au bailleur
- visites à la prison locale, plaidoyer auprès du parlement, comité de pilotage avec les associations partenaires
09/2018 - 02/2021 : {officer} de communication, Fondation Avenir, {city}
- communiqués de presse et réseaux sociaux
"""
STUDIES = """Formation
2018 : Master en sociologie, Université {city}
2016 : Licence en sociologie
"""
LANGUAGES = """Langues
Arabe : langue maternelle
Français : courant
"""
WOMAN = {"name": "Salma Alaoui", "coordinator": "Coordinatrice", "officer": "Chargée", "city": "Rabat", "civil": ""}
PEOPLE = {
    "a man": {"name": "Karim Alaoui", "coordinator": "Coordinateur", "officer": "Chargé"},
    "inclusive with dots": {"coordinator": "Coordinateur·rice", "officer": "Chargé·e"},
    "inclusive with brackets": {"coordinator": "Coordinateur(trice)", "officer": "Chargé(e)"},
    "an Amazigh name": {"name": "Tilila Aït Ouhammou"},
    "a Jewish Moroccan name": {"name": "Rachel Benchimol-Ohayon"},
    "a sub-Saharan name": {"name": "Aminata Ndiaye"},
    "a French name": {"name": "Anne-Sophie de la Tour"},
    "a name of one letter": {"name": "A. K."},
    "an Arabic name": {"name": "سلمى العلوي"},
    "a village": {"city": "Aït Bouguemez"},
    "a foreign city": {"city": "Ouagadougou"},
    "marriage and children": {"civil": "Née le 03/05/1990, mariée, 3 enfants"},
    "an older person": {"civil": "Né en 1962, 64 ans, veuf"},
    "a disability": {"civil": "Personne en fauteuil roulant"},
}


def told(facts: dict[str, str], *, order: tuple[str, ...] = (EXPERIENCE, STUDIES, LANGUAGES)) -> str:
    body = "\n".join(section.format(**facts) for section in order)
    return f"{facts['name']}\n{facts['civil']}\n\n{body}"


def judged(notice: Notice, cv: str, *, name: str = "Salma Alaoui") -> list[tuple[Any, ...]]:
    pieces = [
        PieceText("cv.pdf", PieceKind.CV, plain_text(cv)),
        PieceText("lettre.pdf", PieceKind.LETTER, plain_text(LETTER.replace("Salma Alaoui", name))),
    ]
    screening = judge(pieces, FORM, Person(name, "", ""), notice)
    return [(each.criterion, each.verdict, each.points, each.reason, each.facts) for each in screening.judgements]


@pytest.mark.parametrize("who", PEOPLE)
def test_who_tells_it_changes_nothing(notice: Notice, who: str) -> None:
    other = WOMAN | PEOPLE[who]

    assert judged(notice, told(other), name=other["name"]) == judged(notice, told(WOMAN))


@pytest.mark.parametrize(
    "order",
    [(STUDIES, EXPERIENCE, LANGUAGES), (LANGUAGES, STUDIES, EXPERIENCE), (LANGUAGES, EXPERIENCE, STUDIES)],
    ids=["studies first", "languages first", "posts last or between"],
)
def test_the_order_of_sections_changes_nothing(notice: Notice, order: tuple[str, ...]) -> None:
    assert judged(notice, told(WOMAN, order=order)) == judged(notice, told(WOMAN))


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])
def test_arabic_digits_say_the_same(notice: Notice, digits: str) -> None:
    cv = told(WOMAN)

    assert judged(notice, cv.translate(str.maketrans("0123456789", digits))) == judged(notice, cv)


@pytest.mark.parametrize(
    ("plain", "written"),
    [
        ("03/2021 - 02/2025", "mars 2021 – février 2025"),
        ("03/2021 - 02/2025", "De mars 2021 à février 2025"),
        ("03/2021 - 02/2025", "2021-03 / 2025-02"),
        ("03/2021 - 02/2025", "01/03/2021 - 28/02/2025"),
        ("Expérience professionnelle", "EXPERIENCES PROFESSIONNELLES"),
        ("Formation", "Études et diplômes"),
        ("Français : courant", "Francais : courant"),
    ],
)
def test_the_way_of_writing_changes_nothing(notice: Notice, plain: str, written: str) -> None:
    cv = told(WOMAN)
    assert plain in cv

    assert judged(notice, cv.replace(plain, written)) == judged(notice, cv)


def test_the_base_dossier_is_one_that_could_lose_something(notice: Notice) -> None:
    verdicts = {criterion: verdict.value for criterion, verdict, *_ in judged(notice, told(WOMAN))}

    assert {
        verdicts[name] for name in ("degree", "experience", "french", "arabic", "prison", "advocacy", "dossier")
    } == {"met"}
