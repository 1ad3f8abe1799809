"""What a file is by its own first bytes: the kinds we take, for where libmagic is not installed or does not know. Pure."""

from __future__ import annotations

import codecs
import zipfile
from pathlib import Path

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
DOC = "application/msword"
NO_DOCUMENT = "application/octet-stream"

# A header this far from the start still opens in every reader.
_PDF_HEADER_WITHIN = 1024
_READ_BYTES = 8192
_STARTS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", DOC),
    (b"{\\rtf", "text/rtf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_PROGRAM = b"MZ"
# Of control characters, a text has only those that move the pen.
_NOT_IN_TEXT = frozenset(range(32)) - set(b"\t\n\v\f\r\x1b")
# Pages and scripts are text that some program would carry out.
_CARRIED_OUT = (b"<", b"#!")


def media_type_by_signature(path: Path) -> str:
    """The media type of the file at `path` if it is of a kind we take, else `NO_DOCUMENT`."""
    with path.open("rb") as file:
        start = file.read(_READ_BYTES)
    for signature, media_type in _STARTS:
        if start.startswith(signature):
            return media_type
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "image/webp"
    if start[4:8] == b"ftyp" and start[8:12] in _HEIC_BRANDS:
        return "image/heic"
    if b"%PDF-" in start[:_PDF_HEADER_WITHIN] and not start.startswith(_PROGRAM):
        return PDF
    if start.startswith(b"PK"):
        return _office_file_in_zip(path) or NO_DOCUMENT
    return "text/plain" if _is_text(start) else NO_DOCUMENT


def _office_file_in_zip(path: Path) -> str | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    if "word/document.xml" in names:
        return DOCX
    return ODT if {"content.xml", "META-INF/manifest.xml"} <= names else None


def _is_text(start: bytes) -> bool:
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    written = start.removeprefix(codecs.BOM_UTF8).lstrip()
    return bool(written) and not written.startswith(_CARRIED_OUT) and not _NOT_IN_TEXT & set(written)
