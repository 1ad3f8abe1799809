"""The dress of OpenDocument's text, its lists, and the edges of its pages, through styles that inherit from each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from app.reading.office.flow import Edges, Flowing
from app.reading.office.list_marks import Level, bullet
from app.reading.office.symbols import in_font

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, DRAW, STYLE, META, FO = (
    f"{{{_OASIS}{name}:1.0}}" for name in ("office", "text", "table", "drawing", "style", "meta", "xsl-fo-compatible")
)
_DEEPEST_INHERITANCE = 24
_SIZE = re.compile(r"([\d.]+)(pt|cm|mm|in)")
_POINTS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0}
_UNMARKED = ("transparent", "#ffffff")
_OUTLINE = "*outline*"


@dataclass(frozen=True, slots=True)
class Dress:
    """How text looks. `master` names the pages that begin with a paragraph so dressed."""

    bold: bool = False
    size: float = 0.0
    new_page: bool = False
    page_after: bool = False
    master: str = ""
    vanish: bool = False
    white: bool = False
    ground: bool = False
    caps: bool = False
    small_caps: bool = False
    font: str = ""

    def shown(self, text: str) -> str:
        """`text` as it is printed. Small capitals are capitals, on paper and in the text of its PDF."""
        text = in_font(text, self.font)
        return text.upper() if self.caps or self.small_caps else text


class Styles:
    """The styles of one document, of its roots in order: the later ones win."""

    def __init__(self, roots: Sequence[etree._Element]) -> None:
        self.elements: dict[tuple[str, str], etree._Element] = {}
        self._known: dict[tuple[str, str], Dress] = {}
        self.default = Dress(size=12.0)
        self.lists: dict[str, dict[int, Level]] = {}
        for root in roots:
            for element in root.iter(TEXT + "list-style", TEXT + "outline-style"):
                name = element.get(STYLE + "name", "") if element.tag == TEXT + "list-style" else _OUTLINE
                levels = (_level(level) for level in element)
                self.lists[name] = {depth: level for depth, level in levels if level}
            for element in root.iter(STYLE + "style"):
                self.elements[element.get(STYLE + "family", ""), element.get(STYLE + "name", "")] = element
            for element in root.iter(STYLE + "default-style"):
                if element.get(STYLE + "family") == "paragraph":
                    self.default = _dressed(self.default, element)
        # White text may be meant to be read where a shape or a colour lies behind the whole text.
        self.covered = any(_is_cover(element) for root in roots for element in root.iter(*_COVERING))

    @property
    def outline(self) -> dict[int, Level]:
        """How headings are numbered, by depth."""
        return self.lists.get(_OUTLINE, {})

    def named(self, family: str, name: str, depth: int = 0) -> Dress:
        """The dress of a style, inherited; the default when it is not there."""
        key = family, name
        element = self.elements.get(key)
        if element is None or depth > _DEEPEST_INHERITANCE:
            return self.default
        if key not in self._known:
            parent = element.get(STYLE + "parent-style-name", "")
            base = self.named(family, parent, depth + 1) if parent else self.default
            self._known[key] = _dressed(base, element)
        return self._known[key]

    def span(self, name: str, around: Dress) -> Dress:
        """The dress of a span inside a paragraph."""
        element = self.elements.get(("text", name))
        if element is None:
            return around
        parent = self.elements.get(("text", element.get(STYLE + "parent-style-name", "")))
        return _dressed(around if parent is None else _dressed(around, parent), element)


def masters_of(root: etree._Element | None, read: Callable[[etree._Element], tuple[Flowing, ...]]) -> dict[str, Edges]:
    """The edges of the pages of each master, by its name, the first one first. `read` gives what a header says."""
    found: dict[str, Edges] = {}
    follower: dict[str, str] = {}
    for master in () if root is None else root.iter(STYLE + "master-page"):
        name = master.get(STYLE + "name", "")
        parts = {
            part.tag: read(part) for part in master if part.tag in _EDGES and part.get(STYLE + "display") != "false"
        }
        pages = parts.get(STYLE + "header", ()), parts.get(STYLE + "footer", ())
        first = tuple(parts.get(f"{STYLE}{edge}-first", pages[at]) for at, edge in enumerate(("header", "footer")))
        even = tuple(parts.get(f"{STYLE}{edge}-left", pages[at]) for at, edge in enumerate(("header", "footer")))
        found[name] = Edges(
            pages,
            (first[0], first[1]) if any(part.endswith("-first") for part in parts) else None,
            (even[0], even[1]) if any(part.endswith("-left") for part in parts) else None,
        )
        follower[name] = master.get(STYLE + "next-style-name", name)
    # A master may be for one page, and name the one that follows.
    return {
        name: replace(found[follower[name]], first=edges.first or edges.pages)
        if follower[name] != name and follower[name] in found
        else edges
        for name, edges in found.items()
    }


_EDGES = {f"{STYLE}{edge}{kind}" for edge in ("header", "footer") for kind in ("", "-first", "-left")}
_COVERING = (STYLE + "graphic-properties", STYLE + "page-layout-properties")


def _is_cover(properties: etree._Element) -> bool:
    if properties.tag == STYLE + "graphic-properties":
        return properties.get(STYLE + "run-through") == "background"
    return _has_ground(properties)


def _dressed(base: Dress, element: etree._Element) -> Dress:
    changes: dict[str, bool | float | str] = {}
    if STYLE + "master-page-name" in element.attrib:
        changes["master"] = element.get(STYLE + "master-page-name", "")
    text = element.find(STYLE + "text-properties")
    if text is not None:
        changes |= _text_changes(text, base)
    for kind in ("paragraph", "table"):
        properties = element.find(f"{STYLE}{kind}-properties")
        if properties is not None:
            if FO + "break-before" in properties.attrib:
                changes["new_page"] = properties.get(FO + "break-before") == "page"
            if FO + "break-after" in properties.attrib:
                changes["page_after"] = properties.get(FO + "break-after") == "page"
            changes["ground"] = bool(changes.get("ground", base.ground)) or _has_ground(properties)
    return replace(base, **changes)  # type: ignore[arg-type]


def _text_changes(text: etree._Element, base: Dress) -> dict[str, bool | float | str]:
    changes: dict[str, bool | float | str] = {}
    weight = text.get(FO + "font-weight")
    if weight is not None:
        changes["bold"] = weight not in ("normal", "100", "200", "300", "400")
    size = _SIZE.fullmatch(text.get(FO + "font-size", ""))
    if size is not None:
        changes["size"] = float(size[1]) * _POINTS[size[2]]
    if text.get(FO + "color") is not None:
        changes["white"] = text.get(FO + "color", "").lower() in ("#ffffff", "#fefefe")
    if TEXT + "display" in text.attrib:
        changes["vanish"] = text.get(TEXT + "display") == "none"
    if FO + "text-transform" in text.attrib:
        changes["caps"] = text.get(FO + "text-transform") == "uppercase"
    if FO + "font-variant" in text.attrib:
        changes["small_caps"] = text.get(FO + "font-variant") == "small-caps"
    font = text.get(STYLE + "font-name", text.get(FO + "font-family"))
    if font is not None:
        changes["font"] = font
    changes["ground"] = _has_ground(text) or base.ground
    return changes


def _level(element: etree._Element) -> tuple[int, Level | None]:
    """Depth (from 0) and mark of one level of a list style; None for a picture or a mark that is not shown."""
    depth = whole(element.get(TEXT + "level", "1")) - 1
    properties = element.find(STYLE + "text-properties")
    if element.tag == TEXT + "list-level-style-bullet":
        font = "" if properties is None else properties.get(STYLE + "font-name", properties.get(FO + "font-family", ""))
        mark = bullet(element.get(TEXT + "bullet-char", ""), font)
        affixes = element.get(STYLE + "num-prefix", ""), element.get(STYLE + "num-suffix", "")
        return depth, Level("bullet", affixes[0] + mark + affixes[1])
    form = element.get(STYLE + "num-format", "")
    if element.tag not in (TEXT + "list-level-style-number", TEXT + "outline-level-style") or not form:
        return depth, None
    shown = min(depth + 1, max(1, whole(element.get(TEXT + "display-levels", "1"))))
    numbers = ".".join(f"%{place + 1}" for place in range(depth + 1 - shown, depth + 1))
    text = element.get(STYLE + "num-prefix", "") + numbers + element.get(STYLE + "num-suffix", "")
    return depth, Level(form, text, whole(element.get(TEXT + "start-value", "1")))


def _has_ground(properties: etree._Element) -> bool:
    return properties.get(FO + "background-color", "transparent") not in _UNMARKED


def whole(value: str) -> int:
    """A number in an attribute; 1 for what is none."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1
