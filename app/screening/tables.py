"""What screening keeps: one row per dossier that is also the unit of work, and its judgements."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db.base import Table
from app.work.claim import Waiting, waiting_constraints


class ScreeningRow(Waiting, Table):
    """The screening of one dossier under one notice. `result` is the JSON line of the contract."""

    __tablename__ = "screening"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), unique=True)
    engine: Mapped[str | None] = mapped_column(String)
    notice_sha256: Mapped[str | None] = mapped_column(String(64))
    overall: Mapped[str | None] = mapped_column(String)
    points_low: Mapped[float | None] = mapped_column(Float)
    points_high: Mapped[float | None] = mapped_column(Float)
    order_key: Mapped[str | None] = mapped_column(
        String(64)
    )  # SHA-256(notice, dossier): breaks ties, never arrival or name
    result: Mapped[str | None] = mapped_column(Text, deferred=True)
    screened_at: Mapped[datetime | None]

    judgements: Mapped[list[JudgementRow]] = relationship(
        order_by="JudgementRow.position", cascade="all, delete-orphan"
    )

    __table_args__ = (
        *waiting_constraints("screening"),
        CheckConstraint(
            "(state <> 'done') OR (overall IS NOT NULL AND result IS NOT NULL AND screened_at IS NOT NULL)",
            name="screening_result_if_done",
        ),
        Index(None, "overall", "points_low", "points_high"),
    )


class JudgementRow(Table):
    """One criterion of one screening, for lists and counts; the evidence stands in the screening's `result`."""

    __tablename__ = "judgement"

    screening_id: Mapped[int] = mapped_column(ForeignKey("screening.id", ondelete="CASCADE"), primary_key=True)
    criterion: Mapped[str] = mapped_column(String, primary_key=True)
    position: Mapped[int]
    verdict: Mapped[str]
    reason: Mapped[str]
    confidence: Mapped[str]
    points_low: Mapped[float] = mapped_column(Float)
    points_high: Mapped[float] = mapped_column(Float)

    __table_args__ = (CheckConstraint("verdict IN ('met', 'not_met', 'unclear')", name="judgement_verdict_is_known"),)
