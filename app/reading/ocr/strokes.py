"""Upright strokes: I, l and 1 are one ink in many fonts. What stands beside them tells which they are."""

from __future__ import annotations

import re
from dataclasses import replace

from app.reading.ocr.tesseract import Seen

_ORDINAL = re.compile(r"^[l|](?=(?:er|re|ère)[.,;:)]*$)")
# No word of French or English begins with a small l and another consonant; names that do begin with a capital I.
_CAPITAL = re.compile(r"(?<![\w'’])l(?=[bcdfgjklmnpqrstvxz][a-zà-ÿ]+\b)")
_TWO_STROKES = re.compile(r"^[Il1|]{2}(?=[.,;:)]*$)")
_KINGS = frozenset({"Hassan", "Mohammed", "Mohamed"})  # universities and streets have their names
_IN_ADDRESS = re.compile(r"[@/\\_]|\w\.\w")


def with_true_strokes(seen: list[Seen]) -> list[Seen]:
    """The same words, with « 1er » for « ler », « Ilham » for « llham » and « Hassan II » for « Hassan Il »."""
    return [_second(_true(word), before) for word, before in zip(seen, [None, *seen], strict=False)]


def _second(word: Seen, before: Seen | None) -> Seen:
    """Behind a king's name two strokes are his number."""
    if before is None or before.line != word.line or before.text not in _KINGS:
        return word
    text = _TWO_STROKES.sub("II", word.text)
    return replace(word, text=text) if text != word.text else word


def _true(word: Seen) -> Seen:
    if ("l" not in word.text and "|" not in word.text) or _IN_ADDRESS.search(word.text):
        return word
    text = _CAPITAL.sub("I", _ORDINAL.sub("1", word.text))
    return replace(word, text=text) if text != word.text else word
