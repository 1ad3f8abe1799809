"""Vowel signs and accents drawn as glyphs of their own: each joins its letter.

Producers write them without width and in visual order, so that in Arabic a sign stands before its letter in the stream, often
raised; some fonts put it after. Some producers give the sign's glyph its letter's text too, or the letter's glyph the sign's,
and then every such glyph of the font. TeX draws a spacing accent and a letter over each other.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from itertools import compress, count
from operator import itemgetter

from app.reading.layout.bodies import are_in_parts, with_bodies_named
from app.reading.layout.glyphs import Face, Glyph, width, with_text
from app.reading.layout.letters import COMBINING, SPACING_ACCENTS, TATWEEL
from app.reading.layout.segments import Segment

_FAR = math.inf
_TEXT = itemgetter(0)
_LAST_SIGNS = re.compile(COMBINING.pattern + "$")
_ARABIC_NEAR = 0.4  # em: how far a sign may stand from the letter that follows it
_HAMZAS = "\u0653\u0654\u0655"
_THIN = 0.12  # em: a sign's glyph has no width to speak of


def _is_sign(glyph: Glyph) -> bool:
    """Whether only the combining characters of this glyph count."""
    text = glyph[0]
    if not text or not COMBINING.search(text):
        return False
    rest = COMBINING.sub("", text).strip().replace(TATWEEL, "")
    return not rest or width(glyph) < _THIN * glyph[5].size


def attach_signs(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs in stream order, signs taken out and written after the letter they belong to."""
    said = [*map(_TEXT, glyphs)]
    texts = {*said}
    if are_in_parts(glyphs, said, texts):
        glyphs = with_bodies_named(glyphs)
        said = [*map(_TEXT, glyphs)]
        texts = {*said}
    signed = {text for text in texts if text and COMBINING.search(text)}
    if not signed:
        return glyphs
    places = [place for place in compress(count(), map(signed.__contains__, said)) if _is_sign(glyphs[place])]
    signs_last = _faces_with_signs_last(glyphs, places)
    glyphs = _said_once(glyphs, texts, places, signs_last)
    attached: list[Glyph] = []
    pending, start = "", 0
    for place in places:
        glyph = glyphs[place]
        pending = _go_on(attached, glyphs[start:place], pending)
        start = place + 1
        signs = "".join(COMBINING.findall(glyph[0] or ""))
        following = _next_letter(glyphs, place + 1)
        ahead = _distance(glyph, following)
        behind = _distance(glyph, attached[-1] if attached else None)
        arabic = "\u0590" <= signs[0] <= "\u08ff"
        near = _ARABIC_NEAR * glyph[5].size
        after = glyph[5].face in signs_last and behind <= near
        after = after or (arabic and behind <= near and _runs_backwards(attached[-1], following))
        if not after and ((arabic and ahead <= near) or ahead < behind):
            pending = _once(pending, signs)
        elif behind < _FAR:
            attached[-1] = with_text(attached[-1], _once(attached[-1][0] or "", signs))
    _go_on(attached, glyphs[start:], pending)
    return attached


def _once(text: str, signs: str) -> str:
    """The text and those signs that it does not end in yet: of a pair of signs the first to be drawn may have said both."""
    own = _LAST_SIGNS.search(text)
    return text + "".join([sign for sign in signs if own is None or sign not in own.group()])


def _runs_backwards(before: Glyph, following: Glyph | None) -> bool:
    """Whether the letters are written in their own order, from the right: then signs come after their letter."""
    if following is None or before[5].baseline != following[5].baseline:
        return False
    return abs(before[2] - following[3]) < _THIN * before[5].size


def _go_on(attached: list[Glyph], letters: list[Glyph], pending: str) -> str:
    """Go on with glyphs that are no signs; the first letter among them takes the pending ones. What is pending still."""
    attached += letters
    if not pending:
        return ""
    for place, glyph in enumerate(letters, start=len(attached) - len(letters)):
        text = glyph[0]
        if text and not text.isspace():
            attached[place] = with_text(glyph, text + pending)
            return ""
    return pending


