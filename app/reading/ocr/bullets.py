"""List marks that Tesseract took for a letter or a sign: no part of the text they stand before."""

from __future__ import annotations

import re

from app.reading.ocr.tesseract import Seen

# A list mark that Tesseract took for a letter or a sign.
_MARK = re.compile(r"^(?:[^\w(«\"]|_){1,2}$|^[eo°©€¢@]$")
_ROUND_MARK = re.compile("^[.٠]{1,2}$")  # a round mark read as the Arabic-Indic zero, however surely
_SQUARE_MARK = re.compile("^[B-HJ-NP-XZÏÎ]$")  # no word of one letter
_OFTEN, _ALIGNED = 3, 8.0  # lines that one mark begins; pixels
_DASHES = frozenset("-–—")
_LONG = 2  # times longer than thick
_ARABIC = re.compile("[\u0600-\u06ff]")
_SURE = 80  # of 100: a letter that stands alone is one then


def without_bullets(seen: list[Seen]) -> list[Seen]:
    """Without the list marks at the beginning of lines."""
    lines: dict[int, list[Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    marks = {id(mark) for line in lines.values() if (mark := _mark_of(line)) is not None}
    marks |= {id(mark) for mark in _repeated([min(line, key=_left) for line in lines.values() if len(line) > 1])}
    return [word for word in seen if id(word) not in marks]


def _left(word: Seen) -> float:
    return word.x0


def _repeated(begins: list[Seen]) -> list[Seen]:
    """Of the words that begin lines the single letters that stand below each other time and again: squares, not text."""
    letters = [word for word in begins if _SQUARE_MARK.match(word.text)]
    return [
        word
        for word in letters
        if sum(other.text == word.text and abs(other.x0 - word.x0) <= _ALIGNED for other in letters) >= _OFTEN
    ]


def _mark_of(line: list[Seen]) -> Seen | None:
    if len(line) < 2:
        return None
    arabic = sum(len(_ARABIC.findall(word.text)) for word in line)
    rightmost = arabic * 2 > sum(len(word.text) for word in line)
    edge = max(line, key=lambda word: word.x0) if rightmost else min(line, key=lambda word: word.x0)
    if edge.text in _DASHES and edge.x1 - edge.x0 > _LONG * (edge.bottom - edge.top):
        return None  # a dash is written, a round mark that was taken for one is drawn
    doubtful = edge.confidence < _SURE or not edge.text.isalnum()
    return edge if _ROUND_MARK.match(edge.text) or (doubtful and _MARK.match(edge.text)) else None
