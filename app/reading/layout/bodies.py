"""Letters drawn in parts: one part that is drawn over the body, dots or a hamza, says the whole letter.

So write producers that give all the text of what the shaper made of a letter to the first of its glyphs. The text belongs to the
body, which has the width, and is nameless or named by the letter without what is drawn over it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import compress

from app.reading.layout.glyphs import Glyph, width
from app.reading.layout.letters import BODIES, COMBINING, kind

THIN = 0.12  # em: a part laid over a body has no width to speak of
_NEAR = 0.4  # em: how far its middle may lie from the body
_MOST_PARTS = 4
_ONE_LINE = 1.1  # em: bodies hang lower in some hands, but not a line lower


def are_in_parts(glyphs: Sequence[Glyph], said: Sequence[str | None], texts: set[str | None]) -> bool:
    """Whether a body may want its name. `said` is the text of each glyph, `texts` are those that there are."""
    if None in texts:
        return True
    whole = texts & BODIES.keys()
    return bool(whole) and any(map(_is_thin, compress(glyphs, map(whole.__contains__, said))))


def with_bodies_named(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs in stream order; each body says what a part of it said, and that part is gone."""
    named: dict[int, str] = {}
    gone: set[int] = set()
    for place, glyph in enumerate(glyphs):
        text = glyph[0]
        if text and _is_thin(glyph) and COMBINING.sub("", text).isalpha():
            body = _nearest_body(glyphs, place)
            if body is not None and body not in named:
                named[body] = unicodedata.normalize("NFC", text)
                gone.add(place)
    if not named:
        return glyphs
    return [
        _named(glyph, named[place]) if place in named else glyph
        for place, glyph in enumerate(glyphs)
        if place not in gone
    ]


def _is_thin(glyph: Glyph) -> bool:
    return width(glyph) < THIN * glyph[5].size


def _nearest_body(glyphs: list[Glyph], place: int) -> int | None:
    bodies = [body for step in (1, -1) if (body := _body(glyphs, place, step)) is not None]
    middle = glyphs[place][2] + glyphs[place][3]
    return min(bodies, key=lambda body: abs(glyphs[body][2] + glyphs[body][3] - middle), default=None)


def _body(glyphs: list[Glyph], place: int, step: int) -> int | None:
    """The body beside a part, past other parts of it."""
    part = glyphs[place]
    for beside in range(place + step, place + (_MOST_PARTS + 1) * step, step):
        if not 0 <= beside < len(glyphs):
            return None
        other = glyphs[beside]
        if not _is_thin(other):
            return beside if _wants_name(other, part[0] or "") and _lies_over(part, other) else None
    return None


def _wants_name(body: Glyph, whole: str) -> bool:
    return body[0] is None or (bool(body[0]) and body[0] in BODIES.get(whole, ""))


def _lies_over(part: Glyph, body: Glyph) -> bool:
    centre, size = (part[2] + part[3]) / 2, body[5].size
    apart = abs(part[5].baseline - body[5].baseline)
    return body[2] - _NEAR * size < centre < body[3] + _NEAR * size and apart < _ONE_LINE * size


def _named(body: Glyph, text: str) -> Glyph:
    _, _, x0, x1, number, run = body
    return text, kind(text), x0, x1, number, run
