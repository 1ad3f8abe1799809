"""How RTF dresses its text: fonts and their alphabets, colours, and the state that each group inherits."""

from __future__ import annotations

from dataclasses import dataclass, field

from striprtf.striprtf import charset_map

from app.reading.office.symbols import in_font

TINY = 2.0  # points
_WHITE_FROM = 253
_FORMATS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_UNSAID = (0, 1)  # alphabets that mean « the usual one »


@dataclass(slots=True)
class Place:
    """What a page counts for itself, while a field is open; `told` when its result was given."""

    code: str = ""
    told: bool = False

    @property
    def counts(self) -> str:
        """`page`, `pages`, or nothing."""
        return {"PAGE": "page", "NUMPAGES": "pages"}.get((self.code.split() or [""])[0].upper(), "")


@dataclass(slots=True)
class State:
    """What holds in a group. `goal` says what becomes of its text: `text`, `skip`, or the name of a table."""

    goal: str = "text"
    outer: str = "text"  # the goal around an alternative that is passed over
    font: int = -1
    right_font: int = -1  # for runs from right to left
    right: bool = False
    facing: str = ""  # which of a run's alphabets the next font is for
    bold: bool = False
    size: float = 12.0
    hidden: bool = False
    deleted: bool = False
    caps: bool = False
    colour: int = 0
    ground: bool = False
    skip_after_unicode: int = 1
    in_table: bool = False
    depth: int = 0
    listed: bool = False
    page_before: bool = False
    style: int = -1
    lit: bool = False  # the paragraph has a ground of its own
    place: Place | None = None

    @property
    def table_depth(self) -> int:
        """How many tables the paragraph stands in."""
        return max(self.depth, 1) if self.in_table else 0

    def plain(self, font: int) -> None:
        """Characters as they come: no dress."""
        self.font = font
        self.bold = self.hidden = self.deleted = self.caps = self.ground = self.right = False
        self.size, self.colour, self.facing = 12.0, 0, ""

    def plain_paragraph(self) -> None:
        """A paragraph as it comes."""
        self.in_table = self.listed = self.page_before = self.lit = False
        self.depth, self.style = 0, -1

    def turn(self, word: str, number: int | None, looks: Looks) -> None:
        """Obey a word that dresses characters or paragraphs; the others change nothing."""
        on = number != 0
        value = number or 0
        match word:
            case "plain":
                self.plain(looks.default_font)
            case "pard":
                self.plain_paragraph()
            case "f":
                self.font, self.facing = value, ""
            case "af" if self.facing == "right":
                self.right_font = value
            case "rtlch":
                self.right, self.facing = True, "right"
            case "ltrch":
                self.right, self.facing = False, ""
            case "hich" | "loch" | "dbch":
                self.facing = word
            case "b":
                self.bold = on
            case "fs":
                self.size = value / 2
            case "v":
                self.hidden = on
            case "deleted":
                self.deleted = on
            case "caps" | "scaps":
                self.caps = on
            case "cf":
                self.colour = value
            case "cb" | "chcbpat" | "highlight" | "chshdng":
                self.ground = self.ground or on
            case "cbpat" | "shading":
                self.lit = on
            case "uc":
                self.skip_after_unicode = max(0, value)
            case "intbl":
                self.in_table = True
            case "itap":
                self.depth, self.in_table = value, value > 0
            case "ls":
                self.listed = on
            case "s":
                self.style = value
            case "pagebb":
                self.page_before = on
            case "deff":
                looks.default_font = value
            case "mac" | "pc" | "pca":
                looks.encoding = _FORMATS[word]


@dataclass
class Looks:
    """The tables at the head of the file."""

    encoding: str = "cp1252"
    raw: str = ""  # how bytes are to be read that no escape names; empty: as the font says
    default_font: int = 0
    alphabets: dict[int, int] = field(default_factory=dict)
    fonts: dict[int, str] = field(default_factory=dict)
    colours: list[list[int]] = field(default_factory=lambda: [[]])
    headings: set[int] = field(default_factory=set)

    def decoded(self, code: bytes, state: State) -> str:
        """The characters that the bytes of an escape stand for."""
        font = state.right_font if state.right and state.right_font >= 0 else state.font
        alphabet = self.alphabets.get(font if font >= 0 else self.default_font, 0)
        # The Arabic page holds the letters of French at the places where the Western one has them.
        encoding = self.encoding if alphabet in _UNSAID else charset_map.get(alphabet, self.encoding)
        if alphabet == 2:
            return "".join(chr(0xF000 + one) if one > 0x7F else chr(one) for one in code)
        try:
            return code.decode(encoding, "replace")
        except LookupError:
            return code.decode(self.encoding, "replace")

    def shown(self, text: str, state: State) -> str:
        """`text` as it is printed."""
        text = in_font(text, self.fonts.get(state.font, ""))
        return text.upper() if state.caps else text

    def why_hidden(self, state: State, *, boxed: bool) -> str:
        """Why nobody sees what is so dressed; empty when everybody does."""
        if state.hidden:
            return "invisible"
        if 0 < state.size < TINY:
            return "tiny"
        colour = self.colours[state.colour] if 0 <= state.colour < len(self.colours) else []
        white = len(colour) == 3 and min(colour) >= _WHITE_FROM
        return "white" if white and not (state.ground or state.lit or state.in_table or boxed) else ""
