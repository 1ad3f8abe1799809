"""Text that no reader of the paper would see, told from text that only looks suspect.

White letters on a dark banner are visible; a scan's invisible text layer is what the picture shows. Hidden is not fraud: templates
leave ghosts behind. Such words are reported and take no part in anything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.reading.layout.glyphs import WHITE, Area, Colour, Run, Sheet, turn_back
from app.reading.layout.words import lines_from_runs
from app.reading.text import Box, Hidden

TINY = 2.0  # points, on a common sheet of paper
_SHEET = 842.0  # points: a page that is smaller is shown, and printed, larger
_SAME_COLOUR = 0.06  # of full strength, the largest difference of the three parts
_FAINT = 0.05  # opacity
_SCAN = 0.6  # of the page: pictures this large are the page itself
_SLACK = 1.0  # points
_THIN = 3.0  # points
_BANDS = 40  # of a page's height
_MAX_SHOWN = 2000  # characters of hidden text reported a page and reason


@dataclass(frozen=True, slots=True)
class Parted:
    """A sheet's runs: those to read, and why each of the others is not."""

    visible: list[Run]
    hidden: dict[str, list[Run]]


def part_hidden(sheet: Sheet) -> Parted:
    """Sort the runs of a sheet. Hidden runs of spaces only are left out of both."""
    judge = _Judge(sheet)
    visible: list[Run] = []
    hidden: dict[str, list[Run]] = {}
    for run in sheet.runs:
        why = judge.why(run)
        if why is None:
            visible.append(run)
        elif any(text and not text.isspace() for text, *_ in run.glyphs):
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


class _Judge:
    """Judges the runs of one sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._scan = sheet.picture_share > _SCAN and _is_mostly_invisible(sheet)
        self._grounds = _ByHeight(sheet.height, [area for area in sheet.areas if _is_ground(area)])
        self._covers = _ByHeight(
            sheet.height,
            [
                area
                for area in self._grounds.areas
                if (area.exact or area.outline) and not (area.picture and sheet.share(area.box) > _SCAN)
            ],
        )
        self._last_cover = max((area.order for area in self._covers.areas), default=-1)
        self._colours = {WHITE, *(area.colour for area in self._grounds.areas)}
        self._blending: dict[Colour | None, bool] = {}
        self._tiny = TINY * min(1.0, max(sheet.width, sheet.height) / _SHEET)

    def why(self, run: Run) -> str | None:
        if run.size < self._tiny:
            return "tiny"
        x0, top, x1, bottom = _extents(run)
        sheet, ink = self._sheet, run.ink
        if x1 < 0 or x0 > sheet.width or bottom < 0 or top > sheet.height:
            return "off_page"
        if ink.invisible or ink.opacity < _FAINT:
            return None if self._scan else "invisible"
        if ink.clip is not None and not _overlap(x0, top, x1, bottom, ink.clip):
            return "clipped"
        middle = (top + bottom) / 2
        if run.order <= self._last_cover and _is_covered(run, Box(x0, top, x1, bottom), self._covers.at(middle)):
            return "covered"
        if self._scan or not self._may_blend(ink.colour):
            return None
        ground = _background(run, ((x0 + x1) / 2, middle), self._grounds.at(middle))
        return "white" if _blends_in(ink.colour, ground) else None

    def _may_blend(self, ink: Colour | None) -> bool:
        """Whether the sheet has any ground in which the colour would not be seen; most text is black and has none."""
        answer = self._blending.get(ink)
        if answer is None:
            answer = self._blending[ink] = any(_blends_in(ink, ground) for ground in self._colours)
        return answer


class _ByHeight:
    """Areas in the order they were painted, found by a height on the page: tables have hundreds of them."""

    def __init__(self, height: float, areas: Sequence[Area]) -> None:
        self.areas = areas
        self._height = height
        self._bands: list[list[Area]] = [[] for _ in range(_BANDS)] if len(areas) > _BANDS else []
        for area in areas if self._bands else ():
            for band in range(self._band(area.box.top), self._band(area.box.bottom) + 1):
                self._bands[band].append(area)

    def _band(self, y: float) -> int:
        return int(min(max(y, 0.0), self._height) / self._height * (_BANDS - 1))

    def at(self, y: float) -> Sequence[Area]:
        """The areas that may hold a point at this height; all that do are among them."""
        return self._bands[self._band(y)] if self._bands else self.areas


def _extents(run: Run) -> tuple[float, float, float, float]:
    """Left, top, right and bottom on the page."""
    glyphs = run.glyphs
    _, _, x0, x1, _, _ = glyphs[0]
    if len(glyphs) > 1:
        _, _, last_x0, last_x1, _, _ = glyphs[-1]
        x0 = last_x0 if last_x0 < x0 else x0  # noqa: FURB136 - a call for each run takes longer than all of the rest
        x1 = last_x1 if last_x1 > x1 else x1  # noqa: FURB136
    if not run.angle:
        return x0, run.top, x1, run.bottom
    box = turn_back(run.angle, Box(x0, run.top, x1, run.bottom))
    return box.x0, box.top, box.x1, box.bottom


def _is_ground(area: Area) -> bool:
    """Whether letters could stand on it or lie under it: ruled lines and dots are too small."""
    return area.box.bottom - area.box.top > _THIN and area.box.x1 - area.box.x0 > _THIN


def _is_mostly_invisible(sheet: Sheet) -> bool:
    """A scan's text layer is all there is to it; beside printed text, invisible words are no layer."""
    counts = [(len(run.glyphs), run.ink.invisible) for run in sheet.runs]
    return 2 * sum(count for count, invisible in counts if invisible) > sum(count for count, _ in counts)


def _overlap(x0: float, top: float, x1: float, bottom: float, clip: Box) -> bool:
    across = x1 > clip.x0 - _SLACK and x0 < clip.x1 + _SLACK
    return across and bottom > clip.top - _SLACK and top < clip.bottom + _SLACK


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


def _is_covered(run: Run, box: Box, covers: Sequence[Area]) -> bool:
    for area in reversed(covers):
        if area.order < run.order:
            return False
        if _covers(area, box):
            return True
    return False


def _background(run: Run, middle: tuple[float, float], grounds: Sequence[Area]) -> Colour | None:
    """The colour under the run's middle when it was painted; None under a picture or a pattern."""
    x, y = middle
    for area in reversed(grounds):
        if area.order < run.order:
            under = area.box
            if under.x0 <= x <= under.x1 and under.top <= y <= under.bottom:
                if area.outline and not _is_inside(x, y, area.outline):
                    continue
                # Of a drawing of several shapes nobody knows what of its box it fills: it may hide nothing.
                known = area.exact or area.outline or not _blends_in(run.ink.colour, area.colour)
                return area.colour if known else None
    return WHITE


def _blends_in(ink: Colour | None, ground: Colour | None) -> bool:
    if ink is None or ground is None:
        return False
    return (
        abs(ink[0] - ground[0]) < _SAME_COLOUR
        and abs(ink[1] - ground[1]) < _SAME_COLOUR
        and abs(ink[2] - ground[2]) < _SAME_COLOUR
    )
