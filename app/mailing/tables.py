"""Letters. The database refuses an invitation to somebody who is not shortlisted, or that nobody approved."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

import app.staff.tables  # noqa: F401 - the one who approves: the foreign key needs its table to be known
from app.db.base import Table


class Letter(Table):
    """One mail to one person. What was approved is what is sent: subject and bodies are kept as they leave."""

    __tablename__ = "letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"))
    kind: Mapped[str]
    decision_id: Mapped[int | None]
    decision_standing: Mapped[str | None]
    state: Mapped[str]
    language: Mapped[str]  # fr, ar or both
    recipient: Mapped[str]
    recipient_name: Mapped[str]
    subject: Mapped[str]
    body_text: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str] = mapped_column(String, unique=True)  # the same at every attempt
    in_reply_to: Mapped[str | None]  # of the mail that brought the dossier
    drafted_at: Mapped[datetime]
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    stage: Mapped[str | None]  # how far the last attempt got
    reply: Mapped[str | None]  # the server's code and words
    tried_at: Mapped[datetime | None]  # when the last attempt began
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    token: Mapped[str | None]

    __table_args__ = (
        ForeignKeyConstraint(
            ["decision_id", "dossier_id", "decision_standing"],
            ["decision.id", "decision.dossier_id", "decision.standing"],
            name="fk_letter_only_the_shortlisted",
        ),
        UniqueConstraint("dossier_id", "kind"),
        CheckConstraint("kind IN ('receipt', 'invitation', 'trial')", name="letter_kind_is_known"),
        CheckConstraint(
            "state IN ('draft', 'approved', 'sending', 'sent', 'rejected', 'uncertain')", name="letter_state_is_known"
        ),
        CheckConstraint(
            "kind <> 'invitation' OR (decision_id IS NOT NULL AND decision_standing = 'shortlisted')",
            name="letter_invites_only_the_shortlisted",
        ),
        CheckConstraint(
            "kind = 'receipt' OR state = 'draft' OR (approved_by IS NOT NULL AND approved_at IS NOT NULL)",
            name="letter_leaves_only_approved_by_a_person",
        ),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="letter_instant_if_sent"),
        Index(None, "state", "not_before"),
    )
