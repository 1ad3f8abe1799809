"""The text operators of page content: where the next glyphs stand, in which font, and the strings that show them."""

from __future__ import annotations

from binascii import unhexlify
from typing import Any

from pdfminer.pdftypes import resolve1

from app.reading.pdf.canvas import Canvas
from app.reading.pdf.fonts import PdfFace
from app.reading.pdf.said import SAID
from app.reading.pdf.state import IDENTITY, State
from app.reading.pdf.strings import from_hex
from app.reading.pdf.walks import Step, steps_of


class TextStream:
    """The text of one content stream being run: its resources, its state, its text matrices. A method an operator."""

    def __init__(self, canvas: Canvas, resources: dict[str, Any], state: State) -> None:
        self.canvas, self.resources, self.state = canvas, resources, state
        self.matrix = self.line_matrix = IDENTITY
        self.faces: dict[str, PdfFace | None] = {}
        self.hiding = 0  # how many of the open marks hide their content (an optional layer switched off)

    def show_array(self, operands: list[Any]) -> None:
        self._show(operands[-1])

    def show_text(self, operands: list[Any]) -> None:
        self._show([operands[-1]])

    def show_spelled(self, operands: list[Any]) -> None:
        kerns, strings = operands
        state, face = self.state, self.state.face
        if face is None or self.hiding or (state.word_space and not face.multibyte):
            digits = [*strings, b""]
            self._show([part for kern, string in zip(kerns, digits, strict=True) for part in (kern, from_hex(string))])
            return
        moved = self.canvas.show_spelled(state, face, self.matrix, kerns, strings)
        a, b, c, d, e, f = self.matrix
        self.matrix = (a, b, c, d, e + a * moved, f + b * moved)

    def _show(self, pieces: list[Any]) -> None:
        if self.hiding:
            state = self.state.copy()
            state.mode = 3
            state.repaint()
            moved = self.canvas.show(state, self.matrix, pieces)
        else:
            moved = self.canvas.show(self.state, self.matrix, pieces)
        a, b, c, d, e, f = self.matrix
        self.matrix = (a, b, c, d, e + a * moved, f + b * moved)

    def walk(self, operands: list[Any]) -> None:
        """Strings shown one after the other along one line. Those in one font go to the canvas together."""
        steps = steps_of(operands[-1])
        first = self.canvas.number
        self.canvas.budget.operators -= 2 * len(steps)
        start, count = 0, len(steps)
        while start < count:
            font, size, _, _ = steps[start]
            if font:
                self.font([font.decode("latin-1"), float(size)])
            end = start + 1
            while end < count and not steps[end][0]:
                end += 1
            self._walk(steps[start:end])
            start = end
        if SAID in operands[-1]:
            self.canvas.note_walk(first, operands[-1])

    def _walk(self, steps: list[Step]) -> None:
        while steps and (self.hiding or (steps[0][2] is None and self.matrix is not self.line_matrix)):
            _, _, along, digits = steps.pop(0)
            if along is not None:
                self.move([along, 0.0])
            self._show([unhexlify(digits)])
        if not steps:
            return
        start, end = self.canvas.walk(self.state, self.line_matrix, steps)
        a, b, c, d, e, f = self.line_matrix
        self.line_matrix = a, b, c, d, e + a * start, f + b * start
        self.matrix = a, b, c, d, e + a * end, f + b * end

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

    def place(self, operands: list[Any]) -> None:
        """« 1 0 0 1 x y Tm »."""
        x, y = operands
        self.matrix = self.line_matrix = (1.0, 0.0, 0.0, 1.0, x, y)

    def begin_text(self, _operands: list[Any]) -> None:
        self.matrix = self.line_matrix = IDENTITY

    def font(self, operands: list[Any]) -> None:
        name, size = operands[-2:]
        self.state.size = size + 0.0
        if name not in self.faces:
            fonts = resolve1(self.resources.get("Font")) or {}
            self.faces[name] = self.canvas.face(fonts.get(name))
        self.state.face = self.faces[name]

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
