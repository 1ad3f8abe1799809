"""A PDF's objects parsed by one regular expression: pdfminer's document with a quicker eye.

pdfminer reads objects through a PostScript tokenizer, a third of the time a page takes. What is not plainly well-formed goes to it
all the same.
"""

from __future__ import annotations

import re
from typing import Any

from pdfminer.pdfdocument import PDFDocument, PDFXRef
from pdfminer.pdftypes import PDFObjRef, PDFStream, int_value
from pdfminer.psparser import LIT

from app.reading.pdf.places import places_at
from app.reading.pdf.searched import catalog, packs, places_found, tables, trailers
from app.reading.pdf.strings import from_hex, nested_string, unescape

_TOKEN = re.compile(
    rb"""[\x00\t\n\x0c\r ]*+(?:%[^\r\n]*+[\x00\t\n\x0c\r ]*+)*+(?:
      ([0-9]{1,10})[\x00\t\n\x0c\r ]+[0-9]{1,5}[\x00\t\n\x0c\r ]+R(?![A-Za-z0-9])   # 1 reference
    | ([+-]?[0-9]+)(?![0-9.])                                                      # 2 whole number
    | ([+-]?(?:[0-9]+\.[0-9]*|\.[0-9]+))(?![0-9.])                                 # 3 number
    | /([^\x00\t\n\x0c\r ()<>\[\]{}/%]*+)                                          # 4 name
    | (<<) | (>>) | (\[)(?:([0-9 \r\n]*+)\])? | (\])                               # 5 6 7, 8 numbers of a whole array, 9
    | \(((?:[^()\\\r]|\\[\s\S])*+)\)                                               # 10 plain string
    | <([0-9A-Fa-f\s]*+)>                                                          # 11 hexadecimal string
    | (\()                                                                         # 12 nested string
    | (true|false|null)(?![A-Za-z])                                                # 13
    )""",
    re.VERBOSE,
)
_HEADER = re.compile(rb"[\x00\t\n\x0c\r ]*([0-9]{1,10})[\x00\t\n\x0c\r ]+[0-9]{1,5}[\x00\t\n\x0c\r ]+obj(?![A-Za-z])")
_STREAM = re.compile(rb"[\x00\t\n\x0c\r ]*stream(?:\r\n|\n|\r)")
_END = re.compile(rb"[\x00\t\n\x0c\r ]*endstream")
_WORDS = {b"true": True, b"false": False, b"null": None}
_MAX_DEPTH = 60
_MOST_HOPS = 8


class _NotPlain(Exception):
    """What stands there is for pdfminer's own parser."""


class QuickDocument(PDFDocument):
    """Reads plain objects itself; anything odd as pdfminer does."""

    def __init__(self, parser: Any, content: bytes, *, search: bool) -> None:
        self._content, self._search = content, search
        self._tables: set[int] = set()  # where those begin that were read
        self._packed: dict[int, tuple[bytes, list[tuple[int, int]]]] = {}
        super().__init__(parser, fallback=search)

    def find_xref(self, parser: Any) -> int:
        """Where the last table begins, as the file says; nowhere when its objects are to be searched for."""
        return 0 if self._search else int(super().find_xref(parser))

    def read_xref_from(self, parser: Any, start: int, xrefs: list[Any]) -> None:
        """As pdfminer reads the table at `start` and those it names, each once, a plain one in one stride."""
        if self._search:
            xrefs.append(self._searched())
            return
        if start in self._tables:
            return
        self._tables.add(start)
        told = places_at(self._content, start)
        if told is None:
            super().read_xref_from(parser, start, xrefs)
            return
        table = PDFXRef()
        table.offsets, trailer = told
        parser.seek(trailer)
        parser.reset()
        table.load_trailer(parser)
        xrefs.append(table)
        for name in ("XRefStm", "Prev"):
            if name in table.trailer:
                self.read_xref_from(parser, int_value(table.trailer[name]), xrefs)

    def _searched(self) -> PDFXRef:
        """A table of the objects that were found, with the trailer that names the root."""
        table = PDFXRef()
        table.offsets = places_found(self._content)
        table.trailer = self._trailer(table)
        self.xrefs.append(table)
        if "Encrypt" not in table.trailer:  # what is packed could not be read yet; qpdf and pdfium know better
            for number in packs(self._content, table.offsets):
                self._unpack(number, table)
            if "Root" not in table.trailer:
                table.trailer["Root"] = self._packed_root(table)
        self.xrefs.clear()
        self._cached_objs.clear()
        return table

    def _trailer(self, table: PDFXRef) -> dict[str, Any]:
        for at in trailers(self._content):
            try:
                told = _Reader(self._content, self).value(at, 0)[0]
            except _NotPlain:
                continue
            if isinstance(told, dict) and "Root" in told:
                return told
        for number in tables(self._content, table.offsets):
            told = self._getobj_parse(table.offsets[number][1], number)
            if isinstance(told, PDFStream) and "Root" in told:
                return {name: told[name] for name in ("Root", "Encrypt", "ID", "Info") if name in told}
        root = catalog(self._content, table.offsets)
        return {} if root is None else {"Root": PDFObjRef(self, root)}

    def _packed_root(self, table: PDFXRef) -> PDFObjRef | None:
        """The root, where it lies in a pack as all else does; without one, the pages are found one by one."""
        for number in [number for number, place in table.offsets.items() if place[0] is not None]:
            held = self.getobj(number)
            if isinstance(held, dict) and held.get("Type") is LIT("Catalog"):
                return PDFObjRef(self, number)
        return None

    def _unpack(self, number: int, table: PDFXRef) -> None:
        """Add the places of the objects in this one that stand nowhere else."""
        stream = self.getobj(number)
        if isinstance(stream, PDFStream):
            for index, (held, _) in enumerate(_unpacked(stream)[1]):
                table.offsets.setdefault(held, (number, index, 0))

    def getobj(self, objid: int) -> object:
        """The object itself, never a reference: a chain of references that comes back to itself leads nowhere."""
        found = super().getobj(objid)
        for _ in range(_MOST_HOPS):
            if not isinstance(found, PDFObjRef):
                return found
            found = super().getobj(found.objid)
        return None

    def _getobj_parse(self, pos: int, objid: int) -> object:
        header = _HEADER.match(self._content, pos)
        if header is None or int(header.group(1)) != objid:
            return super()._getobj_parse(pos, objid)
        try:
            parsed, end = _Reader(self._content, self).value(header.end(), 0)
            begun = _STREAM.match(self._content, end)
            return parsed if begun is None else self._stream(parsed, begun.end())
        except _NotPlain:
            return super()._getobj_parse(pos, objid)

    def _stream(self, attributes: object, start: int) -> PDFStream:
        if not isinstance(attributes, dict) or "Length" not in attributes:
            raise _NotPlain
        end = start + int_value(attributes["Length"])
        if end < start or _END.match(self._content, end) is None:
            raise _NotPlain
        return PDFStream(attributes, self._content[start:end], self.decipher)

    def _getobj_objstm(self, stream: PDFStream, index: int, objid: int) -> object:
        if stream.objid is None:
            return super()._getobj_objstm(stream, index, objid)
        if stream.objid not in self._packed:
            self._packed[stream.objid] = _unpacked(stream)
        data, places = self._packed[stream.objid]
        if not (0 <= index < len(places) and places[index][0] == objid):
            return super()._getobj_objstm(stream, index, objid)
        try:
            return _Reader(data, self).value(places[index][1], 0)[0]
        except _NotPlain:
            return super()._getobj_objstm(stream, index, objid)


