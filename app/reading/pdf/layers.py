"""Optional content: which layers of a PDF are shown when it is opened."""

from __future__ import annotations

from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psexceptions import PSException
from pdfminer.psparser import LIT

_FAULTS = (PSException, ValueError, TypeError, KeyError, IndexError, AttributeError)


class Layers:
    """Asked by object number: `number in layers` says that what is marked with it is not shown."""

    def __init__(self, document: PDFDocument) -> None:
        self._document = document
        self._hidden: dict[int, bool] = {}
        properties = resolve1(document.catalog.get("OCProperties"))
        configuration = resolve1(properties.get("D")) if isinstance(properties, dict) else None
        chosen = configuration if isinstance(configuration, dict) else {}
        self._has_any = isinstance(properties, dict)
        self._all_off = resolve1(chosen.get("BaseState")) is LIT("OFF")
        self._off, self._on = _numbers(chosen.get("OFF")), _numbers(chosen.get("ON"))

    def __contains__(self, number: object) -> bool:
        if not self._has_any or not isinstance(number, int):
            return False
        if number not in self._hidden:
            self._hidden[number] = self._is_hidden(number)
        return self._hidden[number]

    def _is_hidden(self, number: int) -> bool:
        try:
            group = resolve1(PDFObjRef(self._document, number))
            if isinstance(group, dict) and resolve1(group.get("Type")) is LIT("OCMD"):
                return not self._shows_members(group)
        except _FAULTS:
            return False  # a layer that makes no sense hides nothing
        return not self._is_on(number)

    def _shows_members(self, membership: dict[str, Any]) -> bool:
        """A membership is shown by what its layers are; by default when any of them is on."""
        named = membership.get("OCGs")
        members = [named] if isinstance(named, PDFObjRef) and isinstance(resolve1(named), dict) else resolve1(named)
        shown = [self._is_on(member.objid) for member in members or [] if isinstance(member, PDFObjRef)]
        if not shown:
            return True
        policy = getattr(resolve1(membership.get("P")), "name", "AnyOn")
        if policy == "AllOn":
            return all(shown)
        if policy == "AnyOff":
            return not all(shown)
        if policy == "AllOff":
            return not any(shown)
        return any(shown)

    def _is_on(self, number: int) -> bool:
        return number in self._on if self._all_off else number not in self._off


def _numbers(layers: Any) -> frozenset[int]:
    listed = resolve1(layers)
    return (
        frozenset(layer.objid for layer in listed if isinstance(layer, PDFObjRef))
        if isinstance(listed, list)
        else frozenset()
    )
