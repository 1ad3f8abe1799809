"""Words in Word's drawings: diagrams, lettering; and drawings that lie behind the text."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from app.reading.office.flow import Frame, Paragraph, Run
from app.reading.office.word_parts import Package
from app.reading.office.word_styles import W

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_PLACING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_VML = "{urn:schemas-microsoft-com:vml}"
DIAGRAM = _DGM + "relIds"
TEXT_PATH = _VML + "textpath"
_LEAST_COVER = 360_000 * 12  # square of a drawing's units (1 cm = 360,000): 12 cm wide and 1 cm high, or as much


def diagram(package: Package, part: str) -> Iterator[Frame]:
    """The words of a diagram, by the part that holds its data."""
    root = package.whole(part)
    lines = []
    for text in () if root is None else root.iter(_DRAWING + "p"):
        said = "".join(run.text or "" for run in text.iter(_DRAWING + "t"))
        if said.strip():
            lines.append(Paragraph((Run(said),)))
    if lines:
        yield Frame(tuple(lines))


def lettering(element: etree._Element) -> Iterator[Frame]:
    """Words drawn along a path, as headlines once were."""
    said = element.get("string", "")
    if said.strip():
        yield Frame((Paragraph((Run(said),)),))


def covers_paper(root: etree._Element) -> bool:
    """Whether something large lies behind the text: a coloured sheet, or a shape or picture put behind it."""
    sheet = root.find(W + "background")
    if sheet is not None and sheet.get(W + "color", "FFFFFF").upper() not in ("FFFFFF", "AUTO"):
        return True
    for anchor in root.iter(_PLACING + "anchor"):
        extent = anchor.find(_PLACING + "extent")
        if anchor.get("behindDoc") in ("1", "true") and extent is not None:
            width, height = (_whole(extent.get(name, "")) for name in ("cx", "cy"))
            if width / 360_000 * height >= _LEAST_COVER:
                return True
    return any("z-index:-" in shape.get("style", "") for name in ("rect", "shape") for shape in root.iter(_VML + name))


def _whole(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 12 else 0
