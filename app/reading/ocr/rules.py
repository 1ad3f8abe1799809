"""Ruled lines of a page: where they are, and the page without them. Knows pixels, no letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

from app.reading.ocr.grounds import parts_of
from app.reading.ocr.scans import PixelBox, paper_of

_SHORTER = 4
_SLAB, _MARGIN = 64, 4
# Beside seven in a hundred columns of a ruled line is ink at most, beside a quarter of a word's stroke at least.
_TOUCHED = 0.2
_BESIDE, _LONGEST_WORD, _TALLEST_BAND = 0.015, 1.2, 1.0  # inches; a page of stripes is one band, and takes long
_HALF_DARK = 128
_APART = 0.4  # inch: a line that a scanner broke has smaller gaps, two columns have larger ones between them
_STRETCH = re.compile(rb"[^\x00]+")


@dataclass(frozen=True, slots=True)
class Ruled:
    """A page without its ruled lines, and where they were."""

    image: Image.Image
    across: tuple[PixelBox, ...]
    down: tuple[PixelBox, ...]

    @property
    def is_table(self) -> bool:
        """A frame of lines, not an underlined title."""
        return len(self.down) >= 1 and len({top for _, top, _, _ in self.across}) >= 3


def without_rules(image: Image.Image, dpi: float, *, joined: bool = False) -> Ruled:
    """Long thin dark lines painted over with the paper's grey; where letters are `joined` none that they stand on."""
    paper = paper_of(image)
    dark = image.point([255 if value < paper * 0.72 else 0 for value in range(256)])
    shortest = max(60, int(dpi * 0.45))
    thickest = max(4, int(dpi) // 22) * 2
    across = _lines(dark, shortest, thickest, across=True)
    if joined:
        across = _without_letters(across, dark, dpi)
    down = _lines(dark, shortest, thickest, across=False)
    found = _boxes(across, dark.size, across=True, apart=round(_APART * dpi)), _boxes(down, dark.size, across=False)
    cleaned = image.copy()
    _paint_over(cleaned, across, paper, across=True)
    _paint_over(cleaned, down, paper, across=False)
    return Ruled(cleaned, *found)


def _paint_over(image: Image.Image, lines: Image.Image, paper: int, *, across: bool) -> None:
    """Slab by slab: most of a page has no line in it."""
    size = image.height if across else image.width
    for begin in range(0, size, _SLAB):
        reach = max(0, begin - _MARGIN), min(size, begin + _SLAB + _MARGIN)
        slab = _slab(lines, *reach, across=across)
        if slab.getbbox() is None:
            continue
        # Two pixels more on each side: a mean over five that is not black has a line in it, and is ten times as quick
        # to have as the lightest of twenty-five.
        mask = _wide(slab, image.size, across=across).filter(ImageFilter.BoxBlur(2)).point(_from(1))
        image.paste(paper, (0, reach[0]) if across else (reach[0], 0), mask)


def _slab(lines: Image.Image, begin: int, end: int, *, across: bool) -> Image.Image:
    return lines.crop((0, begin, lines.width, end) if across else (begin, 0, end, lines.height))


def _wide(lines: Image.Image, size: tuple[int, int], *, across: bool) -> Image.Image:
    """Lines that were found on a shorter picture, as long as on the picture of `size`."""
    wide = (size[0], lines.height) if across else (lines.width, size[1])
    return lines.resize(wide, Image.Resampling.NEAREST)


def _without_letters(lines: Image.Image, dark: Image.Image, dpi: float) -> Image.Image:
    """The `lines` across without the stroke that the letters of a bold Arabic word stand on: they touch it, a ruled line is free."""
    beside = max(2, round(_BESIDE * dpi))
    longest = _LONGEST_WORD * dpi / _SHORTER
    kept = lines.copy()
    for begin, end in _filled(lines, across=True):
        if end - begin > _TALLEST_BAND * dpi:
            continue
        top = max(0, begin - beside)
        strip = lines.crop((0, begin, lines.width, end)).tobytes()
        ink = dark.resize(
            (lines.width, min(lines.height, end + beside) - top),
            Image.Resampling.BOX,
            (0, top, dark.width, min(dark.height, end + beside)),
        ).tobytes()
        letters = [
            part
            for part in parts_of(strip, lines.width)
            if _length(part, lines.width) < longest and _is_touched(part, ink, lines.width, begin - top, beside)
        ]
        if letters:
            left = bytearray(strip)
            for part in letters:
                for cell in part:
                    left[cell] = 0
            kept.paste(Image.frombytes("L", (lines.width, end - begin), bytes(left)), (0, begin))
    return kept


def _length(part: list[int], wide: int) -> int:
    columns = {cell % wide for cell in part}
    return max(columns) - min(columns) + 1


def _is_touched(part: list[int], ink: bytes, wide: int, down: int, beside: int) -> bool:
    """Whether `ink`, which begins `down` rows higher, is dark along much of one side of the part, `beside` rows away."""
    above, below = dict[int, int](), dict[int, int]()
    for cell in part:
        row, column = divmod(cell, wide)
        above[column] = min(row, above.get(column, row))
        below[column] = max(row, below.get(column, row))
    sides = (
        [(row + down - beside) * wide + column for column, row in above.items()],
        [(row + down + beside) * wide + column for column, row in below.items()],
    )
    return any(
        sum(0 <= place < len(ink) and ink[place] > _HALF_DARK for place in side) > _TOUCHED * len(side)
        for side in sides
    )


def _lines(dark: Image.Image, shortest: int, thickest: int, *, across: bool) -> Image.Image:
    """White where a dark run is at least `shortest` pixels long and less than `thickest` thick.

    On a picture four times shorter along the lines: they are long, and it is four times less work.
    """
    along = (max(1, shortest // (2 * _SHORTER)), 0)
    thick = (0, thickest // 2)
    size = (max(1, dark.width // _SHORTER), dark.height)
    if not across:
        along, thick, size = along[::-1], thick[::-1], (dark.width, max(1, dark.height // _SHORTER))
    small = dark.resize(size, Image.Resampling.BOX).point(_from(200))
    # The mean over a window tells whether the window is all dark; the same window spread again gives the whole run.
    full = small.filter(ImageFilter.BoxBlur(along)).point(_from(247))
    runs = ImageChops.darker(full.filter(ImageFilter.BoxBlur(along)).point(_from(1)), small)
    solid = runs.filter(ImageFilter.BoxBlur(thick)).point(_from(250))
    bulk = solid.filter(ImageFilter.BoxBlur(thick)).point(_from(1))
    return ImageChops.subtract(runs, bulk)


def _from(threshold: int) -> list[int]:
    """White from `threshold` on, black below."""
    return [255 if value >= threshold else 0 for value in range(256)]


def _boxes(lines: Image.Image, page: tuple[int, int], *, across: bool, apart: int = 0) -> tuple[PixelBox, ...]:
    """One box for each line: rows (or columns) of the page that hold any, with gaps of three or less joined.

    With `apart` lines in the same rows that stand so many pixels from each other are several: two titles, each underlined.
    """
    found: list[PixelBox] = []
    for begin, end in _filled(lines, across=across):
        slab = _wide(_slab(lines, begin, end, across=across), page, across=across)
        inside = slab.getbbox()
        if inside is None:
            continue
        x0, top, x1, bottom = inside
        if not across:
            found.append((x0 + begin, top, x1 + begin, bottom))
            continue
        for left, right in _stretches(slab, apart or page[0]):
            found.append((left, top + begin, right, bottom + begin))
    return tuple(found)


def _stretches(slab: Image.Image, apart: int) -> list[tuple[int, int]]:
    """From which column to which a slab holds anything; what stands less than so many columns from each other is one."""
    profile = slab.resize((slab.width, 1), Image.Resampling.BOX).point(_from(1)).tobytes()
    found: list[tuple[int, int]] = []
    for stretch in _STRETCH.finditer(profile):
        left, right = stretch.span()
        if found and left - found[-1][1] < apart:
            left = found.pop()[0]
        found.append((left, right))
    return found


def _filled(lines: Image.Image, *, across: bool) -> Iterator[tuple[int, int]]:
    """From where to where rows (or columns) hold any; gaps of three or less are none."""
    size = (1, lines.height) if across else (lines.width, 1)
    profile = lines.resize(size, Image.Resampling.BOX).point(_from(8)).tobytes()
    begin, last = -1, -9
    for place, value in enumerate((*profile, 0, 0, 0, 0)):
        if value and place - last > 3:
            begin = place
        if value:
            last = place
        elif begin >= 0 and place - last == 3:
            yield begin, last + 1
            begin = -1
