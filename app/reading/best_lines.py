"""Several readings of one picture become one: for each line, the reading that is surest and most like a language."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from app.reading.plausible import mean_plausibility
from app.reading.tesseract import Seen, slope_of

_LONELY_NEEDS = -0.25  # a line that only one reading saw must be this good to stay
_LENGTH_MATTERS = 1.4
_MOST = 0.7
_PLAUSIBILITY_MATTERS = 0.25


@dataclass(frozen=True)
class _Candidate:
    reading: int
    words: tuple[Seen, ...]
    slope: float  # of the page

    @cached_property
    def x0(self) -> float:
        return min(word.x0 for word in self.words)

    @cached_property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @cached_property
    def top(self) -> float:
        """On the page laid straight, as `bottom` is: lines of a page askew would else reach into each other."""
        return min([word.top - self.slope * (word.x0 + word.x1) / 2 for word in self.words])

    @cached_property
    def bottom(self) -> float:
        return max([word.bottom - self.slope * (word.x0 + word.x1) / 2 for word in self.words])

    @cached_property
    def length(self) -> int:
        return sum(len(word.text) for word in self.words)

    @cached_property
    def worth(self) -> float:
        sure = sum(word.confidence * len(word.text) for word in self.words) / self.length / 100
        return sure + _PLAUSIBILITY_MATTERS * mean_plausibility(" ".join(word.text for word in self.words))


def best_lines(readings: list[list[Seen]]) -> list[Seen]:
    """The words of the best reading of each line, lines numbered anew from the top."""
    slope = statistics.median([slope_of(reading) for reading in readings])
    candidates = [line for number, reading in enumerate(readings) for line in _lines(number, reading, slope)]
    chosen: list[Seen] = []
    number = 0
    for group in _groups(candidates):
        best = _best(group)
        others = [
            [word for line in group if line.reading == reading for word in line.words]
            for reading in sorted({line.reading for line in group} - {line.reading for line in best})
        ]
        for line in best:
            chosen += (replace(_voted(word, others), line=number) for word in line.words)
            number += 1
    return _once(chosen)


def _once(words: list[Seen]) -> list[Seen]:
    """Without what stands in the place of a surer word: readings that part a page's lines otherwise see some twice."""
    by_height = sorted(range(len(words)), key=lambda place: words[place].top)
    dropped: set[int] = set()
    for order, place in enumerate(by_height):
        one = words[place]
        for other_place in by_height[order + 1 :]:
            other = words[other_place]
            if other.top >= one.bottom:
                break
            if one.line != other.line and _lies_over(one, other):
                dropped.add(min(place, other_place, key=lambda at: _word_worth(words[at])))
    return [word for place, word in enumerate(words) if place not in dropped]


def _lies_over(one: Seen, other: Seen) -> bool:
    """Most of the smaller one lies over the other."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    tall = min(one.bottom, other.bottom) - max(one.top, other.top)
    return wide > _MOST * min(one.x1 - one.x0, other.x1 - other.x0) and tall > _MOST * min(
        one.bottom - one.top, other.bottom - other.top
    )


def _voted(word: Seen, others: list[list[Seen]]) -> Seen:
    """`word`, spelled as most readings spell what stands in its place, or as the surest when none agree."""
    spellings = [word]
    for reading in others:
        twins = [other for other in reading if _covers(word, other)]
        if len(twins) == 1 and _covers(twins[0], word):
            spellings.append(twins[0])
    votes = Counter(spelling.text for spelling in spellings)
    best = max(spellings, key=lambda spelling: (votes[spelling.text], _word_worth(spelling), spelling is word))
    return replace(word, text=best.text, confidence=best.confidence)


def _covers(one: Seen, other: Seen) -> bool:
    """Most of `other`'s width lies over `one`."""
    return min(one.x1, other.x1) - max(one.x0, other.x0) > 0.6 * (other.x1 - other.x0)


def _word_worth(word: Seen) -> float:
    return word.confidence / 100 + _PLAUSIBILITY_MATTERS * mean_plausibility(word.text)


def _lines(reading: int, seen: list[Seen], slope: float) -> list[_Candidate]:
    lines: dict[int, list[Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    found = [_Candidate(reading, tuple(line), slope) for line in lines.values()]
    return [candidate for candidate in found if candidate.length > 1]


def _groups(candidates: list[_Candidate]) -> list[list[_Candidate]]:
    """Candidates that stand on the same place of the page, from the top."""
    candidates = sorted(candidates, key=lambda candidate: candidate.top + candidate.bottom)
    head = list(range(len(candidates)))

    def first_of(index: int) -> int:
        while head[index] != index:
            head[index] = head[head[index]]
            index = head[index]
        return index

    for index, one in enumerate(candidates):
        for other_index in range(index + 1, len(candidates)):
            other = candidates[other_index]
            if (other.top + other.bottom) / 2 > one.bottom:
                break
            if _same_place(one, other):
                head[first_of(index)] = first_of(other_index)
    groups: dict[int, list[_Candidate]] = {}
    for index, candidate in enumerate(candidates):
        groups.setdefault(first_of(index), []).append(candidate)
    return list(groups.values())


def _same_place(one: _Candidate, other: _Candidate) -> bool:
    tall = min(one.bottom, other.bottom) - max(one.top, other.top)
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    narrower = min(one.x1 - one.x0, other.x1 - other.x0)
    return tall > 0.55 * lower and wide > 0.3 * narrower


def _best(group: list[_Candidate]) -> list[_Candidate]:
    by_reading: dict[int, list[_Candidate]] = {}
    for candidate in group:
        by_reading.setdefault(candidate.reading, []).append(candidate)
    longest = max(_length(lines) for lines in by_reading.values())
    worth, best = max(((_worth(lines, longest), lines) for lines in by_reading.values()), key=lambda choice: choice[0])
    return [] if len(by_reading) == 1 and worth < _LONELY_NEEDS else best


def _length(lines: list[_Candidate]) -> int:
    return sum(line.length for line in lines)


def _worth(lines: list[_Candidate], longest: int) -> float:
    mean = sum(line.worth * line.length for line in lines) / _length(lines)
    return mean + _LENGTH_MATTERS * min(0.0, _length(lines) / longest - 0.9)
