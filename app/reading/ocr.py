"""From the picture of a page to its words in order: upright, cleaned, read once or three times, laid out by our own rules.

Tesseract's words are good and its order is not; its lines only seed ours.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PIL import Image

from app.reading.best_lines import best_lines
from app.reading.hyphens import join_broken_words
from app.reading.ocr_marks import with_true_marks
from app.reading.scans import Ruled, flattened, grey, is_blank, skew_of, softened, turned, without_grain, without_rules
from app.reading.tesseract import Seen, orientation, program, words
from app.reading.text import Box, Line, Page, Source, Word
from app.reading.words import lines_from_words

READING_DPI = 200
_SMALLER = 0.75
# Degrees from which a page is straightened. Turning blurs: Latin letters gain by it early, the dots of Arabic late.
_ASKEW_LATIN, _ASKEW = 0.25, 1.5
_MOST_DOUBTFUL = 0.06  # of the letters of a French reading
_DOUBTED = 60.0
_SOME_ARABIC = 0.03  # of the letters
_SURE_ENOUGH = 88.0  # mean confidence below which three passes pay for themselves
_BOTH = "fra+ara"
# A list mark that Tesseract took for a letter or a sign.
_MARK = re.compile(r"^[^\w(«\"]{1,2}$|^[eo°©€¢@]$")
_ROUND_MARK = re.compile("^[.٠]{1,2}$")  # a round mark read as the Arabic-Indic zero, however surely
_ARABIC = re.compile("[\u0600-\u06ff]")


def read_picture(image: Image.Image, *, dpi: float, number: int, photo: bool = False) -> Page:
    """The page that `image` shows, at `dpi` pixels per inch; `photo` when a camera took it.

    Boxes are points on the picture as given, whichever way it was turned to be read. Raises Unreadable: no_text
    without Tesseract, timed_out.
    """
    program()
    image = grey(image)
    width, height = image.width * 72 / dpi, image.height * 72 / dpi
    if is_blank(image, dpi):
        return Page(number, width, height, Source.OCR, ())
    stand = orientation(image, dpi)
    upright = image.rotate(-stand.turn, expand=True) if stand.turn else image
    sheet, seen = _read_upright(upright, dpi, photo=photo, latin=stand.is_latin)
    (lines,) = join_broken_words([_laid_out(with_true_marks(seen, sheet.image), sheet.ruled, dpi)])
    if sheet.skew:
        middle = (upright.width * 36 / dpi, upright.height * 36 / dpi)
        lines = [_moved(line, partial(_box_askew, degrees=sheet.skew, middle=middle)) for line in lines]
    if stand.turn:
        lines = [_moved(line, partial(_box_back, turn=stand.turn, width=width, height=height)) for line in lines]
    return Page(number, width, height, Source.OCR, tuple(lines))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page made ready: turned by `skew` degrees to lie straight, its ruled lines found and perhaps painted over."""

    image: Image.Image
    ruled: Ruled
    skew: float


def _sheet(upright: Image.Image, dpi: float, *, latin: bool) -> _Sheet:
    skew = skew_of(upright, dpi)
    if abs(skew) < (_ASKEW_LATIN if latin else _ASKEW):
        skew = 0.0
    straight = turned(upright, skew) if skew else upright
    ruled = without_rules(straight, dpi)
    # Underlines cost Tesseract the title above them; but what looks like a line in Arabic may be a drawn-out letter.
    return _Sheet(ruled.image if ruled.is_table or latin else straight, ruled, skew)


def _read_upright(upright: Image.Image, dpi: float, *, photo: bool, latin: bool) -> tuple[_Sheet, list[Seen]]:
    if not latin:
        sheet = _sheet(upright, dpi, latin=False)
        first = _both(sheet.image, dpi, photo=photo)
        if _arabic_share(first) >= _SOME_ARABIC:
            return sheet, _read_arabic(sheet.image, dpi, first)
    sheet = _sheet(upright, dpi, latin=True)
    return sheet, _read_latin(sheet.image, dpi, photo=photo)


def _read_latin(image: Image.Image, dpi: float, *, photo: bool) -> list[Seen]:
    """A page that looks French; lines in Arabic show themselves by their low confidence, and the page is read again."""
    first = _french(image, dpi, photo=photo)
    if _doubtful_share(first) <= _MOST_DOUBTFUL:
        return first
    return best_lines([first, _both(image, dpi, photo=photo)])


