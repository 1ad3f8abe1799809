"""Small files of our own for the door: the least that each kind needs to be that kind."""

from __future__ import annotations

import io
import zipfile

from fpdf import FPDF
from fpdf.enums import EncryptionMethod

WINDOWS_PROGRAM = (
    b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00\xb8"
    + bytes(43)
    + b"\x80\x00\x00\x00"
    + bytes(64)
    + b"PE\x00\x00\x64\x86\x02\x00"
    + bytes(512)
)
PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa7\x9a\xa0\xa0\x00\x00\x00\x00IEND\xaeB`\x82"
)
PAGE = b"<html><body><script>alert(1)</script></body></html>"


def pdf(words: str = "Curriculum vitae", *, password: str | None = None) -> bytes:
    """A one-page PDF that says `words`, locked with `password` when given."""
    made = FPDF()
    if password:
        made.set_encryption(owner_password="owner", user_password=password, encryption_method=EncryptionMethod.RC4)
    made.add_page()
    made.set_font("helvetica", size=12)
    made.cell(text=words)
    return bytes(made.output())


def docx(*, main_part_first: bool = True) -> bytes:
    """The bones of a Word file; libmagic does not know it when its parts come in another order."""
    parts = [
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", "<Relationships/>"),
        ("word/document.xml", "<document/>"),
    ]
    return _zipped(parts if main_part_first else [("custom/item.bin", "x" * 3000), *reversed(parts)])


def odt() -> bytes:
    """The bones of an OpenDocument text."""
    return _zipped(
        [
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", "<c/>"),
            ("META-INF/manifest.xml", "<m/>"),
        ]
    )


def archive() -> bytes:
    """A zip of anything."""
    return _zipped([("notes.txt", "hello")])


def _zipped(parts: list[tuple[str, str]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in parts:
            made.writestr(name, content)
    return buffer.getvalue()
