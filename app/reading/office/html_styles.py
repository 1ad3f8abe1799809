"""What a web page's styles say of its words: seen or not, how large, in which letters. Simple rules only, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import lxml.html

from app.reading.office.symbols import in_font

TINY = 2.0  # points
_LARGEST_SHEET = 400_000  # characters
_MOST_RULES = 4_000
_NOTE = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
# Rules for another paper or screen hold rules of their own.
_NESTED = re.compile(r"@(?:media|supports)[^{}]{0,200}\{(?:[^{}]{0,2000}\{[^{}]{0,2000}\}){0,200}[^{}]{0,2000}\}")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?(?:([.#])([\w-]+))?", re.IGNORECASE)
_DECLARATION = re.compile(r"""([\w-]+)\s*:\s*((?:[^;"']|"[^"]*"|'[^']*')*)""")
_LENGTH = re.compile(r"([\d.]+)\s*(pt|px|em|rem|%)?")
_IN_POINTS = {"pt": 1.0, "px": 0.75}
_WHITE = re.compile(r"(?:white|#fff(?:fff)?|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))(?:\s*!important)?", re.IGNORECASE)
_GROUND = re.compile(
    r"background(?:-color|-image)?\s*[:=](?!\s*[\"']?(?:white|#fff(?:fff)?\b|transparent|none|inherit|initial))|"
    r"bgcolor\s*=(?!\s*[\"']?(?:white|#fff(?:fff)?\b))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dress:
    """How words look. `hidden` says why nobody sees them, empty for those that are seen."""

    bold: bool = False
    size: float = 0.0
    listed: bool = False
    preformatted: bool = False
    hidden: str = ""
    upper: bool = False
    font: str = ""
    is_mark: bool = False  # the mark of a list, written out

    def shown(self, text: str) -> str:
        """`text` as the page shows it."""
        text = in_font(text, self.font)
        return text.upper() if self.upper else text


@dataclass
class Sheet:
    """The styles of one page. `coloured` when some ground is not white: white words may then be meant to be read."""

    rules: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    coloured: bool = False

    def of(self, element: lxml.html.HtmlElement) -> dict[str, str]:
        """What holds for this element itself, the nearest rule last."""
        found: dict[str, str] = {}
        tag = element.tag
        if self.rules:
            keys = [("", tag)]
            for name in (element.get("class") or "").split():
                keys += [(".", name), (".", f"{tag}.{name}")]
            if identifier := element.get("id"):
                keys.append(("#", identifier))
            for key in keys:
                found |= self.rules.get(key, {})
        if style := element.get("style"):
            found |= declared(style)
        return found

    def dressed(self, base: Dress, element: lxml.html.HtmlElement, style: Mapping[str, str]) -> Dress:
        """`base` changed by an element and its style."""
        changes: dict[str, bool | float | str] = {}
        if is_unseen(element, style):
            changes["hidden"] = "invisible"
        elif (colour := style.get("color", element.get("color", ""))) and not base.hidden.startswith("invis"):
            changes["hidden"] = "white" if _WHITE.fullmatch(colour) and not self.coloured else ""
        size = _size(style.get("font-size", ""))
        if size is not None:
            changes["size"] = size
            if size < TINY:
                changes["hidden"] = "tiny"
        if weight := style.get("font-weight"):
            changes["bold"] = weight.startswith(("bold", "6", "7", "8", "9"))
        transform, variant = style.get("text-transform"), style.get("font-variant")
        if transform or variant:
            changes["upper"] = transform == "uppercase" or variant == "small-caps"
        if font := style.get("font-family", element.get("face", "")):
            changes["font"] = font
        if style.get("mso-list", "").lower() == "ignore":
            changes["is_mark"] = True
        return replace(base, **changes) if changes else base  # type: ignore[arg-type]


def sheet_of(root: lxml.html.HtmlElement) -> Sheet:
    """The styles that the page brings along."""
    written = "\n".join(style.text or "" for style in root.iter("style"))[:_LARGEST_SHEET]
    plain = _NESTED.sub("", _NOTE.sub("", written))
    sheet = Sheet(coloured=bool(_GROUND.search(plain)) or any(_is_coloured(element) for element in root.iter()))
    for rule in plain.split("}", _MOST_RULES)[:_MOST_RULES]:
        selectors, _, declarations = rule.rpartition("{")
        for selector in selectors.split(","):
            simple = _SIMPLE.fullmatch(selector.strip())
            if simple and (simple[1] or simple[3]):
                tag, kind, name = (simple[1] or "").lower(), simple[2] or "", simple[3] or ""
                key = ("", tag) if not kind else (kind, f"{tag}.{name}" if tag and kind == "." else name)
                sheet.rules.setdefault(key, {}).update(declared(declarations))
    return sheet


def declared(style: str) -> dict[str, str]:
    """Names and values, in small letters."""
    return {name.lower(): value.strip().lower() for name, value in _DECLARATION.findall(style)}


def is_unseen(element: lxml.html.HtmlElement, style: Mapping[str, str]) -> bool:
    """Whether the page does not show the element."""
    return (
        element.get("hidden") is not None
        or style.get("display", "").startswith("none")
        or style.get("visibility", "").startswith("hidden")
        or style.get("mso-hide", "") == "all"
    )


def _is_coloured(element: lxml.html.HtmlElement) -> bool:
    return bool(
        isinstance(element.tag, str)
        and (
            element.get("background")
            or _GROUND.search(f"bgcolor={element.get('bgcolor') or 'white'};{element.get('style') or ''}")
        )
    )


def _size(value: str) -> float | None:
    found = _LENGTH.match(value)
    if not found or found[2] not in _IN_POINTS:
        return 0.0 if value.strip() in ("0", "0em") else None
    try:
        return float(found[1]) * _IN_POINTS[found[2]]
    except ValueError:
        return None
