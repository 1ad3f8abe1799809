"""Pictures of pages, drawn by the tests: printed by Pillow, or by WeasyPrint for what needs shaping."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

DPI = 200
# Pillow's own font has no accents.
LINES = (
    "Salma Bennani",
    "Coordinatrice de projet associatif",
    "Parcours professionnel",
    "De 2019 au printemps 2024 : association de quartier, Casablanca",
    "Suivi du budget, rapports aux bailleurs de fonds",
    "Formation",
    "Master en sciences sociales, Institut de Rabat, 2016",
)


def a_page(*lines: str, dpi: int = DPI) -> Image.Image:
    """An A4 page with these lines in black on white."""
    page = Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.load_default(size=dpi * 13 / 72)
    for row, line in enumerate(lines or LINES):
        pen.text((dpi * 0.9, dpi * (1 + 0.4 * row)), line, fill=0, font=font)
    return page


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    image.save(out, form, **options)  # type: ignore[arg-type]
    return out.getvalue()


def a_scan(*images: Image.Image, dpi: float = DPI) -> bytes:
    """A PDF whose pages are pictures."""
    out = io.BytesIO()
    images[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=images[1:])
    return out.getvalue()
