"""What a file is, by its content; the name is only a hint."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from app.reading.kinds import Kind, kind_of
from app.reading.unreadable import Unreadable, Why
from tests.reading.make import docx_of, odt_of, p, zip_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def _image(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("L", (20, 20), 255).save(out, form)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        (Kind.PDF, "cv.doc", b"%PDF-1.4\n"),
        (Kind.PDF, "cv.pdf", b"x" * 3000 + b"%PDF-1.4\n"),
        (Kind.DOCX, "cv.doc", docx_of(p("CV"))),
        (Kind.ODT, "cv.docx", odt_of("")),
        (Kind.DOC, "cv.docx", OLE + "WordDocument".encode("utf-16-le")),
        (Kind.RTF, "cv.doc", rb"{\rtf1 CV}"),
        (Kind.HTML, "cv.doc", b"<html><body>CV</body></html>"),
        (Kind.MHTML, "cv.doc", b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n"),
        (Kind.PLAIN, "cv", "Salma – coordinatrice".encode("cp1252")),
        (Kind.PLAIN, "cv.txt", "منسقة مشاريع".encode("utf-16")),
        (Kind.IMAGE, "cv.pdf", _image("PNG")),
        (Kind.IMAGE, "cv.jpg", _image("TIFF")),
        (Kind.IMAGE, "cv.jpg", _image("WEBP")),
        (Kind.IMAGE, "cv.gif", _image("GIF")),
        (Kind.IMAGE, "cv.bmp", _image("BMP")),
        (Kind.PLAIN, "cv.txt", b"BMW, Casablanca"),
        (Kind.ARCHIVE, "cv.eml", b"From: x\nMIME-Version: 1.0\nContent-Type: text/plain\n\nCV"),
        (Kind.ARCHIVE, "dossier.zip", zip_of({"cv.txt": "CV"})),
    ],
)
def test_the_content_decides(kind: Kind, name: str, content: bytes) -> None:
    assert kind_of(content, file_name=name) is kind


@pytest.mark.parametrize(
    ("why", "name", "content"),
    [
        (Why.DAMAGED, "cv.pdf", b""),
        (Why.DAMAGED, "cv.pdf", bytes(400)),
        (Why.UNKNOWN_FORMAT, "cv.pdf", b"MZ\x90\x00" + bytes(100)),
        (Why.UNKNOWN_FORMAT, "cv.pdf", b"\x7fELF" + bytes(100)),
        (Why.UNKNOWN_FORMAT, "cv.txt", b"#!/bin/sh\nrm -rf /\n"),
        (Why.UNKNOWN_FORMAT, "cv.pdf", b"hello world"),
        (Why.UNKNOWN_FORMAT, "cv.docx", b"<html>404</html>"),
        (Why.UNKNOWN_FORMAT, "cv.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        (Why.UNKNOWN_FORMAT, "cv.psd", b"8BPS\x00\x01" + bytes(range(256))),
        (Why.UNKNOWN_FORMAT, "cv.xlsx", zip_of({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"})),
        (Why.UNKNOWN_FORMAT, "cv.ods", zip_of({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"})),
        (Why.UNKNOWN_FORMAT, "cv.msg", OLE),
        (Why.ENCRYPTED, "cv.docx", OLE + "EncryptedPackage".encode("utf-16-le")),
        (Why.DAMAGED, "cv.docx", docx_of(p("CV"))[:30]),
    ],
)
def test_what_has_no_reader_says_why(why: Why, name: str, content: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        kind_of(content, file_name=name)

    assert refused.value.why is why
