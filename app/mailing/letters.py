"""Kinds of letters, the states one goes through and how far an attempt got, as data. Pure."""

from __future__ import annotations

from enum import StrEnum


class LetterKind(StrEnum):
    """What a letter says."""

    RECEIPT = "receipt"  # the acknowledgement everyone gets
    INVITATION = "invitation"  # the shortlisted only
    TRIAL = "trial"  # an invitation as it will leave, to the member who asked for it


class LetterState(StrEnum):
    """Where a letter stands. `UNCERTAIN`: the connection died after the final dot; never sent again by itself."""

    DRAFT = "draft"
    APPROVED = "approved"
    SENDING = "sending"
    SENT = "sent"
    REJECTED = "rejected"
    UNCERTAIN = "uncertain"


class LetterLanguage(StrEnum):
    """What a letter is written in. With `BOTH`, the candidate's own language stands first."""

    FR = "fr"
    AR = "ar"
    BOTH = "both"


class Stage(StrEnum):
    """How far one attempt to hand a letter over got, in order."""

    ADDRESS = "address"  # the letter itself cannot be put into an envelope
    CONNECT = "connect"
    ENCRYPTION = "encryption"
    SIGN_IN = "sign_in"
    SENDER = "sender"
    RECIPIENT = "recipient"
    BODY = "body"  # words are going over; without the final dot the server keeps nothing
    FINAL_DOT = "final_dot"  # from here on, silence proves nothing


# A letter last known to be here may have arrived: only a person may say « send it again ».
MAYBE_ARRIVED = frozenset({Stage.BODY, Stage.FINAL_DOT})
