"""The colours of a page: what ink is dark in every colour, and what ground is dark in one alone. Knows pixels, no letters."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageChops

MOST_PIXELS_IN_COLOUR = 12_000_000  # a sheet of A3 at 200 dpi has 8; of larger pictures three more are too much memory
_TINT_PIXELS = 300
_TINTED = 40  # greys between the strongest colour and the weakest; yellowed paper has less


@dataclass(frozen=True, slots=True)
class Inks:
    """Two grey pictures of one page, each as large: of the strongest colour in each point, and of the weakest.

    In `palest` the blue or red of a seal is pale and black letters under it are not; in `deepest` an orange or
    yellow band is as dark as it can be.
    """

    palest: Image.Image
    deepest: Image.Image


def inks_of(image: Image.Image) -> Inks | None:
    """None when the page is grey all over, or too large."""
    if image.mode in ("1", "L") or image.mode.startswith(("I", "F")):
        return None
    if image.width * image.height > MOST_PIXELS_IN_COLOUR:
        return None
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        shown = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown)
    image = image.convert("RGB")
    seen = image.resize((_TINT_PIXELS, _TINT_PIXELS), Image.Resampling.BOX)
    if ImageChops.subtract(_strongest(seen), _weakest(seen)).getextrema()[1] < _TINTED:  # type: ignore[operator]
        return None
    return Inks(_strongest(image), _weakest(image))


def _strongest(image: Image.Image) -> Image.Image:
    red, green, blue = image.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _weakest(image: Image.Image) -> Image.Image:
    red, green, blue = image.split()
    return ImageChops.darker(ImageChops.darker(red, green), blue)
