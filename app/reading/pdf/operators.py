"""Our interpreter of page content: pdfminer's fonts, our operators. A method an operator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import literal_name

from app.reading.layout.glyphs import BLACK, Colour
from app.reading.pdf.canvas import Canvas
from app.reading.pdf.paths import Path
from app.reading.pdf.said import said_of
from app.reading.pdf.state import IDENTITY, State, intersection, multiply, rectangle, transformed
from app.reading.pdf.strides import AGAIN, FRAMED, MARKED, PAINTED, PLACED
from app.reading.pdf.text_operators import TextStream
from app.reading.pdf.tokens import SPELLED, batches
from app.reading.pdf.walks import WALK
from app.reading.text import Box

MAX_FORM_DEPTH = 12
MAX_SAVED = 10_000
_MOST_CLIPS = 1000
_FORM_COST = 100  # operators: what starting a stream costs beside its own
_PLAIN_MARK = (False, 0, "")  # says nothing but what it is, as most do
_PLAIN_SPACES = {"DeviceGray", "DeviceRGB", "DeviceCMYK", "CalGray", "CalRGB", "ICCBased", "G", "RGB", "CMYK"}


def run(canvas: Canvas, data: bytes, resources: Any, state: State, depth: int = 0) -> None:
    """Interpret `data` onto `canvas`, from `state` on.

    Broken operations are skipped, as every viewer does; `Unreadable` past the document's budget.
    """
    if depth > MAX_FORM_DEPTH:
        return
    budget = canvas.budget
    budget.operators -= _FORM_COST
    stream = _Stream(canvas, resources, state, depth)
    for batch in batches(data, canvas.phrases):
        budget.operators -= len(batch)
        if budget.operators < 0:
            raise budget.exceeded("operators")
        for operator, operands in batch:
            act = _OPERATORS.get(operator)
            if act is not None:
                try:
                    act(stream, operands)
                except (IndexError, ValueError, TypeError, KeyError, AttributeError, OverflowError, ZeroDivisionError):
                    continue  # wrong or missing operands: the operation is void


class _Stream(TextStream):
    """One content stream being run: beside its text, its states, its path, its marks."""

    def __init__(self, canvas: Canvas, resources: Any, state: State, depth: int) -> None:
        super().__init__(canvas, resolve1(resources) or {}, state)
        self.depth = depth
        self.saved: list[State] = []
        self.path = Path()
        self.clipping = False
        self.clips: dict[object, tuple[Box | None, Box]] = {}
        # For each open mark: whether it hides its content, its first glyph, and what is said for its glyphs.
        self.marks: list[tuple[bool, int, str]] = []

    # state

    def transform(self, operands: list[Any]) -> None:
        a, b, c, d, e, f = operands[-6:]
        self.state.ctm = multiply((a, b, c, d, e, f), self.state.ctm)

    def save(self, _operands: list[Any]) -> None:
        if len(self.saved) < MAX_SAVED:
            self.saved.append(self.state.copy())

    def restore(self, _operands: list[Any]) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def restore_and_save(self, operands: list[Any]) -> None:
        """« Q q »."""
        if self.saved:
            self.state = self.saved[-1].copy()
        else:
            self.save(operands)

    def extended(self, operands: list[Any]) -> None:
        entry = resolve1((resolve1(self.resources.get("ExtGState")) or {}).get(operands[-1]))
        if not isinstance(entry, dict):
            return
        if "Font" in entry:
            reference, size = resolve1(entry["Font"])
            self.state.face, self.state.size = self.canvas.face(reference), float(resolve1(size))
        self.state.opacity = float(resolve1(entry.get("ca", self.state.opacity)))
        self.state.stroke_opacity = float(resolve1(entry.get("CA", self.state.stroke_opacity)))
        if "BM" in entry:
            blend = resolve1(entry["BM"])
            blend = resolve1(blend[0]) if isinstance(blend, list) and blend else blend
            self.state.multiplied = str(literal_name(blend)) not in ("Normal", "Compatible")
        self.state.repaint()

    def device_colour(self, operands: list[Any]) -> None:
        self._fill_with(colour_of(operands))

    def colour(self, operands: list[Any]) -> None:
        self._fill_with(colour_of(operands) if self.state.fill_known else None)

    def colour_space(self, operands: list[Any]) -> None:
        self.state.fill_known = self._is_plain(operands[-1])
        self._fill_with(BLACK)

    def _fill_with(self, colour: Colour | None) -> None:
        self.state.fill = colour
        self.state.repaint()

    def device_stroke(self, operands: list[Any]) -> None:
        self._stroke_with(colour_of(operands))

    def stroke_colour(self, operands: list[Any]) -> None:
        self._stroke_with(colour_of(operands) if self.state.stroke_known else None)

    def stroke_space(self, operands: list[Any]) -> None:
        self.state.stroke_known = self._is_plain(operands[-1])
        self._stroke_with(BLACK)

    def _stroke_with(self, colour: Colour | None) -> None:
        self.state.stroke = colour
        self.state.repaint()

    def device_colours(self, operands: list[Any]) -> None:
        """« g G » and its like: one colour for all that is painted; said again before each word, it is mostly the one there is."""
        state, colour = self.state, colour_of(operands)
        if colour is None or state.fill != colour or state.stroke != colour:
            state.fill = state.stroke = colour
            state.repaint()

    def _is_plain(self, name: str) -> bool:
        """Whether a colour space's components are gray, RGB or CMYK; a tint of a named ink is not (1 is its full ink)."""
        named = resolve1((resolve1(self.resources.get("ColorSpace")) or {}).get(name))
        family = str(literal_name(resolve1(named[0]))) if isinstance(named, list) and named else name
        return family in _PLAIN_SPACES

    # paths

    def rectangle(self, operands: list[Any]) -> None:
        x, y, width, height = operands[-4:]
        self.path.rectangle(x, y, width, height)

    def move_to(self, operands: list[Any]) -> None:
        x, y = operands[-2:]
        self.path.move(x, y)

    def line_to(self, operands: list[Any]) -> None:
        x, y = operands[-2:]
        self.path.line(x, y)

    def curve(self, operands: list[Any]) -> None:
        self.path.curve(*zip(operands[::2], operands[1::2], strict=False))

    def fill(self, _operands: list[Any]) -> None:
        self.canvas.paint(self.state, self.path, filled=True)
        self.end_path(_operands)

    def fill_even_odd(self, _operands: list[Any]) -> None:
        self.canvas.paint(self.state, self.path, filled=True, even_odd=True)
        self.end_path(_operands)

    def stroke(self, _operands: list[Any]) -> None:
        self.canvas.paint(self.state, self.path, filled=False)
        self.end_path(_operands)

    def clip(self, _operands: list[Any]) -> None:
        self.clipping = True

    def end_path(self, _operands: list[Any]) -> None:
        if self.clipping:
            self._clip(self.path.frame)
            self.clipping = False
        if self.path.frame is not None:
            self.path.rectangles.clear()
        elif not self.path.is_empty:
            self.path = Path()

    def clip_to(self, operands: list[Any]) -> None:
        """« re W n »: a path that is one frame, and nothing but a clip."""
        x, y, width, height = operands
        if self.path.is_empty and not self.clipping:
            self._clip((x + 0.0, y + 0.0, width + 0.0, height + 0.0))
        else:
            for act in (_Stream.rectangle, _Stream.clip, _Stream.end_path):
                act(self, operands)

    def _clip(self, frame: tuple[float, float, float, float] | None) -> None:
        """Producers clip to a line's or a cell's frame before each of its words: the same frame is worked out once."""
        state = self.state
        key = (frame, state.ctm, id(state.clip))
        before, clip = self.clips.get(key, (None, None)) if frame is not None else (None, None)
        if clip is None:
            bounds = self.path.bounds() if frame is None else rectangle(*frame)
            if bounds is None:
                return
            before, clip = state.clip, intersection(state.clip, transformed(bounds, state.ctm))
            if frame is not None and len(self.clips) < _MOST_CLIPS:
                self.clips[key] = (before, clip)  # kept with it, so that its id stays its own
        state.clip = clip
        state.repaint()

    # forms, pictures, layers

    def do(self, operands: list[Any]) -> None:
        named = resolve1((resolve1(self.resources.get("XObject")) or {}).get(operands[-1]))
        if not isinstance(named, PDFStream) or self.canvas.is_hidden_layer(named.get("OC")):
            return
        subtype = str(literal_name(resolve1(named.get("Subtype"))))
        if subtype == "Image":
            see_through = "SMask" in named or "Mask" in named or resolve1(named.get("ImageMask"))
            self.canvas.picture(self.state, exact=not see_through)
        elif subtype == "Form":
            self._form(named)

    def _form(self, form: PDFStream) -> None:
        state = self.state.copy()
        state.ctm = multiply(numbers(form.get("Matrix"), IDENTITY), state.ctm)
        if len(bounds := numbers(form.get("BBox"), ())) == 4:
            state.clip = intersection(state.clip, transformed(Box(*bounds), state.ctm))
            state.repaint()
        run(self.canvas, self.canvas.drawing(form), form.get("Resources") or self.resources, state, self.depth + 1)

    def inline_picture(self, _operands: list[Any]) -> None:
        self.canvas.picture(self.state, exact=False)

    def shade(self, _operands: list[Any]) -> None:
        self.canvas.shade(self.state)

    def begin_mark(self, operands: list[Any]) -> None:
        if len(operands) == 1:
            self.marks.append(_PLAIN_MARK)
            return
        hides = False
        if len(operands) == 2 and operands[0] == "OC":
            properties = resolve1(self.resources.get("Properties")) or {}
            hides = self.canvas.is_hidden_layer(properties.get(operands[1]))
        said = operands[operands.index("ActualText") + 1] if "ActualText" in operands[:-1] else None
        self.hiding += hides
        self.marks.append((hides, self.canvas.number, said_of(said)))

    def end_mark(self, _operands: list[Any]) -> None:
        if self.marks:
            hides, first, text = self.marks.pop()
            self.hiding -= hides
            if text:
                self.canvas.note_said(first, text)

    def next_marks(self, operands: list[Any]) -> None:
        """« EMC … /P BDC … »: how many marks end, how many that say nothing but what they are begin."""
        ended, begun = operands
        marks = self.marks
        if ended == begun == 1 and marks and marks[-1] is _PLAIN_MARK:
            return
        for _ in range(ended):
            if marks and marks[-1] is _PLAIN_MARK:
                marks.pop()
            else:
                self.end_mark([])
        marks += [_PLAIN_MARK] * begun