def _faces_with_signs_last(glyphs: list[Glyph], places: list[int]) -> set[Face]:
    """The fonts whose signs come after their letters: the hamzas tell, for few letters are written with one."""
    votes: Counter[Face] = Counter()
    for place in places:
        sign = (glyphs[place][0] or "")[-1:]
        if sign in _HAMZAS and 0 < place < len(glyphs) - 1:
            balance = _composes(glyphs[place - 1], sign) - _composes(glyphs[place + 1], sign)
            votes[glyphs[place][5].face] += balance
    return {face for face, balance in votes.items() if balance > 0}


def _composes(letter: Glyph, sign: str) -> bool:
    return len(unicodedata.normalize("NFC", (letter[0] or "")[-1:] + sign)) == 1


def _said_once(glyphs: list[Glyph], texts: set[str | None], places: list[int], signs_last: set[Face]) -> list[Glyph]:
    """The glyphs, without the signs that a letter's text says though a glyph beside it draws them.

    A font's map has one text a glyph: the letter says the same where no sign is drawn.
    """
    spelled = {text: unicodedata.normalize("NFD", text) for text in texts if text}
    letters = {text: parts for text, parts in spelled.items() if COMBINING.search(parts) and COMBINING.sub("", parts)}
    drawn: dict[tuple[Face, str, float], set[str]] = {}
    for place in places if letters else ():
        glyph = glyphs[place]
        signs = COMBINING.findall(glyph[0] or "")
        own = place - 1 if glyph[5].face in signs_last else place + 1
        for letter in glyphs[max(own, 0) : own + 1]:
            told = [sign for sign in signs if sign in letters.get(letter[0] or "", "")]
            if told and not _is_sign(letter) and _distance(glyph, letter) < _THIN * glyph[5].size:
                drawn.setdefault(_sort_of(letter), set()).update(told)
    if not drawn:
        return glyphs
    return [_without(glyph, drawn.get(_sort_of(glyph)), letters) if glyph[0] in letters else glyph for glyph in glyphs]


def _sort_of(glyph: Glyph) -> tuple[Face, str, float]:
    """What tells glyphs of one font from each other here: their text and how wide they are."""
    run = glyph[5]
    return run.face, glyph[0] or "", round(width(glyph) / run.size, 2)


def _without(glyph: Glyph, signs: set[str] | None, letters: dict[str, str]) -> Glyph:
    if not signs or _is_sign(glyph):
        return glyph
    text = "".join(part for part in letters[glyph[0] or ""] if part not in signs)
    return with_text(glyph, unicodedata.normalize("NFC", text))


def _next_letter(glyphs: list[Glyph], start: int) -> Glyph | None:
    for glyph in glyphs[start : start + 8]:
        if glyph[0] and not _is_sign(glyph):
            return glyph
    return None


def _distance(sign: Glyph, letter: Glyph | None) -> float:
    """How far the sign's centre is from the letter's width; far when it is on another line."""
    if letter is None:
        return _FAR
    text, _, x0, x1, _, run = letter
    if not text or text.isspace():
        return _FAR
    _, _, left, right, _, own = sign
    if abs(run.baseline - own.baseline) > 1.1 * max(run.size, own.size):
        return _FAR
    centre = (left + right) / 2
    return max(0.0, x0 - centre, centre - x1)


def compose_accents(segment: Segment) -> None:
    """Compose each spacing accent whose centre lies over a letter with that letter."""
    if SPACING_ACCENTS.keys().isdisjoint(segment.texts):
        return
    place = 0
    while place < len(segment.texts):
        letter = _letter_under(segment, place)
        if letter is None:
            place += 1
            continue
        base = segment.texts[letter]
        base = "i" if base == "ı" else base
        segment.texts[letter] = unicodedata.normalize("NFC", base + SPACING_ACCENTS[segment.texts[place]])
        segment.remove(place)


def _letter_under(segment: Segment, place: int) -> int | None:
    accent = segment.glyphs[place]
    if segment.texts[place] not in SPACING_ACCENTS or accent is None:
        return None
    centre, slack = (accent[2] + accent[3]) / 2, 0.02 * segment.size
    for beside in (place + 1, place - 1):
        if 0 <= beside < len(segment.texts):
            glyph = segment.glyphs[beside]
            over = glyph is not None and glyph[2] - slack <= centre <= glyph[3] + slack
            if over and segment.texts[beside].isalpha():
                return beside
    return None
