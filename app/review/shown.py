"""One dossier's page as values: what a member sees of the pieces, the criteria, the decisions and the notes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.intake.dossier import Channel, Referee
from app.posting.deadline import Timeliness
from app.posting.notice import Criterion, PieceKind
from app.reading.text import Box, Source
from app.reading.unreadable import Why
from app.review.listing import Mark
from app.review.marked_text import Segment
from app.review.standing import Standing
from app.screening.evidence import Role
from app.screening.judgement import Overall
from app.work.claim import WorkState


@dataclass(frozen=True, slots=True)
class QuoteShown:
    """Words of the dossier that bear on a verdict, and the box they are linked to (`anchor`, empty without a place)."""

    text: str
    role: Role
    source: Source
    kind: PieceKind
    position: int | None
    page: int
    boxes: tuple[Box, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class HumanVerdict:
    """A person's word on a criterion."""

    id: int
    mark: Mark
    by: str
    at: datetime
    reason_code: str
    reason: str
    engine_changed: bool  # the machine judged anew since: « à relire »


@dataclass(frozen=True, slots=True)
class CriterionShown:
    """One criterion of the page. `result` is the machine's, as the contract has it; empty while hidden or absent."""

    number: int
    criterion: Criterion
    machine: Mark | None
    human: HumanVerdict | None
    last_correction: int
    points: tuple[float, float] | None
    result: Mapping[str, Any]
    quotes: tuple[QuoteShown, ...]

    @property
    def mark(self) -> Mark | None:
        """What counts: the person's verdict, else the machine's."""
        return self.human.mark if self.human else self.machine


@dataclass(frozen=True, slots=True)
class SheetPage:
    """One page of a piece as it lies on the desk; lengths in points, 0 when the page's size is not known."""

    number: int
    width: float
    height: float
    quotes: tuple[tuple[str, QuoteShown], ...]  # (the criterion's number in the margin, quote)


@dataclass(frozen=True, slots=True)
class PieceShown:
    """One file of the dossier. `file_name` is None while the reading is blind: people write their names there."""

    position: int
    kind: PieceKind
    file_name: str | None
    sha256: str
    media_type: str
    state: WorkState
    why: Why | None
    pages: tuple[SheetPage, ...]
    text: tuple[Segment, ...]  # the words, quotes marked, of a file that has no pages to look at
    is_printed: bool = False  # an office file, shown on the pages it is printed on

    @property
    def has_image(self) -> bool:
        """True for a file that has pages to look at."""
        return self.is_printed or self.media_type == "application/pdf" or self.media_type.startswith("image/")

    @property
    def is_unread(self) -> bool:
        """True when reading is over and gave no text."""
        return self.why is not None or self.state is WorkState.FAILED


@dataclass(frozen=True, slots=True)
class MoveShown:
    """One decision of the history."""

    ordinal: int
    standing: Standing
    by: str
    at: datetime
    reason_code: str
    reason: str
    is_undo: bool


@dataclass(frozen=True, slots=True)
class NoteShown:
    """One remark."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DossierPage:
    """One dossier as a member sees it. `name`, `email`, `phone` and `referees` are empty while it is blind."""

    id: int
    reference: str
    received_at: datetime
    channel: Channel
    timeliness: Timeliness
    blind: bool
    name: str | None
    email: str | None
    phone: str | None
    referees: tuple[Referee, ...]
    references_text: str
    referee_count: int
    has_references_text: bool
    missing: tuple[PieceKind, ...]
    screening_state: WorkState | None
    points_hidden: bool
    overall: Overall | None
    points: tuple[float, float] | None
    criteria: tuple[CriterionShown, ...]
    warnings: tuple[Mapping[str, str], ...]
    pieces: tuple[PieceShown, ...]
    standing: Standing
    moves: tuple[MoveShown, ...]
    notes: tuple[NoteShown, ...]
    released: bool
    withdrawn_at: datetime | None
    can_undo: bool = field(default=False)
