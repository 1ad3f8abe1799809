"""What kind of character it is: Arabic or Latin, presentation form, vowel sign, bracket, list mark."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from app.reading.layout.glyphs import LEFT, MARK, NUMBER, OTHER, RIGHT, SPACE, STROKE

ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u05ff\u0600-\u0605\u0608\u060b\u060d\u061b-\u064a\u066d-\u066f\u0671-\u06d5\u06e5\u06e6\u06ee\u06ef"
    "\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
)
COMBINING = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]+"
)
PRESENTATION = re.compile("[\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc]")
BODIES = {"أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ىي"}  # letters without the hamza or madda drawn over them
_DOTLESS_YEHS = "\ufbfc\ufbfd"
_AE = "\u06d5"  # fonts name the last form of heh, which is drawn like it, by this letter of Uyghur and Kurdish
TATWEEL = "\u0640"
SOFT_HYPHEN = "\u00ad"
OPENING = frozenset("([{«‹“")
CLOSING = frozenset(")]}»›”")
MIRRORED = {
    "(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "<": ">", ">": "<",
    "«": "»", "»": "«", "‹": "›", "›": "‹", "“": "”", "”": "“",
}  # fmt: skip
LIST_MARKS = frozenset("•▪◦●○■▫‣⁃∙□◆◇➢➤✓✔❖►▶·")
# What Symbol and Wingdings call their list marks in the private-use area.
SYMBOL_MARKS = frozenset("\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf06f\uf0a8\uf06e\uf077\uf0e0\uf0f0\uf071\uf075")
SPACING_ACCENTS = {
    "´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "^": "\u0302", "¨": "\u0308", "˜": "\u0303", "¸": "\u0327",
    "ˇ": "\u030c", "˚": "\u030a",
}  # fmt: skip


def fold(text: str) -> str:
    """Presentation forms, f-ligatures and letters named by their double as plain letters; nothing else is touched (« ² »)."""
    if PRESENTATION.search(text):
        text = PRESENTATION.sub(_plain, text)
    return text.replace(_AE, "\u0647") if _AE in text else text


def _plain(form: re.Match[str]) -> str:
    """A Persian yeh without dots is drawn as the Arabic alef maqsura is, and fonts name their common form by the former."""
    if form.group() in _DOTLESS_YEHS:
        return "\u0649"
    return unicodedata.normalize("NFKC", form.group())


def composed(text: str) -> str:
    """Letters with their marks as one character each (NFC); a hamza drawn over a yeh without dots is the letter ئ too."""
    return unicodedata.normalize("NFC", text).replace("\u0649\u0654", "\u0626")


@cache
def kind(text: str) -> str:
    """One of the kinds of `glyphs` for a cluster, by its first character."""
    if not text:
        return STROKE
    bidi = unicodedata.bidirectional(text[0])
    if bidi in ("R", "AL"):
        return RIGHT
    if bidi == "L":
        return LEFT
    if bidi in ("EN", "AN"):
        return NUMBER
    if bidi == "NSM":
        return MARK
    return SPACE if text.isspace() else OTHER


def clean(text: str | None) -> str | None:
    """A font's text for one glyph: folded; "" when it is only a stroke or a control; None when unmapped.

    Private-use characters are decoration (list marks of symbol fonts): they keep their place and lose their text.
    """
    if text is None:
        return None
    if text in ("\x00", TATWEEL):
        return ""
    text = fold(text)
    if text.isspace():
        return " "
    if len(text) > 1:
        text = text.strip().replace("\x00", "")
    if text in SYMBOL_MARKS:
        return "•"
    code = ord(text[0]) if text else 0
    if code < 32 or 0x7F <= code < 0xA0 or 0xE000 <= code <= 0xF8FF or code == 0xFFFD or code >= 0xF0000:
        return ""
    return text
