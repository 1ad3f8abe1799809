"""A document without pages to look at (a text file, a Word file) as words with the quotes marked in it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words; `anchor` and `numbers` when they are quoted (`numbers`: the criteria, for the margin)."""

    text: str
    anchor: str = ""
    numbers: str = ""


def marked_text(text: str, quotes: Sequence[tuple[str, str, str]]) -> tuple[Segment, ...]:
    """`text` cut where quotes begin and end. `quotes` are (number, anchor, words); the first place of each is marked.

    Quotes that overlap an earlier one are left out: their words are marked already.
    """
    places: list[tuple[int, int, str, str]] = []
    for number, anchor, words in quotes:
        start = text.find(words) if words else -1
        end = start + len(words)
        if start >= 0 and all(end <= other or start >= until for other, until, _, _ in places):
            places.append((start, end, anchor, number))
    segments: list[Segment] = []
    at = 0
    for start, end, anchor, number in sorted(places):
        segments += [Segment(text[at:start])] if start > at else []
        segments.append(Segment(text[start:end], anchor, number))
        at = end
    return (*segments, Segment(text[at:])) if at < len(text) else tuple(segments)
