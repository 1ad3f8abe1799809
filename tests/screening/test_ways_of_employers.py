"""Employers as people name them in a dozen countries: a word we do not know must cost nobody a month, nor give one.

`ways/employers.toml` has those for whom the months are sure, perhaps or none, each told with the same title and period.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.posting.notice import Notice
from tests.screening.test_ways_of_posts import FOUR_YEARS, MONTHS, check, in_a_cv, told

TITLES = {"fr": "Chargée de projet, ", "ar": "منسقة مشروع، ", "en": "Project officer, "}


def employers() -> Iterator[tuple[str, str, str]]:
    for language, table in told("employers").items():
        for kind, names in table.items():
            yield from ((language, kind, name) for name in names)


@pytest.mark.parametrize(("language", "kind", "name"), list(employers()))
def test_an_employer_counts_by_what_it_is(notice: Notice, language: str, kind: str, name: str) -> None:
    check(notice, in_a_cv(f"{TITLES[language]}{name}\n{FOUR_YEARS}", language), *MONTHS[kind])
