"""The sample mailbox of the demonstration, as an mbox file: invented people, with stamps that fit today.

The words and documents are fixed; only the hours follow `now` and the notice's closing.
"""

from __future__ import annotations

import hashlib
import io
import re
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from app.posting.notice import Notice

HERE = Path(__file__).resolve().parent
PIECES = HERE / "pieces"
# What a mail takes from one server to the next, in seconds, when nothing holds it up.
_ON_THE_WAY = timedelta(seconds=7)
_ZIP_DATE = (2026, 4, 20, 9, 0, 0)
_MEDIA_TYPES = {
    ".pdf": ("application", "pdf"),
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".odt": ("application", "vnd.oasis.opendocument.text"),
    ".jpg": ("image", "jpeg"),
    ".zip": ("application", "zip"),
}


@dataclass(frozen=True, slots=True)
class SampleMail:
    """One mail of the demonstration. `files` are (name as sent, path of the piece); `expected` is the right answer."""

    person: str
    name: str
    subject: str
    body: str
    files: tuple[tuple[str, Path], ...]
    expected: str
    why: str
    hours_before: float | None = None
    minutes_after_closing: float | None = None
    answers: bool = False
    zip_name: str = ""
    needs: str = ""

    @property
    def address(self) -> str:
        """The sender's, at a domain that nobody has."""
        return f"{self.person.replace('-', '.')}@example.org"

    def arrives_at(self, notice: Notice, now: datetime) -> datetime:
        """The instant of arrival, to the second."""
        if self.minutes_after_closing is not None:
            at = notice.closes_at + timedelta(minutes=self.minutes_after_closing)
        else:
            at = now - timedelta(hours=self.hours_before or 0.0)
        return at.replace(microsecond=0)


def sample_mails() -> tuple[SampleMail, ...]:
    """Everybody, in the order of `people.toml`."""
    listed = tomllib.loads((HERE / "people.toml").read_text(encoding="utf-8"))["mail"]
    return tuple(
        SampleMail(
            person=each["id"],
            name=each["name"],
            subject=each["subject"],
            body=each["body"].strip() + "\n",
            files=tuple((name, PIECES / each["id"] / piece) for name, piece in each["files"].items()),
            expected=each["expected"],
            why=each["why"],
            hours_before=each.get("hours_before"),
            minutes_after_closing=each.get("minutes_after_closing"),
            answers=each.get("answers", False),
            zip_name=each.get("zip", ""),
            needs=each.get("needs", ""),
        )
        for each in listed
    )


def write_sample_mailbox(path: Path, notice: Notice, *, now: datetime) -> None:
    """Write the mailbox to `path` as an mbox file (mboxrd), oldest mail first.

    The same `now` and notice give the same bytes. Every mail arrived before `now` but one, which comes after closing.
    """
    mails = sorted(sample_mails(), key=lambda mail: mail.arrives_at(notice, now))
    with path.open("wb") as mbox:
        for line in _lines(mails, notice, now):
            mbox.write(line)


def _lines(mails: list[SampleMail], notice: Notice, now: datetime) -> Iterator[bytes]:
    for mail in mails:
        at = mail.arrives_at(notice, now)
        raw = message_of(mail, notice, at).as_bytes(policy=SMTP).replace(b"\r\n", b"\n")
        yield f"From {_number(mail, 'thread')}@xxx {_asctime(at)}\n".encode("ascii")
        yield re.sub(rb"^(>*From )", rb">\1", raw, flags=re.MULTILINE).rstrip(b"\n") + b"\n\n"


def message_of(mail: SampleMail, notice: Notice, at: datetime) -> EmailMessage:
    """The mail as the notice's mailbox holds it, with the receiving server's stamp at `at`."""
    message = EmailMessage()
    message["Delivered-To"] = notice.mail.address
    message["Received"] = (
        f"from smtp.example.org (smtp.example.org. [192.0.2.25]) by {_receiving_host(notice)} with ESMTPS "
        f"id {_number(mail, 'received')} for <{notice.mail.address}>; {format_datetime(at)}"
    )
    message["Message-ID"] = _identifier(mail)
    message["Date"] = format_datetime(at - _ON_THE_WAY)
    message["From"] = f"{_quoted(mail.name)} <{mail.address}>"
    message["To"] = notice.mail.address
    message["Subject"] = mail.subject
    if mail.answers:
        message["In-Reply-To"] = _identifier(_first_of(mail))
    message.set_content(mail.body, cte="quoted-printable")
    for name, content in _attachments(mail):
        main_type, sub_type = _MEDIA_TYPES[Path(name).suffix.lower()]
        message.add_attachment(content, maintype=main_type, subtype=sub_type, filename=name)
    if message.is_multipart():
        message.set_boundary(f"=_{_number(mail, 'boundary')}")
    return message


def _attachments(mail: SampleMail) -> Iterator[tuple[str, bytes]]:
    if not mail.zip_name:
        yield from ((name, piece.read_bytes()) for name, piece in mail.files)
        return
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, piece in mail.files:
            archive.writestr(zipfile.ZipInfo(name, _ZIP_DATE), piece.read_bytes())
    yield mail.zip_name, packed.getvalue()


def _first_of(mail: SampleMail) -> SampleMail:
    return next(each for each in sample_mails() if each.person == mail.person and not each.answers)


def _receiving_host(notice: Notice) -> str:
    domain = notice.mail.address.rpartition("@")[2]
    return "mx.google.com" if domain == "gmail.com" else f"mx.{domain}"


def _identifier(mail: SampleMail) -> str:
    return f"<{_number(mail, 'message')}@example.org>"


def _number(mail: SampleMail, what: str) -> str:
    return hashlib.sha256(f"{what} {mail.person} {mail.answers}".encode()).hexdigest()[:20]


def _quoted(name: str) -> str:
    return f'"{name}"'


def _asctime(at: datetime) -> str:
    # Not strftime: the names must be English whatever the machine's language is.
    days, months = (
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    )
    return f"{days[at.weekday()]} {months[at.month - 1]} {at.day:2d} {at:%H:%M:%S} +0000 {at.year}"
