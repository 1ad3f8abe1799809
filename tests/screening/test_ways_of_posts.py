"""Hundreds of ways in which people write what they were, for whom and when, each with its months worked out by hand.

`ways/periods.toml` has times, `ways/titles.toml` titles and employers, `ways/nuances.toml` what changes their weight,
`ways/shapes.toml` how posts are set out, the other files one thing each (the signs between dates, one employer over
several titles …); each in French, Arabic and English. They come from the policy and from curricula as people write them, not from the benchmark.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.posting.notice import Notice, PieceKind
from app.reading.text import plain_text
from app.screening.evidence import PieceText
from app.screening.experience import judge_experience
from app.screening.papers import gather
from app.screening.person import Person

WAYS = Path(__file__).parent / "ways"
FOUR_YEARS = "01/2018 – 12/2021"
SHAPES = (
    "shapes",
    "signs",
    "houses",
    "natures",
    "advisers",
    "shares",
    "breaks",
    "sentences",
    "headlines",
    "cards",
    "rows",
    "paragraphs",
    "called_again",
    "in_charge",
    "internships",
    "projects",
)
# `beside`: no month, and yet nobody is refused before a person has looked at the post
MONTHS = {"sure": (48, 48, False), "perhaps": (0, 48, False), "beside": (0, 0, True), "none": (0, 0, False)}
HEADS = {"fr": "EXPÉRIENCE PROFESSIONNELLE", "ar": "التجربة المهنية", "en": "WORK EXPERIENCE"}
RESTS = {
    "fr": (
        "FORMATION\nMaster en sociologie, Université Mohammed V, Rabat, 2014\nLANGUES\nFrançais : courant\n"
        "Arabe : langue maternelle\nCOMPÉTENCES\nOrganisation, écoute, rigueur, travail en équipe, conduite de réunions, "
        "classement, accueil, courriers, bureautique, agenda, patience, ponctualité, comptes rendus, prise de notes"
    ),
    "ar": (
        "التكوين\nماستر في علم الاجتماع، جامعة محمد الخامس، الرباط، 2014\nاللغات\nالعربية: اللغة الأم\nالفرنسية: جيدة جدا\n"
        "المهارات\nالتنظيم، الإنصات، العمل ضمن فريق، تسيير الاجتماعات، الأرشفة، الاستقبال، المراسلات، المعلوميات، الصبر، "
        "تدوين المحاضر، حسن الاستقبال، رخصة السياقة"
    ),
    "en": (
        "EDUCATION\nMaster in Sociology, Mohammed V University, Rabat, 2014\nLANGUAGES\nFrench: fluent\nArabic: mother "
        "tongue\nSKILLS\nOrganisation, listening, teamwork, running meetings, filing, reception, mail, office software, "
        "diaries, patience, careful notes, punctuality, taking minutes, welcoming visitors, driving licence"
    ),
}


Way = tuple[str, int, int | None, bool]


def told(name: str) -> dict[str, Any]:
    return tomllib.loads((WAYS / f"{name}.toml").read_text(encoding="utf-8"))


def in_a_cv(posts: str, language: str) -> str:
    return f"Salma Alaoui\n{HEADS[language]}\n{posts}\n{RESTS[language]}"


def counted(name: str) -> Iterator[Way]:
    for language, table in told(name).items():
        for posts, least, *most in table["ways"]:
            yield in_a_cv(posts, language), least, most[0] if most else None, most[1:] == ["beside"]


def titles() -> Iterator[Way]:
    for language, table in told("titles").items():
        for kind, posts in table.items():
            for post in posts:
                yield in_a_cv(f"{post}\n{FOUR_YEARS}", language), *MONTHS[kind]


def shapes() -> Iterator[Way]:
    for way in [way for name in SHAPES for way in told(name)["way"]]:
        posts = way["told"].strip("\n")
        least, *most = way["months"]
        text = posts if way.get("whole") else in_a_cv(posts, way.get("language", "fr"))
        yield text, least, most[0] if most else None, way.get("beside", False)


def check(notice: Notice, text: str, least: int, most: int | None, beside: bool = False) -> None:
    cv = PieceText("cv.pdf", PieceKind.CV, plain_text(text))
    refused = most is not None and most < 36 and not beside
    verdict = "met" if least >= 36 else "not_met" if refused else "unclear"

    judgement = judge_experience(gather([cv], (), Person(), notice), notice.criterion("experience"))

    facts = judgement.facts
    said = judgement.verdict.value, facts["months_min"], facts["months_max"], judgement.reason == "exp.other_posts"
    assert said == (verdict, least, most, beside), facts["periods"]


@pytest.mark.parametrize(("text", "least", "most", "beside"), list(counted("periods")))
def test_a_time_is_understood_however_it_is_written(
    notice: Notice, text: str, least: int, most: int | None, beside: bool
) -> None:
    check(notice, text, least, most, beside)


@pytest.mark.parametrize(("text", "least", "most", "beside"), list(counted("nuances")))
def test_a_nuance_weighs_what_it_says(notice: Notice, text: str, least: int, most: int | None, beside: bool) -> None:
    check(notice, text, least, most, beside)


@pytest.mark.parametrize(("text", "least", "most", "beside"), list(titles()))
def test_a_title_and_an_employer_count_by_what_they_are(
    notice: Notice, text: str, least: int, most: int | None, beside: bool
) -> None:
    check(notice, text, least, most, beside)


@pytest.mark.parametrize(("text", "least", "most", "beside"), list(shapes()))
def test_posts_are_told_apart_however_they_are_set_out(
    notice: Notice, text: str, least: int, most: int | None, beside: bool
) -> None:
    check(notice, text, least, most, beside)
