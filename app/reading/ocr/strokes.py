"""Upright strokes: I, l and 1 are one ink in many fonts. What stands beside them tells which they are."""

from __future__ import annotations

import re
from dataclasses import replace

from app.reading.ocr.tesseract import Seen

_ORDINAL = re.compile(r"^[l|](?=(?:er|re|ère)[.,;:)]*$)")
# No word of French or English begins with a small l and another consonant; names that do begin with a capital I.
_CAPITAL = re.compile(r"(?<![\w'’])l(?=[bcdfgjklmnpqrstvxz][a-zà-ÿ]+\b)")
_IN_ADDRESS = re.compile(r"[@/\\_]|\w\.\w")


def with_true_strokes(seen: list[Seen]) -> list[Seen]:
    """The same words, with « 1er » for « ler » and « Ilham » for « llham »."""
    return [_true(word) for word in seen]


def _true(word: Seen) -> Seen:
    if ("l" not in word.text and "|" not in word.text) or _IN_ADDRESS.search(word.text):
        return word
    text = _CAPITAL.sub("I", _ORDINAL.sub("1", word.text))
    return replace(word, text=text) if text != word.text else word
