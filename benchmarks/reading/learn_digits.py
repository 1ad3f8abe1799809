"""Learns the shapes of Arabic-Indic digits from fonts: writes `app/reading/ocr/digit_shapes.json`.

    python benchmarks/reading/learn_digits.py FONT.ttf ...

What is kept was learned from Noto Naskh, Sans and Kufi Arabic, DejaVu Sans, Amiri and Scheherazade, regular and bold.

For every sign and font one row: the sign, width and height over the height of the tallest digit, the height of its middle
above the digits' foot, and its picture in 10 by 10 greys of 16.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

sys.path.insert(0, str(Path(__file__).parents[2]))

from app.reading.ocr.digit_shapes import MODEL, SIGNS, ink_boxes, picture_of

_PIXELS = 48
_TALL = "١٢٣٤٦٧٨٩"


def main(fonts: list[str]) -> None:
    """Measure and write."""
    shapes: dict[tuple[object, ...], None] = {}
    for path in fonts:
        font = ImageFont.truetype(path, _PIXELS)
        boxes = [box for sign in _TALL if (box := _drawn(font, sign).getbbox())]
        top, foot = min(box[1] for box in boxes), max(box[3] for box in boxes)
        for sign in SIGNS:
            ink = _drawn(font, sign)
            found = ink_boxes(ink)
            if len(found) != 1:
                continue  # in parts, or not in this font
            x0, y0, x1, y1 = found[0]
            tall = foot - top
            middle = round((foot - (y0 + y1) / 2) / tall, 2)
            shape = (sign, round((x1 - x0) / tall, 2), round((y1 - y0) / tall, 2), middle, picture_of(ink, found[0]))
            shapes[shape] = None
    rows = ",\n".join(json.dumps(shape, ensure_ascii=False) for shape in shapes)
    MODEL.write_text(f"[{rows}]\n", encoding="utf-8")


def _drawn(font: ImageFont.FreeTypeFont, sign: str) -> Image.Image:
    """The sign in white on black, as soft as a scan."""
    page = Image.new("L", (4 * _PIXELS, 4 * _PIXELS), 0)
    ImageDraw.Draw(page).text((_PIXELS, _PIXELS), sign, fill=255, font=font)
    return page.filter(ImageFilter.GaussianBlur(1.2)).point([255 if value > 110 else 0 for value in range(256)])


if __name__ == "__main__":
    main(sys.argv[1:])
