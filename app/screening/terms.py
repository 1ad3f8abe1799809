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

A hit carries offsets in the ORIGINAL text (`start`, `end`) and in the folded one. Finding is linear in the text, and a
`Shelf` looks many lists up in one walk.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from pathlib import Path

from app.screening.fold import TOKEN, Folded, as_folded, fold, fold_words
from app.screening.found import Found, Hit
from app.screening.stems import bare, written_forms
from app.screening.trie import Place, Trie

__all__ = ["WORDS", "ContradictoryTerm", "Hit", "Lexicon", "Shelf", "Term", "word_list"]

WORDS = Path(__file__).parent / "words"
LANGUAGES = ("fr", "ar", "en", "any")


class ContradictoryTerm(ValueError):
    """The same term stands twice in one list."""

    def __init__(self, term: str, first: str, second: str) -> None:
        super().__init__(f"{term!r} stands in {first} and in {second}")


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a list as its author wrote it."""

    written: str
    kind: str
    language: str


class Lexicon:
    """A compiled list. Build it with `word_list` or `Lexicon.of`; building raises ContradictoryTerm on a repeated term."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = tuple(terms)
        # Terms are numbered as hits on the same words are ordered, so that places sort as they are
        ordered = sorted(self.terms, key=_by_name)
        self._names = [(term.written, term.kind) for term in ordered]
        numbers = {name: number for number, name in enumerate(self._names)}
        self.spelled: list[tuple[Sequence[str], int]] = []
        known: dict[str, Term] = {}
        for term in self.terms:
            same = known.setdefault(self._signature(term), term)
            if same is not term and (same.kind != term.kind or same.language == term.language):
                raise ContradictoryTerm(term.written, same.kind, term.kind)
            if same is term:  # « publications » is French and English alike
                number = numbers[term.written, term.kind]
                self.spelled += [(keys, number) for keys in _spelled(term.written)]

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

    @cached_property
    def _alone(self) -> Shelf:
        return Shelf((self,))

    def kind_of(self, words: str) -> str | None:
        """The class of the term that the folded `words` are from the first to the last; None when they are none."""
        first = TOKEN.search(words)
        if first is None or not self._alone.trie.opens(first.group().replace(".", "")):
            return None
        return min((self._names[number][1] for _, number in self._alone.trie.whole(as_folded(words))), default=None)

    def may_begin_in(self, words: Sequence[str]) -> bool:
        """Whether any of the folded `words`, as `Folded.words` has them, may begin a term."""
        return any(map(self._alone.trie.opens, words))

    def hits(self, folded: Folded, start: int = 0, end: int | None = None) -> tuple[Hit, ...]:
        """Every term in `folded.text[start:end]`, in order of place, the longer first."""
        found: Found = folded.remembered.get(self) or self._looked_up(folded)
        return found.between(start, len(folded.text) if end is None else end)

    def longest(self, folded: Folded, start: int = 0, end: int | None = None) -> tuple[Hit, ...]:
        """Hits that do not overlap: of two that do, the one with more words (then letters, then the earlier) stays."""
        found: Found = folded.remembered.get(self) or self._looked_up(folded)
        return found.longest(start, len(folded.text) if end is None else end)

    def _looked_up(self, folded: Folded) -> Found:
        """The hits of the whole text, looked for once: a rule asks line by line, and many rules ask the same lines."""
        if self not in folded.places:
            self._alone.read(folded)
        found = folded.remembered[self] = self._at(folded, folded.places[self])
        return found

    def _at(self, folded: Folded, places: Sequence[Place]) -> Found:
        """The hits at these places."""
        if not places:
            return NOT_FOUND
        starts, ends, names, span = folded.token_starts, folded.token_ends, self._names, folded.span
        straight = folded.is_straight
        hits: list[Hit] = []
        lasts: list[int] = []
        new = tuple.__new__
        for first, last, number in sorted(places):
            term, kind = names[number]
            begins, stops = starts[first], ends[-last]
            start, end = (begins, stops) if straight else span(begins, stops)
            # made by the hundred: a tuple's own way takes half of what the class' way takes
            hits.append(new(Hit, (term, kind, start, end, begins, stops, 1 - last - first)))
            lasts.append(starts[-last])
        return Found(hits, lasts)


NOT_FOUND = Found((), ())


class Shelf:
    """Lists that are looked up together, in one walk over a text. What is found of one does not depend on the others."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self._lexicons = tuple(lexicons)
        self.trie = Trie([lexicon.spelled for lexicon in self._lexicons])

    def read(self, folded: Folded) -> None:
        """Looks the whole text up; its lists find their places in `folded.places` from then on."""
        for lexicon, places in zip(self._lexicons, self.trie.places(folded), strict=True):
            folded.places[lexicon] = places


@cache
def word_list(name: str) -> Lexicon:
    """The list `words/<name>.toml`, compiled once. Raises ContradictoryTerm."""
    return Lexicon.of(tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8")))


def _by_name(term: Term) -> tuple[str, str]:
    return term.kind, term.written


def _spelled(written: str) -> Iterator[tuple[str, ...]]:
    """The key sequences of a term: one a combination of the ways its words may be looked up."""
    whole_cased = written.startswith("=")
    folded = fold(written.lstrip("="))
    choices: list[list[str]] = []
    for word, begins, ends in zip(folded.words, folded.token_starts, folded.token_ends, strict=True):
        start, end = folded.span(begins, ends)
        as_written = folded.original[start:end].replace(".", "")
        star = folded.text[ends : ends + 1] == "*"
        shouted = len(as_written) in (2, 3, 4) and as_written.isalpha() and as_written.isupper()
        if star:
            choices.append(["p" + bare(word)])
        elif whole_cased or shouted:
            choices.append(["c" + as_written])
        else:
            choices.append(["w" + form for form in written_forms(word)])
    if choices:
        yield from product(*choices)
