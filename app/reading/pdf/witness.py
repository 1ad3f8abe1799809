"""The second witness: what the embedded font program itself says a glyph is.

Word's ToUnicode maps give wrong letters, or spaces, for contextual Arabic glyphs; some producers give no map at all. The font's
own character map (or its glyph names) is then the better witness.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from pdfminer.encodingdb import name2unicode
from pdfminer.pdftypes import PDFStream, resolve1

from app.reading.layout.letters import ARABIC, COMBINING

_MAX_GLYPHS = 70_000
_PROGRAMS = (b"\0\1\0\0", b"OTTO", b"true")
_UNI_NAME = re.compile(r"uni([0-9A-F]{4})(?:\.|$)")


def second_witness(spec: dict[str, Any], mapped: dict[int, str] | None) -> dict[int, str]:
    """Corrections by character id for an Identity-encoded font; empty when there is nothing to correct.

    `mapped` is the ToUnicode map, None without one. Only maps with Arabic are worth asking about: Latin maps are right everywhere
    we looked.
    """
    try:
        found = _program(spec)
        if found is None:
            return {}
        program, glyph_of = found
        characters = glyph_characters(program)
        if mapped:
            return _disagreements(mapped, characters, glyph_of)
        return _replacements(characters, glyph_names(program), glyph_of)
    except (struct.error, IndexError, ValueError, TypeError, AttributeError):
        return {}  # a broken font program is no witness; the map alone stands


def _program(spec: dict[str, Any]) -> tuple[bytes, Callable[[int], int]] | None:
    descendants = resolve1(spec.get("DescendantFonts"))
    if not descendants:
        return None
    descendant = resolve1(descendants[0])
    encoding = resolve1(spec.get("Encoding"))
    if not str(getattr(encoding, "name", "")).startswith("Identity"):
        return None
    descriptor = resolve1(descendant.get("FontDescriptor")) or {}
    stream = resolve1(descriptor.get("FontFile2")) or resolve1(descriptor.get("FontFile3"))
    if not isinstance(stream, PDFStream):
        return None
    program = stream.get_data()
    if program[:4] not in _PROGRAMS:
        return None
    to_glyph = resolve1(descendant.get("CIDToGIDMap"))
    if not isinstance(to_glyph, PDFStream):
        return program, lambda cid: cid
    table = to_glyph.get_data()
    return program, lambda cid: int.from_bytes(table[2 * cid : 2 * cid + 2])


def _disagreements(
    mapped: dict[int, str], characters: dict[int, set[int]], glyph_of: Callable[[int], int]
) -> dict[int, str]:
    corrections: dict[int, str] = {}
    for cid, text in mapped.items():
        codes = characters.get(glyph_of(cid))
        if not codes or not any(ARABIC.search(chr(code)) for code in codes):
            continue
        folded = {unicodedata.normalize("NFKC", chr(code)).strip() for code in codes}
        if unicodedata.normalize("NFKC", text).strip() in folded:
            continue
        if (whole := _with_letter(text, folded)) is not None:
            corrections[cid] = whole
            continue
        forms = [code for code in codes if code >= 0xFB50]
        if len(codes) == 1 or len(folded) == 1:
            corrections[cid] = chr(next(iter(codes)))
        else:
            corrections[cid] = chr(forms[0] if forms else min(codes))
    return corrections


def _with_letter(text: str, signs: set[str]) -> str | None:
    """What the map says more than a sign, the sign apart: of a letter, or of a pair of signs, the first to be drawn says all."""
    parts = unicodedata.normalize("NFD", text)
    for sign in signs:
        if len(parts) > 1 and COMBINING.fullmatch(sign) and sign in parts:
            return unicodedata.normalize("NFC", parts.replace(sign, "", 1)) + sign
    return None


def _replacements(
    characters: dict[int, set[int]], names: dict[int, str], glyph_of: Callable[[int], int]
) -> dict[int, str]:
    texts: dict[int, str] = {glyph: _named(name) for glyph, name in names.items()}
    for glyph, codes in characters.items():
        # A glyph may serve U+0020 and U+00A0, U+002D and U+00AD: the plain one is meant.
        texts[glyph] = chr(min(codes, key=lambda code: (code < 32 or code in (0xA0, 0xAD), code)))
    replaced = ((cid, texts.get(glyph_of(cid), "")) for cid in range(0x10000))
    return {cid: text for cid, text in replaced if text}


def _named(name: str) -> str:
    if match := _UNI_NAME.match(name):
        return chr(int(match.group(1), 16))
    try:
        return str(name2unicode(name.split(".", maxsplit=1)[0]))
    except (KeyError, ValueError):
        return ""


def _tables(program: bytes) -> dict[bytes, tuple[int, int]]:
    (count,) = struct.unpack_from(">H", program, 4)
    entries = (struct.unpack_from(">4sIII", program, 12 + 16 * index) for index in range(min(count, 64)))
    return {tag: (offset, length) for tag, _, offset, length in entries}


_PREFERENCE = {(3, 10): 4, (0, 4): 3, (3, 1): 2, (0, 3): 2}


def glyph_characters(program: bytes) -> dict[int, set[int]]:
    """Glyph number to the code points its Unicode `cmap` gives it; empty without one."""
    tables = _tables(program)
    if b"cmap" not in tables:
        return {}
    start, _ = tables[b"cmap"]
    (count,) = struct.unpack_from(">H", program, start + 2)
    best = (0, 0)
    for index in range(min(count, 32)):
        platform, encoding, offset = struct.unpack_from(">HHI", program, start + 4 + 8 * index)
        best = max(best, (_PREFERENCE.get((platform, encoding), 1 if platform == 0 else 0), start + offset))
    if not best[0]:
        return {}
    found: dict[int, set[int]] = {}
    for code, glyph in _cmap_entries(program, best[1]):
        if glyph:
            found.setdefault(glyph, set()).add(code)
    return found


def _cmap_entries(program: bytes, at: int) -> Iterable[tuple[int, int]]:
    (form,) = struct.unpack_from(">H", program, at)
    if form == 4:
        return _format_4(program, at)
    if form == 12:
        return _format_12(program, at)
    if form == 6:
        first, count = struct.unpack_from(">HH", program, at + 6)
        glyphs = struct.unpack_from(f">{count}H", program, at + 10)
        return ((first + index, glyph) for index, glyph in enumerate(glyphs))
    return ()


def _format_4(program: bytes, at: int) -> Iterable[tuple[int, int]]:
    (doubled,) = struct.unpack_from(">H", program, at + 6)
    count = doubled // 2
    shape = f">{count}H"
    ends = struct.unpack_from(shape, program, at + 14)
    starts = struct.unpack_from(shape, program, at + 16 + doubled)
    deltas = struct.unpack_from(shape, program, at + 16 + 2 * doubled)
    base = at + 16 + 3 * doubled
    offsets = struct.unpack_from(shape, program, base)
    for index in range(count):
        for code in range(starts[index], min(ends[index], 0xFFFE) + 1):
            if not offsets[index]:
                yield code, (code + deltas[index]) & 0xFFFF
                continue
            where = base + 2 * index + offsets[index] + 2 * (code - starts[index])
            if where + 2 <= len(program):
                (glyph,) = struct.unpack_from(">H", program, where)
                yield code, (glyph + deltas[index]) & 0xFFFF if glyph else 0


def _format_12(program: bytes, at: int) -> Iterable[tuple[int, int]]:
    (count,) = struct.unpack_from(">I", program, at + 12)
    budget = _MAX_GLYPHS
    for index in range(min(count, 20_000)):
        first, last, glyph = struct.unpack_from(">III", program, at + 16 + 12 * index)
        for code in range(first, min(last, first + budget, 0x10FFFF) + 1):
            budget -= 1
            yield code, glyph + code - first


def glyph_names(program: bytes) -> dict[int, str]:
    """Glyph number to name, for glyphs outside the standard Macintosh set (`post`, version 2)."""
    tables = _tables(program)
    if b"post" not in tables:
        return {}
    start, length = tables[b"post"]
    (version,) = struct.unpack_from(">I", program, start)
    if version != 0x20000:
        return {}
    (count,) = struct.unpack_from(">H", program, start + 32)
    indexes = struct.unpack_from(f">{count}H", program, start + 34)
    at = start + 34 + 2 * count
    names: list[str] = []
    while at < min(start + length, len(program)) and len(names) < _MAX_GLYPHS:
        size = program[at]
        names.append(program[at + 1 : at + 1 + size].decode("latin-1"))
        at += size + 1
    return {glyph: names[i - 258] for glyph, i in enumerate(indexes) if 258 <= i < 258 + len(names)}
