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

from app.reading.flow import HEADING_SIZE, Flow, Flowing, Frame, Paragraph, Run, Table, lay_out
from app.reading.plain import decoded
from app.reading.text import ReadText
from app.reading.unreadable import Unreadable, Why

_LARGEST = 20 * 1024 * 1024
_DEEPEST = 200
_SKIPPED = {"script", "style", "noscript", "template", "head", "title", "object", "iframe", "svg", "select", "option"}
_BLOCKS = {
    *("p", "div", "section", "article", "header", "footer", "main", "aside", "nav", "ul", "ol", "dl", "dt", "dd", "li"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "address", "figure", "figcaption", "form", "fieldset"),
    *("hr", "center", "body", "html"),
}
_APART = {"section", "article", "header", "footer", "aside", "nav", "ul", "ol"}
_HEADINGS = {"h1": 20.0, "h2": 17.0, "h3": 15.0, "h4": HEADING_SIZE, "h5": HEADING_SIZE, "h6": HEADING_SIZE}
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_NAMES_ENCODING = re.compile(rb"^\xef\xbb\xbf|charset\s*=|encoding\s*=", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def read_html(content: bytes) -> ReadText:
    """The words of a web page. Raises Unreadable: damaged, too_large, too_long."""
    return lay_out(Flow(blocks_of_html(content)))


def read_mhtml(content: bytes) -> ReadText:
    """The words of the first web page inside a web archive. Raises Unreadable: damaged, too_large, too_long."""
    return lay_out(Flow(blocks_of_mhtml(content)))


def blocks_of_html(content: bytes) -> tuple[Flowing, ...]:
    """What a web page says, before it has a place. Raises Unreadable: damaged, too_large."""
    if len(content) > _LARGEST:
        raise Unreadable(Why.TOO_LARGE, "html")
    # A page that does not name its encoding is decoded as plain text would be.
    encoding = None if _NAMES_ENCODING.search(content[:4096]) else "utf-8"
    if encoding:
        content = decoded(content).encode("utf-8", "replace")
    try:
        parser = lxml.html.HTMLParser(no_network=True, huge_tree=False, encoding=encoding)
        root = lxml.html.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(Why.DAMAGED, "html") from error
    return tuple(_Walk().blocks(root, _Dress(), 0))


def blocks_of_mhtml(content: bytes) -> tuple[Flowing, ...]:
    """What the first page inside a web archive says. Raises Unreadable: damaged, too_large."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                charset = part.get_content_charset()
                return blocks_of_html(_as_utf8(page, charset) if charset else page)
    raise Unreadable(Why.DAMAGED, "mhtml: no page inside")


def _as_utf8(page: bytes, charset: str) -> bytes:
    try:
        text = page.decode(charset, "replace")
    except LookupError:
        return page
    return b"\xef\xbb\xbf" + text.encode("utf-8")


@dataclass(frozen=True, slots=True)
class _Dress:
    bold: bool = False
    size: float = 0.0
    listed: bool = False
    preformatted: bool = False


@dataclass
class _Walk:
    _runs: list[Run] = field(default_factory=list)

    def blocks(self, element: lxml.html.HtmlElement, dress: _Dress, depth: int) -> Iterator[Flowing]:
        """What `element` holds, paragraph by paragraph."""
        if depth > _DEEPEST:
            raise Unreadable(Why.DAMAGED, "html: nested too deep")
        self._add(element.text, dress)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                yield from self._child(child, dress, depth + 1)
            self._add(child.tail, dress)
        if element.tag in _BLOCKS or depth == 0:
            yield from self._end(dress)

    def _child(self, child: lxml.html.HtmlElement, dress: _Dress, depth: int) -> Iterator[Flowing]:
        tag = child.tag
        if _HIDING.search(child.get("style", "")):
            self._hide(child)
        elif tag == "br":
            self._runs.append(Run("\n"))
        elif tag == "table":
            yield from self._end(dress)
            yield self._table(child, dress, depth)
        elif tag in _BLOCKS:
            yield from self._end(dress)
            inner = self._block_dress(tag, dress)
            blocks = tuple(self.blocks(child, inner, depth))
            yield from (Frame(blocks),) if tag in _APART else blocks
        else:
            inner = replace(dress, bold=True) if tag in ("b", "strong", "th") else dress
            yield from self.blocks(child, inner, depth)

    def _block_dress(self, tag: str, dress: _Dress) -> _Dress:
        if tag in _HEADINGS:
            return replace(dress, bold=True, size=_HEADINGS[tag], listed=False)
        return replace(dress, listed=tag == "li", preformatted=dress.preformatted or tag == "pre")

    def _hide(self, element: lxml.html.HtmlElement) -> None:
        text = " ".join("".join(element.itertext()).split())
        if text:
            self._runs.append(Run(text, hidden="invisible"))

    def _add(self, text: str | None, dress: _Dress) -> None:
        if text:
            self._runs.append(Run(text if dress.preformatted else _SPACE.sub(" ", text), dress.bold, dress.size))

    def _end(self, dress: _Dress) -> Iterator[Paragraph]:
        runs, self._runs = tuple(self._runs), []
        if any(run.text.strip() for run in runs):  # hidden ones are told too
            yield Paragraph(runs, bullet=dress.listed)

    def _table(self, element: lxml.html.HtmlElement, dress: _Dress, depth: int) -> Table:
        rows = []
        for row in element.iter("tr"):
            if next(row.iterancestors("table")) is element:
                cells = [cell for cell in row if cell.tag in ("td", "th")]
                rows.append(tuple((*self.blocks(cell, dress, depth), *self._end(dress)) for cell in cells))
        return Table(tuple(rows))
