"""One piece of a dossier, understood once and handed to every judge: folded text, lines, sections, entries.

    piece = understand(PieceText(...), until=month_of(notice.closes_at))
    piece.lines[i]                       TextLine: original and folded offsets, look
    piece.section_of(line_index)         the Section a line belongs to
    piece.in_sections(SectionKind.EDUCATION, ...)   sections of those kinds, in order
    piece.entries                        Entry values: one post or one diploma each (entry.py)
    piece.quote(start, end, role)        evidence; offsets of the ORIGINAL text
    piece.quote_folded(start, end, role) evidence; offsets of the FOLDED text

Holds no verdict and no criterion. An unread piece has empty text and `piece.read` is None.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from app.reading.text import ReadText, plain_text
from app.screening.evidence import PieceText, Quote, Role, ocr_confidence, quote
from app.screening.fold import Folded, fold
from app.screening.lines import MOST_LETTERS, TextLine, text_lines
from app.screening.section_kinds import SectionKind
from app.screening.sections import Section, find_sections
from app.screening.terms import Shelf


@dataclass(frozen=True)
class Understood:
    """See the module's first lines."""

    piece: PieceText
    folded: Folded
    lines: tuple[TextLine, ...]
    sections: tuple[Section, ...]

    @property
    def read(self) -> ReadText | None:
        return self.piece.read

    @property
    def text(self) -> str:
        """The canonical text as read; empty for an unread piece."""
        return self.folded.original

    @cached_property
    def _section_by_line(self) -> dict[int, Section]:
        owners: dict[int, Section] = {}
        for section in self.sections:
            for index in section.lines:
                owners[index] = section
            if section.heading is not None:
                owners.setdefault(section.heading.line, section)
        return owners

    def section_of(self, line: int) -> Section:
        """The section that holds the line of that index."""
        return self._section_by_line[line]

    def in_sections(self, *kinds: SectionKind) -> tuple[Section, ...]:
        """Sections that open any of those kinds."""
        wanted = frozenset(kinds)
        return tuple([section for section in self.sections if not wanted.isdisjoint(section.kinds)])

    @cached_property
    def ocr_confidence(self) -> float:
        """See `ocr_confidence`; every criterion asks it again."""
        return ocr_confidence(self.read) if self.read is not None else 0.0

    @property
    def cut(self) -> bool:
        """Whether it is longer than what is judged, so that nothing may be called absent from it."""
        if self.read is None:
            return False
        return len(self.read.placed_lines) > len(self.lines) or any(
            len(line.text) > MOST_LETTERS for line in self.lines
        )

    @property
    def headed(self) -> bool:
        """Whether any heading was read in it."""
        return any(section.heading is not None for section in self.sections)

    def line_at(self, start: int) -> TextLine | None:
        """The line that holds that offset of the original text."""
        at = bisect_right(self.lines, start, key=lambda line: line.start) - 1
        if at < 0:
            return None
        line = self.lines[at]
        return line if start < max(line.end, line.start + 1) else None

    def line_of(self, folded_start: int) -> TextLine:
        """The last line that begins at that offset of the folded text or before it; the first when none does."""
        return self.lines[max(bisect_right(self._folded_starts, folded_start) - 1, 0)]

    @cached_property
    def _folded_starts(self) -> list[int]:
        return [line.folded_start for line in self.lines]

    def quote(self, start: int, end: int, role: Role = Role.FOR) -> Quote:
        """Words of the original text as evidence."""
        return quote(self.piece, start, end, role)

    def quote_folded(self, start: int, end: int, role: Role = Role.FOR) -> Quote:
        """Words found at those offsets of the folded text as evidence."""
        return quote(self.piece, *self.folded.span(start, end), role)

    def quote_line(self, line: TextLine, role: Role = Role.FOR) -> Quote:
        """A whole line as evidence."""
        return quote(self.piece, line.start, line.end, role)


def understand(piece: PieceText, vocabulary: Shelf | None = None) -> Understood:
    """Everything the judges share of one piece; the lists of `vocabulary` are looked up at once, others when asked."""
    read = piece.read if piece.read is not None else plain_text("")
    folded = fold(read.text)
    if vocabulary is not None:
        vocabulary.read(folded)
    lines = text_lines(read, folded)
    return Understood(piece, folded, lines, find_sections(lines))
