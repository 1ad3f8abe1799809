"""Text as the rules see it: no accents, no case, one kind of dash, Western digits, one spelling of each Arabic letter.

Rules match the folded text; quotes are sliced from the original. `Folded.span` leads from one to the other, because a
character may fold to none, one or two. Knows letters only: no word list, no layout.

    folded = fold("Chargé(e) de projet — ٢٠١٩ـ٢٠٢٠")
    folded.text                 # "charge de projet - 2019-2020"
    folded.span(0, 6)           # (0, 9): « Chargé(e) » in the original
    folded.words                # words: letters and digits, dotted acronyms in one piece, and the signs + & %
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from app.screening.characters import FOLDS, TATWEEL, folded_western

LOOKALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0455\u0458\u03bf\u03b1\u03bd\u03c1\u03b9\u0501\u04bb\u0432\u043a\u043c\u043d\u0442",
    "aeopcxyisjoavpidhbkmht",
)
GREEK_OR_CYRILLIC = re.compile("[\u0370-\u03ff\u0400-\u052f]")
MIXED_WORD = re.compile(r"[a-z\u0370-\u03ff\u0400-\u052f]+")
# chargé(e), chargé·e, chargé.e.s, coordinateur(trice), coordinateur/rice, مكلف(ة): the ending says nothing to a rule
ENDING = "(?:e|fe|ne|le|te|re|ere|rice|trice|ice|euse|se|ive|ve)"
SIGNS = r"(\u00b7./\-\u2022\u2027"
NO_MORE = r"(?!\.?[a-z0-9@])"
ARABIC = r"[\u0621-\u064a]"
ARABIC_ENDING = rf"(?:\u0647|\u0627\u062a|\u064a\u0646|\u0648\u0646)\)?(?!{ARABIC})"
# The sign comes first and what stands before it is looked back at: few characters of a text are such signs. Of these most
# are blanks, and most of the others end a word: what comes next tells at once.
MAY_BEGIN = r"(?:(?<! )(?=[efilnrstv\u0627\u0647\u0648\u064a])|(?<= )(?=[(/]))"
INCLUSIVE = re.compile(
    rf"[ {SIGNS}]{MAY_BEGIN}(?:(?<=[a-z][a-z] )\({ENDING}s?\)s?{NO_MORE}|(?<=[a-z][a-z]\(){ENDING}s?\)s?{NO_MORE}"
    rf"|(?<=[a-z][a-z][{SIGNS}]){ENDING}(?:[){SIGNS[1:]}]?s)?\)?{NO_MORE}"
    rf"|(?<={ARABIC}{ARABIC} )[(/]{ARABIC_ENDING}|(?<={ARABIC}{ARABIC}[(/]){ARABIC_ENDING})"
)
# Blanks and the commonest signs begin no word, which is told at once; most words are three Latin letters and more: these
# are asked first, and none of them is an acronym
TOKEN = re.compile(
    r"(?![ \n,.:'\-])(?:[a-z]{3,}|ph\.d\b\.?|ll\.[mb]\b\.?|[a-z](?:\.[a-z]{1,2})+\b\.?|[a-z]+|[0-9]+|[\u0621-\u064a]+|[^\W_]|[+&%])"
)
TOKENS = re.compile(f"({TOKEN.pattern})")


@dataclass(frozen=True)
class Folded:
    """`offsets[i]` is where the folded character `i` begins in `original`; it has one item more, the original's length."""

    original: str
    text: str
    offsets: Sequence[int]

    @property
    def is_straight(self) -> bool:
        """Whether every character folded to one, as in most texts: each stands where it stood."""
        return type(self.offsets) is range

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in `original`, marks and inclusive endings that folded to nothing included."""
        if end <= start:
            return self.offsets[start], self.offsets[start]
        offsets = self.offsets
        following, past = offsets[end], offsets[end - 1] + 1
        return offsets[start], following if following > past else past  # noqa: FURB136 - asked for every term found

    def at(self, offset: int) -> int:
        """The first folded character that begins at or after `offset` of the original."""
        if self.is_straight and 0 <= offset < len(self.offsets):
            return offset
        return bisect_left(self.offsets, offset)

    @cached_property
    def _tokens(self) -> tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...], list[str]]:
        parts = TOKENS.split(self.text)  # what stands between words and a word, in turn: one walk, no object a word
        reached = tuple(accumulate(map(len, parts)))
        words = [word.replace(".", "") if "." in word else word for word in parts[1::2]]
        return tuple(words), reached[:-1:2], reached[1::2], parts[2::2]

    @property
    def words(self) -> tuple[str, ...]:
        """The words in order, without dots (« b.a. » is `ba`)."""
        return self._tokens[0]

    @property
    def token_starts(self) -> tuple[int, ...]:
        """Where each word begins in `text`."""
        return self._tokens[1]

    @property
    def token_ends(self) -> tuple[int, ...]:
        """Where each word ends in `text`."""
        return self._tokens[2]

    @property
    def gaps(self) -> list[str]:
        """What stands behind each word, up to the next one."""
        return self._tokens[3]

    @cached_property
    def places(self) -> dict[object, Any]:
        """Where the terms of the lists looked up together stand, by list, until somebody asks for a list's hits."""
        return {}

    @cached_property
    def remembered(self) -> dict[object, Any]:
        """What a reader of the whole text found in it once and will ask again; the key is the reader."""
        return {}

    def tokens_between(self, start: int, end: int) -> tuple[int, int]:
        """The range of tokens that begin in `text[start:end]`."""
        starts = self.token_starts
        first = bisect_left(starts, start)
        return first, bisect_left(starts, end, first)

    def words_between(self, start: int, end: int) -> tuple[str, ...]:
        """The words that begin in `text[start:end]`."""
        first, last = self.tokens_between(start, end)
        return self.words[first:last]


