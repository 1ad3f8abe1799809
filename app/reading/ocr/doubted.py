"""Latin words that Tesseract doubts, looked at a second time by themselves and larger: « RK, » is « R, » then, and « 8205 » is « 82 05 »."""

from __future__ import annotations

import re
import statistics
from dataclasses import dataclass, replace

from PIL import Image

from app.reading.ocr.best_words import word_worth
from app.reading.ocr.stacks import back_in, in_band, stacked
from app.reading.ocr.tesseract import Seen

LARGER = 1.5
_DOUBTED = 86.0
_MUCH_DOUBTED = 60.0  # may have a letter too many
_SURE, _SURER = 82.0, 8.0  # of the second look; than the first
_PARTED = 75.0  # of each part
_TALLEST = 2.5  # heights of most words
_MOST = 60  # words: a page that doubts more is no text, or takes too long
_MARKS = re.compile(r"[\W_]")
_NAME = re.compile(r"^[A-ZÀ-Þ]\w*[a-zà-ÿ]$")
_CAPITAL_INSIDE = re.compile("^A?I$|[a-z]I")  # « Al » looks like « AI », more so when it is large
_AROUND = 5  # pixels: little enough that no neighbour reaches in


@dataclass(frozen=True, slots=True)
class SecondLook:
    """Doubted words put one below the other, `LARGER` times as large as on the page, to be read by themselves."""

    column: Image.Image
    bands: tuple[tuple[int, int], ...]
    places: tuple[int, ...]

    def settled(self, seen: list[Seen], again: list[Seen]) -> list[Seen]:
        """The words seen, those looked at as `again`, the words of the column, has them where it is clearly surer."""
        corrected = [[word] for word in seen]
        for place, band in zip(self.places, self.bands, strict=True):
            word, parts = seen[place], in_band(again, band)
            before = seen[place - 1] if place and seen[place - 1].line == word.line else None
            corrected[place] = _parted(word, parts) or [_surer(word, parts, before)]
        return [word for words in corrected for word in words]


def second_look(seen: list[Seen], image: Image.Image) -> SecondLook | None:
    """None when all words are sure, or too many are not."""
    doubted = _doubted(seen)
    if not 0 < len(doubted) <= _MOST:
        return None
    column, bands = stacked([seen[place] for place in doubted], image, around=_AROUND, larger=LARGER)
    return SecondLook(column, tuple(bands), tuple(doubted))


def _doubted(seen: list[Seen]) -> list[int]:
    """Where such words are; what is much taller than most is a drawing or a hand's, and costs most."""
    usual = statistics.median([word.bottom - word.top for word in seen]) if seen else 0.0
    return [
        place
        for place, word in enumerate(seen)
        if word.confidence < _DOUBTED and _is_word(word.text) and word.bottom - word.top <= _TALLEST * usual
    ]


def _parted(word: Seen, parts: list[Seen]) -> list[Seen]:
    """The words that it is, when the second look sees its letters in several; none when it is one."""
    if len(parts) < 2 or any(not _is_word(part.text) or part.confidence < _PARTED for part in parts):
        return []
    if _MARKS.sub("", "".join(part.text for part in parts)) != _MARKS.sub("", word.text):
        return []
    return [back_in(word, part, around=_AROUND, larger=LARGER) for part in parts]


def _is_word(text: str) -> bool:
    return len(text) > 1 and any(character.isalnum() for character in text)


def _surer(word: Seen, again: list[Seen], before: Seen | None) -> Seen:
    text = "".join(part.text for part in again)
    if text == "Il" and before is not None and _NAME.match(before.text):
        text = "II"  # the same strokes: in the midst of a sentence, behind a name, it is a number
    if not _is_word(text) or _is_cut_otherwise(text, word) or _CAPITAL_INSIDE.search(text):
        return word
    other = replace(word, text=text, confidence=min(part.confidence for part in again))
    if other.confidence < max(_SURE, word.confidence + _SURER):
        return word
    return other if word_worth(other, arabic=False) > word_worth(word, arabic=False) else word


def _is_cut_otherwise(text: str, word: Seen) -> bool:
    """Whether it is the same but for what reaches in from beside it, or for a letter that its box leaves out."""
    if word.text in text:
        return True
    now, then = (_MARKS.sub("", each) for each in (text, word.text))
    return now != then and now in then and word.confidence >= _MUCH_DOUBTED
