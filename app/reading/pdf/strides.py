"""Operations that a producer writes together again and again, taken as one: what they come to, without the steps between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

Operation: TypeAlias = "tuple[bytes, list[Any]]"

# Names that no content can hold stand where these operations do.
FRAMED = b"re W n"  # x, y, width, height
AGAIN = b"Q q"
PAINTED = b"g G"  # a colour to fill with, the same to draw lines with: its components
PLACED = b"1 0 0 1 Tm"  # x, y
MARKED = b"EMC BDC"  # how many marks end, how many plain ones begin
_CLIPS = (b"W", b"W*")
_LINES_OF = {b"g": b"G", b"rg": b"RG", b"k": b"K"}
# What means nothing to reading: how lines are drawn, where text ends, places that may be marked.
_IDLE = frozenset(b"ET BX EX d i j J M MP DP ri w".split())
_CHANGING = {FRAMED: 4, b"re": 4, b"Tm": 6}
_UPRIGHT = b"1 0 0 1 "
_MOVES = frozenset(b"Td TD Tm T* Tj TJ ' \" BT".split())


@dataclass(slots=True)
class Pattern:
    """The operations of a phrase whose places and rectangles are numbers that change.

    `slots` says of each, as they come, where it stands among the operations, its name and how many numbers it has.
    """

    operations: list[Operation]
    slots: list[tuple[int, bytes, int]]

    @classmethod
    def of(cls, operations: list[Operation], changing: int) -> Pattern | None:
        """Of a phrase's operations, so many of which are places and rectangles that change; None when there are others."""
        taken = together(operations)
        slots = [(at, name, _CHANGING[name]) for at, (name, _) in enumerate(taken) if name in _CHANGING]
        fitting = len(slots) == changing and all(len(taken[at][1]) == count for at, _, count in slots)
        return cls(taken, slots) if fitting else None

    def filled(self, numbers: Sequence[bytes]) -> list[Operation] | None:
        """The operations of another phrase of the pattern; None when its numbers are none, too few or too many."""
        if len(numbers) != len(self.slots):
            return None
        operations = self.operations.copy()
        try:
            for (at, name, count), text in zip(self.slots, numbers):  # noqa: B905 - asking for strictness costs as much as a step
                if text.startswith(_UPRIGHT):
                    x, y = text[len(_UPRIGHT) :].split()
                    if name != b"Tm":
                        return None
                    operations[at] = PLACED, [float(x), float(y)]
                    continue
                operands = _numbers(text)
                if len(operands) != count:
                    return None
                operations[at] = name, operands
        except ValueError:
            return None
        return operations


@lru_cache(maxsize=4096)
def _numbers(text: bytes) -> list[float]:
    """A cell's frame is written before each of its words."""
    return [*map(float, text.split())]


def together(operations: list[Operation]) -> list[Operation]:
    """The same in fewer operations."""
    taken: list[Operation] = []
    for operation in operations:
        name, operands = operation
        if name in _IDLE:
            continue
        before, first = taken[-1] if taken else (b"", [])
        if name == b"q" and before == b"Q" and not operands and not first:
            taken[-1] = (AGAIN, [])
        elif before in _LINES_OF and name == _LINES_OF[before] and operands == first:
            taken[-1] = (PAINTED, operands)
        elif name == b"EMC" or (name == b"BDC" and len(operands) == 1):
            ended, begun = first if before == MARKED else (0, 0)
            if name == b"BDC":
                begun += 1
            elif begun:
                begun -= 1  # a mark with nothing in it
            else:
                ended += 1
            taken[len(taken) - (before == MARKED) :] = [(MARKED, [ended, begun])]
        elif name == b"n" and before in _CLIPS and len(taken) > 1 and taken[-2][0] == b"re":
            frame = taken[-2][1]
            if len(frame) == 4 and not first and not operands:
                taken[-2:] = [(FRAMED, frame)]
            else:
                taken.append(operation)
        elif name == b"Tm" and (begun := _begun(taken)) is not None:
            taken[begun:] = [*taken[begun + 1 :], operation]
        else:
            taken.append(operation)
    return taken


def _begun(operations: list[Operation]) -> int | None:
    """Which is the last `BT`, when nothing after it asks where text stands: a place that follows makes it idle."""
    for place in range(len(operations) - 1, -1, -1):
        if operations[place][0] == b"BT":
            return place
        if operations[place][0] in _MOVES:
            break
    return None
