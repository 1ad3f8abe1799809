"""A mail saved as a file: its words and the documents it carries, as pieces of an archive. Nothing is fetched."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import MIMEPart

from app.reading.unreadable import Unreadable, Why

_HEAD = re.compile(rb"^(?:From [^\n]*\n)?(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?mime-version:\s*1", re.IGNORECASE)
_HEAD_WITHIN = 4096
_MOST_PARTS = 500
_DEEPEST = 3  # mails in each other: answers to answers
_NEXT = re.compile(rb"\n\r?\nFrom [^\n]*\n(?=[\w-]+:)")  # where another mail of a mailbox begins
_NAMELESS = {"text/plain": "message.txt", "text/html": "message.html"}


def is_message(content: bytes) -> bool:
    """Whether the file begins as a mail does (a web page saved whole does too)."""
    return _HEAD.match(content[:_HEAD_WITHIN]) is not None


def is_web_page(content: bytes) -> bool:
    """Whether the mail is one web page with its pictures, as browsers and Word save it."""
    kind = email.message_from_bytes(content[: 4 * _HEAD_WITHIN], policy=email.policy.default).get_content_type()
    return kind in ("multipart/related", "text/html", "application/xhtml+xml")


def documents_of_message(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the mail's text and of each file with it. Raises Unreadable: damaged, too_large."""
    if content.count(b"\n--") > 4 * _MOST_PARTS:  # before they are taken apart: each part has two borders at most
        raise Unreadable(Why.TOO_LARGE, f"mail: more than {_MOST_PARTS} parts")
    first, *others = _NEXT.split(content, maxsplit=1) if content.startswith(b"From ") else [content]
    try:
        message = email.message_from_bytes(first, policy=email.policy.default)
        if sum(1 for _ in message.walk()) > _MOST_PARTS:
            raise Unreadable(Why.TOO_LARGE, f"mail: more than {_MOST_PARTS} parts")
        yield from _documents_of(message, _DEEPEST)
        yield from (("other_mails.zip", other) for other in others)  # named, and left to a person as archives are
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable(Why.DAMAGED, f"mail: {type(error).__name__}") from error


def _documents_of(message: MIMEPart, depth: int) -> Iterator[tuple[str, bytes]]:
    """Its text and its files, then those of the mails that were sent on with it."""
    body = message.get_body(("plain", "html"))
    if body is not None:
        yield _NAMELESS.get(body.get_content_type(), "message.txt"), _bytes_of(body)
    for number, part in enumerate(message.iter_attachments(), start=1):
        inner = part.get_payload() if part.get_content_type() == "message/rfc822" and depth else None
        if isinstance(inner, list) and inner and isinstance(inner[0], MIMEPart):
            yield from _documents_of(inner[0], depth - 1)
        else:
            yield part.get_filename() or f"{number}.{part.get_content_subtype()}", _bytes_of(part)


def _bytes_of(part: MIMEPart) -> bytes:
    """Text as UTF-8 with its mark; a mail in the mail as a mail; anything else as it was sent."""
    if part.get_content_maintype() == "text":
        try:
            return b"\xef\xbb\xbf" + str(part.get_content()).encode("utf-8", "replace")
        except (LookupError, KeyError):
            pass  # an encoding nobody knows: the bytes may still be understood
    if part.get_content_type() == "message/rfc822":
        return b"".join(inner.as_bytes() for inner in part.iter_parts())
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
