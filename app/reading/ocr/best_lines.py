"""Several readings of one picture become one: for each line, the reading that is surest and most like a language."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, replace
from functools import cached_property

from app.reading.ocr.best_words import PLAUSIBILITY_MATTERS, best_words, in_one_place, word_worth
from app.reading.ocr.tesseract import Seen, slope_of
from app.reading.plausible import mean_plausibility

_LONELY_NEEDS = -0.1  # a line that only one reading saw must be this good to stay
_LENGTH_MATTERS = 1.4
_MOST = 0.7
_SURELY_SEEN = 80.0  # mean confidence of what is added to the chosen words
_SEEN_AGAIN, _BELIEVED = 70.0, 50.0  # the same for a second look, and of a word that it does not change
_HARDLY_SEEN = 50.0  # of a chosen word that does not keep another from its place
_SHORTEST = 2  # letters of what is added
_STRIP = 32  # pixels


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
        return sure + PLAUSIBILITY_MATTERS * mean_plausibility(" ".join(word.text for word in self.words))


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
            for words in best_words(line.words, others):
                chosen += (replace(word, line=number) for word in words)
                number += 1
    return _once([*chosen, *_overlooked(chosen, readings, number, _SURELY_SEEN)])


def with_overlooked(seen: list[Seen], again: list[Seen]) -> list[Seen]:
    """The words seen, and lines of a second look where none, or none to be believed, were seen."""
    number = max((word.line for word in seen), default=0) + 1
    believed = [word for word in seen if word.confidence >= _BELIEVED]
    found = _overlooked(believed, [again], number, _SEEN_AGAIN)
    kept = [
        word for word in seen if word.confidence >= _BELIEVED or not any(in_one_place(word, other) for other in found)
    ]
    return [*kept, *found]


def _overlooked(chosen: list[Seen], readings: list[list[Seen]], number: int, sure: float) -> list[Seen]:
    """Parts of lines that some reading saw with a mean confidence of `sure` where no word was chosen; from `number` on."""
    taken: dict[int, list[Seen]] = {}
    for word in chosen:
        if word.confidence >= _HARDLY_SEEN:
            _put(word, taken)
    found: list[Seen] = []
    for reading in readings:
        parts: dict[int, list[Seen]] = {}
        for word in reading:
            if not any(in_one_place(word, other) for strip in _strips(word) for other in taken.get(strip, ())):
                parts.setdefault(word.line, []).append(word)
        for part in parts.values():
            letters = sum(len(word.text) for word in part)
            if (
                sum(map(str.isalnum, "".join(word.text for word in part))) >= _SHORTEST
                and sum(word.confidence * len(word.text) for word in part) >= sure * letters
            ):
                found += (replace(word, line=number) for word in part)
                number += 1
                for word in part:
                    _put(word, taken)
    return found


def _put(word: Seen, taken: dict[int, list[Seen]]) -> None:
    """`taken` holds words by the strips of the page that they reach into: a word has few others beside it."""
    for strip in _strips(word):
        taken.setdefault(strip, []).append(word)


def _strips(word: Seen) -> range:
    return range(int(word.top // _STRIP), int(word.bottom // _STRIP) + 1)


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
                dropped.add(min(place, other_place, key=lambda at: word_worth(words[at], arabic=False)))
    return [word for place, word in enumerate(words) if place not in dropped]


def _lies_over(one: Seen, other: Seen) -> bool:
    """Most of the smaller one lies over the other."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    tall = min(one.bottom, other.bottom) - max(one.top, other.top)
    return wide > _MOST * min(one.x1 - one.x0, other.x1 - other.x0) and tall > _MOST * min(
        one.bottom - one.top, other.bottom - other.top
    )


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
