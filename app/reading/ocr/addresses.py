"""Stops of e-mail addresses that Tesseract did not see: « jalilm@ » for « jalil.m@ » reaches nobody. Their ink is counted."""

from __future__ import annotations

import re
from dataclasses import replace

from PIL import Image

from app.reading.ocr.joined import ink_of_word, runs_across
from app.reading.ocr.tesseract import Seen

_ADDRESS = re.compile(r"^[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+[.,;]?$", re.ASCII)
_SMALL, _LOW = 0.3, 0.55  # of the word's height: how large a stop is at most, and how far down its middle lies
_MOST_TOUCHING = 2  # letters that are one ink: so far a stop may lie from its place


def with_stops_of_addresses(seen: list[Seen], image: Image.Image) -> list[Seen]:
    """The same words, the one stop more that an address has on the page than in its spelling put before its « @ »."""
    return [_with_stop(word, image) if _ADDRESS.match(word.text) else word for word in seen]


def _with_stop(word: Seen, image: Image.Image) -> Seen:
    spelled = [place for place, character in enumerate(word.text.rstrip(",;")) if character == "."]
    drawn = _stops(word, image)
    if len(drawn) != len(spelled) + 1:
        return word
    for number, place in enumerate(drawn):
        others = drawn[:number] + [other - 1 for other in drawn[number + 1 :]]
        fits = all(abs(one - other) <= _MOST_TOUCHING for one, other in zip(others, spelled, strict=True))
        if fits and 0 < place < word.text.index("@") and "." not in word.text[place - 1 : place + 1]:
            return replace(word, text=f"{word.text[:place]}.{word.text[place:]}")
    return word


def _stops(word: Seen, image: Image.Image) -> list[int]:
    """How many signs stand before each small low mark that stands free."""
    ink, high = ink_of_word(word, image), word.bottom - word.top
    found = []
    for number, (x0, x1) in enumerate(runs_across(ink)):
        box = ink.crop((x0, 0, x1, ink.height)).getbbox()
        if box is None or x1 - x0 >= _SMALL * high or box[3] - box[1] >= _SMALL * high:
            continue
        if (box[1] + box[3]) / 2 > _LOW * high:
            found.append(number)
    return found
