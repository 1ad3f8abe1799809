"""The mailbox, in any form it comes: an mbox file, a Maildir, a folder of .eml, one .eml, or IMAP over TLS.

The only place that speaks IMAP, and read-only there: the folder is examined, not selected, and bodies are peeked at,
so that no flag changes. Knows no dossier.
"""

from __future__ import annotations

import contextlib
import imaplib
import re
import ssl
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from app.intake.headers import instant_in
from app.intake.message import POLICY, Found
from app.intake.stamps import arrival, from_line_instant
from app.posting.notice import Notice
from app.refusals import Refused

MAX_MESSAGE_BYTES = 64 * 1024 * 1024
IMAP_TIMEOUT_SECONDS = 60
_UIDS_AT_ONCE = 500
_HEADER_BYTES = 256 * 1024
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADER_LINE = re.compile(rb"[!-9;-~]+:[ \t]")
_USUAL_HEADER = re.compile(rb"^(?:From|Received|Return-Path|Delivered-To|Message-ID):", re.IGNORECASE | re.MULTILINE)
_FAR_FUTURE = datetime(9999, 1, 1, tzinfo=UTC)


class NoMailbox(Refused):
    """The source is no mailbox we can read. `why` is one of: missing, unknown_form, address, password."""

    def __init__(self, source: str, why: str) -> None:
        super().__init__(source, why)
        self.source = source
        self.why = why


class MailboxUnreachable(Refused):
    """The IMAP server did not answer, or refused the name, the password or the folder."""

    def __init__(self, host: str, why: str) -> None:
        super().__init__(host, why)
        self.host = host
        self.why = why


@dataclass(frozen=True, slots=True)
class InMailbox:
    """Where one message stands, and how to fetch it when its turn comes. `order` is its arrival, as far as known."""

    order: datetime
    place: str
    fetch: Callable[[], Found]


def messages_in(source: str, notice: Notice, *, password: Callable[[], str]) -> Iterator[Found]:
    """Every message of `source`, in the order of arrival, one in memory at a time.

    The order matters: a complement comes after what it completes, in whatever order files lie in a folder.
    `password` is asked only for IMAP. Raises NoMailbox, MailboxUnreachable.
    """
    if "://" in source:
        yield from _over_imap(source, password)
        return
    path = Path(source)
    if not source.strip() or not path.exists():  # an empty name would be the present folder
        raise NoMailbox(source, "missing")
    listed = sorted(_listed(path, source, notice), key=lambda each: (each.order, each.place))
    for each in listed:
        yield each.fetch()


def _listed(path: Path, source: str, notice: Notice) -> Iterable[InMailbox]:
    if path.is_dir():
        files = _message_files(path)
        if not files and not (path / "cur").is_dir():
            raise NoMailbox(source, "unknown_form")
        return [_file(file, notice) for file in files]
    with path.open("rb") as stream:
        first = stream.read(8192)
    if first.startswith(b"From "):
        return list(_mbox(path, notice))
    if not first:
        return []
    if path.suffix.lower() == ".eml" or (_HEADER_LINE.match(first) and _USUAL_HEADER.search(first)):
        return [_file(path, notice)]
    raise NoMailbox(source, "unknown_form")


def _message_files(folder: Path) -> list[Path]:
    if (folder / "cur").is_dir() or (folder / "new").is_dir():
        return sorted(
            file
            for name in ("cur", "new")
            if (folder / name).is_dir()
            for file in (folder / name).iterdir()
            if file.is_file() and not file.name.startswith(".")
        )
    return sorted(file for file in folder.rglob("*") if file.suffix.lower() == ".eml" and file.is_file())


def _file(path: Path, notice: Notice) -> InMailbox:
    with path.open("rb") as stream:
        head = stream.read(_HEADER_BYTES)

    def fetch() -> Found:
        with path.open("rb") as stream:
            return Found(stream.read(MAX_MESSAGE_BYTES))

    return InMailbox(_order(head, notice, None), path.name, fetch)


def _mbox(path: Path, notice: Notice) -> Iterator[InMailbox]:
    """The messages of an mbox file (mboxrd), found by one pass over it."""
    with path.open("rb") as stream:
        starts = list(_starts(stream))
        end = stream.seek(0, 2)
        for n, (line_at, message_at, at) in enumerate(starts):
            upto = starts[n + 1][0] if n + 1 < len(starts) else end
            stream.seek(message_at)
            head = stream.read(min(_HEADER_BYTES, upto - message_at))
            place = f"{line_at:015d}"
            yield InMailbox(_order(head, notice, at), place, _from_mbox(path, message_at, upto, at))


