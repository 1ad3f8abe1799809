"""Whether a word from right to left ends with a comma or a stop, told by how the ink of its last mark is spread.

A full stop is as wide as tall and even on all sides. A comma is longer one way, upright or leaning, and heavier at one end;
that can be measured in the greys of a mark three pixels tall, of which a count of black pixels tells nothing.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from PIL import Image

from app.reading.ocr.tesseract import Seen

_INK = 0.55  # of the way from the darkest point to the lightest
_FILLED = 6  # greys of a column's mean
_LONGER = 1.36  # spread along its longest way over that across: stops have up to 1.25, commas from 1.44
_LONGER_THAN_HAMZA = 1.6  # they have up to 1.51
_EVEN = 0.1  # stops; hamzas are heavier at one end, by 0.3 and more
_LEANING, _HEAVIER = 0.2, 0.2  # quotation marks do neither
_PALE = 0.15  # of the ink: grain of the paper
_EDGE = 2  # pixels of soft edge around the ink
_WIDEST, _LEAST, _TALLEST = 0.28, 0.15, 0.45  # heights of the letters
# The comma of old fonts is a short flag that falls to the right. Stops have up to 1.25, 0.09 and 0 and are never all three.
_FLAG_LONGER, _FLAG_LEANING, _FLAG_LOW_HEAVY = 1.12, 0.11, 0.15
_FLAG_LEAST = 2  # pixels
_CUT = 0.25  # the same
# A mark that nobody read: below the middle of the word, larger than grain; what is round is a stop.
_LOW, _LEAST_LOST, _ROUND, _TALLEST_STOP = 0.6, 0.1, 1.25, 0.3
_SEVERAL_LINES = 1.4  # heights of the letters: a box that reaches into the line above


class _Mark(NamedTuple):
    """A small mark with a soft edge around it, its size in pixels, and whether its ink lies in two parts, as a colon's does.

    `depth` is how far its middle lies down the word's height (0-1).
    """

    image: Image.Image
    wide: int
    tall: int
    is_parted: bool
    depth: float


class _Spread(NamedTuple):
    """Of the ink of a mark: how much `longer` it is than broad, whether `upright`, and how uneven it is.

    `lean` is above 0 when it falls to the right; `down` and `right` when its thin end points there (0 even).
    """

    longer: float
    upright: bool
    lean: float
    down: float
    right: float


def true_end(word: Seen, line: float, page: float, image: Image.Image) -> str | None:
    """The comma or stop that the leftmost ink is and the word does not end with; None when it ends as it was read.

    `line` and `page` are how tall the words of each are in the middle.
    """
    mark = _last_mark(word, line, page, image)
    seen = word.text[-1]
    if mark is None or (seen == ":" and mark.is_parted):
        return None
    spread = _spread(mark.image)
    if seen in ".:" and _is_flag(mark, spread):
        return "،"
    if mark.tall < _LEAST * min(line, page):
        return None
    if seen == "ء":
        if spread.upright and spread.longer >= _LONGER_THAN_HAMZA:
            return "،"
        return "." if spread.longer < _LONGER and abs(spread.down) < _EVEN else None
    if not spread.upright or spread.longer < _LONGER:
        return None
    return "،" if seen != "»" or abs(spread.down) >= _HEAVIER or abs(spread.lean) >= _LEANING else None


def has_lost_stop(word: Seen, line: float, page: float, image: Image.Image) -> bool:
    """Whether the leftmost ink is a full stop though no mark was read there; of commas it would not be as sure."""
    mark = _last_mark(word, line, page, image)
    if mark is None or mark.is_parted or mark.depth < _LOW:
        return False
    if not _LEAST_LOST * min(line, page) <= mark.tall < _TALLEST_STOP * line:
        return False
    spread = _spread(mark.image)
    return spread.longer < _ROUND and not _is_flag(mark, spread)


def _is_flag(mark: _Mark, spread: _Spread) -> bool:
    """Whether it is the short comma of old fonts, its head below and its tail to the right."""
    if mark.tall < _FLAG_LEAST or mark.wide > 2 * mark.tall:
        return False
    leans = spread.longer >= _FLAG_LONGER and spread.lean >= _FLAG_LEANING
    return leans and spread.down <= min(_FLAG_LOW_HEAVY, spread.right)


def _last_mark(word: Seen, line: float, page: float, image: Image.Image) -> _Mark | None:
    """The part of the page with the leftmost ink of the word; None when that is no small mark, or runs into a letter."""
    size = min(line, page)
    usual = max(line, page) if line < _SEVERAL_LINES * page else page
    top = word.top - 4 if word.bottom - word.top <= _SEVERAL_LINES * usual else word.bottom - usual
    for beyond in (2, 2 + _CUT * size):  # a box may end in the middle of its mark
        left = max(0, int(word.x0 - beyond))
        top = max(0, int(top))
        part = image.crop((left, top, int(word.x0 + 0.9 * line), int(word.bottom + 0.25 * size)))
        found = _leftmost_ink(part)
        if found is None or found[0][0] > 0:
            break
    if found is None:
        return None
    box, is_parted = found
    wide, tall = box[2] - box[0], box[3] - box[1]
    if wide > _WIDEST * line or tall > _TALLEST * line:
        return None
    # Beside it on the right stands a letter, whose soft edge begins where that of the mark ends.
    around = max(0, box[0] - _EDGE), max(0, box[1] - _EDGE), box[2] + _EDGE // 2, min(part.height, box[3] + _EDGE)
    depth = (top + (box[1] + box[3]) / 2 - word.top) / (word.bottom - word.top)
    return _Mark(part.crop(around), wide, tall, is_parted, depth)


def _leftmost_ink(part: Image.Image) -> tuple[tuple[int, int, int, int], bool] | None:
    """The box of what stands left of the first free column, and whether a row in it is free; None when there is none."""
    low, high = part.getextrema()
    dark = low + _INK * (high - low)  # type: ignore[operator]
    ink = part.point([255 if value < dark else 0 for value in range(256)])
    filled = ink.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
    begin = next((place for place, value in enumerate(filled) if value >= _FILLED), None)
    if begin is None:
        return None
    end = next((place for place in range(begin, len(filled)) if filled[place] < _FILLED), None)
    box = None if end is None else ink.crop((begin, 0, end, ink.height)).getbbox()
    if end is None or box is None:
        return None
    rows = ink.crop((begin, box[1], end, box[3])).resize((1, box[3] - box[1]), Image.Resampling.BOX).tobytes()
    return (begin, box[1], end, box[3]), not all(rows)


def _spread(mark: Image.Image) -> _Spread:
    low, high = mark.getextrema()
    paper = high - _PALE * (high - low)  # type: ignore[operator]
    dots = [
        (max(0.0, paper - value), place % mark.width, place // mark.width) for place, value in enumerate(mark.tobytes())
    ]
    mass = sum(ink for ink, _, _ in dots) or 1.0
    middle, level = sum(ink * x for ink, x, _ in dots) / mass, sum(ink * y for ink, _, y in dots) / mass
    across = sum(ink * (x - middle) ** 2 for ink, x, _ in dots) / mass or 1.0
    along = sum(ink * (y - level) ** 2 for ink, _, y in dots) / mass or 1.0
    lean = sum(ink * (x - middle) * (y - level) for ink, x, y in dots) / mass
    right = sum(ink * (x - middle) ** 3 for ink, x, _ in dots) / mass
    down = sum(ink * (y - level) ** 3 for ink, _, y in dots) / mass
    half, off = (across + along) / 2, math.hypot((along - across) / 2, lean)
    return _Spread(
        longer=math.sqrt((half + off) / max(half - off, 1e-6)),
        upright=along >= across,
        lean=lean / math.sqrt(across * along),
        down=down / along**1.5,
        right=right / across**1.5,
    )
