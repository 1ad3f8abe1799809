"""OpenDocument text, exactly from its XML: frames, tables, notes, page headers; no tracked deletion, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from app.reading.flow import HEADING_SIZE, Flow, Flowing, Frame, Paragraph, Run, Table, lay_out
from app.reading.list_marks import Level, Numbering, bullet
from app.reading.text import Hidden, ReadText
from app.reading.unreadable import Unreadable, Why
from app.reading.zipped import open_zip, part_of, xml_of

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, DRAW, STYLE, FO = (
    f"{{{_OASIS}{name}:1.0}}" for name in ("office", "text", "table", "drawing", "style", "xsl-fo-compatible")
)
_MANIFEST = f"{{{_OASIS}manifest:1.0}}"
_NOT_ON_PAPER = {TEXT + "tracked-changes", OFFICE + "annotation", OFFICE + "forms", TEXT + "sequence-decls"}
_PARAGRAPHS = {TEXT + "p", TEXT + "h"}
_MOST_SPACES = 200
_DEEPEST_INHERITANCE = 24
_SIZE = re.compile(r"([\d.]+)(pt|cm|mm|in)")
_POINTS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0}
TINY = 2.0  # points


def read_odt(content: bytes) -> ReadText:
    """The text of an ODT. Raises Unreadable: damaged, encrypted, too_large, too_long."""
    container = open_zip(content)
    names = set(container.namelist())
    if "META-INF/manifest.xml" in names:
        manifest = xml_of(part_of(container, "META-INF/manifest.xml"))
        if next(manifest.iter(_MANIFEST + "encryption-data"), None) is not None:
            raise Unreadable(Why.ENCRYPTED, "odt: a password is needed")
    if "content.xml" not in names:
        raise Unreadable(Why.DAMAGED, "odt: the content is missing")
    root = xml_of(part_of(container, "content.xml"))
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise Unreadable(Why.DAMAGED, "odt: no text body")
    shared = xml_of(part_of(container, "styles.xml")) if "styles.xml" in names else None
    document = _Document(_Styles([root] if shared is None else [shared, root]))
    header, footer = document.edges(shared)
    flow = Flow(
        body=tuple(document.blocks(body)),
        header=header,
        footer=footer,
        notes=tuple(document.later),
        hidden=tuple(document.hidden),
    )
    return lay_out(flow)


@dataclass(frozen=True, slots=True)
class _Dress:
    bold: bool = False
    size: float = 0.0
    new_page: bool = False
    listed: bool = False
    vanish: bool = False
    white: bool = False
    ground: bool = False


class _Styles:
    def __init__(self, roots: list[etree._Element]) -> None:
        self.elements: dict[tuple[str, str], etree._Element] = {}
        self._known: dict[tuple[str, str], _Dress] = {}
        self.default = _Dress(size=12.0)
        self.lists: dict[str, dict[int, Level]] = {}
        for root in roots:
            for element in root.iter(TEXT + "list-style"):
                levels = (_level(level) for level in element)
                self.lists[element.get(STYLE + "name", "")] = {depth: level for depth, level in levels if level}
            for element in root.iter(STYLE + "style"):
                self.elements[element.get(STYLE + "family", ""), element.get(STYLE + "name", "")] = element
            for element in root.iter(STYLE + "default-style"):
                if element.get(STYLE + "family") == "paragraph":
                    self.default = _dressed(self.default, element)

    def named(self, family: str, name: str, depth: int = 0) -> _Dress:
        key = family, name
        element = self.elements.get(key)
        if element is None or depth > _DEEPEST_INHERITANCE:
            return self.default
        if key not in self._known:
            parent = element.get(STYLE + "parent-style-name", "")
            base = self.named(family, parent, depth + 1) if parent else self.default
            self._known[key] = _dressed(base, element)
        return self._known[key]

    def span(self, name: str, around: _Dress) -> _Dress:
        element = self.elements.get(("text", name))
        return around if element is None else _dressed(around, element)


def _dressed(base: _Dress, element: etree._Element) -> _Dress:
    changes: dict[str, bool | float] = {"new_page": False}
    if element.get(STYLE + "list-style-name"):
        changes["listed"] = True
    text = element.find(STYLE + "text-properties")
    if text is not None:
        weight = text.get(FO + "font-weight")
        if weight is not None:
            changes["bold"] = weight not in ("normal", "100", "200", "300", "400")
        size = _SIZE.fullmatch(text.get(FO + "font-size", ""))
        if size is not None:
            changes["size"] = float(size[1]) * _POINTS[size[2]]
        if text.get(FO + "color") is not None:
            changes["white"] = text.get(FO + "color", "").lower() in ("#ffffff", "#fefefe")
        changes["vanish"] = text.get(TEXT + "display") == "none"
        changes["ground"] = _has_ground(text) or base.ground
    paragraph = element.find(STYLE + "paragraph-properties")
    if paragraph is not None:
        changes["new_page"] = paragraph.get(FO + "break-before") == "page"
        changes["ground"] = bool(changes.get("ground", base.ground)) or _has_ground(paragraph)
    return replace(base, **changes)  # type: ignore[arg-type]


def _level(element: etree._Element) -> tuple[int, Level | None]:
    """Depth (from 0) and mark of one level of a list style; None for a picture or a mark that is not shown."""
    depth = _whole(element.get(TEXT + "level", "1")) - 1
    if element.tag == TEXT + "list-level-style-bullet":
        properties = element.find(STYLE + "text-properties")
        font = "" if properties is None else properties.get(STYLE + "font-name", "")
        return depth, Level("bullet", bullet(element.get(TEXT + "bullet-char", ""), font))
    form = element.get(STYLE + "num-format", "")
    if element.tag != TEXT + "list-level-style-number" or not form:
        return depth, None
    shown = min(depth + 1, max(1, _whole(element.get(TEXT + "display-levels", "1"))))
    numbers = ".".join(f"%{place + 1}" for place in range(depth + 1 - shown, depth + 1))
    text = element.get(STYLE + "num-prefix", "") + numbers + element.get(STYLE + "num-suffix", "")
    return depth, Level(form, text, _whole(element.get(TEXT + "start-value", "1")))


def _has_ground(properties: etree._Element) -> bool:
    return properties.get(FO + "background-color", "transparent") not in ("transparent", "#ffffff")


@dataclass
class _Document:
    styles: _Styles
    hidden: list[Hidden] = field(default_factory=list)
    later: list[Flowing] = field(default_factory=list)  # notes
    numbering: Numbering = field(default_factory=Numbering)
    _lists: int = 0
    page: int = 1
    _boxed: int = 0  # > 0 inside a frame or a table, whose ground may be dark

    def blocks(self, parent: etree._Element, *, place: tuple[str, int] | None = None) -> Iterator[Flowing]:
        """`place` is the list and the depth that `parent` belongs to."""
        for child in parent:
            tag = child.tag
            if tag in _PARAGRAPHS:
                first = parent.tag == TEXT + "list-item" and child is parent[0]
                yield from self.paragraph(child, place=place, mark=self._mark(place) if first else "")
            elif tag == TABLE + "table":
                yield self.table(child)
            elif tag in (DRAW + "frame", DRAW + "custom-shape", DRAW + "g"):
                yield self.frame(child)
            elif tag == TEXT + "list":
                yield from self.blocks(child, place=self._place(child, place))
            elif tag == TEXT + "soft-page-break" or tag in _NOT_ON_PAPER:
                continue
            else:
                yield from self.blocks(child, place=place)

    def _place(self, element: etree._Element, around: tuple[str, int] | None) -> tuple[str, int]:
        style = element.get(TEXT + "style-name") or (around[0].split("#")[0] if around else "")
        if around is not None:
            return f"{style}#{around[0].partition('#')[2]}", around[1] + 1
        # A list counts for itself unless it says that it goes on.
        if element.get(TEXT + "continue-numbering") != "true" and not element.get(TEXT + "continue-list"):
            self._lists += 1
        return f"{style}#{self._lists}", 0

    def _mark(self, place: tuple[str, int] | None) -> str:
        if place is None:
            return ""
        named, depth = place
        self.numbering.lists.setdefault(named, self.styles.lists.get(named.split("#")[0], {}))
        return self.numbering.mark(named, depth)

    def paragraph(self, element: etree._Element, *, place: tuple[str, int] | None, mark: str) -> Iterator[Flowing]:
        dress = self.styles.named("paragraph", element.get(TEXT + "style-name", ""))
        heading = element.tag == TEXT + "h"
        if heading:
            dress = replace(dress, bold=True, size=max(dress.size, HEADING_SIZE))
        self.page += dress.new_page
        runs: list[Run] = []
        frames: list[Frame] = []
        self._collect(element, dress, runs, frames)
        if mark and runs:
            runs.insert(0, Run(mark + " ", dress.bold, dress.size))
        yield Paragraph(tuple(runs), bullet=place is not None and not heading, new_page=dress.new_page)
        yield from frames

    def _collect(self, element: etree._Element, dress: _Dress, runs: list[Run], frames: list[Frame]) -> None:
        self._add(element.text, dress, runs)
        for child in element:
            tag = child.tag
            if tag == TEXT + "s":
                runs.append(Run(" " * min(_MOST_SPACES, _whole(child.get(TEXT + "c", "1")))))
            elif tag == TEXT + "tab":
                runs.append(Run("\t"))
            elif tag == TEXT + "line-break":
                runs.append(Run("\n"))
            elif tag == TEXT + "span":
                self._collect(child, self.styles.span(child.get(TEXT + "style-name", ""), dress), runs, frames)
            elif tag in (DRAW + "frame", DRAW + "custom-shape", DRAW + "g"):
                frames.append(self.frame(child))
            elif tag == TEXT + "note":
                body = child.find(TEXT + "note-body")
                self.later += [] if body is None else self.blocks(body)
            elif tag not in _NOT_ON_PAPER and isinstance(tag, str):
                self._collect(child, dress, runs, frames)
            self._add(child.tail, dress, runs)

    def _add(self, text: str | None, dress: _Dress, runs: list[Run]) -> None:
        if not text:
            return
        # Line feeds in the XML are spaces: OpenDocument says a line break with an element.
        text = text.replace("\n", " ")
        why = self._why_hidden(dress)
        if why is None:
            runs.append(Run(text, dress.bold, dress.size))
        elif text.strip():
            self.hidden.append(Hidden(self.page, " ".join(text.split()), why))

    def _why_hidden(self, dress: _Dress) -> str | None:
        if dress.vanish:
            return "invisible"
        if 0 < dress.size < TINY:
            return "tiny"
        return "white" if dress.white and not dress.ground and not self._boxed else None

    def frame(self, element: etree._Element) -> Frame:
        self._boxed += 1
        frame = Frame(tuple(self.blocks(element)))
        self._boxed -= 1
        return frame

    def table(self, element: etree._Element) -> Table:
        self._boxed += 1
        rows = tuple(
            tuple(tuple(self.blocks(cell)) for cell in row if cell.tag == TABLE + "table-cell")
            for row in self._rows(element)
        )
        self._boxed -= 1
        return Table(rows)

    def _rows(self, parent: etree._Element) -> Iterator[etree._Element]:
        for child in parent:
            if child.tag == TABLE + "table-row":
                yield child
            elif child.tag in (TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group"):
                yield from self._rows(child)

    def edges(self, shared: etree._Element | None) -> tuple[tuple[Flowing, ...], tuple[Flowing, ...]]:
        """Header and footer of the master pages, each text once."""
        found: list[tuple[Flowing, ...]] = []
        for name in ("header", "footer"):
            blocks: list[Flowing] = []
            for element in () if shared is None else shared.iter(STYLE + name):
                blocks += [block for block in self.blocks(element) if block not in blocks]
            found.append(tuple(blocks))
        self.page = 1
        return found[0], found[1]


def _whole(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1
