"""Files that are no PDF: office files that are damaged, old texts, mails, archives, things under false names."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import quopri
import random
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage

from app.reading.unreadable import Why
from tests.reading.hostile_made import BOMB, BROKEN, LINES, PERHAPS, WELL, WORDS, Hostile, one_page, shown, written
from tests.reading.make import docx_of, odt_of, p, part_of, relation, zip_of

CV = one_page(written())
BODY = "".join(map(p, LINES))
DOCX = docx_of(BODY)
UNKNOWN = frozenset({Why.UNKNOWN_FORMAT})
REFUSED = UNKNOWN | BROKEN
AFAR = "http://127.0.0.1:9/x"
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _parts(container: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(container)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _docx_with(**changed: str | bytes | None) -> Callable[[], bytes]:
    """The CV with parts put in another's place: `document`, `styles`, `relations`; None takes one out."""
    names = {"document": "word/document.xml", "styles": "word/styles.xml", "relations": "word/_rels/document.xml.rels"}

    def make() -> bytes:
        parts: dict[str, str | bytes | None] = {**_parts(DOCX), **{names[key]: part for key, part in changed.items()}}
        return zip_of({name: part for name, part in parts.items() if part is not None})

    return make


def _moved() -> bytes:
    """The main part under another name, as the web's Word writes it."""
    return zip_of(
        {
            name.replace("document", "document2"): part.replace(b"document.xml", b"document2.xml")
            for name, part in _parts(DOCX).items()
        }
    )


def _main_part(body: str = BODY, *, before: str = "") -> str:
    return f"{before}<w:document {_WORD}><w:body>{body}</w:body></w:document>"


