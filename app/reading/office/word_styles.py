"""The dress of Word's text: bold, size, heading, list, through styles that inherit from each other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from lxml import etree

from app.reading.office.symbols import in_font

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST_INHERITANCE = 24
_HEADING_NAMES = ("heading", "titre", "title", "subtitle", "sous-titre")
_WHITE = ("FFFFFF", "FEFEFE", "FDFDFD")
_SWITCHES = (("bCs", "bold"), ("b", "bold"), ("vanish", "vanish"), ("caps", "caps"), ("smallCaps", "small_caps"))


@dataclass(frozen=True, slots=True)
class Dress:
    """How text looks. `size` is in points; `list_id` names the list whose mark stands before the paragraph."""

    bold: bool = False
    size: float = 0.0
    heading: bool = False
    list_id: str = ""
    list_depth: int = 0
    vanish: bool = False
    white: bool = False
    caps: bool = False
    small_caps: bool = False
    font: str = ""
    new_page: bool = False
    ground: bool = False  # a colour of its own behind the paragraph
    list_style: str = ""  # the style that named the list without saying how deep

    def shown(self, text: str) -> str:
        """`text` as it is printed. Small capitals are capitals, on paper and in the text of its PDF."""
        text = in_font(text, self.font)
        return text.upper() if self.caps or self.small_caps else text


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Whether the on/off property `name` is present and not switched off."""
    found = None if properties is None else properties.find(W + name)
    return found is not None and found.get(W + "val", "1") not in ("0", "false", "off", "none")


def has_ground(properties: etree._Element | None) -> bool:
    """Whether a colour other than the paper's lies behind what has these properties."""
    shading = None if properties is None else properties.find(W + "shd")
    if shading is None:
        return False
    plain = shading.get(W + "fill", "auto").upper() in ("AUTO", *_WHITE) and shading.get(W + "themeFill") is None
    return not plain or shading.get(W + "val", "clear") not in ("clear", "nil")


def dressed(base: Dress, properties: etree._Element | None) -> Dress:
    """`base` changed by the run properties `properties`."""
    if properties is None:
        return base
    changes: dict[str, bool | float | str] = {}
    for name, key in _SWITCHES:
        if properties.find(W + name) is not None:
            changes[key] = is_on(properties, name)
    size = properties.find(W + "sz")
    if size is None:
        size = properties.find(W + "szCs")
    if size is not None:
        changes["size"] = _half_points(size.get(W + "val", ""))
    fonts = properties.find(W + "rFonts")
    if fonts is not None:
        changes["font"] = fonts.get(W + "ascii", fonts.get(W + "hAnsi", base.font))
    colour = properties.find(W + "color")
    if colour is not None:
        changes["white"] = colour.get(W + "val", "").upper() in _WHITE
    return replace(base, **changes)  # type: ignore[arg-type]


@dataclass
class Styles:
    """The styles of one document, by id."""

    elements: dict[str, etree._Element] = field(default_factory=dict)
    default: Dress = Dress(size=11.0)
    default_style: str = ""
    _known: dict[str, Dress] = field(default_factory=dict)

    def named(self, style_id: str, depth: int = 0) -> Dress:
        """The dress of a style, inherited; the default when it is not there."""
        element = self.elements.get(style_id)
        if element is None or depth > _DEEPEST_INHERITANCE:
            return self.default
        if style_id not in self._known:
            parent = element.find(W + "basedOn")
            base = self.named(parent.get(W + "val", ""), depth + 1) if parent is not None else self.default
            self._known[style_id] = self._own(element, base)
        return self._known[style_id]

    def _own(self, element: etree._Element, base: Dress) -> Dress:
        dress = dressed(base, element.find(W + "rPr"))
        name = element.find(W + "name")
        called = (name.get(W + "val", "") if name is not None else "").lower()
        dress = _listed(dress, element.find(W + "pPr"), style=element.get(W + "styleId", ""))
        if called.startswith(_HEADING_NAMES):
            dress = replace(dress, heading=True)
        return dress

    def paragraph(self, properties: etree._Element | None) -> Dress:
        """The dress of a paragraph with these properties."""
        style = None if properties is None else properties.find(W + "pStyle")
        style_id = self.default_style if style is None else style.get(W + "val", "")
        return _listed(self.named(style_id), properties)

    def run(self, properties: etree._Element | None, paragraph: Dress) -> Dress:
        """The dress of a run inside a paragraph."""
        if properties is None:
            return paragraph
        style = properties.find(W + "rStyle")
        element = None if style is None else self.elements.get(style.get(W + "val", ""))
        base = paragraph if element is None else dressed(paragraph, element.find(W + "rPr"))
        return dressed(base, properties)


def styles_of(root: etree._Element | None) -> Styles:
    """The styles of a document, by the root of its styles' part; plain ones when it brings none."""
    if root is None:
        return Styles()
    styles = Styles()
    styles.default = dressed(Dress(size=10.0), root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    for element in root.iter(W + "style"):
        style_id = element.get(W + "styleId", "")
        styles.elements[style_id] = element
        if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true"):
            styles.default_style = style_id
    return styles


def _listed(dress: Dress, properties: etree._Element | None, *, style: str = "") -> Dress:
    if properties is None:
        return dress
    number, depth = properties.find(f"{W}numPr/{W}numId"), properties.find(f"{W}numPr/{W}ilvl")
    if number is not None:
        named = number.get(W + "val", "0")
        dress = replace(dress, list_id="" if named == "0" else named, list_style="" if depth is not None else style)
    if depth is not None and depth.get(W + "val", "").isdigit():
        dress = replace(dress, list_depth=int(depth.get(W + "val", "0")))
    if properties.find(W + "pageBreakBefore") is not None:
        dress = replace(dress, new_page=is_on(properties, "pageBreakBefore"))
    if properties.find(W + "shd") is not None:
        dress = replace(dress, ground=has_ground(properties))
    level = properties.find(W + "outlineLvl")
    if level is not None and level.get(W + "val", "9") in "012345678":
        dress = replace(dress, heading=True)
    return dress


def _half_points(value: str) -> float:
    try:
        return float(value) / 2
    except ValueError:
        return 0.0
