"""The words of a rated criterion and what they say in a text: its terms, two words that say it together, denials, wishes.

`words/rated.toml` holds a list a criterion. Beside its terms a list may have `opens` and `closes`: « réunions … avec les
caïdats et trois associations » is neither word alone, but the one and then the other in one sentence. What it lists under
`aside` holds a term and does not mean this criterion, though it may mean another. Knows words; not where they stand nor
what they are worth.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from app.posting.notice import Criterion
from app.screening.fold import Folded
from app.screening.lines import TextLine
from app.screening.prose import small_words
from app.screening.terms import WORDS, Hit, Lexicon
from app.screening.understood import Understood

TRAP, TERM, ASIDE = "trap", "term", "aside"
OPENS, CLOSES = (
    "when.opens",
    "when.closes",
)  # of two kinds of hit on the same words the one earlier in the alphabet stays
REACH = {"coordination": 8, "advocacy": 6, "communication": 4, "vulnerability": 3}  # words between the two, by list
DENIED_WITHIN = 4  # words
LETTERS_OF_A_FULL_LINE = 45
NOTICES_TERMS = 128  # lists of terms kept compiled
LINES_REMEMBERED = 512
ENDED = re.compile(r"[.;:!?\u2022|]\s|\n\s*[\u2022\-+*]|\n\s*\n|\f")
LATIN = re.compile(r"[a-z]+")
COMMA = re.compile(r"[,(]")
STRONG_DENIAL = 2  # words


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((WORDS / "rated.toml").read_text(encoding="utf-8"))


@cache
def _named_terms(listed: str) -> Lexicon:
    table = _table().get(listed, {})
    named = {OPENS: "opens", CLOSES: "closes", ASIDE: "aside"}
    together = {kind: table[name] for kind, name in named.items() if name in table}
    return Lexicon.of({TERM: table, TRAP: _table()["traps"], **together})


@cache
def words_around() -> Lexicon:
    """Words before a term that deny it or wish for it, and words that look like a denial and are none."""
    negations = _table()["negations"]
    return Lexicon.of({"denied": negations, "wished": _table()["wishes"], "spared": negations["spared"]})


@cache
def _of_one_language() -> dict[str, str]:
    """Terms that mean something else in another language of ours, and the language they count in."""
    return {term: language for language, terms in _table()["traps"]["in_their_language"].items() for term in terms}


def terms_of(criterion: Criterion) -> tuple[Lexicon, ...]:
    """The list the notice names, and the terms it adds of its own (`extra_terms`, by language).

    A name that is no list of ours stands for the notice's own: all its terms are in `extra_terms`.
    """
    extra = criterion.settings.get("extra_terms")
    named = _named_terms(criterion.settings["terms"])
    if not extra:
        return (named,)
    return named, _own_terms(tuple((language, tuple(terms)) for language, terms in extra.items()))


def reach_of(criterion: Criterion) -> int:
    """How many words may stand between an opening word of the criterion's list and the one that closes it."""
    return REACH.get(criterion.settings["terms"], 0)


@lru_cache(maxsize=NOTICES_TERMS)
def _own_terms(extra: tuple[tuple[str, tuple[str, ...]], ...]) -> Lexicon:
    return Lexicon.of({TERM: dict(extra)})


def hits_in(piece: Understood, lexicon: Lexicon, reach: int, start: int, end: int) -> Iterator[Hit]:
    """What says the criterion between two folded offsets, in order of place: terms, and two words together."""
    opened: Hit | None = None
    for hit in lexicon.longest(piece.folded, start, end):
        if hit.kind == TERM and not _of_another_language(piece, hit):
            yield hit
        elif hit.kind == OPENS:
            opened = hit
        elif hit.kind == CLOSES and opened is not None and _together(piece.folded, opened, hit, reach):
            yield Hit(opened.term, TERM, opened.start, hit.end, opened.folded_start, hit.folded_end, 0)
            opened = None


def _together(folded: Folded, first: Hit, second: Hit, reach: int) -> bool:
    """Whether both stand in one sentence, a few words apart."""
    between = folded.text[first.folded_end : second.folded_start]
    if len(between.split()) > reach or ENDED.search(between):
        return False
    return "\n" not in between or _sentence_runs_on(folded, first, second)


def _sentence_runs_on(folded: Folded, first: Hit, second: Hit) -> bool:
    """A short line (a title, an employer) ends what it says; a full one goes on where the next begins small."""
    text = folded.text
    line_end = text.index("\n", first.folded_end)
    full = line_end - (text.rfind("\n", 0, first.folded_start) + 1) >= LETTERS_OF_A_FULL_LINE
    after = text[line_end + 1 : second.folded_end].lstrip()
    begins = folded.original[folded.span(second.folded_end - len(after), second.folded_end)[0]]
    return full and not begins.isupper()


def _of_another_language(piece: Understood, hit: Hit) -> bool:
    """« report » of an instalment, « études » … : a word of two languages on a line of the other."""
    own = _of_one_language().get(hit.term)
    if own is None:
        return False
    text = piece.folded.text
    after = text.find("\n", hit.folded_end)
    line = text[text.rfind("\n", 0, hit.folded_start) + 1 : after if after >= 0 else len(text)]
    return (_language_of(line) or _language_of(text) or own) != own


@lru_cache(maxsize=LINES_REMEMBERED)
def _language_of(folded: str) -> str | None:
    """French or English by the small words in it; None where neither has more."""
    words = LATIN.findall(folded)
    french, english = (sum(map(small_words()[code].__contains__, words)) for code in ("fr", "en"))
    if french == english:
        return None
    return "fr" if french > english else "en"


def is_denied(piece: Understood, line: TextLine, hit: Hit) -> bool:
    """Whether a word of denial stands a few words before."""
    return _just_before(piece, line, hit, "denied")


def is_wished(piece: Understood, line: TextLine, hit: Hit) -> bool:
    """Whether it is only wished for."""
    return _just_before(piece, line, hit, "wished")


def _just_before(piece: Understood, line: TextLine, hit: Hit, kind: str) -> bool:
    # cues are cut apart over the whole line: « sans-papiers » is a word of its own, and every criterion asks the same line
    for cue in words_around().longest(piece.folded, line.folded_start, line.folded_end):
        if cue.folded_end > hit.folded_start:
            break
        if cue.kind == kind and _reaches(cue, piece.folded.text[cue.folded_end : hit.folded_start]):
            return True
    return False


def _reaches(cue: Hit, between: str) -> bool:
    """« aucune expérience » reaches over a comma, « sans » only denies what follows it."""
    if len(between.split()) > DENIED_WITHIN or any(mark in between for mark in ".;:"):
        return False
    return cue.kind != "denied" or cue.words >= STRONG_DENIAL or COMMA.search(between) is None
