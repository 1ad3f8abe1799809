"""Tells what rides along in a mail (logos, signatures, leftovers of an archive) from documents. Pure."""

from __future__ import annotations

import re
from email.message import EmailMessage

DECORATION_TYPES = frozenset(
    {
        "text/calendar",
        "text/vcard",
        "text/x-vcard",
        "text/directory",
        "application/applefile",
        "application/ics",
        "application/pgp-signature",
        "application/pgp-keys",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "text/rfc822-headers",
        "message/delivery-status",
        "message/disposition-notification",
        "message/external-body",
    }
)
_DECORATION_NAMES = re.compile(
    r"^(?:logo|image\d{3,}|outlook-|icone?|icon|banner|banniere|signature|facebook|twitter|linkedin|instagram|whatsapp"
    r"|pastedgraphic|unnamed|att\d{5,}|spacer|pixel)",
    re.IGNORECASE,
)
_LEFTOVERS = re.compile(r"(?:^|[/\\])(?:__MACOSX[/\\]|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_SMALL_IMAGE_BYTES = 60 * 1024
_TINY_IMAGE_BYTES = 4 * 1024


def is_decoration(part: EmailMessage, name: str | None, media_type: str, content: bytes, html: str) -> bool:
    """A small picture of the signature, not a photographed diploma: those are large, or sent as attachments."""
    if not media_type.startswith("image/"):
        return False
    if len(content) < _TINY_IMAGE_BYTES:
        return True
    identifier = str(part.get("Content-ID") or "").strip().strip("<>")
    shown_in_body = bool(identifier) and f"cid:{identifier}" in html
    named_so = _DECORATION_NAMES.match(name or "") is not None
    return len(content) < _SMALL_IMAGE_BYTES and (shown_in_body or named_so)


def is_leftover(path: str) -> bool:
    """Whether a file of an archive is what a system left there (a resource fork, a thumbnail store)."""
    return _LEFTOVERS.search(path) is not None
