"""The programs that people write their documents with, and what happens to paper afterwards."""

from __future__ import annotations

import html
import io
import random
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt
from fpdf import FPDF
from PIL import Image, ImageFilter
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table
from weasyprint import HTML

from tests.samples.demo_words import Section, Words

NASKH = "/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf"
DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"

# ---- HTML, for Chromium, WeasyPrint and LibreOffice

_STYLE = {
    "plain": "body{font:11pt 'Noto Sans','Noto Naskh Arabic',sans-serif;margin:0}h1{font-size:20pt;margin:0}"
    "h2{font-size:12pt;border-bottom:1px solid #345;color:#234;margin:14pt 0 4pt}.when{color:#555}",
    "sidebar": "body{font:10.5pt 'Noto Sans',sans-serif;margin:0}h1{font-size:22pt;margin:0 0 8pt}main{display:flex}"
    "aside{width:32%;background:#e9eef2;padding:10pt;box-sizing:border-box}article{width:68%;padding:0 0 0 14pt;"
    "box-sizing:border-box}h2{font-size:12pt;text-transform:uppercase;letter-spacing:1px;color:#0b5563;margin:12pt 0 4pt}"
    ".when{float:right;color:#0b5563}ul{padding-left:14pt}",
    "banner": "body{font:10.5pt 'DejaVu Serif',serif;margin:0}header{background:#3b1f2b;color:#fff;padding:12pt}"
    "h1{margin:0;font-size:21pt}h2{font-size:12.5pt;color:#3b1f2b;margin:12pt 0 4pt}.when{font-style:italic}",
    "letter": "body{font:11.5pt/1.5 'DejaVu Serif','Noto Naskh Arabic',serif;margin:0}p{margin:0 0 8pt}",
}
_ON_THE_SIDE = ("langue", "contact", "language", "compétence")


def page_of(words: Words, theme: str) -> str:
    """A whole HTML page."""
    body = _cv_body(words, theme) if words.sections else _letter_body(words)
    style = _STYLE[theme if words.sections else "letter"]
    return (
        f'<!DOCTYPE html><html lang="{words.language}" dir="{words.direction}"><head><meta charset="utf-8">'
        f"<title>{html.escape(words.name or 'Document')}</title><style>@page{{size:A4;margin:18mm}}{style}</style></head>"
        f"<body>{body}</body></html>"
    )


def _cv_body(words: Words, theme: str) -> str:
    head = f"<h1>{html.escape(words.name)}</h1>"
    contact = f"<p>{html.escape(words.contact)}</p>"
    parts = {section.heading: _section(section) for section in words.sections}
    if theme != "sidebar":
        wrapped = f"<header>{head}{contact}</header>" if theme == "banner" else head + contact
        return wrapped + "".join(parts.values())
    side = [name for name in parts if name.lower().startswith(_ON_THE_SIDE)]
    rest = "".join(text for name, text in parts.items() if name not in side)
    contact = "".join(f"<div>{html.escape(each)}</div>" for each in words.contact.split(" · "))
    return (
        f"<main><aside><h2>Contact</h2>{contact}{''.join(parts[name] for name in side)}</aside>"
        f"<article>{head}{rest}</article></main>"
    )


def _section(section: Section) -> str:
    posts = "".join(
        f'<div><b>{html.escape(p.title)}</b> <span class="when">{html.escape(p.period)}</span><br>{html.escape(p.employer)}'
        + _bullets(p.bullets)
        + "</div>"
        for p in section.posts
    )
    return f"<section><h2>{html.escape(section.heading)}</h2>{posts}{_bullets(section.lines)}</section>"


def _bullets(lines: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{html.escape(line)}</li>" for line in lines) + "</ul>" if lines else ""


def _letter_body(words: Words) -> str:
    rows = [line for line in words.lines if " | " in line]
    text = "".join(f"<p>{html.escape(line)}</p>" for line in words.lines if line and " | " not in line)
    table = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row.split(" | ")) + "</tr>" for row in rows)
    return text + (f'<table border="1" cellspacing="0" cellpadding="4">{table}</table>' if rows else "")


