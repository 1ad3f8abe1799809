"""Headings as people write them, and what stands under « Langues » (`ways/headings.toml`, `ways/languages.toml`)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.posting.notice import Notice, PieceKind
from app.reading.text import plain_text
from app.screening.evidence import PieceText
from app.screening.experience import judge_experience
from app.screening.languages import judge_language
from app.screening.papers import Papers, gather
from app.screening.person import Person
from tests.screening.test_ways_of_languages import CV, HEADINGS
from tests.screening.test_ways_of_posts import told

POST = "01/2018 – 12/2021 Chargée de projet, Association Amal\n- Suivi du budget et des partenaires\n"
STUDIES = "2012 – 2014 Master en sociologie, Université Mohammed V\n"
REFEREES = (
    "Nadia Berrada, présidente, Association Nour, n.berrada@example.org\n"
    "Karim Idrissi, coordinateur, Association Basma, 06 00 11 22 34\n"
    "Omar Fassi, chef de projet, ONG Amal, o.fassi@example.org\n"
)
CURRICULA = {
    "experience": "Samira Alaoui\nRabat\nLANGUES\nFrançais : courant\n{}\n" + POST + "FORMATION\n" + STUDIES,
    "education": "Samira Alaoui\nRabat\nEXPÉRIENCE\n" + POST + "{}\n" + STUDIES + "LANGUES\nFrançais : courant\n",
    "references": "Samira Alaoui\nRabat\nFORMATION\n" + STUDIES + "EXPÉRIENCE\n" + POST + "{}\n" + REFEREES,
    "languages": "Samira Alaoui\nRabat\nEXPÉRIENCE\n" + POST + "{}\nFrançais : courant\nArabe : langue maternelle\n",
}


def papers(notice: Notice, text: str) -> Papers:
    return gather([PieceText("cv.pdf", PieceKind.CV, plain_text(text))], (), Person(), notice)


def headings() -> Iterator[tuple[str, str]]:
    for kind, lines in told("headings").items():
        yield from ((kind, line) for line in lines)


def statements() -> Iterator[tuple[tuple[str, str], str]]:
    for verdicts, table in told("languages").items():
        french, arabic = verdicts.removesuffix("_arabic").split("_french_")
        for way in table["ways"]:
            heading, _, section = way.partition(" ")
            yield (french, arabic), f"{HEADINGS[heading]}\n{section.replace(' ⏎ ', chr(10))}\n"


@pytest.mark.parametrize(("kind", "heading"), list(headings()))
def test_a_heading_opens_its_section(notice: Notice, kind: str, heading: str) -> None:
    gathered = papers(notice, CURRICULA[kind].format(heading))

    assert kind in [section.kind.value for section in gathered.pieces[0].sections]


@pytest.mark.parametrize("heading", told("headings")["references"])
def test_those_told_under_a_heading_of_references_are_no_posts(notice: Notice, heading: str) -> None:
    gathered = papers(notice, CURRICULA["references"].format(heading))

    facts = judge_experience(gathered, notice.criterion("experience")).facts
    assert (facts["months_min"], facts["months_max"]) == (48, 48)


@pytest.mark.parametrize(("verdicts", "section"), list(statements()))
def test_a_statement_of_languages_weighs_what_it_says(notice: Notice, verdicts: tuple[str, str], section: str) -> None:
    gathered = papers(notice, CV + section)

    judgements = [judge_language(gathered, notice.criterion(name)) for name in ("french", "arabic")]
    assert tuple(judgement.verdict.value for judgement in judgements) == verdicts
