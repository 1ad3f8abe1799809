"""Diplomas by country, school, years told and lay-out (`ways/rungs.toml`)."""

from __future__ import annotations

from typing import Any

import pytest

from app.posting.notice import Notice
from tests.screening.test_ways_of_posts import told
from tests.screening.test_ways_of_studies import judged

STUDIES = told("rungs")["studies"]


@pytest.mark.parametrize("studies", STUDIES, ids=[studies["told"][:60] for studies in STUDIES])
def test_studies_weigh_what_they_say(notice: Notice, studies: dict[str, Any]) -> None:
    found = judged(notice, studies["language"], studies["told"])

    assert (found.facts["level"], found.facts["field"], found.verdict.value) == (
        studies.get("level"),
        studies.get("field"),
        studies["verdict"],
    )
