"""The property lists of Word's old files: what they say of characters and paragraphs, and the styles they start from."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_TABLE_DEFINITION = 0xD608
_TAB_CHANGES = 0xC615
_AS_STYLE, _NOT_AS_STYLE = 0x80, 0x81
_WHITE_INDEX = 8
_HEADINGS = range(1, 10)
_TITLES = (62, 74)
_DEEPEST_INHERITANCE = 24


@dataclass(frozen=True, slots=True)
class Dress:
    """How characters look. `sign` is a character of a symbol font (font number, code)."""

    bold: bool = False
    size: float = 10.0
    vanish: bool = False
    deleted: bool = False
    caps: bool = False
    small_caps: bool = False
    white: bool = False
    ground: bool = False
    special: bool = False
    font: int = 0
    sign: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """How a paragraph stands. `merges` tells of the cells of the row that it ends."""

    heading: bool = False
    in_table: bool = False
    depth: int = 0
    ends_row: bool = False
    ends_inner_cell: bool = False
    ends_inner_row: bool = False
    new_page: bool = False
    list_number: int = 0
    list_depth: int = 0
    ground: bool = False
    merges: tuple[str, ...] = ()

    @property
    def table_depth(self) -> int:
        """How many tables it stands in."""
        return max(1, self.depth) if self.in_table or self.depth else 0


def changes_in(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """Code and operand of each property."""
    at = 0
    while at + 2 <= len(properties):
        code = properties[at] | properties[at + 1] << 8
        at += 2
        size = _SIZES.get(code >> 13)
        if size is None:
            if code == _TABLE_DEFINITION:
                size, at = int.from_bytes(properties[at : at + 2], "little") - 1, at + 2
            elif at < len(properties):
                size, at = properties[at], at + 1
                if code == _TAB_CHANGES and size == 255:
                    return  # a list of tab stops so long that it is measured otherwise; nothing of ours follows it
            else:
                return
        yield code, properties[at : at + max(0, size)]
        at += max(0, size)


def dressed(style: Dress, properties: bytes) -> Dress:
    """`style` changed by the properties of a run."""
    changed: dict[str, object] = {}
    for code, value in changes_in(properties):
        number = int.from_bytes(value, "little")
        if (name := _SWITCHES.get(code)) is not None:
            usual = bool(getattr(style, name))
            changed[name] = {_AS_STYLE: usual, _NOT_AS_STYLE: not usual}.get(number, bool(number))
        elif code == 0x4A43:
            changed["size"] = number / 2
        elif code == 0x2A42:
            changed["white"] = number == _WHITE_INDEX
        elif code == 0x6870:
            changed["white"] = value[:3] == b"\xff\xff\xff" and value[3:4] != b"\xff"
        elif code in (0x4866, 0xCA71, 0x2A0C):
            changed["ground"] = _is_ground(code, value)
        elif code == 0x4A4F:
            changed["font"] = number
        elif code == 0x6A09 and len(value) == 4:
            changed["sign"] = struct.unpack("<HH", value)
    return replace(style, **changed)  # type: ignore[arg-type]


def standing(style: Manner, properties: bytes) -> Manner:
    """`style` changed by the properties of a paragraph."""
    changed: dict[str, object] = {}
    merges: list[str] = []
    for code, value in changes_in(properties):
        number = int.from_bytes(value, "little")
        if (name := _FACTS.get(code)) is not None:
            changed[name] = bool(number)
        elif (name := _NUMBERS.get(code)) is not None:
            changed[name] = min(number, 0xFFFF)
        elif code in (0x442D, 0xC64D):
            changed["ground"] = _is_ground(code, value)
        elif code == _TABLE_DEFINITION and value:
            merges = _merges(value)
        elif code == 0xD62B and len(value) == 2:
            merges += [""] * (value[0] + 1 - len(merges))
            merges[value[0]] = {1: "more", 3: "first"}.get(value[1], "")
    return replace(style, **changed, merges=tuple(merges))  # type: ignore[arg-type]


_SWITCHES = {
    0x0835: "bold",
    0x083C: "vanish",
    0x0800: "deleted",
    0x083B: "caps",
    0x083A: "small_caps",
    0x0855: "special",
}
_FACTS = {
    0x2416: "in_table",
    0x2417: "ends_row",
    0x244B: "ends_inner_cell",
    0x244C: "ends_inner_row",
    0x2407: "new_page",
}
_NUMBERS = {0x6649: "depth", 0x460B: "list_number", 0x260A: "list_depth"}


def _is_ground(code: int, value: bytes) -> bool:
    """Whether a colour other than the paper's lies behind: by its index, its pattern, or as red, green and blue."""
    number = int.from_bytes(value, "little")
    if code == 0x2A0C:
        return number not in (0, _WHITE_INDEX)
    if code in (0x4866, 0x442D):
        return number != 0xFFFF and ((number >> 5) & 0x1F not in (0, _WHITE_INDEX) or number >> 10 not in (0, 0x3F))
    back = value[4:8]
    return len(value) >= 10 and back[3:4] != b"\xff" and back[:3] != b"\xff\xff\xff"


