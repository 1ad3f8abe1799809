"""Kinds of letters and the states one goes through, as data. Pure."""

from __future__ import annotations

from enum import StrEnum


class LetterKind(StrEnum):
    """What a letter says."""

    RECEIPT = "receipt"  # the acknowledgement everyone gets
    INVITATION = "invitation"  # the shortlisted only


class LetterState(StrEnum):
    """Where a letter stands. `UNCERTAIN`: the connection died after the final dot; never sent again by itself."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENDING = "sending"
    SENT = "sent"
    REJECTED = "rejected"
    UNCERTAIN = "uncertain"
