"""Word lists as data, and finding their terms in folded text. Knows words and their edges; not what they prove.

A list is `words/<name>.toml`: a table per class, each holding `fr`, `ar`, `en` or `any` lists of terms.

    [R3]
    fr = ["chargé* de projet*", "directeur exécutif"]
    ar = ["منسق* مشروع"]

How a term is written: `*` at the end of a word stands for any letters to that word's end; a plural -s is free on Latin
words of four letters; `=DEA` must stand with these capitals in the original; so must any word in capitals of two to
four letters. Arabic words match with و ف ب ل ك س ال before and ة ه ات ين ون ان or a possessive after. A term never
matches inside a word, across a sentence sign, or across a line unless the sentence plainly runs on.

    lexicon = word_list("roles")
    lexicon.hits(folded)                  # every hit, overlaps included, in order of place
    lexicon.longest(folded, start, end)   # no overlaps, the longest term wins (so a trap « scrum master » hides « master »)
    Lexicon.of({"C": {"fr": [...]}})      # terms that come from a notice

A hit carries offsets in the ORIGINAL text (`start`, `end`) and in the folded one. Finding is linear in the text.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.screening.fold import TOKEN, Folded, Token, fold, fold_words
from app.screening.stems import bare, forms_of, written_forms

WORDS = Path(__file__).parent / "words"
LANGUAGES = ("fr", "ar", "en", "any")
# Little words that capitals turn into acronyms: no hit where the whole line shouts
SHOUTED = {"du", "des", "ma", "ms", "hi", "les", "par", "sur", "as", "care", "us", "un", "pri"}
LITTLE = {
    "de",
    "des",
    "du",
    "d",
    "la",
    "le",
    "les",
    "l",
    "en",
    "et",
    "a",
    "au",
    "aux",
    "of",
    "and",
    "the",
    "for",
    "pour",
    "to",
    "un",
    "une",
}
GAP = re.compile(r"[ \-'/\"()\u2022]{0,4}")
MANY = 1 << 15
LONGEST_PREFIX = 24


class ContradictoryTerm(ValueError):
    """The same term stands twice in one list."""

    def __init__(self, term: str, first: str, second: str) -> None:
        super().__init__(f"{term!r} stands in {first} and in {second}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found. `start:end` slice the original text, `folded_start:folded_end` the folded one; `words` counts them."""

    term: str
    kind: str
    start: int
    end: int
    folded_start: int
    folded_end: int
    words: int


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a list as its author wrote it."""

    written: str
    kind: str
    language: str


class _Node:
    __slots__ = ("ends", "following")

    def __init__(self) -> None:
        self.following: dict[str, _Node] = {}
        self.ends: list[int] = []


class _Found:
    """All hits of one list in one text, in order, and the answers given from them."""

    def __init__(self, folded: Folded, hits: Sequence[Hit]) -> None:
        self._hits = hits
        self._starts = [hit.folded_start for hit in hits]
        starts = folded.token_starts
        # a term is between two offsets when its last word begins there
        self._lasts = [starts[bisect_left(starts, hit.folded_start) + hit.words - 1] for hit in hits]
        self._longest: dict[tuple[int, int], tuple[Hit, ...]] = {}

    def between(self, start: int, end: int) -> tuple[Hit, ...]:
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(self._hits[at] for at in range(first, last) if self._lasts[at] < end)

    def longest(self, start: int, end: int) -> tuple[Hit, ...]:
        known = self._longest.get((start, end))
        if known is None:
            known = self._longest[start, end] = _apart(self.between(start, end))
        return known


def _apart(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    if len(hits) < 2:
        return tuple(hits)
    kept: list[Hit] = []
    taken: set[int] = set()
    for hit in sorted(
        hits, key=lambda hit: (-hit.words, hit.folded_start - hit.folded_end, hit.folded_start, hit.kind, hit.term)
    ):
        place = range(hit.folded_start, hit.folded_end)
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append(hit)
    return tuple(sorted(kept, key=lambda hit: hit.folded_start))


class Lexicon:
    """A compiled list. Build it with `word_list` or `Lexicon.of`; building raises ContradictoryTerm on a repeated term."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = tuple(terms)
        self._root = _Node()
        self._words: set[str] = set()
        self._prefixes: set[str] = set()
        self._cased: dict[str, set[str]] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._opening: dict[str, bool] = {}
        known: dict[str, Term] = {}
        for index, term in enumerate(self.terms):
            same = known.setdefault(self._signature(term), term)
            if same is not term and (same.kind != term.kind or same.language == term.language):
                raise ContradictoryTerm(term.written, same.kind, term.kind)
            if same is term:  # « publications » is French and English alike
                self._add(index, term)
        firsts = self._root.following.keys()
        self._first_words = {key[1:] for key in firsts if key[0] == "w"}
        self._first_prefixes = {key[1:] for key in firsts if key[0] == "p"}
        self._first_cased = {key[1:].casefold() for key in firsts if key[0] == "c"}
        self._first_pairs = {prefix[:2] for prefix in self._first_prefixes}

    @classmethod
    def of(cls, classes: Mapping[str, Mapping[str, Sequence[str]]]) -> Lexicon:
        """A list from `{class: {language: [terms]}}`."""
        return cls(
            [
                Term(written, kind, language)
                for kind, by_language in classes.items()
                for language in LANGUAGES
                for written in by_language.get(language, ())
            ]
        )

    @staticmethod
    def _signature(term: Term) -> str:
        cased = term.written.strip() if term.written.startswith("=") else ""
        return cased + "|" + " ".join(fold_words(term.written.lstrip("=")).split())

    def _add(self, index: int, term: Term) -> None:
        for keys in _spelled(term.written):
            node = self._root
            for key in keys:
                node = node.following.setdefault(key, _Node())
                self._register(key)
            if index not in node.ends:
                node.ends.append(index)

    def _register(self, key: str) -> None:
        kind, word = key[0], key[1:]
        if kind == "w":
            self._words.add(word)
        elif kind == "p":
            self._prefixes.add(word)
        else:
            self._cased.setdefault(word.casefold(), set()).add(word)

    def _keys_of(self, word: str) -> tuple[str, ...]:
        known = self._keys.get(word)
        if known is None:
            forms = forms_of(word)
            keys = ["w" + form for form in forms if form in self._words]
            for form in forms:
                for length in range(2, min(len(form), LONGEST_PREFIX) + 1):
                    if form[:length] in self._prefixes:
                        keys.append("p" + form[:length])
            known = tuple(dict.fromkeys(keys))
            if len(self._keys) < MANY:
                self._keys[word] = known
        return known

    def may_begin_with(self, word: str) -> bool:
        """Whether some term begins with that folded word (case-sensitive ones left aside)."""
        return self._opens(word) or word in self._cased

    def hits(self, folded: Folded, start: int = 0, end: int | None = None) -> tuple[Hit, ...]:
        """Every term in `folded.text[start:end]`, in order of place, the longer first."""
        return self._found(folded).between(start, len(folded.text) if end is None else end)

    def _found(self, folded: Folded) -> _Found:
        """The hits of the whole text, looked for once: a rule asks line by line, and many rules ask the same lines."""
        known: _Found | None = folded.remembered.get(self)
        if known is None:
            known = folded.remembered[self] = _Found(folded, self._all_hits(folded))
        return known

    def _all_hits(self, folded: Folded) -> list[Hit]:
        last = len(folded.tokens)
        found: list[Hit] = []
        for word, opens in zip(folded.places, map(self._opening.get, folded.places), strict=True):
            if opens or (opens is None and self._opens(word)):
                for at in folded.places[word]:
                    found += self._hits_at(folded, at, last)
        found.sort(key=lambda hit: (hit.folded_start, -hit.folded_end, hit.kind, hit.term))
        return found

    def _opens(self, word: str) -> bool:
        """Whether any term may begin with `word`: most words begin none, and are passed over at once."""
        opens = word in self._first_cased or any(
            form in self._first_words or (form[:2] in self._first_pairs and self._begins_a_prefix(form))
            for form in forms_of(word)
        )
        if len(self._opening) < MANY:
            self._opening[word] = opens
        return opens

    def _begins_a_prefix(self, form: str) -> bool:
        return any(form[:length] in self._first_prefixes for length in range(2, min(len(form), LONGEST_PREFIX) + 1))

    def _hits_at(self, folded: Folded, first: int, last: int) -> Iterator[Hit]:
        nodes = [self._root]
        seen: set[int] = set()
        for at in range(first, last):
            keys = self._keys_at(folded, at)
            if not keys:
                return
            nodes = [node.following[key] for node in nodes for key in keys if key in node.following]
            if not nodes:
                return
            for node in nodes:
                for index in node.ends:
                    if index not in seen:
                        seen.add(index)
                        yield self._hit(folded, index, first, at)
            if not _runs_on(folded, at):
                return

    def _keys_at(self, folded: Folded, at: int) -> tuple[str, ...]:
        token = folded.tokens[at]
        keys = self._keys.get(token.text) or self._keys_of(token.text)
        return self._with_cased(folded, token, keys) if token.text in self._cased else keys

    def _with_cased(self, folded: Folded, token: Token, keys: tuple[str, ...]) -> tuple[str, ...]:
        start, end = folded.span(token.start, token.end)
        written = folded.original[start:end].replace(".", "")
        if written in self._cased[token.text] and not (token.text in SHOUTED and _line_shouts(folded, start)):
            return (*keys, "c" + written)
        return keys

    def _hit(self, folded: Folded, index: int, first: int, at: int) -> Hit:
        term = self.terms[index]
        folded_start, folded_end = folded.tokens[first].start, folded.tokens[at].end
        start, end = folded.span(folded_start, folded_end)
        return Hit(term.written, term.kind, start, end, folded_start, folded_end, at - first + 1)

    def longest(self, folded: Folded, start: int = 0, end: int | None = None) -> tuple[Hit, ...]:
        """Hits that do not overlap: of two that do, the one with more words (then letters, then the earlier) stays."""
        return self._found(folded).longest(start, len(folded.text) if end is None else end)


