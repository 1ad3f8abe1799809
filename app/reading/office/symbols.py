"""Signs of symbol fonts as characters that mean the same in any font; decoration becomes a round bullet."""

from __future__ import annotations

ROUND = "•"  # what a sign of a symbol font is, nearly always
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "opensymbol", "starsymbol", "zapfdingbats", "fontawesome")
_PRIVATE = range(0xE000, 0xF900)
_PRIVATE_LATIN = range(0xF000, 0xF100)  # where Word keeps the signs of fonts that have no Unicode
# Signs that say something: a box that is ticked or not, a telephone, an arrow.
_WINGDINGS = {
    0x28: "☎",
    0x29: "✆",
    0x2A: "✉",
    0x6F: "☐",
    0xA8: "☐",
    0xDF: "←",
    0xE0: "→",
    0xE8: "→",
    0xF0: "→",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_SYMBOL = dict(
    zip(
        b"abcdefghiklmnopqrstuwxyzABCDEFGHIKLMNOPQRSTUWXYZ0123456789 +-=.,()/:\xa3\xb0\xb1\xb3\xb4\xbb\xac\xae\xde",
        "αβχδεφγηικλμνοπθρστυωξψζΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖ0123456789 +−=.,()/:≤°±≥×≈←→⇒",
        strict=True,
    )
)


def is_symbol_font(font: str) -> bool:
    """Whether the font draws signs where others have letters."""
    plain = font.lower().replace(" ", "").strip("'\"")
    # « Segoe UI Symbol » and « Noto Sans Symbols » are ordinary fonts: their signs are Unicode's own.
    return plain.startswith(_SYMBOL_FONTS)


def sign(code: int, font: str) -> str:
    """The character that the sign `code` of `font` stands for."""
    place = code - 0xF000 if code in _PRIVATE_LATIN else code
    if not is_symbol_font(font):
        return ROUND if code in _PRIVATE or not 0 < code < 0x110000 else chr(code)
    if place == 0x20:
        return " "
    known = _SYMBOL if font.lower().startswith("symbol") else _WINGDINGS if font.lower().startswith("wing") else {}
    if place > 0xFF and code not in _PRIVATE and code < 0x110000:
        return chr(code)  # a character of Unicode, in whatever font
    return known.get(place, ROUND)


def in_font(text: str, font: str) -> str:
    """`text` as `font` shows it."""
    if is_symbol_font(font):
        return "".join(c if c.isspace() else sign(ord(c), font) for c in text)
    return "".join(ROUND if ord(c) in _PRIVATE else c for c in text) if any(ord(c) in _PRIVATE for c in text) else text
