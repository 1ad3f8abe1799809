"""Files of which some is lost: what is left is read, and what is lost is said. And files that only look so."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage

import pikepdf
from PIL import Image, ImageDraw

from app.reading.unreadable import Why
from tests.reading.hostile_made import (
    FLATE,
    FONT,
    LINES,
    READ,
    RESOURCES,
    WELL,
    Hostile,
    one_page,
    pdf,
    stream,
    written,
)
from tests.reading.make import docx_of, odt_of, p, zip_of
from tests.reading.odd_pdf import composite, in_font
from tests.reading.old_word import Said, doc_of

PACKED = zlib.compress(written([*LINES, *(f"Projet {number**5} mené à bien" for number in range(60))]))
_DAMAGED = frozenset({Why.DAMAGED})
_CHOICE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PARAGRAPHS = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LINES)


def _pages(*contents: bytes, without: tuple[int, ...] = ()) -> bytes:
    """A page for each content stream; objects 10, 12 … are the pages, 11, 13 … what draws them."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 5: FONT}
    for place, content in enumerate(contents):
        objects[10 + 2 * place] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources %s>>" % (
            11 + 2 * place,
            RESOURCES,
        )
        objects[11 + 2 * place] = content
    kids = b" ".join(b"%d 0 R" % (10 + 2 * place) for place in range(len(contents)))
    objects[2] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents))
    return pdf({number: body for number, body in sorted(objects.items()) if number not in without})


def _three_pages() -> bytes:
    return _pages(*(stream(written([*LINES, f"Page {number}"] * 3)) for number in (1, 2, 3)))


def _half_downloaded() -> bytes:
    """Written for the web: the first page's objects come first, the tree of pages later."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(_three_pages())) as document:
        document.save(out, linearize=True)
    whole = out.getvalue()
    return whole[: whole.rfind(b"endstream", 0, len(whole) * 3 // 4) + 30]


def _picture_page(*, beside: bool) -> bytes:
    """A page that is a picture nobody can decode; `beside` it, another of plain words."""
    picture = stream(
        b"\x00\x00\x00\x0cjP  \r\n\x87\n" + b"\xff" * 90,
        b"/Type/XObject/Subtype/Image/Width 900/Height 1200/Filter/JPXDecode",
    )
    content = stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    if not beside:
        return one_page(b"q 595 0 0 842 0 0 cm /I Do Q", resources=b"<</XObject<</I 6 0 R>>>>", o6=picture)
    whole = _pages(stream(written()), content)
    with pikepdf.open(io.BytesIO(whole)) as document:
        image = document.make_stream(b"\x00\x00\x00\x0cjP  \r\n\x87\n" + b"\xff" * 90)
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height, image.Filter = 900, 1200, pikepdf.Name.JPXDecode
        document.pages[1].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def _small_page(more: bytes = b"") -> Callable[[], bytes]:
    content = written().replace(b"/F 12 Tf 72 760 Td 16 TL", b"/F 1.2 Tf 7 76 Td 1.6 TL")
    return lambda: one_page(content).replace(b"/MediaBox[0 0 595 842]", b"/MediaBox[0 0 59.5 84.2]" + more)


def _widths(body: bytes) -> Callable[[], bytes]:
    return in_font(b"<</Type/Font/Subtype/TrueType/BaseFont/Own/Encoding/WinAnsiEncoding%s>>" % body)


def _bare_descendant() -> bytes:
    return composite()().replace(b"/DescendantFonts[7 0 R]", b"/DescendantFonts 7 0 R")


def _mail(*files: tuple[str, bytes], inside: EmailMessage | None = None) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "salma@example.org", "omp@example.org", "Candidature"
    mail.set_content("Bonjour, voici mon dossier.")
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    if inside is not None:
        mail.add_attachment(inside)
    return mail


def _mail_in_mail() -> bytes:
    return _mail(inside=_mail(("cv.pdf", one_page(written())))).as_bytes()


def _mailbox() -> bytes:
    mail = _mail(("cv.pdf", one_page(written()))).as_bytes()
    return (
        b"From salma@example.org Mon Apr 27 10:00:00 2026\n"
        + mail
        + b"\n\nFrom x@example.org Mon Apr 27 10:01:00 2026\n"
        + mail
    )


def _windows_docx() -> bytes:
    whole = docx_of(_PARAGRAPHS)
    return whole.replace(b"word/document.xml", b"word\\document.xml").replace(b"_rels/.rels", b"_rels\\.rels")


def _half_jpeg() -> bytes:
    whole = _drawn(*LINES, form="JPEG")
    return whole[: len(whole) // 2]


def _drawn(*lines: str, form: str = "PNG") -> bytes:
    """A page of A4 at 110 dpi with these lines on it."""
    image = Image.new("L", (910, 1286), "white")
    for number, line in enumerate(lines):
        ImageDraw.Draw(image).text((70, 90 + 60 * number), line, fill="black", font_size=26)
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


def _scan_in_rtf() -> bytes:
    return rb"{\rtf1\ansi CV\par{\pict\pngblip\picw910\pich1286 " + _drawn(*LINES).hex("\n", 64).encode() + rb"}\par}"


def _photo_in_points() -> bytes:
    """A scan at 300 dpi on a page with a point for each of its pixels, more than a square metre."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(_drawn(*LINES))) as page:
        page.resize((2482, 3507), Image.Resampling.BICUBIC).save(out, "PDF", resolution=72)
    return out.getvalue()


