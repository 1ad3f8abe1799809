"""A content stream cut into operations: one regular expression match for an operator with its numbers, or for a whole TJ array."""

from __future__ import annotations

import re
from binascii import hexlify
from collections.abc import Iterator
from itertools import chain

from app.reading.pdf.phrases import BLANKS, PHRASE, NotPlain, Operand, Phrases, name
from app.reading.pdf.strides import Operation
from app.reading.pdf.strings import from_hex, nested_string, unescape
from app.reading.pdf.walks import STEPS, WALK

# A whole TJ array: strings of both kinds and what stands between them.
_ARRAY = rb"\[((?:[^\[\]()<>\\]++|\((?:[^()\\\r]++|\\[\s\S])*+\)|<[0-9A-Fa-f\s]*+>)*+)\][\x00\t\n\x0c\r ]*TJ"
_OPERATION = re.compile(
    rb"""[\x00\t\n\x0c\r ]*(?:
      ((?:[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[\x00\t\n\x0c\r ]+){0,6}+)([A-Za-z'"][A-Za-z0-9'"*]*)   # 1 numbers 2 operator
    | """
    + _ARRAY
    + rb"""                                                                                       # 3 a whole TJ array
    | \(((?:[^()\\\r]++|\\[\s\S])*+)\)(?:[\x00\t\n\x0c\r ]*(Tj)(?![A-Za-z0-9'"*]))?                  # 4 plain string 5 shown
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
    | (<<(?:[^<>()]|\([^()\\\r]*+\)|<[0-9A-Fa-f]*+>)*+>>)                                          # 16 a plain dictionary
    | %[^\r\n]*+
    | [\s\S]
    )""",
    re.VERBOSE,
)
# The commonest array by far, in one stride: kerns, and strings in hexadecimal digits. Whether they take turns is looked at after.
_SPELLED = re.compile(rb"\[([0-9A-Fa-f<>.\t\n\r -]*+)\][\x00\t\n\x0c\r ]*TJ")
_WHOLE = re.compile(_ARRAY)
_SHORT_ARRAY = 24  # bytes: « ( ) », a letter or two; they come again and again
_OPENING = ord("[")
_FAR = 400  # bytes: what stands between two strings is rarely longer
_OF_DIGITS = b"0123456789ABCDEFabcdef\t\n\r "
_ALL_BUT_BRACKETS = _OF_DIGITS + b".-"
_WORD = re.compile(rb"/?[^\t\n\x0c\r /]+|/")
_ITEM = re.compile(rb"\(((?:[^()\\\r]++|\\[\s\S])*+)\)|<([0-9A-Fa-f\s]*+)>|([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))")
_ALONE = re.compile(rb"\(([^()\\\r]{1,8})\)")
_ODD_NUMBER = re.compile(rb"[+-]*([0-9]*\.?[0-9]*)")
_IMAGE_DATA = re.compile(rb"\sID[\s]")
_IMAGE_END = re.compile(rb"[\s]EI(?=[\s]|$)")
SPELLED = b"[]"  # stands where « TJ » does for an array of kerns and, after each, a string in hexadecimal digits; as two lists
_OF_NUMBERS = b"0123456789+-. \t\r\n"
_SHORT_KERN = 3  # signs: there are so few of them that all are kept
_KERNS = {b"": 0.0}
_SAID = re.compile(rb"/ActualText[\x00\t\n\x0c\r ]*(?:<([0-9A-Fa-f]*+)>|\(([^()\\\r]*+)\))")
_WORDS = {b"true", b"false", b"null"}


def operations(data: bytes) -> Iterator[Operation]:
    """Every operator with the operands before it, in order. An inline picture comes as `BI`, its data skipped.

    Nothing raises on broken input: rubbish is skipped, an unended string reaches to the end.
    """
    return chain.from_iterable(batches(data, Phrases()))


