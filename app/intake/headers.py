"""Reads the headers of a mail as people wrote them: raw 8-bit bytes, unknown charsets, broken senders.

Pure. The standard library's decoder raises on an unknown charset, puts replacement characters where a
header is raw Latin-1 or windows-1256, and its address parser may name a person who did not write
(CVE-2023-27043); this is where those are met.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from email_validator import EmailNotValidError, validate_email

MAX_HEADER_CHARACTERS = 2_000
MAX_NAME_CHARACTERS = 200
_ARABIC_LETTER = re.compile("[\u0621-\u064a]")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,500}>")


def decode_bytes(content: bytes, declared: str | None) -> str:
    """Text of `content`, by the declared charset if it fits, else UTF-8, else the Windows code page that fits.

    « us-ascii » with 8-bit bytes is a lie that Exchange tells; an unknown charset is not a reason to lose a mail.
    """
    for charset in (declared, "utf-8"):
        if charset is None or charset.lower() in {"unknown-8bit", "default", "x-unknown"}:
            continue
        try:
            return content.decode(charset)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    french = content.decode("cp1252", errors="replace")
    arabic = content.decode("cp1256", errors="replace")
    # Read as windows-1252, Arabic is a run of accented letters; read as 1256, it is words.
    longest = max((len(run) for run in re.findall("[\u0621-\u064a]+", arabic)), default=0)
    return arabic if longest >= 3 else french


def header_text(message: Message, name: str) -> str:
    """The header as one clean line, decoded; empty when it is absent."""
    raw = _raw(message, name)
    return clean_line(_decoded(raw), MAX_HEADER_CHARACTERS) if raw is not None else ""


def clean_line(text: str, max_characters: int) -> str:
    """One line of NFC text: controls and line ends become spaces, nothing invisible that could change the order.

    A decoded header may hold the line feed that the raw one could not (CVE-2024-6923); here it ends.
    """
    spaced = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    seen = "".join(c for c in spaced if c not in _DIRECTION_CONTROLS and unicodedata.category(c) != "Cs")
    return unicodedata.normalize("NFC", " ".join(seen.split()))[:max_characters].strip()


# Embeddings, overrides and isolates can make « exe.fdp » read as a PDF; plain marks (U+200E, U+200F) cannot.
_DIRECTION_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def address_and_name(message: Message, name: str = "From") -> tuple[str, str] | None:
    """The one address of that header, lower-cased, and its display name; None unless it is exactly one valid address."""
    raw = _raw(message, name)
    if raw is None or len(raw) > MAX_HEADER_CHARACTERS:
        return None
    found = [(shown, address) for shown, address in getaddresses([_unfolded(raw)]) if address]
    if len(found) != 1:
        return None
    shown, address = found[0]
    # What the parser gave must stand in the header as an address would; otherwise it made one up.
    if not re.search(rf"(?:^|[\s<\"']){re.escape(address)}(?:$|[\s>\"'(])", _unfolded(raw)):
        return None
    valid = valid_address(address)
    return (valid, clean_line(_decoded(shown), MAX_NAME_CHARACTERS)) if valid else None


def addresses(message: Message, *names: str) -> tuple[str, ...]:
    """Every valid address of those headers, lower-cased, without repeats; at most a hundred."""
    raw = [_unfolded(str(value)) for key, value in message.raw_items() if key.lower() in {n.lower() for n in names}]
    found = (valid_address(address) for _, address in getaddresses(raw)[:100] if address)
    return tuple(dict.fromkeys(address for address in found if address))


def valid_address(written: str) -> str | None:
    """The address in lower case if one mail can be sent to it and to nobody else, or None."""
    try:
        checked = validate_email(written.strip(), check_deliverability=False, allow_quoted_local=False)
    except EmailNotValidError:
        return None
    return checked.normalized.lower()


def message_ids(message: Message, *names: str) -> tuple[str, ...]:
    """Every `<…>` identifier of those headers, in order, without repeats."""
    raw = " ".join(_raw(message, name) or "" for name in names)
    return tuple(dict.fromkeys(_MESSAGE_ID.findall(raw)))


def date_header(message: Message) -> datetime | None:
    """The sender's own clock, or None when the header is absent or makes no sense. Never a proof of anything."""
    return instant_in(_raw(message, "Date") or "")


def instant_in(written: str) -> datetime | None:
    """The instant of an RFC 5322 date, aware; « -0000 » and a missing zone are read as UTC. None if it is no date."""
    try:
        read = parsedate_to_datetime(written.strip())
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def file_name(part: Message) -> str | None:
    """The name the sender gave the attachment, decoded (RFC 2231, or RFC 2047 where it should not be), else None.

    Only line ends and NUL are taken out: the name is evidence, and shown cleaned elsewhere.
    """
    try:
        name = part.get_filename()
    except (LookupError, ValueError, TypeError, AttributeError, HeaderParseError):
        name = None
    if name and "\ufffd" in name:
        name = _raw_parameter(part) or name
    if not name:
        return None
    text = _decoded(name) if "=?" in name or any("\udc80" <= c <= "\udcff" for c in name) else name
    return unicodedata.normalize("NFC", re.sub(r"[\r\n\x00]+", "", text)).strip() or None


def _raw_parameter(part: Message) -> str | None:
    """The quoted name in a header whose raw 8-bit bytes the standard library has replaced."""
    for header, parameter in (("Content-Disposition", "filename"), ("Content-Type", "name")):
        found = re.search(rf'\b{parameter}\s*=\s*"([^"]*)"', _unfolded(_raw(part, header) or ""), re.IGNORECASE)
        if found:
            return found[1]
    return None


def arabic_letters(text: str) -> int:
    """How many Arabic letters stand in `text`."""
    return len(_ARABIC_LETTER.findall(text))


def _raw(message: Message, name: str) -> str | None:
    # The parsed header classes raise on some broken values; the raw text never does.
    for key, value in message.raw_items():
        if key.lower() == name.lower():
            return str(value)
    return None


def _unfolded(raw: str) -> str:
    return re.sub(r"\r?\n[ \t]*", " ", raw)


def _decoded(raw: str) -> str:
    """`raw` with its encoded words decoded and its raw 8-bit bytes read."""
    unfolded = _unfolded(raw)
    if any("\udc80" <= c <= "\udcff" for c in unfolded):
        unfolded = decode_bytes(unfolded.encode("utf-8", "surrogateescape"), None)
    try:
        parts = decode_header(unfolded)
    except (HeaderParseError, ValueError):
        return unfolded
    return "".join(part if isinstance(part, str) else decode_bytes(part, charset) for part, charset in parts)
