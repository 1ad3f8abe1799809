"""Text that no reader of the paper would see, told from text that only looks suspect.

White letters on a dark banner are visible; a scan's invisible text layer is what the picture shows. Hidden is not fraud: templates
leave ghosts behind. Such words are reported and take no part in anything else.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.reading.glyphs import WHITE, Area, Colour, Run, Sheet, turn_back
from app.reading.text import Box, Hidden
from app.reading.words import lines_from_runs

TINY = 2.0  # points
_SAME_COLOUR = 0.06  # of full strength, the largest difference of the three parts
_FAINT = 0.05  # opacity
_SCAN = 0.6  # of the page: a picture this large is the page itself
_SLACK = 1.0  # points
_THIN = 3.0  # points
_MAX_SHOWN = 2000  # characters of hidden text reported a page and reason


@dataclass(frozen=True, slots=True)
class Parted:
    """A sheet's runs: those to read, and why each of the others is not."""

    visible: list[Run]
    hidden: dict[str, list[Run]]


def part_hidden(sheet: Sheet) -> Parted:
    """Sort the runs of a sheet. Runs of spaces only are left out of both."""
    scan = any(_share(area.box, sheet) > _SCAN for area in sheet.pictures)
    grounds = [area for area in sheet.areas if _is_ground(area)]
    covers = [area for area in grounds if area.exact or area.outline]
    covers = [area for area in covers if not (area.picture and _share(area.box, sheet) > _SCAN)]
    visible: list[Run] = []
    hidden: dict[str, list[Run]] = {}
    for run in sheet.runs:
        why = _why_hidden(run, sheet, grounds, covers, scan=scan)
        if why is None:
            visible.append(run)
        elif any(glyph.text and not glyph.text.isspace() for glyph in run.glyphs):
            hidden.setdefault(why, []).append(run)
    return Parted(visible, hidden)


def report(parted: Parted, page: int) -> list[Hidden]:
    """What was hidden on page `page`, in reading order, one entry a reason."""
    found = []
    for why, runs in parted.hidden.items():
        text = " ".join(line.text for line in lines_from_runs(runs, ()))
        if text:
            found.append(Hidden(page, text[:_MAX_SHOWN], why))
    return found


def _why_hidden(run: Run, sheet: Sheet, grounds: list[Area], covers: list[Area], *, scan: bool) -> str | None:
    ink = run.ink
    if run.size < TINY:
        return "tiny"
    first, last = run.glyphs[0], run.glyphs[-1]
    box = Box(min(first.x0, last.x0), run.top, max(first.x1, last.x1), run.bottom)
    if run.angle:
        box = turn_back(run.angle, box)
    if box.x1 < 0 or box.x0 > sheet.width or box.bottom < 0 or box.top > sheet.height:
        return "off_page"
    if ink.invisible or ink.opacity < _FAINT:
        return None if scan else "invisible"
    if ink.clip is not None and not _overlap(box, ink.clip):
        return "clipped"
    if covers and any(area.order > run.order and _covers(area, box) for area in reversed(covers)):
        return "covered"
    if not scan and _blends_in(ink.colour, _background(run, box, grounds)):
        return "white"
    return None


def _is_ground(area: Area) -> bool:
    """Whether letters could stand on it or lie under it: ruled lines and dots are too small."""
    return area.box.bottom - area.box.top > _THIN and area.box.x1 - area.box.x0 > _THIN


def _share(box: Box, sheet: Sheet) -> float:
    width = min(box.x1, sheet.width) - max(box.x0, 0.0)
    height = min(box.bottom, sheet.height) - max(box.top, 0.0)
    return max(width, 0.0) * max(height, 0.0) / (sheet.width * sheet.height)


def _overlap(box: Box, clip: Box) -> bool:
    return (
        min(box.x1, clip.x1) - max(box.x0, clip.x0) > -_SLACK
        and min(box.bottom, clip.bottom) - max(box.top, clip.top) > -_SLACK
    )


def _holds(cover: Box, box: Box) -> bool:
    """Whether the whole of the letters is under the cover; ascent and descent may stand out."""
    margin = 0.25 * (box.bottom - box.top)
    return (
        cover.x0 <= box.x0 + _SLACK
        and cover.x1 >= box.x1 - _SLACK
        and cover.top <= box.top + margin
        and cover.bottom >= box.bottom - margin
    )


def _covers(area: Area, box: Box) -> bool:
    if not _holds(area.box, box):
        return False
    middle = (box.top + box.bottom) / 2
    inset = min(2.0, 0.2 * (box.x1 - box.x0))
    return area.exact or all(_is_inside(x, middle, area.outline) for x in (box.x0 + inset, box.x1 - inset))


def _is_inside(x: float, y: float, outline: tuple[tuple[float, float], ...]) -> bool:
    """Whether the point is in the polygon (a ray to the right crosses it an odd number of times)."""
    inside = False
    for (x0, y0), (x1, y1) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            inside = not inside
    return inside


def _background(run: Run, box: Box, grounds: list[Area]) -> Colour | None:
    """The colour under the run's middle when it was painted; None under a picture or a pattern."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    for area in reversed(grounds):
        if area.order < run.order and area.box.x0 <= x <= area.box.x1 and area.box.top <= y <= area.box.bottom:
            return area.colour
    return WHITE


def _blends_in(ink: Colour | None, ground: Colour | None) -> bool:
    if ink is None or ground is None:
        return False
    return max(abs(one - two) for one, two in zip(ink, ground, strict=True)) < _SAME_COLOUR
