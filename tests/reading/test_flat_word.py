"""Word documents that are one XML file."""

from __future__ import annotations

import base64

from app.reading.read import read_piece
from tests.reading.make import docx_of, p

W2003 = 'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"'


def test_a_package_written_out_flat_is_the_document_it_stands_for() -> None:
    name = "http://schemas.microsoft.com/office/2006/xmlPackage"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    document = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"{p('Chargée de projet')}</w:body></w:document>"
    )
    picture = base64.b64encode(b"no picture").decode()
    flat = (
        f'<?xml version="1.0"?><pkg:package xmlns:pkg="{name}"><pkg:part pkg:name="/_rels/.rels"><pkg:xmlData>{relations}'
        f'</pkg:xmlData></pkg:part><pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{document}</pkg:xmlData></pkg:part>'
        f'<pkg:part pkg:name="/word/media/a.png"><pkg:binaryData>{picture}</pkg:binaryData></pkg:part></pkg:package>'
    )

    assert read_piece(flat.encode(), file_name="cv.xml").text == "Chargée de projet"


def test_a_document_of_word_2003_tells_its_list_marks_itself() -> None:
    listed = '<w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="1."/></w:listPr></w:pPr>'
    body = (
        f"<wx:sect><wx:sub-section><w:p><w:r><w:t>Salma</w:t></w:r></w:p><w:p>{listed}<w:hlink><w:r><w:t>Budget</w:t></w:r>"
        "</w:hlink></w:p></wx:sub-section></wx:sect>"
    )
    flat = f'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument {W2003}><w:body>{body}</w:body></w:wordDocument>'

    assert read_piece(flat.encode(), file_name="cv.doc").text == "Salma\n1. Budget"


def test_a_usual_document_is_none_of_them() -> None:
    assert read_piece(docx_of(p("Salma")), file_name="cv.xml").text == "Salma"
