"""Posts parted by the blanks of a page: the widest part the posts, and where they part nothing nothing is cut by them."""

from __future__ import annotations

from app.reading.text import plain_text
from app.screening.fold import as_folded
from app.screening.lines import text_lines
from app.screening.paragraphs import parted_by_blanks
from app.screening.told_line import ToldLine

POSTS = (
    "Brigadier",
    "1999 – 2012",
    "Coordinateur",
    "Association Amal",
    "2014 – 2017",
    "Budget",
    "Vendeur",
    "2018 – 2019",
)
DATED = (1, 4, 7)


def told(*gaps: float, page_of_last: int = 1) -> list[ToldLine]:
    """The lines of `POSTS` on a page, each with the blank above it, in heights of a line."""
    text = "\n".join(POSTS)
    lines = text_lines(plain_text(text), as_folded(text))
    pages = [1] * (len(POSTS) - 1) + [page_of_last]
    return [
        ToldLine(line._replace(laid_out=True, gap=gap, page=page), line.folded_start, 1, dated=at in DATED)
        for at, (line, gap, page) in enumerate(zip(lines, gaps, pages, strict=True))
    ]


def test_the_widest_blanks_part_the_posts() -> None:
    assert parted_by_blanks(told(0, 0.1, 0.9, 0.1, 0.3, 0.3, 0.8, 0.1), DATED) == [0, 2, 6]


def test_even_blanks_part_nothing() -> None:
    assert parted_by_blanks(told(0, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4), DATED) == []
    assert parted_by_blanks(told(0, 0, 0.1, 0, 0, 0, 0.1, 0), DATED) == []


def test_a_blank_within_a_post_parts_nothing() -> None:
    """Above the tasks it is as wide as above the next post, and two dates would share a paragraph."""
    assert parted_by_blanks(told(0, 0.1, 0.1, 0.1, 0.1, 0.9, 0.8, 0.1), DATED) == []


def test_posts_of_two_pages_are_cut_by_their_words() -> None:
    assert parted_by_blanks(told(0, 0.1, 0.9, 0.1, 0.3, 0.3, 0.8, 0.1, page_of_last=2), DATED) == []


def test_one_post_has_no_parts() -> None:
    assert parted_by_blanks(told(0, 0.1, 0.9, 0.1, 0.3, 0.3, 0.8, 0.1), DATED[:1]) == []
