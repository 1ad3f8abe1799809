"""Office files and archives made to hurt a reader."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from app.reading.unreadable import Why
from tests.reading.hostile_made import BOMB, READ, WORDS, Hostile
from tests.reading.make import docx_of, odt_of, zip_of


def _docx(body: str, *, parts: Mapping[str, bytes | str] | None = None) -> bytes:
    return docx_of(body, parts=parts)


def _docx_with(main: str | bytes) -> bytes:
    return docx_of("", parts={"word/document.xml": main})


_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _paragraph(text: str = WORDS) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _bomb_docx() -> bytes:
    return docx_of(_paragraph(), parts={"word/media/image1.bmp": bytes(300_000_000)})


def _lying_docx() -> bytes:
    """A part that says it is small and unpacks to 200 MB."""
    honest = docx_of("", parts={"word/document.xml": b"<w:document>" + b" " * 200_000_000 + b"</w:document>"})
    size = struct.pack("<I", 200_000_000 + 27)
    for real in {size, struct.pack("<I", 200_000_000 + len(b"<w:document></w:document>"))}:
        honest = honest.replace(real, struct.pack("<I", 1000))
    return honest


def _overlapping_zip() -> bytes:
    """Two names for the same bytes: the central directory points twice at one entry."""
    honest = zip_of({"cv.txt": "x" * 1000})
    at = honest.find(b"PK\x01\x02")
    end = honest.find(b"PK\x05\x06")
    entry = honest[at:end]
    tail = bytearray(honest[end:])
    struct.pack_into("<HHII", tail, 8, 2, 2, 2 * len(entry), at)
    return honest[:end] + entry.replace(b"cv.txt", b"cw.txt") + bytes(tail)


def _quine_like() -> bytes:
    inner = b""
    for _ in range(8):
        inner = zip_of({f"r{copy}.zip": inner or b"x" for copy in range(3)})
    return inner


def _odt_twin() -> bytes:
    return odt_of(f"<text:p>{WORDS}</text:p>" * 60_000)


_OF_OFFICE = {
    "D01": ("300 MB in 300 kB", "cv.docx", _bomb_docx, frozenset({Why.TOO_LARGE})),
    "D02": ("archives in archives", "cv.zip", _quine_like, frozenset({Why.UNKNOWN_FORMAT})),
    "D03": ("entries that overlap", "cv.zip", _overlapping_zip, frozenset({Why.DAMAGED})),
    "D04": ("an entity that is a file", "cv.docx", lambda: _docx_with(f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {_WORD}><w:body>{_paragraph("&x;")}</w:body></w:document>'), frozenset({Why.DAMAGED})),
    "D05": ("a milliard of laughs", "cv.docx", lambda: _docx_with("<!DOCTYPE d [<!ENTITY a '" + "ha" * 100 + "'>" + "".join(f"<!ENTITY {n} '{('&' + p + ';') * 10}'>" for p, n in zip("abcdefgh", "bcdefghi", strict=True)) + f"]><w:document {_WORD}><w:body>{_paragraph('&i;')}</w:body></w:document>"), frozenset({Why.DAMAGED})),
    "D06": ("a template far away", "cv.docx", lambda: _docx(_paragraph(), parts={"word/_rels/settings.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://127.0.0.1:9/evil.dotm" TargetMode="External"/></Relationships>'}), frozenset({READ})),
    "D07": ("macros under another name", "cv.docx", lambda: _docx(_paragraph(), parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(500)}), frozenset({READ})),
    "D08": ("a million paragraphs", "cv.docx", lambda: _docx(_paragraph("a") * 1_000_000), BOMB),
    "D09": ("100,000 elements in each other", "cv.docx", lambda: _docx("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000), frozenset({Why.DAMAGED})),
    "D10": ("parts that are missing", "cv.docx", lambda: zip_of({"[Content_Types].xml": "<Types>wordprocessingml</Types>"}), frozenset({Why.DAMAGED})),
    "D11": ("an object inside RTF, called .doc", "cv.doc", lambda: rb"{\rtf1\ansi " + WORDS.encode() + rb"{\object\objemb{\*\objdata " + b"d0cf11e0" * 50_000 + b"}}}", frozenset({READ})),
    "D12": ("60,000 paragraphs of OpenDocument", "cv.odt", _odt_twin, BOMB),
    "D13": ("a part that lies about its size", "cv.docx", _lying_docx, BOMB),
    "D14": ("a program called .pdf", "cv.pdf", lambda: b"MZ\x90\x00" + bytes(2000), frozenset({Why.UNKNOWN_FORMAT})),
    "D15": ("RTF with 200,000 open groups", "cv.rtf", lambda: rb"{\rtf1 " + b"{" * 200_000 + WORDS.encode(), BOMB | {READ}),
}  # fmt: skip

HOSTILE_OFFICE_FILES = {
    key: Hostile(what, name, make, frozenset(ends)) for key, (what, name, make, ends) in _OF_OFFICE.items()
}
