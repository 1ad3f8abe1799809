"""Diplomas, their states and their fields in the words of many countries (`ways/studies.toml`)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.posting.notice import Notice, PieceKind
from app.reading.text import plain_text
from app.screening.degree import judge_degree
from app.screening.evidence import PieceText
from app.screening.judgement import Judgement
from app.screening.papers import gather
from app.screening.person import Person
from tests.screening.test_ways_of_degrees import ARABIC_CV, ENGLISH_CV, FRENCH_CV
from tests.screening.test_ways_of_posts import told

CURRICULA = {"fr": FRENCH_CV, "ar": ARABIC_CV, "en": ENGLISH_CV}
BELOW = {
    "fr": "Licence en droit, Université Mohammed V, 2018",
    "ar": "الإجازة في القانون، جامعة محمد الخامس، 2018",
    "en": "Bachelor in Law, Mohammed V University, 2018",
}
MASTERS = {"fr": "Master en {}, 2016", "ar": "ماستر في {}, 2016", "en": "Master in {}, 2016"}
VERDICTS = ("met", "unclear", "not_met")


def ways(*, verdicts: bool) -> Iterator[tuple[str, str, str]]:
    for language, table in told("studies").items():
        for kind, wordings in table.items():
            if (kind in VERDICTS) is verdicts:
                yield from ((language, kind, wording) for wording in wordings)


def judged(notice: Notice, language: str, studies: str) -> Judgement:
    cv = PieceText("cv.pdf", PieceKind.CV, plain_text(CURRICULA[language].format(studies)))
    return judge_degree(gather([cv], (), Person(), notice), notice.criterion("degree"))


@pytest.mark.parametrize(("language", "verdict", "diploma"), list(ways(verdicts=True)))
def test_a_diploma_above_a_licence_counts_by_its_level_and_state(
    notice: Notice, language: str, verdict: str, diploma: str
) -> None:
    assert judged(notice, language, f"{BELOW[language]}\n{diploma}").verdict.value == verdict


@pytest.mark.parametrize(("language", "grade", "field"), list(ways(verdicts=False)))
def test_a_field_stands_near_the_post_or_far_from_it(notice: Notice, language: str, grade: str, field: str) -> None:
    assert judged(notice, language, MASTERS[language].format(field)).facts["field"] == grade
