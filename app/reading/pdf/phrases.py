"""What a content stream says between its strings: operators with numbers and names before them, cut at once.

A producer writes the same ones over and over (a font, a colour, the frame of a cell): each spelling is understood once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

from app.reading.pdf.strides import Operation, Pattern

# An operand: a number, a string, a name, or an array of operands. Dictionaries come as their names and values, unread.
Operand: TypeAlias = "float | bytes | str | list[Operand]"

_NAME_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_DICTIONARY = rb"<<(?:[^<>()]++|\([^()\\\r]*+\)|<[0-9A-Fa-f]*+>)*+>>"
# Up to the next string, array or comment. A mark's dictionary is passed over, but for that of « /Span », which begins a walk.
# No possessive repeat around what looks about it: Python before 3.11.5 loses its place. Nothing follows, so nothing is tried twice.
PHRASE = re.compile(
    rb"[\t\n\x0c\r ]*+[^()<>\[\]{}%%\x00\t\n\x0c\r ](?:[^()<>\[\]{}%%\x00]++|(?<!/Span)(?<!/Span )%s(?=[\t\n\x0c\r ]*BDC))*"
    % _DICTIONARY
)
BLANKS = b"\t\n\x0c\r "
_MARKS = re.compile(_DICTIONARY)
# What differs from one phrase to the next like it: the numbers of a rectangle, or of the place of a text.
_PLACES = re.compile(rb"\n([-0-9. ]{7,}+)(?=re|Tm)")
_OPERATORS = frozenset(
    b"b B b* B* BMC BDC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J K k l m M MP n q Q re RG rg ri s S sc SC "
    b"scn SCN sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y".split()
)
_OFTEN = _OPERATORS - {*b"c cm d0 d1 Do l m re Td TD Tm v y".split()} | {b"re"}
_LONGEST = 80
_MOST = 4096
_LONGEST_PHRASE = 400
_OF_NUMBERS = b"0123456789.-+"
_SHORT_NUMBER = 6  # signs: sizes, colours and places come again, and are not read twice
_NUMBERS: dict[bytes, float] = {}
_LAST_OPERAND = ord("@")  # operands begin with a sign before it, operators with a letter
_SLASH = ord("/")


class NotPlain(Exception):
    """A phrase with a word that takes a closer look."""


class Phrases:
    """Cuts phrases into operations; one for each document, so that what it remembers goes with it."""

    def __init__(self) -> None:
        self._known: dict[bytes, list[Operation]] = {}
        self._patterns: dict[bytes, Pattern] = {}

    def again(self, text: bytes, before: list[Operand]) -> list[Operation] | None:
        """The operations of a text that is a phrase met before in all but its places and rectangles; else None.

        The operands that stand `before` are the first operation's.
        """
        parts = _PLACES.split(_MARKS.sub(b" ", text) if b"<<" in text else text)
        pattern = self._patterns.get(b"#".join(parts[::2]))
        if pattern is None or (before and not _marks(pattern.operations)):
            return None
        filled = pattern.filled(parts[1::2])
        return _after(before, filled) if before and filled else filled

    def cut(self, phrase: bytes, before: list[Operand], *, keep: bool) -> tuple[list[Operation], int]:
        """The phrase's operations, and how many operands are left over at its end. Raises `NotPlain`.

        The operands that stand `before` are the first operation's. With `keep` the phrase is remembered for `again`, and what
        comes together is taken together.
        """
        if b"<<" in phrase:
            phrase = _MARKS.sub(b" ", phrase)
        operations, left = self._cut(phrase)
        if left or not keep or len(phrase) > _LONGEST_PHRASE or (before and not _marks(operations)):
            return _after(before, operations), left
        parts = _PLACES.split(phrase)
        pattern = Pattern.of(operations, len(parts) // 2)
        if pattern is None:
            return _after(before, operations), 0
        if len(self._patterns) >= _MOST:
            self._patterns.clear()
        self._patterns[b"#".join(parts[::2])] = pattern
        return _after(before, pattern.operations.copy()), 0

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


def _after(before: list[Operand], operations: list[Operation]) -> list[Operation]:
    """The operations, the first of them with the operands `before` it."""
    if before and operations:
        name, operands = operations[0]
        operations[0] = name, before + operands
    return operations


def _marks(operations: list[Operation]) -> bool:
    """Whether the first operation begins a mark, whose operands were cut off it with the dictionary that says something."""
    return bool(operations) and operations[0][0] == b"BDC"


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
