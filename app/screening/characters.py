"""What one character becomes for the rules: no accents, no case, one kind of dash, Western digits, one spelling of Arabic.

Knows letters one by one; what their neighbours make of them says `fold`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

TATWEEL = "\u0640"  # ـ lengthens a word and means nothing; between digits or blanks people type it as a dash
SINGLE_QUOTES = "'\u2018\u2019\u201a\u201b\u02bc\u00b4\u0060\u2032\u055a"
DOUBLE_QUOTES = '"\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033'
POINTED = {"\u2039": "<", "\u203a": ">"}  # ‹ ›, which people type as arrows between two dates rather than as quotes
ARROWS = re.compile(
    "[\u2190-\u21ff\u2794\u2798-\u27a1\u27a3-\u27af\u27b1-\u27be\u27f0-\u27ff\u2900-\u297f\u2b00-\u2b11\u2b30-\u2b4f\uf0df\uf0e0\uf0e7\uf0e8\u2212\u2500\u2501]"
)
ARABIC_LETTERS = {
    "\u0671": "\u0627",  # ٱ
    "\u0649": "\u064a",  # ى
    "\u0629": "\u0647",  # ة
    "\u06af": "\u0643",  # گ
    "\u06ad": "\u0643",  # ڭ
    "\u06a9": "\u0643",  # ک, the Persian keyboard's
    "\u06cc": "\u064a",  # ی, likewise
    "\u06c0": "\u0647",
    "\u06c1": "\u0647",
    "\u06d5": "\u0647",
    "\u060c": ",",
    "\u061b": ";",
    "\u061f": "?",
    "\u066a": "%",
    "\u066b": ",",
    "\u066c": " ",
}
LIGATURES = {
    "\u0153": "oe",
    "\u0152": "oe",
    "\u00e6": "ae",
    "\u00c6": "ae",
    "\u00f8": "o",
    "\u00d8": "o",
    "\u0142": "l",
}
BULLETS = "\u2022\u25cf\u25aa\u25a0\u25e6\u2023\u2043\u25cb\u25b8\u25ba\u25b6\u27a2\u2756\u2714\u2713\u25c6\u25c7\u2605\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d"
BULLET = "\u2022"


def fold_character(character: str) -> str:
    """What one character becomes, wherever it stands; TATWEEL is left for its neighbours to settle."""
    if character in "\n\f" or character == TATWEEL:
        return character
    if character in SINGLE_QUOTES:
        return "'"
    if character in DOUBLE_QUOTES:
        return '"'
    if character in POINTED:
        return POINTED[character]
    if character in BULLETS:
        return BULLET
    if character in LIGATURES:
        return LIGATURES[character]
    category = unicodedata.category(character)
    if category in {"Cf", "Mn"}:
        return ""
    if category == "Pd" or ARROWS.fullmatch(character):
        return "-"
    if category in ("Zs", "Cc", "Zl", "Zp"):
        return " "
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    parts = (part for part in unicodedata.normalize("NFKD", character) if unicodedata.category(part) != "Mn")
    return "".join(_letter(part) for part in parts)


class _Folds(dict[int, str]):
    """`fold_character` as `str.translate` asks for it, each character asked once.

    `odd` finds the characters that fold to none or to several, of those asked so far; None as long as there are none.
    """

    odd: re.Pattern[str] | None = None

    def __missing__(self, code: int) -> str:
        self[code] = folded = fold_character(chr(code))
        if len(folded) != 1:
            self.odd = re.compile(
                "[" + "".join(re.escape(chr(each)) for each, to in self.items() if len(to) != 1) + "]"
            )
        return folded


FOLDS = _Folds()
WESTERN = "cp1252"  # the letters and signs of most texts in French and English, one byte each


@cache
def _western_folds() -> bytes:
    """What each byte of WESTERN becomes; zero where that is no single byte of it."""
    return bytes([_western_fold(bytes([code]).decode(WESTERN, "replace")) for code in range(256)])


def _western_fold(character: str) -> int:
    folded = fold_character(character).encode(WESTERN, "replace")
    return folded[0] if len(folded) == 1 and (folded != b"?" or character == "?") else 0


def folded_western(original: str) -> str | None:
    """`original` folded where all of it is WESTERN and each character becomes one; None elsewhere, which takes longer."""
    try:
        folded = original.encode(WESTERN).translate(_western_folds())
    except UnicodeEncodeError:
        return None
    return None if 0 in folded else folded.decode(WESTERN)


def _letter(part: str) -> str:
    if part in ARABIC_LETTERS:
        return ARABIC_LETTERS[part]
    if part == TATWEEL:  # inside a decomposed presentation form
        return ""
    if part == "\u2044":
        return "/"
    return part.casefold()
