"""Takes files out of what they were packed in: .zip archives and Outlook's winmail.dat. Pure; writes nothing.

Limits before bytes: an archive is measured by what actually comes out, never by what its directory claims, so
overlapping entries and lying sizes stop at the same wall as honest bombs.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from typing import IO

from tnefparse import TNEF

MAX_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_RATIO = 50
# A ratio says little about small files: a page of blanks compresses well and harms nobody.
RATIO_COUNTS_FROM_BYTES = 4 * 1024 * 1024
_CHUNK_BYTES = 64 * 1024
_MAX_WORDS_BYTES = 8 * 1024 * 1024
_ZIP_TYPES = frozenset({"application/zip", "application/x-zip-compressed"})
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
# Sealed mail (S/MIME, PGP) is one more box that nobody here opens.
_ARCHIVE_ENDINGS = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".p7m", ".pgp", ".gpg")


class WhyNotUnpacked(StrEnum):
    """Why an archive stays closed."""

    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    UNKNOWN_FORMAT = "unknown_format"


class NotUnpacked(Exception):
    """The archive cannot be opened safely; it is kept whole for a person."""

    def __init__(self, why: WhyNotUnpacked) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Unpacked:
    """One file that was inside. `path` is as written there; its folders mean nothing to us."""

    path: str
    content: bytes

    @property
    def file_name(self) -> str:
        """The last part of the path."""
        return self.path.replace("\\", "/").rstrip("/").rpartition("/")[2]


def is_zip(content: bytes, name: str | None, media_type: str) -> bool:
    """Whether these bytes are an archive to open: a ZIP that is no office document."""
    if not content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    ending = (name or "").lower().rpartition(".")[2] if "." in (name or "") else ""
    if ending == "zip":
        return not _is_office(content)
    # Without an ending the sender's type, or the bytes alone, must do; « CV.pages » and « livre.epub » are ZIPs too.
    return not ending and not _is_office(content) and (not name or media_type in _ZIP_TYPES)


def is_other_archive(name: str | None) -> bool:
    """Whether the name is that of an archive nobody here opens."""
    return (name or "").lower().endswith(_ARCHIVE_ENDINGS)


def unzip(content: bytes) -> tuple[Unpacked, ...]:
    """The files in a ZIP, in its order, folders left out. Raises NotUnpacked. Archives inside stay closed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MAX_ENTRIES:
                raise NotUnpacked(WhyNotUnpacked.TOO_LARGE)
            if any(entry.flag_bits & _ENCRYPTED for entry in entries):
                raise NotUnpacked(WhyNotUnpacked.ENCRYPTED)
            return _contents(archive, entries, len(content))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, IndexError) as error:
        raise NotUnpacked(WhyNotUnpacked.DAMAGED) from error
    except NotImplementedError as error:  # a compression method this Python lacks
        raise NotUnpacked(WhyNotUnpacked.UNKNOWN_FORMAT) from error


def untnef(content: bytes) -> tuple[Unpacked, ...]:
    """The files in a winmail.dat. Raises NotUnpacked."""
    try:
        found = TNEF(content, do_checksum=False).attachments
        return tuple(Unpacked(_tnef_name(each, n), bytes(each.data or b"")) for n, each in enumerate(found, start=1))
    except Exception as error:
        # The library raises whatever its struct reads run into; for us all of it means one thing.
        raise NotUnpacked(WhyNotUnpacked.DAMAGED) from error


def _tnef_name(attachment: object, n: int) -> str:
    long_name = getattr(attachment, "long_filename", lambda: None)()
    name = long_name or getattr(attachment, "name", None) or f"attachment-{n}"
    text = name.decode("cp1252", "replace") if isinstance(name, bytes) else str(name)
    return text.rstrip("\x00") or f"attachment-{n}"


def _contents(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], packed_bytes: int) -> tuple[Unpacked, ...]:
    allowed = min(MAX_UNPACKED_BYTES, max(RATIO_COUNTS_FROM_BYTES, packed_bytes * MAX_RATIO))
    found: list[Unpacked] = []
    for entry in entries:
        with archive.open(entry) as stream:
            content = _read_at_most(stream, allowed)
        allowed -= len(content)
        found.append(Unpacked(_zip_name(entry), content))
    return tuple(found)


def _read_at_most(stream: IO[bytes], allowed: int) -> bytes:
    parts: list[bytes] = []
    while chunk := stream.read(_CHUNK_BYTES):
        allowed -= len(chunk)
        if allowed < 0:
            raise NotUnpacked(WhyNotUnpacked.TOO_LARGE)
        parts.append(chunk)
    return b"".join(parts)


def _zip_name(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    # Without the flag Python reads code page 437; phones and Macs wrote UTF-8 there all the same.
    raw = entry.filename.encode("cp437", errors="replace")
    for charset in ("utf-8", "cp850"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _is_office(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist()[:MAX_ENTRIES])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= names


def office_words(content: bytes) -> str | None:
    """The bare words of a DOCX or ODT, or of plain text, to tell what it is; None for anything else.

    Tags are cut out of the XML without parsing it, so that no entity can do anything; reading proper is another room's.
    """
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = set(archive.namelist()[:MAX_ENTRIES])
            member = next((name for name in ("word/document.xml", "content.xml") if name in inside), None)
            if member is None:
                return None
            with archive.open(member) as stream:
                xml = _read_at_most(stream, _MAX_WORDS_BYTES).decode("utf-8", "replace")
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        NotUnpacked,
        RuntimeError,
    ):
        return None
    ended = re.sub(r"</(?:w:p|text:p|text:h)>|<(?:w:br|w:tab|text:line-break|text:tab|text:s)\b[^>]*>", " ", xml)
    return html.unescape(re.sub(r"<[^>]*>", "", ended))
