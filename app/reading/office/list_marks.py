"""The marks before list items, which office files count instead of writing: bullets, numbers, letters, Roman numerals."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from app.reading.office.symbols import ROUND, is_symbol_font

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_UNITS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_ALPHABETS = {
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
}
_ROMANS = {"lowerRoman": str.lower, "i": str.lower, "upperRoman": str.upper, "I": str.upper}
_DEEPEST = 9
_DEPTHS = tuple("0123456789")


@dataclass(frozen=True, slots=True)
class Level:
    """How one depth of a list is marked. `text` holds %1 … %9 for the numbers of the depths; `form` writes them.

    Its count begins anew after an item less deep than `restarts_below` (less deep than itself, when that is None);
    `legal` writes all numbers as digits.
    """

    form: str = "decimal"
    text: str = "%1."
    start: int = 1
    gap: str = " "
    restarts_below: int | None = None
    legal: bool = False


@dataclass
class Numbering:
    """The lists of one document, and how far each has counted.

    `kinds` names lists that count together; `restarting` holds the depths at which the next item of a list begins anew.
    """

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    restarting: dict[str, set[int]] = field(default_factory=dict)
    depths: dict[tuple[str, str], int] = field(default_factory=dict)  # by list and style
    _counts: dict[str, list[int]] = field(default_factory=dict)

    def depth(self, list_id: str, depth: int, style: str) -> int:
        """How deep an item lies whose style alone names the list."""
        return self.depths.get((list_id, style), depth)

    def mark(self, list_id: str, depth: int) -> str:
        """The mark of the next item of that list, with the gap after it; empty for an unknown list or no mark."""
        levels = self.lists.get(list_id, {})
        level = levels.get(depth)
        if level is None or not 0 <= depth < _DEEPEST:
            return ""
        counts = self._counted(list_id, depth, levels)
        text = level.text
        for place in range(depth + 1):
            form = "decimal" if level.legal else levels.get(place, level).form
            text = text.replace(f"%{place + 1}", numeral(counts[place], form))
        return text + level.gap if text else ""

    def _counted(self, list_id: str, depth: int, levels: dict[int, Level]) -> list[int]:
        counts = self._counts.setdefault(self.kinds.get(list_id, list_id), [])
        anew = self.restarting.get(list_id, set())
        for place in range(depth + 1, len(counts)):
            below = levels.get(place, Level()).restarts_below
            if depth < (place if below is None else below):
                counts[place] = _untouched(levels, place)
        for missing in range(len(counts), depth + 1):
            counts.append(_untouched(levels, missing))
        if depth in anew:
            anew.discard(depth)
            counts[depth] = _untouched(levels, depth)
        for above in range(depth):
            # An item deeper than its list has yet counted stands under a first one that is not written.
            counts[above] = max(counts[above], levels.get(above, Level()).start)
        counts[depth] += 1
        return counts


def _untouched(levels: dict[int, Level], depth: int) -> int:
    return levels.get(depth, Level()).start - 1


def numeral(count: int, form: str) -> str:
    """`count` written as Word's or OpenDocument's `form` says; plain digits when the form is another."""
    if form == "none":
        return ""
    if form in _ROMANS:
        return _ROMANS[form](_roman(count))
    if form == "decimalZero":
        return f"{count:02}"
    name = {"a": "lowerLetter", "upperLetter": "lowerLetter", "A": "lowerLetter"}.get(form, form)
    if (alphabet := _ALPHABETS.get(name)) is not None:
        times, place = divmod(count - 1, len(alphabet))
        letter = alphabet[place] * min(times + 1, _DEEPEST) if count > 0 else ""
        return letter.upper() if form in ("upperLetter", "A") else letter
    return str(count)


def bullet(character: str, font: str) -> str:
    """The mark as text: signs of symbol fonts and of the private area become a round one, and so does a lone « o »."""
    if not character:
        return ""
    symbol = is_symbol_font(font) or "\ue000" <= character[0] <= "\uf8ff"
    return ROUND if symbol or character in ("o", "\u00b7") else character


def numbering_of(root: etree._Element | None) -> Numbering:
    """The lists of a Word document, by the root of its part for them; none when it has no such part."""
    if root is None:
        return Numbering()
    elements = {kind.get(W + "abstractNumId", ""): kind for kind in root.findall(W + "abstractNum")}
    linked = {_said(kind, "styleLink", ""): name for name, kind in elements.items() if _said(kind, "styleLink", "")}
    numbering = Numbering()
    for used in root.findall(W + "num"):
        list_id, kind = used.get(W + "numId", ""), _said(used, "abstractNumId", "")
        if kind in elements:
            # A list that only names a style is the list that this style belongs to.
            kind = linked.get(_said(elements[kind], "numStyleLink", ""), kind)
            _add_list(numbering, list_id, kind, elements[kind], used)
    return numbering


def _add_list(numbering: Numbering, list_id: str, kind: str, element: etree._Element, used: etree._Element) -> None:
    levels = {}
    for level in element.findall(W + "lvl"):
        depth = _depth(level)
        levels[depth] = _level(level)
        if style := _said(level, "pStyle", ""):
            numbering.depths[list_id, style] = depth
    for override in used.findall(W + "lvlOverride"):
        depth, own = _depth(override), override.find(W + "lvl")
        if own is not None:
            levels[depth] = _level(own)
        start = _said(override, "startOverride", "")
        if start.isdigit():
            levels[depth] = replace(levels.get(depth, Level()), start=_start(start))
            kind = f"{kind} from {list_id}"  # it counts for itself
    numbering.lists[list_id] = levels
    numbering.kinds[list_id] = kind


def _said(element: etree._Element, name: str, default: str) -> str:
    child = element.find(W + name)
    return default if child is None else child.get(W + "val", default)


def _depth(element: etree._Element) -> int:
    depth = element.get(W + "ilvl", "0")
    return int(depth) if depth.isascii() and depth.isdigit() and len(depth) < 3 else 0


def _start(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _level(element: etree._Element) -> Level:
    form, text = _said(element, "numFmt", "decimal"), _said(element, "lvlText", "")
    if form == "bullet":
        fonts = element.find(f"{W}rPr/{W}rFonts")
        text = bullet(text.strip(), "" if fonts is None else fonts.get(W + "ascii", ""))
    elif form == "none":
        text = "" if "%" in text else text
    return Level(
        form,
        text,
        _start(_said(element, "start", "1")),
        gap="" if _said(element, "suff", "tab") == "nothing" and form != "bullet" else " ",
        restarts_below=int(restart) if (restart := _said(element, "lvlRestart", "")) in _DEPTHS else None,
        legal=element.find(W + "isLgl") is not None,
    )


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    written = ""
    for value, letters in (*_ROMAN, *_ROMAN_UNITS):
        while count >= value:
            written, count = written + letters, count - value
    return written