def _half_word() -> bytes:
    """Cut behind its text: the list of contents comes last."""
    whole = docx_of(_PARAGRAPHS)
    return whole[: whole.rindex(b"PK\x03\x04") + 20]


def _half_old_word() -> bytes:
    """Without the stream that says where each piece of the text lies, and with no list of streams."""
    whole = doc_of(*(Said(f"{line}\r") for line in LINES), Said('Voir \x13 HYPERLINK "x" \x14mon site\x15 \x01\r'))
    text = whole.index("rapports".encode("utf-16-le"))
    return whole[:1024] + bytes(512) + whole[1536 : text + 400]


def _cut_archive() -> bytes:
    whole = zip_of({"cv.docx": docx_of(_PARAGRAPHS), "lettre.txt": "Madame, Monsieur, " * 40})
    return whole[: whole.rindex(b"PK\x03\x04") + 50]


def _without_ends() -> bytes:
    """Each object begins where the one before ends, and the table points elsewhere."""
    return one_page(written()).replace(b"endobj\n", b"endobj").replace(b" 00000 n", b"7 0000 n")


def _table_named_by_itself() -> bytes:
    """Objects in a pack that only a second table knows, and the first names itself instead."""
    whole, pages = one_page(written()), b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    pack = stream(b"2 0 " + pages, b"/Type/ObjStm/N 1/First 4")
    begun = whole.index(b"2 0 obj")
    packed = whole[:begun] + b"9 0 obj\n" + pack + whole[whole.index(b"\nendobj", begun) :]
    table = packed.rindex(b"xref", 0, packed.rindex(b"startxref"))
    lost = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 10/Root 1 0 R/XRefStm %d/Prev %d>>" % (table, table)
    return packed[:table] + lost + b"\nstartxref\n%d\n%%%%EOF" % table


def _nested_page(depth: int) -> bytes:
    words = " ".join(LINES)
    return f"<html><body>{'<table><tr><td>' * depth}{words}{'</td></tr></table>' * depth}</body></html>".encode()


def _blank_pages() -> bytes:
    out = io.BytesIO()
    Image.new("L", (8, 8)).save(out, "TIFF", save_all=True, append_images=[Image.new("L", (8, 8))] * 49)
    return out.getvalue()


def _with_part(container: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(container)
    with zipfile.ZipFile(out, "a") as opened:
        opened.writestr(name, content)
    return out.getvalue()


def _half_xml() -> bytes:
    body = _PARAGRAPHS + "<w:p><w:r><w:t>" + "Fin du parcours " * 40
    document = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}'
    return docx_of("", parts={"word/document.xml": document})


def _odt_of_another_mind() -> bytes:
    return odt_of("".join(f"<text:p>{line}</text:p>" for line in LINES) + "<calligra:mark>&</calligra:mark>")


