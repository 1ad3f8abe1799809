"""Word documents that are one XML file: packages written out flat, and those of Word 2003. Read as the DOCX they stand for."""

from __future__ import annotations

import base64
import binascii
import io
import zipfile

from lxml import etree

from app.reading.office.docx import read_docx
from app.reading.text import ReadText
from app.reading.unreadable import Unreadable, Why
from app.reading.zipped import xml_of

_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_OF_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_USUAL.decode()}}}"
_NAMED_WITHIN = 16_384
_HINTS = "{http://schemas.microsoft.com/office/word/2003/auxHint}"


def read_flat_word(content: bytes) -> ReadText:
    """Raises Unreadable: damaged, too_large, too_long."""
    if _OF_2003 in content[:_NAMED_WITHIN]:
        return read_docx(_zipped(_parts_of_2003(xml_of(content.replace(_OF_2003, _USUAL)))))
    return read_docx(_zipped(_parts_of_package(xml_of(content))))


def _parts_of_package(root: etree._Element) -> dict[str, bytes]:
    found = {}
    for part in root.iter(_PACKAGE + "part"):
        name = part.get(_PACKAGE + "name", "").lstrip("/")
        data, packed = part.find(_PACKAGE + "xmlData"), part.find(_PACKAGE + "binaryData")
        if data is not None and len(data):
            found[name] = etree.tostring(data[0])
        elif packed is not None:
            try:
                found[name] = base64.b64decode(packed.text or "")
            except binascii.Error:
                continue  # a picture, nearly always
    return found


def _parts_of_2003(root: etree._Element) -> dict[str, bytes]:
    """The text with the marks of its lists written out, as Word 2003 itself notes them, and its styles."""
    body = root.find(W + "body")
    if body is None:
        raise Unreadable(Why.DAMAGED, "word 2003: no body")
    for listed in list(body.iter(W + "listPr")):
        mark, paragraph = listed.find(_HINTS + "t"), next(listed.iterancestors(W + "p"), None)
        if mark is not None and paragraph is not None:
            run = etree.SubElement(paragraph, W + "r")
            etree.SubElement(run, W + "t").text = mark.get(_HINTS + "val", "") + " "
            paragraph.insert(1, run)
    for wrapper in (*body.iter(_HINTS + "sect"), *body.iter(_HINTS + "sub-section")):
        wrapper.tag = W + "sdtContent"
    for link in body.iter(W + "hlink"):
        link.tag = W + "hyperlink"
    document = etree.Element(W + "document")
    document.append(body)
    parts = {"word/document.xml": etree.tostring(document)}
    styles = root.find(W + "styles")
    return parts if styles is None else {**parts, "word/styles.xml": etree.tostring(styles)}


def _zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as container:
        for name, content in parts.items():
            container.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()
