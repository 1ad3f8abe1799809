"""Text set letter by letter, « 7.02 0 Td <0048> Tj » over and over, taken as one operation.

Browsers print so. Each letter would cost two operations; Arabic ones two more, for a mark around each that says its character.
"""

from __future__ import annotations

import re
from functools import lru_cache

WALK = b"<>"  # stands where an operator does; no content can hold an operator of this name

_FORMS = {
    b"_": rb"[\x00\t\n\x0c\r ]",
    b"number": rb"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)",
    b"nought": rb"[+-]?0(?:\.0*)?",
    b"name": rb"/[^\x00\t\n\x0c\r ()<>\[\]{}/%%#]+",
    b"code": rb"(?:[0-9A-Fa-f]{2})++",
    b"end": rb"(?![A-Za-z0-9'\"*])",
}
_STEP = (
    rb"(?:%(name)s%(_)s+%(number)s%(_)s+Tf%(_)s+)?(?:%(number)s%(_)s+%(nought)s%(_)s+T[dD]%(_)s*)?<%(code)s>%(_)s*Tj%(end)s"
    % _FORMS
)
_MARKED = rb"/Span%(_)s*<<(?:[^<>()]|<[0-9A-Fa-f]*+>)*+>>%(_)s*BDC(?:%(_)s*+%(step)s)+%(_)s*EMC%(end)s" % {
    **_FORMS,
    b"step": _STEP,
}
# To be tried where a string or a name begins. A longer walk is cut, so that each costs a little only. Not possessive: Python before
# 3.11.5 loses its place in such a repeat around something that looks ahead, as the end of an operator does.
STEPS = rb"(?:%(_)s*+(?:%(step)s|%(marked)s)){2,200}" % {**_FORMS, b"step": _STEP, b"marked": _MARKED}
_DICTIONARY = re.compile(rb"<<(?:[^<>()]|<[0-9A-Fa-f]*+>)*+>>")
_BETWEEN = re.compile(
    rb"(?:%(_)s|Tj|EMC|/Span%(_)s*BDC)*+(?:/(%(name)s)%(_)s+(%(number)s)%(_)s+Tf%(_)s+)?(?:(%(number)s)%(_)s+%(nought)s%(_)s+T[dD]%(_)s*)?"
    % {**_FORMS, b"name": rb"[^\x00\t\n\x0c\r ()<>\[\]{}/%]+"}
)

# What is written before a string of a walk: the font chosen and its size (empty when it stays), how far the line's start moves
# (None when it does not).
Change = tuple[bytes, bytes, float | None]
# With it the string, in hexadecimal digits.
Step = tuple[bytes, bytes, float | None, bytes]


def steps_of(walk: bytes) -> list[Step]:
    """The steps of what `STEPS` matched."""
    if b"<<" in walk:
        walk = _DICTIONARY.sub(b"", walk)
    *parts, _ = walk.replace(b"<", b">").split(b">")
    return [(*_change(between), digits) for between, digits in zip(parts[::2], parts[1::2], strict=True)]


@lru_cache(maxsize=4096)
def _change(between: bytes) -> Change:
    """What stands between two strings; a font's letters have few widths, so that the same comes again and again."""
    found = _BETWEEN.fullmatch(between)
    if found is None:
        return b"", b"", None
    font, size, along = found.groups(b"")
    return font, size, float(along) if along else None
