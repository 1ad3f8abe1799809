"""TeX bitmap fonts: glyphs named a0 to a255 and no ToUnicode map. Their codes are TeX's, T1 (Cork) or OT1."""

from __future__ import annotations

import re
from typing import Any

from pdfminer.pdftypes import list_value, resolve1
from pdfminer.psparser import literal_name

_ASCII = {code: chr(code) for code in range(33, 127)}
_CORK_LOW = "`´ˆ˜¨˝˚ˇ˘¯˙¸˛‚‹›“”„«»–—\u200b₀ıȷ"
_CORK_MIDDLE = "ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖŒØÙÚÛÜÝÞ"
_CORK_HIGH = "àáâãäåæçèéêëìíîïðñòóôõöœøùúûüýþß"
CORK = (
    _ASCII
    | dict(enumerate(_CORK_LOW))
    | {27: "ff", 28: "fi", 29: "fl", 30: "ffi", 31: "ffl", 39: "’", 96: "‘", 127: "-", 223: "SS"}
    | {128 + place: character for place, character in enumerate(_CORK_MIDDLE)}
    | {224 + place: character for place, character in enumerate(_CORK_HIGH)}
)
OT1 = _ASCII | {
    11: "ff", 12: "fi", 13: "fl", 14: "ffi", 15: "ffl", 16: "ı", 17: "ȷ", 18: "`", 19: "´", 20: "ˇ", 24: "¸", 25: "ß",
    26: "æ", 27: "œ", 34: "”", 39: "’", 92: "“", 94: "ˆ", 96: "‘", 123: "–", 124: "—", 127: "¨",
}  # fmt: skip
TS1 = {
    136: "•", 183: "·", 176: "°", 191: "€", 150: "–", 164: "¤", 169: "©", 178: "²", 179: "³", 185: "¹", 180: "´",
}  # fmt: skip
_NAME = re.compile(r"a(\d{1,3})")
_OT1_ONLY = {11, 12, 13, 14, 15, 18, 19}


def tex_code_table(spec: dict[str, Any]) -> dict[int, str]:
    """Text by code when `spec` is such a font; empty for every other font."""
    if "ToUnicode" in spec:
        return {}
    encoding = resolve1(spec.get("Encoding"))
    codes: set[int] = set()
    code = 0
    differences = list_value(encoding.get("Differences") or []) if isinstance(encoding, dict) else []
    for item in map(resolve1, differences):
        if isinstance(item, int):
            code = item
            continue
        name = str(literal_name(item))
        if name != ".notdef":
            match = _NAME.fullmatch(name)
            if match is None or int(match.group(1)) != code:
                return {}
            codes.add(code)
        code += 1
    if not codes:
        return {}
    if not any(65 <= code <= 122 for code in codes):
        return TS1
    return CORK if any(code > 127 for code in codes) or not codes & _OT1_ONLY else OT1
