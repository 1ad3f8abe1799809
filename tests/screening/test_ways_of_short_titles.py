"""Titles in short words, tasks that stand as titles and deeds that do not (`ways/short.toml`), ends that are left open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.posting.notice import Notice, PieceKind
from app.reading.text import plain_text
from app.screening.evidence import PieceText
from app.screening.experience import judge_experience
from app.screening.judgement import Verdict
from app.screening.papers import gather
from app.screening.person import Person
from tests.screening.test_ways_of_posts import FOUR_YEARS, MONTHS, check, in_a_cv, told

CLERK = "Comptable, Association Tilila"
DEEDS = (
    f"{CLERK}\n{FOUR_YEARS}\nGestion de projets avec l'association Bayti",
    f"Comptable\nAssociation Tilila\n{FOUR_YEARS}\nCoordination de projets",
    f"Association Tilila, {FOUR_YEARS}\nComptable\nGestion de projets",
    f"Animatrice, Association Tilila, {FOUR_YEARS}\nTenue des registres. La gestion. Projets de la ville visités",
)
OPEN_ENDS = ("05/2022 – …", "05/2022 - ...", "05/2022 à …", "Mai 2022 – ?", "05/2022 – xx", "05.2022 - ___", "05/2022 – à définir", "[05/2022 - ....]")  # fmt: skip


def titles() -> Iterator[tuple[str, str, str]]:
    for language, table in told("short").items():
        for kind, posts in table.items():
            yield from ((language, kind, post) for post in posts)


@pytest.mark.parametrize(("language", "kind", "post"), list(titles()))
def test_a_short_title_and_a_task_alone_count_as_the_whole_title(
    notice: Notice, language: str, kind: str, post: str
) -> None:
    check(notice, in_a_cv(f"{post}\n{FOUR_YEARS}", language), *MONTHS[kind])


@pytest.mark.parametrize("posts", DEEDS)
def test_a_task_under_another_title_is_no_title(notice: Notice, posts: str) -> None:
    check(notice, in_a_cv(posts, "fr"), 0, 48 if "Animatrice" in posts else 0)


@pytest.mark.parametrize(
    "shape", ["{}\nChargée de projet, Association Tilila", "Chargée de projet, Association Tilila\n{}"]
)
@pytest.mark.parametrize("period", OPEN_ENDS)
def test_an_end_left_open_lies_between_the_beginning_and_the_closing(notice: Notice, period: str, shape: str) -> None:
    check(notice, in_a_cv(shape.format(period), "fr"), 1, 49)


@pytest.mark.parametrize("period", ["2018/2022", "2018 / 2022", "2018/22", "2018-22"])
def test_two_years_on_a_line_of_their_own_are_no_number_of_a_page(notice: Notice, period: str) -> None:
    check(notice, in_a_cv(f"Chargée de projet, Association Tilila\n{period}", "fr"), 38, 60)


CUT_APART = (
    "De mars 2015 à juin 2021\nj'ai été coordinatrice de projet à l'association Tilila\nJ'ai tenu les comptes.",
    "[ 03/2019\nen cours ]\nChargée de projets\nAssociation Tilila",
    "مسؤولة مشاريع\nجمعية تيليلا، يونيو 2021\nإلى غاية الآن",
    "Project manager\nTilila NGO\nMarch 2023\n31\n1 February 2019",
)


@pytest.mark.parametrize("posts", CUT_APART)
def test_times_cut_from_their_posts_refuse_nobody(notice: Notice, posts: str) -> None:
    language = "ar" if "جمعية" in posts else "fr"
    cv = PieceText("cv.pdf", PieceKind.CV, plain_text(in_a_cv(f"Vendeuse, SARL Zohra, 2010 – 2012\n{posts}", language)))

    judgement = judge_experience(gather([cv], (), Person(), notice), notice.criterion("experience"))

    assert judgement.verdict != Verdict.NOT_MET


def test_the_words_of_a_period_do_not_part_it_from_its_title(notice: Notice) -> None:
    post = "من يناير 2018 إلى غاية دجنبر 2021 منسقة مشروع « الأمل »\nجمعية تيليلا للمرأة العاملة"

    check(notice, in_a_cv(post, "ar"), 48, 48)
