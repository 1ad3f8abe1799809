"""The one door to Tesseract: its command line. Knows its output, no layout.

The wheel with the library inside loses whole Arabic lines that Debian's program reads; and one process a page can be
killed alone.
"""

from __future__ import annotations

import math
import os
import re
import resource
import shutil
import signal
import statistics
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import BinaryIO

from PIL import Image, TiffImagePlugin

from app.reading.unreadable import Unreadable, Why

LANGUAGES = ("fra", "ara", "eng")
_ITS_INPUT = "/dev/stdin"
_PATIENCE_SECONDS = 50
PAGE_SECONDS = 6.0  # of processor time for one page; Latin needs one and a half, Arabic in three passes three
_until: ContextVar[float] = ContextVar("_until", default=math.inf)
_SURELY_MISREAD = 0.5  # mean confidence of a line that may be light on dark; true lines of small Arabic have 0.6
_STEEPEST = 0.2  # no page lies so askew: the words were misread
_SUREST_NEEDED = 3.0  # below this confidence the orientation is a guess
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_FACT = re.compile(r"(Rotate|Orientation confidence|Script|Script confidence): (\S+)")


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as Tesseract saw it. Pixels; `confidence` is 0-100; `lean` is how far the page's slope has lowered it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    line: int
    lean: float = 0.0

    def moved(self, right: float, down: float, *, line: int, lean: float) -> Seen:
        """The word where a part of the page stands on the whole, in a `line` and with a `lean` of the whole."""
        x0, x1 = self.x0 + right, self.x1 + right
        return replace(self, x0=x0, x1=x1, top=self.top + down, bottom=self.bottom + down, line=line, lean=lean)


@dataclass(frozen=True, slots=True)
class Orientation:
    """How a picture stands: `turn` degrees clockwise make it upright; `script` is Latin, Arabic, … or empty."""

    turn: int = 0
    script: str = ""
    script_confidence: float = 0.0

    @property
    def is_latin(self) -> bool:
        return self.script == "Latin" and self.script_confidence > 2


@lru_cache(maxsize=1)
def program() -> str:
    """Where Tesseract is. Raises Unreadable (no_text) when it is not installed: a person will read the page."""
    found = shutil.which("tesseract")
    if found is None:
        raise Unreadable(Why.NO_TEXT, "needs OCR: Tesseract is not installed")
    return found


def orientation(image: Image.Image, dpi: float) -> Orientation:
    """Which way is up, and which script. A page with too few letters stays as it is."""
    facts = dict(_FACT.findall(_run([(image, dpi)], "--psm", "0")))
    try:
        turn = int(facts.get("Rotate", 0)) if float(facts.get("Orientation confidence", 0)) > _SUREST_NEEDED else 0
        return Orientation(turn, facts.get("Script", ""), float(facts.get("Script confidence", 0)))
    except ValueError:
        return Orientation()


def words(image: Image.Image, languages: str, *, segmentation: int, dpi: float, dark: bool = True) -> list[Seen]:
    """The words of the picture. `languages` as « fra+ara »; `segmentation` is Tesseract's `--psm`.

    Without `dark` ground on the page, lines it is unsure of are not tried in negative: a sixth of the time in Arabic.
    """
    (found,) = words_of_each([(image, dpi)], languages, segmentation=segmentation, dark=dark)
    return found


def words_of_each(
    pictures: Sequence[tuple[Image.Image, float]], languages: str, *, segmentation: int, dark: bool = True
) -> list[list[Seen]]:
    """The words of each picture, given with its dpi. One run for all: a third of what a small picture takes is the start."""
    inverting = f"invert_threshold={_SURELY_MISREAD}" if dark else "tessedit_do_invert=0"
    table = _run(pictures, "-l", languages, "--psm", str(segmentation), "-c", inverting, "tsv")
    return [_levelled(_rows(table, number)) for number in range(1, len(pictures) + 1)]


@contextmanager
def spending(seconds: float) -> Iterator[None]:
    """Inside, all runs together use at most `seconds` of processor time; the one that would pass it ends in timed_out."""
    until = _until.set(_spent() + seconds)
    try:
        yield
    finally:
        _until.reset(until)


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _run(pictures: Sequence[tuple[Image.Image, float]], *options: str) -> str:
    status, said, complained = _answer([program(), _ITS_INPUT, "stdout", *options], pictures)
    if status == -signal.SIGXCPU:
        raise Unreadable(Why.TIMED_OUT, "OCR: processor time")
    if status != 0 and b"Failed loading language" in complained:
        raise Unreadable(Why.NO_TEXT, "needs OCR: a language of Tesseract is not installed")
    return said.decode("utf-8", "replace")


