"""Tells mail that programs send by themselves (bounces, auto-replies, lists) from mail that people send. Pure."""

from __future__ import annotations

import re
from email.message import EmailMessage, Message
from enum import StrEnum

from app.intake import headers
from app.intake.kinds import fold

_AUTOMATIC_SUBJECT = re.compile(
    r"^(?:reponse automatique|automatic reply|auto(?:matic)?[ -]?reply|autoreply|out of office|absence du bureau"
    r"|absent\(e\) du bureau|delivery status notification|undeliver|undelivered mail|mail delivery (?:failed|failure)"
    r"|returned mail|non remis|echec de (?:la )?remise|message non remis|رد تلقائي|رد الي|الرد التلقائي)"
)
_MACHINES = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|bounce[s+-]?)", re.IGNORECASE)
_NOBODY_READS = re.compile(r"^(?:[\w.+-]*[._+-])?(?:no-?_?reply|ne-?_?pas-?_?repondre|do-?not-?reply|nepasrepondre)\b")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{0,190}\w")
_FAILED = re.compile(r"(?:Final|Original)-Recipient:\s*[^;\s]*;?\s*<?([^\s<>;]+@[^\s<>;]+)", re.IGNORECASE)


class Automatic(StrEnum):
    """What sort of automatic mail."""

    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    LIST = "mailing_list"
    RECEIPT = "read_receipt"
    NOTIFICATION = "notification"


def automatic_kind(message: EmailMessage) -> Automatic | None:
    """The sort of automatic mail this is, or None when a person sent it."""
    report = message.get_content_type() == "multipart/report"
    sender = headers.address_and_name(message)
    machine = sender is not None and _MACHINES.match(sender[0]) is not None
    if report and _is_read_receipt(message):
        return Automatic.RECEIPT
    if report or machine or headers.header_text(message, "X-Failed-Recipients"):
        return Automatic.BOUNCE
    if _replies_by_itself(message):
        return Automatic.AUTO_REPLY
    if _is_list(message):
        return Automatic.LIST
    if sender is not None and is_machine(sender[0]) and headers.address_and_name(message, "Reply-To") is None:
        return Automatic.NOTIFICATION
    return None


def is_machine(address: str) -> bool:
    """Whether nobody reads what is sent to that address (« no-reply@… »)."""
    return _NOBODY_READS.match(address) is not None


def failed_recipients(message: EmailMessage) -> tuple[str, ...]:
    """The addresses a bounce says it could not reach, lower-cased."""
    written = [headers.header_text(message, "X-Failed-Recipients").replace(",", " ")]
    if message.get_content_type() == "multipart/report":
        written += [_FAILED.sub(r"\1", found[0]) for part in message.walk() for found in _failed_in(part)]
    found = [address for text in written for word in text.split() if (address := headers.valid_address(word))]
    return tuple(dict.fromkeys(found or _named_in_words(message)))


def _named_in_words(message: EmailMessage) -> list[str]:
    """The addresses that a bounce names only in its text, as older servers do."""
    sender = headers.address_and_name(message)
    if sender is None or not _MACHINES.match(sender[0]):
        return []
    part = next((each for each in message.walk() if each.get_content_type() == "text/plain"), None)
    content = part.get_payload(decode=True) if part is not None else None
    words = headers.decode_bytes(content[:20_000], None) if isinstance(content, bytes) else ""
    return [found.lower() for found in _ADDRESS.findall(words)][:20]


def _failed_in(part: Message) -> list[re.Match[str]]:
    if part.get_content_type() != "message/delivery-status":
        return []
    return list(_FAILED.finditer(part.as_string()))


def _is_read_receipt(message: EmailMessage) -> bool:
    return any(part.get_content_type() == "message/disposition-notification" for part in message.walk())


def _replies_by_itself(message: EmailMessage) -> bool:
    submitted = headers.header_text(message, "Auto-Submitted").lower()
    if submitted and not submitted.startswith("no"):
        return True
    if headers.header_text(message, "Precedence").lower() in {"auto_reply", "auto-reply"}:
        return True
    if any(headers.header_text(message, name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply")):
        return True
    subject = fold(headers.header_text(message, "Subject"))
    unsendable = headers.header_text(message, "Return-Path") == "<>"
    return _AUTOMATIC_SUBJECT.match(subject) is not None or (
        unsendable and bool(headers.header_text(message, "X-Auto-Response-Suppress"))
    )


def _is_list(message: EmailMessage) -> bool:
    named = any(headers.header_text(message, name) for name in ("List-Id", "List-Post", "List-Unsubscribe"))
    return named or headers.header_text(message, "Precedence").lower() in {"bulk", "list", "junk"}
