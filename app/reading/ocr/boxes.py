"""Boxes that Tesseract drew over a word's neighbours, cut back to the word; its letters are right, its ends are not."""

from __future__ import annotations

from dataclasses import replace

from app.reading.ocr.tesseract import Seen

_INSIDE = 0.8  # of a neighbour's width


def within_their_places(seen: list[Seen]) -> list[Seen]:
    """The same words, each without the part of its line where others stand: the widest part left to it is its own."""
    lines: dict[int, list[Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    return [_cut(word, lines[word.line]) for word in seen]


def _cut(word: Seen, line: list[Seen]) -> Seen:
    covered = sorted((other.x0, other.x1) for other in line if other is not word and _stands_on(other, word))
    if not covered:
        return word
    gaps = []
    begin = word.x0
    for x0, x1 in covered:
        gaps.append((x0 - begin, begin, x0))
        begin = max(begin, x1)
    gaps.append((word.x1 - begin, begin, word.x1))
    wide, x0, x1 = max(gaps)
    return replace(word, x0=x0, x1=x1) if wide > 0 else word


def _stands_on(small: Seen, large: Seen) -> bool:
    """Whether a narrower word stands nearly whole in the width of another one."""
    width = small.x1 - small.x0
    shared = min(small.x1, large.x1) - max(small.x0, large.x0)
    return width < large.x1 - large.x0 and shared > _INSIDE * width
