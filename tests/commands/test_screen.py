"""`screen`: dossiers in folders judged without a database, the same bytes on every machine."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from app.commands import screen
from app.commands.dossier_folder import NotADossier, find_dossiers
from benchmarks.screening.accuracy import DOSSIERS

SALMA = DOSSIERS / "atlas" / "a-01"
OTHERS = (DOSSIERS / "atlas" / "a-08", DOSSIERS / "atlas" / "a-14")


def lines(capsys: pytest.CaptureFixture[str], *paths: Path, jobs: int = 1) -> list[str]:
    screen.run(list(paths), as_json=True, notice_path=None, jobs=jobs)
    return capsys.readouterr().out.splitlines()


def test_order_and_jobs_change_no_byte(capsys: pytest.CaptureFixture[str]) -> None:
    alone = lines(capsys, SALMA, *OTHERS)
    together = lines(capsys, *OTHERS, SALMA, jobs=3)

    assert [json.loads(line)["id"] for line in together] == ["a-08", "a-14", "a-01"]
    assert sorted(alone) == sorted(together)


def test_the_right_answers_beside_the_files_are_never_opened(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    bare = tmp_path / "a-01"
    shutil.copytree(SALMA, bare)
    (bare / "gold.json").write_text("nonsense", encoding="utf-8")
    shutil.rmtree(bare / "truth")

    assert lines(capsys, bare) == lines(capsys, SALMA)


def test_the_line_holds_what_the_contract_promises(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = lines(capsys, SALMA)

    row = json.loads(line)
    assert [criterion["id"] for criterion in row["criteria"]] == [
        "degree", "experience", "french", "arabic", "human_rights", "prison", "vulnerability", "coordination",
        "communication", "reporting", "advocacy", "dossier",
    ]  # fmt: skip
    assert (row["overall"], row["notice"], row["pieces"][0]["state"]) == ("eligible", "omp-charge-de-projet", "read")
    assert {"level", "field"} <= row["criteria"][0].keys()
    assert {"months_min", "months_max", "near_miss", "periods"} <= row["criteria"][1].keys()
    assert {"piece", "file", "page", "quote", "boxes", "role", "source"} == row["criteria"][0]["evidence"][0].keys()
    assert line == json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_every_quote_stands_in_the_file_to_the_letter(capsys: pytest.CaptureFixture[str]) -> None:
    from app.reading.isolated import read_in_child
    from app.reading.text import ReadText

    (line,) = lines(capsys, SALMA)

    texts: dict[str, str] = {}
    for criterion in json.loads(line)["criteria"]:
        for quote in criterion["evidence"]:
            if quote["file"] not in texts:
                read = read_in_child((SALMA / quote["file"]).read_bytes(), file_name=quote["file"])
                assert isinstance(read, ReadText)
                texts[quote["file"]] = read.text
            assert quote["quote"] in texts[quote["file"]]


def test_a_bare_cv_is_screened_as_a_dossier_without_letter(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = lines(capsys, SALMA / "CV Hanane OUDGHIRI.docx")

    dossier = json.loads(line)["criteria"][-1]
    assert (dossier["verdict"], dossier["missing"]) == ("not_met", ["letter", "references"])


def test_an_unreadable_file_is_said_and_left_to_a_person(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    broken = tmp_path / "cv.pdf"
    broken.write_bytes(b"%PDF-1.7\n garbage")

    status = screen.run([broken], as_json=True, notice_path=None, jobs=1)

    said = capsys.readouterr()
    assert status == 1
    assert "cv: cv.pdf: unreadable:" in said.err
    row = json.loads(said.out)
    assert {each["verdict"] for each in row["criteria"]} == {"unclear"}


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("nothing", None, "no such file or folder"),
        ("empty", {}, "no dossier.json here"),
        ("bad", {"dossier.json": "{"}, "cannot be understood"),
        ("gone", {"dossier.json": '{"documents": [{"kind": "cv", "file": "cv.pdf"}]}'}, "is not in the folder"),
        ("away", {"dossier.json": '{"documents": [{"kind": "cv", "file": "../cv.pdf"}]}'}, "is not in the folder"),
    ],
)
def test_a_path_that_makes_no_sense_gets_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, content: dict[str, str] | None, sentence: str
) -> None:
    folder = tmp_path / name
    if content is not None:
        folder.mkdir()
        for file, text in content.items():
            (folder / file).write_text(text, encoding="utf-8")

    status = screen.run([folder], as_json=True, notice_path=None, jobs=1)

    said = capsys.readouterr()
    assert (status, said.out) == (2, "")
    assert sentence in said.err
    assert len(said.err.splitlines()) == 1


def test_the_table_shows_a_mark_for_each_criterion(capsys: pytest.CaptureFixture[str]) -> None:
    assert screen.run([SALMA], as_json=False, notice_path=None, jobs=1) == 0

    said = capsys.readouterr().out
    assert "a-01" in said
    assert "●" in said
    assert "Dossier complet" in said


def test_a_folder_of_dossiers_is_walked_by_name() -> None:
    assert [dossier.ident for dossier in find_dossiers(DOSSIERS / "atlas")][:3] == ["a-01", "a-02", "a-03"]
    with pytest.raises(NotADossier):
        next(find_dossiers(DOSSIERS / "atlas" / "a-01" / "truth"))
