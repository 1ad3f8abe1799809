"""Pictures sent as pieces, turned as their EXIF says, within 40 megapixels: JPEG, PNG, HEIC, WebP, TIFF (every page), and what
old programs save (GIF, BMP, JPEG 2000). Of an animation, the first picture."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageFile, ImageOps

from app.reading.unreadable import Unreadable, Why

MOST_PIXELS = 40_000_000
MOST_PAGES = 50
_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "AVIF", "GIF", "BMP", "JPEG2000")
_PAPER = 200  # grey of the darkest paper
_ROLL = 3  # times as long as wide
_PAPER_INCHES = (8.27, 11.69)  # a picture without a trustworthy scale is taken for one sheet of A4


@dataclass(frozen=True, slots=True)
class Picture:
    """One page's picture, upright as its EXIF says. `photo` is false when the file gives a scanner's scale.

    It is to be read at `dpi`, and what is read is `times` larger on its page.
    """

    image: Image.Image
    dpi: float
    photo: bool
    times: float = 1.0


def count_pictures(content: bytes) -> int:
    """How many pages the file has (only TIFF has more than one). Raises Unreadable: damaged, too_large."""
    with _opened(content) as image:
        if image.format != "TIFF":
            return 1
        pages = 0
        try:
            while pages < MOST_PAGES:
                image.seek(pages)
                pages += 1
        except (EOFError, OSError, ValueError, KeyError, SyntaxError, TypeError):
            pass  # the end of the chain, or a broken link in it: what came before counts
        return max(1, pages)


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height of the first page, in pixels. Raises Unreadable: damaged, too_large."""
    with _opened(content) as image:
        return image.width, image.height


def picture(content: bytes, index: int) -> Picture:
    """The page at `index`, from 0. Raises Unreadable: damaged, too_large."""
    with _opened(content) as image:
        try:
            if index:
                image.seek(index)
            _refuse_large(image)
            scale = _scanner_dpi(image)
            _load(image)
            upright = ImageOps.exif_transpose(image)
        except Unreadable:
            raise
        except Exception as error:  # decoders of five formats, each with errors of its own
            raise Unreadable(Why.DAMAGED, f"image: {type(error).__name__}") from error
        if scale is not None:
            return Picture(upright, scale, photo=False)
        return Picture(upright, _sheet_dpi(upright), photo=True)


def _load(image: Image.Image) -> None:
    """Decode it. A JPEG without its last bytes is whole all the same when its last row was reached; raises OSError when not."""
    try:
        image.load()
    except OSError:
        if image.format != "JPEG":
            raise
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            image.load()
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False
        last = image.crop((0, image.height - 1, image.width, image.height))
        greys = set(last.convert("L").tobytes())
        if len(greys) == 1 and max(greys) < _PAPER:  # rows that were not reached are of one grey
            raise


def _opened(content: bytes) -> Image.Image:
    formats: tuple[str, ...] = _FORMATS
    if content[4:8] == b"ftyp":
        import pillow_heif

        pillow_heif.register_heif_opener()
        formats = (*_FORMATS, "HEIF")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # sizes are judged below, by our own limit
            image = Image.open(io.BytesIO(content), formats=formats)
    except Image.DecompressionBombError as error:
        raise Unreadable(Why.TOO_LARGE, "image: too many pixels") from error
    except Exception as error:  # as above
        raise Unreadable(Why.DAMAGED, f"image: {type(error).__name__}") from error
    _refuse_large(image)
    return image


def _refuse_large(image: Image.Image) -> None:
    if image.width * image.height <= MOST_PIXELS:
        return
    if image.format == "JPEG" and image.width * image.height <= 4 * MOST_PIXELS:
        # The newest telephones pass 40 megapixels; JPEG can be decoded at half its size for a quarter of the memory.
        image.draft("L", (image.width // 2, image.height // 2))
    if image.width * image.height > MOST_PIXELS:
        raise Unreadable(Why.TOO_LARGE, f"image: {image.width} x {image.height} pixels")


def _scanner_dpi(image: Image.Image) -> float | None:
    """The scale the file gives, when a sheet of paper at that scale would be of a likely size."""
    try:
        dpi = float(image.info.get("dpi", (0, 0))[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return None
    if not 90 <= dpi <= 700:
        return None
    short, long = sorted((image.width / dpi, image.height / dpi))
    return dpi if 5 <= short <= 12 and 7 <= long <= 17.5 else None


def _sheet_dpi(image: Image.Image) -> float:
    short, long = sorted((image.width, image.height))
    if long > _ROLL * short:  # pictures of a screen, one under the other: as wide as a sheet
        return max(60.0, short / _PAPER_INCHES[0])
    return max(60.0, short / _PAPER_INCHES[0], long / _PAPER_INCHES[1])
