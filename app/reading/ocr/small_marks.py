"""Small marks that Tesseract is known to misread, put right from the shape of their ink or from what they stand beside.

Knows marks, no words: nothing here looks into a dictionary.
"""

from __future__ import annotations

import re
import statistics
from dataclasses import replace

from PIL import Image

from app.reading.ocr.commas import has_lost_stop, true_end
from app.reading.ocr.tesseract import Seen

# What the Arabic comma is taken for at the end of a word.
_COMMA_LIKE = re.compile("(?<=[\u0620-\u064a\u0660-\u0669\\d)»\\]])[.:»؛ء]$|(?<=[A-Za-zÀ-ÿ]),$")
# The same as it lies, left of its number: a small « 6 », or a quotation mark.
_COMMA_LEFT_OF_NUMBER = re.compile(r"^[469«»](\d{2,})$")
_UNMARKED = re.compile(r"^[A-Za-z\d./+-]*[A-Za-z\d]{2}$")  # what joins to nothing on its left
_ARABIC = re.compile("[\u0620-\u064a]")
_PERCENT_READ_AS_96 = re.compile(r"^96(\d\d(?:[.,]\d)?)([.،]?)$")
_LEVEL = re.compile(r"^[abc][12]$")
_UNSURE = 50.0
_BESIDE = 2  # words
_DASHES = frozenset("-–—")
_HYPHEN, _LATIN_HYPHEN = 0.38, 0.31  # em: the longest; boxes are taller where letters carry dots and signs
_DOT_LIKE = frozenset("-–+*•°.:e")
_O_AMONG_DIGITS = re.compile(r"^(?=(?:\D*\d){3})[\doO]+(?:[/.-][\doO]+)*$")
_ARABIC_STOPS = str.maketrans(",;", "،؛")
_QUOTES = re.compile("[«»]")
_QUOTED_NUMBER = re.compile(r"(?<=\d)[«»]$")
# In a line from right to left Tesseract writes the bracket of a number as its ink lies: no bracket opens at an end.
_OPENING_AT_THE_END, _CLOSING_AT_THE_BEGINNING = re.compile(r"(?<=\d)\((?=[.،:]?$)"), re.compile(r"^\)(?=\d)")


def with_true_marks(seen: list[Seen], image: Image.Image) -> list[Seen]:
    """The same words with commas, dashes, per cent signs and levels as the page shows them."""
    lines: dict[int, list[Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    page = _usual_height(seen)
    return [corrected for line in lines.values() for corrected in _line(line, page, image)]


def _usual_height(seen: list[Seen]) -> float:
    """How tall most Arabic words are; boxes that reach into the line above do not count, be they nearly half of all."""
    heights = sorted(word.bottom - word.top for word in seen if _ARABIC.search(word.text))
    return heights[len(heights) // 3] if heights else 0.0


def _line(line: list[Seen], page: float, image: Image.Image) -> list[Seen]:
    height = statistics.median(word.bottom - word.top for word in line)
    arabic = any(_ARABIC.search(word.text) for word in line)
    if arabic:
        line = _with_commas_for_lone_quotes(line)
    return [_word(word, height, page, image, arabic=arabic and not _is_among_latin(word, line)) for word in line]


def _is_among_latin(word: Seen, line: list[Seen]) -> bool:
    """Whether it is a number in the French half of a line that holds both: its own letters would tell."""
    if any(map(str.isalpha, word.text)):
        return False
    spelled = [other for other in line if any(map(str.isalpha, other.text))]
    nearest = sorted(spelled, key=lambda other: max(other.x0 - word.x1, word.x0 - other.x1))[:_BESIDE]
    return not any(_ARABIC.search(other.text) for other in nearest)


def _with_commas_for_lone_quotes(line: list[Seen]) -> list[Seen]:
    """The words of a line from right to left; a quotation mark behind a number that has no fellow is a comma."""
    if sum(len(_QUOTES.findall(word.text)) for word in line) != 1:
        return line
    return [replace(word, text=_QUOTED_NUMBER.sub("،", word.text)) for word in line]


def _word(word: Seen, height: float, page: float, image: Image.Image, *, arabic: bool) -> Seen:
    text = word.text
    if text in _DOT_LIKE and _is_dot(word, height):
        return replace(word, text="·")
    if text in _DASHES:
        return replace(word, text=_dash(word, height, _HYPHEN if arabic else _LATIN_HYPHEN))
    if _LEVEL.match(text):
        return replace(word, text=text.upper())
    if "o" in text.lower() and _O_AMONG_DIGITS.match(text):
        return replace(word, text=text.replace("o", "0").replace("O", "0"))
    return _arabic_word(word, height, page, image) if arabic else word


def _is_dot(word: Seen, height: float) -> bool:
    """Whether the ink is as wide as it is tall, and small: a point between two things."""
    wide, tall = word.x1 - word.x0, word.bottom - word.top
    return 0.6 * tall <= wide <= 1.6 * tall and max(wide, tall) < 0.3 * height


def _dash(word: Seen, height: float, hyphen: float) -> str:
    """Half an em makes an en dash; the em is a quarter more than the height of the letters."""
    width = (word.x1 - word.x0) / (1.25 * height)
    if width > 0.8:
        return "—"
    return "–" if width > hyphen else "-"


def _arabic_word(word: Seen, height: float, page: float, image: Image.Image) -> Seen:
    """A word of a line from right to left."""
    text = _OPENING_AT_THE_END.sub(")", _CLOSING_AT_THE_BEGINNING.sub("(", word.text))
    if text != word.text:
        word = replace(word, text=text)
    if text[-1] in ",;" and (_ARABIC.search(text) or not any(character.isalpha() for character in text)):
        text = text.translate(_ARABIC_STOPS)
        word = replace(word, text=text)
    percent = _PERCENT_READ_AS_96.match(text)
    if percent:
        return replace(word, text=f"{percent[1]}%{percent[2]}", confidence=min(word.confidence, _UNSURE))
    number = _COMMA_LEFT_OF_NUMBER.match(text)
    if number and true_end(replace(word, text="."), height, page, image) == "،":
        return replace(word, text=number[1] + "،", confidence=min(word.confidence, _UNSURE))
    if _UNMARKED.search(text):
        return replace(word, text=text + ".") if has_lost_stop(word, height, page, image) else word
    true = true_end(word, height, page, image) if _COMMA_LIKE.search(text) else None
    return replace(word, text=text[:-1] + true) if true else word
