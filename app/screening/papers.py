"""One dossier as the judges see it: which piece is a CV, where the letter stands, who is named as a reference. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from app.intake.dossier import Referee
from app.posting.notice import Notice, PieceKind
from app.reading.text import Line, Page, PlacedLine, PlainWords, ReadText
from app.screening.cv_posts import posts_of
from app.screening.dates import month_index
from app.screening.evidence import PieceText
from app.screening.fold import fold_words
from app.screening.guard import why_not_trusted
from app.screening.letters import LetterPart, find_letter, is_told
from app.screening.lines import TextLine
from app.screening.order import misspelt, out_of_order, torn
from app.screening.periods import find_periods
from app.screening.person import Person
from app.screening.section_kinds import POSTS, SectionKind
from app.screening.sections import Section
from app.screening.terms import Shelf
from app.screening.totals import Held
from app.screening.understood import Understood, understand

OF_A_CV = (
    SectionKind.EXPERIENCE,
    SectionKind.ASSOCIATIVE,
    SectionKind.EDUCATION,
    SectionKind.LANGUAGES,
    SectionKind.SKILLS,
    SectionKind.PROFILE,
)
LEAST_SECTIONS_OF_A_CV = 2
MAY_HOLD_A_LETTER = (
    SectionKind.HEAD,
    SectionKind.UNKNOWN,
    SectionKind.OTHER,
    SectionKind.PERSONAL,
    SectionKind.REFERENCES,
)
MAY_END_IN_A_LETTER = (
    *POSTS,
    SectionKind.EDUCATION,
    SectionKind.TRAINING,
    SectionKind.LANGUAGES,
    SectionKind.SKILLS,
)
MOST_WORDS_OF_NO_CV = 40
SAME_LINES = 0.7
MOST_CHARACTERS = 100_000  # some forty pages
LONGEST_WORD = 400


@dataclass(frozen=True)
class Papers:
    """Everything of one dossier, each piece understood once."""

    pieces: tuple[Understood, ...]
    referees: tuple[Referee, ...]
    person: Person
    notice: Notice

    @cached_property
    def remembered(self) -> dict[object, Any]:
        """What a judge found in the whole dossier and will ask again for another criterion."""
        return {}

    @cached_property
    def letters(self) -> tuple[LetterPart, ...]:
        """The letters found, a file of that name before one that stands inside another file."""
        found = [
            part
            for piece in self.pieces
            if (part := find_letter(piece.piece, [line.text.strip() for line in piece.lines], _parts_of_a_cv(piece)))
            and not (self._repeats_a_cv(piece) or (not part.formal and self._is_laid_out_as_a_cv(piece)))
        ]
        return tuple(sorted(found, key=lambda part: part.piece.kind is not PieceKind.LETTER))

    @cached_property
    def cvs(self) -> tuple[Understood, ...]:
        """The pieces that hold a CV, by their content first and their declared kind second."""
        return tuple(piece for piece in self.pieces if piece.read is not None and self._is_cv(piece))

    @cached_property
    def deadline(self) -> tuple[int, int]:
        """Year and month of the notice's closing: the day everything is counted to."""
        return self.notice.closes_at.year, self.notice.closes_at.month

    def _is_cv(self, piece: Understood) -> bool:
        if piece.piece.kind is PieceKind.CV:
            return self._says_something(piece)
        return piece.piece.kind is not PieceKind.REFERENCES and self._is_laid_out_as_a_cv(piece)

    def _is_laid_out_as_a_cv(self, piece: Understood) -> bool:
        kinds = {section.kind for section in piece.sections if section.heading is not None} & set(OF_A_CV)
        return len(kinds) >= LEAST_SECTIONS_OF_A_CV

    def _repeats_a_cv(self, piece: Understood) -> bool:
        """Whether a piece called a letter holds the lines of a piece called a CV once more."""
        if piece.piece.kind is not PieceKind.LETTER:
            return False
        own = {line.text.strip() for line in piece.lines}
        return any(
            len(own & {line.text.strip() for line in other.lines}) >= SAME_LINES * len(own)
            for other in self.pieces
            if other.piece.kind is PieceKind.CV and other.lines
        )

    @cached_property
    def may_hold_a_letter(self) -> bool:
        """Whether something sent may be a letter that was not recognised: a file of that name, or prose that speaks."""
        for piece in self.pieces:
            if piece.piece.kind is PieceKind.LETTER and piece.lines:
                if not (self._repeats_a_cv(piece) or self._is_laid_out_as_a_cv(piece)):
                    return True
            elif any(
                is_told([line.text.strip() for line in run]) for run in self.runs(piece, *MAY_HOLD_A_LETTER)
            ) or any(is_told([_undated(line) for line in run]) for run in self.runs(piece, *MAY_END_IN_A_LETTER)):
                return True
        return False

    def _says_something(self, piece: Understood) -> bool:
        """Whether more than forty words stand outside the letter."""
        words = 0
        for line in self.own_lines(piece):
            words += len(line.text.split())
            if words > MOST_WORDS_OF_NO_CV:
                return True
        return False

    def letter_in(self, piece: Understood) -> LetterPart | None:
        """The letter that stands in `piece`."""
        return next((part for part in self.letters if part.piece is piece.piece), None)

    def own_lines(self, piece: Understood) -> tuple[TextLine, ...]:
        """The lines of `piece` that are no letter, nor the candidate's bare name: a family may be called Master."""
        known = self._own.get(id(piece))
        if known is None:
            letter = self.letter_in(piece)
            known = self._own[id(piece)] = tuple(
                line
                for line in piece.lines
                if (letter is None or not letter.first <= line.index <= letter.last) and not self.is_name(line)
            )
        return known

    def own_indices(self, piece: Understood) -> frozenset[int]:
        """The indices of its `own_lines`."""
        known = self._own_indices.get(id(piece))
        if known is None:
            known = self._own_indices[id(piece)] = frozenset([line.index for line in self.own_lines(piece)])
        return known

    @cached_property
    def _own(self) -> dict[int, tuple[TextLine, ...]]:
        return {}

    @cached_property
    def _own_indices(self) -> dict[int, frozenset[int]]:
        return {}

    def is_name(self, line: TextLine) -> bool:
        """Whether nothing but the candidate's own name stands on the line."""
        first = line.text.split(None, 1)[:1]
        return bool(first) and first[0] in self._name and self._name.issuperset(line.text.split())

    @cached_property
    def _name(self) -> frozenset[str]:
        return frozenset(fold_words(self.person.name).split())

    def runs(self, piece: Understood, *kinds: SectionKind) -> Iterator[tuple[TextLine, ...]]:
        """The lines of each section of these kinds, in runs that follow one another in the text, the letter left out."""
        for section in piece.in_sections(*kinds):
            known = self._runs.get(id(section))
            if known is None:
                known = self._runs[id(section)] = tuple(self._runs_of(piece, section))
            yield from known

    def _runs_of(self, piece: Understood, section: Section) -> Iterator[tuple[TextLine, ...]]:
        allowed = self.own_indices(piece)
        run: list[TextLine] = []
        for index in section.lines:
            if index not in allowed:
                continue
            if run and index != run[-1].index + 1:
                yield tuple(run)
                run = []
            run.append(piece.lines[index])
        if run:
            yield tuple(run)

    @cached_property
    def _runs(self) -> dict[int, tuple[tuple[TextLine, ...], ...]]:
        return {}

    def posts(
        self, piece: Understood, lines: Sequence[TextLine] | None = None, until: int | None = None
    ) -> tuple[Held, ...]:
        """The posts that a CV tells on `lines` (its own), cut at the month `until` (the closing); found once."""
        told = self.own_indices(piece) if lines is None else frozenset([line.index for line in lines])
        key = (id(piece), told, month_index(*self.deadline) if until is None else until)
        if key not in self._posts:
            self._posts[key] = posts_of(piece, told, key[2])
        return self._posts[key]

    @cached_property
    def _posts(self) -> dict[tuple[int, frozenset[int], int], tuple[Held, ...]]:
        return {}

    def untrusted_cv(self) -> str | None:
        """Why what is missing from the CV may not count as absent: no CV, or one read badly. None when all is well."""
        return self._why_untrusted

    @cached_property
    def _why_untrusted(self) -> str | None:
        reasons = [
            why for piece in self.pieces if piece.piece.kind is PieceKind.CV and (why := why_not_trusted(piece.piece))
        ]
        reasons += [why for piece in self.cvs if (why := why_not_trusted(piece.piece))]
        reasons += ["cut" for piece in self.cvs if piece.cut]
        if not self.cvs and not reasons:
            return "no_cv"
        return reasons[0] if reasons else None

    @cached_property
    def doubted_cv(self) -> str | None:
        """Why nothing in the CV may be called absent: `untrusted_cv`, words read in the wrong order, in part, or with wrong letters."""
        if (why := self.untrusted_cv()) is not None:
            return why
        if any(out_of_order(piece, self.own_lines(piece)) for piece in self.cvs):
            return "out_of_order"
        if any(torn(self.own_lines(piece)) for piece in self.cvs):
            return "torn"
        return "misspelt" if any(misspelt(self.own_lines(piece)) for piece in self.cvs) else None


