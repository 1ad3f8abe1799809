"""What lists ask of screenings: the ranking of the dossiers kept. Looks only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import Session, selectinload

from app.intake.tables import Dossier
from app.posting.notice import BlindReading, Notice
from app.screening.judgement import Overall
from app.screening.tables import ScreeningRow
from app.work.claim import WorkState

CLASSES = (Overall.ELIGIBLE, Overall.TO_REVIEW, Overall.NOT_ELIGIBLE)


@dataclass(frozen=True, slots=True)
class Ranked:
    """One dossier of the ranking. Equals share a `rank`; `rank` and `points` are None in a first reading without points."""

    rank: int | None
    reference: str
    overall: Overall
    points: tuple[float, float] | None
    verdicts: tuple[tuple[str, str], ...]  # (criterion, verdict), in the notice's order


def ranking(session: Session, notice: Notice) -> list[Ranked]:
    """Every screened dossier that came in time and was not withdrawn.

    By class, then least points, then most; equals stand in the order of a hash, never of arrival or name. Where the
    notice hides points at first, the whole list stands in that order.
    """
    blind = notice.blind_reading is BlindReading.IDENTITY_AND_POINTS
    rows = session.execute(
        select(ScreeningRow, Dossier.reference)
        .join(Dossier, Dossier.id == ScreeningRow.dossier_id)
        .where(
            Dossier.notice_id == notice.id,
            Dossier.withdrawn_at.is_(None),
            ScreeningRow.state == WorkState.DONE,
        )
        .options(selectinload(ScreeningRow.judgements))
        .order_by(*(() if blind else _order()), ScreeningRow.order_key)
    )
    return list(_ranked(rows, blind=blind))


def _order() -> tuple[ColumnElement[Any], ...]:
    of_class = case({overall.value: place for place, overall in enumerate(CLASSES)}, value=ScreeningRow.overall)
    return of_class, ScreeningRow.points_low.desc(), ScreeningRow.points_high.desc()


def _ranked(rows: Iterable[Any], *, blind: bool) -> Iterable[Ranked]:
    rank, before = 0, None
    for place, (row, reference) in enumerate(rows, start=1):
        worth = (row.overall, row.points_low, row.points_high)
        rank = rank if worth == before else place
        before = worth
        yield Ranked(
            rank=None if blind else rank,
            reference=reference,
            overall=Overall(row.overall or Overall.TO_REVIEW),
            points=None if blind else (row.points_low or 0.0, row.points_high or 0.0),
            verdicts=tuple((judgement.criterion, judgement.verdict) for judgement in row.judgements),
        )
