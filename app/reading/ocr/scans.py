"""Makes a picture of a page easier to read: grey, even ground, upright and straight. Knows pixels, no letters."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TypeAlias

from PIL import Image, ImageChops, ImageFilter

PixelBox: TypeAlias = tuple[int, int, int, int]  # left, top, right, bottom

_DARKEST_GROUND = 30
_SHRINK = 8
_SKEW_DPI = 72
_STRIPS = 64
_EDGE = 12  # the part of the height and width that is left out on each side
_BLANK_DPI = 36
_LEAST_INK = 24  # greys
_GROUND_DPI = 18
_DARK_GROUND = 0.75
_UNEVEN, _EDGES = 0.9, 0.02  # of the lightest paper; what is left out at both ends
_BLACK_PAPER = 60  # greys: a photograph in bad light is lighter


def grey(image: Image.Image) -> Image.Image:
    """`image` in 256 greys; what is transparent becomes paper."""
    if image.mode == "L":
        return image
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        shown = image.convert("RGBA")
        paper = Image.new("RGBA", shown.size, "white")
        return Image.alpha_composite(paper, shown).convert("L")
    if image.mode.startswith("I") or image.mode == "F":
        low, high = image.convert("F").getextrema()
        span = max(1.0, float(high) - float(low))  # type: ignore[arg-type]
        return image.convert("F").point(lambda value: value * (255 / span) - float(low) * (255 / span)).convert("L")  # type: ignore[arg-type]
    return image.convert("L")


def dark_on_light(image: Image.Image) -> Image.Image:
    """The (grey) page as ink on paper: one that is written in white on black, a negative perhaps, is turned."""
    return ImageChops.invert(image) if paper_of(image) < _BLACK_PAPER else image


def softened(image: Image.Image) -> Image.Image:
    """A blur of 0.7 pixel: the grain of a scan is no part of the letters."""
    return image.filter(ImageFilter.GaussianBlur(0.7))


def evenly_lit(image: Image.Image, dpi: float) -> Image.Image:
    """The same (grey) page, flattened when its paper is clearly darker in one place than in another.

    One grey of paper for the whole page, to tell lines by and to paint them over with, would else be wrong somewhere.
    """
    ground = _ground(image, dpi)
    counts = ground.histogram()
    dark, light = _grey_of(counts, _EDGES), _grey_of(counts, 1 - _EDGES)
    return _divided(image, ground) if dark < _UNEVEN * light else image


def flattened(image: Image.Image, dpi: float) -> Image.Image:
    """The picture divided by its own ground: shadows and yellowed paper become white."""
    return _divided(image, _ground(image, dpi))


def _divided(image: Image.Image, ground: Image.Image) -> Image.Image:
    """Each point times 260 and divided by its ground: first by how much lighter that is than the darkest ground."""
    darkest = max(_DARKEST_GROUND, int(ground.getextrema()[0]))  # type: ignore[arg-type]
    shade = ground.point([min(255, round(255 * darkest / max(1, value))) for value in range(256)])
    even = ImageChops.multiply(image, shade.resize(image.size, Image.Resampling.BILINEAR))
    return even.point([min(255, round(value * 260 / darkest)) for value in range(256)])


def ink_of(image: Image.Image, dpi: float) -> Image.Image:
    """By how much each point is darker than the paper around it."""
    return ImageChops.subtract(_ground(image, dpi).resize(image.size, Image.Resampling.BILINEAR), image)


def _ground(image: Image.Image, dpi: float) -> Image.Image:
    """The paper alone, as light as it is around each point; a picture eight times smaller."""
    reach = max(8, int(dpi / 12))
    size = max(1, image.width // _SHRINK), max(1, image.height // _SHRINK)
    small = image.resize(size, Image.Resampling.BILINEAR)
    return lightest_around(small, 2 * (reach // 16) + 3).filter(ImageFilter.GaussianBlur(reach / 8 + 4))


def lightest_around(image: Image.Image, size: int) -> Image.Image:
    """For each point the lightest grey of a square of `size` (odd) around it, in a tenth of what sorting them takes."""
    half = size // 2
    found = image.crop((-half, -half, image.width + half, image.height + half))
    for right, down in ((1, 0), (0, 1)):
        reach = 1
        while reach < size:
            step = min(reach, size - reach)
            aside = found.crop((step * right, step * down, found.width + step * right, found.height + step * down))
            found = ImageChops.lighter(found, aside)
            reach += step
    return found.crop((0, 0, *image.size))


def darkest_around(image: Image.Image, size: int) -> Image.Image:
    """The same with the darkest grey."""
    return ImageChops.invert(lightest_around(ImageChops.invert(image), size))


def is_blank(image: Image.Image, dpi: float) -> bool:
    """Whether nothing on the (grey) page stands out from its paper, seen at 36 dots an inch: a word would be grey there."""
    counts = shrunk(image, _BLANK_DPI / dpi).histogram()
    filled = [value for value, count in enumerate(counts) if count]
    return filled[-1] - filled[0] < _LEAST_INK


def skew_of(image: Image.Image, dpi: float) -> float:
    """By how many degrees (anticlockwise, within three) the page must be turned to lie straight; to a tenth.

    Straight lines of text make the sums of the rows rise and fall most sharply.
    """
    ink = ImageChops.invert(shrunk(image, _SKEW_DPI / dpi))
    strips, wide = _strips(ink)
    coarse, _ = sharpest(ink)
    fine = max(range(-4, 5), key=lambda tenth: _sharpness(strips, wide, coarse + tenth / 10))
    return round(coarse + fine / 10, 2)


def sharpest(ink: Image.Image) -> tuple[float, float]:
    """The turn, to half a degree, at which the rows of `ink` differ most, and by how much they do."""
    strips, wide = _strips(ink)
    best, half = max((_sharpness(strips, wide, half / 2), half) for half in range(-6, 7))
    return half / 2, best


def shrunk(image: Image.Image, ratio: float) -> Image.Image:
    """The picture `ratio` times as large, each pixel the mean of what it stands for."""
    size = max(1, int(image.width * ratio)), max(1, int(image.height * ratio))
    return image.resize(size, Image.Resampling.BOX)


def turned(image: Image.Image, degrees: float, *, sharp: bool) -> Image.Image:
    """The page turned a little about its middle, at the same size, paper in the corners.

    When it need not stay `sharp` it becomes as soft as if blurred a little, in half the time.
    """
    way = Image.Resampling.BICUBIC if sharp else Image.Resampling.BILINEAR
    return image.rotate(degrees, resample=way, fillcolor=paper_of(image))


def turned_part(image: Image.Image, degrees: float, box: PixelBox) -> Image.Image:
    """What the page, turned so and sharp, shows in `box`, without the work of turning the rest."""
    sine, cosine = math.sin(math.radians(-degrees)), math.cos(math.radians(-degrees))
    x, y = box[0] - image.width / 2, box[1] - image.height / 2
    across = image.width / 2 + cosine * x + sine * y
    down = image.height / 2 - sine * x + cosine * y
    return image.transform(
        (box[2] - box[0], box[3] - box[1]),
        Image.Transform.AFFINE,
        (cosine, sine, across, -sine, cosine, down),
        Image.Resampling.BICUBIC,
        fillcolor=255,
    )


def sheared(image: Image.Image, degrees: float) -> Image.Image:
    """The page with each column slid up or down until its lines lie straight: letters lean a little, and nothing blurs."""
    fall = math.tan(math.radians(degrees))
    return image.transform(
        image.size,
        Image.Transform.AFFINE,
        (1, 0, 0, fall, 1, -fall * image.width / 2),
        Image.Resampling.NEAREST,
        fillcolor=255,
    )


def _strips(ink: Image.Image) -> tuple[Image.Image, float]:
    """The picture's middle as narrow strips, each one pixel wide and grey as its row is in the mean; and their width.

    A page turned a little is strips that slid up and down: quicker to have than the turned picture, and as sharp.
    """
    edge = ink.width // _EDGE  # what reaches over the sides of a page is no line of it
    wide = ink.width - 2 * edge
    count = min(_STRIPS, wide)
    strips = ink.resize((count, ink.height), Image.Resampling.BOX, (edge, 0, edge + wide, ink.height))
    return strips, wide / count


def _sharpness(strips: Image.Image, wide: float, degrees: float) -> float:
    fall = math.tan(math.radians(degrees)) * wide
    slid = strips.transform(
        strips.size,
        Image.Transform.AFFINE,
        (1, 0, 0, fall, 1, -fall * strips.width / 2),
        Image.Resampling.NEAREST,
    )
    edge = strips.height // _EDGE
    rows = slid.resize(
        (1, strips.height - 2 * edge), Image.Resampling.BOX, (0, edge, strips.width, strips.height - edge)
    ).tobytes()
    return sum([(one - other) ** 2 for one, other in pairwise(rows)])


def has_dark_ground(image: Image.Image, dpi: float) -> bool:
    """Whether part of the (grey) page is dark behind its letters, as a title in white on a band of colour is."""
    # Seen so small that thin strokes are gone, and the light spread over what little is left of thick ones.
    grounds = lightest_around(shrunk(image, _GROUND_DPI / dpi), 3)
    return grounds.getextrema()[0] < _DARK_GROUND * paper_of(image)  # type: ignore[operator]


def paper_of(image: Image.Image) -> int:
    """The grey that four fifths of the page do not exceed."""
    small = image.resize((max(1, image.width // 7), max(1, image.height // 7)), Image.Resampling.NEAREST)
    return _grey_of(small.histogram(), 0.8)


def _grey_of(counts: list[int], share: float) -> int:
    """The grey that `share` of the points do not exceed."""
    left = share * sum(counts)
    for value, count in enumerate(counts):
        left -= count
        if left <= 0:
            return value
    return 255
