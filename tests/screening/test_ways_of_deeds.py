"""Deeds of the rated criteria in the words of many people and three languages, and lines that only sound like deeds."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.posting.notice import Notice
from tests.screening.test_rated import judged

WAYS = tomllib.loads((Path(__file__).parent / "ways" / "deeds.toml").read_text(encoding="utf-8"))
NOTHING = WAYS.pop("nothing")


def _deeds() -> Iterator[tuple[str, str]]:
    for criterion, by_language in WAYS.items():
        for deeds in by_language.values():
            yield from ((criterion, deed) for deed in deeds)


@pytest.mark.parametrize(("criterion", "deed"), list(_deeds()))
def test_the_deed_shows(notice: Notice, criterion: str, deed: str) -> None:
    assert judged(notice, criterion, deed=deed).facts["shown"] is True


@pytest.mark.parametrize("line", [line for lines in NOTHING.values() for line in lines])
def test_another_trade_shows_nothing(notice: Notice, line: str) -> None:
    shown = [criterion for criterion in WAYS if judged(notice, criterion, deed=line).facts["shown"]]

    assert shown == []
