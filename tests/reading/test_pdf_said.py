"""Clusters whose glyphs have no text of their own speak by what the producer says for them (« /ActualText »), others do not."""

from __future__ import annotations

import pytest

from app.reading.pdf.read import read_pdf
from tests.reading.paper import HEIGHT, Paper

MUTE = ""


def said(text: str, operators: str) -> str:
    return f"/Span<</ActualText <FEFF{text.encode('utf-16-be').hex()}>>> BDC {operators} EMC"


def step(paper: Paper, text: str, along: float, raised: float = 0.0, width: float = 0.5) -> str:
    return f"{along} {raised} Td <{paper.code(text, width):02x}> Tj"


def text_of(paper: Paper, *operators: str) -> str:
    """What is read of strings shown one after the other along a line."""
    paper.raw(f"BT /R 10 Tf 1 0 0 1 100 {HEIGHT - 100} Tm {' '.join(operators)} ET")
    paper.lines(["Une page de texte comme les autres, où tout se lit bien."] * 3, 60, 300)
    return " ".join(line.text for line in read_pdf(paper.pdf()).pages[0].page.lines if "Une page" not in line.text)


@pytest.mark.parametrize("raised", [0.0, 0.5])
def test_a_glyph_without_text_is_the_letter_that_is_said(raised: float):
    paper = Paper()
    mute = said("r", f"{step(paper, MUTE, 5, raised)}")

    assert (
        text_of(
            paper, step(paper, "M", 0), step(paper, "a", 5), mute, step(paper, "i", 5, -raised), step(paper, "a", 5)
        )
        == "Maria"
    )


@pytest.mark.parametrize("raised", [0.0, 0.5])
def test_a_cluster_whose_letter_or_sign_is_mute_is_said_whole(raised: float):
    paper = Paper()
    operators = [
        step(paper, "ن", 0),
        said("أُ", f"{step(paper, MUTE, 5, raised, 0.0)} {step(paper, 'أ', 0, -raised)}"),
        said("كُ", f"{step(paper, 'ُ', 5, raised, 0.0)} {step(paper, MUTE, 0, -raised)}"),
    ]

    assert text_of(paper, *operators) == "كُأُن"


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (["x"], "directrice"),  # what is seen is read
        ([MUTE], "directrice de projets"),  # one glyph does not say so much
        (["x", MUTE], "ab"),  # nor another thing than what stands beside it
    ],
)
def test_what_nobody_sees_is_not_said(shown: list[str], text: str):
    paper = Paper()
    operators = said(text, " ".join(step(paper, glyph, 5) for glyph in shown))

    assert (
        text_of(paper, step(paper, "m", 0), operators, step(paper, "o", 5)).replace(" ", "")
        == "m" + "".join(shown) + "o"
    )


def test_text_said_for_mute_glyphs_does_not_reach_beyond_its_mark():
    paper = Paper()
    operators = [
        said("a", step(paper, MUTE, 0)),
        step(paper, MUTE, 5),
        said("b", step(paper, MUTE, 5)),
        step(paper, "c", 5),
    ]

    assert text_of(paper, *operators) in ("abc", "a bc")


@pytest.mark.parametrize(
    ("body", "letter"), [("\u06cc", "ي"), ("\u06d5", "ة"), ("\u062d", "خ"), ("\u0633", "ش"), ("\u066e", "ت")]
)
def test_a_letter_said_over_a_body_that_others_share_is_that_letter(body: str, letter: str):
    paper = Paper()
    dotted = said(letter, f"{step(paper, MUTE, 5, 0.5, 0.0)} {step(paper, body, 0, -0.5)}")

    assert text_of(paper, step(paper, "ر", 0), dotted, step(paper, "د", 5)) == f"د{letter}ر"


@pytest.mark.parametrize(("body", "letter"), [("\u0633", "ي"), ("\u062f", "خ"), ("\u0645", "ل")])
def test_a_letter_of_another_body_is_not_said(body: str, letter: str):
    paper = Paper()
    other = said(letter, f"{step(paper, MUTE, 5, 0.5, 0.0)} {step(paper, body, 0, -0.5)}")

    assert letter not in text_of(paper, step(paper, "ر", 0), other, step(paper, "د", 5))
