"""Signs drawn apart from their letters in the ways of more fonts and producers."""

from __future__ import annotations

import struct

from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT

from app.reading.pdf.read import PageVerdict, read_pdf
from app.reading.pdf.witness import second_witness
from tests.reading.paper import HEIGHT, Paper


def word(paper: Paper, glyphs: list[tuple[str, float]], right: float, y: float) -> None:
    """Glyphs with their widths in em, in logical order; drawn from the left, each where the one before ends."""
    x = right - 10 * sum(width for _, width in glyphs)
    for text, width in reversed(glyphs):
        paper.raw(f"BT /R 10 Tf 1 0 0 1 {x} {HEIGHT - y} Tm <{paper.code(text, width):02x}> Tj ET")
        x += 10 * width


def text_of(paper: Paper) -> str:
    return " ".join(line.text for line in read_pdf(paper.pdf()).pages[0].page.lines)


def test_a_hamza_drawn_after_its_alef_does_not_go_to_the_next_letter():
    paper = Paper()
    x = 300.0
    for text, width in [
        ("ل", 0.5),
        ("ي", 0.2),
        ("ه", 0.4),
        ("ا", 0.2),
        ("\u0654", 0.0),
        ("ت", 0.2),
        ("ل", 0.2),
        ("ا", 0.2),
    ]:
        at = x - 2.1 if text == "\u0654" else x
        paper.raw(f"BT /R 10 Tf 1 0 0 1 {at} {HEIGHT - 100} Tm <{paper.code(text, width):02x}> Tj ET")
        x += 10 * width

    assert text_of(paper) == "التأهيل"


def test_a_letter_s_glyph_that_says_the_sign_drawn_over_it_says_it_once_and_elsewhere_not_at_all():
    paper = Paper()
    letter = "ء\u064e"
    word(paper, [("م", 0.5), (letter, 0.5), ("\u064e", 0.0)], 500, 100)
    word(paper, [("م", 0.5), (letter, 0.5)], 500, 120)

    assert text_of(paper) == "مءَ مء"


def test_an_alef_with_its_own_hamza_keeps_it_beside_other_signs():
    paper = Paper()
    word(paper, [("م", 0.5), ("أ", 0.5), ("\u064f", 0.0)], 500, 100)
    word(paper, [("م", 0.5), ("أ", 0.5)], 500, 120)

    assert text_of(paper) == "مأُ مأ"


def test_a_hamza_drawn_before_its_alef_does_not_go_to_a_waw_before_it():
    paper = Paper()
    for y, letters in ((100, "اورو"), (120, "اكل"), (140, "اسس")):
        word(paper, [("ا", 0.5), ("\u0654", 0.0), *((letter, 0.3) for letter in letters[1:])], 500, y)

    assert text_of(paper) == "أورو أكل أسس"


NAMELESS = "(cid:9)"  # what a glyph is called that the font's map leaves out


def test_a_hamza_that_says_its_whole_letter_gives_it_to_the_nameless_body_under_it():
    paper = Paper()
    word(paper, [("س", 0.6), (NAMELESS, 0.3), ("أ", 0.0), ("ل", 0.4)], 500, 100)
    word(paper, [(NAMELESS, 0.3), ("إ", 0.0), ("ق", 0.5), ("ا", 0.2), ("م", 0.4), ("ة", 0.4)], 500, 120)

    page = read_pdf(paper.pdf()).pages[0]

    assert [line.text for line in page.page.lines] == ["سأل", "إقامة"]
    assert page.page.lines[1].words[0].box.x1 == 500
    assert page.verdict is PageVerdict.TEXT


def test_a_vowel_sign_between_a_letter_s_dots_and_its_body_stays_with_it():
    paper = Paper()
    word(paper, [("م", 0.5), (NAMELESS, 0.4), ("\u064e", 0.0), ("ن", 0.0), ("ا", 0.2)], 500, 100)

    assert text_of(paper) == "منَا"


def test_a_nameless_glyph_that_no_part_lies_over_stays_nameless():
    paper = Paper()
    word(paper, [("م", 0.5), ("ن", 0.5), (NAMELESS, 0.4), ("ا", 0.2)], 500, 100)

    assert text_of(paper) == "منا"


def test_a_sign_whose_map_says_more_than_the_font_is_believed():
    """The font knows the sign alone; the producer gave the first of a letter's glyphs all of the letter's text."""
    entries = b"".join(struct.pack(">III", code, code, glyph) for code, glyph in ((0x627, 3), (0x651, 2), (0x654, 1)))
    table = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + struct.pack(">HHIII", 12, 0, 16 + len(entries), 0, 3) + entries
    program = b"\0\1\0\0" + struct.pack(">HHHH", 1, 0, 0, 0) + struct.pack(">4sIII", b"cmap", 0, 28, len(table)) + table
    descriptor = {"FontFile2": PDFStream({}, program)}
    spec = {"Encoding": LIT("Identity-H"), "DescendantFonts": [{"FontDescriptor": descriptor}]}

    assert second_witness(spec, {1: "أ", 2: "\u0651\u0650", 3: "ه"}) == {1: "ا\u0654", 2: "\u0650\u0651", 3: "ا"}


def test_a_hamza_that_says_its_whole_letter_gives_it_to_an_alef_named_as_such():
    paper = Paper()
    for y, letters in ((100, ("ا", "ل", "أ")), (120, ("ا", "ل", "إ")), (140, ("م", "ؤ", "م"))):
        glyphs = [
            part
            for letter in letters
            for part in ([({"ؤ": "و"}.get(letter, "ا"), 0.3), (letter, 0.0)] if letter in "أإؤ" else [(letter, 0.4)])
        ]
        word(paper, [*glyphs, ("ن", 0.5)], 500, y)

    assert text_of(paper) == "الأن الإن مؤمن"


def test_a_sign_that_the_first_of_a_pair_said_too_stands_once():
    paper = Paper()
    word(paper, [("ث", 0.5), ("م", 0.5), ("\u0651", 0.0), ("\u064e\u0651", 0.0)], 500, 100)

    assert text_of(paper) == "ثمَّ"


def test_a_sign_comes_after_its_letter_where_letters_are_written_from_the_right():
    paper = Paper()
    x = 500.0
    for text, width in [("أ", 0.2), ("ل", 0.3), ("\u0651", 0.0), ("ف", 0.5), ("ت", 0.6)]:
        x -= 10 * width
        paper.glyph(text, x, 100, width=width)

    assert text_of(paper) == "ألّفت"
