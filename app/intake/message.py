"""One mail's bytes, understood: who it is about, its pieces, its words. Pure; knows no earlier mail and no database.

Whatever the bytes are, an answer comes back: a mail nobody can parse is a mail for a person, not an error.
"""

from __future__ import annotations

import binascii
import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from app.intake import headers
from app.intake.automatic import Automatic, automatic_kind, failed_recipients, is_machine
from app.intake.body import Body, understand_body
from app.intake.decorations import DECORATION_TYPES, is_decoration, is_leftover
from app.intake.kinds import kind_by_name, kind_by_text
from app.intake.unpack import NotUnpacked, is_other_archive, is_zip, office_words, untnef, unzip
from app.posting.notice import PieceKind

FORWARDED = "message/rfc822"
MAX_PARTS = 1_000
MAX_DEPTH = 5  # messages inside messages
# Broken headers are data here: the policy must not raise where a person would still read.
_TNEF_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
# A multipart whose boundary is missing is one long text.
_TEXT_TYPES = frozenset({"text/plain", "text/html", "multipart/mixed", "multipart/alternative", "multipart/related"})
# Exchange cuts what follows an attachment off as « ATT00001.htm ».
_CUT_OFF_BODY = re.compile(r"^ATT\d{5,}\.(?:txt|html?)$", re.IGNORECASE)
POLICY = default.clone(raise_on_defect=False)


@dataclass(frozen=True, slots=True)
class Found:
    """A message as a mailbox holds it. `internal_date` and `from_line_at` are what IMAP and an mbox say of its arrival."""

    raw: bytes
    internal_date: datetime | None = None
    from_line_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MailPiece:
    """One file of the mail, decoded. `file_name` is as sent, unsafe characters included; None when it had none.

    `kind` is None when neither the name nor the words tell. `container` is the .zip, the winmail.dat or
    « message/rfc822 » it came out of. A `decoration` (a logo, a resource fork) is kept and is no document.
    """

    file_name: str | None
    kind: PieceKind | None
    content: bytes = field(repr=False)
    media_type: str
    container: str | None = None
    path: str | None = None
    decoration: bool = False
    unreadable: str | None = None

    @property
    def sha256(self) -> str:
        """Of the decoded bytes."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Container:
    """A .zip or winmail.dat, kept byte for byte too. `why_closed` says why nothing came out."""

    file_name: str | None
    content: bytes = field(repr=False)
    media_type: str
    why_closed: str | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail, understood. `about` is the person whose application it is; None when the sender is no valid address."""

    message_id: str | None
    answers_to: tuple[str, ...]
    subject: str
    sender: str  # the address, or the raw header when it is broken
    about: str | None
    name: str
    sent_by: str | None  # the carrier, where another person forwards the mail of the candidate
    date_header_at: datetime | None
    automatic: Automatic | None
    failed_recipients: tuple[str, ...]
    pieces: tuple[MailPiece, ...]
    containers: tuple[Container, ...]
    body: Body
    doubts: tuple[str, ...] = ()  # why a person should look, whatever else is found
    recipients: tuple[str, ...] = ()

    @property
    def documents(self) -> tuple[MailPiece, ...]:
        """The pieces that are documents."""
        return tuple(piece for piece in self.pieces if not piece.decoration)


def with_lf(raw: bytes) -> bytes:
    """The message with LF line ends: the form in which one message has one SHA-256, wherever it was stored."""
    return raw.replace(b"\r\n", b"\n")


def parse(raw: bytes) -> EmailMessage:
    """The message in these bytes; any bytes are a message, however empty. Raises RecursionError on absurd nesting."""
    return message_from_bytes(raw, policy=POLICY)


def understand(message: EmailMessage) -> Mail:
    """All that the mail says by itself."""
    parts = _Parts()
    parts.take(message)
    inner = _carried(message, parts)
    person, carrier = _person(message, inner)
    subject = headers.header_text(message, "Subject")
    words = parts.inner if inner is not None else parts.outer
    body = understand_body(
        "\n".join(words.plain),
        "\n".join(words.html),
        sender=person[0] if person else "",
        subject=subject,
        attached=frozenset(piece.kind for piece in parts.pieces if piece.kind is not None),
    )
    return Mail(
        message_id=next(iter(headers.message_ids(message, "Message-ID")), None),
        answers_to=headers.message_ids(message, "In-Reply-To", "References"),
        subject=subject,
        sender=carrier or (person[0] if person else headers.header_text(message, "From")),
        about=person[0] if person else None,
        name=person[1] if person else "",
        sent_by=carrier,
        date_header_at=headers.date_header(message),
        automatic=automatic_kind(message),
        failed_recipients=failed_recipients(message),
        pieces=tuple(parts.pieces),
        containers=tuple(parts.containers),
        body=body,
        doubts=tuple(parts.doubts),
        recipients=headers.addresses(message, "To", "Cc", "Delivered-To"),
    )


