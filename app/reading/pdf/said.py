"""What a producer says beside its glyphs: « /Span << /ActualText … >> », where the font does not say it.

Browsers write it around every cluster of several glyphs, and some fonts have letters of several glyphs of which none is the
letter's own. What can be read is never said otherwise: a text that nobody sees must not stand in for the one that is seen.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from app.reading.layout.glyphs import STROKE, Run, Sheet, Span, Walk, width
from app.reading.layout.letters import fold, kind

SAID = b"/ActualText"
_MOST_GLYPHS = 6
_MOST_LETTERS = 6
_MISSING_EACH = 2  # letters: how many a glyph without text may stand for
# Letters that share a body: where the font names the body alone, what is drawn over it makes the letter
_BODIES = {
    letter: body
    for body in ("بتثنيئىیٮںپ", "جحخچ", "دذ", "رزژ", "سش", "صض", "طظ", "عغ", "فقڡٯڤ", "هةە", "كکگ")
    for letter in body
}
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_TOKENS = re.compile(
    rb"/ActualText[\x00\t\n\x0c\r ]*<([0-9A-Fa-f]*)>|(EMC)|<([0-9A-Fa-f]+)>[\x00\t\n\x0c\r ]*Tj", re.DOTALL
)


def said_of(value: object) -> str:
    """The text of an /ActualText entry; empty when it is none."""
    if not isinstance(value, bytes):
        return ""
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "ignore")
    return value.decode("latin-1") if value.isascii() else ""


def let_speak(sheet: Sheet) -> None:
    """Give glyphs without text what is said for them and for no other."""
    if not sheet.said and not sheet.walks:
        return
    mute = sorted(glyph[4] for run in sheet.runs for glyph in run.glyphs if not glyph[0])
    if not mute:
        return
    spans = [span for span in sheet.said if _has_any(mute, span.first, span.end)]
    for walk in sheet.walks:
        if _has_any(mute, walk.first, walk.end):
            spans += [span for span in _spans(walk) if _has_any(mute, span.first, span.end)]
    if spans:
        _say(sheet, spans)


def _has_any(numbers: list[int], first: int, end: int) -> bool:
    at = bisect_left(numbers, first)
    return at < len(numbers) and numbers[at] < end


def _spans(walk: Walk) -> Iterator[Span]:
    tokens = _TOKENS.findall(walk.content)
    digits = sum(len(string) for _, _, string in tokens)
    each, rest = divmod(digits, walk.end - walk.first)
    if rest or each not in (2, 4):
        return  # codes of several lengths: nobody knows which glyph is whose
    number, begun, said = walk.first, walk.first, ""
    for text, ends, string in tokens:
        if string:
            number += len(string) // each
        elif ends:
            if said:
                yield Span(begun, number, said)
            said = ""
        else:
            begun, said = number, said_of(bytes.fromhex(text.decode("ascii") + "0" * (len(text) % 2)))


def _say(sheet: Sheet, spans: list[Span]) -> None:
    wanted = {number for span in spans for number in range(span.first, min(span.end, span.first + _MOST_GLYPHS + 1))}
    places: dict[int, tuple[Run, int]] = {}
    for run in sheet.runs:
        for place, glyph in enumerate(run.glyphs):
            if glyph[4] in wanted:
                places[glyph[4]] = run, place
    for span in spans:
        _say_one([places[number] for number in range(span.first, span.end) if number in places], span)


def _say_one(places: list[tuple[Run, int]], span: Span) -> None:
    text = fold(_UNSEEN.sub("", unicodedata.normalize("NFC", span.text)))
    glyphs = [run.glyphs[place] for run, place in places]
    if not 0 < len(glyphs) == span.end - span.first <= _MOST_GLYPHS or not 0 < len(text) <= _MOST_LETTERS:
        return
    seen = Counter(unicodedata.normalize("NFD", "".join(glyph[0] or "" for glyph in glyphs)))
    said = Counter(unicodedata.normalize("NFD", text))
    silent = sum(not glyph[0] for glyph in glyphs)
    missing, dotless = said - seen, seen - said
    if not silent or not missing or not _are_bodies_of(dotless, missing):
        return
    if sum(missing.values()) - sum(dotless.values()) > _MISSING_EACH * silent:
        return
    widest = max(range(len(glyphs)), key=lambda place: width(glyphs[place]))
    for number, (run, place) in enumerate(places):
        _, _, x0, x1, shown, _ = glyphs[number]
        run.glyphs[place] = (
            (text, kind(text), x0, x1, shown, run) if number == widest else ("", STROKE, x0, x1, shown, run)
        )


def _are_bodies_of(dotless: Counter[str], said: Counter[str]) -> bool:
    """Whether each letter that is seen and not said is the body of another that is said and not seen, as « ی » is of « ي »."""
    bodies = Counter(_BODIES.get(letter, letter) for letter in dotless.elements())
    return not bodies - Counter(_BODIES.get(letter, letter) for letter in said.elements())
