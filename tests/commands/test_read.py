"""`read FILE`: the contract of the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.commands.read import run
from tests.reading.hostile import one_page, shown


def test_the_text_goes_to_the_output_with_pages_parted_by_a_form_feed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "cv.txt"
    file.write_text("Salma Bennani\fPage deux", encoding="utf-8")

    assert run(file, as_json=False) == 0
    assert capsys.readouterr() == ("Salma Bennani\fPage deux\n", "")


def test_json_gives_pages_words_and_boxes_in_points(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cv.pdf"
    file.write_bytes(one_page(shown("Salma Bennani")))

    assert run(file, as_json=True) == 0

    said = json.loads(capsys.readouterr().out)
    (page,) = said["pages"]
    assert list(said) == ["pages", "languages", "hidden", "warnings"]
    assert {key: page[key] for key in ("number", "width", "height", "source")} == {
        "number": 1,
        "width": 595.0,
        "height": 842.0,
        "source": "text",
    }
    assert [word["text"] for word in page["words"]] == ["Salma", "Bennani"]
    first = page["words"][0]
    assert first["x0"] == pytest.approx(72, abs=1)
    assert 125 < first["top"] < first["bottom"] < 150


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [("cv.pdf", b"", "damaged"), ("cv.pdf", b"MZ\x90\x00" + bytes(99), "unknown_format"), ("cv.txt", b"...", "read")],
)
def test_an_unreadable_document_ends_with_2_and_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, why: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    status = run(file, as_json=True)

    said = capsys.readouterr()
    if why == "read":
        assert status == 0
        return
    assert (status, said.out) == (2, "")
    assert said.err.splitlines()[0] == f"unreadable: {why}"


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path / "none.pdf", as_json=False) == 2
    assert capsys.readouterr().err.startswith("cannot open ")
