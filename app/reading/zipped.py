"""Opens a ZIP container with limits that hold whatever the container claims. Knows no format inside it."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from typing import Any

from lxml import etree

from app.reading.unreadable import Unreadable, Why

MOST_ENTRIES = 2_000
LARGEST_UNPACKED = 100 * 1024 * 1024
LARGEST_PART = 40 * 1024 * 1024
# Honest XML of a few megabytes may pack a hundred to one; only a large container that packs so well is a bomb.
LARGEST_RATIO = 50
RATIO_COUNTS_FROM = 16 * 1024 * 1024

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


def open_zip(content: bytes) -> zipfile.ZipFile:
    """The container, checked before anything is unpacked. Raises Unreadable: damaged, encrypted, too_large."""
    try:
        container = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, UnicodeError) as error:
        raise Unreadable(Why.DAMAGED, f"zip: {type(error).__name__}") from error
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
    return container


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
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
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
