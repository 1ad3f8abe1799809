"""What a content stream says between its strings: operators with numbers and names before them, cut at once.

A producer writes the same ones over and over (a font, a colour, the frame of a cell): each spelling is understood once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, TypeAlias

# An operand: a number, a string, a name, or an array of operands. Dictionaries come as their names and values, unread.
Operand: TypeAlias = "float | bytes | str | list[Operand]"
Operation: TypeAlias = "tuple[bytes, list[Any]]"

_NAME_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_DICTIONARY = rb"<<(?:[^<>()]|\([^()\\\r]*+\)|<[0-9A-Fa-f]*+>)*+>>"
# Up to the next string, array or comment. A mark's dictionary is passed over, but for that of « /Span », which begins a walk.
# No possessive repeat around what looks about it: Python before 3.11.5 loses its place. Nothing follows, so nothing is tried twice.
PHRASE = re.compile(
    rb"[\t\n\x0c\r ]*+[^()<>\[\]{}%%\x00\t\n\x0c\r ](?:[^()<>\[\]{}%%\x00]++|(?<!/Span)(?<!/Span )%s(?=[\t\n\x0c\r ]*BDC))*"
    % _DICTIONARY
)
BLANKS = b"\t\n\x0c\r "
_MARKS = re.compile(_DICTIONARY)
_OPERATORS = frozenset(
    b"b B b* B* BMC BDC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J K k l m M MP n q Q re RG rg ri s S sc SC "
    b"scn SCN sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y".split()
)
_OFTEN = _OPERATORS - {*b"c cm d0 d1 Do l m re Td TD Tm v y".split()} | {b"re"}
FRAMED = b"re W n"  # stands where these three do; no content can hold an operator of this name
_CLIPS = (b"W", b"W*")
_LONGEST = 80
_MOST = 4096
_LONGEST_PART = 400
_OF_NUMBERS = b"0123456789.-+"
_OF_PLACES = _OF_NUMBERS + b" "
_PLACED = b" Tm"  # so word processors end the line that places a text
_SHORT_NUMBER = 6  # signs: sizes, colours and places come again, and are not read twice
_NUMBERS: dict[bytes, float] = {}
_LINE_ENDS = (b"", b"\n", b"\r")
_LAST_OPERAND = ord("@")  # operands begin with a sign before it, operators with a letter
_SLASH = ord("/")


class NotPlain(Exception):
    """A phrase with a word that takes a closer look."""


class Phrases:
    """Cuts phrases into operations; one for each content stream, so that what it remembers goes with it."""

    def __init__(self) -> None:
        self._known: dict[bytes, list[Operation]] = {}
        self._parts: dict[bytes, list[Operation]] = {}

    def cut(self, phrase: bytes) -> tuple[list[Operation], int]:
        """The phrase's operations, and how many operands are left over at its end. Raises `NotPlain`."""
        if b"<<" in phrase:
            phrase = _MARKS.sub(b" ", phrase)
        placed = phrase.rfind(_PLACED)
        after = phrase[placed + len(_PLACED) :]
        if placed < 0 or after[:1] not in _LINE_ENDS:
            return self._cut(phrase)
        at = phrase.rfind(b"\n", 0, placed) + 1
        place = phrase[at:placed]
        head, tail = self._whole(phrase[:at]), self._whole(after)
        if head is None or tail is None or place.translate(None, _OF_PLACES):
            return self._cut(phrase)
        try:
            return [*head, (b"Tm", [*map(float, place.split())]), *tail], 0
        except ValueError:
            raise NotPlain from None

    def _whole(self, part: bytes) -> list[Operation] | None:
        """The operations of the lines around a text's place, which come again and again; None when operands are left over."""
        found = self._parts.get(part)
        if found is None:
            found, left = self._cut(part)
            if left:
                return None
            found = _framed(found)
            if len(part) < _LONGEST_PART and len(self._parts) < _MOST:
                self._parts[part] = found
        return found

    def _cut(self, phrase: bytes) -> tuple[list[Operation], int]:
        known = self._known
        operations: list[Operation] = []
        left: list[Operand] = []
        for line in phrase.splitlines():
            found = known.get(line)
            if found is None or left:
                alone = not left
                found, left = _understood(line, left)
                if (
                    alone
                    and found
                    and found[-1][0] in _OFTEN
                    and not left
                    and len(line) < _LONGEST
                    and len(known) < _MOST
                ):
                    known[line] = found
            operations += found
        return operations, len(left)


def _framed(operations: list[Operation]) -> list[Operation]:
    """The same, with every « x y width height re W n », as it stands before each word of a word processor's, taken as one."""
    framed: list[Operation] = []
    for operation in operations:
        if operation[0] == b"n" and len(framed) > 1 and framed[-1][0] in _CLIPS and framed[-2][0] == b"re":
            frame = framed[-2][1]
            if len(frame) == 4 and not framed[-1][1] and not operation[1]:
                framed[-2:] = [(FRAMED, frame)]
                continue
        framed.append(operation)
    return framed


def _understood(line: bytes, operands: list[Operand]) -> tuple[list[Operation], list[Operand]]:
    """A line's operations, the first with the operands that stood on the lines above; the operands after its last."""
    *words, last = line.split() or [b""]
    if operands or last not in _OPERATORS or b"".join(words).translate(None, _OF_NUMBERS):
        return _word_by_word(line, operands)
    try:
        found: list[Operation] = [(last, [*map(float, words)])]
    except ValueError:
        raise NotPlain from None
    return found, []


def _word_by_word(line: bytes, operands: list[Operand]) -> tuple[list[Operation], list[Operand]]:
    found: list[Operation] = []
    for word in line.replace(b"/", b" /").split():
        if (number := _NUMBERS.get(word)) is not None:
            operands.append(number)
        elif word[0] <= _LAST_OPERAND:
            operands.append(_operand(word))
        elif word in _OPERATORS:
            found.append((word, operands))
            operands = []
        else:
            raise NotPlain
    return found, operands


def _operand(word: bytes) -> Operand:
    if word[0] == _SLASH:
        return name(word[1:])
    if word.translate(None, _OF_NUMBERS):
        raise NotPlain
    try:
        number = float(word)
    except ValueError:
        raise NotPlain from None
    if len(word) <= _SHORT_NUMBER and len(_NUMBERS) < _MOST:
        _NUMBERS[word] = number
    return number


@lru_cache(maxsize=4096)
def name(text: bytes) -> str:
    """A name without its slash, its #-codes resolved."""
    if b"#" in text:
        text = _NAME_CODE.sub(lambda code: bytes([int(code.group(1), 16)]), text)
    return text.decode("latin-1")