def _packed_by(method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as container:
        for name, part in _parts(DOCX).items():
            container.writestr(name, part)
    return out.getvalue()


_FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "{}"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>lu</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
_NUMBERS = '<w:pPr><w:ind w:left="abc"/><w:numPr><w:ilvl w:val="q"/><w:numId w:val=""/></w:numPr></w:pPr>'
_ODD = f'<w:p>{_NUMBERS}<w:r><w:rPr><w:sz w:val="NaN"/><w:color w:val="zz"/></w:rPr><w:t>fin</w:t></w:r></w:p>'
_EDITED = (
    "<w:p><w:del><w:r><w:delText>efface</w:delText></w:r></w:del><w:ins><w:r><w:t>ajoute</w:t></w:r></w:ins></w:p>"
)
_OFFICE = {
    "N01": ("a main part of another name", "cv.docx", _moved, WELL, LINES, ()),
    "N02": ("styles that break off", "cv.docx", _docx_with(styles="<w:styles"), WELL, LINES, ()),
    "N03": ("relations that break off", "cv.docx", _docx_with(relations="<x"), WELL, LINES, ()),
    "N04": ("UTF-16", "cv.docx", _docx_with(document=_main_part().encode("utf-16")), WELL, LINES, ()),
    "N05": ("numbers that are none", "cv.docx", lambda: docx_of(BODY + _ODD), WELL, (*LINES, "fin"), ()),
    "N06": ("words taken out, words put in", "cv.docx", lambda: docx_of(BODY + _EDITED), WELL, (*LINES, "ajoute"), ("efface",)),
    "N07": ("a field that would fetch", "cv.docx", lambda: docx_of(f"{BODY}<w:p>{_FIELD.format(AFAR)}</w:p>"), WELL, (*LINES, "lu"), ("INCLUDETEXT",)),
    "N08": ("an entity from afar, beside the text", "cv.docx", lambda: docx_of(BODY, parts={"word/header1.xml": f'<!DOCTYPE x [<!ENTITY e SYSTEM "{AFAR}">]>' + part_of("hdr", p("&e;"))}, relations=relation("r3", "header", "header1.xml")), PERHAPS, (), ()),
    "N09": ("an entity 2,000 times", "cv.docx", _docx_with(document=_main_part(p("&e;" * 2000), before=f'<!DOCTYPE x [<!ENTITY e "{"A" * 200_000}">]>')), BROKEN, (), ()),
    "N10": ("tables in tables, 40 deep", "cv.docx", lambda: docx_of("<w:tbl><w:tr><w:tc>" * 40 + BODY + "</w:tc></w:tr></w:tbl>" * 40), WELL, LINES, ()),
    "N11": ("a cell across a milliard", "cv.docx", lambda: docx_of(f'{BODY}<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>{p("cellule")}</w:tc></w:tr></w:tbl>'), WELL, (*LINES, "cellule"), ()),
    "N12": ("a name of ten megabytes", "cv.docx", _docx_with(document=_main_part(BODY + "<" + "a" * 10_000_000 + "/>")), BOMB | WELL, (), ()),
    "N13": ("no list of what is in it", "cv.docx", lambda: DOCX[: DOCX.find(b"PK\x01\x02")], PERHAPS, (), ()),
    "N14": ("packed by bzip2", "cv.docx", lambda: _packed_by(zipfile.ZIP_BZIP2), PERHAPS, (), ()),
    "N15": ("a main part that is a web page", "cv.docx", _docx_with(document="<html/>"), BROKEN, (), ()),
    "N16": ("an ODT without its kind", "cv.odt", lambda: zip_of({name: part for name, part in _parts(odt_of(f"<text:p>{WORDS}</text:p>")).items() if name != "mimetype"}), WELL, (WORDS,), ()),
    "N17": ("two milliard blanks", "cv.odt", lambda: odt_of(f'<text:p>{WORDS}</text:p><text:p>a<text:s text:c="2000000000"/>b</text:p>'), BOMB | WELL, (), ()),
    "N18": ("a million times a row of 16,384", "cv.odt", lambda: odt_of(f'<text:p>{WORDS}</text:p><table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'), BOMB | WELL, (), ()),
    "N19": ("sections 5,000 deep", "cv.odt", lambda: odt_of("<text:section>" * 5000 + "</text:section>" * 5000), BROKEN, (), ()),
    "N20": ("an old office file, cut", "cv.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40) + struct.pack("<I", 900) + bytes(2000), REFUSED, (), ()),
    "N21": ("WordPerfect", "cv.wpd", lambda: b"\xffWPC\x10\0\0\0\x01\x0a\x02\x01" + random.Random(1).randbytes(2000), UNKNOWN, (), ()),
}  # fmt: skip

_RTF = rb"\par ".join(line.encode() for line in LINES)
_TEXT = "Chargée de projet à l\u2019été\n" + "\n".join(LINES)
_FRENCH = ("Chargée de projet à l\u2019été", *LINES)
_ARABIC = "منسقة مشاريع جمعوية\nالدار البيضاء من يناير 2019\n"


def _mail(*, attached: Mapping[str, bytes] | None = None) -> bytes:
    message = EmailMessage()
    message["From"] = "Salma <salma@example.org>"
    message["Subject"] = "Candidature"
    message.set_content("Madame, Monsieur,\nvoici ma candidature.\n")
    for name, content in (attached or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def _web_archive(charset: str) -> bytes:
    page = "<html><body><p>Chargée d\u2019études</p></body></html>".encode("cp1252")
    head = "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    kind = f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return (head + kind).encode() + quopri.encodestring(page) + b"\r\n--x--\r\n"


_TEXTS = {
    **{f"W{number:02}": (f"text in {encoding}", "cv.txt", lambda encoding=encoding, text=text: text.encode(encoding), WELL, tuple(says), ()) for number, (encoding, text, says) in enumerate([
        ("utf-8-sig", _TEXT, _FRENCH), ("utf-16", _TEXT, _FRENCH), ("utf-16-le", _TEXT, _FRENCH), ("utf-16-be", _ARABIC, _ARABIC.split("\n")), ("utf-32", _TEXT, _FRENCH), ("utf-32-be", _TEXT, _FRENCH),
        ("cp1252", _TEXT, _FRENCH), ("mac-roman", _TEXT, _FRENCH), ("cp850", _TEXT.replace("\u2019", "'"), ("Chargée de projet à l'été",)), ("cp1256", _ARABIC, _ARABIC.split("\n")), ("iso8859-6", _ARABIC, _ARABIC.split("\n")),
    ], start=1)},
    "W20": ("UTF-8 that is cut in a letter", "cv.txt", lambda: _TEXT.encode() + b"\xc3", WELL, _FRENCH, ()),
    "W21": ("orders to a terminal", "cv.txt", lambda: b"\x1b[2J\x1b]0;title\x07" + _TEXT.encode(), WELL, _FRENCH, ("\x1b", "\x07")),
    "W22": ("half a character", "cv.rtf", lambda: rb"{\rtf1\ansi \u-10179? " + _RTF + b"}", WELL, LINES, ()),
    "W23": ("blanks of every kind", "cv.txt", "\u00a0\u200b\ufeff\u2028".encode, REFUSED, (), ()),
    "W24": ("Arabic by the charset of a font", "cv.rtf", lambda: rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset178 A;}}\f1 " + "".join(f"\\'{octet:02x}" for octet in "منسقة مشاريع".encode("cp1256")).encode() + rb"\f0\par " + _RTF + b"}", WELL, ("منسقة مشاريع", *LINES), ()),
    "W25": ("bytes and braces in a picture", "cv.rtf", lambda: rb"{\rtf1\ansi " + _RTF + rb"{\pict\wmetafile8\bin20 }}}{{{\\}}}{{{xxxxxxx}\par fin}", WELL, (*LINES, "fin"), ()),
    "W26": ("a template and a text from afar", "cv.rtf", lambda: rb"{\rtf1\ansi{\*\template " + AFAR.encode() + b"}" + _RTF + rb'{\field{\*\fldinst INCLUDETEXT "' + AFAR.encode() + rb'"}{\fldrslt lu}}}', WELL, (*LINES, "lu"), ("INCLUDETEXT",)),
    "W27": ("groups that are not closed", "cv.rtf", lambda: rb"{\rtf1\ansi " + _RTF, WELL, LINES, ()),
    "W28": ("scripts, styles, pictures from afar", "cv.html", f"<html><head><style>p{{}}</style><link rel=stylesheet href='{AFAR}'></head><body><script>mal()</script><img src='{AFAR}'><p>{WORDS}</p>".encode, WELL, (WORDS,), ("mal()", "p{}")),
    "W29": ("references to characters there are none of", "cv.html", f"<html><body><p>Charg&eacute;e &#0;&#xD800;&#99999999;</p><p>{WORDS}</p>".encode, WELL, ("Chargée", WORDS), ()),
    "W30": ("tables 1,000 deep", "cv.html", lambda: b"<html><body>" + b"<table><tr><td>" * 1000 + WORDS.encode(), PERHAPS, (), ()),
    "W31": ("a web archive of a charset nobody knows", "cv.mht", lambda: _web_archive("x-unknown-99"), WELL, ("Chargée d\u2019études",), ()),
    "W32": ("a mail with the CV", "cv.eml", lambda: _mail(attached={"cv.pdf": CV}), WELL, ("voici ma candidature", *LINES), ()),
    "W33": ("a mail with a program", "cv.eml", lambda: _mail(attached={"cv.exe": b"MZ" + bytes(90)}), WELL, ("voici ma candidature",), ()),
    "W34": ("mails in each other, 60 deep", "cv.eml", lambda: b"MIME-Version: 1.0\nContent-Type: message/rfc822\n\n" * 60 + _mail(), PERHAPS | UNKNOWN, (), ()),
    "W35": ("a mail of 100,000 parts", "cv.eml", lambda: b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\na\n" * 100_000, BOMB, (), ()),
}  # fmt: skip


def _zip(files: Mapping[str, bytes], *, links: Mapping[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in files.items():
            container.writestr(name, content)
        for name, target in (links or {}).items():
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, 0o120777 << 16
            container.writestr(entry, target)
    return out.getvalue()


def _locked() -> bytes:
    locked = bytearray(_zip({"cv.pdf": CV}))
    locked[6] |= 1
    locked[locked.find(b"PK\x01\x02") + 8] |= 1
    return bytes(locked)


def _fifty_times_the_same() -> bytes:
    honest = _zip({"a.txt": b"x" * 10_000_000})
    entry, tail = (
        honest[honest.find(b"PK\x01\x02") : honest.find(b"PK\x05\x06")],
        bytearray(honest[honest.find(b"PK\x05\x06") :]),
    )
    struct.pack_into("<HHII", tail, 8, 50, 50, 50 * len(entry), honest.find(b"PK\x01\x02"))
    return honest[: honest.find(b"PK\x01\x02")] + entry * 50 + bytes(tail)


def _four_gigabytes_said() -> bytes:
    honest = bytearray(_zip({"cv.pdf": CV}))
    struct.pack_into("<I", honest, honest.find(b"PK\x01\x02") + 24, 0xFFFFFFF0)
    return bytes(honest)


def _a_name_twice() -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as container:
            container.writestr("cv.pdf", CV)
            container.writestr("cv.pdf", CV)
        return out.getvalue()


_ARCHIVES = {
    "Z01": ("names that climb", "d.zip", lambda: _zip({"../../cv.pdf": CV, "C:\\x\\lettre.txt": b"Madame"}), WELL, ("Madame", *LINES), ()),
    "Z02": ("a name in DOS letters", "d.zip", lambda: _zip({"cv_e_.pdf": CV}).replace(b"cv_e_", b"cv_\x82_"), WELL, LINES, ()),
    "Z03": ("a link to a file of the machine", "d.zip", lambda: _zip({"cv.pdf": CV}, links={"passwd.txt": "/etc/passwd"}), WELL, LINES, ("root:",)),
    "Z04": ("an archive in it, and a letter", "d.zip", lambda: _zip({"lettre.txt": b"Madame", "cv.zip": _zip({"cv.pdf": CV})}), WELL, ("Madame",), ()),
    "Z05": ("a password", "d.zip", _locked, frozenset({Why.ENCRYPTED}), (), ()),
    "Z06": ("a name twice", "d.zip", _a_name_twice, WELL, LINES, ()),
    "Z07": ("nothing in it", "d.zip", lambda: _zip({}), REFUSED, (), ()),
    "Z08": ("a thousand files", "d.zip", lambda: _zip({f"{number}.txt": b"x" for number in range(1000)}), frozenset({Why.TOO_LARGE}), (), ()),
    "Z09": ("fifty times the same bytes", "d.zip", _fifty_times_the_same, frozenset({Why.DAMAGED, Why.TOO_LARGE}), (), ()),
    "Z10": ("four gigabytes, it says", "d.zip", _four_gigabytes_said, frozenset({Why.DAMAGED, Why.TOO_LARGE}), (), ()),
    "Z11": ("a program that unpacks itself", "cv.exe", lambda: b"MZ" + bytes(3000) + _zip({"cv.pdf": CV}), UNKNOWN, (), ()),
    "Z12": ("an archive of a kind not unpacked", "cv.rar", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(300), UNKNOWN, (), ()),
    "Z13": ("a PDF behind bzip2", "cv.pdf.bz2", lambda: bz2.compress(CV), UNKNOWN, (), ()),
    "Z14": ("a PDF behind gzip", "cv.pdf.gz", lambda: gzip.compress(CV), UNKNOWN, (), ()),
}  # fmt: skip

_KINDS = {
    "K01": ("JSON called PDF", "cv.pdf", lambda: b'{"error": "not found"}', UNKNOWN, (), ()),
    "K02": ("a database called PDF", "cv.pdf", lambda: b"SQLite format 3\0" + bytes(4000), UNKNOWN, (), ()),
    "K03": ("a program for Linux", "cv.pdf", lambda: b"\x7fELF\x02\x01\x01" + bytes(3000), UNKNOWN, (), ()),
    "K04": ("rubbish behind a PDF's header", "cv.pdf", lambda: b"%PDF-1.4\n" + random.Random(2).randbytes(50_000), BROKEN, (), ()),
    "K05": ("a DOCX called PDF", "cv.pdf", lambda: DOCX, WELL, LINES, ()),
    "K06": ("a PDF called JPG", "cv.jpg", lambda: CV, WELL, LINES, ()),
    "K07": ("an ODT called DOCX", "cv.docx", lambda: odt_of(f"<text:p>{WORDS}</text:p>"), WELL, (WORDS,), ()),
    "K08": ("PostScript", "cv.ps", lambda: b"%!PS-Adobe-3.0\n/Helvetica findfont (Salma) show showpage\n", UNKNOWN, (), ()),
    "K09": ("the data of a form", "cv.fdf", lambda: b"%FDF-1.2\n1 0 obj<</FDF<</Fields[]>>>>endobj", UNKNOWN, (), ()),
    "K10": ("a shortcut of Windows", "cv.pdf.lnk", lambda: b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + bytes(300), UNKNOWN, (), ()),
    "K11": ("noughts", "cv.pdf", lambda: bytes(10_000), frozenset({Why.DAMAGED}), (), ()),
    "K12": ("a PDF in letters (base64) called PDF", "cv.pdf", lambda: base64.encodebytes(one_page(shown())), REFUSED, (), ()),
}  # fmt: skip

ODD_FILES = {
    key: Hostile(what, name, make, frozenset(ends), tuple(word for word in says if word), never)
    for group in (_OFFICE, _TEXTS, _ARCHIVES, _KINDS)
    for key, (what, name, make, ends, says, never) in group.items()
}