def fold(original: str) -> Folded:
    """`original` folded, with the way back. Linear in its length."""
    text, offsets = folded_western(original), _straight(original)
    if text is None:
        text, offsets = _settle_tatweel(original.translate(FOLDS), _offsets(original))
        text = _unmask(text)
    text, offsets = _without(text, offsets, INCLUSIVE.finditer(text))
    return Folded(original, text, offsets)


def _straight(original: str) -> Sequence[int]:
    return range(len(original) + 1)


def _offsets(original: str) -> Sequence[int]:
    """Where each folded character begins, and the end; most fold to one, and only the others are looked at."""
    if FOLDS.odd is None or FOLDS.odd.search(original) is None:
        return _straight(original)
    offsets: list[int] = []
    at = 0
    for found in FOLDS.odd.finditer(original):
        offsets.extend(range(at, found.start()))
        offsets.extend([found.start()] * len(FOLDS[ord(found.group())]))
        at = found.end()
    offsets.extend(range(at, len(original) + 1))
    return offsets


def as_folded(text: str) -> Folded:
    """A `Folded` over text that is folded already."""
    return Folded(text, text, range(len(text) + 1))


def fold_words(text: str) -> str:
    """`text` folded when nobody needs the way back."""
    folded = folded_western(text)
    if folded is None:
        folded = _unmask(_settle_tatweel(text.translate(FOLDS), ())[0])
    return INCLUSIVE.sub("", folded)


def _settle_tatweel(text: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    if TATWEEL not in text:
        return text, offsets
    text = re.sub(r"(?<=[0-9\s])\u0640+(?=[0-9\s])", lambda run: "-" * len(run.group()), text)
    return _without(text, offsets, re.finditer("\u0640+", text))


def _unmask(text: str) -> str:
    """Cyrillic and Greek letters inside a Latin word read as the Latin ones they look like."""

    def plain(found: re.Match[str]) -> str:
        word = found.group()
        return word.translate(LOOKALIKES) if re.search("[a-z]", word) else word

    return MIXED_WORD.sub(plain, text) if GREEK_OR_CYRILLIC.search(text) else text


def _without(text: str, offsets: Sequence[int], cuts: Iterable[re.Match[str]]) -> tuple[str, Sequence[int]]:
    kept: list[str] = []
    kept_offsets: list[int] = []
    at = 0
    for cut in cuts:
        kept.append(text[at : cut.start()])
        kept_offsets.extend(offsets[at : cut.start()])
        at = cut.end()
    if not at:
        return text, offsets
    kept.append(text[at:])
    kept_offsets.extend(offsets[at:])
    return "".join(kept), kept_offsets
