"""Texts written to be slow: a piece that no person would write is judged in little time, and nobody is refused for it."""

from __future__ import annotations

import time

import pytest

from app.posting.notice import Notice, PieceKind
from app.reading.text import plain_text
from app.screening.dated_lines import TAIL
from app.screening.dates import find_points
from app.screening.durations import find_durations
from app.screening.evidence import PieceText
from app.screening.experience import judge_experience
from app.screening.fold import fold
from app.screening.levels import JOINS_NAMES
from app.screening.order import SIGNS_ONLY
from app.screening.papers import gather
from app.screening.person import Person
from app.screening.vocabulary import vocabulary_of

CPU_SECONDS = 6.0  # 2 on a quiet machine


@pytest.mark.parametrize(
    "unit",
    [
        "01/2019 - 12/2020 coordinatrice de projet, association Amal\n",
        "- gestion du projet et du budget depuis 2019\n",
        "منسق مشروع جمعية من 2019 إلى 2020 ",
        "2019-",
        f"Coordinatrice 2019 {'a' * 120} !\n",
        f"Coordinatrice 2019 {'- ' * 80}!\n",
    ],
)
def test_half_a_megabyte_of_posts_is_judged_in_time_and_refuses_nobody(notice: Notice, unit: str) -> None:
    text = "EXPÉRIENCE\n" + unit * (500_000 // len(unit))
    piece = PieceText("cv.pdf", PieceKind.CV, plain_text(text))
    papers = gather([piece], (), Person(), notice)
    began = time.process_time()
    judgement = judge_experience(papers, notice.criterion("experience"))
    assert time.process_time() - began < CPU_SECONDS
    assert judgement.verdict.value == "unclear"


@pytest.mark.parametrize(
    "unit", ["2019-", "mars ", "1er ", "12/", "janvier/", "debut de ", "3 ans et ", "depuis 2019 a "]
)
def test_every_pattern_of_dates_and_lengths_is_linear(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        began = time.process_time()
        find_points(text)
        find_durations(text)
        return time.process_time() - began

    seconds(10_000)
    short = max(min(seconds(20_000) for _ in range(2)), 0.005)
    assert min(seconds(200_000) for _ in range(2)) < 40 * short  # the square would be a hundred


@pytest.mark.parametrize("unit", ["a", "- ", ", ", " ", "\n", "et ", "de "])
def test_no_pattern_that_must_fit_a_whole_stretch_tries_every_cut(unit: str) -> None:
    text = unit * (40_000 // len(unit)) + "!"
    began = time.process_time()
    fits = [pattern.fullmatch(text) is not None for pattern in (TAIL, SIGNS_ONLY, JOINS_NAMES)]
    assert fits == [False, False, False]
    assert time.process_time() - began < 1.0


def test_a_megabyte_of_terms_is_looked_up_in_time(notice: Notice) -> None:
    folded = fold("chargée de projet de la coordination des droits humains en prison " * 15_000)
    began = time.process_time()
    vocabulary_of(notice).read(folded)
    assert time.process_time() - began < CPU_SECONDS