def _merges(definition: bytes) -> list[str]:
    count = definition[0]
    cells = 1 + 2 * (count + 1)
    found = []
    for place in range(count):
        flags = int.from_bytes(definition[cells + 20 * place : cells + 20 * place + 2], "little")
        found.append("first" if flags & 0x40 else "more" if flags & 0x20 else "")
    return found


@dataclass
class Styles:
    """The styles of one file, by number."""

    dresses: dict[int, Dress] = field(default_factory=dict)
    manners: dict[int, Manner] = field(default_factory=dict)
    characters: dict[int, bytes] = field(default_factory=dict)  # what a style of characters changes

    def dress(self, style: int, properties: bytes) -> Dress:
        """The dress of a run in a paragraph of that style."""
        base = self.dresses.get(style, Dress())
        named = next((int.from_bytes(value, "little") for code, value in changes_in(properties) if code == 0x4A30), -1)
        return dressed(dressed(base, self.characters.get(named, b"")), properties)


def styles_of(sheet: bytes) -> Styles:
    """The styles in a style sheet. Raises struct.error or IndexError for a damaged one."""
    styles = Styles()
    if len(sheet) < 2:
        return styles
    length = int.from_bytes(sheet[:2], "little")
    count, base_size = struct.unpack_from("<HH", sheet, 2)
    at, parts = 2 + length, {}
    for number in range(count):
        if at + 2 > len(sheet):
            break
        size = int.from_bytes(sheet[at : at + 2], "little")
        if size:
            parts[number] = _style(sheet[at + 2 : at + 2 + size], base_size)
        at += 2 + size + size % 2
    for number in parts:
        _inherit(styles, parts, number, 0)
    return styles


@dataclass(frozen=True, slots=True)
class _Style:
    built_in: int
    kind: int
    base: int
    paragraph: bytes = b""
    run: bytes = b""


def _style(definition: bytes, base_size: int) -> _Style:
    built_in, kind, pieces = struct.unpack_from("<HHH", definition)
    base, kind = kind >> 4, kind & 0xF
    length = int.from_bytes(definition[base_size : base_size + 2], "little")
    at = base_size + 2 + 2 * length + 2
    lists = []
    for _ in range(pieces & 0xF):
        at += at % 2
        size = int.from_bytes(definition[at : at + 2], "little")
        lists.append(definition[at + 2 : at + 2 + size])
        at += 2 + size
    if kind == 1:
        return _Style(built_in & 0xFFF, kind, base, *[(lists or [b""])[0][2:], *lists[1:2]])
    return _Style(built_in & 0xFFF, kind, base, run=lists[0] if kind == 2 and lists else b"")


def _inherit(styles: Styles, parts: dict[int, _Style], number: int, depth: int) -> None:
    style = parts.get(number)
    if style is None or number in styles.dresses or depth > _DEEPEST_INHERITANCE:
        return
    if style.kind == 2:
        styles.characters[number] = style.run
        return
    _inherit(styles, parts, style.base, depth + 1)
    styles.dresses[number] = dressed(styles.dresses.get(style.base, Dress()), style.run)
    manner = standing(styles.manners.get(style.base, Manner()), style.paragraph)
    heading = style.built_in in _HEADINGS or style.built_in in _TITLES
    styles.manners[number] = replace(manner, heading=manner.heading or heading)