@contextmanager
def _file_in_memory(pictures: Sequence[tuple[Image.Image, float]]) -> Iterator[int]:
    """The pictures as a file of no folder. From a pipe Tesseract takes one byte after the other, a tenth of its time."""
    with os.fdopen(os.memfd_create("pages"), "w+b") as file:
        _write(pictures, file)
        file.flush()
        yield file.fileno()


def _write(pictures: Sequence[tuple[Image.Image, float]], file: BinaryIO) -> None:
    """Of the formats that pack nothing the quickest to read, and the one that has pages, each with its own scale.

    The writer looks at the file once more when it goes: it must not outlive it.
    """
    with TiffImagePlugin.AppendingTiffWriter(file) as pages:
        for image, dpi in pictures:
            image.save(pages, "TIFF", compression="raw", dpi=(round(dpi), round(dpi)))
            pages.newFrame()


def _answer(command: list[str], pictures: Sequence[tuple[Image.Image, float]]) -> tuple[int, bytes, bytes]:
    """Exit status, output and complaints of the program, within what is left to spend."""
    left = _until.get() - _spent()
    if left <= 0:
        raise Unreadable(Why.TIMED_OUT, "OCR: processor time")
    with (
        _file_in_memory(pictures) as file,
        subprocess.Popen(  # noqa: S603 - our program
            command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as running,
    ):
        if left < _PATIENCE_SECONDS:
            most = math.ceil(left)
            resource.prlimit(running.pid, resource.RLIMIT_CPU, (most, most + 1))
        try:
            said, complained = running.communicate(timeout=_PATIENCE_SECONDS)
        except (subprocess.TimeoutExpired, PermissionError) as error:  # behind walls, ending it is refused
            running.kill()
            raise Unreadable(Why.TIMED_OUT, "OCR") from error
        return running.returncode, said, complained


def _rows(table: str, page: int) -> list[Seen]:
    found: list[Seen] = []
    line = -1
    for row in table.split("\n"):
        cells = row.split("\t")
        if len(cells) < 12 or cells[1] != str(page):
            continue
        line += cells[0] == "4"
        text = _spelled(cells[11]) if cells[0] == "5" else ""
        if text:
            left, top, width, height = map(int, cells[6:10])
            found.append(Seen(text, left, top, left + width, top + height, float(cells[10]), line))
    return found


def _spelled(text: str) -> str:
    """Tesseract writes Latin commas between Arabic letters."""
    text = _DIRECTION_MARKS.sub("", text).strip()
    if _ARABIC.search(text):
        text = re.sub("(?<=[\u0600-\u06ff]),", "،", text)
        text = re.sub("(?<=[\u0600-\u06ff]);", "؛", text)
        text = re.sub(r"(?<=[\u0600-\u06ff])\?", "؟", text)
    return text


def _levelled(seen: list[Seen]) -> list[Seen]:
    """The same words with their `lean`: the middle slope of the page's longer lines, times the place on the line."""
    lines: dict[int, list[Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    slopes = [slope for line in lines.values() if (slope := _slope(line)) is not None]
    slope = statistics.median(slopes) if slopes else 0.0
    if not slope or abs(slope) > _STEEPEST:
        return seen
    return [replace(word, lean=slope * (word.x0 + word.x1) / 2) for word in seen]


def slope_of(seen: list[Seen]) -> float:
    """By how much a pixel to the right lies lower on the page, as the words' `lean` says."""
    widest = max(seen, key=lambda word: abs(word.lean), default=None)
    return widest.lean / ((widest.x0 + widest.x1) / 2) if widest is not None and widest.lean else 0.0


def _slope(line: list[Seen]) -> float | None:
    """Least-squares slope through the middles of a line's words; None when the line is too short to tell."""
    if len(line) < 4:
        return None
    xs = [(word.x0 + word.x1) / 2 for word in line]
    ys = [(word.top + word.bottom) / 2 for word in line]
    if max(xs) - min(xs) <= 250:
        return None
    return statistics.linear_regression(xs, ys).slope