@cache
def word_list(name: str) -> Lexicon:
    """The list `words/<name>.toml`, compiled once. Raises ContradictoryTerm."""
    return Lexicon.of(tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8")))


def _spelled(written: str) -> Iterator[list[str]]:
    """The key sequences of a term: one a combination of the ways its words may be looked up."""
    whole_cased = written.startswith("=")
    folded = fold(written.lstrip("="))
    choices: list[list[str]] = []
    for token in folded.tokens:
        start, end = folded.span(token.start, token.end)
        as_written = folded.original[start:end].replace(".", "")
        star = folded.text[token.end : token.end + 1] == "*"
        shouted = len(as_written) in (2, 3, 4) and as_written.isalpha() and as_written.isupper()
        if star:
            choices.append(["p" + bare(token.text)])
        elif whole_cased or shouted:
            choices.append(["c" + as_written])
        else:
            choices.append(["w" + form for form in written_forms(token.text)])
    yield from _products(choices)


def _products(choices: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    if not choices:
        return
    rows: list[list[str]] = [[]]
    for choice in choices:
        rows = [[*row, key] for row in rows for key in choice]
    yield from rows


def _runs_on(folded: Folded, at: int) -> bool:
    """Whether the word `at` and the next belong to one phrase."""
    tokens = folded.tokens
    if at + 1 >= len(tokens):
        return False
    between = folded.text[tokens[at].end : tokens[at + 1].start]
    if len(between) > 8:
        return False
    if "\n" not in between:
        return GAP.fullmatch(between) is not None
    if between.count("\n") > 1 or "\f" in between or not GAP.fullmatch(between.replace("\n", "")):
        return False
    following = folded.original[folded.span(tokens[at + 1].start, tokens[at + 1].end)[0]]
    return tokens[at].text in LITTLE or following.islower()


def _line_shouts(folded: Folded, start: int) -> bool:
    """Whether the line of `original[start]` is in capitals, so that capitals prove nothing."""
    original = folded.original
    first = original.rfind("\n", max(0, start - 200), start) + 1
    last = original.find("\n", start, start + 200)
    line = original[first or max(0, start - 200) : last if last > 0 else start + 200]
    return line.isupper() and len(TOKEN.findall(line.casefold())) > 2
