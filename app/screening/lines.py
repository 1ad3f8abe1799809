"""The lines of a document as screening sees them: folded words, place, and look. Knows layout, no word list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from app.reading.text import Line, PlacedLine, PlainWords, ReadText
from app.screening.fold import Folded

# Order matters: a dash opens a list item only with a blank after it, and « - 2020 » may end a range begun above.
LINKS = {
    "un",
    "une",
    "son",
    "sa",
    "ses",
    "leur",
    "leurs",
    "dans",
    "par",
    "ou",
    "with",
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "et",
    "pour",
    "au",
    "aux",
    "en",
    "avec",
    "sur",
    "d'",
    "of",
    "and",
    "the",
    "for",
    "in",
    "في",
    "من",
    "و",
    "على",
    "علي",
    "إلى",
    "الي",
}
MOST_GAP = 0.95
MOST_LINES = 1500  # thirty pages; what lies behind is not judged, and nothing may be called absent then
MOST_LETTERS = 4000  # of one line; a longer one is no line of a CV
ARABIC = re.compile("[\u0621-\u064a]+")
LETTERS = re.compile(r"[^\W\d_]+")
FULL_SHARE = 0.15  # of the column's width that a full line may leave free
Extents = dict[tuple[int, int], tuple[float, float]]  # the least x0 and the most x1, by page and block
MARK = re.compile(r"\s*(?:[\u2022*\u2713]|[-+>](?=\s)|o(?=\s)|[0-9]{1,2}[.)](?=\s))[\s\-\u2022]*")


class TextLine(NamedTuple):  # made by the thousand: a frozen class takes four times as long to make one
    """One line. `start:end` slice the original text, `folded_start:folded_end` the folded one, which `text` repeats.

    `words` are its folded words as `Folded.words` has them. `continues` says that it only goes on with the line above,
    which was too long for the column. `gap` is the blank above, in heights of the document's usual line (0 where it opens a block or nothing is laid out).
    """

    index: int  # type: ignore[assignment]  # a tuple calls its search so
    start: int
    end: int
    folded_start: int
    folded_end: int
    text: str
    page: int
    block: int
    x0: float
    x1: float
    top: float
    size: float
    bold: bool
    capitals: bool
    bullet: bool
    right_to_left: bool
    laid_out: bool
    gap: float = 0.0
    bottom: float = 0.0
    continues: bool = False
    begins_small: bool = False
    words: tuple[str, ...] = ()
    mark_length: int = 0  # how many folded characters the list mark takes

    @property
    def could_be_title(self) -> bool:
        """Whether its first character may open a title: no small Latin letter, no bracket."""
        first = self.text[self.mark_length : self.mark_length + 1]
        return not (self.begins_small and "a" <= first <= "z") and first != "("

    @property
    def looks(self) -> tuple[int, bool, bool]:
        """Size in half points, weight, capitals: lines of one rank share it."""
        return round(self.size * 2), self.bold, self.capitals


def text_lines(read: ReadText, folded: Folded) -> tuple[TextLine, ...]:
    """Every line that holds a word, in reading order."""
    lines = [_text_line(index, placed, folded) for index, placed in enumerate(read.placed_lines[:MOST_LINES])]
    heights = [line.bottom - line.top for line in lines if line.laid_out]
    usual = median(heights) if heights else 0.0
    for above, line in pairwise(lines):
        if line.laid_out and usual and line.page == above.page and line.top > above.bottom:
            lines[line.index] = line._replace(gap=(line.top - above.bottom) / usual)
    return _with_continuations(lines)


def _with_continuations(lines: list[TextLine]) -> tuple[TextLine, ...]:
    extents = _extents(lines)
    result: list[TextLine] = []
    hanging_from: TextLine | None = None
    for line in lines:
        above = result[-1] if result else None
        if above is not None and _goes_on(above, line, extents, hanging_from):
            line = line._replace(continues=True)  # noqa: PLW2901
        hanging_from = line if line.bullet else hanging_from if line.continues else None
        result.append(line)
    return tuple(result)


def _extents(lines: Sequence[TextLine]) -> Extents:
    """How far to the left and to the right the lines of a block reach, where there are places on paper."""
    extents: Extents = {}
    for line in lines:
        if line.laid_out:
            left, right = extents.get((line.page, line.block), (line.x0, line.x1))
            extents[line.page, line.block] = min(left, line.x0), max(right, line.x1)
    return extents


def _goes_on(above: TextLine, line: TextLine, extents: Extents, item: TextLine | None) -> bool:
    """Whether `line` is the rest of `above`: set in under a list mark, or begun small under a line that fills its column."""
    if line.bullet or line.block != above.block or line.page != above.page or line.gap > MOST_GAP:
        return False
    if not line.laid_out:
        return above.text.rstrip().endswith(",")
    if abs(above.size - line.size) > 1 or line.top <= above.top:
        return False
    end = above.text.rstrip()
    if item is not None:
        indent = item.x1 - line.x1 if line.right_to_left else line.x0 - item.x0
        if indent > 3 and above.bold == line.bold:
            return True
    if end.endswith((",", "(", "/", "&")) or end.rsplit(" ", 1)[-1] in LINKS:
        return True
    if end.count("(") > end.count(")"):
        return True
    if above.bold and line.bold and line.begins_small and not line.right_to_left:
        return True
    extent = extents[line.page, line.block]
    fills = (extent[1] - extent[0]) * FULL_SHARE
    full = above.x0 <= extent[0] + fills if line.right_to_left else above.x1 >= extent[1] - fills
    return full and not end.endswith((".", ";", ":", "!", "?")) and above.bold == line.bold and line.begins_small


def _text_line(index: int, placed: PlacedLine, folded: Folded) -> TextLine:
    line, plain = placed.line, type(placed.line.words) is PlainWords
    box = line.box
    start, end = (placed.start, placed.end) if folded.is_straight else (folded.at(placed.start), folded.at(placed.end))
    text = folded.text[start:end]
    mark = MARK.match(text)
    written = folded.original[placed.start : placed.end]
    first = written[:1]
    return TextLine(  # in the order of its fields: by name they would take twice as long
        index,
        placed.start,
        placed.end,
        start,
        end,
        text,
        placed.page.number,
        line.block,
        box.x0,
        box.x1,
        box.top,
        0.0 if plain else _usual_size(line),
        not plain and _is_bold(line),
        len(written) > 2 and written.isupper(),
        line.bullet or mark is not None,
        line.right_to_left or _mostly_arabic(text),
        placed.page.laid_out,
        0.0,  # the gap is seen from the line above
        box.bottom,
        False,  # so is whether it goes on
        first.islower() or "\u0621" <= first <= "\u064a",
        folded.words_between(start, end),
        mark.end() if mark is not None else 0,
    )


def _usual_size(line: Line) -> float:
    sizes = [word.size for word in line.words]
    return sizes[0] if sizes.count(sizes[0]) == len(sizes) else median(sizes)


def _is_bold(line: Line) -> bool:
    """Whether most of its words are, numbers and single letters left out."""
    if not any(word.bold for word in line.words):
        return False
    letters = [word.bold for word in line.words if not word.text.isnumeric() and len(word.text) > 1]
    return sum(letters) * 2 > len(letters)


def _mostly_arabic(text: str) -> bool:
    """Whether more than half of its letters are."""
    if text.isascii():
        return False
    arabic = sum(map(len, ARABIC.findall(text)))
    return arabic * 2 > len(text) or (arabic > 0 and arabic * 2 > sum(map(len, LETTERS.findall(text))))
