"""What arrives, as values: a submission, its files, its referees, and the receipt for it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.posting.deadline import Timeliness
from app.posting.notice import Notice, PieceKind


class Channel(StrEnum):
    """The door a dossier came in by."""

    FORM = "form"
    API = "api"
    MAILBOX = "mailbox"


@dataclass(frozen=True, slots=True)
class Referee:
    """A person (or a past project) named as a reference. Any field may be empty."""

    name: str = ""
    organisation: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""

    @property
    def is_empty(self) -> bool:
        """True when nothing at all was written."""
        return not (self.name or self.organisation or self.role or self.email or self.phone)


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file that is already safe in the vault. `file_name` is the sender's, cleaned for display only."""

    kind: PieceKind
    file_name: str
    sha256: str
    size_bytes: int
    media_type: str
    password_protected: bool = False  # kept all the same: a person will try to open it


@dataclass(frozen=True, slots=True)
class Submission:
    """One application, complete or not, as it is handed to `receive`.

    `idempotency_key` is the sender's: the same key again is the same application. `secret_sha256` is the hash of the
    secret that opens the receipt in a browser, when there is one.
    """

    channel: Channel
    name: str
    email: str
    phone: str
    language: str  # "fr" or "ar": the language we answer in
    files: tuple[SealedFile, ...]
    referees: tuple[Referee, ...] = ()
    references_text: str = ""
    consent_at: datetime | None = None
    consent_text_sha256: str | None = None
    idempotency_key: str = ""
    timeliness: Timeliness = Timeliness.IN_TIME
    secret_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class ReceivedPiece:
    """One line of the receipt."""

    file_name: str
    kind: PieceKind
    size_bytes: int
    sha256: str
    password_protected: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender holds in hand: a receipt shown is a dossier kept. `received_at` is the first instant for good."""

    reference: str
    received_at: datetime
    timeliness: Timeliness
    pieces: tuple[ReceivedPiece, ...] = field(default=())


def missing_pieces(kinds: set[PieceKind], has_referees: bool, notice: Notice) -> tuple[PieceKind, ...]:
    """The pieces the notice asks for that are neither among the files nor, for references, written in the form."""
    here = kinds | ({PieceKind.REFERENCES} if has_referees else set())
    return tuple(kind for kind in notice.pieces if kind not in here)