def _read_arabic(image: Image.Image, dpi: float, first: list[Seen]) -> list[Seen]:
    """Two sizes, the better of each word; and a third time, on evened ground, when the first reading doubts."""
    second = _pass(image, dpi, dpi * _SMALLER, softened)
    if _confidence(first) >= _SURE_ENOUGH:
        return best_lines([first, second])
    third = _pass(image, dpi, dpi, lambda picture: without_grain(flattened(picture, dpi)))
    return best_lines([first, second, third])


def _french(image: Image.Image, dpi: float, *, photo: bool) -> list[Seen]:
    return _without_marks(words(image if photo else softened(image), "fra", segmentation=3, dpi=dpi))


def _both(image: Image.Image, dpi: float, *, photo: bool) -> list[Seen]:
    prepared = flattened(image, dpi) if photo else softened(image)
    return _without_marks(words(prepared, _BOTH, segmentation=4, dpi=dpi))


def _pass(image: Image.Image, dpi: float, at_dpi: float, prepare: Callable[[Image.Image], Image.Image]) -> list[Seen]:
    """One more reading at another resolution, its places in pixels of `dpi`."""
    ratio = at_dpi / dpi
    if ratio != 1:
        image = image.resize((int(image.width * ratio), int(image.height * ratio)), Image.Resampling.LANCZOS)
    seen = _without_marks(words(prepare(image), _BOTH, segmentation=4, dpi=at_dpi))
    if ratio == 1:
        return seen
    return [
        replace(
            word,
            x0=word.x0 / ratio,
            top=word.top / ratio,
            x1=word.x1 / ratio,
            bottom=word.bottom / ratio,
            lean=word.lean / ratio,
        )
        for word in seen
    ]


def _laid_out(seen: list[Seen], ruled: Ruled, dpi: float) -> tuple[Line, ...]:
    """The words in order. They are laid out as on a straight page, and keep the places they have on the real one."""
    scale = 72 / dpi
    slope = _slope_of(seen)
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


def _slope_of(seen: list[Seen]) -> float:
    widest = max(seen, key=lambda word: abs(word.lean), default=None)
    return widest.lean / ((widest.x0 + widest.x1) / 2) if widest is not None and widest.lean else 0.0


def _straight(box: Box, slope: float) -> Box:
    lean = slope * (box.x0 + box.x1) / 2
    return Box(box.x0, box.top - lean, box.x1, box.bottom - lean)


def _thin(box: Box) -> Box:
    """A line across that lies askew fills a tall box; the line itself is in its middle."""
    middle = (box.top + box.bottom) / 2
    return Box(box.x0, middle - 0.5, box.x1, middle + 0.5)


def _confidence(seen: list[Seen]) -> float:
    return sum(word.confidence for word in seen) / len(seen) if seen else 0.0


def _doubtful_share(seen: list[Seen]) -> float:
    letters = sum(len(word.text) for word in seen)
    doubted = sum(len(word.text) for word in seen if word.confidence < _DOUBTED)
    return doubted / letters if letters else 1.0


def _arabic_share(seen: list[Seen]) -> float:
    letters = sum(len(word.text) for word in seen)
    return sum(len(_ARABIC.findall(word.text)) for word in seen) / letters if letters else 0.0


def _without_marks(seen: list[Seen]) -> list[Seen]:
    """Without the list marks at the beginning of lines."""
    lines: dict[int, list[Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    marks = {id(mark) for line in lines.values() if (mark := _mark_of(line)) is not None}
    return [word for word in seen if id(word) not in marks]


def _mark_of(line: list[Seen]) -> Seen | None:
    if len(line) < 2:
        return None
    arabic = sum(len(_ARABIC.findall(word.text)) for word in line)
    rightmost = arabic * 2 > sum(len(word.text) for word in line)
    edge = max(line, key=lambda word: word.x0) if rightmost else min(line, key=lambda word: word.x0)
    doubtful = edge.confidence < 80 or not edge.text.isalnum()
    return edge if _ROUND_MARK.match(edge.text) or (doubtful and _MARK.match(edge.text)) else None


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
