"""ToUnicode maps that a rewriting program spelt wrong, and what they must have said.

Ghostscript 10.00, which many use to make a file smaller, writes the letters of a ligature one octet too far, or an octet of one
twice, and the start of a range (« – », « ’ », ligatures) as its two octets joined by « or ». The widths of the glyphs tell a
dash among figures, or a ligature among accented letters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from app.reading.layout.letters import ARABIC

REWRITER = b"Ghostscript 10.0"
FIRST_IDEOGRAPH, _LAST_IDEOGRAPH = "\u3400", "\u9fff"
_FIGURES = frozenset("0123456789")
_DASHES_AND_QUOTES = {"3": "–", "4": "—", "8": "‘", "9": "’"}  # U+2013 as 0x20 | 0x13
_LIGATURES = {"û": ("fi", "ffi", "ff"), "ü": ("fl",)}  # U+FB00 to U+FB03, and the next of a range
_LAM_ALEFS = {"ÿ": "لا", "\u0100": "لا"}  # U+FEFB and U+FEFC
_FEWEST_FIGURES = 3
_OTHER_WIDTH = 0.08  # of a width: a dash is that much wider or narrower than a figure
_SAME_WIDTH = 0.01  # the same: a letter with an accent is as wide as without

Width = Callable[[int], float]


def mended(mapped: dict[int, str], width: Width, *, rewritten: bool) -> dict[int, str]:
    """Corrections by code. `rewritten` says that the program named above wrote the file; `width` is a code's, in any unit."""
    corrections = {
        code: whole
        for code, text in mapped.items()
        if (whole := _moved_back(text) or _with_own_octet(text)) is not None
    }
    if rewritten:
        arabic = sum(bool(ARABIC.search(text)) for text in mapped.values()) > len(mapped) / 2
        corrections |= _figures_that_are_none(mapped, width)
        corrections |= _lam_alefs(mapped) if arabic else _ligatures(mapped, width)
    return corrections


def _moved_back(text: str) -> str | None:
    """« ti » for « 琀椀 »: letters whose octets stand one too far."""
    if len(text) < 2 or not all(ord(one) > 0xFF and not ord(one) & 0xFF for one in text):
        return None
    letters = "".join(chr(ord(one) >> 8) for one in text)
    return letters if letters.isascii() and letters.isalpha() else None


def _with_own_octet(text: str) -> str | None:
    """« لإ » for « ل䐥 »: a letter whose first octet is the last one of the letter before."""
    if len(text) != 2 or not FIRST_IDEOGRAPH <= text[1] <= _LAST_IDEOGRAPH:
        return None
    before, octet = ord(text[0]), ord(text[1]) & 0xFF
    letter = chr(before & 0xFF00 | octet)
    return text[0] + letter if ord(text[1]) >> 8 == before & 0xFF and letter.isalpha() else None


def _figures_that_are_none(mapped: dict[int, str], width: Width) -> dict[int, str]:
    figures = [code for code, text in mapped.items() if text in _FIGURES]
    usual, count = _usual(map(width, figures))
    if count < _FEWEST_FIGURES:
        return {}
    return {
        code: _DASHES_AND_QUOTES[mapped[code]]
        for code in figures
        if mapped[code] in _DASHES_AND_QUOTES and _differ(width(code), usual)
    }


def _usual(widths: Iterable[float]) -> tuple[float, int]:
    counted = Counter(round(one, 3) for one in widths).most_common(1)
    return counted[0] if counted else (0.0, 0)


def _ligatures(mapped: dict[int, str], width: Width) -> dict[int, str]:
    letters = {text: width(code) for code, text in mapped.items() if text in ("u", "f", "i", "l")}
    if "u" not in letters:
        return {}
    return {
        code: _nearest(width(code), _LIGATURES[text], letters)
        for code, text in mapped.items()
        if text in _LIGATURES and _differ(width(code), letters["u"], _SAME_WIDTH)
    }


def _nearest(wide: float, ligatures: Iterable[str], letters: dict[str, float]) -> str:
    """The one whose letters are together about as wide."""
    return min(ligatures, key=lambda spelled: abs(sum(letters.get(letter, wide) for letter in spelled) - wide))


def _lam_alefs(mapped: dict[int, str]) -> dict[int, str]:
    return {code: _LAM_ALEFS[text] for code, text in mapped.items() if text in _LAM_ALEFS}


def _differ(one: float, other: float, share: float = _OTHER_WIDTH) -> bool:
    return abs(one - other) > share * max(one, other)
