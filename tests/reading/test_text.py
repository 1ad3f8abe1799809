"""Text that stands on no page: its words are made when somebody asks, and are the same as if they had always stood there."""

from __future__ import annotations

from app.reading.text import Box, Line, PlainWords, Word, plain_text

ROW = "  Chargée \u00a0 de projet\t2019 "


def test_the_words_of_a_row_stand_where_they_were_typed() -> None:
    words = PlainWords(ROW, row=3)

    assert tuple(words) == (
        Word("Chargée", Box(2, 3, 9, 4)),
        Word("de", Box(12, 3, 14, 4)),
        Word("projet", Box(15, 3, 21, 4)),
        Word("2019", Box(22, 3, 26, 4)),
    )


def test_what_is_said_of_a_row_without_making_its_words_is_what_the_words_say() -> None:
    lazy, made = Line(PlainWords(ROW, 3)), Line(tuple(PlainWords(ROW, 3)))

    assert (len(lazy.words), lazy.text, lazy.box) == (len(made.words), made.text, made.box)
    assert lazy == made
    assert hash(lazy) == hash(made)
    assert lazy.words[1:3] == made.words[1:3]


def test_a_row_of_blanks_parts_blocks_and_holds_no_word() -> None:
    lines = plain_text("Formation\n \t\u00a0\nLangues\fPage").placed_lines

    assert [(placed.line.text, placed.line.block, placed.page.number) for placed in lines] == [
        ("Formation", 0, 1),
        ("Langues", 1, 1),
        ("Page", 0, 2),
    ]
    assert len(PlainWords(" ", 0)) == 0