def numbers(value: Any, default: Any) -> Any:
    """A resolved array of numbers, or `default`."""
    value = resolve1(value)
    if not isinstance(value, list):
        return default
    return tuple(float(resolve1(part)) for part in value)


def colour_of(operands: list[Any]) -> Colour | None:
    """One component is gray, three are RGB, four CMYK; anything else (a pattern's name) is no plain colour."""
    if len(operands) == 1:  # by far the commonest
        gray = operands[0]
        return (0.0 if gray < 0.0 else min(gray, 1.0),) * 3 if gray.__class__ is float else None
    parts = [0.0 if part < 0.0 else min(part, 1.0) for part in operands if part.__class__ is float]
    if len(parts) != len(operands):
        return None
    if len(parts) == 3:
        return parts[0], parts[1], parts[2]
    if len(parts) == 4:
        cyan, magenta, yellow, key = parts
        return (1 - cyan) * (1 - key), (1 - magenta) * (1 - key), (1 - yellow) * (1 - key)
    return None


_OPERATORS: dict[bytes, Callable[[_Stream, list[Any]], None]] = {
    PLACED: _Stream.place, MARKED: _Stream.next_marks, AGAIN: _Stream.restore_and_save, PAINTED: _Stream.device_colours,
    FRAMED: _Stream.clip_to, WALK: _Stream.walk, SPELLED: _Stream.show_spelled, b"TJ": _Stream.show_array, b"Tj": _Stream.show_text, b"'": _Stream.next_line_show, b'"': _Stream.spaced_show,
    b"Td": _Stream.move, b"TD": _Stream.move_leading, b"Tm": _Stream.set_matrix, b"T*": _Stream.next_line, b"Tf": _Stream.font,
    b"BT": _Stream.begin_text, b"Tc": _Stream.character_space, b"Tw": _Stream.word_space, b"Tz": _Stream.scale,
    b"TL": _Stream.leading, b"Ts": _Stream.rise, b"Tr": _Stream.mode, b"cm": _Stream.transform, b"q": _Stream.save,
    b"Q": _Stream.restore, b"gs": _Stream.extended, b"g": _Stream.device_colour, b"rg": _Stream.device_colour,
    b"k": _Stream.device_colour, b"sc": _Stream.colour, b"scn": _Stream.colour, b"cs": _Stream.colour_space,
    b"G": _Stream.device_stroke, b"RG": _Stream.device_stroke, b"K": _Stream.device_stroke, b"SC": _Stream.stroke_colour,
    b"SCN": _Stream.stroke_colour, b"CS": _Stream.stroke_space,
    b"re": _Stream.rectangle, b"m": _Stream.move_to, b"l": _Stream.line_to, b"c": _Stream.curve, b"v": _Stream.curve,
    b"y": _Stream.curve, b"f": _Stream.fill, b"F": _Stream.fill, b"f*": _Stream.fill_even_odd, b"B": _Stream.fill, b"B*": _Stream.fill_even_odd,
    b"b": _Stream.fill, b"b*": _Stream.fill_even_odd, b"S": _Stream.stroke, b"s": _Stream.stroke, b"n": _Stream.end_path,
    b"W": _Stream.clip, b"W*": _Stream.clip, b"Do": _Stream.do, b"BI": _Stream.inline_picture, b"sh": _Stream.shade,
    b"BDC": _Stream.begin_mark, b"BMC": _Stream.begin_mark, b"EMC": _Stream.end_mark,
}  # fmt: skip
