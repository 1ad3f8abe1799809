"""The same headed parts as documents of several makers: one column or two, PDF, DOCX or ODT, with a picture or without."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from xml.sax.saxutils import escape

import docx
from fpdf import FPDF
from PIL import Image
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, FrameBreak, PageTemplate, Paragraph, Spacer
from reportlab.platypus import Image as Picture

from benchmarks.screening.clothes import Part

MARGIN = ("head", "personal", "languages", "skills", "interests")
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13.5, alignment=TA_LEFT)
TITLE = ParagraphStyle("title", parent=BODY, fontName="Helvetica-Bold", fontSize=13, leading=17, spaceBefore=11)


def picture() -> io.BytesIO:
    """A small portrait: a plain square will do."""
    out = io.BytesIO()
    Image.new("RGB", (90, 110), (120, 140, 170)).save(out, "PNG")
    out.seek(0)
    return out


def pdf_one_column(parts: Sequence[Part]) -> bytes:
    frame = Frame(50, 50, A4[0] - 100, A4[1] - 100)
    return _pdf([frame], list(_flow(parts)))


def pdf_with_picture(parts: Sequence[Part]) -> bytes:
    frame = Frame(50, 50, A4[0] - 100, A4[1] - 100)
    return _pdf([frame], [Picture(picture(), 60, 75), *_flow(parts)])


def pdf_two_columns(parts: Sequence[Part]) -> bytes:
    """Contact, languages and skills in a margin on the left, everything else on the right."""
    left, right = Frame(40, 50, 160, A4[1] - 100), Frame(225, 50, A4[0] - 265, A4[1] - 100)
    aside = [part for part in parts if part.kind in MARGIN]
    main = [part for part in parts if part.kind not in MARGIN]
    return _pdf([left, right], [*_flow(aside), FrameBreak(), *_flow(main)])


def pdf_of_another_maker(parts: Sequence[Part]) -> bytes:
    """By another library; Latin letters only."""
    pdf = FPDF()
    pdf.add_page()
    for part in parts:
        if part.heading:
            pdf.ln(4)
            pdf.set_font("helvetica", "B", size=14)
            pdf.multi_cell(0, 8, part.heading, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("helvetica", size=10)
        for line in part.lines:
            pdf.multi_cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def docx_plain(parts: Sequence[Part]) -> bytes:
    return _docx(parts)


def docx_with_picture(parts: Sequence[Part]) -> bytes:
    return _docx(parts, with_picture=True)


def docx_two_columns(parts: Sequence[Part]) -> bytes:
    """A table of two cells: the margin and the rest."""
    made = docx.Document()
    cells = made.add_table(rows=1, cols=2).rows[0].cells
    for part in parts:
        cell = cells[0] if part.kind in MARGIN else cells[1]
        if part.heading:
            cell.add_paragraph(part.heading).runs[0].bold = True
        for line in part.lines:
            cell.add_paragraph(line)
    return _saved(made)


def odt(parts: Sequence[Part]) -> bytes:
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("text", "text"))
    )
    rows = []
    for part in parts:
        if part.heading:
            rows.append(f'<text:h text:outline-level="1">{escape(part.heading)}</text:h>')
        rows += [f"<text:p>{escape(line)}</text:p>" for line in part.lines]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        kind = "application/vnd.oasis.opendocument.text"
        container.writestr(zipfile.ZipInfo("mimetype"), kind, zipfile.ZIP_STORED)
        container.writestr(
            zipfile.ZipInfo("content.xml"),
            f"<office:document-content {spaces}><office:body><office:text>{''.join(rows)}</office:text></office:body>"
            "</office:document-content>",
        )
        container.writestr(
            zipfile.ZipInfo("META-INF/manifest.xml"),
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return out.getvalue()


LAYOUTS: dict[str, Callable[[Sequence[Part]], bytes]] = {
    "one column.pdf": pdf_one_column,
    "two columns.pdf": pdf_two_columns,
    "picture.pdf": pdf_with_picture,
    "another maker.pdf": pdf_of_another_maker,
    "plain.docx": docx_plain,
    "picture.docx": docx_with_picture,
    "two cells.docx": docx_two_columns,
    "plain.odt": odt,
}
OF_ANY_SCRIPT = ("plain.docx", "picture.docx", "two cells.docx", "plain.odt")


def _flow(parts: Sequence[Part]) -> Iterator[Flowable]:
    for part in parts:
        if part.heading:
            yield Paragraph(escape(part.heading), TITLE)
            yield Spacer(1, 3)
        for line in part.lines:
            yield Paragraph(escape(line), BODY)


def _pdf(frames: list[Frame], flow: list[Flowable]) -> bytes:
    out = io.BytesIO()
    made = BaseDocTemplate(out, pagesize=A4, invariant=1)
    made.addPageTemplates(PageTemplate(id="page", frames=frames))
    made.build(flow)
    return out.getvalue()


def _docx(parts: Sequence[Part], *, with_picture: bool = False) -> bytes:
    made = docx.Document()
    if with_picture:
        made.add_picture(picture())
    for part in parts:
        if part.heading:
            made.add_heading(part.heading, level=1)
        for line in part.lines:
            made.add_paragraph(line)
    return _saved(made)


def _saved(made: docx.document.Document) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
