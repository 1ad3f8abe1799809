"""The numbers of footnotes and endnotes, which office files count instead of writing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.reading.office.list_marks import numeral

FOOTNOTES, ENDNOTES = "footnotes", "endnotes"
_SIGNS = "*†‡§"  # of the form « chicago »: each once, then each twice


@dataclass
class NoteNumbers:
    """How far the notes of one document have been counted; `forms` says how each kind writes its numbers.

    A reference is glued to its word, as paper has it: « association1 ».
    """

    forms: dict[str, str] = field(default_factory=lambda: {FOOTNOTES: "decimal", ENDNOTES: "lowerRoman"})
    starts: dict[str, int] = field(default_factory=dict)
    _given: dict[tuple[str, str], str] = field(default_factory=dict)
    _counted: dict[str, int] = field(default_factory=dict)

    def give(self, kind: str, name: str) -> str:
        """The number of the next reference, to the note of that name."""
        count = self._counted[kind] = self._counted.get(kind, self.starts.get(kind, 1) - 1) + 1
        mark = self._given[kind, name] = _written(count, self.forms.get(kind, "decimal"))
        return mark

    def take_back(self, kind: str) -> None:
        """The last reference was to a note of another kind."""
        self._counted[kind] -= 1

    def marked(self, kind: str, name: str) -> None:
        """The reference to this note is a mark of the author's own, which the text has."""
        self._given[kind, name] = ""

    def of(self, kind: str, name: str) -> str:
        """The number of that note; empty when nothing refers to it."""
        return self._given.get((kind, name), "")

    def in_order(self, kind: str, names: Iterable[str]) -> list[str]:
        """Notes as they are referred to, those that nothing refers to last."""
        given = [name for of_kind, name in self._given if of_kind == kind]
        known = list(names)
        return [*(name for name in given if name in known), *(name for name in known if name not in given)]


def _written(count: int, form: str) -> str:
    if form == "chicago":
        times, place = divmod(count - 1, len(_SIGNS))
        return _SIGNS[place] * (times + 1)
    return numeral(count, form)
