"""A letter becomes an envelope: one recipient and the very bytes that leave. Pure; knows no server.

Names come from strangers, and the standard library's header folding has let a line break through before
(CVE-2024-6923). So no name is ever put into a header, what goes there is checked after decoding, and the
finished bytes are parsed again: other headers than ours, or a second recipient, and nothing leaves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from typing import Protocol

from app.mailing.address import NotOneAddress, one_address
from app.mailing.letters import LetterKind, LetterLanguage

# Seven-bit bodies pass every server; one without 8BITMIME would otherwise have to damage the Arabic.
_WIRE = policy.SMTP.clone(cte_type="7bit", max_line_length=76)
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9._-]{1,120}@[A-Za-z0-9.-]{1,120}>")
_LINE_BREAKS_AND_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
MAX_SUBJECT_CHARACTERS = 250


class Fault(StrEnum):
    """What keeps a letter from leaving as it is."""

    RECIPIENT = "recipient"
    SENDER = "sender"
    SUBJECT = "subject"
    MESSAGE_ID = "message_id"
    HEADERS = "headers"  # the finished bytes do not read back as what was meant


class Unsendable(Exception):
    """The letter cannot be put into an envelope. The step that would send it says so on the letter; no page meets it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class Sheet(Protocol):
    """What rendering needs to know of a letter; `tables.Letter` is one."""

    kind: str
    language: str
    recipient: str
    subject: str
    body_text: str
    body_html: str
    message_id: str
    in_reply_to: str | None


@dataclass(frozen=True, slots=True)
class Envelope:
    """One letter on its way: bare addresses for the conversation, and the bytes between DATA and the final dot."""

    sender: str
    recipient: str
    message_id: str
    content: bytes


def render(letter: Sheet, *, sender: str, reply_to: str, dated: datetime) -> Envelope:
    """The envelope for `letter`, from `sender`, answers going to `reply_to`, dated `dated` (aware).

    The same letter and date give the same bytes. Raises Unsendable.
    """
    recipient = _address(letter.recipient, Fault.RECIPIENT)
    from_address, answers = _address(sender, Fault.SENDER), _address(reply_to, Fault.SENDER)
    message = EmailMessage(policy=_WIRE)
    message["Date"] = format_datetime(dated)
    message["From"] = from_address
    message["To"] = recipient
    message["Reply-To"] = answers
    message["Subject"] = _subject(letter.subject)
    message["Message-ID"] = _message_id(letter.message_id)
    if letter.in_reply_to and _MESSAGE_ID.fullmatch(letter.in_reply_to):
        message["In-Reply-To"] = letter.in_reply_to
        message["References"] = letter.in_reply_to
    if letter.kind == LetterKind.RECEIPT:
        message["Auto-Submitted"] = "auto-generated"
    message.set_content(_storable(letter.body_text), cte="base64")
    message.add_alternative(_storable(letter.body_html), subtype="html", cte="base64")
    if letter.language != LetterLanguage.BOTH:
        message["Content-Language"] = letter.language
    _use_stable_boundary(message, letter.message_id)
    try:
        content = message.as_bytes()
    except MessageError as error:  # newer interpreters refuse to write a header that would break out
        raise Unsendable(Fault.HEADERS) from error
    _prove(content, list(message.keys()), recipient)
    return Envelope(from_address, recipient, letter.message_id, content)


def _address(written: str, fault: Fault) -> str:
    try:
        return one_address(written)
    except NotOneAddress as error:
        raise Unsendable(fault) from error


def _subject(written: str) -> str:
    """`written`, or Unsendable when it holds a line break, plain or hidden in an encoded word."""
    try:
        decoded = str(make_header(decode_header(written)))
        written.encode()
    except (ValueError, LookupError) as error:  # bad base64, unknown charset, half a surrogate pair
        raise Unsendable(Fault.SUBJECT) from error
    if not written.strip() or len(written) > MAX_SUBJECT_CHARACTERS or "=?" in written:
        raise Unsendable(Fault.SUBJECT)
    if _LINE_BREAKS_AND_CONTROLS.search(written) or _LINE_BREAKS_AND_CONTROLS.search(decoded):
        raise Unsendable(Fault.SUBJECT)
    return written


def _message_id(written: str) -> str:
    if not _MESSAGE_ID.fullmatch(written):
        raise Unsendable(Fault.MESSAGE_ID)
    return written


def _storable(body: str) -> str:
    """`body` with what no charset can carry (half a surrogate pair) shown as `?`, and plain line ends."""
    return body.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")


def _use_stable_boundary(message: EmailMessage, message_id: str) -> None:
    # base64 bodies hold no "=_": this boundary cannot occur in them, and the same letter keeps the same bytes.
    message.set_boundary("=_" + "".join(c for c in message_id if c.isalnum())[:40])


def _prove(content: bytes, meant: list[str], recipient: str) -> None:
    read_back = message_from_bytes(content, policy=policy.SMTP)
    people = [address.addr_spec for address in read_back["To"].addresses]
    # The top-level part's own headers come with the content; nothing else may have appeared.
    if sorted(read_back.keys()) != sorted(meant) or people != [recipient] or read_back.defects:
        raise Unsendable(Fault.HEADERS)