@dataclass
class _Words:
    """The text of a body, by alternative."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)


class _Parts:
    """Walks the tree once and sorts its leaves: words of the body, pieces, containers, messages inside."""

    def __init__(self) -> None:
        self.outer, self.inner = _Words(), _Words()  # of the mail itself, and of the mails inside it
        self.pieces: list[MailPiece] = []
        self.containers: list[Container] = []
        self.inside: list[EmailMessage] = []
        self.doubts: list[str] = []
        self._seen = 0

    def take(self, part: EmailMessage, *, container: str | None = None, depth: int = 0) -> None:
        """Sort `part` and all below it."""
        self._seen += 1
        if self._seen > MAX_PARTS or depth > MAX_DEPTH:
            self._doubt("too_many_parts")
            return
        if part.get_content_type() == "message/rfc822":
            self._take_message(part, depth)
        elif part.is_multipart():
            for child in _children(part):
                self.take(child, container=container, depth=depth)
        else:
            self._take_leaf(part, container)

    def _take_message(self, part: EmailMessage, depth: int) -> None:
        for inner in _children(part):
            held = _despite_encoding(part, inner)
            self.inside.append(held)
            self.take(held, container=FORWARDED, depth=depth + 1)

    def _take_leaf(self, part: EmailMessage, container: str | None) -> None:
        name, kind_of_part = headers.file_name(part), part.get_content_type()
        content = _decoded(part)
        is_attached = part.get_content_disposition() == "attachment" or name is not None
        words = self.inner if container == FORWARDED else self.outer
        if kind_of_part in _TEXT_TYPES and (not is_attached or _CUT_OFF_BODY.match(name or "")):
            text = headers.decode_bytes(content, part.get_content_charset())
            (words.html if kind_of_part == "text/html" else words.plain).append(text)
        elif kind_of_part in DECORATION_TYPES:
            self._add(name, content, kind_of_part, container=container, decoration=True)
        elif (name or "").lower().endswith(".eml") and container is None:
            self._take_message_file(content)
        elif kind_of_part in _TNEF_TYPES or (name or "").lower() == "winmail.dat":
            self._unpack(name or "winmail.dat", content, kind_of_part, container, tnef=True)
        elif is_zip(content, name, kind_of_part):
            self._unpack(name or "archive.zip", content, kind_of_part, container, tnef=False)
        else:
            decoration = is_decoration(part, name, kind_of_part, content, "\n".join(words.html))
            self._add(name, content, kind_of_part, container=container, decoration=decoration)

    def _take_message_file(self, content: bytes) -> None:
        inner = parse(content)
        self.inside.append(inner)
        self.take(inner, container=FORWARDED, depth=1)

    def _unpack(self, name: str, content: bytes, media_type: str, container: str | None, *, tnef: bool) -> None:
        try:
            files = untnef(content) if tnef else unzip(content)
        except NotUnpacked as closed:
            # It stays whole, as a piece too: a person may have the password, or another program.
            self.containers.append(Container(name, content, media_type, closed.why))
            self._add(name, content, media_type, container=container, unreadable=closed.why.value)
            self._doubt("archive_not_opened")
            return
        self.containers.append(Container(name, content, media_type))
        for file in files:
            if tnef and is_zip(file.content, file.file_name, ""):
                self._unpack(file.file_name, file.content, "application/zip", name, tnef=False)
                continue
            leftover = is_leftover(file.path)
            inside = file.path if file.path != file.file_name else None
            self._add(file.file_name, file.content, "", container=name, path=inside, decoration=leftover)

    def _add(self, name: str | None, content: bytes, media_type: str, **facts: object) -> None:
        piece = MailPiece(name, _kind(name, content), content, media_type or "application/octet-stream")
        piece = replace(piece, **facts)  # type: ignore[arg-type]
        if not content and piece.unreadable is None:
            piece = replace(piece, unreadable="empty")
        self.pieces.append(piece)
        if is_other_archive(name) and piece.unreadable is None and not piece.decoration:
            self._doubt("archive_not_opened")

    def _doubt(self, why: str) -> None:
        if why not in self.doubts:
            self.doubts.append(why)


def _despite_encoding(part: EmailMessage, inner: EmailMessage) -> EmailMessage:
    """The mail inside, where a program encoded it in base64 although a mail inside a mail may not be."""
    encoding = str(part.get("Content-Transfer-Encoding") or "").strip().lower()
    text = inner.get_payload()
    if encoding not in {"base64", "quoted-printable"} or inner.keys() or not isinstance(text, str):
        return inner
    try:
        return parse(codecs.decode(text.encode("ascii", "ignore"), "base64" if encoding == "base64" else "quopri"))
    except (ValueError, binascii.Error):
        return inner


def _children(part: EmailMessage) -> Iterator[EmailMessage]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (child for child in payload if isinstance(child, EmailMessage))


def _decoded(part: EmailMessage) -> bytes:
    # A wrong transfer encoding must not lose the file: what cannot be decoded is kept as it stands.
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    rest = part.get_payload()
    return rest.encode("utf-8", "surrogateescape") if isinstance(rest, str) else b""


def _kind(name: str | None, content: bytes) -> PieceKind | None:
    named = kind_by_name(name)
    if named in {PieceKind.CV, PieceKind.LETTER, PieceKind.REFERENCES}:
        return named
    words = office_words(content)
    return (kind_by_text(words) if words else None) or named


def _carried(message: EmailMessage, parts: _Parts) -> EmailMessage | None:
    """The one mail this mail carries for somebody else, if that is what it does."""
    if automatic_kind(message) is not None or not parts.inside:
        return None
    own = [piece for piece in parts.pieces if piece.container is None and not piece.decoration]
    senders = {found[0] for inner in parts.inside if (found := headers.address_and_name(inner))}
    if own or not senders:
        return None
    if len(senders) > 1:
        parts.doubts.append("several_people")
        return None
    return parts.inside[0]


def _person(message: EmailMessage, inner: EmailMessage | None) -> tuple[tuple[str, str] | None, str | None]:
    """Whose application it is (address, name), and the address of the carrier where that is somebody else."""
    outer = headers.address_and_name(message) or headers.address_and_name(message, "Reply-To")
    if outer is not None and is_machine(outer[0]):
        outer = headers.address_and_name(message, "Reply-To") or outer
    candidate = headers.address_and_name(inner) if inner is not None else None
    if candidate is not None and outer is not None and candidate[0] != outer[0]:
        return candidate, outer[0]
    return outer, None