def _from_mbox(path: Path, start: int, end: int, at: datetime | None) -> Callable[[], Found]:
    def fetch() -> Found:
        with path.open("rb") as stream:
            stream.seek(start)
            raw = stream.read(min(end - start, MAX_MESSAGE_BYTES)).replace(b"\r\n", b"\n")
        # The blank line before the next « From » belongs to the mbox; one « > » was added before every « From ».
        raw = raw[:-1] if raw.endswith(b"\n\n") else raw
        return Found(_QUOTED_FROM.sub(rb"\1", raw), from_line_at=at)

    return fetch


def _starts(stream: BinaryIO) -> Iterator[tuple[int, int, datetime | None]]:
    """(offset of the « From » line, offset of the message, the line's instant) of each message.

    A body line that begins with « From » and was not quoted is no start: the real ones follow a blank line and hold a date.
    """
    offset, after_blank = 0, True
    for line in stream:
        is_first = offset == 0
        if after_blank and line.startswith(b"From "):
            at = from_line_instant(line)
            if at is not None or is_first:
                yield offset, offset + len(line), at
        after_blank = not line.strip(b"\r\n")
        offset += len(line)


def _order(head: bytes, notice: Notice, from_line_at: datetime | None) -> datetime:
    message = BytesHeaderParser(policy=POLICY).parsebytes(head.replace(b"\r\n", b"\n").partition(b"\n\n")[0] + b"\n\n")
    return arrival(message, notice, from_line_at=from_line_at).at or _FAR_FUTURE


def _over_imap(source: str, password: Callable[[], str]) -> Iterator[Found]:
    """The messages of `imaps://user@host[:port]/folder`, oldest first.

    No UID is remembered from one run to the next (a server may give them out anew under another UIDVALIDITY):
    a message is known by its bytes.
    """
    from imap_tools import ImapToolsError, MailBox, MailboxFolderSelectError, MailboxLoginError

    address = urlsplit(source)
    if address.scheme != "imaps" or not address.hostname or not address.username:
        raise NoMailbox(without_secret(source), "address")
    secret = unquote(address.password) if address.password else password()
    folder = unquote(address.path.strip("/")) or "INBOX"
    try:
        # The standard library's own default verifies no certificate.
        trust = ssl.create_default_context()
        box = MailBox(address.hostname, port=address.port or 993, timeout=IMAP_TIMEOUT_SECONDS, ssl_context=trust)
        try:
            box.login(unquote(address.username), secret, initial_folder=None)
            box.folder.set(folder, readonly=True)
            yield from _fetched(box.client, box.uids())
        finally:
            # Everything is in hand by now; a server that hangs up first has done no harm.
            with contextlib.suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
                box.logout()
            with contextlib.suppress(OSError):
                box.client.shutdown()
    except MailboxLoginError:
        raise MailboxUnreachable(address.hostname, "login") from None
    except MailboxFolderSelectError:
        raise MailboxUnreachable(address.hostname, "folder") from None
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
        raise MailboxUnreachable(address.hostname, type(error).__name__) from error


def _fetched(client: imaplib.IMAP4, uids: list[str]) -> Iterator[Found]:
    dates = _internal_dates(client, uids)
    for uid in sorted(dates, key=lambda each: (dates[each] or _FAR_FUTURE, int(each))):
        # PEEK leaves \Seen as it is; the library's own fetch does not ask for INTERNALDATE.
        _, answer = client.uid("FETCH", uid, "(BODY.PEEK[])")
        raw = next((item[1] for item in answer if isinstance(item, tuple) and len(item) > 1), None)
        if isinstance(raw, bytes):  # None: expunged by somebody since the search
            yield Found(raw, internal_date=dates[uid])


def _internal_dates(client: imaplib.IMAP4, uids: list[str]) -> dict[str, datetime | None]:
    found: dict[str, datetime | None] = {}
    for start in range(0, len(uids), _UIDS_AT_ONCE):
        _, answer = client.uid("FETCH", ",".join(uids[start : start + _UIDS_AT_ONCE]), "(UID INTERNALDATE)")
        for item in answer:
            line = item if isinstance(item, bytes) else b""
            uid, date = re.search(rb"UID (\d+)", line), re.search(rb'INTERNALDATE "([^"]+)"', line)
            if uid and date:
                found[uid[1].decode()] = instant_in(date[1].decode("ascii", "replace"))
    return found


def without_secret(source: str) -> str:
    """The source as it may be shown and kept: an IMAP address without its password."""
    return re.sub(r"^(imaps?://[^:@/]*):[^@/]*@", r"\1@", source)
