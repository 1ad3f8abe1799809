"""Form fields, free-text notes and stamps: what their appearance draws, and what they say when they bring none.

Viewers draw the value of a field whose appearance is missing, and so do we: else a filled form would be an empty page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import literal_name
from pdfminer.utils import decode_text

from app.reading.layout.glyphs import Face, Ink, Run, Sheet
from app.reading.layout.letters import ARABIC, clean, kind
from app.reading.pdf.canvas import Canvas
from app.reading.pdf.encodings import usual_width
from app.reading.pdf.operators import numbers, run
from app.reading.pdf.state import IDENTITY, Matrix, State, multiply, transformed
from app.reading.text import Box

_NOTES = ("Widget", "FreeText", "Stamp")
_HIDDEN = 2 | 32  # « Hidden », « NoView »
_PASSWORD = 1 << 13
_MOST_GENERATIONS = 20
_LONGEST_VALUE = 20_000  # characters
_LARGEST_SIZE = 12.0  # points, where the field leaves it to the viewer
_LEADING = 1.2
_SIZE = re.compile(rb"([0-9]*\.?[0-9]+)\s+Tf")
_STRETCH = re.compile(f"(?:{ARABIC.pattern})+(?:\\s+(?:{ARABIC.pattern})+)*|[^\\s]+|\\s+")
_FACE, _INK = Face("field"), Ink()
_FAULTS = (PSException, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, OverflowError)


def read_note(canvas: Canvas, sheet: Sheet, note: Any, ctm: Matrix) -> None:
    """Put on the sheet what a note of the page shows. A broken one takes nothing from the page."""
    try:
        if not isinstance(note, dict) or int(resolve1(note.get("F", 0)) or 0) & _HIDDEN:
            return
        if str(literal_name(resolve1(note.get("Subtype")))) not in _NOTES:
            return
        x0, y0, x1, y1 = numbers(note.get("Rect"), ())
        place = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        before = len(sheet.runs)
        look = _appearance(note)
        if look is not None:
            _draw(canvas, look, place, ctm)
        if len(sheet.runs) == before and (said := _said(note)):
            _write(canvas, sheet, said, transformed(place, ctm), _size(note))
    except _FAULTS:
        return


def _appearance(note: dict[str, Any]) -> PDFStream | None:
    normal = resolve1((resolve1(note.get("AP")) or {}).get("N"))
    if isinstance(normal, dict):  # one appearance a state: the one the field is in
        normal = resolve1(normal.get(literal_name(resolve1(note.get("AS"))))) if note.get("AS") is not None else None
    return normal if isinstance(normal, PDFStream) else None


def _draw(canvas: Canvas, form: PDFStream, rectangle: Box, ctm: Matrix) -> None:
    """The appearance is content like any other, placed on the note's rectangle."""
    matrix = numbers(form.get("Matrix"), IDENTITY)
    drawn = transformed(Box(*numbers(form.get("BBox"), ())), matrix)
    width, height = drawn.x1 - drawn.x0, drawn.bottom - drawn.top
    if width <= 0 or height <= 0:
        return
    x, y = (rectangle.x1 - rectangle.x0) / width, (rectangle.bottom - rectangle.top) / height
    place: Matrix = (x, 0, 0, y, rectangle.x0 - drawn.x0 * x, rectangle.top - drawn.top * y)
    state = State(multiply(multiply(matrix, place), ctm))
    run(canvas, form.get_data(), form.get("Resources") or {}, state, 1)


def _said(note: dict[str, Any]) -> str:
    """The words of a note without appearance: the value of a text or choice field, the contents of free text."""
    if str(literal_name(resolve1(note["Subtype"]))) == "FreeText":
        return _string(resolve1(note.get("Contents")))
    sort = _inherited(note, "FT")
    if sort is None or str(literal_name(sort)) not in ("Tx", "Ch"):
        return ""
    if int(_inherited(note, "Ff") or 0) & _PASSWORD and str(literal_name(sort)) == "Tx":
        return ""
    value = _inherited(note, "V")
    if isinstance(value, list):
        return "\n".join(_option(note, resolve1(chosen)) for chosen in value)
    return _option(note, value)


def _option(note: dict[str, Any], value: Any) -> str:
    """A choice may be kept under another name than it is shown by."""
    options = _inherited(note, "Opt")
    for option in map(resolve1, options if isinstance(options, list) else ()):
        if isinstance(option, list) and len(option) == 2 and resolve1(option[0]) == value:
            return _string(resolve1(option[1]))
    return _string(value)


def _inherited(note: dict[str, Any], key: str) -> Any:
    for _ in range(_MOST_GENERATIONS):
        if key in note:
            return resolve1(note[key])
        above = resolve1(note.get("Parent"))
        if not isinstance(above, dict):
            return None
        note = above
    return None


def _string(value: Any) -> str:
    if isinstance(value, PDFStream):
        value = value.get_data()
    if not isinstance(value, bytes):
        return ""
    value = value[: 2 * _LONGEST_VALUE]
    if value.startswith(b"\xef\xbb\xbf"):
        return str(value[3:], "utf-8", "replace")
    if value.startswith(b"\xff\xfe"):
        return str(value[2:], "utf-16-le", "replace")
    return decode_text(value)[:_LONGEST_VALUE]


def _size(note: dict[str, Any]) -> float:
    look = _inherited(note, "DA")
    found = _SIZE.search(look) if isinstance(look, bytes) else None
    return float(found.group(1)) if found else 0.0


def _write(canvas: Canvas, sheet: Sheet, said: str, place: Box, size: float) -> None:
    """Write `said` into its place on the page, line by line. A single line stands in the middle of the field's height."""
    lines = [line for line in re.split(r"[\r\n]+", said) if line.strip()]
    height = place.bottom - place.top
    size = size or max(4.0, min(_LARGEST_SIZE, 0.7 * height / max(1, len(lines))))
    baseline = place.top + size if len(lines) > 1 else (place.top + place.bottom) / 2 + 0.35 * size
    for line in lines:
        canvas.budget.glyphs -= len(line)
        if canvas.budget.glyphs < 0:
            raise canvas.budget.exceeded("glyphs")
        order = canvas.next_order()
        row = Run(_FACE, size, 0, baseline, baseline - 0.9 * size, baseline + 0.25 * size, _INK, order)
        x = place.x0 + 2.0
        for number, letter in enumerate(_as_seen(line)):
            text = clean(letter)
            wide = usual_width(letter) * size
            row.glyphs.append((text, kind(text) if text else "", x, x + wide, order + number, row))
            x += wide
        sheet.runs.append(row)
        baseline += _LEADING * size


def _as_seen(line: str) -> Iterator[str]:
    """The letters from left to right, as a page has them: Arabic ones the other way round."""
    stretches = _STRETCH.findall(line)
    if ARABIC.search(line) and sum(map(len, filter(ARABIC.search, stretches))) * 2 > len(line):
        stretches.reverse()
    for stretch in stretches:
        yield from (reversed(stretch) if ARABIC.search(stretch) else stretch)
