"""Pictures that fill a page of an office file beside its words: a scanned diploma, which nobody reads but a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from app.reading.office.word_parts import RELATION, open_package
from app.reading.unreadable import Unreadable
from app.reading.zipped import part_of, xml_of

_PLACING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_LEAST = 0.4 * 8.27 * 11.69  # square inches: of a sheet of A4
_A_SCAN = 30_000  # bytes; what is smaller shows no page of text
_EMU = 914_400  # to the inch
_LENGTH = re.compile(r"(\d{1,5}(?:\.\d{1,6})?)(cm|mm|in|pt)")
_TO_THE_INCH = {"cm": 2.54, "mm": 25.4, "in": 1.0, "pt": 72.0}


def page_sized(content: bytes) -> list[str]:
    """The names of the pictures of a DOCX or ODT that are shown as large as a page, and not behind its words."""
    if not content.startswith(b"PK"):
        return []
    try:
        package = open_package(content)
        sizes = {part.filename: part.file_size for part in package.container.infolist()}
        if max(sizes.values(), default=0) < _A_SCAN:
            return []
        if "content.xml" in sizes:
            shown = set(_in_open_document(xml_of(part_of(package.container, "content.xml"))))
        else:
            main = package.main()
            relations = package.relations(main)
            shown = {relations[name][0] for name in _in_word(package.root(main)) if name in relations}
    except (Unreadable, KeyError):
        return []  # said where the words are read
    return sorted(name for name in shown if sizes.get(name, 0) >= _A_SCAN)


def _in_word(root: etree._Element) -> Iterator[str]:
    for tag in ("inline", "anchor"):
        for placed in root.iter(_PLACING + tag):
            extent, picture = placed.find(_PLACING + "extent"), next(placed.iter(_BLIP), None)
            if extent is None or picture is None or placed.get("behindDoc") in ("1", "true"):
                continue
            width, height = (extent.get(side, "") for side in ("cx", "cy"))
            if width.isdecimal() and height.isdecimal() and int(width) * int(height) >= _LEAST * _EMU**2:
                yield picture.get(RELATION + "embed", "")


def _in_open_document(root: etree._Element) -> Iterator[str]:
    for frame in root.iter(_DRAW + "frame"):
        picture = frame.find(_DRAW + "image")
        sides = [_LENGTH.fullmatch(frame.get(_SVG + side, "")) for side in ("width", "height")]
        inches = [float(side[1]) / _TO_THE_INCH[side[2]] for side in sides if side is not None]
        if picture is not None and len(inches) == 2 and inches[0] * inches[1] >= _LEAST:
            yield picture.get(_XLINK + "href", "")
