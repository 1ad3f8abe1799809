"""Word's DOCX, exactly from its XML: headers, text boxes, tables; no deleted text, nothing fetched.

Knows WordprocessingML; the order of blocks on the page is `flow`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from app.reading.office.chunks import blocks_of_chunk
from app.reading.office.flow import HEADING_SIZE, Flow, Flowing, Frame, Paragraph, Run, Section, lay_out
from app.reading.office.list_marks import Numbering, numbering_of
from app.reading.office.note_numbers import ENDNOTES, FOOTNOTES, NoteNumbers
from app.reading.office.sidebars import with_sidebars_first
from app.reading.office.spans import of_cells
from app.reading.office.symbols import sign
from app.reading.office.word_drawings import DIAGRAM, TEXT_PATH, covers_paper, diagram, lettering
from app.reading.office.word_fields import Fields
from app.reading.office.word_notes import note_numbers_of
from app.reading.office.word_parts import RELATION, Package, open_package
from app.reading.office.word_sections import sections_of
from app.reading.office.word_styles import Dress, Styles, W, has_ground, styles_of
from app.reading.office.word_tables import rows_of
from app.reading.text import ReadText
from app.reading.unreadable import Unreadable, Why

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FALLBACK = _COMPATIBLE + "Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Deleted or moved-away text, the code of fields, and comments are not what the paper says.
_NOT_ON_PAPER = {
    _FALLBACK,
    *(W + name for name in ("del", "moveFrom", "delText", "rPr", "pPr", "sdtPr", "tblPr", "tcPr", "fldData", "rt")),
    *(W + name for name in ("sectPr", "proofErr", "commentReference", "annotationRef")),
}
_CONTAINERS = {W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}
_CONTAINERS |= {_COMPATIBLE + "AlternateContent", _COMPATIBLE + "Choice"}
_SPACES = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_REFERENCES = {W + "footnoteReference": FOOTNOTES, W + "endnoteReference": ENDNOTES}
_MAY_SPEAK = re.compile(r"(header|footer|note|document)[^/]*$")
TINY = 2.0  # points


def read_docx(content: bytes) -> ReadText:
    """The text of a DOCX (or DOCM: macros are ignored and named in the warnings).

    Raises Unreadable: damaged, encrypted, too_large, too_long.
    """
    package = open_package(content)
    macros = any(name.lower().endswith("vbaproject.bin") for name in package.names)
    document, body = _document_of(package)
    blocks, notes = tuple(document.sections(body)), document.notes()
    # What stood in a damaged header or note is a person's to find.
    lost = tuple(f"unread_part: {part}" for part in package.damaged if _MAY_SPEAK.search(part))
    lost += ("unread_part: what came after its end",) if package.container.cut else ()
    return lay_out(Flow(with_sidebars_first(blocks), notes=notes, warnings=(*(("macros",) if macros else ()), *lost)))


def _body_of_docx(content: bytes) -> tuple[Flowing, ...]:
    """What stands in the body of a Word file that was put into another."""
    document, body = _document_of(open_package(content), inner=True)
    return tuple(document.blocks(body))


def _document_of(package: Package, *, inner: bool = False) -> tuple[_Document, etree._Element]:
    main = package.main()
    root = package.text(main)
    body = root.find(W + "body")
    if body is None:
        raise Unreadable(Why.DAMAGED, "docx: no body")
    styles, numbering = styles_of(package.beside(main, "styles")), numbering_of(package.beside(main, "numbering"))
    document = _Document(package, main, styles, numbering, package.relations(main), inner=inner)
    document.colour_behind(root)
    document.note_numbers = note_numbers_of(package.beside(main, "settings"), body)
    return document, body


@dataclass
class _Document:
    package: Package
    main: str
    styles: Styles
    numbering: Numbering
    relations: dict[str, tuple[str, str]]
    inner: bool = False
    _sections: list[Section] = field(default_factory=list)  # that are still to begin
    _fields: Fields = field(default_factory=Fields)
    _break_before: bool = False  # a page break stands before the words of the paragraph being read
    _break_after: bool = False
    _words_seen: bool = False
    _coloured: int = 0  # > 0 inside a cell, frame or paragraph with a ground of its own
    note_numbers: NoteNumbers = field(default_factory=NoteNumbers)
    _own_number: str = ""  # of the note being read
    _held: list[Run] = field(default_factory=list)  # of a paragraph whose end was deleted: the next one goes on with it

    def sections(self, body: etree._Element) -> Iterator[Flowing]:
        """The whole body, each section led by the edges of its pages."""
        first, *self._sections = sections_of(body, self.package, self.main, self._edge)
        yield first
        yield from self.blocks(body)

    def colour_behind(self, root: etree._Element) -> None:
        """White text may be meant to be read where a drawing or a colour lies behind the whole text."""
        self._coloured += covers_paper(root)

    def blocks(self, parent: etree._Element) -> Iterator[Flowing]:
        for child in parent:
            if child.tag == W + "p":
                yield from self.paragraph(child)
            elif child.tag == W + "tbl":
                yield from self.table(child)
            elif child.tag in _CONTAINERS:
                yield from self.blocks(child)
            elif child.tag == W + "altChunk" and not self.inner:
                yield from blocks_of_chunk(self.package, self._target(child.get(RELATION + "id", "")), _body_of_docx)
        if self._held and parent.tag not in _CONTAINERS:
            held, self._held = tuple(self._held), []
            yield Paragraph(held)

    def paragraph(self, element: etree._Element) -> Iterator[Flowing]:
        properties = element.find(W + "pPr")
        style = self.styles.paragraph(properties)
        self._coloured += style.ground
        self._break_before = self._break_after or style.new_page
        self._break_after = self._words_seen = False
        runs, self._held = self._held, []
        frames: list[Frame] = []
        self._collect(element, style, runs, frames)
        self._fields.end_paragraph()
        self._coloured -= style.ground
        new_page, self._break_before = self._break_before, False
        ends_section = properties is not None and properties.find(W + "sectPr") is not None
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None and not ends_section:
            self._held = runs
        else:
            listed = self._mark(style, runs)
            yield Paragraph(tuple(runs), bullet=listed and not style.heading, new_page=new_page)
        yield from frames
        if ends_section and self._sections:
            yield self._sections.pop(0)

    def _mark(self, style: Dress, runs: list[Run]) -> bool:
        """Put the mark of a list before the words of its item, if it is one."""
        if not style.list_id or not any(run.text.strip() and not run.hidden for run in runs):
            return False
        depth = self.numbering.depth(style.list_id, style.list_depth, style.list_style)
        if mark := self.numbering.mark(style.list_id, depth):
            runs.insert(0, Run(mark, runs[0].bold, runs[0].size))
        return True

    def _collect(self, element: etree._Element, style: Dress, runs: list[Run], frames: list[Frame]) -> None:
        for child in element:
            tag = child.tag
            if tag == W + "r":
                self._collect_run(child, style, runs, frames)
            elif tag == W + "txbxContent":
                frames.append(self._frame(child))
            elif tag == W + "fldSimple":
                self._fields.begin(child.get(W + "instr", ""), shown=True)
                self._collect(child, style, runs, frames)
                runs += (Run("", counts=counts) for _, counts in self._fields.end())
            elif tag == _MATH + "t":
                runs.append(Run(child.text or "", style.bold, style.size))
            elif tag not in _NOT_ON_PAPER:
                self._collect(child, style, runs, frames)

    def _frame(self, element: etree._Element) -> Frame:
        kept = self._fields, self._break_before, self._break_after, self._words_seen, self._held
        self._fields, self._held = Fields(), []
        self._coloured += 1
        frame = Frame(tuple(self.blocks(element)))
        self._coloured -= 1
        self._fields, self._break_before, self._break_after, self._words_seen, self._held = kept
        return frame

    def _collect_run(self, element: etree._Element, style: Dress, runs: list[Run], frames: list[Frame]) -> None:
        properties = element.find(W + "rPr")
        dress = self.styles.run(properties, style)
        hidden = self._why_hidden(properties, dress)
        size = max(dress.size, HEADING_SIZE) if style.heading else dress.size
        for text, counts in self._text(element, frames):
            if text or counts:
                runs.append(Run(dress.shown(text), dress.bold or style.heading, size, hidden, counts))

    def _text(self, element: etree._Element, frames: list[Frame]) -> Iterator[tuple[str, str]]:
        """The run's text in pieces, each with what it counts."""
        for child in element:
            tag = child.tag
            if tag == W + "t":
                self._words_seen = self._words_seen or bool((child.text or "").strip())
                yield from self._fields.shown(child.text or "")
            elif tag in _SPACES:
                yield from self._fields.shown(_SPACES[tag])
            elif tag == W + "sym":
                yield from self._fields.shown(_sign(child))
            elif tag == W + "fldChar":
                yield from self._fields.turn(child.get(W + "fldCharType", ""))
            elif tag == W + "instrText":
                self._fields.add_code(child.text or "")
            elif tag == W + "pgNum":
                yield "", "page"
            elif tag in _REFERENCES:
                yield from self._fields.shown(self._refer(child))
            elif tag in (W + "footnoteRef", W + "endnoteRef"):
                yield from self._fields.shown(f"{self._own_number} ")
            elif tag == W + "br":
                if child.get(W + "type") == "page":
                    self._break_page()
                yield "\n", ""
            elif tag == W + "lastRenderedPageBreak":
                self._break_page()
            elif tag == W + "txbxContent":
                frames.append(self._frame(child))
            elif tag == DIAGRAM:
                frames += diagram(self.package, self._target(child.get(RELATION + "dm", "")))
            elif tag == TEXT_PATH:
                frames += lettering(child)
                yield from self._text(child, frames)
            elif tag not in _NOT_ON_PAPER:
                yield from self._text(child, frames)

    def _refer(self, reference: etree._Element) -> str:
        kind, name = _REFERENCES[reference.tag], reference.get(W + "id", "")
        if self.inner:
            return ""  # the notes of a file inside the file are not told
        if reference.get(W + "customMarkFollows", "0") not in ("0", "false", "off"):
            self.note_numbers.marked(kind, name)
            return ""
        return self.note_numbers.give(kind, name)

    def _break_page(self) -> None:
        # A page begins with a whole paragraph here: a sentence cut in two could not be quoted.
        if self._words_seen:
            self._break_after = True
        else:
            self._break_before = True

    def _why_hidden(self, properties: etree._Element | None, dress: Dress) -> str:
        if dress.vanish:
            return "invisible"
        if 0 < dress.size < TINY:
            return "tiny"
        lit = properties is not None and (has_ground(properties) or properties.find(W + "highlight") is not None)
        # White on a ground of its own (a banner, a dark cell) is meant to be read.
        return "white" if dress.white and not lit and not self._coloured else ""

    def table(self, element: etree._Element) -> Iterator[Flowing]:
        self._coloured += 1  # cells take their ground from table styles: never call their text hidden
        rows = rows_of(element, _CONTAINERS, lambda cell: tuple(self.blocks(cell)))
        self._coloured -= 1
        yield from of_cells(rows)

    def _edge(self, part: str) -> tuple[Flowing, ...]:
        """The header or footer in this part."""
        root = self.package.whole(part)
        if root is None:
            return ()
        kept = self.relations, self._fields, self._coloured
        self.relations, self._fields = self.package.relations(part), Fields()
        self._coloured += covers_paper(root)
        blocks = tuple(self.blocks(root))
        # A banner in the header may reach down behind the words of the body.
        reaching = self._coloured - kept[2]
        self.relations, self._fields, self._coloured = kept
        self._coloured += reaching
        self._break_before = self._break_after = False
        return blocks

    def notes(self) -> tuple[Flowing, ...]:
        """Footnotes and endnotes as the text refers to them, without Word's separators."""
        found: list[Flowing] = []
        for kind in (FOOTNOTES, ENDNOTES):
            root = self.package.beside(self.main, kind)
            notes = () if root is None else [note for note in root if note.get(W + "type") in (None, "normal")]
            named = {note.get(W + "id", str(place)): note for place, note in enumerate(notes)}
            for name in self.note_numbers.in_order(kind, named):
                self._own_number = self.note_numbers.of(kind, name)
                found += self.blocks(named[name])
        return tuple(found)

    def _target(self, identifier: str) -> str:
        return self.relations.get(identifier, ("", ""))[0]


def _sign(element: etree._Element) -> str:
    try:
        return sign(int(element.get(W + "char", ""), 16), element.get(W + "font", ""))
    except ValueError:
        return ""
