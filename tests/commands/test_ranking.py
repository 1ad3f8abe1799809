"""`ranking` and `explain`: what was kept, in its order, and why, in words a person can read."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from app.commands import explain, ranking
from app.db.open import migrate, open_database
from app.posting.notice import Notice
from app.reading.step import read_next
from app.screening.step import screen_next
from app.settings import Settings
from app.vault.local import Vault
from tests.reading.shelf import ARRIVAL, a_dossier_with
from tests.screening.test_step import CV


@pytest.fixture
def kept(tmp_path: Path, notice: Notice) -> Settings:
    """An installation with two screened dossiers and one that waits."""
    settings = Settings(data_dir=tmp_path / "data")
    database = open_database(settings.sqlalchemy_url)
    migrate(database)
    vault = Vault(settings.vault_dir)
    a_dossier_with(database, vault, ("cv.txt", CV.replace(": courant", ": notions").encode()), number=1)
    a_dossier_with(database, vault, ("cv.txt", CV.encode()), number=2)
    while read_next(database, vault, now=ARRIVAL):
        pass
    while screen_next(database, vault, notice, now=ARRIVAL + timedelta(hours=1)):
        pass
    a_dossier_with(database, vault, ("cv.txt", CV.encode()), number=3)
    database.close()
    return settings


def test_the_ranking_goes_by_class_and_points(kept: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert ranking.run(kept, as_json=True) == 0

    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["rank"], row["reference"]) for row in rows] == [(1, "23456782"), (2, "23456781")]
    assert rows[0]["points"][0] > rows[1]["points"][0]
    assert list(rows[0]["verdicts"])
    assert rows[0]["verdicts"]["degree"] == "met"


def test_the_ranking_for_people_names_nobody(kept: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    ranking.run(kept, as_json=False)

    said = capsys.readouterr().out
    assert "23456782" in said
    assert "Bennani" not in said


@pytest.mark.parametrize(
    ("language", "heading", "reason"), [("fr", "DIPLÔME", "Bac+5"), ("ar", "الشهادة", "باكالوريا + 5")]
)
def test_an_explanation_gives_the_reason_and_the_words(
    kept: Settings, capsys: pytest.CaptureFixture[str], language: str, heading: str, reason: str
) -> None:
    assert explain.run(kept, "23456782", language=language) == 0

    said = capsys.readouterr().out
    assert heading in said
    assert reason in said
    assert "2016 Master en sociologie" in said


@pytest.mark.parametrize(("reference", "status"), [("23456783", 1), ("ZZZZZZZZ", 2)])
def test_what_cannot_be_explained_is_said_in_one_sentence(
    kept: Settings, capsys: pytest.CaptureFixture[str], reference: str, status: int
) -> None:
    assert explain.run(kept, reference) == status

    told = capsys.readouterr()
    assert (told.out, len(told.err.splitlines())) == ("", 1)
    assert reference in told.err


def test_without_data_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(data_dir=tmp_path / "nothing")

    assert [ranking.run(settings, as_json=True), explain.run(settings, "23456782")] == [2, 2]
    assert len(capsys.readouterr().err.splitlines()) == 2
