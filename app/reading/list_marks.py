"""The marks before list items, which office files count instead of writing: bullets, numbers, letters, Roman numerals."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field

from lxml import etree

from app.reading.zipped import part_of, xml_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROUND = "•"  # what a sign of a symbol font looks like, nearly always
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "opensymbol")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_UNITS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one depth of a list is marked. `text` holds %1 … %9 for the numbers of the depths; `form` writes them."""

    form: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass
class Numbering:
    """The lists of one document, and how far each has counted."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=dict)

    def mark(self, list_id: str, depth: int) -> str:
        """The mark of the next item of that list; empty when the list is unknown or unmarked."""
        level = self.lists.get(list_id, {}).get(depth)
        if level is None or not 0 <= depth < _DEEPEST:
            return ""
        counts = self._counts.setdefault(list_id, [])
        del counts[depth + 1 :]
        for missing in range(len(counts), depth + 1):
            counts.append(self.lists[list_id].get(missing, Level()).start - (missing == depth))
        counts[depth] += 1
        text = level.text
        for place, count in enumerate(counts):
            form = self.lists[list_id].get(place, level).form
            text = text.replace(f"%{place + 1}", numeral(count, form))
        return text


def numeral(count: int, form: str) -> str:
    """`count` written as Word's or OpenDocument's `form` says; plain digits when the form is another."""
    if form in ("lowerRoman", "i"):
        return _roman(count)
    if form in ("upperRoman", "I"):
        return _roman(count).upper()
    if form in ("lowerLetter", "a", "upperLetter", "A"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else ""
        return letter.upper() if form in ("upperLetter", "A") else letter
    return str(count)


def bullet(character: str, font: str) -> str:
    """The mark as text: signs of symbol fonts and of the private area become a round one."""
    if not character:
        return ""
    symbol = font.lower().startswith(_SYMBOL_FONTS) or "\ue000" <= character[0] <= "\uf8ff"
    return ROUND if symbol else character


def numbering_of(container: zipfile.ZipFile, part: str) -> Numbering:
    """The lists of a Word document; none when it has no such part."""
    try:
        root = xml_of(part_of(container, part))
    except KeyError:
        return Numbering()
    kinds = {
        kind.get(W + "abstractNumId", ""): dict(_level(level) for level in kind.findall(W + "lvl"))
        for kind in root.findall(W + "abstractNum")
    }
    found = {}
    for used in root.findall(W + "num"):
        kind = used.find(W + "abstractNumId")
        if kind is not None:
            found[used.get(W + "numId", "")] = kinds.get(kind.get(W + "val", ""), {})
    return Numbering(found)


def _level(element: etree._Element) -> tuple[int, Level]:
    def said(name: str, default: str) -> str:
        child = element.find(W + name)
        return default if child is None else child.get(W + "val", default)

    form, text, start = said("numFmt", "decimal"), said("lvlText", ""), said("start", "1")
    if form == "bullet":
        fonts = element.find(f"{W}rPr/{W}rFonts")
        text = bullet(text.strip(), "" if fonts is None else fonts.get(W + "ascii", ""))
    elif form == "none":
        text = ""
    depth = element.get(W + "ilvl", "0")
    return int(depth) if depth.isdigit() else 0, Level(form, text, int(start) if start.isdigit() else 1)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    written = ""
    for value, letters in (*_ROMAN, *_ROMAN_UNITS):
        while count >= value:
            written, count = written + letters, count - value
    return written
