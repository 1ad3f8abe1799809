"""Where an office file's pages end, and what stands at their head and foot."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from app.reading.office.docx import read_docx
from app.reading.office.fonts_asked import has_its_pages
from app.reading.office.odt import read_odt
from app.reading.office.pages_said import pages_said
from app.reading.text import plain_text
from tests.reading.make import docx_of, odt_of, p, part_of, relation, zip_of

BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
PRINTED_BREAK = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Deux</w:t></w:r></w:p>"
APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Pages>{}</Pages><Words>{}</Words></Properties>"
)


def _field(code: str, result: str) -> str:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    shown = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return f"{begin}<w:r><w:instrText> {code} </w:instrText></w:r>{shown if result else ''}{end}"


def _with_edges(body: str, edges: dict[str, str]) -> bytes:
    """A DOCX with these headers (`h…`) and footers (`f…`), by the names the body refers to."""
    tags = {"h": ("hdr", "header"), "f": ("ftr", "footer")}
    return docx_of(
        body,
        relations="".join(relation(name, tags[name[0]][1], f"{name}.xml") for name in edges),
        parts={f"word/{name}.xml": part_of(tags[name[0]][0], text) for name, text in edges.items()},
    )


def test_a_break_asked_for_and_the_same_break_as_printed_make_one_page() -> None:
    assert read_docx(docx_of(p("Un") + BREAK + PRINTED_BREAK)).text == "Un\fDeux"


def test_the_first_page_of_a_section_may_have_edges_of_its_own() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="h1"/><w:headerReference w:type="first" r:id="h2"/>'
        "<w:titlePg/></w:sectPr>"
    )
    document = _with_edges(
        p("Un") + BREAK + p("Deux") + BREAK + p("Trois") + section, {"h1": p("Salma, suite"), "h2": p("Salma Bennani")}
    )

    assert read_docx(document).text == "Salma Bennani\n\nUn\fSalma, suite\n\nDeux\fSalma, suite\n\nTrois"


def test_a_section_begins_a_page_unless_it_goes_on() -> None:
    first = '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr></w:pPr></w:p>'
    last = '<w:sectPr><w:type w:val="{}"/><w:headerReference w:type="default" r:id="h2"/></w:sectPr>'
    edges = {"h1": p("Lettre"), "h2": p("Annexe")}

    parted, going_on = (
        read_docx(_with_edges(p("Un") + first + p("Deux") + last.format(kind), edges)).text
        for kind in ("nextPage", "continuous")
    )

    assert parted == "Lettre\n\nUn\fAnnexe\n\nDeux"
    assert going_on == "Lettre\n\nUn\n\nDeux"


def test_each_page_tells_its_own_number_and_how_many_there_are() -> None:
    footer = f"<w:p><w:r><w:t xml:space='preserve'>Page </w:t></w:r>{_field('PAGE', '1')}<w:r><w:t>/</w:t></w:r>{_field('NUMPAGES', '')}</w:p>"
    body = p("Un") + BREAK + p("Deux") + '<w:sectPr><w:footerReference w:type="default" r:id="f1"/></w:sectPr>'

    assert read_docx(_with_edges(body, {"f1": footer})).text == "Un\n\nPage 1/2\fDeux\n\nPage 2/2"


def test_the_pages_an_odt_was_last_printed_on_are_its_pages() -> None:
    shared = "<style:master-page style:name='Standard'><style:footer><text:p>p. <text:page-number>7</text:page-number></text:p></style:footer></style:master-page>"
    body = "<text:p>Un</text:p><text:p>deux<text:soft-page-break/> fois</text:p><text:p>Trois</text:p>"

    assert read_odt(odt_of(body, shared=shared)).text == "Un\ndeux fois\n\np. 1\fTrois\n\np. 2"


def test_the_pages_of_an_odt_that_nobody_has_looked_at_are_no_pages() -> None:
    content = odt_of("<text:p>Un</text:p><text:soft-page-break/><text:p>Deux</text:p>")
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        parts = {name: container.read(name) for name in container.namelist()}
    converted = zip_of({**parts, "meta.xml": _meta(2, 2, edited="P0D")}, stored=("mimetype",))

    assert (read_odt(content).text, read_odt(converted).text) == ("Un\fDeux", "Un\nDeux")
    assert pages_said(converted, file_name="cv.odt", words=2) is None


def test_a_master_for_the_first_page_names_the_one_that_follows() -> None:
    def master(name: str, header: str, follower: str = "") -> str:
        follows = f'style:next-style-name="{follower}"' if follower else ""
        return f'<style:master-page style:name="{name}" {follows}><style:header><text:p>{header}</text:p></style:header></style:master-page>'

    styles = (
        '<style:style style:family="paragraph" style:name="P1" style:master-page-name="First"/>'
        '<style:style style:family="paragraph" style:name="P2"><style:paragraph-properties fo:break-before="page"/></style:style>'
    )
    body = '<text:p text:style-name="P1">Un</text:p><text:p text:style-name="P2">Deux</text:p>'

    read = read_odt(odt_of(body, styles=styles, shared=master("First", "Salma", "Rest") + master("Rest", "Suite")))

    assert read.text == "Salma\n\nUn\fSuite\n\nDeux"


def _doc(pages: int, words: int) -> bytes:
    """An old Word file's count of itself, in a file that has nothing else."""
    numbers = [(0x0E, pages), (0x0F, words)]
    table = b"".join(struct.pack("<II", name, 24 + 8 * place) for place, (name, _) in enumerate(numbers))
    section = struct.pack("<II", 40, len(numbers)) + table + b"".join(struct.pack("<II", 3, n) for _, n in numbers)
    summary = bytes(28) + bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9") + struct.pack("<I", 48) + section
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + summary


def _meta(pages: int, words: int, *, edited: str = "PT7M") -> str:
    return (
        '<m xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0">'
        f"<meta:editing-duration>{edited}</meta:editing-duration>"
        f'<meta:document-statistic meta:page-count="{pages}" meta:word-count="{words}"/></m>'
    )


def _odt(pages: int, words: int) -> bytes:
    meta = _meta(pages, words)
    return zip_of({"mimetype": "application/vnd.oasis.opendocument.text", "meta.xml": meta})


@pytest.mark.parametrize(
    ("said", "template"),
    [
        (
            docx_of("", parts={"docProps/app.xml": APP.format(2, 100)}),
            docx_of("", parts={"docProps/app.xml": APP.format(2, 0)}),
        ),
        (_odt(2, 100), _odt(2, 9)),
        (rb"{\rtf1{\info{\nofpages2}{\nofwords100}}x}", rb"{\rtf1 x}"),
        (_doc(2, 100), _doc(2, 1)),
    ],
    ids=["docx", "odt", "rtf", "doc"],
)
def test_the_count_of_the_authors_program_is_believed_when_it_counted_this_text(said: bytes, template: bytes) -> None:
    assert pages_said(said, file_name="cv", words=104) == 2
    assert pages_said(template, file_name="cv", words=104) is None


def test_a_rendition_has_the_files_pages_when_it_has_as_many_as_the_file_says() -> None:
    file = docx_of("", parts={"docProps/app.xml": APP.format(2, 3)})
    one, two = plain_text("Salma à Fès"), plain_text("Salma\fà Fès")

    def told(paper: object) -> bool:
        return has_its_pages(file, file_name="cv.docx", rendition=b"", file=one, paper=paper)  # type: ignore[arg-type]

    assert (told(one), told(two)) == (False, True)
