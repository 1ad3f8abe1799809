"""Word's sections: which header and footer stand on which of their pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from app.reading.office.flow import Edges, Flowing, Section
from app.reading.office.word_parts import RELATION, Package
from app.reading.office.word_styles import W, is_on

_KINDS = ("default", "first", "even")
_Parts = dict[str, tuple[Flowing, ...]]


def sections_of(
    body: etree._Element, package: Package, main: str, edge: Callable[[str], tuple[Flowing, ...]]
) -> list[Section]:
    """The sections in order, at least one. `edge` reads the header or footer in a part."""
    relations = package.relations(main)
    settings = package.beside(main, "settings")
    apart = is_on(settings, "evenAndOddHeaders")
    known: dict[str, tuple[Flowing, ...]] = {}
    headers: _Parts = {}
    footers: _Parts = {}
    found: list[Section] = []
    for properties in _properties(body):
        for name, parts in (("headerReference", headers), ("footerReference", footers)):
            for reference in properties.findall(W + name):
                part = relations.get(reference.get(RELATION + "id", ""), ("", ""))[0]
                if part in package.names and part not in known:
                    known[part] = edge(part)
                # A section without its own goes on with those of the section before.
                parts[reference.get(W + "type", "default")] = known.get(part, ())
        pages, first, even = ((headers.get(kind, ()), footers.get(kind, ())) for kind in _KINDS)
        edges = Edges(pages, first if is_on(properties, "titlePg") else None, even if apart else None)
        kind = properties.find(W + "type")
        continues = kind is not None and kind.get(W + "val") in ("continuous", "nextColumn")
        found.append(Section(edges, new_page=not continues))
    return found or [Section(Edges())]


def _properties(body: etree._Element) -> Iterator[etree._Element]:
    """Those of each section; not those it had before a tracked change."""
    for properties in body.iter(W + "sectPr"):
        parent = properties.getparent()
        if parent is not None and parent.tag != W + "sectPrChange":
            yield properties
