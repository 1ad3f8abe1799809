"""Strings of a PDF as bytes: in parentheses, or in hexadecimal digits."""

from __future__ import annotations

import re
from binascii import unhexlify

_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


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
