"""One post as told: its lines, those of its head, and its periods."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from app.screening.lines import TextLine
from app.screening.periods import Period
from app.screening.section_kinds import SectionKind

MOST_LINES_ABOVE = 3  # of a head, above its period


@dataclass(frozen=True)
class Entry:
    """One post as told. `periods` are those of its head, empty where it is undated; `prose` says it is a sentence."""

    kind: SectionKind
    head: tuple[TextLine, ...]
    body: tuple[TextLine, ...]
    periods: tuple[Period, ...] = ()
    prose: bool = False
    span: tuple[int, int] | None = None
    card: bool = False  # told under labels: the lines of its head need not follow one another

    @cached_property
    def lines(self) -> tuple[TextLine, ...]:
        return (*self.head, *self.body)

    @property
    def start(self) -> int:
        """Where it begins in the folded text."""
        return self.span[0] if self.span else self.lines[0].folded_start

    @cached_property
    def head_span(self) -> tuple[int, int]:
        """The folded text of its head; a date that was read far from it is left out."""
        if self.span:
            return self.span
        last = self.head[0]
        for line in self.head[1:]:
            if 0 < line.index - last.index <= MOST_LINES_ABOVE:
                last = line
        return self.head[0].folded_start, last.folded_end

    @cached_property
    def head_lines(self) -> tuple[tuple[int, int], ...]:
        """The folded stretches of the lines of its head."""
        if self.span:
            return (self.span,)
        return tuple([(line.folded_start, line.folded_end) for line in self.head])

    @cached_property
    def full_spans(self) -> tuple[tuple[int, int], ...]:
        """The folded stretches of all its lines, in order, lines that follow one another joined."""
        if self.span:
            return (self.span,)
        spans: list[tuple[int, int]] = []
        last = None
        for line in self.lines:
            if last is not None and line.index == last + 1:
                spans[-1] = (spans[-1][0], line.folded_end)
            else:
                spans.append((line.folded_start, line.folded_end))
            last = line.index
        return tuple(spans)
