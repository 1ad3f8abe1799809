"""Numbers that Tesseract took for one though they stand apart: two years with their dash, pairs of a telephone number."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from PIL import Image

from app.reading.ocr.tesseract import Seen

_YEARS = re.compile(r"^((?:19|20)\d\d)([-–])((?:19|20)\d\d)$")
_INK = 0.6  # of the way from the darkest point to the lightest
_APART = 0.2  # of the height of the digits: between them and a dash with spaces is 0.25 and more, without 0.1
_FLAT = 0.3  # the same: how tall a dash is at most
_PAIR, _TWO_PAIRS = re.compile(r"^\d\d$"), re.compile(r"^(\d\d)[.,]?(\d\d)$")
_PAIRS = 5  # of a telephone number that begins with a nought
_BESIDE = 1.2  # heights of the digits


def with_numbers_apart(seen: list[Seen], image: Image.Image) -> list[Seen]:
    """The same words, with « 2017 – 2021 » for « 2017–2021 » where the page has spaces, and « 82 05 » for « 8205 » in a telephone."""
    joined = {id(word) for word in _within_telephones(seen)}
    return [part for word in seen for part in (_pairs(word) if id(word) in joined else _years(word, image))]


def _years(word: Seen, image: Image.Image) -> list[Seen]:
    match = _YEARS.match(word.text)
    dash = _dash_apart(word, image) if match is not None else None
    if match is None or dash is None:
        return [word]
    (left, x0, x1, right), (first, sign, second) = dash, match.groups()
    return [
        replace(word, text=first, x1=left),
        replace(word, text=sign, x0=x0, x1=x1),
        replace(word, text=second, x0=right),
    ]


def _dash_apart(word: Seen, image: Image.Image) -> tuple[float, float, float, float] | None:
    """Where what is left of the dash ends, where the dash begins and ends, and where the rest begins; None without spaces."""
    ink = ink_of_word(word, image)
    runs = runs_across(ink)
    high = word.bottom - word.top
    for (_, left), (x0, x1), (right, _) in zip(runs, runs[1:], runs[2:], strict=False):
        box = ink.crop((x0, 0, x1, ink.height)).getbbox()
        if box is not None and box[3] - box[1] < _FLAT * high and min(x0 - left, right - x1) > _APART * high:
            return word.x0 + left, word.x0 + x0, word.x0 + x1, word.x0 + right
    return None


def ink_of_word(word: Seen, image: Image.Image) -> Image.Image:
    """What is dark in the word's box, white on black."""
    part = image.crop((int(word.x0), int(word.top), int(word.x1) + 1, int(word.bottom) + 1))
    low, high = part.getextrema()
    dark = low + _INK * (high - low)  # type: ignore[operator]
    return part.point([255 if value < dark else 0 for value in range(256)])


def runs_across(ink: Image.Image) -> list[tuple[int, int]]:
    """From where to where columns hold any ink."""
    columns = ink.resize((ink.width, 1), Image.Resampling.BOX).tobytes()
    filled = [0, *(value * ink.height >= 255 for value in columns), 0]
    edges = [place for place, (one, other) in enumerate(pairwise(filled)) if one != other]
    return [*zip(edges[::2], edges[1::2], strict=True)]


def _within_telephones(seen: list[Seen]) -> list[Seen]:
    """Words of two pairs with pairs beside them, five in all, the first with a nought."""
    lines: dict[int, list[Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    found: list[Seen] = []
    for line in lines.values():
        for stretch in _stretches(sorted(line, key=lambda word: word.x0)):
            joined = [word for word in stretch if not _PAIR.match(word.text)]
            whole = len(stretch) + len(joined) == _PAIRS and len(joined) < len(stretch) - 1
            # « 0524 33 18 07 » is written so, and from right to left the other way round.
            if whole and _PAIR.match(stretch[0].text) and stretch[0].text[0] == "0":
                found += [word for word in joined if word.text[0] != "0" or not word.text.isdigit()]
    return found


def _stretches(line: list[Seen]) -> list[list[Seen]]:
    """Of a line from the left: words of one or two pairs of digits, those beside each other together."""
    stretches: list[list[Seen]] = [[]]
    for word in line:
        if not (_PAIR.match(word.text) or _TWO_PAIRS.match(word.text)):
            stretches.append([])
            continue
        last = stretches[-1]
        if last and word.x0 - last[-1].x1 > _BESIDE * (word.bottom - word.top):
            stretches.append([])
        stretches[-1].append(word)
    return [stretch for stretch in stretches if stretch]


def _pairs(word: Seen) -> list[Seen]:
    first, second = _TWO_PAIRS.findall(word.text)[0]
    middle = (word.x0 + word.x1) / 2
    return [replace(word, text=first, x1=middle), replace(word, text=second, x0=middle)]
