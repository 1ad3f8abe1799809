"""Several readings of one line become one, word by word: what most readings say in a place, else the surest and likeliest."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from app.reading.ocr.arabic_words import bare_letters, is_listed
from app.reading.ocr.tesseract import Seen
from app.reading.plausible import mean_plausibility

PLAUSIBILITY_MATTERS = 0.25
_SHARED = 0.3  # of the narrower width, of the lower height: words that share more stand in one place
_CLEARLY = 0.15  # by how much words parted otherwise must be worth more
_ALIEN = 0.5  # what Latin letters that are not sure lose among Arabic words
_LEVEL = 0.4  # of its height: how far the middle of a word may lie from its line's
_BESIDE = 3  # words
_SURE = 90.0
_ADDRESS_GAINS = 0.3
_SEEN, _SHORTEST = 30.0, 3  # confidence and letters of a known word that is trusted
_ARABIC, _LATIN = re.compile("[\u0620-\u064a]"), re.compile("[A-Za-zÀ-ÿ]")
_LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_ADDRESS = re.compile(r"^[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+$")


def word_worth(word: Seen, *, arabic: bool) -> float:
    """How much a spelling is to be believed, on a line that is `arabic` or not: from about 0.4 for a sure true word down."""
    worth = word.confidence / 100 + PLAUSIBILITY_MATTERS * mean_plausibility(word.text)
    if _ADDRESS.match(word.text):
        return worth + _ADDRESS_GAINS
    if arabic and word.confidence < _SURE and _LATIN.search(word.text):
        return worth - _ALIEN
    return worth


def best_words(line: Sequence[Seen], others: Sequence[Sequence[Seen]]) -> list[list[Seen]]:
    """The words of `line`, each as the readings that saw its place have it; `others` may hold words of lines around.

    What `line` saw as one, and others as several lines, comes as lines of its own behind it.
    """
    words, apart = [*line], list[list[Seen]]()
    for other in others:
        words, more = _with_clearer_parts(words, other)
        apart += more
    readings = [line, *others]
    return [[_voted(word, readings, arabic=_is_among_arabic(word, part)) for word in part] for part in (words, *apart)]


def _is_among_arabic(word: Seen, line: Sequence[Seen]) -> bool:
    """Whether most letters of the words beside it on the `line` are Arabic; it says nothing of its own."""
    arabic, latin = _letters_beside(word, line)
    return arabic > latin


def is_among_latin(word: Seen, line: Sequence[Seen]) -> bool:
    """The same for Latin letters; a word that stands alone is among neither."""
    arabic, latin = _letters_beside(word, line)
    return latin > arabic


def _letters_beside(word: Seen, line: Sequence[Seen]) -> tuple[int, int]:
    """Arabic letters and Latin ones."""
    middle = word.x0 + word.x1
    beside = sorted((other for other in line if other is not word), key=lambda other: abs(other.x0 + other.x1 - middle))
    texts = [other.text for other in beside[:_BESIDE]]
    arabic, latin = (sum(len(letters.findall(text)) for text in texts) for letters in (_ARABIC, _LATIN))
    return arabic, latin


def in_one_place(one: Seen, other: Seen) -> bool:
    """Whether the two lie over each other by more than an edge."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    if wide <= _SHARED * min(one.x1 - one.x0, other.x1 - other.x0):
        return False
    tall = min(one.bottom, other.bottom) - max(one.top, other.top)
    return tall > _SHARED * min(one.bottom - one.top, other.bottom - other.top)


def _with_clearer_parts(words: list[Seen], other: Sequence[Seen]) -> tuple[list[Seen], list[list[Seen]]]:
    """`words`, those places where `other` parts the ink otherwise taken from it where it is clearly surer.

    The second are the lines of `other` in places that lie over several of them.
    """
    chosen: list[Seen] = []
    lines: dict[int, list[Seen]] = {}
    level = statistics.median(_middle(word) for word in words)
    for here, there in _places(words, other):
        arabic = _is_among_arabic(here[0], words)
        parted = bool(there) and (len(here), len(there)) != (1, 1)
        if not parted or worth_of(there, arabic=arabic) <= worth_of(here, arabic=arabic) + _CLEARLY:
            chosen += here
        elif len({word.line for word in there}) == 1:
            chosen += there
        else:
            for word in there:
                if abs(_middle(word) - level) < _LEVEL * (word.bottom - word.top):
                    chosen.append(word)
                else:
                    lines.setdefault(word.line, []).append(word)
    return chosen, [*lines.values()]


def _middle(word: Seen) -> float:
    return (word.top + word.bottom) / 2 - word.lean


def _places(words: Sequence[Seen], other: Sequence[Seen]) -> list[tuple[list[Seen], list[Seen]]]:
    """The words of the first in groups, each with those of the second that stand in its place."""
    places: list[tuple[list[Seen], list[Seen]]] = [([word], []) for word in words]
    for theirs in other:
        touched = [place for place in places if any(in_one_place(theirs, word) for word in place[0])]
        if not touched:
            continue
        first = touched[0]
        first[1].append(theirs)
        for place in touched[1:]:
            first[0].extend(place[0])
            first[1].extend(place[1])
            places = [kept for kept in places if kept is not place]
    return places


def worth_of(words: Sequence[Seen], *, arabic: bool) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(word_worth(word, arabic=arabic) * len(word.text) for word in words) / letters


def _voted(word: Seen, readings: Sequence[Sequence[Seen]], *, arabic: bool) -> Seen:
    """`word`, spelled as most readings spell what stands in its place, or as the surest when none agree."""
    spellings = [word]
    for reading in readings:
        twins = [other for other in reading if in_one_place(word, other) and _covers(word, other)]
        if len(twins) == 1 and _covers(twins[0], word) and not _is_same(twins[0], word):
            spellings.append(twins[0])
    votes = Counter(spelling.text for spelling in spellings)
    longest = max(len(spelling.text) for spelling in spellings)
    best = max(
        spellings,
        key=lambda spelling: (
            _is_trusted(spelling, longest, arabic=arabic),
            votes[spelling.text],
            word_worth(spelling, arabic=arabic),
            spelling is word,
        ),
    )
    return replace(word, text=best.text, confidence=best.confidence)


def _is_trusted(spelling: Seen, longest: int, *, arabic: bool) -> bool:
    """Whether it is a known Arabic word, nearly as long as the `longest` spelling, or surely of other writing.

    Such a one that a single reading saw beats what is none, however often that was seen.
    """
    parts = _LETTERS.findall(bare_letters(spelling.text)) if arabic else []
    if not parts:
        return arabic and spelling.confidence >= _SURE and len(spelling.text) > 1
    known = all(len(part) >= _SHORTEST and is_listed(part) for part in parts)
    return known and spelling.confidence >= _SEEN and len(spelling.text) >= longest - 1


def _is_same(one: Seen, other: Seen) -> bool:
    return (one.x0, one.x1, one.text, one.confidence) == (other.x0, other.x1, other.text, other.confidence)


def _covers(one: Seen, other: Seen) -> bool:
    """Most of `other`'s width lies over `one`."""
    return min(one.x1, other.x1) - max(one.x0, other.x0) > 0.6 * (other.x1 - other.x0)
