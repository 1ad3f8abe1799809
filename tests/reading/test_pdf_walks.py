"""Text set letter by letter, as browsers print it: read as one operation, exactly as each letter alone would be."""

from __future__ import annotations

import pytest

from app.reading.pdf.read import read_pdf
from app.reading.pdf.tokens import operations
from app.reading.pdf.walks import WALK, steps_of
from tests.reading.paper import HALF, HEIGHT, Paper

X, Y, SIZE = 72, 100, 10
TEXT = "Chargée de projet"


def words_of(paper: Paper) -> list[tuple[str, tuple[float, ...], bool]]:
    words = read_pdf(paper.pdf()).pages[0].page.words
    return [
        (
            word.text,
            tuple(round(edge, 6) for edge in (word.box.x0, word.box.top, word.box.x1, word.box.bottom)),
            word.bold,
        )
        for word in words
    ]


def walked(text: str, *, before: str = "", around: str = "{}", turned: str = "1 0 0 1") -> Paper:
    """Each letter shown on its own, the line's start moved half an em on before each but the first."""
    paper = Paper()
    shown = [f"<{paper.code(character):02x}> Tj" for character in text]
    moved = [shown[0], *(f"{HALF * SIZE} 0 Td {string}" for string in shown[1:])]
    steps = "\n".join(around.format(step) for step in moved)
    return paper.raw(f"BT /R {SIZE} Tf {before} {turned} {X} {HEIGHT - Y} Tm {steps} ET")


def one_by_one(text: str, *, before: str = "", turned: str = "1 0 0 1") -> Paper:
    """The same letters at the same places; an operator between them that does nothing breaks the walk."""
    paper = Paper()
    steps = f"\n{HALF * SIZE} 0 Td 0 w ".join(f"<{paper.code(character):02x}> Tj" for character in text)
    return paper.raw(f"BT /R {SIZE} Tf {before} {turned} {X} {HEIGHT - Y} Tm {steps} ET")


def operators_of(paper: Paper) -> list[bytes]:
    return [operator for operator, _ in operations("\n".join(paper._operators).encode("latin-1"))]


def test_letters_set_one_by_one_are_one_operation():
    assert operators_of(walked(TEXT)) == [b"BT", b"Tf", b"Tm", WALK, b"ET"]
    assert WALK not in operators_of(one_by_one(TEXT))


@pytest.mark.parametrize(
    ("before", "turned"),
    [
        ("", "1 0 0 1"),
        ("1 Tc", "1 0 0 1"),
        ("3 Tw", "1 0 0 1"),
        ("120 Tz 2 Ts", "1 0 0 1"),
        ("", "2 0 0 2"),
        ("", "0 1 -1 0"),
        ("", "-1 0 0 -1"),
        ("", "0.9 0.1 -0.1 0.9"),
        ("", "1 0 0 -1"),
    ],
)
def test_a_walk_reads_as_its_letters_alone(before: str, turned: str):
    assert words_of(walked(TEXT, before=before, turned=turned)) == words_of(
        one_by_one(TEXT, before=before, turned=turned)
    )
    assert words_of(walked(TEXT, before=before, turned=turned))


def test_a_mark_around_each_letter_changes_nothing():
    marked = walked(TEXT, around="/Span<</ActualText <FEFF0041> >> BDC {} EMC")

    assert operators_of(marked).count(WALK) >= 1
    assert words_of(marked) == words_of(one_by_one(TEXT))


def test_a_font_chosen_within_a_walk_holds_from_there():
    paper = Paper()
    codes = [paper.code(letter) for letter in "abcd"]
    paper.raw(
        f"BT /R 10 Tf 1 0 0 1 72 700 Tm <{codes[0]:02x}> Tj 5 0 Td <{codes[1]:02x}> Tj /B 10 Tf 15 0 Td <{codes[2]:02x}> Tj "
        f"5 0 Td <{codes[3]:02x}> Tj ET"
    )

    assert [(text, bold) for text, _, bold in words_of(paper)] == [("ab", False), ("cd", True)]


def test_steps_that_set_the_leading_too_are_a_walk():
    paper = Paper()
    codes = [f"<{paper.code(letter):02x}> Tj" for letter in "abc"]
    paper.raw(f"BT /R 10 Tf 1 0 0 1 72 700 Tm {codes[0]} 5 0 TD {codes[1]} 5 0 TD {codes[2]} ET")

    assert WALK in operators_of(paper)
    assert [text for text, _, _ in words_of(paper)] == ["abc"]


def test_a_step_to_another_line_ends_the_walk():
    paper = Paper()
    codes = [f"<{paper.code(letter):02x}> Tj" for letter in "abcd"]
    paper.raw(f"BT /R 10 Tf 1 0 0 1 72 700 Tm {codes[0]} 5 0 Td {codes[1]} -5 -14 Td {codes[2]} 5 0 Td {codes[3]} ET")

    assert [line.text for line in read_pdf(paper.pdf()).pages[0].page.lines] == ["ab", "cd"]


def test_what_follows_a_walk_goes_on_where_it_ended():
    paper = Paper()
    codes = [f"<{paper.code(letter):02x}>" for letter in "abc"]
    paper.raw(f"BT /R 10 Tf 1 0 0 1 72 700 Tm {codes[0]} Tj 5 0 Td {codes[1]} Tj [{codes[2]}] TJ ET")

    assert [text for text, _, _ in words_of(paper)] == ["abc"]


def test_a_walk_in_a_layer_switched_off_is_hidden():
    paper = walked(TEXT)
    paper._operators = ["/OC /Off BDC", *paper._operators, "EMC"]
    paper.resources = "/Properties << /Off 8 0 R >>"
    paper.extra_objects = [b"<< /Type /OCG /Name (x) >>"]
    content = paper.pdf().replace(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [8 0 R] /D << /OFF [8 0 R] >> >> >>",
    )

    read = read_pdf(content)

    assert (list(read.pages[0].page.words), [hidden.text for hidden in read.hidden]) == ([], [TEXT])


def test_a_long_walk_is_cut_into_short_ones():
    content = b"<0041> Tj 5 0 Td " * 1000

    walks = [operands[0] for operator, operands in operations(content) if operator == WALK]

    assert sum(len(steps_of(walk)) for walk in walks if isinstance(walk, bytes)) == 1000
    assert max(len(steps_of(walk)) for walk in walks if isinstance(walk, bytes)) <= 200
