"""Frequent Arabic words, and which of them a misread one looks like.

A witness, no dictionary: what is not known may well be true. The words are data (`arabic_words.json`), built by
`python benchmarks/reading/learn_words.py` from texts written for this project.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

MODEL = Path(__file__).with_name("arabic_words.json")

_SIGNS = re.compile("[\u064b-\u065f\u0670\u0640]")
# What is written together with the word behind it, the article last.
_BEFORE = ("و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "فال", "كال", "ول", "وب", "لل", "ولل", "وبال")
_ARTICLES = ("وال", "بال", "لل", "ال")
_BEHIND = (
    "ي",
    "ه",
    "ها",
    "هم",
    "هن",
    "هما",
    "كم",
    "نا",
    "ا",
    "ة",
    "ات",
    "ين",
    "ون",
    "ان",
    "ية",
    "يين",
    "تين",
    "وا",
    "ت",
)
_PERSONS = "يتنأس"  # a verb's first letter says who does it
_SHORTEST = 3
# Letters of one body, dots and hamzas apart. Within a word fonts draw some as the same tooth or knot, at its end they do not.
_ALIKE = ("بتثنيئه", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق", "وؤ", "هم", "هح", "هص", "عء")
_ALIKE_AT_THE_END = ("بتث", "جحخ", "دذ", "رز", "سش", "صض", "طظ", "عغ", "فق", "يىئ", "وؤ")
_WITH_HAMZA = "أإآ"  # of an alef it is lost, seldom seen where none is
_TEETH = frozenset("بتثنيئمهك")  # get lost between other letters
_TOO_MANY = _TEETH | frozenset("لف")  # are seen twice
_LONG = 6  # letters: of shorter ones none is taken


def bare_letters(text: str) -> str:
    """Without vowel signs and drawn-out lines."""
    return _SIGNS.sub("", text)


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(json.loads(MODEL.read_text(encoding="utf-8")))


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    """The words, and what is left of those with an article."""
    stems = set(_words())
    for word in _words():
        article = next((article for article in _ARTICLES if word.startswith(article)), "")
        if article and len(word) - len(article) >= _SHORTEST:
            stems.add(word[len(article) :])
    return frozenset(stems)


@lru_cache(maxsize=20_000)
def is_known(word: str) -> bool:
    """Whether it is one of the words, or made from one as Arabic makes its words; letters alone, without signs."""
    if word in _words():
        return True
    return any(
        rest in _stems() or not _stems().isdisjoint(_roots(rest)) or _is_of_another_person(rest)
        for rest in (word, *_without_before(word))
    )


@lru_cache(maxsize=20_000)
def is_listed(word: str) -> bool:
    """Whether it is one of the words, but for what is written before it."""
    return word in _words() or any(rest in _stems() for rest in _without_before(word))


def _without_before(word: str) -> Iterator[str]:
    return (
        word[len(before) :] for before in _BEFORE if word.startswith(before) and len(word) - len(before) >= _SHORTEST
    )


def _roots(word: str) -> Iterator[str]:
    for behind in _BEHIND:
        if word.endswith(behind) and len(word) - len(behind) >= _SHORTEST:
            root = word[: -len(behind)]
            yield from (root, root + "ة", root + "ي", root + "ى")
            if root[-1] == "ت":
                yield root[:-1] + "ة"
            if root[0] in _PERSONS and len(root) > _SHORTEST:
                yield root[1:]


def _is_of_another_person(word: str) -> bool:
    """« نشتغل » where « يشتغل » is known."""
    return word[0] in _PERSONS and len(word) > _SHORTEST and any(person + word[1:] in _stems() for person in _PERSONS)


@lru_cache(maxsize=2_000)
def with_dotted_yeh(word: str) -> str | None:
    """The frequent word that an unknown one is when the yeh at its end has its dots: « فى », « الثانى ».

    None when it may be a word as it is; and of three letters, for those are names as well.
    """
    if not word.endswith("ى") or (len(word) <= _SHORTEST and word != "فى") or is_known(word):
        return None
    dotted = word[:-1] + "ي"
    return dotted if dotted in _words() else None


@lru_cache(maxsize=2_000)
def look_alike(word: str) -> str | None:
    """The one known word that this unknown one differs from by a letter of the same body.

    None when it is known itself, when there is no such word, and when there are several.
    """
    if len(word) <= _SHORTEST or is_known(word):
        return None
    return _only(word, _with_another_body)


@lru_cache(maxsize=2_000)
def look_alike_by_number(word: str) -> str | None:
    """The same, by a tooth that was lost or seen twice."""
    if len(word) <= _SHORTEST or is_known(word) or look_alike(word):
        return None
    return _only(word, _with_another_number)


def _only(word: str, change: Callable[[str], Iterator[str]]) -> str | None:
    """The one known word that a change makes of it, if it is one.

    What is written before the word stays as it was seen: another letter there makes another word of the same root. And
    nothing is put behind it: a guess is to be likelier than what may be true.
    """
    found = {other for other in change(word) if other in _words()}
    for rest in _without_before(word):
        before = word[: -len(rest)]
        found |= {before + other for other in change(rest) if other in _stems()}
    return next(iter(found)) if len(found) == 1 else None


def _with_another_body(word: str) -> Iterator[str]:
    for place, letter in enumerate(word):
        others = _WITH_HAMZA if letter == "ا" else ""
        for group in _ALIKE_AT_THE_END if place == len(word) - 1 else _ALIKE:
            others += group.replace(letter, "") if letter in group else ""
        if place == 0 and letter in _PERSONS:
            others = "".join(other for other in others if other not in _PERSONS)
        yield from (word[:place] + other + word[place + 1 :] for other in others)


def _with_another_number(word: str) -> Iterator[str]:
    for place in range(1, len(word)):
        yield from (word[:place] + tooth + word[place:] for tooth in sorted(_TEETH))
    if len(word) >= _LONG:
        yield from (word[:place] + word[place + 1 :] for place in range(1, len(word) - 1) if word[place] in _TOO_MANY)
