"""How an old Word file numbers its notes: where the references stand, and how the numbers are written."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from app.reading.office.doc_parts import SETTINGS, OldWord
from app.reading.office.note_numbers import ENDNOTES, FOOTNOTES, NoteNumbers

_REFERENCES = {FOOTNOTES: 2, ENDNOTES: 46}
_FORMS = {1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 9: "chicago"}
_FOOTNOTE_START, _ENDNOTE_START, _FORMS_AT = 2, 52, 54  # bytes of the settings


@dataclass
class DocNotes:
    """Gives each counted reference of the text its number, then the same numbers to the notes."""

    kinds: list[str]  # of the references that are counted, in their order in the text
    numbers: NoteNumbers
    _told: dict[str, list[str]] = field(default_factory=lambda: {FOOTNOTES: [], ENDNOTES: []})
    _notes: str = ""  # the kind being read, empty in the text

    def begin_notes(self, kind: str) -> None:
        """From here on the numbers stand before the notes of this kind."""
        self._notes = kind

    def next(self, *, deleted: bool) -> str:
        """What stands for the next mark of a reference; one that was deleted counts for nothing."""
        if self._notes:
            told = self._told[self._notes]
            return f"{told.pop(0)} " if told else ""
        kind = self.kinds.pop(0) if self.kinds else FOOTNOTES
        number = "" if deleted else self.numbers.give(kind, "")
        self._told[kind].append(number)
        return number


def notes_of(word: OldWord) -> DocNotes:
    """Without settings: footnotes 1, 2, 3, endnotes i, ii, iii."""
    places = []
    for kind, part in _REFERENCES.items():
        kept = word.part(part)
        count = max(0, (len(kept) - 4) // 6)
        at = struct.unpack_from(f"<{count}I", kept) if count else ()
        counted = struct.unpack_from(f"<{count}H", kept, 4 * (count + 1)) if count else ()
        places += [(place, kind) for place, number in zip(at, counted, strict=True) if number]
    return DocNotes([kind for _, kind in sorted(places)], _numbers(word.part(SETTINGS)))


def _numbers(settings: bytes) -> NoteNumbers:
    numbers = NoteNumbers()
    if len(settings) >= _FORMS_AT + 2:
        (forms,) = struct.unpack_from("<H", settings, _FORMS_AT)
        for kind, shift, start in ((FOOTNOTES, 2, _FOOTNOTE_START), (ENDNOTES, 6, _ENDNOTE_START)):
            numbers.forms[kind] = _FORMS.get(forms >> shift & 15, "decimal")
            (said,) = struct.unpack_from("<H", settings, start)
            numbers.starts[kind] = max(1, said >> 2)
    return numbers
