"""The text of an old Word file that was cut: where its sectors lie is not told any more, and they mostly lie in order."""

from __future__ import annotations

import re
import struct
from dataclasses import replace

from app.reading.kinds import head_of_word
from app.reading.office.plain import of_text
from app.reading.plausible import share_plausible
from app.reading.text import ReadText

_TEXT_AT = 0x18  # where the text begins and ends, in bytes from the head
_LONGEST = 4 << 20
_LEAST, _LIKELY = 30, 0.5  # characters; share of the words
_CODE = re.compile("\x13[^\x14\x15]*(?:\x14|(?=\x15))")  # of a field, before what it shows
_SPELLED = str.maketrans({"\r": "\n", "\x07": "\t", "\x0b": "\n", "\x0c": "\f", "\x1e": "-"})
_MARKS = re.compile("[\x00-\x08\x0e-\x1f]")


def left_of_doc(content: bytes) -> ReadText | None:
    """As much of the text as is there, in the order it was saved; None when that is no text. A warning says it was cut."""
    head = head_of_word(content)
    if head is None:
        return None
    try:
        first, last = struct.unpack_from("<II", content, head + _TEXT_AT)
    except struct.error:
        return None
    kept = content[head + first : head + min(last, first + _LONGEST)]
    wide = sum(map(kept[1::2].count, (b"\x00", b"\x06"))) > len(kept) // 3
    text = kept.decode("utf-16-le" if wide else "cp1252", "replace")
    text = _MARKS.sub("", _CODE.sub("", text).translate(_SPELLED)).strip()
    if len(text) < _LEAST or share_plausible(text) < _LIKELY:
        return None
    return replace(of_text(text), warnings=("unread_part: what came after its end",))