_NOUGHTS = b"/FirstChar 32/LastChar 126/Widths[(a) null 5 0 R /x 99999999999999999999]"
_OFF = b"/FirstChar -2000000000/LastChar 126/Widths[%s]" % (b"500 " * 95)
_LOST = {
    "L01": ("a second page that cannot be unpacked", "cv.pdf", lambda: _pages(stream(written()), stream(b"\x00\x01no", FLATE)), WELL, LINES, "unread_page: 2"),
    "L02": ("a second page that is not there", "cv.pdf", lambda: _pages(stream(written()), stream(b""), without=(12, 13)), WELL, LINES, "unread_page: 2"),
    "L03": ("a page of which half can be unpacked", "cv.pdf", lambda: _pages(stream(PACKED[: len(PACKED) * 2 // 3], FLATE)), WELL, LINES, "unread_page: 1"),
    "L04": ("a second page whose picture is broken", "cv.pdf", lambda: _picture_page(beside=True), WELL, LINES, "unread_page: 2"),
    "L05": ("a broken picture alone", "cv.pdf", lambda: _picture_page(beside=False), _DAMAGED, (), ""),
    "L06": ("what draws the page is not there", "cv.pdf", lambda: _pages(stream(written()), stream(b""), without=(13,)), WELL, LINES, "unread_page: 2"),
    "L07": ("half downloaded, made for the web", "cv.pdf", _half_downloaded, WELL, LINES, "unread_page"),
    "L08": ("cut in its second page", "cv.pdf", lambda: _three_pages()[:1900], WELL, LINES, "unread_page"),
    "L09": ("a line end too many before packed bytes", "cv.pdf", lambda: _pages(stream(b"\r\n" + PACKED, FLATE)), WELL, LINES, ""),
    "L10": ("packed bytes without their check sum", "cv.pdf", lambda: _pages(stream(PACKED[:-4], FLATE)), WELL, LINES, ""),
    "L11": ("XML with what no XML may hold", "cv.docx", lambda: docx_of(_PARAGRAPHS.replace("Salma", "&#x1;\x0bSalma")), WELL, LINES, "unread_part"),
    "L12": ("XML that breaks off", "cv.docx", _half_xml, WELL, LINES, "unread_part"),
    "L13": ("XML that says another encoding than its own", "cv.docx", lambda: docx_of("", parts={"word/document.xml": _half_xml_of_latin()}), WELL, LINES, "unread_part"),
    "L14": ("XML with a prefix that nobody declared", "cv.odt", _odt_of_another_mind, WELL, LINES, "unread_part"),
    "L15": ("parts named as Windows does", "cv.docx", _windows_docx, WELL, LINES, ""),
    "L16": ("a page as small as a stamp", "cv.pdf", _small_page(), WELL, LINES, ""),
    "L17": ("the same in units of ten points", "cv.pdf", _small_page(b"/UserUnit 10"), WELL, LINES, ""),
    "L18": ("widths that are anything but numbers", "cv.pdf", _widths(_NOUGHTS), WELL, LINES, ""),
    "L19": ("widths of other codes", "cv.pdf", _widths(_OFF), WELL, LINES, ""),
    "L20": ("a composite font without its list", "cv.pdf", _bare_descendant, WELL, LINES, ""),
    "L21": ("a font that is written downwards", "cv.pdf", composite(encoding=b"/Identity-V"), WELL, LINES[:2], ""),
    "L22": ("a mail sent on with its file", "cv.eml", _mail_in_mail, WELL, LINES, ""),
    "L23": ("two mails of a mailbox", "cv.mbox", _mailbox, WELL, LINES, "unread_in_archive: other_mails"),
    "L24": ("behind five thousand noughts", "cv.pdf", lambda: bytes(5000) + one_page(written()), WELL, LINES, ""),
    "L25": ("a secret message", "cv.asc", lambda: b"-----BEGIN PGP MESSAGE-----\n\nhQEMA1234567890ABAQ\n=abcd\n-----END PGP MESSAGE-----\n", frozenset({Why.ENCRYPTED}), (), ""),
    "L26": ("bare pixels", "cv.ppm", lambda: b"P5 900 900 255 " + b"\xff\xfe\xfd" * 270_000, frozenset({Why.UNKNOWN_FORMAT}), (), ""),
    "L27": ("a scan put into Word", "cv.docx", lambda: docx_of(p("CV"), parts={"word/media/image10.png": _drawn("vide"), "word/media/image2.jpeg": _drawn(*LINES)}), WELL, LINES[:2], ""),
    "L28": ("a scan put into an ODT", "cv.odt", lambda: _with_part(odt_of(""), "Pictures/1.png", _drawn(*LINES)), WELL, LINES[:2], ""),
    "L29": ("a broken picture in Word, and no word", "cv.docx", lambda: docx_of("", parts={"word/media/image1.png": b"\x89PNG\r\n\x1a\nno"}), frozenset({Why.NO_TEXT}), (), ""),
    "L30": ("fifty pages of nothing in a TIFF", "cv.tiff", _blank_pages, frozenset({Why.NO_TEXT, Why.TIMED_OUT}), (), ""),
    "L31": ("a JPEG without its last bytes", "cv.jpg", lambda: _drawn(*LINES, form="JPEG")[:-2], WELL, LINES[:2], ""),
    "L32": ("the upper half of a JPEG", "cv.jpg", _half_jpeg, _DAMAGED, (), ""),
    "L33": ("pairs of bytes that are no letters", "cv.ttf", lambda: b"\0\1\0\0\0\x0f" + b"\0\x80" * 900, frozenset({Why.UNKNOWN_FORMAT}), (), ""),
    "L34": ("a Word file cut behind its text", "cv.docx", _half_word, WELL, LINES, "unread_part"),
    "L35": ("an ODT without its list of contents", "cv.odt", lambda: _no_list(odt_of(f"<text:p>{' '.join(LINES)}</text:p>")), WELL, LINES, "unread_part"),
    "L36": ("an archive cut in its second file", "dossier.zip", _cut_archive, WELL, LINES, "unread_in_archive: what_came_after"),
    "L37": ("a scan put into RTF", "cv.rtf", _scan_in_rtf, WELL, LINES[:2], ""),
    "L38": ("a scan put into old Word", "cv.doc", lambda: doc_of(Said("CV\r"), pictures=[_drawn(*LINES)]), WELL, LINES[:2], ""),
    "L39": ("a scan with a point for each pixel", "cv.pdf", _photo_in_points, WELL, LINES[:2], ""),
    "L40": ("objects without a line between them, nor a table", "cv.pdf", _without_ends, WELL, LINES, "repaired"),
    "L41": ("a table that names itself, and a pack", "cv.pdf", _table_named_by_itself, WELL, LINES, "repaired"),
    "L42": ("a page whose sides are words", "cv.pdf", lambda: one_page(written()).replace(b"[0 0 595 842]", b"[0 0 nan inf]"), WELL, LINES, ""),
    "L43": ("ninety tables in each other", "cv.html", lambda: _nested_page(90), frozenset({READ, Why.DAMAGED}), (), ""),
    "L44": ("a choice of whole paragraphs", "cv.docx", lambda: docx_of(f'<mc:AlternateContent xmlns:mc="{_CHOICE}"><mc:Choice Requires="w14">{_PARAGRAPHS}</mc:Choice><mc:Fallback>{p("ancien")}</mc:Fallback></mc:AlternateContent>'), WELL, LINES, ""),
    "L45": ("a bomb without its list of contents", "cv.docx", lambda: _no_list(docx_of("", parts={"word/document.xml": bytes(60_000_000)})), frozenset({Why.TOO_LARGE}), (), ""),
    "L46": ("a secret without its list of contents", "cv.zip", lambda: b"PK\x03\x04\x14\0\x01" + bytes(19) + b"\x01\0\0\0" + b"x" * 90, frozenset({Why.ENCRYPTED}), (), ""),
    "L47": ("a PDF without its beginning", "cv.pdf", lambda: one_page(written()).partition(b"\n")[2], WELL, LINES, "repaired"),
    "L48": ("the same, packed, under no name", "cv", lambda: _pages(stream(PACKED, FLATE)).partition(b"1 0 obj")[2], WELL, LINES, "repaired"),
    "L49": ("old Word, cut before its tables", "cv.doc", _half_old_word, WELL, LINES, "unread_part"),
    "L50": ("two hundred thousand heads of packed files", "cv.docx", lambda: (b"PK\x03\x04\x14\0\0\0\x08\0" + bytes(16) + b"\x01\0\0\0a\xff") * 200_000, frozenset({Why.TOO_LARGE}), (), ""),
    "L51": ("many small bombs without a list", "cv.docx", lambda: _no_list(docx_of(_PARAGRAPHS, parts={f"word/media/{number}.bmp": bytes(6_000_000) for number in range(5)})), frozenset({Why.TOO_LARGE}), (), ""),
}  # fmt: skip


def _no_list(container: bytes) -> bytes:
    return container[: container.index(b"PK\x01\x02")]


def _half_xml_of_latin() -> bytes:
    start = '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    return f"{start}{_PARAGRAPHS}<w:p><w:r><w:t>chargée</w:t></w:r></w:p></w:body></w:document>".encode("latin-1")


LOST_FILES = {
    key: Hostile(what, name, make, frozenset(ends), says, warns=warns)
    for key, (what, name, make, ends, says, warns) in _LOST.items()
}
