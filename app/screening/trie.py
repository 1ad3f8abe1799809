"""Many lists of terms looked for in one walk over the words of a text. Knows how words are looked up, no list.

A term is a path of keys, one a word: `w` a whole word, `p` its beginning, `c` a word as capitals in the original write
it. The lists share one tree, so a text costs one walk however many lists are asked; each end of a path names its list.
Linear in the text: a walk from a word is no longer than the longest term.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import compress

from app.screening.abbreviations import POINTS, plain_ones, whole_words
from app.screening.fold import TOKEN, Folded, fold_words
from app.screening.stems import forms_of

# Little words that capitals turn into acronyms: no hit where the whole line shouts
SHOUTED = {"du", "des", "ma", "ms", "hi", "les", "par", "sur", "as", "care", "us", "un", "pri"}
LITTLE = {
    "de", "des", "du", "d", "la", "le", "les", "l", "en", "et", "a", "au", "aux", "of", "and", "the", "for", "pour", "to", "un",
    "une",
}  # fmt: skip
GAP = re.compile(r"[ \-'/\"()\u2022]{0,4}")
WIDEST_GAP = 8
MANY = 1 << 15  # words remembered
LETTERS_OF_A_BEGINNING = range(2, 25)

Keys = tuple[str, ...]
End = tuple[int, int]  # the number of a list, and of a term in it
Place = tuple[int, int, int]  # the index of a term's first word, that of its last below zero, its number in its list


class Node:
    """Where some path of keys leads, and the terms that end here."""

    __slots__ = ("ends", "following")

    def __init__(self) -> None:
        self.following: dict[str, Node] = {}
        self.ends: list[End] = []


# The keys of a word, the terms that end with it where it comes first, and where others go on by a key of the next one
Step = tuple[Keys, Sequence[End], Sequence[dict[str, Node]]] | tuple[()]


class Openings(dict[str, bool]):
    """Whether some term begins with a folded word, or may with its capitals; each word is looked up once."""

    def __init__(self, trie: Trie) -> None:
        super().__init__()
        self._trie = trie

    def __missing__(self, word: str) -> bool:
        opens = self._trie.begins_with(word)
        if len(self) < MANY:
            self[word] = opens
        return opens


NOWHERE: Step = ()  # where words lead that no term holds, which are most


class Steps(dict[str, Step]):
    """The keys of each word and where they lead from the root; each word is looked up once."""

    def __init__(self, trie: Trie) -> None:
        super().__init__()
        self._trie = trie

    def __missing__(self, word: str) -> Step:
        step = self._trie.step(self._trie.keys_of(word))
        if len(self) < MANY:
            self[word] = step
        return step


class Trie:
    """`lists` are the terms of each list, spelled: (keys, the term's number in its list)."""

    def __init__(self, lists: Sequence[Iterable[tuple[Sequence[str], int]]]) -> None:
        self._lists = len(lists)
        self._root = Node()
        self._words: dict[str, Keys] = {}
        self._beginnings: dict[str, tuple[str, ...]] = {}  # of words, by their first two letters
        self._cased: dict[str, set[str]] = {}
        self._known = Steps(self)
        self._steps: dict[Keys, Step] = {(): NOWHERE}
        self.opens = Openings(self).__getitem__
        for number, spelled in enumerate(lists):
            for keys, term in spelled:
                self._add(keys, (number, term))
        self._short = {short: keys for short in whole_words() if (keys := self._keys_of_short(short))}
        self._odd = frozenset((*self._cased, *self._short))  # words whose place says how they may be looked up

    def _add(self, keys: Sequence[str], end: tuple[int, int]) -> None:
        node = self._root
        for key in keys:
            node = node.following.setdefault(key, Node())
            self._register(key[0], key[1:])
        if end not in node.ends:
            node.ends.append(end)

    def _register(self, kind: str, word: str) -> None:
        if kind == "w":
            self._words[word] = (kind + word,)
        elif kind == "p":
            same = self._beginnings.get(word[:2], ())
            if len(word) in LETTERS_OF_A_BEGINNING and word not in same:
                self._beginnings[word[:2]] = (*same, word)
        else:
            self._cased.setdefault(fold_words(word), set()).add(word)

    def places(self, folded: Folded) -> list[list[Place]]:
        """For each list the places of its terms in the whole text, in order of their first words."""
        found: list[list[Place]] = [[] for _ in range(self._lists)]
        steps = [*self._steps_in(folded), NOWHERE]
        for first in compress(range(len(steps)), steps):
            step = steps[first]
            if not step:
                continue
            _, ends, followings = step
            for list_number, term in ends:
                found[list_number].append((first, -first, term))
            following = steps[first + 1] if followings else NOWHERE
            if following and (nodes := _reached(followings, following[0])):
                self._follow(folded, steps, first, nodes, found)
        return found

    def whole(self, folded: Folded) -> tuple[End, ...]:
        """The terms that all words of the text make, from the first to the last."""
        nodes: Sequence[Node] = (self._root,)
        for at, step in enumerate(self._steps_in(folded)):
            if at and not _runs_on(folded, at - 1):
                return ()
            nodes = _below(nodes, step[0]) if step else ()
            if not nodes:
                return ()
        return tuple(end for node in nodes for end in node.ends)

    def begins_with(self, word: str) -> bool:
        """Whether some term begins with that folded word, or may with its capitals."""
        keys = (*self.keys_of(word), *self._short.get(word, ()))
        return word in self._cased or not self._root.following.keys().isdisjoint(keys)

    @staticmethod
    def _follow(
        folded: Folded, steps: Sequence[Step], first: int, nodes: Sequence[Node], found: list[list[Place]]
    ) -> None:
        """Writes down the terms that begin at the word `first` and lead to `nodes` by the second one."""
        at = first + 1
        # most terms are left at their second word: whether the words belong together is asked last
        while nodes and _runs_on(folded, at - 1):
            for list_number, term in _ends(nodes):
                found[list_number].append((first, -at, term))
            at += 1
            step = steps[at]
            if not step:  # at the text's end too
                return
            nodes = _below(nodes, step[0])

    def _steps_in(self, folded: Folded) -> list[Step]:
        """For every word of the text its keys and where they lead from the root."""
        odd, words = self._odd, folded.words
        steps = list(map(self._known.__getitem__, words))
        for at in compress(range(len(words)), map(odd.__contains__, words)):
            more = (*self._in_capitals(folded, at), *self._written_short(folded, at))
            if more:
                step = steps[at]
                steps[at] = self.step(tuple(dict.fromkeys((*(step[0] if step else ()), *more))))
        return steps

    def step(self, keys: Keys) -> Step:
        """Where terms go on that begin with a word of these keys; most words begin none."""
        step = self._steps.get(keys)
        if step is None:
            nodes = _below([self._root], keys)
            step = (keys, _ends(nodes), [node.following for node in nodes if node.following])
            if len(self._steps) < MANY:
                self._steps[keys] = step
        return step

    def keys_of(self, word: str) -> Keys:
        """The keys under which the lists may hold a folded word."""
        keys: list[str] = []
        for form in (word,) if word.isascii() else forms_of(word):
            keys += self._words.get(form, ())
            beginnings = self._beginnings.get(form[:2])
            if beginnings is not None and form.startswith(beginnings):  # of most words none begins so
                keys += ["p" + beginning for beginning in beginnings if form.startswith(beginning)]
        return tuple(dict.fromkeys(keys)) if keys else ()

    def _keys_of_short(self, short: str) -> Keys:
        return tuple(dict.fromkeys([key for word in whole_words()[short] for key in self.keys_of(word)]))

    def _written_short(self, folded: Folded, at: int) -> Keys:
        """The keys of the words that « chg. » or « resp » stands for."""
        word = folded.words[at]
        if word not in self._short or not (word in plain_ones() or folded.gaps[at].startswith(".")):
            return ()
        return self._short[word]

    def _in_capitals(self, folded: Folded, at: int) -> Keys:
        """The key of an acronym where the original writes it as the lists do, and capitals are no shouting."""
        word = folded.words[at]
        if word not in self._cased:
            return ()
        start, end = folded.span(folded.token_starts[at], folded.token_ends[at])
        written = folded.original[start:end].replace(".", "")
        if written in self._cased[word] and not (word in SHOUTED and _line_shouts(folded, start)):
            return ("c" + written,)
        return ()


def _below(nodes: Sequence[Node], keys: Keys) -> Sequence[Node]:
    if len(keys) == 1 == len(nodes):
        node = nodes[0].following.get(keys[0])
        return () if node is None else (node,)
    return [node.following[key] for node in nodes if node.following for key in keys if key in node.following]


def _reached(followings: Sequence[dict[str, Node]], keys: Keys) -> Sequence[Node]:
    """Where terms go on whose second word has one of these keys; mostly they go nowhere, which is told at once."""
    for following in followings:
        if not following.keys().isdisjoint(keys):
            return [following[key] for following in followings for key in keys if key in following]
    return ()


def _ends(nodes: Sequence[Node]) -> Sequence[End]:
    """A word may be looked up in several ways, and a term reached by two of them is one term."""
    return nodes[0].ends if len(nodes) == 1 else list(dict.fromkeys([end for node in nodes for end in node.ends]))


def _runs_on(folded: Folded, at: int) -> bool:
    """Whether the word `at` and the next belong to one phrase."""
    between = folded.gaps[at]
    if between == " ":
        return True
    if between in POINTS:
        return folded.words[at] in whole_words()
    if len(between) > WIDEST_GAP:
        return False
    if "\n" not in between:
        return GAP.fullmatch(between) is not None
    if between.count("\n") > 1 or "\f" in between or not GAP.fullmatch(between.replace("\n", "")):
        return False
    letter = folded.original[folded.span(folded.token_starts[at + 1], folded.token_ends[at + 1])[0]]
    return folded.words[at] in LITTLE or letter.islower()


def _line_shouts(folded: Folded, start: int) -> bool:
    """Whether the line of `original[start]` is in capitals, so that capitals prove nothing."""
    original = folded.original
    first = original.rfind("\n", max(0, start - 200), start) + 1
    last = original.find("\n", start, start + 200)
    line = original[first or max(0, start - 200) : last if last > 0 else start + 200]
    return line.isupper() and len(TOKEN.findall(line.casefold())) > 2
