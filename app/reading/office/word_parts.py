"""The parts of a Word package and how they name each other. Outside targets are left out, never fetched."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from lxml import etree

from app.reading.unreadable import Unreadable, Why
from app.reading.zipped import Container, open_zip, part_of, xml_mended, xml_of

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = f"{{{_R}}}"
# « Strict » documents say the same under other names.
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": _R.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}


@dataclass(frozen=True)
class Package:
    """An open container and the names inside it."""

    container: Container
    names: frozenset[str]
    damaged: list[str] = field(default_factory=list)  # parts beside the text that could not be read

    def root(self, part: str) -> etree._Element:
        """The root of an XML part. Raises KeyError when it is not there, Unreadable (damaged, too_large)."""
        return xml_of(_in_usual_names(part_of(self.container, part)))

    def text(self, part: str) -> etree._Element:
        """The root of the part that holds the text: mended when it is not well formed, and then one of the `damaged`.

        Raises KeyError when it is not there, Unreadable (damaged, too_large).
        """
        root, whole = xml_mended(_in_usual_names(part_of(self.container, part)))
        if not whole:
            self.damaged.append(part)
        return root

    def whole(self, part: str) -> etree._Element | None:
        """The same for a part beside the text: None when it is missing or damaged, which costs only what it says."""
        if part not in self.names:
            return None
        try:
            return self.root(part)
        except Unreadable as unreadable:
            if unreadable.why is not Why.DAMAGED:
                raise
            if part not in self.damaged:
                self.damaged.append(part)
            return None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that `part` names, as id → (name in the container, kind)."""
        folder, name = posixpath.split(part)
        root = self.whole(posixpath.join(folder, "_rels", name + ".rels"))
        found: dict[str, tuple[str, str]] = {}
        if root is None:
            return found
        for relation in root:
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                found[relation.get("Id", "")] = (target.lstrip("/"), relation.get("Type", "").rpartition("/")[2])
        return found

    def main(self) -> str:
        """The document's own part. Raises Unreadable (damaged)."""
        for target, kind in self.relations("").values():
            if kind == "officeDocument" and target in self.names:
                return target
        if "word/document.xml" in self.names:
            return "word/document.xml"
        raise Unreadable(Why.DAMAGED, "docx: the main part is missing")

    def beside(self, main: str, kind: str) -> etree._Element | None:
        """The root of the part of this kind (styles, numbering, footnotes) that belongs to `main`, or None."""
        named = [target for target, related in self.relations(main).values() if related == kind]
        for part in (*named, posixpath.join(posixpath.dirname(main), kind + ".xml")):
            if part in self.names:
                return self.whole(part)
        return None


def open_package(content: bytes) -> Package:
    """Raises Unreadable: damaged, encrypted, too_large."""
    container = open_zip(content)
    return Package(container, frozenset(container.namelist()))


def _in_usual_names(content: bytes) -> bytes:
    if _STRICT in content:
        for strict, usual in _TRANSITIONAL.items():
            content = content.replace(strict, usual)
    return content
