"""Our interpreter of page content: pdfminer's fonts, our operators. It draws nothing and notes where every glyph would stand."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import literal_name

from app.reading.glyphs import BLACK, Area, Colour, Glyph, Run, Sheet, turn
from app.reading.pdf_fonts import FontShelf, PdfFace
from app.reading.pdf_state import IDENTITY, MAX_SHAPES, Matrix, Path, State, intersection, multiply, transformed
from app.reading.pdf_tokens import Operand, operations
from app.reading.text import Box
from app.reading.unreadable import Unreadable, Why

MAX_FORM_DEPTH = 12
_PLAIN_SPACES = {"DeviceGray", "DeviceRGB", "DeviceCMYK", "CalGray", "CalRGB", "ICCBased", "G", "RGB", "CMYK"}


@dataclass(slots=True)
class Budget:
    """What one document may cost, over all its pages."""

    operators: int = 3_000_000
    glyphs: int = 400_000

    def exceeded(self, what: str) -> Unreadable:
        return Unreadable(Why.TOO_LARGE, f"more {what} than a document of ours has")


class Content:
    """Runs content streams onto one sheet."""

    def __init__(self, sheet: Sheet, fonts: FontShelf, budget: Budget, hidden_layers: frozenset[int]) -> None:
        self._sheet = sheet
        self._fonts = fonts
        self._budget = budget
        self._hidden_layers = hidden_layers
        self._order = 0
        self._number = 0

    def run(self, data: bytes, resources: Any, state: State, depth: int = 0) -> None:
        """Interpret `data` from `state` on. Broken operations are skipped, as every viewer does; `Unreadable` past the budget."""
        if depth > MAX_FORM_DEPTH:
            return
        stream = _Stream(self, resources, state, depth)
        budget = self._budget
        operators = stream.operators
        for operator, operands in operations(data):
            budget.operators -= 1
            if budget.operators < 0:
                raise budget.exceeded("operators")
            act = operators.get(operator)
            if act is not None:
                try:
                    act(operands)
                except (IndexError, ValueError, TypeError, KeyError, AttributeError, OverflowError, ZeroDivisionError):
                    continue  # wrong or missing operands: the operation is void

    def next_order(self) -> int:
        self._order += 1
        return self._order

    def show(self, state: State, matrix: Matrix, pieces: list[Operand]) -> float:
        """Place the glyphs of one show operator; how far the text moved, in text space."""
        face = state.face
        if face is None:
            return 0.0
        a, b, c, d, e, f = multiply(matrix, state.ctm)
        angle = 0 if a > 0 and abs(b) < 1e-3 * a else round(math.degrees(math.atan2(-b, a)) / 90) * 90 % 360
        if angle:
            (a, b), (c, d), (e, f) = turn(angle, a, b), turn(angle, c, d), turn(angle, e, f)
        scale = math.sqrt(abs(a * d - b * c)) * abs(state.size)
        if state.ink.invisible and not math.isfinite(scale):
            return 0.0
        level = abs(b) < 2e-3 * abs(a)
        run = self._run(state, face, angle, scale, (c, d, f))
        x = self._place(state, face, pieces, run, (a, e))
        if run.glyphs:
            self._budget.glyphs -= len(run.glyphs)
            if self._budget.glyphs < 0:
                raise self._budget.exceeded("glyphs")
            if level:
                self._sheet.runs.append(run)
            else:
                self._sheet.runs.extend(_one_by_one(run, (a, b, e, f)))
            self._sheet.has_marks = self._sheet.has_marks or face.has_marks
        return x

    def _run(self, state: State, face: PdfFace, angle: int, scale: float, down: tuple[float, float, float]) -> Run:
        _, d, f = down
        size = face.height(scale) if face.type3 else scale
        above = f + d * (face.ascent * state.size + state.rise)
        below = f + d * (face.descent * state.size + state.rise)
        return Run(
            face.face, size, angle, f + d * state.rise, min(above, below), max(above, below), state.ink, self.next_order()
        )  # fmt: skip

    def _place(
        self, state: State, face: PdfFace, pieces: list[Operand], run: Run, across: tuple[float, float]
    ) -> float:
        a, e = across
        shown, load, decode = face.shown, face.load, face.decode
        stretch = state.size * state.scale
        kern = stretch * 0.001
        letter = state.character_space * state.scale
        word = 0.0 if face.multibyte else state.word_space * state.scale
        number, append, new = self._number, run.glyphs.append, tuple.__new__
        x = 0.0
        for piece in pieces:
            if piece.__class__ is float:
                x -= piece * kern  # type: ignore[operator]
                continue
            if piece.__class__ is not bytes:
                continue
            for code in decode(piece):
                text, kind, width = shown.get(code) or load(code)
                left = e + a * x
                x += width * stretch
                right = e + a * x
                if left > right:
                    left, right = right, left
                append(new(Glyph, (text, kind, left, right, number, run)))
                number += 1
                x += letter
                if word and code == 32:
                    x += word
        self._number = number
        return x

    def paint(self, state: State, path: Path, *, filled: bool) -> None:
        sheet = self._sheet
        if len(sheet.rules) < MAX_SHAPES:
            sheet.rules.extend(path.rules(state.ctm))
        if filled and len(sheet.areas) < MAX_SHAPES and state.opacity > 0.05:
            opaque = state.opacity > 0.9 and not state.multiplied
            colour = _over_white(state.fill, state.opacity)
            for area in path.areas(state.ctm, colour, self.next_order(), opaque=opaque):
                area.box = intersection(state.clip, area.box)
                sheet.areas.append(area)

    def picture(self, state: State, *, exact: bool) -> None:
        if len(self._sheet.areas) < MAX_SHAPES:
            box = intersection(state.clip, transformed(Box(0, 0, 1, 1), state.ctm))
            exact = exact and state.opacity > 0.9 and not state.multiplied
            self._sheet.areas.append(Area(box, None, self.next_order(), picture=True, exact=exact))

    def shade(self, state: State) -> None:
        box = state.clip or Box(0, 0, self._sheet.width, self._sheet.height)
        self._sheet.areas.append(Area(box, None, self.next_order()))

    def face(self, reference: Any) -> PdfFace | None:
        spec = resolve1(reference)
        return self._fonts.face(reference, spec) if isinstance(spec, dict) else None

    def is_hidden_layer(self, group: Any) -> bool:
        return getattr(group, "objid", None) in self._hidden_layers


def _over_white(colour: Colour | None, opacity: float) -> Colour | None:
    if colour is None or opacity >= 1:
        return colour
    red, green, blue = (1 - opacity * (1 - part) for part in colour)
    return red, green, blue


def _one_by_one(run: Run, along: tuple[float, float, float, float]) -> list[Run]:
    """Slanted text: each glyph has its own baseline."""
    a, b, e, _ = along
    slope = b / a if a else 0.0
    turned = []
    for glyph in run.glyphs:
        drop = (glyph.x0 - e) * slope
        own = Run(
            run.face, run.size, run.angle, run.baseline + drop, run.top + drop, run.bottom + drop, run.ink, run.order
        )
        own.glyphs = [glyph._replace(run=own)]
        turned.append(own)
    return turned


class _Stream:
    """One content stream being run: its resources, its state, its path. A method an operator."""

    def __init__(self, content: Content, resources: Any, state: State, depth: int) -> None:
        self.content = content
        self.resources: dict[str, Any] = resolve1(resources) or {}
        self.depth = depth
        self.state = state
        self.saved: list[State] = []
        self.matrix = self.line_matrix = IDENTITY
        self.path = Path()
        self.clipping = False
        self.marked: list[bool] = []  # for each open mark: does it hide its content (an optional layer switched off)
        self.operators: dict[bytes, Callable[[list[Any]], None]] = {
            b"TJ": self.show_array, b"Tj": self.show_text, b"'": self.next_line_show, b'"': self.spaced_show,
            b"Td": self.move, b"TD": self.move_leading, b"Tm": self.set_matrix, b"T*": self.next_line, b"Tf": self.font,
            b"BT": self.begin_text, b"Tc": self.character_space, b"Tw": self.word_space, b"Tz": self.scale,
            b"TL": self.leading, b"Ts": self.rise, b"Tr": self.mode, b"cm": self.transform, b"q": self.save,
            b"Q": self.restore, b"gs": self.extended, b"g": self.device_colour, b"rg": self.device_colour,
            b"k": self.device_colour, b"sc": self.colour, b"scn": self.colour, b"cs": self.colour_space,
            b"G": self.device_stroke, b"RG": self.device_stroke, b"K": self.device_stroke, b"SC": self.stroke_colour,
            b"SCN": self.stroke_colour, b"CS": self.stroke_space,
            b"re": self.rectangle, b"m": self.move_to, b"l": self.line_to, b"c": self.curve, b"v": self.curve,
            b"y": self.curve, b"f": self.fill, b"F": self.fill, b"f*": self.fill, b"B": self.fill, b"B*": self.fill,
            b"b": self.fill, b"b*": self.fill, b"S": self.stroke, b"s": self.stroke, b"n": self.end_path,
            b"W": self.clip, b"W*": self.clip, b"Do": self.do, b"BI": self.inline_picture, b"sh": self.shade,
            b"BDC": self.begin_mark, b"BMC": self.begin_mark, b"EMC": self.end_mark,
        }  # fmt: skip

    # text

    def show_array(self, operands: list[Any]) -> None:
        self._show(operands[-1])

    def show_text(self, operands: list[Any]) -> None:
        self._show([operands[-1]])

    def _show(self, pieces: list[Any]) -> None:
        if True in self.marked:
            state = self.state.copy()
            state.mode = 3
            state.repaint()
            moved = self.content.show(state, self.matrix, pieces)
        else:
            moved = self.content.show(self.state, self.matrix, pieces)
        a, b, c, d, e, f = self.matrix
        self.matrix = (a, b, c, d, e + a * moved, f + b * moved)

    def next_line_show(self, operands: list[Any]) -> None:
        self.next_line(operands)
        self._show([operands[-1]])

    def spaced_show(self, operands: list[Any]) -> None:
        self.state.word_space, self.state.character_space = operands[-3], operands[-2]
        self.next_line_show(operands)

    def move(self, operands: list[Any]) -> None:
        x, y = operands[-2:]
        a, b, c, d, e, f = self.line_matrix
        self.matrix = self.line_matrix = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)

    def move_leading(self, operands: list[Any]) -> None:
        self.state.leading = -operands[-1]
        self.move(operands)

    def next_line(self, _operands: list[Any]) -> None:
        self.move([0.0, -self.state.leading])

    def set_matrix(self, operands: list[Any]) -> None:
        a, b, c, d, e, f = operands[-6:]
        self.matrix = self.line_matrix = (a + 0.0, b + 0.0, c + 0.0, d + 0.0, e + 0.0, f + 0.0)

    def begin_text(self, _operands: list[Any]) -> None:
        self.matrix = self.line_matrix = IDENTITY

    def font(self, operands: list[Any]) -> None:
        name, size = operands[-2:]
        self.state.size = size + 0.0
        fonts = resolve1(self.resources.get("Font")) or {}
        self.state.face = self.content.face(fonts.get(name))

    def character_space(self, operands: list[Any]) -> None:
        self.state.character_space = operands[-1] + 0.0

    def word_space(self, operands: list[Any]) -> None:
        self.state.word_space = operands[-1] + 0.0

    def scale(self, operands: list[Any]) -> None:
        self.state.scale = operands[-1] * 0.01

    def leading(self, operands: list[Any]) -> None:
        self.state.leading = operands[-1] + 0.0

    def rise(self, operands: list[Any]) -> None:
        self.state.rise = operands[-1] + 0.0

    def mode(self, operands: list[Any]) -> None:
        self.state.mode = int(operands[-1])
        self.state.repaint()

    # state

    def transform(self, operands: list[Any]) -> None:
        a, b, c, d, e, f = operands[-6:]
        self.state.ctm = multiply((a, b, c, d, e, f), self.state.ctm)

    def save(self, _operands: list[Any]) -> None:
        if len(self.saved) < 10_000:
            self.saved.append(self.state.copy())

    def restore(self, _operands: list[Any]) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def extended(self, operands: list[Any]) -> None:
        entry = resolve1((resolve1(self.resources.get("ExtGState")) or {}).get(operands[-1]))
        if not isinstance(entry, dict):
            return
        if "Font" in entry:
            reference, size = resolve1(entry["Font"])
            self.state.face, self.state.size = self.content.face(reference), float(resolve1(size))
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
        self.content.paint(self.state, self.path, filled=True)
        self.end_path(_operands)

    def stroke(self, _operands: list[Any]) -> None:
        self.content.paint(self.state, self.path, filled=False)
        self.end_path(_operands)

    def clip(self, _operands: list[Any]) -> None:
        self.clipping = True

    def end_path(self, _operands: list[Any]) -> None:
        if self.clipping:
            bounds = self.path.bounds()
            if bounds is not None:
                self.state.clip = intersection(self.state.clip, transformed(bounds, self.state.ctm))
                self.state.repaint()
            self.clipping = False
        self.path = Path()

    # forms, pictures, layers

    def do(self, operands: list[Any]) -> None:
        named = resolve1((resolve1(self.resources.get("XObject")) or {}).get(operands[-1]))
        if not isinstance(named, PDFStream) or self.content.is_hidden_layer(named.get("OC")):
            return
        subtype = str(literal_name(resolve1(named.get("Subtype"))))
        if subtype == "Image":
            see_through = "SMask" in named or "Mask" in named or resolve1(named.get("ImageMask"))
            self.content.picture(self.state, exact=not see_through)
        elif subtype == "Form":
            self._form(named)

    def _form(self, form: PDFStream) -> None:
        state = self.state.copy()
        state.ctm = multiply(numbers(form.get("Matrix"), IDENTITY), state.ctm)
        if len(bounds := numbers(form.get("BBox"), ())) == 4:
            state.clip = intersection(state.clip, transformed(Box(*bounds), state.ctm))
            state.repaint()
        self.content.run(form.get_data(), form.get("Resources") or self.resources, state, self.depth + 1)

    def inline_picture(self, _operands: list[Any]) -> None:
        self.content.picture(self.state, exact=False)

    def shade(self, _operands: list[Any]) -> None:
        self.content.shade(self.state)

    def begin_mark(self, operands: list[Any]) -> None:
        hides = False
        if len(operands) == 2 and operands[0] == "OC":
            properties = resolve1(self.resources.get("Properties")) or {}
            hides = self.content.is_hidden_layer(properties.get(operands[1]))
        self.marked.append(hides)

    def end_mark(self, _operands: list[Any]) -> None:
        if self.marked:
            self.marked.pop()


def numbers(value: Any, default: Any) -> Any:
    """A resolved array of numbers, or `default`."""
    value = resolve1(value)
    if not isinstance(value, list):
        return default
    return tuple(float(resolve1(part)) for part in value)


def colour_of(operands: list[Any]) -> Colour | None:
    """One component is gray, three are RGB, four CMYK; anything else (a pattern's name) is no plain colour."""
    parts = [min(1.0, max(0.0, part)) for part in operands if isinstance(part, float)]
    if len(parts) != len(operands):
        return None
    if len(parts) == 1:
        return (parts[0],) * 3
    if len(parts) == 3:
        return parts[0], parts[1], parts[2]
    if len(parts) == 4:
        cyan, magenta, yellow, key = parts
        return (1 - cyan) * (1 - key), (1 - magenta) * (1 - key), (1 - yellow) * (1 - key)
    return None