def _undated(line: TextLine) -> str:
    """The words of a line that names no time: what tells of a post does, sooner or later."""
    return "" if line.bullet or find_periods(line.text) else line.text.strip()


def _parts_of_a_cv(piece: Understood) -> list[int]:
    """The lines of the headings that only a CV has."""
    return [
        section.heading.line for section in piece.sections if section.heading is not None and section.kind in OF_A_CV
    ]


def gather(
    pieces: Sequence[PieceText],
    referees: Sequence[Referee],
    person: Person,
    notice: Notice,
    vocabulary: Shelf | None = None,
) -> Papers:
    """Understand every piece once. Of a text without end only the beginning is understood, and that is remembered."""
    understood = tuple(understand(within_reason(piece), vocabulary) for piece in pieces)
    return Papers(understood, tuple(referees), person, notice)


def within_reason(piece: PieceText) -> PieceText:
    """The piece itself, or its first 100,000 characters with the warning `cut`: what comes after may not be absent."""
    read = piece.read
    if read is None or (len(read.text) <= MOST_CHARACTERS and not any(map(_holds_too_long_a_word, read.placed_lines))):
        return piece
    pages: list[Page] = []
    left = MOST_CHARACTERS
    for page in read.pages:
        lines: list[Line] = []
        for line in page.lines:
            left -= len(line.text) + 1
            if left < 0:
                break
            words = tuple(word for word in line.words if len(word.text) <= LONGEST_WORD)
            if words:
                lines.append(replace(line, words=words))
        pages.append(replace(page, lines=tuple(lines)))
    return replace(piece, read=ReadText(tuple(pages), read.languages, read.hidden, (*read.warnings, "cut")))


def _holds_too_long_a_word(placed: PlacedLine) -> bool:
    if placed.end - placed.start <= LONGEST_WORD:
        return False
    words = placed.line.words
    longest = words.longest if isinstance(words, PlainWords) else max(len(word.text) for word in words)
    return longest > LONGEST_WORD
