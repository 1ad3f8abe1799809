"""Parts of a page that are written light on dark, a sidebar or a band of colour, made dark on light. Knows pixels, no letters.

Tesseract turns single lines by itself, but in the shade of a photograph it takes a whole dark part for a picture.
"""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter

from app.reading.scans import flattened, paper_of, shrunk

_GROUND_DPI = 36
_AROUND = 7  # pixels of the small picture: a line of text and the gap above it, so that most of them are ground
_DARK = 0.5  # of the paper's grey
_LEAST_SHARE = 0.004  # of the page: a smaller part is a drawing, or a letter
_STRONGER = 1.4  # light letters on dark stand out less than ink on paper


def light_grounds(image: Image.Image, dpi: float) -> Image.Image:
    """The (grey) page with its dark parts in negative, each as even as paper; the same picture when it has none."""
    paper = paper_of(image)
    small = shrunk(image, _GROUND_DPI / dpi)
    is_dark = [255 if value < _DARK * paper else 0 for value in range(256)]
    least = _LEAST_SHARE * small.width * small.height
    if small.point(is_dark).histogram()[255] < least / 2:
        return image  # as nearly every page: the middle of so many points takes a while
    # Where most points around are dark, so is the one in their middle: told from counts, quicker than by sorting them.
    mostly = small.point(is_dark).filter(ImageFilter.BoxBlur(_AROUND // 2)).point([0] * 128 + [255] * 128)
    dark = mostly.filter(ImageFilter.MinFilter(_AROUND)).filter(ImageFilter.MaxFilter(_AROUND))
    if dark.histogram()[255] < least:
        return image
    ground = small.filter(ImageFilter.MedianFilter(_AROUND))
    lighter = ImageChops.subtract(image, ground.resize(image.size, Image.Resampling.BILINEAR))
    negative = lighter.point([max(0, paper - int(_STRONGER * value)) for value in range(256)])
    # Where dark and light meet, neither is true: a seam of paper keeps it from looking like a line.
    inner = dark.filter(ImageFilter.MinFilter(3))
    outer = dark.filter(ImageFilter.MaxFilter(3))
    turned = image.copy()
    turned.paste(paper, mask=ImageChops.subtract(outer, inner).resize(image.size, Image.Resampling.NEAREST))
    turned.paste(negative, mask=inner.resize(image.size, Image.Resampling.NEAREST))
    # Tesseract sets one threshold for the whole page: the rest must be as even as what was turned.
    return flattened(turned, dpi)
