"""The picture of a page as people see it, drawn behind walls and kept on disk: masks are in the pixels.

Knows files and pages, not who looks at them.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from app.reading.isolated import drawn_in_child, printed_in_child, rendered_in_child
from app.reading.kinds import is_office_text
from app.reading.office.printed import Printed, printed_from_json
from app.reading.raster import SCREEN_DPI
from app.reading.text import Box, ReadText
from app.reading.unreadable import Unreadable, Why

_DRAWING = 1  # raise when pictures are drawn otherwise, so that old ones are not shown
_PRINTING = 1  # the same for places on paper


def page_image(
    content: Callable[[], bytes],
    *,
    sha256: str,
    file_name: str,
    number: int,
    masks: Sequence[Box] = (),
    folder: Path,
    dpi: float = SCREEN_DPI,
    hide_pictures: bool = False,
) -> bytes:
    """Page `number` (from 1) as WebP, the boxes of `masks` (points) painted over.

    `content` is called only when the picture is not yet in `folder` under the file's `sha256`. An office file is shown
    as LibreOffice prints it; with masks only when `print_office_file` has found where its words stand. Raises
    Unreadable: unknown_format for a file without pages to look at or an office file that cannot be masked, no_text for
    an office file without LibreOffice, else what kept it from being drawn.
    """
    kept = folder / sha256[:2] / f"{sha256}-{_name(number, masks, dpi, hide_pictures=hide_pictures)}.webp"
    try:
        return kept.read_bytes()
    except FileNotFoundError:
        pass  # not drawn yet
    file = content()
    if is_office_text(file):
        if (masks or hide_pictures) and printed_office_file(folder, sha256) is None:
            # Its words have no known places on the printed page: what must be hidden could not be.
            raise Unreadable(Why.UNKNOWN_FORMAT, "an office file cannot be masked")
        file, file_name = _rendition(file, sha256, file_name, folder), "rendition.pdf"
    image = drawn_in_child(
        file, file_name=file_name, number=number, masks=tuple(masks), dpi=dpi, hide_pictures=hide_pictures
    )
    _put(kept, image)
    return image


def print_office_file(content: bytes, *, sha256: str, file_name: str, read: ReadText, folder: Path) -> bool:
    """Find once where the words of `read`, an office file's text, stand on paper.

    False when it does not come out as pages that say the same; that is kept too, unless the machine was too slow.
    """
    try:
        rendition = _rendition(content, sha256, file_name, folder)
        printed = printed_in_child(content, file_name=file_name, rendition=rendition, read=read)
    except Unreadable as unreadable:
        if unreadable.why is Why.TIMED_OUT:
            return False
        printed = None
    keep_printed(printed, sha256=sha256, folder=folder)
    return printed is not None


def keep_printed(printed: Printed | None, *, sha256: str, folder: Path) -> None:
    """Keep where an office file's words stand on paper, or that it cannot be known."""
    _put(_printed_path(folder, sha256), zlib.compress(json.dumps(printed.to_json() if printed else None).encode()))


def is_print_tried(folder: Path, sha256: str) -> bool:
    """Whether `print_office_file` has been here, with whatever end."""
    return _printed_path(folder, sha256).exists()


def printed_office_file(folder: Path, sha256: str) -> Printed | None:
    """What `print_office_file` kept; None before it ran, and when it found nothing."""
    try:
        kept = json.loads(zlib.decompress(_printed_path(folder, sha256).read_bytes()))
        return None if kept is None else printed_from_json(kept)
    except (FileNotFoundError, ValueError, zlib.error):
        return None  # a cache: what is missing or of another version is made again, or done without


def forget_page_images(folder: Path, sha256: str) -> int:
    """Remove every picture of the file; returns how many there were."""
    gone = list((folder / sha256[:2]).glob(f"{sha256}-*"))
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _rendition(content: bytes, sha256: str, file_name: str, folder: Path) -> bytes:
    """The office file as a PDF, made once."""
    kept = folder / sha256[:2] / f"{sha256}-rendition.pdf"
    try:
        return kept.read_bytes()
    except FileNotFoundError:
        pass  # not made yet
    made = rendered_in_child(content, file_name=file_name)
    _put(kept, made)
    return made


def _printed_path(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / f"{sha256}-printed-{_PRINTING}.z"


def _name(number: int, masks: Sequence[Box], dpi: float, *, hide_pictures: bool) -> str:
    edges = ";".join(f"{box.x0:.1f},{box.top:.1f},{box.x1:.1f},{box.bottom:.1f}" for box in masks)
    told = f"{_DRAWING}|{number}|{dpi:.0f}|{hide_pictures}|{edges}"
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def _put(path: Path, content: bytes) -> None:
    """Write all or nothing: a reader never sees half a picture. It can be drawn again, so it is not fsynced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(6)}")
    unfinished.write_bytes(content)
    os.replace(unfinished, path)  # noqa: PTH105 - the atomic one, by its name
