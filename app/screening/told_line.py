"""One line where posts are told, with what it holds. Filled by `told_lines`, read by those who cut."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.screening.lines import TextLine
from app.screening.periods import Period
from app.screening.terms import Hit


@dataclass(slots=True)
class ToldLine:
    """What the cutting needs to know of one line."""

    line: TextLine
    first: int  # the place in the folded text after its list mark
    words: int
    periods: list[Period] = field(default_factory=list)
    continues: bool = False  # the second line of a range begun above
    roles: tuple[Hit, ...] = ()
    sector: bool = False
    opens_deed: bool = False
    dated: bool = False
    titled: bool = False
    bare: bool = False  # little stands beside its period
    alone: bool = False  # nothing does
