"""What a file must be to enter: not empty, not too long, of a kind we know by its content. And a name safe to show."""

from __future__ import annotations

import mmap
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from app.intake.dossier import SealedFile
from app.intake.signatures import DOC, DOCX, ODT, PDF, media_type_by_signature
from app.posting.notice import PieceKind
from app.refusals import Refused
from app.vault.local import CHUNK_BYTES, Incoming, Vault

try:
    import magic
except ImportError:  # the library of the system is missing: the signatures of the kinds we take remain
    libmagic: Callable[[str], str] | None = None
else:
    libmagic = partial(magic.from_file, mime=True)

MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_FILES = 6
MAX_NAME_CHARACTERS = 120

ACCEPTED = frozenset(
    {PDF, DOCX, ODT, DOC, "text/rtf", "text/plain", "image/jpeg", "image/png", "image/heic", "image/webp", "image/tiff"}
)
# One kind, several names in libmagic's tables.
_SAME_AS = {
    "application/rtf": "text/rtf",
    "application/cdfv2": DOC,
    "application/x-ole-storage": DOC,
    "image/heif": "image/heic",
}
# Junk before the header of a PDF; the parts of an office file in another order than its own program's.
_MISSED_BY_LIBMAGIC = frozenset({PDF, DOCX, ODT})
_RESERVED_ON_WINDOWS = frozenset(
    {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}
)


class UnusableFile(Refused):
    """A file that cannot be taken; `file_name` as it may be shown."""

    def __init__(self, file_name: str) -> None:
        super().__init__(file_name)
        self.file_name = file_name


class EmptyFile(UnusableFile):
    """The file has no byte."""


class WrongKindOfFile(UnusableFile):
    """The content is none of the kinds we take, whatever the name says."""


class UploadTooLarge(UnusableFile):
    """The file is longer than `MAX_FILE_BYTES`."""


class TooManyFiles(Refused):
    """More than `MAX_FILES` files in one dossier."""


def keep_upload(vault: Vault, stream: BinaryIO, *, kind: PieceKind, file_name: str) -> SealedFile:
    """Keep the bytes of `stream` if they may enter, judged by the content. Nothing stays behind when they may not.

    Raises EmptyFile, WrongKindOfFile, UploadTooLarge, DiskFull.
    """
    shown = safe_name(file_name)
    incoming = vault.begin()
    try:
        _copy(stream, incoming, shown)
        media_type = media_type_of(incoming.path)
        if media_type not in ACCEPTED:
            raise WrongKindOfFile(shown)
        protected = media_type == PDF and is_password_protected(incoming.path)
        kept = incoming.seal()
    finally:
        incoming.discard()
    return SealedFile(kind, shown, kept.sha256, kept.size_bytes, media_type, password_protected=protected)


def _copy(stream: BinaryIO, incoming: Incoming, shown: str) -> None:
    while chunk := stream.read(CHUNK_BYTES):
        if incoming.size_bytes + len(chunk) > MAX_FILE_BYTES:
            raise UploadTooLarge(shown)
        incoming.write(chunk)
    if incoming.size_bytes == 0:
        raise EmptyFile(shown)


def media_type_of(path: Path) -> str:
    """What the file is by its content: libmagic first, where it is installed, then what it is known to miss."""
    if libmagic is None:
        return media_type_by_signature(path)
    found = libmagic(str(path)).lower()
    found = _SAME_AS.get(found, found)
    if found in ACCEPTED:
        return found
    ours = media_type_by_signature(path)
    return ours if ours in _MISSED_BY_LIBMAGIC else found


def is_password_protected(path: Path) -> bool:
    """True when a PDF says that it is encrypted. Some such files still open without a password: reading will tell.

    The word stands in clear in the trailer or in the cross-reference stream of every encrypted PDF.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(b"/Encrypt") != -1


def safe_name(file_name: str) -> str:
    """The sender's file name for display and download only: no path, nothing invisible, at most 120 characters.

    The end is kept, since it says the kind; a name of which nothing remains becomes `file`.
    """
    plain = unicodedata.normalize("NFC", file_name).replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(c for c in plain if unicodedata.category(c)[0] != "C" and c not in '"<>|:*?\u2028\u2029')
    trimmed = " ".join(visible.split()).lstrip(".-~ ").rstrip(". ")
    stem, suffix = PurePosixPath(trimmed or "file").stem, PurePosixPath(trimmed or "file").suffix[:10]
    if stem.casefold() in _RESERVED_ON_WINDOWS:
        stem = f"_{stem}"
    return stem[: MAX_NAME_CHARACTERS - len(suffix)] + suffix
