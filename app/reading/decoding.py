"""The characters of a text file, in the encodings people's machines use or used: of Unicode, of Windows, of the Macintosh, of DOS."""

from __future__ import annotations

import codecs
import re

from app.reading.plausible import share_plausible
from app.reading.unreadable import Unreadable, Why

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Page breaks aside, text has no control characters; a few stray ones are forgiven.
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_HIGH_CONTROL = re.compile("[\x80-\x84\x86-\x9f]")  # but for the line end of mainframes
_MOST_CONTROL_SHARE = 0.01
_DOS_END = "\x1a"
_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.?)")  # orders to a terminal
_LATIN_ENCODINGS = ("cp1252", "mac-roman", "cp850")
_ARABIC_ENCODINGS = ("cp1256", "iso8859-6")
_FOR_TEXT = re.compile(r"(?:cp\d|iso8859|mac|koi8|gb|big5|shift_jis|euc)")
_GIVEN_UNASKED = ("cp1252", "iso8859-15")
_STANDS_OUT = 0.1
_MOST_ODD_WORDS = 1_000
_ODD_WORD = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_UTF8_LETTER = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_LETTERS_A_FAULT = 4
_LONG, _NO_LANGUAGE = 2_000, 0.05  # characters; share of plausible words
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")


def decoded(content: bytes, *, said: str = "") -> str:
    """The characters of `content`. Raises Unreadable (unknown_format) when it is not text.

    The encoding that the file says it has is `said`: pages are copied, and saved again, in others than they say.
    """
    text = _ESCAPE.sub("", _decoded(content, said)).rstrip(_DOS_END)
    if len(CONTROL.findall(text)) + len(_HIGH_CONTROL.findall(text)) > _MOST_CONTROL_SHARE * len(text):
        raise Unreadable(Why.UNKNOWN_FORMAT, "not text")
    return text


def _decoded(content: bytes, said: str) -> str:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content.decode(encoding, "replace")
    wide = _unmarked_utf32(content) or _unmarked_utf16(content)
    if wide is not None:
        return content.decode(wide, "replace")
    if _is_nearly_utf8(content):
        return content.decode("utf-8", "replace")
    named = _named(said)
    text = content.decode(_single_byte_encoding(content, named), "replace")
    if not named and len(text) > _LONG and share_plausible(text[:_LONG]) < _NO_LANGUAGE:
        raise Unreadable(Why.UNKNOWN_FORMAT, "not text")  # any byte is a letter of some encoding
    return text


def _is_nearly_utf8(content: bytes) -> bool:
    """Whether it is UTF-8, a few faults (a cut letter, a stray byte) forgiven where there is much of it."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        faults = content.decode("utf-8", "replace").count("\N{REPLACEMENT CHARACTER}")
        return len(_UTF8_LETTER.findall(content)) >= _LETTERS_A_FAULT * faults
    return True


def _named(said: str) -> str:
    """The encoding under the name Python has for it; empty when that is none for text, or one that needs no telling."""
    try:
        name = codecs.lookup(said).name
    except (LookupError, ValueError):
        return ""
    if _FOR_TEXT.match(name) is None:
        return ""
    return "cp1252" if name == "iso8859-1" else name  # as browsers have it


def _single_byte_encoding(content: bytes, named: str) -> str:
    """The encoding that makes the likeliest words of those with letters beyond ASCII.

    When none stands out, it is the one `named`, or else Windows' own. A name that no program gives unasked is believed.
    """
    if named and named not in _GIVEN_UNASKED:
        return named
    usual, *others = _ARABIC_ENCODINGS if _looks_arabic(content) else _LATIN_ENCODINGS
    if named:
        usual, others = named, [usual, *others]
    odd = b" ".join(_ODD_WORD.findall(content)[:_MOST_ODD_WORDS])
    best, most = usual, _likelihood(odd, usual) + _STANDS_OUT
    for encoding in others:
        likely = _likelihood(odd, encoding)
        if likely > most:
            best, most = encoding, likely
    return best


def _likelihood(words: bytes, encoding: str) -> float:
    """How plausible (0-1) the words are; what the encoding does not have counts against it."""
    text = words.decode(encoding, "replace")
    letters = sum(map(str.isalpha, text)) / max(1, len(text) - text.count(" "))
    return share_plausible(text.replace("\N{REPLACEMENT CHARACTER}", "q")) * letters


def _unmarked_utf32(content: bytes) -> str | None:
    """UTF-32 without its mark: of four bytes, the two highest are nought."""
    if len(content) < 8 or len(content) % 4:
        return None
    if not any(content[0::4]) and not any(content[1::4]):
        return "utf-32-be"
    return "utf-32-le" if not any(content[3::4]) and not any(content[2::4]) else None


def _unmarked_utf16(content: bytes) -> str | None:
    """UTF-16 without its mark: nearly every other byte is the number of the Latin (0) or the Arabic (6) page."""
    even, odd = (sum(half.count(page) for page in (0, 6)) for half in (content[::2], content[1::2]))
    if max(even, odd) < 0.7 * (len(content) // 2) or min(even, odd) > 0.2 * max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _looks_arabic(content: bytes) -> bool:
    """Arabic letters come in rows of high bytes; French accents stand alone between plain letters."""
    runs = [len(run) for run in _HIGH_RUN.findall(content)]
    return sum(length for length in runs if length >= 2) > 0.6 * sum(runs)
