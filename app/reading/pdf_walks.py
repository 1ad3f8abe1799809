"""Text set letter by letter, « 7.02 0 Td <0048> Tj » over and over, taken as one operation.

Browsers print so. Each letter would cost two operations; Arabic ones two more, for a mark around each that says its character.
"""

from __future__ import annotations

import re

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
_MARKED = rb"/Span%(_)s*<<(?:[^<>()]|<[0-9A-Fa-f]*+>)*+>>%(_)s*BDC(?:%(_)s*+%(step)s)++%(_)s*EMC%(end)s" % {
    **_FORMS,
    b"step": _STEP,
}
# To be tried where a string or a name begins. A longer walk is cut, so that each costs a little only.
STEPS = rb"(?:%(_)s*+(?:%(step)s|%(marked)s)){2,200}+" % {**_FORMS, b"step": _STEP, b"marked": _MARKED}
_PARTS = re.compile(
    rb"(?:/([^\x00\t\n\x0c\r ()<>\[\]{}/%%]+)%(_)s+(%(number)s)%(_)s+Tf%(_)s+)?(?:(%(number)s)%(_)s+%(nought)s%(_)s+T[dD]%(_)s*)?"
    rb"<([0-9A-Fa-f]+)>%(_)s*Tj" % _FORMS
)


# One string of a walk, as written: the font chosen before it and its size (empty when it stays), how far the line's start moves
# (empty when it does not), the string in hexadecimal digits.
Step = tuple[bytes, bytes, bytes, bytes]


def steps_of(walk: bytes) -> list[Step]:
    """The steps of what `STEPS` matched."""
    return _PARTS.findall(walk)
