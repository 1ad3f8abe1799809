"""Words broken at the end of a line, made whole again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from app.reading.layout.compounds import is_compound
from app.reading.layout.letters import SOFT_HYPHEN
from app.reading.plausible import are_two_words
from app.reading.text import Line

_BROKEN = re.compile("([^\\W\\d_]{2,})[-\u2010\u00ad]$")
_GOES_ON = re.compile(r"[^\W\d_A-ZÀ-Ý]")
_ADDRESS = re.compile(r"[@/]|\.\w")
_OPEN_ADDRESS = re.compile(r"(?:@|://|[a-z]\.[a-z]{2,}.*/).*-$")
_EDGES = ".,;:()«»"
_ALWAYS = "\u2010\u00ad"
_LAST = frozenset("/-" + _ALWAYS)  # of a word that may go on in the next line
_STROKE = re.compile(r"\w/$")
_CAPITAL = re.compile(r"[A-ZÀ-Ý]")

Pages = list[list[Line]]


def join_broken_words(pages: Sequence[Sequence[Line]]) -> Pages:
    """The lines with every broken word whole where it begins; what followed the hyphen leaves the line after.

    A real hyphen (« porte-parole » at a line end) stays when the document has the hyphenated form elsewhere, in addresses,
    before a capital, and where the words are written with one.
    """
    soft = any(SOFT_HYPHEN in word.text for lines in pages for line in lines for word in line.words)
    if soft:
        pages = _with_plain_hyphens(pages)
    known = _Known(pages)
    flat = [(number, line) for number, lines in enumerate(pages) for line in lines]
    joined: Pages = [[] for _ in pages]
    carried: list[tuple[int, Line]] = []
    for number, line in flat:
        if carried:
            before = carried[-1][1]
            whole = _joined(before.words[-1].text, line.words[0].text, known)
            if whole is not None:
                carried[-1] = (carried[-1][0], _with_last(before, whole))
                if len(line.words) > 1:
                    carried.append((number, replace(line, words=line.words[1:])))
                continue
        carried.append((number, line))
    for number, line in carried:
        joined[number].append(_spelled(line, "") if soft else line)
    return joined


def _with_plain_hyphens(pages: Sequence[Sequence[Line]]) -> Sequence[Sequence[Line]]:
    """A font with one glyph for both hyphens calls every hyphen soft: then those of a document that has no others are plain ones."""
    if any("-" in word.text for lines in pages for line in lines for word in line.words):
        return pages
    return [[_spelled(line, "-") for line in lines] for lines in pages]


def _spelled(line: Line, hyphen: str) -> Line:
    if not any(SOFT_HYPHEN in word.text for word in line.words):
        return line
    words = tuple(replace(word, text=word.text.replace(SOFT_HYPHEN, hyphen)) for word in line.words)
    return replace(line, words=tuple(word for word in words if word.text) or line.words)


class _Known:
    """The words of a document, in small letters; gathered when one is asked for, which few documents do."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        self._pages = pages

    @cached_property
    def _words(self) -> set[str]:
        return {word.text.lower().strip(_EDGES) for lines in self._pages for line in lines for word in line.words}

    def __contains__(self, word: str) -> bool:
        return word in self._words


def _joined(head: str, tail: str, known: _Known) -> str | None:
    if head[-1:] not in _LAST:
        return None
    if _STROKE.search(head) and tail[0].isalnum():
        return head + tail  # « (A1/A3) »
    if tail[0].isalnum() and not tail[0].isupper() and _OPEN_ADDRESS.search(head):
        return head + tail
    broken = _BROKEN.search(head)
    if broken is None:
        return None
    in_capitals = broken.group(1).isupper() and tail[:2].isupper()
    if head[-1] == "-" and head[0].isupper() and _CAPITAL.match(tail) and not in_capitals:
        return head + tail  # « Croissant-Rouge »
    if not (_GOES_ON.match(tail) or in_capitals):
        return None
    if _ADDRESS.search(head):
        return head + tail
    if head[-1] not in _ALWAYS:
        rest = re.match(r"\w+", tail)
        hyphenated = f"{broken.group(1)}-{rest.group() if rest else ''}"
        if hyphenated.lower() in known or (rest and _is_compound(broken.group(1), rest.group(), known)):
            return head + tail
    return head[:-1] + tail


def _is_compound(head: str, tail: str, known: _Known) -> bool:
    head, tail = head.lower(), tail.lower()
    return head + tail not in known and (is_compound(head, tail) or are_two_words(head, tail))


def _with_last(line: Line, text: str) -> Line:
    return replace(line, words=(*line.words[:-1], replace(line.words[-1], text=text)))
