"""How the items of office files' lists are counted."""

from __future__ import annotations

import pytest

from app.reading.office.list_marks import Level, Numbering, bullet, numeral

DEEP = {0: Level("decimal", "%1."), 1: Level("lowerLetter", "%1.%2"), 2: Level("decimal", "%3)")}


def _marks(numbering: Numbering, *items: tuple[str, int]) -> list[str]:
    return [numbering.mark(list_id, depth).strip() for list_id, depth in items]


def test_an_item_begins_the_deeper_ones_anew() -> None:
    numbering = Numbering({"1": DEEP})

    assert _marks(numbering, *(("1", depth) for depth in (0, 1, 1, 2, 0, 1, 2))) == [
        "1.",
        "1.a",
        "1.b",
        "1)",
        "2.",
        "2.a",
        "1)",
    ]


def test_a_depth_may_count_on_below_another_than_its_own() -> None:
    levels = {**DEEP, 2: Level("decimal", "%3)", restarts_below=1)}

    assert _marks(Numbering({"1": levels}), *(("1", depth) for depth in (0, 1, 2, 1, 2, 0, 2))) == [
        "1.",
        "1.a",
        "1)",
        "1.b",
        "2)",
        "2.",
        "1)",
    ]


def test_lists_of_one_kind_count_together() -> None:
    numbering = Numbering({"1": DEEP, "2": {0: Level("upperLetter", "%1.")}}, kinds={"1": "k", "2": "k"})

    assert _marks(numbering, ("1", 0), ("2", 0), ("1", 0), ("unknown", 0)) == ["1.", "B.", "3.", ""]


@pytest.mark.parametrize(
    ("count", "form", "written"),
    [
        (4, "upperRoman", "IV"),
        (27, "lowerLetter", "aa"),
        (3, "arabicAbjad", "ج"),
        (3, "arabicAlpha", "ت"),
        (7, "decimalZero", "07"),
        (7, "none", ""),
        (7, "chicago", "7"),
        (0, "a", ""),
    ],
)
def test_numbers_are_written_as_the_list_says(count: int, form: str, written: str) -> None:
    assert numeral(count, form) == written


@pytest.mark.parametrize(
    ("character", "font", "mark"),
    [("\uf0b7", "Symbol", "•"), ("§", "Wingdings", "•"), ("o", "Courier New", "•"), ("–", "Arial", "–"), ("", "", "")],
)
def test_signs_of_symbol_fonts_are_round(character: str, font: str, mark: str) -> None:
    assert bullet(character, font) == mark
