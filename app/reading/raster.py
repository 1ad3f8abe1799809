"""Pictures of pages: for OCR, and for people. pypdfium2's door for drawing; masks are painted into the pixels."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterable

import pypdfium2
from PIL import Image, ImageDraw

from app.reading.images import MOST_PIXELS, count_pictures, picture
from app.reading.kinds import Kind, kind_of
from app.reading.text import Box
from app.reading.unreadable import Unreadable, Why

SCREEN_DPI = 110
_QUALITY = 72
_INK = (34, 34, 34)
_LARGEST_PORTRAIT_SHARE = 0.35
_SMALLEST_PORTRAIT_POINTS = 24.0
_A4 = 595.0  # points: its shorter side
_PAPER = (360.0, 864.0)  # the same of the smallest and the largest sheet people write a dossier on
# pdfium is not made for two threads of one process.
_pdfium = threading.Lock()


def times_paper(width: float, height: float) -> float:
    """How many times too large a page of so many points is; 1 for one of paper's size.

    Programs that make a PDF of a photo give a point to each of its pixels, and a page of several square metres: it is
    a sheet of A4 all the same.
    """
    short = max(1.0, min(width, height))
    return 1.0 if _PAPER[0] <= short <= _PAPER[1] else short / _A4


def drawn_pdf_page(
    content: bytes,
    index: int,
    *,
    dpi: float,
    grey: bool = True,
    most_in_colour: int = MOST_PIXELS,
    to_read: bool = False,
) -> tuple[Image.Image, float]:
    """The page at `index` (from 0) and the dpi it was drawn at: as asked, on a sheet of paper's size.

    That is less when 40 megapixels would be passed, and another when the page is of no such size (`times_paper`).
    A page of more than `most_in_colour` pixels is drawn grey all the same: colours take four times the memory.

    Raises Unreadable: damaged, encrypted. A page `to_read` is damaged when it came out blank because of its picture.
    """
    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(content)
            try:
                page = document[index]
                width, height = page.get_size()
                scale = min(dpi / 72 / times_paper(width, height), (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
                pixels = width * height * scale * scale
                bitmap = page.render(scale=scale, grayscale=grey or pixels > most_in_colour, may_draw_forms=False)
                image = bitmap.to_pil().copy()
                bitmap.close()
                if to_read and _is_even(image) and not _shows_pictures(page):
                    raise Unreadable(Why.DAMAGED, "its picture cannot be drawn")
                page.close()
            finally:
                document.close()
        except (pypdfium2.PdfiumError, IndexError, ValueError, OverflowError) as error:
            why = Why.ENCRYPTED if "password" in str(error).lower() else Why.DAMAGED
            raise Unreadable(why, f"pdfium: {type(error).__name__}") from error
    return image, scale * 72


def _is_even(image: Image.Image) -> bool:
    """Whether all of it is of one shade."""
    lightest, darkest = image.convert("L").getextrema()
    return lightest == darkest


def _shows_pictures(page: pypdfium2.PdfPage) -> bool:
    """Whether no picture of a page that came out blank is one that pdfium can make nothing of."""
    for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        try:
            each.get_bitmap().close()
        except pypdfium2.PdfiumError:
            return False
    return True


def draw_page(
    content: bytes,
    file_name: str,
    number: int,
    masks: Iterable[Box],
    dpi: float = SCREEN_DPI,
    *,
    hide_pictures: bool = False,
) -> bytes:
    """Page `number` (from 1) of a PDF or picture as a WebP image, `masks` (points) painted over in the pixels.

    With `hide_pictures`, so are the small pictures of a PDF page: a portrait is one. Nothing of the original file travels: no text, no link, no EXIF. Raises Unreadable; unknown_format for a file that
    has no pages to look at.
    """
    kind = kind_of(content, file_name=file_name)
    if kind is Kind.PDF:
        image, drawn_at = drawn_pdf_page(content, number - 1, dpi=dpi, grey=False)
        if hide_pictures:
            masks = [*masks, *small_pictures(content, number - 1)]
    elif kind is Kind.IMAGE:
        if number > count_pictures(content):
            raise Unreadable(Why.DAMAGED, "image: no such page")
        shown = picture(content, number - 1)
        ratio = min(1.0, dpi / shown.dpi)
        image = shown.image.convert("RGB").resize(
            (max(1, int(shown.image.width * ratio)), max(1, int(shown.image.height * ratio))), Image.Resampling.LANCZOS
        )
        drawn_at = shown.dpi * ratio
    else:
        raise Unreadable(Why.UNKNOWN_FORMAT, f"{kind} has no pages to look at")
    return as_webp(masked(image.convert("RGB"), masks, drawn_at))


def small_pictures(content: bytes, index: int) -> list[Box]:
    """Where the pictures of the PDF page at `index` (from 0) stand, those that fill the page (a scan) and mere dots left out."""
    found = []
    with _pdfium:
        document = pypdfium2.PdfDocument(content)
        try:
            page = document[index]
            width, height = page.get_size()
            for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
                left, bottom, right, top = each.get_bounds()
                box = Box(left, height - top, right, height - bottom)
                share = (right - left) * (top - bottom) / max(1.0, width * height)
                if share < _LARGEST_PORTRAIT_SHARE and min(right - left, top - bottom) > _SMALLEST_PORTRAIT_POINTS:
                    found.append(box)
            page.close()
        except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
            raise Unreadable(Why.DAMAGED, f"pdfium: {type(error).__name__}") from error
        finally:
            document.close()
    return found


def masked(image: Image.Image, masks: Iterable[Box], dpi: float) -> Image.Image:
    """`image` with each box painted over, a little wider than asked."""
    pen = ImageDraw.Draw(image)
    scale = dpi / 72
    for box in masks:
        pen.rectangle((box.x0 * scale - 2, box.top * scale - 2, box.x1 * scale + 2, box.bottom * scale + 2), fill=_INK)
    return image


def as_webp(image: Image.Image) -> bytes:
    """The picture as WebP, without any metadata."""
    out = io.BytesIO()
    Image.Image.save(image, out, "WEBP", quality=_QUALITY, method=2, exif=b"", xmp=b"", icc_profile=b"")
    return out.getvalue()
