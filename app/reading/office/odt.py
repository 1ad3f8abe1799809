"""OpenDocument text, exactly from its XML: frames, tables, notes, page headers; no tracked deletion, nothing fetched."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from app.reading.office.flow import HEADING_SIZE, Edges, Flow, Flowing, Frame, Paragraph, Run, Section, lay_out
from app.reading.office.list_marks import Numbering
from app.reading.office.odt_styles import DRAW, META, OFFICE, TABLE, TEXT, Dress, Styles, masters_of, whole
from app.reading.office.sidebars import with_sidebars_first
from app.reading.office.spans import Cell, of_cells
from app.reading.text import ReadText
from app.reading.unreadable import Unreadable, Why
from app.reading.zipped import open_zip, part_of, xml_mended, xml_of

_OLD_NAMES = re.compile(rb"http://openoffice\.org/2000/(\w+)")
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_NOT_ON_PAPER = {
    *(TEXT + name for name in ("tracked-changes", "sequence-decls", "script", "ruby-text", "number", "note-citation")),
    *(OFFICE + name for name in ("annotation", "forms", "event-listeners", "script")),
    *(DRAW + name for name in ("object", "glue-point")),
}
_PARAGRAPHS = {TEXT + "p", TEXT + "h"}
_CHANGES = {TEXT + "change-start", TEXT + "change-end"}
_HEADINGS = "headings"  # the list they count in
_MOST_SPACES = 200
_COUNTING = {TEXT + "page-number": "page", TEXT + "page-count": "pages"}
TINY = 2.0  # points


def read_odt(content: bytes) -> ReadText:
    """The text of an ODT, a template (OTT), their one-file form (FODT), or of what came before them (SXW).

    Raises Unreadable: damaged, encrypted, too_large, too_long.
    """
    root, shared, meta, lost = _parts(content)
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        body = root.find(OFFICE + "body")  # the text lay there at once in the files before OpenDocument
    if body is None:
        raise Unreadable(Why.DAMAGED, "odt: no text body")
    # Both parts name their own styles P1, P2 …: each is dressed by its own.
    masters = masters_of(shared, _Document(Styles([root] if shared is None else [shared])).edge)
    document = _Document(Styles([root] if shared in (None, root) else [shared, root]), masters)
    document.breaks_softly = was_laid_out(meta)
    document.deletions = {
        region.get(TEXT + "id", "")
        for region in root.iter(TEXT + "changed-region")
        if region.find(TEXT + "deletion") is not None
    }
    blocks = tuple(document.whole(body))
    return lay_out(Flow(with_sidebars_first(blocks), notes=tuple(document.later), warnings=lost))


def was_laid_out(meta: etree._Element | None) -> bool:
    """Whether somebody saw its pages before it was saved.

    A file that was converted and never edited says so; what it holds of pages was written before it had any that last.
    """
    duration = None if meta is None else next(meta.iter(META + "editing-duration"), None)
    return duration is None or bool(re.search("[1-9]", duration.text or ""))


def _parts(
    content: bytes,
) -> tuple[etree._Element, etree._Element | None, etree._Element | None, tuple[str, ...]]:
    """The roots that hold the text, the shared styles, and what is said about the document; warnings when the text was mended."""
    if not content.startswith(b"PK"):
        root = xml_of(content)
        return root, root, root, ()
    container = open_zip(content)
    names = set(container.namelist())
    manifest = _beside(container, "META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(_MANIFEST + "encryption-data"), None) is not None:
        raise Unreadable(Why.ENCRYPTED, "odt: a password is needed")
    if "content.xml" not in names:
        raise Unreadable(Why.DAMAGED, "odt: the content is missing")
    root, whole = xml_mended(_in_usual_names(part_of(container, "content.xml")))
    lost = ("unread_part: content.xml",) * (not whole) + ("unread_part: what came after its end",) * container.cut
    return root, _beside(container, "styles.xml"), _beside(container, "meta.xml"), lost


def _beside(container: zipfile.ZipFile, part: str) -> etree._Element | None:
    """The root of a part beside the text; None when it is missing or damaged, which costs only what it says."""
    try:
        return xml_of(_in_usual_names(part_of(container, part)))
    except KeyError:
        return None
    except Unreadable as unreadable:
        if unreadable.why is not Why.DAMAGED:
            raise
        return None


def _in_usual_names(content: bytes) -> bytes:
    """OpenOffice's own files (SXW) say nearly the same as OpenDocument, under older names."""
    return _OLD_NAMES.sub(rb"urn:oasis:names:tc:opendocument:xmlns:\1:1.0", content)


@dataclass(frozen=True, slots=True)
class _Place:
    """Which list an item belongs to, the name its marks have, and how deep it lies."""

    counted: str
    style: str
    depth: int


