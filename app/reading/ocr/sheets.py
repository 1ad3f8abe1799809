"""The picture of a page made ready to be read: laid straight, its ruled lines out. Knows pixels, no letters."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from app.reading.ocr.rules import Ruled, without_rules
from app.reading.ocr.scans import has_dark_ground, turned

# Degrees from which a page is straightened. Turning blurs: Latin letters gain by it early, the dots of Arabic later.
_ASKEW_LATIN, _ASKEW = 0.25, 1.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page made ready: turned by `skew` degrees to lie straight, its ruled lines found and perhaps painted over."""

    image: Image.Image
    ruled: Ruled
    skew: float
    dpi: float
    photo: bool
    dark: bool  # somewhere behind its letters


def sheet_of(upright: Image.Image, dpi: float, skew: float, *, photo: bool, latin: bool) -> Sheet:
    """The sheet of an `upright` grey picture that `skew` degrees anticlockwise lay straight; `latin` when no Arabic is on it."""
    if abs(skew) < (_ASKEW_LATIN if latin else _ASKEW):
        skew = 0.0
    straight = turned(upright, skew, sharp=not latin) if skew else upright
    ruled = without_rules(straight, dpi, joined=not latin)
    # Underlines cost Tesseract the title above them; but what looks like a line in Arabic may be a drawn-out letter.
    image = ruled.image if ruled.is_table or latin else straight
    return Sheet(image, ruled, skew, dpi, photo, has_dark_ground(straight, dpi))
