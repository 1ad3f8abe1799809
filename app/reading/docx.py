"""Word's DOCX, exactly from its XML: headers, text boxes, tables; no deleted text, nothing fetched.

Knows WordprocessingML; the order of blocks on the page is `flow`'s business.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from app.reading.flow import HEADING_SIZE, Flow, Flowing, Frame, Paragraph, Run, Table, lay_out
from app.reading.list_marks import Numbering, numbering_of
from app.reading.text import Hidden, ReadText
from app.reading.unreadable import Unreadable, Why
from app.reading.word_styles import Dress, Styles, W, is_on, styles_of
from app.reading.zipped import open_zip, part_of, xml_of

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Deleted or moved-away text, the code of fields, and comments are not what the paper says.
_NOT_ON_PAPER = {
    _FALLBACK,
    *(W + name for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "sdtPr", "tblPr", "tcPr")),
    *(W + name for name in ("sectPr", "proofErr", "commentReference", "annotationRef")),
}
_CONTAINERS = {W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}
_SPACES = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
TINY = 2.0  # points


def read_docx(content: bytes) -> ReadText:
    """The text of a DOCX (or DOCM: macros are ignored and named in the warnings).

    Raises Unreadable: damaged, encrypted, too_large, too_long.
    """
    container = open_zip(content)
    names = set(container.namelist())
    main = _main_part(container, names)
    root = xml_of(part_of(container, main))
    body = root.find(W + "body")
    if body is None:
        raise Unreadable(Why.DAMAGED, "docx: no body")
    folder = posixpath.dirname(main)
    document = _Document(styles_of(container, folder), numbering_of(container, posixpath.join(folder, "numbering.xml")))
    relations = _relations(container, main)
    header, footer = (
        document.sheet_edges(container, body, relations, names, kind) for kind in ("headerReference", "footerReference")
    )
    flow = Flow(
        body=tuple(document.blocks(body)),
        header=header,
        footer=footer,
        notes=document.notes(container, folder, names),
        hidden=tuple(document.hidden),
        warnings=("macros",) if any(name.lower().endswith("vbaproject.bin") for name in names) else (),
    )
    return lay_out(flow)


def _main_part(container: zipfile.ZipFile, names: set[str]) -> str:
    for target, kind in _relations(container, "").values():
        if kind.endswith("/officeDocument") and target in names:
            return target
    if "word/document.xml" in names:
        return "word/document.xml"
    raise Unreadable(Why.DAMAGED, "docx: the main part is missing")


def _relations(container: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The parts that `part` names, as id → (name in the container, kind). Outside targets are left out, never fetched."""
    folder, name = posixpath.split(part)
    try:
        root = xml_of(part_of(container, posixpath.join(folder, "_rels", name + ".rels")))
    except KeyError:
        return {}
    found = {}
    for relation in root:
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            found[relation.get("Id", "")] = (target.lstrip("/"), relation.get("Type", ""))
    return found


