"""Arabic words of which Tesseract took one letter for another of the same body: « شبادة » is « شهادة ».

What is put right like this stays marked as unsure: a person looks at the picture.
"""

from __future__ import annotations

import re
from dataclasses import replace

from app.reading.ocr.arabic_words import bare_letters, look_alike, look_alike_by_number, with_dotted_yeh
from app.reading.ocr.tesseract import Seen

_DOUBTED, _MUCH_DOUBTED = 90.0, 80.0  # nine in ten words of more are true, of those between them six in seven
_UNSURE = 50.0
_ONE_WORD = re.compile("^([^\\w]*)([\u0621-\u063a\u0641-\u064a\u064b-\u0652\u0640]+)([^\\w]*)$")


def with_known_words(seen: list[Seen]) -> list[Seen]:
    """The same words, doubted ones that are in no list of ours as the one word of the list that looks like them.

    The dots of a yeh that ends a word are lost however sure Tesseract is; no word that keeps its body becomes another by them.
    """
    dotted = [_with_dots(word) for word in seen]
    return [_known(word) if word.confidence < _DOUBTED else word for word in dotted]


def _with_dots(word: Seen) -> Seen:
    parts = _ONE_WORD.match(word.text)
    true = with_dotted_yeh(bare_letters(parts[2])) if parts is not None else None
    return word if parts is None or true is None else replace(word, text=parts[1] + true + parts[3])


def _known(word: Seen) -> Seen:
    parts = _ONE_WORD.match(word.text)
    if parts is None:
        return word
    letters = bare_letters(parts[2])
    true = look_alike(letters)
    if true is None and word.confidence < _MUCH_DOUBTED:
        true = look_alike_by_number(letters)
    if true is None:
        return word
    return replace(word, text=parts[1] + true + parts[3], confidence=min(word.confidence, _UNSURE))