def by_chromium(words: Words, theme: str = "plain") -> bytes:
    """Printed to PDF by the browser, as Canva-like sites do."""
    with tempfile.TemporaryDirectory() as folder:
        page, printed = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(page_of(words, theme), encoding="utf-8")
        subprocess.run(
            [
                shutil.which("chromium") or "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-pdf-header-footer",
                f"--print-to-pdf={printed}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return printed.read_bytes()


def by_weasyprint(words: Words, theme: str = "plain") -> bytes:
    """Pango and WeasyPrint."""
    return bytes(HTML(string=page_of(words, theme)).write_pdf())


def by_office(words: Words, theme: str = "plain", *, ending: str = "odt") -> bytes:
    """LibreOffice Writer, from the page."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(page_of(words, theme), encoding="utf-8")
        filters = {"odt": "odt:writer8", "docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_web_pdf_Export"}
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--infilter=HTML (StarWriter)",
                "--convert-to",
                filters[ending],
                "--outdir",
                folder,
                str(page),
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return (Path(folder) / f"page.{ending}").read_bytes()


# ---- Word, by python-docx


def by_word(words: Words, theme: str = "headings") -> bytes:
    """A DOCX: headings and bullets, or a table with the periods in its first column."""
    document = Document()
    for part in document.sections:
        part.left_margin = part.right_margin = Cm(2)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    if words.sections:
        document.add_heading(words.name, 0)
        document.add_paragraph(words.contact)
        for section in words.sections:
            document.add_heading(section.heading, 1)
            _word_section(document, section, theme)
    else:
        for line in words.lines:
            if line:
                document.add_paragraph(line.replace(" | ", " – "))
    if words.language == "ar":
        _turn_right_to_left(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _word_section(document: Document, section: Section, theme: str) -> None:
    if theme == "table" and section.posts:
        table = document.add_table(rows=0, cols=2)
        for post in section.posts:
            left, right = table.add_row().cells
            left.text, right.text = post.period, f"{post.title}\n{post.employer}"
            for bullet in post.bullets:
                right.add_paragraph(bullet, style="List Bullet")
    else:
        for post in section.posts:
            title = document.add_paragraph()
            title.add_run(post.title).bold = True
            title.add_run(f"\t{post.period}" if theme == "tabs" else f", {post.period}")
            title.paragraph_format.tab_stops.add_tab_stop(Cm(13))
            document.add_paragraph(post.employer)
            for bullet in post.bullets:
                document.add_paragraph(bullet, style="List Bullet")
    for line in section.lines:
        document.add_paragraph(line, style="List Bullet")


def _turn_right_to_left(document: Document) -> None:
    for paragraph in document.paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT  # the start side of a right-to-left paragraph
        paragraph.paragraph_format.element.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in paragraph.runs:
            run._element.get_or_add_rPr().append(OxmlElement("w:rtl"))


# ---- reportlab and fpdf2


def by_reportlab(words: Words, theme: str = "plain") -> bytes:
    """Platypus, with a TrueType font."""
    pdfmetrics.registerFont(TTFont("DejaVu", DEJAVU))
    pdfmetrics.registerFont(TTFont("DejaVu-Bold", DEJAVU.replace(".ttf", "-Bold.ttf")))
    normal = ParagraphStyle("n", parent=getSampleStyleSheet()["Normal"], fontName="DejaVu", fontSize=9.5, leading=13)
    bold = ParagraphStyle("b", parent=normal, fontName="DejaVu-Bold")
    heading = ParagraphStyle("h", parent=bold, fontSize=12, leading=18, spaceBefore=8, textColor="#1a4b2c")
    right = ParagraphStyle("r", parent=normal, alignment=TA_RIGHT)
    story: list[Flowable] = []
    if words.sections:
        story += [Paragraph(html.escape(words.name), ParagraphStyle("t", parent=bold, fontSize=18, leading=24))]
        story += [Paragraph(html.escape(words.contact), normal)]
    for section in words.sections:
        story.append(Paragraph(html.escape(section.heading), heading))
        for post in section.posts:
            line = [Paragraph(html.escape(post.title), bold), Paragraph(html.escape(post.period), right)]
            story.append(Table([line], colWidths=[310, 170], style=[("LEFTPADDING", (0, 0), (-1, -1), 0)]))
            story.append(Paragraph(html.escape(post.employer), normal))
            story += [Paragraph("• " + html.escape(bullet), normal) for bullet in post.bullets]
        story += [Paragraph("• " + html.escape(line), normal) for line in section.lines]
    for line in words.lines:
        story += [Paragraph(html.escape(line), normal), Spacer(1, 6)] if line else []
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4, title=words.name, topMargin=50, leftMargin=55, rightMargin=55).build(story)
    return stream.getvalue()


def by_fpdf(words: Words, theme: str = "plain") -> bytes:
    """fpdf2 with HarfBuzz: Arabic shaped and set from the right."""
    pdf = FPDF()
    pdf.add_font("Naskh", fname=NASKH)
    pdf.add_font("DejaVu", fname=DEJAVU)
    pdf.set_font("Naskh", size=13)
    pdf.set_fallback_fonts(["DejaVu"])
    pdf.set_text_shaping(True)
    pdf.add_page()
    for size, line in _flat(words):
        pdf.set_font_size(size)
        if line:
            pdf.multi_cell(0, 8 if size < 14 else 10, line, align="R", new_x="LMARGIN", new_y="NEXT")
        else:
            pdf.ln(4)
    return bytes(pdf.output())


def _flat(words: Words) -> list[tuple[int, str]]:
    lines = [(20, words.name), (11, words.contact)] if words.sections else []
    for section in words.sections:
        lines += [(11, ""), (15, section.heading)]
        for post in section.posts:
            lines += [(13, post.title), (12, f"{post.employer}، {post.period}")]
            lines += [(12, f"- {bullet}") for bullet in post.bullets]
        lines += [(12, f"- {line}") for line in section.lines]
    return lines + [(13, line) for line in words.lines]


# ---- what happens to paper


def as_scan(pdf: bytes, *, dpi: int = 200) -> bytes:
    """The printed page on an office scanner: grey, a little crooked, a little dirty; no text in the PDF."""
    random.seed(20260504)
    pages = [
        _dirty(page.rotate(random.uniform(-0.7, 0.7), fillcolor=245, expand=False)) for page in _pictures(pdf, dpi)
    ]
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", resolution=dpi, save_all=True, append_images=pages[1:], quality=55)
    return stream.getvalue()


def as_photo(pdf: bytes) -> bytes:
    """The first page under a desk lamp, by a phone held a little to one side."""
    page = _pictures(pdf, 190)[0].convert("RGB")
    width, height = page.size
    desk = Image.new("RGB", (width + 260, height + 220), (116, 92, 70))
    desk.paste(page, (130, 110))
    tilted = desk.transform(
        desk.size,
        Image.Transform.QUAD,
        (40, 20, 0, desk.height, desk.width, desk.height - 30, desk.width - 60, 0),
        Image.Resampling.BICUBIC,
    )
    light = np.linspace(1.04, 0.78, tilted.width)[None, :, None] * np.linspace(1.0, 0.92, tilted.height)[:, None, None]
    lit = np.clip(np.asarray(tilted, dtype=float) * light, 0, 255).astype("uint8")
    stream = io.BytesIO()
    Image.fromarray(lit).filter(ImageFilter.GaussianBlur(0.5)).save(stream, "JPEG", quality=72)
    return stream.getvalue()


def _pictures(pdf: bytes, dpi: int) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]


def _dirty(page: Image.Image) -> Image.Image:
    noise = np.random.default_rng(7).normal(0, 5, (page.height, page.width))
    return Image.fromarray(np.clip(np.asarray(page, dtype=float) * 0.97 + noise, 0, 255).astype("uint8"))


def locked(pdf: bytes) -> bytes:
    """The same PDF, opened by a password only."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(stream, encryption=pikepdf.Encryption(user="widad2026", owner="widad2026"))
    return stream.getvalue()


def together(*parts: bytes) -> bytes:
    """Several PDFs as one."""
    stream = io.BytesIO()
    with pikepdf.new() as whole:
        for part in parts:
            with pikepdf.open(io.BytesIO(part)) as source:
                whole.pages.extend(source.pages)
        whole.save(stream)
    return stream.getvalue()
