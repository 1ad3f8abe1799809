"""Signs drawn apart from their letters in the ways of more fonts and producers."""

from __future__ import annotations

from app.reading.pdf import read_pdf
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
