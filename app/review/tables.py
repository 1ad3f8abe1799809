"""What the direction did: openings, decisions, verdicts of its own, notes. Rows are added, never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Table


class Opening(Table):
    """A member opened a dossier's page for the first time."""

    __tablename__ = "opening"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    at: Mapped[datetime]


class Unmasking(Table):
    """A member lifted the mask of a dossier in the blind first reading; from then on the member sees who it is."""

    __tablename__ = "unmasking"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    at: Mapped[datetime]


class Decision(Table):
    """One move of a dossier, by a named person, with a reason. The last row is the standing."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"))
    ordinal: Mapped[int]  # 1, 2, 3 ... within the dossier: two readers never overwrite each other
    standing: Mapped[str]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    reason_code: Mapped[str]
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))

    __table_args__ = (
        UniqueConstraint("dossier_id", "ordinal"),
        UniqueConstraint("id", "dossier_id", "standing"),  # a letter points here: only the shortlisted are written to
        CheckConstraint(
            "standing IN ('to_review', 'shortlisted', 'reserve', 'set_aside')", name="decision_standing_is_known"
        ),
        CheckConstraint("length(reason) > 0 OR length(reason_code) > 0", name="decision_has_a_reason"),
    )


class Release(Table):
    """A letter to this person was approved: the decision behind it binds, and the dossier moves no more."""

    __tablename__ = "release"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    decision_id: Mapped[int]
    decision_standing: Mapped[str]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(
            ["decision_id", "dossier_id", "decision_standing"],
            ["decision.id", "decision.dossier_id", "decision.standing"],
            name="fk_release_a_decision_of_this_dossier",
        ),
        CheckConstraint("decision_standing = 'shortlisted'", name="release_binds_only_the_shortlisted"),
    )


class Correction(Table):
    """A person's verdict on one criterion. It stands beside the machine's, which never changes."""

    __tablename__ = "correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"))
    criterion: Mapped[str]
    verdict: Mapped[str | None]  # None: taken back
    machine_verdict: Mapped[str | None]
    engine: Mapped[str | None]
    reason_code: Mapped[str]
    reason: Mapped[str] = mapped_column(Text, default="")
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint(
            "verdict IS NULL OR verdict IN ('met', 'not_met', 'unclear')", name="correction_verdict_is_known"
        ),
        Index(None, "dossier_id", "criterion", "id"),
    )


class Note(Table):
    """A private remark of a member."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
