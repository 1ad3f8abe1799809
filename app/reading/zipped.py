"""Opens a ZIP container with limits that hold whatever the container claims. Knows no format inside it."""

from __future__ import annotations

import codecs
import io
import lzma
import re
import zipfile
import zlib
from typing import Any

from lxml import etree

from app.reading.salvaged import salvaged
from app.reading.unreadable import Unreadable, Why

MOST_ENTRIES = 2_000
LARGEST_UNPACKED = 100 * 1024 * 1024
LARGEST_PART = 40 * 1024 * 1024
# Honest XML of a few megabytes may pack a hundred to one; only a large container that packs so well is a bomb.
LARGEST_RATIO = 50
RATIO_COUNTS_FROM = 16 * 1024 * 1024

_NOT_OF_XML = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]));"
)
_ENCODING = re.compile(r"(<\?xml[^>]*?)\s+encoding\s*=\s*(?:\"[^\"]*\"|'[^']*')")
# What zipfile and its unpackers raise over broken bytes (RuntimeError: a password; NotImplementedError: a method).
_BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    zlib.error,
    lzma.LZMAError,
)


class Container(zipfile.ZipFile):
    """A ZIP file; `cut` when its list of contents is lost, and perhaps more."""

    cut = False


def open_zip(content: bytes) -> Container:
    """The container, checked before anything is unpacked. Raises Unreadable: damaged, encrypted, too_large."""
    try:
        container = Container(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, UnicodeError) as error:
        most = min(LARGEST_UNPACKED, max(RATIO_COUNTS_FROM, LARGEST_RATIO * len(content)))
        left = salvaged(content, most_entries=MOST_ENTRIES, most_bytes=most, largest_part=min(most, LARGEST_PART))
        if left is None:
            raise Unreadable(Why.DAMAGED, f"zip: {type(error).__name__}") from error
        container = Container(io.BytesIO(left))
        container.cut = True
    entries = container.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Unreadable(Why.TOO_LARGE, f"zip: {len(entries)} entries")
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if unpacked > LARGEST_UNPACKED or (unpacked > RATIO_COUNTS_FROM and unpacked / packed > LARGEST_RATIO):
        raise Unreadable(Why.TOO_LARGE, f"zip: {packed} bytes unpack to {unpacked}")
    if _overlap(entries):
        raise Unreadable(Why.DAMAGED, "zip: entries overlap")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(Why.ENCRYPTED, "zip: a password is needed")
    _with_usual_separators(container)
    return container


def _with_usual_separators(container: zipfile.ZipFile) -> None:
    """Old archivers of Windows wrote « word\\document.xml »; such a part is found under its proper name too."""
    for entry in container.infolist():
        if "\\" in entry.filename:
            entry.filename = entry.filename.replace("\\", "/")
            container.NameToInfo.setdefault(entry.filename, entry)


def part_of(container: zipfile.ZipFile, name: str, *, most_bytes: int = LARGEST_PART) -> bytes:
    """The bytes of one entry. Raises KeyError if it is not there, Unreadable: damaged, too_large."""
    container.getinfo(name)
    found = bytearray()
    try:
        with container.open(name) as part:
            while chunk := part.read(1 << 16):
                found += chunk
                if len(found) > most_bytes:
                    break
    except _BROKEN as error:
        raise Unreadable(Why.DAMAGED, f"zip: {type(error).__name__}") from error
    if len(found) > most_bytes:
        raise Unreadable(Why.TOO_LARGE, "zip: one part unpacks to more than it may")
    return bytes(found)


def xml_of(content: bytes) -> etree._Element:
    """The root of an XML document; no entity, no external document type, no network. Raises Unreadable (damaged)."""
    return _parsed(content, mending=False)


def xml_mended(content: bytes) -> tuple[etree._Element, bool]:
    """The same, and whether it was whole: what can be understood of one that is cut, or holds what no XML may."""
    try:
        return xml_of(content), True
    except Unreadable:
        if not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = _NOT_OF_XML.sub("", content.decode("utf-8", "replace"))
            content = _ENCODING.sub(r"\1", text, count=1).encode()
        return _parsed(content, mending=True), False


def _parsed(content: bytes, *, mending: bool) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=mending,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(Why.DAMAGED, "xml: not well formed") from error
    if root is None:
        raise Unreadable(Why.DAMAGED, "xml: empty")
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise Unreadable(Why.DAMAGED, "xml: declares entities")
    return root


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """True when two entries share bytes; a local header is at least 30 bytes long."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + 30 + entry.compress_size
    return False
