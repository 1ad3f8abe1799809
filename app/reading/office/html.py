"""Web pages, and the « documents » that are web pages inside: HTML and MHTML, often saved as .doc.

Scripts, styles and comments are no text; nothing is fetched.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import lxml.html
from lxml import etree

from app.reading.decoding import decoded
from app.reading.office.flow import HEADING_SIZE, Edges, Flow, Flowing, Frame, Paragraph, Run, Section, lay_out
from app.reading.office.html_styles import Dress, Sheet, sheet_of
from app.reading.office.list_marks import numeral
from app.reading.office.spans import Cell, of_cells
from app.reading.office.symbols import ROUND
from app.reading.text import ReadText
from app.reading.unreadable import Unreadable, Why

_LARGEST = 20 * 1024 * 1024
_DEEPEST = 200
_SKIPPED = {"script", "style", "noscript", "template", "head", "title", "object", "iframe", "svg", "select", "option"}
_SKIPPED |= {"del", "rt", "rp", "datalist", "audio", "video", "canvas"}
_BLOCKS = {
    *("p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "ul", "ol", "dl", "dt", "dd", "li"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "address", "figure", "figcaption", "form", "fieldset"),
    *("hr", "center", "body", "html", "legend", "caption", "details", "summary"),
}
_APART = {"section", "article", "header", "footer", "aside", "nav", "ul", "ol"}
_HEADINGS = {"h1": 20.0, "h2": 17.0, "h3": 15.0, "h4": HEADING_SIZE, "h5": HEADING_SIZE, "h6": HEADING_SIZE}
_NAMES_ENCODING = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_COMMENTS = ("comment-list", "comment")  # what Word calls the remarks of those who revise
# Word names the headers and footers of its web pages in a style, and keeps them in a page of their own.
_EDGE = re.compile(r"mso-(first-)?(header|footer)\s*:\s*url\([^)]*\)\s*([\w-]+)", re.IGNORECASE)
_NOTHING = b"\xef\xbb\xbf \t\r\n\0"
_MOST_SPAN = 1000


def read_html(content: bytes) -> ReadText:
    """The words of a web page. Raises Unreadable: damaged, too_large, too_long."""
    return lay_out(Flow(blocks_of_html(content)))


def read_mhtml(content: bytes) -> ReadText:
    """The words of the first web page inside a web archive. Raises Unreadable: damaged, too_large, too_long."""
    return lay_out(Flow(blocks_of_mhtml(content)))


def blocks_of_html(content: bytes) -> tuple[Flowing, ...]:
    """What a web page says, before it has a place. Raises Unreadable: damaged, too_large."""
    return _blocks_of(_root(content))


def blocks_of_mhtml(content: bytes) -> tuple[Flowing, ...]:
    """What the first page with words inside a web archive says, led by the headers Word keeps in another page.

    Raises Unreadable: damaged, too_large.
    """
    pages = [page for page in _pages_in(content) if page.strip(_NOTHING)]
    roots = [_root(page) for page in pages]
    for page, root in zip(pages, roots, strict=True):
        if blocks := _blocks_of(root):
            return (*_edges(page, [other for other in roots if other is not root]), *blocks)
    return ()


def _root(content: bytes) -> lxml.html.HtmlElement:
    if len(content) > _LARGEST:
        raise Unreadable(Why.TOO_LARGE, "html")
    named = _NAMES_ENCODING.search(content[:4096])
    content = decoded(content, said=named[1].decode("ascii", "replace") if named else "").encode("utf-8", "replace")
    try:
        parser = lxml.html.HTMLParser(no_network=True, huge_tree=True, encoding="utf-8")
        return lxml.html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(Why.DAMAGED, "html") from error


def _blocks_of(root: lxml.html.HtmlElement) -> tuple[Flowing, ...]:
    return tuple(_Walk(sheet_of(root)).blocks(root, Dress(), 0))


def _pages_in(content: bytes) -> list[bytes]:
    """The web pages inside an archive, at least one. Raises Unreadable (damaged)."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    found: list[bytes] = []
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                charset = part.get_content_charset()
                found.append(_as_utf8(page, charset) if charset else page)
    if not found:
        raise Unreadable(Why.DAMAGED, "mhtml: no page inside")
    return found


def _as_utf8(page: bytes, charset: str) -> bytes:
    return b"\xef\xbb\xbf" + decoded(page, said=charset).encode("utf-8")


def _edges(page: bytes, others: list[lxml.html.HtmlElement]) -> tuple[Flowing, ...]:
    """The headers and footers that `page` names among `others`."""
    known = {element.get("id"): element for root in others for element in root.iter("div") if element.get("id")}
    said: dict[tuple[bool, str], tuple[Flowing, ...]] = {}
    for first, kind, name in _EDGE.findall(page.decode("latin-1")):
        if name in known:
            said[bool(first), kind.lower()] = tuple(_Walk(Sheet(coloured=True)).blocks(known[name], Dress(), 0))
    if not said:
        return ()
    every, first_ones = (tuple(said.get((first, kind), ()) for kind in ("header", "footer")) for first in (False, True))
    apart = b"mso-title-page:yes" in page
    return (Section(Edges((every[0], every[1]), (first_ones[0], first_ones[1]) if apart else None)),)


