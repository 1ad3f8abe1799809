"""Arabic-Indic digits read from their ink: Tesseract's Arabic was hardly taught them, and sees letters or nothing.

The shapes are data (`digit_shapes.json`), built by `python benchmarks/reading/learn_digits.py FONT…`.
"""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import groupby
from operator import sub
from pathlib import Path
from statistics import median_high, median_low
from typing import NamedTuple

from PIL import Image

MODEL = Path(__file__).with_name("digit_shapes.json")
SIGNS = "٠١٢٣٤٥٦٧٨٩/-.،و"
_DIGITS = frozenset("٠١٢٣٤٥٦٧٨٩")
_SIDE = 10
_LEAST = 2  # pixels: less is grain
_SMALL = 0.35  # of the highest: noughts and stops are
_FAR = 0.3  # the mean difference from which a shape is none of ours

PixelBox = tuple[int, int, int, int]


class _Shape(NamedTuple):
    sign: str
    wide: float
    tall: float
    middle: float
    picture: bytes


class Read(NamedTuple):
    """What the ink says, in logical order, and how unlike the known shapes its worst sign is: 0 alike, 1 nothing of it."""

    text: str
    doubt: float

    @property
    def digits(self) -> int:
        return sum(sign in _DIGITS for sign in self.text)


@lru_cache(maxsize=1)
def _shapes() -> list[_Shape]:
    rows = json.loads(MODEL.read_text(encoding="utf-8"))
    return [_Shape(sign, wide, tall, middle, picture.encode()) for sign, wide, tall, middle, picture in rows]


def read_digits(ink: Image.Image) -> Read | None:
    """The number in `ink` (white on black, one word); None when some of it is no digit, nor what stands beside one."""
    boxes = ink_boxes(ink)
    if not boxes:
        return None
    reads = [_within(ink, boxes, foot, tall) for foot, tall in sorted(_frames(boxes))]
    best = min((read for read in reads if read is not None), key=lambda read: read.doubt, default=None)
    return best if best is not None and best.digits else None


def _frames(boxes: list[PixelBox]) -> set[tuple[int, int]]:
    """Where the digits may stand and how tall they may be: a slash among them reaches over and under."""
    highest = max(box[3] - box[1] for box in boxes)
    high = [box for box in boxes if box[3] - box[1] > _SMALL * highest]
    frames = set()
    for foot in {max(box[3] for box in high), median_low([box[3] for box in high])}:
        for top in {min(box[1] for box in high), median_high([box[1] for box in high])}:
            frames.add((foot, max(1, foot - top)))
    return frames


def _within(ink: Image.Image, boxes: list[PixelBox], foot: int, tall: int) -> Read | None:
    signs, doubt = "", 0.0
    for box in boxes:
        nearest = _nearest(ink, box, foot, tall)
        if nearest is None:
            return None
        signs, doubt = signs + nearest[0], max(doubt, nearest[1])
    return Read(_in_order(signs), doubt)


def _in_order(signs: str) -> str:
    """As seen from the left: what joins the number stands on its right, what follows it on its left."""
    core = signs.lstrip(".،-")
    return ("و" if core.endswith("و") else "") + core.removesuffix("و") + signs[: len(signs) - len(core)][::-1]


def _nearest(ink: Image.Image, box: PixelBox, foot: int, tall: int) -> tuple[str, float] | None:
    """The sign that looks most like the ink in `box`, and how unlike it is; None when all are far from it."""
    x0, top, x1, bottom = box
    wide, high, middle = (x1 - x0) / tall, (bottom - top) / tall, (foot - (top + bottom) / 2) / tall
    sized = sorted(
        (0.5 * (abs(shape.wide - wide) + abs(shape.tall - high) + abs(shape.middle - middle)), number)
        for number, shape in enumerate(_shapes())
    )
    if sized[0][0] >= _FAR:
        return None
    picture = picture_of(ink, box).encode()
    best, nearest = _FAR, None
    for away, number in sized:
        if away >= best:
            break  # most shapes: their pictures need not be compared
        shape = _shapes()[number]
        unlike = away + _difference(shape.picture, picture)
        if unlike < best:
            best, nearest = unlike, shape.sign
    return None if nearest is None else (nearest, best)


def _difference(one: bytes, other: bytes) -> float:
    apart: int = sum(map(abs, map(sub, one, other)))
    return apart / (15 * _SIDE * _SIDE)


def picture_of(ink: Image.Image, box: PixelBox) -> str:
    """The ink in `box` as 10 by 10 letters, a (none) to p (all)."""
    small = ink.crop(box).resize((_SIDE, _SIDE), Image.Resampling.BOX).tobytes()
    return "".join(chr(ord("a") + value // 16) for value in small)


def ink_boxes(ink: Image.Image) -> list[PixelBox]:
    """A box around each sign, from the left: digits do not join, and stand free of each other."""
    columns = ink.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
    boxes: list[PixelBox] = []
    for filled, places in groupby(range(ink.width), key=lambda place: columns[place] * ink.height >= 255):
        if filled:
            span = [*places]
            strip = ink.crop((span[0], 0, span[-1] + 1, ink.height)).getbbox()
            if strip is not None and max(strip[2], strip[3] - strip[1]) >= _LEAST:
                boxes.append((span[0], strip[1], span[-1] + 1, strip[3]))
    return boxes