@dataclass
class _Document:
    styles: Styles
    masters: dict[str, Edges] = field(default_factory=dict)
    later: list[Flowing] = field(default_factory=list)  # notes
    numbering: Numbering = field(default_factory=Numbering)
    _last_of_style: dict[str, str] = field(default_factory=dict)  # the list that a list of this style may go on with
    _known_lists: dict[str, str] = field(default_factory=dict)  # by the identifier in the file
    breaks_softly: bool = True  # whether the pages it was last shown on are its pages
    deletions: set[str] = field(default_factory=set)  # tracked, by their names
    _deleting: set[str] = field(default_factory=set)  # those that are open at this place of the text
    _boxed: int = 0  # > 0 inside a frame or a table, whose ground may be dark
    _hiding: int = 0  # > 0 inside a section that is not printed
    _break_next: bool = False
    _words_seen: bool = False
    _break_before: bool = False

    def whole(self, body: etree._Element) -> Iterator[Flowing]:
        """The text, led by the edges of its first pages."""
        blocks = list(self.blocks(body))
        if not any(isinstance(block, Section) for block in blocks[:1]) and self.masters:
            yield Section(self.masters.get("Standard") or next(iter(self.masters.values())))
        yield from blocks

    def edge(self, element: etree._Element) -> tuple[Flowing, ...]:
        """What a header or footer says."""
        return tuple(block for block in self.blocks(element) if not isinstance(block, Section))

    def blocks(self, parent: etree._Element, *, place: _Place | None = None, start: str = "") -> Iterator[Flowing]:
        """`place` is the list that `parent` belongs to; `start` the number its next item was given."""
        unmarked = parent.tag == TEXT + "list-item"
        for child in parent:
            tag = child.tag
            if tag in _PARAGRAPHS:
                yield from self.paragraph(child, place=place, mark=self._mark(place, start) if unmarked else "")
                unmarked = False
            elif tag == TABLE + "table":
                yield from self.table(child)
            elif tag == TEXT + "list":
                yield from self.blocks(child, place=self._place(child, place))
                unmarked = False
            elif tag == TEXT + "list-item":
                yield from self.blocks(child, place=place, start=child.get(TEXT + "start-value", ""))
            elif tag == TEXT + "soft-page-break":
                self._break_next = self._break_next or self.breaks_softly
            elif tag == TEXT + "section" and child.get(TEXT + "display") == "none":
                self._hiding += 1
                yield from self.blocks(child)
                self._hiding -= 1
            elif tag in _CHANGES:
                self._turn(child)
            elif tag in _NOT_ON_PAPER:
                continue
            elif isinstance(tag, str) and tag.startswith(DRAW) and tag != DRAW + "a":
                yield self.frame(child)
            else:
                yield from self.blocks(child, place=place)

    def _place(self, element: etree._Element, around: _Place | None) -> _Place:
        style = element.get(TEXT + "style-name") or (around.style if around else "")
        if around is not None:
            counted = around.counted if style == around.style else f"{around.counted}/{style}"
            return _Place(counted, style, around.depth + 1)
        # A list counts for itself unless it says that it goes on.
        before = self._known_lists.get(element.get(TEXT + "continue-list", ""))
        if before is None and element.get(TEXT + "continue-numbering") == "true":
            before = self._last_of_style.get(style)
        counted = before or f"{style}#{len(self._known_lists) + len(self._last_of_style)}#{id(element)}"
        self._last_of_style[style] = counted
        if identifier := element.get("{http://www.w3.org/XML/1998/namespace}id"):
            self._known_lists[identifier] = counted
        return _Place(counted, style, 0)

    def _mark(self, place: _Place | None, start: str) -> str:
        if place is None:
            return ""
        self.numbering.lists.setdefault(place.counted, dict(self.styles.lists.get(place.style, {})))
        levels = self.numbering.lists[place.counted]
        if start and place.depth in levels:
            levels[place.depth] = replace(levels[place.depth], start=whole(start))
            self.numbering.restarting.setdefault(place.counted, set()).add(place.depth)
        return self.numbering.mark(place.counted, place.depth)

    def _heading_mark(self, element: etree._Element) -> str:
        if not self.styles.outline or element.get(TEXT + "is-list-header") == "true":
            return ""
        self.numbering.lists.setdefault(_HEADINGS, self.styles.outline)
        return self.numbering.mark(_HEADINGS, whole(element.get(TEXT + "outline-level", "1")) - 1)

    def paragraph(self, element: etree._Element, *, place: _Place | None, mark: str) -> Iterator[Flowing]:
        dress = self.styles.named("paragraph", element.get(TEXT + "style-name", ""))
        heading = element.tag == TEXT + "h"
        if heading:
            dress = replace(dress, bold=True, size=max(dress.size, HEADING_SIZE))
        self._break_before, self._break_next, self._words_seen = self._break_next, dress.page_after, False
        runs: list[Run] = []
        frames: list[Frame] = []
        self._collect(element, dress, runs, frames)
        if heading and not mark and runs:
            mark = self._heading_mark(element)
        if mark and runs:
            runs.insert(0, Run(mark, dress.bold, dress.size))
        if dress.master and dress.master in self.masters:
            yield Section(self.masters[dress.master])
        new_page = dress.new_page or self._break_before
        yield Paragraph(tuple(runs), bullet=place is not None and not heading, new_page=new_page)
        yield from frames

    def _collect(self, element: etree._Element, dress: Dress, runs: list[Run], frames: list[Frame]) -> None:
        self._add(element.text, dress, runs)
        for child in element:
            tag = child.tag
            if tag == TEXT + "s":
                runs.append(Run(" " * min(_MOST_SPACES, whole(child.get(TEXT + "c", "1")))))
            elif tag in (TEXT + "tab", TEXT + "tab-stop"):
                runs.append(Run("\t"))
            elif tag == TEXT + "line-break":
                runs.append(Run("\n"))
            elif tag == TEXT + "span":
                self._collect(child, self.styles.span(child.get(TEXT + "style-name", ""), dress), runs, frames)
            elif tag == TEXT + "note":
                self._note(child, dress, runs)
            elif tag == TEXT + "soft-page-break":
                # A page begins with a whole paragraph here: a sentence cut in two could not be quoted.
                if self.breaks_softly:
                    self._break_before, self._break_next = not self._words_seen, self._words_seen
            elif tag in _CHANGES:
                self._turn(child)
            elif tag in _COUNTING and child.get(TEXT + "select-page", "current") == "current":
                runs.append(Run(child.text or "", dress.bold, dress.size, counts=_COUNTING[tag]))
            elif tag == TEXT + "hidden-text" and child.get(TEXT + "is-hidden") == "true":
                self._add(child.get(TEXT + "string-value"), replace(dress, vanish=True), runs)
            elif isinstance(tag, str) and tag.startswith(DRAW) and tag != DRAW + "a" and tag not in _NOT_ON_PAPER:
                frames.append(self.frame(child))
            elif tag not in _NOT_ON_PAPER and isinstance(tag, str):
                self._collect(child, dress, runs, frames)
            self._add(child.tail, dress, runs)

    def _note(self, note: etree._Element, dress: Dress, runs: list[Run]) -> None:
        """Its number is glued to the word, and stands again before what it says at the end."""
        body, citation = note.find(TEXT + "note-body"), note.find(TEXT + "note-citation")
        number = "" if citation is None or self._deleting else "".join(map(str, citation.itertext())).strip()
        self._add(number, dress, runs)
        if body is None:
            return
        told = self._apart(body)
        if number and told and isinstance(told[0], Paragraph):
            first = replace(told[0], runs=(Run(f"{number} "), *told[0].runs))
            told = (first, *told[1:])
        self.later += told

    def _add(self, text: str | None, dress: Dress, runs: list[Run]) -> None:
        # One-file documents keep a deleted passage in its place; packed ones only its mark.
        if text and not self._deleting:
            self._words_seen = self._words_seen or bool(text.strip())
            # Line feeds in the XML are spaces: OpenDocument says a line break with an element.
            shown = dress.shown(text.replace("\n", " "))
            runs.append(Run(shown, dress.bold, dress.size, self._why_hidden(dress)))

    def _turn(self, change: etree._Element) -> None:
        """A tracked change begins or ends here."""
        name = change.get(TEXT + "change-id", "")
        if change.tag == TEXT + "change-end":
            self._deleting.discard(name)
        elif name in self.deletions:
            self._deleting.add(name)

    def _why_hidden(self, dress: Dress) -> str:
        if dress.vanish or self._hiding:
            return "invisible"
        if 0 < dress.size < TINY:
            return "tiny"
        lit = dress.ground or self._boxed or self.styles.covered
        return "white" if dress.white and not lit else ""

    def frame(self, element: etree._Element) -> Frame:
        self._boxed += 1
        frame = Frame(self._apart(element))
        self._boxed -= 1
        return frame

    def _apart(self, element: etree._Element) -> tuple[Flowing, ...]:
        """What stands outside the running text, and cannot end a page of it."""
        kept = self._break_next, self._words_seen, self._break_before
        blocks = tuple(block for block in self.blocks(element) if not isinstance(block, Section))
        self._break_next, self._words_seen, self._break_before = kept
        return blocks

    def table(self, element: etree._Element) -> Iterator[Flowing]:
        dress = self.styles.named("table", element.get(TABLE + "style-name", ""))
        if dress.master in self.masters and dress.master:
            yield Section(self.masters[dress.master])
        elif dress.new_page:
            yield Paragraph((), new_page=True)
        self._boxed += 1
        rows = [
            [
                Cell(tuple(self.blocks(cell)), whole(cell.get(TABLE + "number-rows-spanned", "1")))
                for cell in row
                if cell.tag == TABLE + "table-cell"
            ]
            for row in self._rows(element)
        ]
        self._boxed -= 1
        yield from of_cells(rows)

    def _rows(self, parent: etree._Element) -> Iterator[etree._Element]:
        for child in parent:
            if child.tag == TABLE + "table-row":
                yield child
            elif child.tag in (TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group"):
                yield from self._rows(child)
            elif child.tag == TEXT + "soft-page-break":
                self._break_next = self._break_next or self.breaks_softly
