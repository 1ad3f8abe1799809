"""The lists of Word's old files: how their items are marked."""

from __future__ import annotations

import struct

from app.reading.office.doc_dress import changes_in
from app.reading.office.list_marks import Level, Numbering, bullet

_FORMS = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    22: "decimalZero",
    255: "none",
}
_BULLET, _NONE = 23, 255
_LIST, _LEVEL, _USE = 28, 28, 16
_MOST_LISTS = 4000


def numbering_of(lists: bytes, uses: bytes, fonts: list[str]) -> Numbering:
    """The lists, by the number their paragraphs use. `lists` goes on behind its end with the levels."""
    numbering = Numbering()
    levels = _levels(lists, fonts)
    if len(uses) < 4:
        return numbering
    count = min(_MOST_LISTS, struct.unpack_from("<I", uses)[0])
    at = 4 + _USE * count
    for number in range(1, count + 1):
        name, overrides = struct.unpack_from("<i", uses, _USE * number - 12)[0], uses[_USE * number]
        key = str(number)
        numbering.lists[key] = dict(levels.get(name, {}))
        numbering.kinds[key] = str(name)
        at += 4
        for _ in range(overrides):
            start, flags = struct.unpack_from("<iI", uses, at)
            at += 8
            depth = flags & 0xF
            if flags & 0x20:
                own, at = _level(uses, at, fonts)
                numbering.lists[key][depth] = own
            elif flags & 0x10:
                known = numbering.lists[key].get(depth, Level())
                numbering.lists[key][depth] = Level(
                    known.form, known.text, start, known.gap, known.restarts_below, known.legal
                )
            if flags & 0x10:
                numbering.kinds[key] = f"{name} from {number}"  # it counts for itself
    return numbering


def _levels(lists: bytes, fonts: list[str]) -> dict[int, dict[int, Level]]:
    """The levels of each list, by the list's name."""
    if len(lists) < 2:
        return {}
    count = min(_MOST_LISTS, int.from_bytes(lists[:2], "little"))
    at = 2 + _LIST * count
    found: dict[int, dict[int, Level]] = {}
    for number in range(count):
        head = 2 + _LIST * number
        name = struct.unpack_from("<i", lists, head)[0]
        found[name] = {}
        for depth in range(1 if lists[head + 26] & 1 else 9):
            found[name][depth], at = _level(lists, at, fonts)
    return found


def _level(kept: bytes, at: int, fonts: list[str]) -> tuple[Level, int]:
    """One level, and where the next one begins."""
    start, form, flags = struct.unpack_from("<iBB", kept, at)
    follow, of_runs, of_paragraphs, restart = kept[at + 15], kept[at + 24], kept[at + 25], kept[at + 26]
    at += _LEVEL + of_paragraphs
    run, at = kept[at : at + of_runs], at + of_runs
    length = int.from_bytes(kept[at : at + 2], "little")
    text = kept[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    at += 2 + 2 * length
    if form == _BULLET:
        number = next((int.from_bytes(value, "little") for code, value in changes_in(run) if code == 0x4A4F), -1)
        text = bullet(text.strip(), fonts[number] if 0 <= number < len(fonts) else "")
    else:
        text = "".join(f"%{ord(c) + 1}" if ord(c) < 9 else c for c in text) if form != _NONE else ""
    level = Level(
        "bullet" if form == _BULLET else _FORMS.get(form, "decimal"),
        text,
        start,
        gap="" if follow == 2 and form != _BULLET else " ",
        restarts_below=restart if flags & 8 else None,
        legal=bool(flags & 4),
    )
    return level, at
