"""Drop caps."""

from __future__ import annotations

from app.reading.pdf.read import read_pdf
from tests.reading.paper import Paper


def lines_of(paper: Paper) -> list[str]:
    return [line.text for line in read_pdf(paper.pdf()).pages[0].page.lines]


def below(paper: Paper) -> Paper:
    return paper.text("autres est jugée utile par tous.", 40, 142).text("Je parle arabe et français.", 40, 156)


def test_a_letter_as_high_as_two_lines_is_the_first_of_the_word_at_their_head():
    paper = below(
        Paper().glyph("T", 40, 128, 30).text("itulaire d’un master,", 57, 114).text("je dirige des projets et", 57, 128)
    )

    assert lines_of(paper) == ["Titulaire d’un master,", "je dirige des projets et", *lines_of(below(Paper()))]
    assert read_pdf(paper.pdf()).pages[0].page.lines[0].words[0].box.x0 == 40


def test_a_large_letter_beside_one_line_or_beside_letters_as_large_is_no_drop_cap():
    assert lines_of(below(Paper().glyph("A", 40, 114, 30).text("côté, une ligne", 57, 114)))[0] != "Acôté, une ligne"

    paper = Paper()
    for place, letter in enumerate("SALMA"):
        paper.glyph(letter, 40 + 15 * place, 128, 30)
    paper.text("avocate à Fès,", 117, 114).text("depuis peu,", 117, 128)
    assert any("SALMA" in line for line in lines_of(below(paper)))


def test_small_capitals_go_on_with_their_large_one():
    paper = Paper().glyph("O", 40, 128, 18).text("THMANE", 49, 128, 14)

    assert any("OTHMANE" in line for line in lines_of(below(paper)))
