"""Is this text in a language of ours? Trigrams of letters, learned from texts written for this project.

The model is data (`plausible.json`), built by `python benchmarks/reading/learn_plausible.py`. It tells real text from damaged
fonts, shifted alphabets and OCR in the wrong language, and French from English from Arabic.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path

MODEL = Path(__file__).with_name("plausible.json")
LANGUAGES = ("fr", "ar", "en")
PLAUSIBLE = -3.6  # mean natural log-probability of a word's trigrams; true words lie above, chance below

_WORD = re.compile(r"[^\W\d_]{2,}")
_SIGNS = re.compile("[\u064b-\u065f\u0670\u0640]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_SMOOTHING = 0.05
_TWO_WORDS = -7.0  # log-probability lost by joining: of 600 broken words 1 in 100 loses as much, of compounds 2 in 3


class _Model:
    """One language: counts of trigrams and of the pairs they begin with."""

    def __init__(self, trigrams: dict[str, int]) -> None:
        self._trigrams = trigrams
        self._pairs: Counter[str] = Counter()
        for trigram, count in trigrams.items():
            self._pairs[trigram[:2]] += count
        alphabet = len({letter for trigram in trigrams for letter in trigram})
        self._floor = _SMOOTHING * alphabet * 2
        self._known: dict[str, float] = {}

    def score(self, word: str) -> float:
        """Mean log-probability of the word's letters, each after the two before it."""
        return self.score_sum(word) / max(1, len(word))

    def score_sum(self, word: str) -> float:
        """The same, summed. What was asked of a trigram is remembered; there are no more than letters allow."""
        edged = f"^{word}$"
        total = 0.0
        known = self._known
        for place in range(len(edged) - 2):
            trigram = edged[place : place + 3]
            value = known.get(trigram)
            if value is None:
                seen = self._trigrams.get(trigram, 0)
                value = known[trigram] = math.log((seen + _SMOOTHING) / (self._pairs[trigram[:2]] + self._floor))
            total += value
        return total


def words_of(text: str) -> list[str]:
    """Words of two letters or more, in lower case, vowel signs left out."""
    return _WORD.findall(_SIGNS.sub("", text).lower())


def count_trigrams(text: str) -> dict[str, int]:
    """What a model is made of."""
    counts: Counter[str] = Counter()
    for word in words_of(text):
        edged = f"^{word}$"
        counts.update(edged[place : place + 3] for place in range(len(edged) - 2))
    return dict(sorted(counts.items()))


@cache
def _models() -> dict[str, _Model]:
    counts = json.loads(MODEL.read_text(encoding="utf-8"))
    return {language: _Model(counts[language]) for language in LANGUAGES}


@cache
def _by_script(arabic: bool) -> tuple[tuple[str, _Model], ...]:
    return tuple((language, model) for language, model in _models().items() if (language == "ar") == arabic)


@lru_cache(maxsize=20_000)
def _best(word: str) -> tuple[float, str]:
    """The word's best score and its language. Remembered: a page repeats its words."""
    return max((model.score(word), language) for language, model in _by_script(bool(_ARABIC.search(word))))


@lru_cache(maxsize=20_000)
def _is_plausible(word: str) -> bool:
    return _best(word)[0] > PLAUSIBLE


def share_plausible(text: str) -> float:
    """The share (0-1) of the words that could be of one of our languages; 0 without words."""
    words = words_of(text)
    if not words:
        return 0.0
    return sum(map(_is_plausible, words)) / len(words)


def are_two_words(head: str, tail: str) -> bool:
    """Whether what stands around a line-end hyphen is rather two words (« porte-parole ») than one cut in two.

    Judged in the language, French or English, in which either reading is likeliest.
    """
    one, two = max(
        (
            (model.score_sum(head + tail), model.score_sum(head) + model.score_sum(tail))
            for _, model in _by_script(arabic=False)
        ),
        key=max,
    )
    return one - two < _TWO_WORDS


def languages(text: str) -> dict[str, float]:
    """Shares of the words by language code, those below 2 % left out; empty without words. They sum to about 1.

    Words of both French and English go to whichever the text around them is in: each line counts as a whole.
    """
    counts: Counter[str] = Counter()
    for line in text.splitlines():
        words = words_of(line)
        arabic = [word for word in words if _ARABIC.search(word)]
        latin = [word for word in words if not _ARABIC.search(word)]
        counts["ar"] += len(arabic)
        if latin:
            counts[_latin_language(latin)] += len(latin)
    total = sum(counts.values())
    if not total:
        return {}
    return {language: round(count / total, 3) for language, count in counts.most_common() if count >= 0.02 * total}


def _latin_language(words: list[str]) -> str:
    totals = {language: sum(model.score(word) for word in words) for language, model in _by_script(arabic=False)}
    return max(totals, key=lambda language: totals[language])


def mean_plausibility(text: str) -> float:
    """Mean score of the words, each under its best language: about -2.5 for clean text, below -4 for noise, -3 without words."""
    words = words_of(text)
    return sum(_best(word)[0] for word in words) / len(words) if words else -3.0