@dataclass
class _Document:
    styles: Styles
    numbering: Numbering = field(default_factory=Numbering)
    hidden: list[Hidden] = field(default_factory=list)
    page: int = 1
    _break_before: bool = False  # a page break stands before the words of the paragraph being read
    _break_after: bool = False
    _words_seen: bool = False
    _coloured: int = 0  # > 0 inside a cell, frame or paragraph with a ground of its own

    def blocks(self, parent: etree._Element) -> Iterator[Flowing]:
        for child in parent:
            if child.tag == W + "p":
                yield from self.paragraph(child)
            elif child.tag == W + "tbl":
                yield self.table(child)
            elif child.tag in _CONTAINERS:
                yield from self.blocks(child)

    def paragraph(self, element: etree._Element) -> Iterator[Flowing]:
        properties = element.find(W + "pPr")
        style = self.styles.paragraph(properties)
        shaded = properties is not None and properties.find(W + "shd") is not None
        self._coloured += shaded
        self._break_before = self._break_after or is_on(properties, "pageBreakBefore")
        self._break_after = self._words_seen = False
        runs: list[Run] = []
        frames: list[Frame] = []
        self._collect(element, style, runs, frames)
        self._coloured -= shaded
        new_page, self._break_before = self._break_before, False
        self.page += new_page
        listed = bool(style.list_id) and any(run.text.strip() for run in runs)
        if listed and (mark := self.numbering.mark(style.list_id, style.list_depth)):
            runs.insert(0, Run(mark + " ", runs[0].bold, runs[0].size))
        yield Paragraph(tuple(runs), bullet=listed and not style.heading, new_page=new_page)
        yield from frames

    def _collect(self, element: etree._Element, style: Dress, runs: list[Run], frames: list[Frame]) -> None:
        for child in element:
            tag = child.tag
            if tag == W + "r":
                self._collect_run(child, style, runs, frames)
            elif tag == W + "txbxContent":
                frames.append(self._frame(child))
            elif tag not in _NOT_ON_PAPER:
                self._collect(child, style, runs, frames)

    def _frame(self, element: etree._Element) -> Frame:
        self._coloured += 1
        frame = Frame(tuple(self.blocks(element)))
        self._coloured -= 1
        return frame

    def _collect_run(self, element: etree._Element, style: Dress, runs: list[Run], frames: list[Frame]) -> None:
        properties = element.find(W + "rPr")
        dress = self.styles.run(properties, style)
        text = "".join(self._text(element, frames))
        if not text:
            return
        why = self._why_hidden(properties, dress)
        if why is None:
            size = max(dress.size, HEADING_SIZE) if style.heading else dress.size
            runs.append(Run(text, dress.bold or style.heading, size))
        elif text.strip():
            self.hidden.append(Hidden(self.page, " ".join(text.split()), why))

    def _text(self, element: etree._Element, frames: list[Frame]) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == W + "t":
                self._words_seen = self._words_seen or bool((child.text or "").strip())
                yield child.text or ""
            elif tag in _SPACES:
                yield _SPACES[tag]
            elif tag == W + "br":
                if child.get(W + "type") == "page":
                    self._break_page()
                yield "\n"
            elif tag == W + "lastRenderedPageBreak":
                self._break_page()
            elif tag == W + "txbxContent":
                frames.append(self._frame(child))
            elif tag not in _NOT_ON_PAPER:
                yield from self._text(child, frames)

    def _break_page(self) -> None:
        # A page begins with a whole paragraph here: a sentence cut in two could not be quoted.
        if self._words_seen:
            self._break_after = True
        else:
            self._break_before = True

    def _why_hidden(self, properties: etree._Element | None, dress: Dress) -> str | None:
        if dress.vanish:
            return "invisible"
        if 0 < dress.size < TINY:
            return "tiny"
        shaded = properties is not None and (
            properties.find(W + "shd") is not None or properties.find(W + "highlight") is not None
        )
        # White on a ground of its own (a banner, a dark cell) is meant to be read.
        return "white" if dress.white and not shaded and not self._coloured else None

    def table(self, element: etree._Element) -> Table:
        self._coloured += 1  # cells take their ground from table styles: never call their text hidden
        rows = []
        for row in _through(element, W + "tr"):
            rows.append(tuple(tuple(self.blocks(cell)) for cell in _through(row, W + "tc")))
        self._coloured -= 1
        return Table(tuple(rows))

    def sheet_edges(
        self,
        container: zipfile.ZipFile,
        body: etree._Element,
        relations: dict[str, tuple[str, str]],
        names: set[str],
        kind: str,
    ) -> tuple[Flowing, ...]:
        """The headers (or footers) the sections name, each once, in the order of the document."""
        parts: list[str] = []
        for reference in body.iter(W + kind):
            part = relations.get(reference.get(_RELATION, ""), ("", ""))[0]
            if part in names and part not in parts:
                parts.append(part)
        found: list[Flowing] = []
        seen: list[tuple[Flowing, ...]] = []
        for part in parts:
            blocks = tuple(self.blocks(xml_of(part_of(container, part))))
            if blocks not in seen:
                seen.append(blocks)
                found += blocks
        self._break_before, self._break_after, self.page = False, False, 1
        return tuple(found)

    def notes(self, container: zipfile.ZipFile, folder: str, names: set[str]) -> tuple[Flowing, ...]:
        """Footnotes and endnotes, without Word's separators."""
        found: list[Flowing] = []
        for name in ("footnotes.xml", "endnotes.xml"):
            part = posixpath.join(folder, name)
            if part in names:
                for note in xml_of(part_of(container, part)):
                    if note.get(W + "type") is None:
                        found += self.blocks(note)
        return tuple(found)


def _through(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children with `tag`, also those wrapped in content controls or tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _through(child, tag)
