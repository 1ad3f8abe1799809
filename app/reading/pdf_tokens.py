"""A content stream cut into operations: one regular expression match for an operator with its numbers, or for a whole TJ array."""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Iterator
from functools import lru_cache

from app.reading.pdf_walks import STEPS, WALK

# An operand: a number, a string, a name, or an array of operands. Dictionaries come as their names and values, unread.
Operand = float | bytes | str | list["Operand"]
Operation = tuple[bytes, list[Operand]]

_OPERATION = re.compile(
    rb"""[\x00\t\n\x0c\r ]*(?:
      ((?:[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[\x00\t\n\x0c\r ]+){0,6}+)([A-Za-z'"][A-Za-z0-9'"*]*)   # 1 numbers 2 operator
    | \[((?:[^\[\]()<>\\]|\((?:[^()\\\r]|\\[\s\S])*+\)|<[0-9A-Fa-f\s]*+>)*+)\][\x00\t\n\x0c\r ]*TJ  # 3 a whole TJ array
    | \(((?:[^()\\\r]|\\[\s\S])*+)\)(?:[\x00\t\n\x0c\r ]*(Tj)(?![A-Za-z0-9'"*]))?                  # 4 plain string 5 shown
    | ((?=[</])"""
    + STEPS
    + rb""")                                                                                      # 6 a walk
    | <([0-9A-Fa-f\s]*+)>(?:[\x00\t\n\x0c\r ]*(Tj)(?![A-Za-z0-9'"*]))?                            # 7 hexadecimal string 8 shown
    | /([^\x00\t\n\x0c\r ()<>\[\]{}/%]*+)                                                         # 9 name
      (?:[\x00\t\n\x0c\r ]+([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))[\x00\t\n\x0c\r ]+Tf(?![A-Za-z0-9'"*]))?   # 10 size of a font
    | ([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?![0-9.+-]))                                             # 11 number
    | (\[) | (\])                                                                                 # 12 13
    | (\()                                                                                        # 14 nested string
    | ([+-]*[0-9.+-]+)                                                                            # 15 odd number
    | <<[^<>()]*+>>                                                                               # a plain dictionary, unread
    | %[^\r\n]*+
    | [\s\S]
    )""",
    re.VERBOSE,
)
_ITEM = re.compile(rb"\(((?:[^()\\\r]|\\[\s\S])*+)\)|<([0-9A-Fa-f\s]*+)>|([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_NAME_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_ODD_NUMBER = re.compile(rb"[+-]*([0-9]*\.?[0-9]*)")
_IMAGE_DATA = re.compile(rb"\sID[\s]")
_IMAGE_END = re.compile(rb"[\s]EI(?=[\s]|$)")
_OF_NUMBERS = b"0123456789+-. \t\r\n"
_WORDS = {b"true", b"false", b"null"}


def operations(data: bytes) -> Iterator[Operation]:
    """Every operator with the operands before it, in order. An inline picture comes as `BI`, its data skipped.

    Nothing raises on broken input: rubbish is skipped, an unended string reaches to the end.
    """
    match = _OPERATION.match
    operands: list[Operand] = []
    array: list[Operand] | None = None
    position, end = 0, len(data)
    while position < end:
        found = match(data, position)
        if found is None:
            return
        position = found.end()
        which = found.lastindex
        if which == 2:
            numbers, operator = found.group(1, 2)
            if numbers:
                operands.extend(map(float, numbers.replace(b"\0", b" ").split()))
            if operator in _WORDS:
                continue
            if array is not None:  # an array that was never closed: its operands are the operator's
                operands.append(array)
                array = None
            if operator == b"BI":
                position = _after_picture(data, position)
            yield operator, operands
            operands = []
            continue
        if which == 3:
            yield b"TJ", [_items(found.group(3))]
            operands = []
            continue
        if which is None:
            continue
        if which == 6:
            array = None  # one that was never closed is nothing to the strings after it
        if which in (5, 6, 8, 10) and array is None:
            yield _whole(which, found)
            operands = []
            continue
        if which == 12:
            array = [] if array is None else array
            continue
        if which == 13:
            if array is not None:
                operands.append(array)
                array = None
            continue
        operand: Operand
        if which == 14:
            operand, position = nested_string(data, position)
        else:
            operand = _operand(found)
        if array is None:
            operands.append(operand)
        else:
            array.append(operand)


def _whole(which: int, found: re.Match[bytes]) -> Operation:
    """An operation that came in one piece with its operands: a string shown, a font chosen."""
    if which == 5:
        return b"Tj", [unescape(found.group(4))]
    if which == 6:
        return WALK, [found.group(6)]
    if which == 8:
        return b"Tj", [from_hex(found.group(7))]
    return b"Tf", [name(found.group(9)), float(found.group(10))]


def _operand(found: re.Match[bytes]) -> Operand:
    text = found.group(11)
    if text is not None:
        return float(text)
    if (text := found.group(9)) is not None:
        return name(text)
    if (text := found.group(4)) is not None:
        return unescape(text)
    if (text := found.group(7)) is not None:
        return from_hex(text)
    return _odd_number(found.group(15))


def _items(array: bytes) -> list[Operand]:
    """What stands in a TJ array. One of hexadecimal strings and single numbers only, as most are, falls apart at its brackets."""
    array = array.replace(b">0<", b"")  # a kern of nothing parts nothing
    parts = array.replace(b"<", b">").split(b">")
    if b"(" not in array and not b"".join(parts[::2]).translate(None, _OF_NUMBERS):
        try:
            return _alternating(parts)
        except ValueError:
            pass  # two numbers in a row, white space in a string: piece by piece below
    return [
        float(number) if number else (from_hex(digits) if digits else unescape(string))
        for string, digits, number in _ITEM.findall(array)
    ]


def _alternating(parts: list[bytes]) -> list[Operand]:
    """Numbers at the even places, nothing perhaps, strings at the odd ones."""
    items: list[Operand] = []
    for place, part in enumerate(parts):
        if place & 1:
            items.append(unhexlify(part))
        elif part:
            items.append(float(part))
    return items


@lru_cache(maxsize=4096)
def name(text: bytes) -> str:
    """A name without its slash, its #-codes resolved."""
    if b"#" in text:
        text = _NAME_CODE.sub(lambda code: bytes([int(code.group(1), 16)]), text)
    return text.decode("latin-1")


def unescape(string: bytes) -> bytes:
    """A string's bytes, its backslashes resolved."""
    if b"\\" not in string:
        return string
    return _ESCAPE.sub(_escaped, string)


def _escaped(match: re.Match[bytes]) -> bytes:
    code = match.group(1)
    if 48 <= code[0] <= 55:
        return bytes([int(code, 8) & 255])
    return _ESCAPED.get(code, code)


def from_hex(digits: bytes) -> bytes:
    """Bytes of a hexadecimal string; a missing last digit is 0."""
    try:
        return unhexlify(digits)
    except ValueError:  # white space inside, or an odd number of digits
        digits = b"".join(digits.split())
        return unhexlify(digits + b"0" * (len(digits) & 1))


def _odd_number(text: bytes) -> float:
    match = _ODD_NUMBER.match(text)
    digits = match.group(1) if match else b""
    value = float(digits) if digits not in (b"", b".") else 0.0
    return -value if text.startswith(b"-") else value


def nested_string(data: bytes, start: int) -> tuple[bytes, int]:
    """A string with parentheses inside, from after its opening one; where it ends."""
    depth, at = 1, start
    while at < len(data):
        byte = data[at]
        at += 1
        if byte == 0x5C:
            at += 1
        elif byte == 0x28:
            depth += 1
        elif byte == 0x29:
            depth -= 1
            if not depth:
                break
    inside = data[start : at - 1] if not depth else data[start:at]
    return unescape(inside.replace(b"\r\n", b"\n")), at


def _after_picture(data: bytes, start: int) -> int:
    begun = _IMAGE_DATA.search(data, start)
    if begun is None:
        return start
    ended = _IMAGE_END.search(data, begun.end())
    return ended.end() if ended else len(data)
