"""How a Word document numbers its notes, by its settings and its first section that says."""

from __future__ import annotations

from lxml import etree

from app.reading.office.note_numbers import ENDNOTES, FOOTNOTES, NoteNumbers
from app.reading.office.word_styles import W

_SAID = {FOOTNOTES: W + "footnotePr", ENDNOTES: W + "endnotePr"}


def note_numbers_of(settings: etree._Element | None, body: etree._Element) -> NoteNumbers:
    """Numbers counted from 1 unless something is said; a section says it louder than the `settings`."""
    numbers = NoteNumbers()
    for kind, name in _SAID.items():
        told = [] if settings is None else settings.findall(name)
        told += [said for section in body.iter(W + "sectPr") for said in section.findall(name)][:1]
        for said in told:
            form, start = said.find(W + "numFmt"), said.find(W + "numStart")
            if form is not None:
                numbers.forms[kind] = form.get(W + "val", "decimal")
            if start is not None and (value := start.get(W + "val", "")).isdecimal() and len(value) < 6:
                numbers.starts[kind] = int(value)
    return numbers
