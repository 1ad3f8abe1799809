"""The numbers of an RTF file's notes: a note says only after its reference whether it stands at the end of the text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.reading.office.flow import Run
from app.reading.office.note_numbers import ENDNOTES, FOOTNOTES, NoteNumbers
from app.reading.office.story import Story

_LETTERS = {
    "ar": "decimal",
    "alc": "lowerLetter",
    "auc": "upperLetter",
    "rlc": "lowerRoman",
    "ruc": "upperRoman",
    "chi": "chicago",
}
FORMS = {
    f"{prefix}n{letters}": (kind, form)
    for prefix, kind in (("ftn", FOOTNOTES), ("aftn", ENDNOTES))
    for letters, form in _LETTERS.items()
}
STARTS = {"ftnstart": FOOTNOTES, "aftnstart": ENDNOTES}


@dataclass
class RtfNotes:
    """Numbers the references as they come; `said` is the number of the note being read, empty outside notes."""

    numbers: NoteNumbers = field(default_factory=lambda: NoteNumbers({FOOTNOTES: "decimal", ENDNOTES: "decimal"}))
    said: str = ""
    _last: tuple[Story, int] | None = None  # where the last reference stands

    def refer(self, story: Story, dress: Run) -> None:
        """A reference stands here; it has its note right behind it."""
        self.said = self.numbers.give(FOOTNOTES, "")
        story.runs.append(replace(dress, text=self.said))
        self._last = story, len(story.runs) - 1

    def at_the_end_of_the_text(self) -> None:
        """The note that has just begun is an endnote, and so was its reference."""
        if self._last is None:
            return
        story, place = self._last
        self.numbers.take_back(FOOTNOTES)
        self.said = self.numbers.give(ENDNOTES, "")
        if place < len(story.runs):
            story.runs[place] = replace(story.runs[place], text=self.said)

    def end(self) -> None:
        """The note is over: the next one has a reference of its own, or a mark that the text has."""
        self.said, self._last = "", None