def _unpacked(stream: PDFStream) -> tuple[bytes, list[tuple[int, int]]]:
    """An object stream's bytes, and where each object stands in them."""
    data, first = stream.get_data(), int_value(stream.get("First", 0))
    numbers = [int(number) for number in re.findall(rb"[0-9]+", data[:first])]
    places = [(number, first + offset) for number, offset in zip(numbers[::2], numbers[1::2], strict=False)]
    return data, places


class _Reader:
    """Parses one object out of `data`."""

    def __init__(self, data: bytes, document: PDFDocument) -> None:
        self._data, self._document = data, document

    def value(self, at: int, depth: int) -> tuple[Any, int]:
        """The object at `at`, and where it ends."""
        found = _TOKEN.match(self._data, at)
        if found is None or depth > _MAX_DEPTH:
            raise _NotPlain
        return self._value(found, depth)

    def _value(self, found: re.Match[bytes], depth: int) -> tuple[Any, int]:
        which, end = found.lastindex or 0, found.end()
        text = found.group(which)
        if which == 4:
            return _name(text), end
        if which == 1:
            return PDFObjRef(self._document, int(text)), end
        if which == 2:
            return int(text), end
        if which == 3:
            return float(text), end
        if which == 5:
            return self._dictionary(end, depth + 1)
        if which == 7:
            return self._array(end, depth + 1)
        if which == 8:  # an array of whole numbers: widths, mostly
            return list(map(int, text.split())), end
        if which == 10:
            return unescape(text), end
        if which == 11:
            return from_hex(text), end
        if which == 12:
            return nested_string(self._data, end)
        if which == 13:
            return _WORDS[text], end
        raise _NotPlain

    def _array(self, at: int, depth: int) -> tuple[list[Any], int]:
        items: list[Any] = []
        while True:
            found = _TOKEN.match(self._data, at)
            if found is None or depth > _MAX_DEPTH:
                raise _NotPlain
            if found.lastindex == 9:
                return items, found.end()
            item, at = self._value(found, depth)
            items.append(item)

    def _dictionary(self, at: int, depth: int) -> tuple[dict[str, Any], int]:
        entries: dict[str, Any] = {}
        while True:
            found = _TOKEN.match(self._data, at)
            if found is None or depth > _MAX_DEPTH:
                raise _NotPlain
            if found.lastindex == 6:
                return entries, found.end()
            if found.lastindex != 4:
                raise _NotPlain
            item, at = self.value(found.end(), depth)
            if item is not None:
                entries[str(_name(found.group(4)).name)] = item


def _name(text: bytes) -> Any:
    if b"#" in text:
        text = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code.group(1), 16)]), text)
    try:
        return LIT(text.decode("utf-8"))
    except UnicodeDecodeError:
        raise _NotPlain from None
