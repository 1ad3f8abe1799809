"""What show, paint and picture operators leave on a sheet: glyphs with their places, areas, rules."""

from __future__ import annotations

import math
from binascii import unhexlify
from collections.abc import Container
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1

from app.reading.layout.glyphs import SPACE, Area, Colour, Glyph, Run, Sheet, Span, Walk, turn
from app.reading.pdf.fonts import FontShelf, PdfFace
from app.reading.pdf.frames import Frame, Frames
from app.reading.pdf.limits import MAX_STREAM, drawing_of
from app.reading.pdf.paths import MAX_SHAPES, Path
from app.reading.pdf.phrases import Operand, Phrases
from app.reading.pdf.state import Matrix, State, intersection, transformed
from app.reading.pdf.walks import Step
from app.reading.text import Box
from app.reading.unreadable import Unreadable, Why

_HARDLY = 0.7  # em: less of a rise or fall leaves a line level


@dataclass(slots=True)
class Budget:
    """What one document may cost, over all its pages."""

    operators: int = 3_000_000
    glyphs: int = 400_000

    def exceeded(self, what: str) -> Unreadable:
        return Unreadable(Why.TOO_LARGE, f"more {what} than a document of ours has")


class Canvas:
    """Notes on one sheet what content draws. Nothing is painted."""

    def __init__(
        self, sheet: Sheet, fonts: FontShelf, budget: Budget, hidden_layers: Container[int], phrases: Phrases
    ) -> None:
        self._sheet = sheet
        self._fonts = fonts
        self.budget, self.phrases = budget, phrases
        self._hidden_layers = hidden_layers
        self._order = 0
        self._number = 0
        self._last: Run | None = None
        self._frame = Frames().of

    def drawing(self, *streams: PDFStream) -> bytes:
        """What the streams, one after the other, draw; noted where some of it is lost. Raises Unreadable (too_large)."""
        drawn = [drawing_of(stream) for stream in streams]
        self._sheet.broken = self._sheet.broken or not all(whole for _, whole in drawn)
        if sum(len(data) for data, _ in drawn) > MAX_STREAM:
            raise Unreadable(Why.TOO_LARGE, "a page's content is beyond 64 MB")
        return b"\n".join(data for data, _ in drawn)

    def next_order(self) -> int:
        self._order += 1
        return self._order

    @property
    def number(self) -> int:
        """The stream number of the next glyph."""
        return self._number

    def note_said(self, first: int, text: str) -> None:
        """What is said for the glyphs from `first` to the last one shown."""
        if first < self._number and len(self._sheet.said) < MAX_SHAPES:
            self._sheet.said.append(Span(first, self._number, text))

    def note_walk(self, first: int, content: bytes) -> None:
        """The same for a walk, unread."""
        if first < self._number:
            self._sheet.walks.append(Walk(first, self._number, content))

    def show(self, state: State, matrix: Matrix, pieces: list[Operand]) -> float:
        """Place the glyphs of one show operator; how far the text moved, in text space."""
        face = state.face
        if face is None:
            self._sheet.lost += sum(len(piece) for piece in pieces if isinstance(piece, bytes))
            return 0.0
        begun = self._begun(state, face, matrix)
        if begun is None:
            return 0.0
        frame, run, e = begun
        before = len(run.glyphs)
        moved = self._place(state, face, pieces, run, (frame.a, e))
        self._account(run, len(run.glyphs) - before, frame, e)
        if face.has_marks:
            self._sheet.has_marks = True
        return moved

    def show_spelled(
        self, state: State, face: PdfFace, matrix: Matrix, kerns: list[float], strings: list[bytes]
    ) -> float:
        """The same for strings in hexadecimal digits, a kern before each and one after the last, where spaces are as any letter."""
        begun = self._begun(state, face, matrix)
        if begun is None:
            return 0.0
        frame, run, e = begun
        before, a = len(run.glyphs), frame.a
        spelled, spell, append = face.spelled_digits, face.spell_digits, run.glyphs.append
        stretch, letter = state.size * state.scale, state.character_space * state.scale
        spread, number, x, left = stretch * 0.001, self._number, 0.0, e
        for kern, digits in zip(kerns, strings):  # noqa: B905 - one kern more than strings; saying so costs as much as a letter
            if kern:
                x -= kern * spread
                left = e + a * x
            for text, kind, width in spelled.get(digits) or spell(digits):
                x += width * stretch
                right = e + a * x
                append(
                    (text, kind, left, right, number, run) if left <= right else (text, kind, right, left, number, run)
                )
                number += 1
                left = right
                if letter:
                    x += letter
                    left = e + a * x
        self._number = number
        self._account(run, len(run.glyphs) - before, frame, e)
        if face.has_marks:
            self._sheet.has_marks = True
        return x - kerns[-1] * spread

    def _begun(self, state: State, face: PdfFace, matrix: Matrix) -> tuple[Frame, Run, float] | None:
        """The frame, the run to go on with and the place along it for text that begins at `matrix`; None when that is nowhere."""
        ctm = state.ctm
        frame = self._frame(matrix, ctm)
        c0, c1, c2, c3, c4, c5 = ctm
        e, f = matrix[4] * c0 + matrix[5] * c2 + c4, matrix[4] * c1 + matrix[5] * c3 + c5
        if frame.angle:
            e, f = turn(frame.angle, e, f)
        if not math.isfinite(e + f):
            return None
        return frame, self._run(state, face, frame, e, f), e

    def walk(self, state: State, matrix: Matrix, steps: list[Step]) -> tuple[float, float]:
        """Place the strings of a walk from `matrix`, the line's start, on: where the line starts now and where the text ends, in text space."""
        a, b, c, d, e, f = matrix
        c0, c1, c2, c3, c4, c5 = state.ctm
        face = state.face
        frame = self._frame(matrix, state.ctm)
        if face is not None and not frame.angle and not a * c1 + b * c3 and (face.multibyte or not state.word_space):
            return self._walk(state, face, frame, (e * c0 + f * c2 + c4, e * c1 + f * c3 + c5), steps)
        start = end = 0.0
        for _, _, along, digits in steps:
            if along is not None:
                start += along
                end = start
            end += self.show(state, (a, b, c, d, e + a * end, f + b * end), [unhexlify(digits)])
        return start, end

    def _walk(
        self, state: State, face: PdfFace, frame: Frame, origin: tuple[float, float], steps: list[Step]
    ) -> tuple[float, float]:
        """The same on a level line, which is nearly always: every string stays on its baseline."""
        a, (e, f) = frame.a, origin
        if not math.isfinite(e + f):
            return 0.0, 0.0
        spelled, spell, number = face.spelled_digits, face.spell_digits, self._number
        stretch, letter = state.size * state.scale, state.character_space * state.scale
        start = x = 0.0
        run = self._run(state, face, frame, e + a * (steps[0][2] or 0.0), f)
        glyphs, before = run.glyphs, len(run.glyphs)
        for _, _, along, digits in steps:
            if along is not None:
                x = start = start + along
            left = e + a * x
            if glyphs and not abs(left - glyphs[-1][3]) < run.size:
                self._account(run, len(glyphs) - before, frame, e)
                run = self._run(state, face, frame, left, f)
                glyphs, before = run.glyphs, len(run.glyphs)
            for text, kind, width in spelled.get(digits) or spell(digits):
                x += width * stretch
                right = e + a * x
                if left > right:
                    left, right = right, left
                glyphs.append((text, kind, left, right, number, run))
                number += 1
                x += letter
                left = e + a * x
        self._number = number
        self._account(run, len(glyphs) - before, frame, e)
        if face.has_marks:
            self._sheet.has_marks = True
        return start, x

    def _run(self, state: State, face: PdfFace, frame: Frame, e: float, f: float) -> Run:
        """The run that glyphs from (e, f) on belong to: the last one when they only go on with it."""
        scale = frame.scale * abs(state.size)
        size = face.height(scale) if face.type3 else scale
        baseline = f + frame.d * state.rise
        ink = state.ink
        last = self._last
        if (
            last is not None
            and last.baseline == baseline
            and last.face is face.face
            and last.size == size
            and last.ink is ink
            and last.order == self._order
            and last.angle == frame.angle
            and abs(e - last.glyphs[-1][3]) < size
        ):
            return last
        above = f + frame.d * (face.ascent * state.size + state.rise)
        below = f + frame.d * (face.descent * state.size + state.rise)
        top, bottom = (above, below) if above < below else (below, above)
        return Run(face.face, size, frame.angle, baseline, top, bottom, ink, self.next_order())

    def _account(self, run: Run, added: int, frame: Frame, e: float) -> None:
        """Put a new run on the sheet; count its glyphs against the budget."""
        self.budget.glyphs -= added
        if self.budget.glyphs < 0:
            raise self.budget.exceeded("glyphs")
        if not added or run is self._last:
            return
        if frame.slope:
            self._sheet.runs.extend(_level(run, frame.slope, e))
            self._last = None
        else:
            self._sheet.runs.append(run)
            self._last = run

    def _place(
        self, state: State, face: PdfFace, pieces: list[Operand], run: Run, across: tuple[float, float]
    ) -> float:
        a, e = across
        spelled, spell = face.spelled, face.spell
        stretch, letter = state.size * state.scale, state.character_space * state.scale
        kern = stretch * 0.001
        word = 0.0 if face.multibyte else state.word_space * state.scale
        number, append = self._number, run.glyphs.append
        x = 0.0
        for piece in pieces:
            if piece.__class__ is float:
                x -= piece * kern
                continue
            if piece.__class__ is not bytes:
                continue
            left = e + a * x
            for place, (text, kind, width) in enumerate(spelled.get(piece) or spell(piece)):
                x += width * stretch
                right = e + a * x
                if left > right:
                    left, right = right, left
                append((text, kind, left, right, number, run))
                number += 1
                x += letter
                if word and piece[place] == 32:
                    x += word
                left = e + a * x
        self._number = number
        return x

    def paint(self, state: State, path: Path, *, filled: bool, even_odd: bool = False) -> None:
        sheet = self._sheet
        if len(sheet.rules) < MAX_SHAPES:
            sheet.rules.extend(path.rules(state.ctm))
        if filled and len(sheet.areas) < MAX_SHAPES and state.opacity > 0.05:
            opaque = state.opacity > 0.9 and not state.multiplied
            colour = _over_white(state.fill, state.opacity)
            for area in path.areas(state.ctm, colour, self.next_order(), opaque=opaque, even_odd=even_odd):
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


def _level(run: Run, slope: float, e: float) -> list[Run]:
    """Slanted text on baselines in the middle of where it rises or falls: one when it hardly does, else one for each word."""
    end = run.glyphs[-1][3]
    if abs((end - e) * slope) < _HARDLY * run.size:
        return [_moved(run, run.glyphs, (e + end) / 2 - e, slope)]
    words = [list(glyphs) for spaces, glyphs in groupby(run.glyphs, lambda glyph: glyph[1] == SPACE) if not spaces]
    return [_moved(run, word, (word[0][2] + word[-1][3]) / 2 - e, slope) for word in words]


def _moved(run: Run, glyphs: list[Glyph], along: float, slope: float) -> Run:
    drop = along * slope
    own = Run(run.face, run.size, run.angle, run.baseline + drop, run.top + drop, run.bottom + drop, run.ink, run.order)
    own.glyphs = [(text, kind, x0, x1, number, own) for text, kind, x0, x1, number, _ in glyphs]
    return own
