"""The pages of a PDF, found as viewers find them: whatever has kids is a branch, whatever looks like a page is one.

pdfminer's own walk stops at a node of the wrong type, at an entry that is nothing, and at a tree deeper than its recursion.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import LIT

_HANDED_DOWN = ("Resources", "MediaBox", "CropBox", "Rotate")
_BOXES = ("MediaBox", "CropBox")
_SIGNS_OF_A_PAGE = ("Contents", "MediaBox", "Resources")
_MOST_OBJECTS = 50_000  # looked through when the tree leads nowhere
_MOST_NODES = 100_000


def page_dictionaries(document: PDFDocument, missing: list[int]) -> Iterator[dict[str, Any]]:
    """Each page's dictionary with what its branches hand down, in order; each once. Without a tree, every page object there is.

    `missing` is given the number of the page that would stand where a branch names one that is not in the file.
    """
    found = 0
    for page in _in_tree(document.catalog.get("Pages")):
        if page is None:
            missing.append(found + len(missing) + 1)
            continue
        found += 1
        yield _with_sound_boxes(page)
    if not found:
        yield from map(_with_sound_boxes, _strewn(document))


def _in_tree(root: Any) -> Iterator[dict[str, Any] | None]:
    waiting: list[tuple[Any, dict[str, Any]]] = [(root, {})]
    seen: set[int] = set()
    while waiting and len(seen) < _MOST_NODES:
        node, above = waiting.pop()
        if isinstance(node, PDFObjRef):
            if node.objid in seen:
                continue
            seen.add(node.objid)
        branch = _resolved(node)
        if not isinstance(branch, dict):
            if branch is None and isinstance(node, PDFObjRef) and len(seen) > 1:
                yield None
            continue
        whole = {**above, **branch}
        kids = _resolved(branch.get("Kids"))
        if isinstance(kids, list):
            inherited = {key: whole[key] for key in _HANDED_DOWN if key in whole}
            waiting.extend((kid, inherited) for kid in reversed(kids))
        elif _is_page(branch):
            yield whole


def _with_sound_boxes(page: dict[str, Any]) -> dict[str, Any]:
    """The page without the boxes that are not four numbers: it is shown on a common sheet then."""
    unsound = [name for name in _BOXES if name in page and not _is_box(_resolved(page[name]))]
    return {name: value for name, value in page.items() if name not in unsound} if unsound else page


def _is_box(value: Any) -> bool:
    sides = [_resolved(side) for side in value] if isinstance(value, list) else []
    return len(sides) == 4 and all(isinstance(side, int | float) for side in sides)


def _is_page(node: dict[str, Any]) -> bool:
    return resolve1(node.get("Type")) is LIT("Page") or any(sign in node for sign in _SIGNS_OF_A_PAGE)


def _strewn(document: PDFDocument) -> Iterator[dict[str, Any]]:
    numbers = {number for xref in document.xrefs for number in xref.get_objids()}
    for number in sorted(numbers)[:_MOST_OBJECTS]:
        node = _resolved(PDFObjRef(document, number))
        if isinstance(node, dict) and resolve1(node.get("Type")) is LIT("Page"):
            yield node


def _resolved(value: Any) -> Any:
    """What stands behind a reference; None when it leads nowhere."""
    try:
        return resolve1(value)
    except (PSException, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return None