def batches(data: bytes, phrases: Phrases) -> Iterator[list[Operation]]:
    """The same, several at a time; `phrases` knows those of the document so far. The lists are to be left as they are."""
    phrase, cut, again, find = PHRASE.match, phrases.cut, phrases.again, data.find
    match, stride, whole = _OPERATION.match, _SPELLED.match, _WHOLE.match
    arrays: dict[bytes, Operation] = {}
    operands: list[Operand] = []
    array: list[Operand] | None = None
    position, end, odd = 0, len(data), 0
    while position < end:
        batch: list[Operation] = []
        if position >= odd and array is None:
            opening = find(b"[", position, position + _FAR)
            if opening > position and (known := again(data[position:opening].lstrip(BLANKS), operands)) is not None:
                batch, position = known, opening
            elif (found := phrase(data, position)) is not None:
                words, after = found[0].lstrip(BLANKS), found.end()
                try:
                    batch, left = cut(words, operands, keep=after < end and data[after] == _OPENING)
                except NotPlain:
                    odd = after  # up to there word by word
                else:
                    position = after
                    if left:
                        position, odd = position - len(words) + _start_of_last(words, left), position
                if batch:
                    operands = []
        if array is None and position < end and data[position] == _OPENING:
            taken = stride(data, position) or whole(data, position)
            if taken is not None:
                inside = taken[1]
                shown = arrays.get(inside)
                if shown is None:
                    shown = _spelled(inside) if taken.re is _SPELLED else _shown(inside)
                    if shown is not None and len(inside) <= _SHORT_ARRAY:
                        arrays[inside] = shown
                if shown is not None:
                    batch.append(shown)
                    position, operands = taken.end(), []
                    yield batch
                    continue
        if batch:
            yield batch
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
            yield [(operator, operands)]
            operands = []
            continue
        if which == 3:
            yield [_shown(found.group(3))]
            operands = []
            continue
        if which is None:
            continue
        if which == 16:
            operands.extend(_said(found.group(16)))
            continue
        if which == 6:
            array = None  # one that was never closed is nothing to the strings after it
        if which in (5, 6, 8, 10) and array is None:
            yield [_whole(which, found)]
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


def _said(dictionary: bytes) -> list[str | bytes]:
    """Of a mark's plain dictionary the one entry that is read: what is said for the glyphs in the mark."""
    found = _SAID.search(dictionary)
    if found is None:
        return []
    digits, string = found.groups()
    return ["ActualText", from_hex(digits) if digits is not None else unescape(string)]


def _start_of_last(phrase: bytes, words: int) -> int:
    """Where the last so many words of a phrase begin."""
    return [word.start() for word in _WORD.finditer(phrase)][-words]


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


def _spelled(array: bytes) -> Operation | None:
    """The same as `_shown`; None for an array in which strings and kerns do not take turns."""
    if array.translate(None, _ALL_BUT_BRACKETS) != b"<>" * array.count(b"<"):
        return None
    shown = _shown(array)
    digits = b"".join(shown[1][1]) if shown[0] is SPELLED else b"?"
    return None if digits.translate(None, _OF_DIGITS) else shown


def _shown(array: bytes) -> Operation:
    """A TJ array. One of hexadecimal strings and single numbers only, as most are, falls apart at its brackets: `SPELLED`."""
    array = array.replace(b">0<", b"")  # a kern of nothing parts nothing
    if b"(" not in array:
        parts = array.replace(b"<", b">").split(b">")
        kerns, strings = parts[::2], parts[1::2]
        try:
            return SPELLED, [[*map(_KERNS.__getitem__, kerns)], strings]
        except KeyError:
            pass
        if not b"".join(kerns).translate(None, _OF_NUMBERS):
            try:
                return SPELLED, [[*map(_kern, kerns)], strings]
            except ValueError:
                pass  # two numbers in a row: piece by piece below
    elif (alone := _ALONE.fullmatch(array)) is not None:
        return SPELLED, [[0.0, 0.0], [hexlify(alone[1])]]  # most often the space between two words
    return b"TJ", [
        [
            float(number) if number else (from_hex(digits) if digits else unescape(string))
            for string, digits, number in _ITEM.findall(array)
        ]
    ]


def _kern(number: bytes) -> float:
    value = float(number) if number else 0.0
    if len(number) <= _SHORT_KERN:
        _KERNS[number] = value
    return value


def _odd_number(text: bytes) -> float:
    match = _ODD_NUMBER.match(text)
    digits = match.group(1) if match else b""
    value = float(digits) if digits not in (b"", b".") else 0.0
    return -value if text.startswith(b"-") else value


def _after_picture(data: bytes, start: int) -> int:
    begun = _IMAGE_DATA.search(data, start)
    if begun is None:
        return start
    ended = _IMAGE_END.search(data, begun.end())
    return ended.end() if ended else len(data)
