"""From the words that were seen on a sheet to lines in reading order, each where it stands on the picture as it was given."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from app.reading.layout.hyphens import join_broken_words
from app.reading.layout.words import lines_from_words
from app.reading.ocr.rules import Ruled
from app.reading.ocr.sheets import Sheet
from app.reading.ocr.tesseract import Seen, slope_of
from app.reading.text import Box, Line, Word


def lines_of(seen: list[Seen], sheet: Sheet, *, turn: int, size: tuple[float, float]) -> list[Line]:
    """The lines, in points of the picture, `size` large, that was turned `turn` degrees clockwise to be the sheet."""
    (lines,) = join_broken_words([_laid_out(seen, sheet.ruled, sheet.dpi)])
    if sheet.skew:
        middle = (sheet.image.width * 36 / sheet.dpi, sheet.image.height * 36 / sheet.dpi)
        lines = [_moved(line, partial(_box_askew, degrees=sheet.skew, middle=middle)) for line in lines]
    if turn:
        lines = [_moved(line, partial(_box_back, turn=turn, width=size[0], height=size[1])) for line in lines]
    return lines


def _laid_out(seen: list[Seen], ruled: Ruled, dpi: float) -> tuple[Line, ...]:
    """The words in order. They are laid out as on a straight page, and keep the places they have on the real one."""
    scale = 72 / dpi
    slope = slope_of(seen)
    width, height = ruled.image.width * scale, ruled.image.height * scale
    words = [
        Word(
            word.text,
            _straight(Box(word.x0 * scale, word.top * scale, word.x1 * scale, word.bottom * scale), slope),
            confidence=round(max(0.0, word.confidence) / 100, 2),
        )
        for word in seen
    ]
    rules = [_thin(_straight(Box(*(edge * scale for edge in box)), slope)) for box in ruled.across]
    rules += [Box(*(edge * scale for edge in box)) for box in ruled.down]
    # A margin keeps words that the straightening pushed over the lower edge.
    lines = lines_from_words(
        words, width=width, height=height + abs(slope) * width, rules=rules, rows=[word.line for word in seen]
    )
    if not slope:
        return lines
    return tuple(
        replace(line, words=tuple(replace(word, box=_straight(word.box, -slope)) for word in line.words))
        for line in lines
    )


def _straight(box: Box, slope: float) -> Box:
    lean = slope * (box.x0 + box.x1) / 2
    return Box(box.x0, box.top - lean, box.x1, box.bottom - lean)


def _thin(box: Box) -> Box:
    """A line across that lies askew fills a tall box; the line itself is in its middle."""
    middle = (box.top + box.bottom) / 2
    return Box(box.x0, middle - 0.5, box.x1, middle + 0.5)


def _moved(line: Line, move: Callable[[Box], Box]) -> Line:
    return replace(line, words=tuple(replace(word, box=move(word.box)) for word in line.words))


def _box_askew(box: Box, *, degrees: float, middle: tuple[float, float]) -> Box:
    """The box as it lies on the picture before it was turned `degrees` anticlockwise about its `middle`."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    x, y = (box.x0 + box.x1) / 2 - middle[0], (box.top + box.bottom) / 2 - middle[1]
    right = middle[0] + x * cosine - y * sine - (box.x0 + box.x1) / 2
    down = middle[1] + x * sine + y * cosine - (box.top + box.bottom) / 2
    return Box(box.x0 + right, box.top + down, box.x1 + right, box.bottom + down)


def _box_back(box: Box, *, turn: int, width: float, height: float) -> Box:
    """The box as it lies on the picture (`width` by `height`) before it was turned `turn` degrees clockwise."""
    if turn == 90:
        return Box(box.top, height - box.x1, box.bottom, height - box.x0)
    if turn == 180:
        return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
    return Box(width - box.bottom, box.x0, width - box.top, box.x1)
