"""What a PDF holds beside its pages and a person has to open: files put into it, forms that only one program can draw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text

_MOST_NODES = 200
_MOST_NAMED = 20
# Files that people write or scan. LibreOffice puts the text a PDF was made from into it (an ODT): that is no other.
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|rtf|jpe?g|png|tiff?|heic|zip)$", re.IGNORECASE)


def beside_its_pages(document: PDFDocument) -> list[str]:
    """What the pages do not show although it may be the document itself, as warnings. Raises what pdfminer does."""
    catalog = document.catalog
    form, names = resolve1(catalog.get("AcroForm")), resolve1(catalog.get("Names"))
    inside = resolve1(names.get("EmbeddedFiles")) if isinstance(names, dict) else None
    found = []
    if isinstance(resolve1(catalog.get("Collection")), dict) and inside is not None:
        found.append("unread_files_inside: a portfolio")
    else:
        found += [f"unread_files_inside: {name}" for name in _named(inside) if _DOCUMENT.search(name)]
    if isinstance(form, dict) and resolve1(form.get("XFA")):
        # Such a page says « Please wait… » to every other program.
        drawn_elsewhere = resolve1(catalog.get("NeedsRendering")) is True
        if drawn_elsewhere or not resolve1(form.get("Fields")):
            found.append("unread_form: its pages are made by the program that opens it")
    return found


def _named(tree: Any) -> list[str]:
    """The names of the files in the tree, each once."""
    names: dict[str, None] = {}
    for name in _leaves(tree):
        names[name] = None
        if len(names) == _MOST_NAMED:
            break
    return list(names)


def _leaves(tree: Any) -> Iterator[str]:
    waiting, nodes = [tree], 0
    while waiting and nodes < _MOST_NODES:
        node, nodes = resolve1(waiting.pop()), nodes + 1
        if not isinstance(node, dict):
            continue
        kids, pairs = resolve1(node.get("Kids")), resolve1(node.get("Names"))
        waiting += kids[:_MOST_NODES] if isinstance(kids, list) else []
        for file in pairs[1::2][:_MOST_NODES] if isinstance(pairs, list) else []:
            said = resolve1(file)
            name = resolve1(said.get("UF") or said.get("F")) if isinstance(said, dict) else None
            if isinstance(name, bytes):
                yield decode_text(name)
