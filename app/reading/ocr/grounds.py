"""Parts of a page that are written light on dark, a sidebar or a band of colour, made dark on light. Knows pixels, no letters.

Tesseract turns single lines by itself, but in the shade of a photograph it takes a whole dark part for a picture, and a
band of colour that is not very dark for nothing at all.
"""

from __future__ import annotations

import statistics

from PIL import Image, ImageChops, ImageFilter

from app.reading.ocr.inks import Inks
from app.reading.ocr.scans import darkest_around, flattened, lightest_around, paper_of, shrunk

_GROUND_DPI = 36
_AROUND = 7  # pixels of the small picture: a line of text and the gap above it, so that most of them are ground
_DARK = 0.5  # of the paper's grey
_COLOURED, _COLOURED_DARK = 0.6, 0.75  # of the strongest colour; of the paper
_LEAST_SHARE = 0.004  # of the page: a smaller part is a drawing, or a letter
_STRONGER = 1.4  # light letters on dark stand out less than ink on paper
_WIDE_WORD, _TALL_WORD = 120, 24  # pixels of the small picture: as large a hole as the letters of a name leave
_SOME_DARK = 51  # of 255: so much ground is left between the boldest letters
_CELL = 3  # pixels of the small picture to a cell in which parts are told from each other
_GRAIN = 12  # greys
_LIGHTER = 1.2  # times as much light on the ground as dark, for letters to be light


def light_grounds(image: Image.Image, dpi: float, inks: Inks | None = None) -> Image.Image:
    """The (grey) page with its dark parts in negative, each as even as paper; the same picture when it has none.

    With `inks`, its colours, parts that are strongly coloured and hold light letters are dark ones too.
    """
    shown = image if inks is None else inks.deepest
    small = shrunk(shown, _GROUND_DPI / dpi)
    least = _LEAST_SHARE * small.width * small.height
    own = small if inks is None else shrunk(image, _GROUND_DPI / dpi)
    dark = _dark_parts(_below(_DARK, own, paper_of(image)), least)
    edges = Image.new("L", small.size)
    if inks is not None:
        colour = _strongly_coloured(inks, small, dpi)
        coloured = _dark_parts(colour, least)
        if coloured is not None:
            coloured = _written_light(coloured, small)
            edges = ImageChops.darker(lightest_around(coloured, _AROUND), lightest_around(colour, 3))
            dark = coloured if dark is None else ImageChops.lighter(dark, coloured)
    if dark is None or dark.histogram()[255] < least:
        return image
    paper = paper_of(image)
    ground = lightest_around(darkest_around(small, _AROUND), _AROUND)
    lighter = ImageChops.subtract(shown, ground.resize(image.size, Image.Resampling.BILINEAR))
    negative = lighter.point([max(0, paper - int(_STRONGER * value)) for value in range(256)])
    # Where dark and light meet, neither is true: a seam of paper keeps it from looking like a line.
    inner = darkest_around(dark, 3)
    outer = ImageChops.lighter(lightest_around(dark, 3), edges)
    turned = image.copy()
    turned.paste(paper, mask=ImageChops.subtract(outer, inner).resize(image.size, Image.Resampling.NEAREST))
    turned.paste(negative, mask=inner.resize(image.size, Image.Resampling.NEAREST))
    # Tesseract sets one threshold for the whole page: the rest must be as even as what was turned.
    return flattened(turned, dpi)


def _below(share: float, image: Image.Image, paper: int) -> Image.Image:
    return image.point([255 if value < share * paper else 0 for value in range(256)])


def _strongly_coloured(inks: Inks, deepest: Image.Image, dpi: float) -> Image.Image:
    """Where the weakest colour is much weaker than the strongest, and than on paper; no shade and no lamp does that."""
    palest = shrunk(inks.palest, _GROUND_DPI / dpi)
    pale_enough = palest.point([int(_COLOURED * value) for value in range(256)])
    stronger = ImageChops.subtract(pale_enough, deepest).point(_from(1))
    return ImageChops.darker(stronger, _below(_COLOURED_DARK, deepest, paper_of(inks.deepest)))


def _dark_parts(dark: Image.Image, least: float) -> Image.Image | None:
    """White where most points around are `dark`, and where the letters of a large name hide it; None when it is `least`."""
    if dark.histogram()[255] < least / 2:
        return None  # as nearly every page: the middle of so many points takes a while
    # Where most points around are dark, so is the one in their middle: told from counts, quicker than by sorting them.
    mostly = dark.filter(ImageFilter.BoxBlur(_AROUND // 2)).point(_from(128))
    whole = lightest_around(darkest_around(mostly, _AROUND), _AROUND)
    # A hole with dark on all four sides, in which some is left, is letters; a light box has less, a gap has two sides.
    enclosed = ImageChops.darker(_closed(whole, (_WIDE_WORD, 0)), _closed(whole, (0, _TALL_WORD)))
    some = dark.filter(ImageFilter.BoxBlur(_AROUND)).point(_from(_SOME_DARK))
    return ImageChops.lighter(whole, ImageChops.darker(enclosed, some))


def _closed(parts: Image.Image, reach: tuple[int, int]) -> Image.Image:
    """`parts` with the gaps filled that are no wider than twice the reach along, or across."""
    half = (reach[0] // 2, reach[1] // 2)
    near = parts.filter(ImageFilter.BoxBlur(half)).point(_from(1))
    return near.filter(ImageFilter.BoxBlur(half)).point(_from(255))


def _written_light(dark: Image.Image, small: Image.Image) -> Image.Image:
    """The parts of `dark` in which what stands out from the ground is lighter than it, not black letters on a colour."""
    inner = darkest_around(dark, 5)
    size = (dark.width // _CELL + 1, dark.height // _CELL + 1)
    cells, grounds, lightest, darkest = (
        each.resize(size, Image.Resampling.NEAREST).tobytes()
        for each in (
            inner,
            small.filter(ImageFilter.MedianFilter(_CELL)),
            lightest_around(ImageChops.darker(small, inner), _CELL),
            darkest_around(ImageChops.lighter(small, ImageChops.invert(inner)), _CELL),
        )
    )
    kept = bytearray(len(cells))
    for part in parts_of(cells, size[0]):
        ground = statistics.median_low([grounds[cell] for cell in part])
        light = sum(lightest[cell] - ground for cell in part if lightest[cell] > ground + _GRAIN)
        if light > _LIGHTER * sum(ground - darkest[cell] for cell in part if darkest[cell] < ground - _GRAIN):
            for cell in part:
                kept[cell] = 255
    mask = lightest_around(Image.frombytes("L", size, bytes(kept)), 5)
    return ImageChops.darker(dark, mask.resize(dark.size, Image.Resampling.NEAREST))


def parts_of(cells: bytes, wide: int) -> list[list[int]]:
    """The places of the filled cells, row by row in rows `wide` long, those that touch together."""
    left = {place for place, value in enumerate(cells) if value}
    parts = []
    while left:
        part = [left.pop()]
        for place in part:
            for beside in (place - 1, place + 1, place - wide, place + wide):
                if beside in left:
                    left.discard(beside)
                    part.append(beside)
        parts.append(part)
    return parts


def _from(threshold: int) -> list[int]:
    """White from `threshold` on, black below."""
    return [255 if value >= threshold else 0 for value in range(256)]