@dataclass
class _Walk:
    sheet: Sheet
    _runs: list[Run] = field(default_factory=list)
    _mark: str = ""  # of the list item whose words are still to come
    _new_page: bool = False

    def blocks(self, element: lxml.html.HtmlElement, dress: Dress, depth: int) -> Iterator[Flowing]:
        """What `element` holds, paragraph by paragraph."""
        if depth > _DEEPEST:
            raise Unreadable(Why.DAMAGED, "html: nested too deep")
        self._add(element.text, dress)
        number = self._first_number(element)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                if number and child.tag == "li":
                    number = _whole(child.get("value"), number)
                    self._mark = numeral(number, element.get("type", "1")) + ". "
                    number += 1
                yield from self._child(child, dress, depth + 1)
            self._add(child.tail, dress)
        if element.tag in _BLOCKS or depth == 0:
            yield from self._end(dress)

    def _child(self, child: lxml.html.HtmlElement, dress: Dress, depth: int) -> Iterator[Flowing]:
        tag, style = child.tag, self.sheet.of(child)
        if style.get("mso-element") in _COMMENTS or "MsoCommentReference" in (child.get("class") or ""):
            return
        dress = self.sheet.dressed(dress, child, style)
        breaks = style.get("page-break-before", style.get("break-before", "")) in ("always", "page")
        if tag == "br" and not breaks:
            self._runs.append(Run("\n"))
        elif tag == "table":
            yield from self._end(dress)
            self._new_page = self._new_page or breaks
            yield from self._table(child, dress, depth)
        elif tag in _BLOCKS or tag == "br":
            yield from self._end(dress)
            self._new_page = self._new_page or breaks
            inner = self._block_dress(tag, dress)
            blocks = tuple(self.blocks(child, inner, depth))
            yield from (Frame(blocks),) if tag in _APART and blocks else blocks
        else:
            inner = replace(dress, bold=True) if tag in ("b", "strong", "th") else dress
            yield from self.blocks(child, inner, depth)

    def _first_number(self, element: lxml.html.HtmlElement) -> int:
        """What a list counts from; 0 for one that does not count."""
        if element.tag != "ol":
            return 0
        style = self.sheet.of(element)
        unmarked = "none" in style.get("list-style-type", style.get("list-style", ""))
        return 0 if unmarked else _whole(element.get("start"), 1)

    def _block_dress(self, tag: str, dress: Dress) -> Dress:
        if tag in _HEADINGS:
            return replace(dress, bold=True, size=max(dress.size, _HEADINGS[tag]), listed=False)
        return replace(dress, listed=tag == "li", preformatted=dress.preformatted or tag == "pre")

    def _add(self, text: str | None, dress: Dress) -> None:
        if not text:
            return
        shown = dress.shown(text if dress.preformatted else _SPACE.sub(" ", text))
        if dress.is_mark and shown.strip() in ("o", "·"):
            shown = ROUND
        self._runs.append(Run(shown, dress.bold, dress.size, dress.hidden))

    def _end(self, dress: Dress) -> Iterator[Paragraph]:
        runs, self._runs = self._runs, []
        if any(run.text.strip() and not run.hidden for run in runs):
            if self._mark:
                runs.insert(0, Run(self._mark, dress.bold, dress.size))
            yield Paragraph(tuple(runs), bullet=dress.listed, new_page=self._new_page)
            self._mark, self._new_page = "", False
        elif any(run.text.strip() for run in runs):
            yield Paragraph(tuple(runs))

    def _table(self, element: lxml.html.HtmlElement, dress: Dress, depth: int) -> Iterator[Flowing]:
        rows = []
        for row in element.iter("tr"):
            if next(row.iterancestors("table")) is element:
                cells = [cell for cell in row if cell.tag in ("td", "th")]
                rows.append([self._cell(cell, dress, depth) for cell in cells])
        for caption in element.findall("caption"):
            yield from self.blocks(caption, dress, depth)
        yield from of_cells(rows)

    def _cell(self, cell: lxml.html.HtmlElement, dress: Dress, depth: int) -> Cell:
        inner = self.sheet.dressed(dress, cell, self.sheet.of(cell))
        inner = replace(inner, bold=True) if cell.tag == "th" else inner
        return Cell(
            (*self.blocks(cell, inner, depth), *self._end(inner)), min(_MOST_SPAN, _whole(cell.get("rowspan"), 1))
        )


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 6 else default
