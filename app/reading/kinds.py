"""What a file is, by its content. Its name is only a hint; a program called `cv.pdf` is told apart from a PDF."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePosixPath

from app.reading.decoding import decoded
from app.reading.message import is_message, is_web_page
from app.reading.unreadable import Unreadable, Why
from app.reading.zipped import open_zip, part_of


class Kind(StrEnum):
    """The formats that have a reader."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    RTF = "rtf"
    DOC = "doc"
    FLAT_WORD = "flat_word"
    HTML = "html"
    MHTML = "mhtml"
    PLAIN = "plain"
    IMAGE = "image"
    ARCHIVE = "archive"


_PDF_HEADER = re.compile(rb"%PDF-|%!PS-Adobe-\d\.\d PDF-")  # the second is of the first PDFs, and still allowed
_PDF_HEADER_WITHIN = 4096  # junk before the header is common, and Acrobat itself looks a little way in
_PDF_WITHIN_REST = 1 << 20
_PDF_OBJECT = re.compile(rb"(?:^|[\r\n])\d{1,6} \d{1,5} obj\s{0,9}<<")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_STREAM = re.compile("WordDocument".encode("utf-16-le"), re.IGNORECASE)
_WORD_HEAD = re.compile(
    rb"\xec\xa5[\xc1-\xff]\x00|\xec\xa5[\x00-\x1f]\x01|\xdc\xa5[\x65-\x6f]\x00"
)  # and the year it tells
_HEAD_OF_WORD_WITHIN = 1 << 22
_OLE_SECTOR = 512  # bytes: where the list of contents begins is told in these
_EXECUTABLES = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"#!")
_IMAGES = (
    b"\xff\xd8\xff",
    b"\x89PNG\r\n\x1a\n",
    b"II*\x00",
    b"MM\x00*",
    b"II+\x00",
    b"MM\x00+",
    b"GIF87a",
    b"GIF89a",
    b"\x00\x00\x00\x0cjP  ",
    b"\xff\x4f\xff\x51",
)
_BMP_HEADERS = (12, 40, 52, 56, 64, 108, 124)  # bytes: what follows the file's own header tells a bitmap from « BM… »
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|div|table|p)\b", re.IGNORECASE)
_FLAT_OPEN_DOCUMENT = re.compile(rb"<office:document\s[^>]*application/vnd\.oasis\.opendocument\.text", re.DOTALL)
# Word documents written out as one XML file: packages, and those of Word 2003.
_FLAT_WORD = re.compile(rb"<(?:\w+:)?(?:package|wordDocument)\s[^>]*(?:2006/xmlPackage|word/2003/wordml)")
_FLAT_WITHIN = 16_384
# Names that promise a form with an inside. Bare text under such a name is a broken or a false file.
_BINARY_NAMES = {".pdf", ".docx", ".odt", ".jpg", ".jpeg", ".png", ".heic", ".webp", ".tif", ".tiff", ".zip", ".exe"}
_LANGUAGES = ("%!ps", "%fdf-")  # printed or filled in by a program; their text is no text to read
_MARKUP_NAMES = {".htm", ".html", ".mht", ".mhtml", ".doc", ".rtf", ".xhtml"}


def kind_of(content: bytes, *, file_name: str) -> Kind:
    """The kind of `content`. Raises Unreadable: damaged (empty), encrypted, too_large, unknown_format."""
    if not content.strip(b"\0 \t\r\n"):
        raise Unreadable(Why.DAMAGED, "empty file")
    if content.startswith(_EXECUTABLES):
        raise Unreadable(Why.UNKNOWN_FORMAT, f"a program; libmagic says {_magic(content)}")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(content)
    if _is_image(content):
        return Kind.IMAGE
    if content.startswith(_OLE):
        return _kind_of_ole(content)
    if content.lstrip()[:5].lower() == rb"{\rtf":
        return Kind.RTF
    if _PDF_HEADER.search(content, 0, _PDF_HEADER_WITHIN):
        return Kind.PDF
    return _kind_of_text(content, PurePosixPath(file_name).suffix.lower())


def is_office_text(content: bytes) -> bool:
    """Whether `content` may be an office file: by its first bytes only, for a caller outside the child."""
    return content.startswith((b"PK\x03\x04", _OLE)) or content.lstrip()[:5].lower() == rb"{\rtf"


def may_need_a_program(content: bytes) -> bool:
    """Whether another program may be started to read it: by its first bytes only, for a caller outside the child."""
    return content.startswith(_OLE)


def _kind_of_zip(content: bytes) -> Kind:
    container = open_zip(content)
    names = set(container.namelist())
    if "mimetype" in names:
        mimetype = part_of(container, "mimetype", most_bytes=1 << 16).strip()
        if mimetype.startswith((b"application/vnd.oasis.opendocument.text", b"application/vnd.sun.xml.writer")):
            return Kind.ODT
        raise Unreadable(Why.UNKNOWN_FORMAT, f"zip of {mimetype[:80].decode('ascii', 'replace')}")
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names or b"wordprocessingml" in part_of(container, "[Content_Types].xml"):
            return Kind.DOCX
        raise Unreadable(Why.UNKNOWN_FORMAT, "an office file without text pages")
    if "word/document.xml" in names:
        return Kind.DOCX
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return Kind.ODT
    return Kind.ARCHIVE


def _kind_of_ole(content: bytes) -> Kind:
    # Names in the container's directory are UTF-16.
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Unreadable(Why.ENCRYPTED, "an office file with a password")
    if _WORD_STREAM.search(content) or head_of_word(content) is not None:
        return Kind.DOC
    if (int.from_bytes(content[48:52], "little") + 1) * _OLE_SECTOR > len(content):
        raise Unreadable(Why.DAMAGED, "an old office file, cut")
    if "__properties_version1.0".encode("utf-16-le") in content:
        raise Unreadable(Why.UNKNOWN_FORMAT, "an Outlook message")
    raise Unreadable(Why.UNKNOWN_FORMAT, f"an old office file; libmagic says {_magic(content)}")


def head_of_word(content: bytes) -> int | None:
    """The byte where the head of an old Word document stands, found when the container's list of contents is lost."""
    heads = _WORD_HEAD.finditer(content, _OLE_SECTOR, _HEAD_OF_WORD_WITHIN)
    return next((head.start() for head in heads if head.start() % _OLE_SECTOR == 0), None)


def _is_image(content: bytes) -> bool:
    if content.startswith(_IMAGES) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        return True
    if content.startswith(b"BM") and int.from_bytes(content[14:18], "little") in _BMP_HEADERS:
        return True
    return content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS


def _kind_of_text(content: bytes, suffix: str) -> Kind:
    try:
        text = decoded(content)
    except Unreadable as unreadable:
        if _PDF_HEADER.search(content, 0, _PDF_WITHIN_REST) and b"endobj" in content:
            return Kind.PDF  # behind what a faulty disk, or a program that packs files, put before it
        if _is_headless_pdf(content):
            return Kind.PDF
        raise Unreadable(unreadable.why, f"{unreadable.detail}; libmagic says {_magic(content)}") from unreadable
    if _FLAT_OPEN_DOCUMENT.search(content[:_FLAT_WITHIN]):
        return Kind.ODT
    if _FLAT_WORD.search(content[:_FLAT_WITHIN]):
        return Kind.FLAT_WORD
    if suffix == ".pdf" and _is_headless_pdf(content):
        return Kind.PDF
    if suffix in _BINARY_NAMES:
        raise Unreadable(Why.UNKNOWN_FORMAT, f"text under a name that ends in {suffix}")
    if is_message(content):
        return Kind.MHTML if is_web_page(content) else Kind.ARCHIVE
    if suffix in _MARKUP_NAMES and _HTML.search(content[:65536]):
        return Kind.HTML
    start = text.lstrip()[:200].lower()
    if start.startswith(("<!doctype html", "<html")):
        return Kind.HTML
    if start.startswith(("<?xml", "<svg", "<?php", "<!doctype")):
        raise Unreadable(Why.UNKNOWN_FORMAT, "markup of another kind")
    if start.startswith("-----begin pgp message"):
        raise Unreadable(Why.ENCRYPTED, "a secret message")
    if start.startswith(_LANGUAGES):
        raise Unreadable(Why.UNKNOWN_FORMAT, "a language for machines")
    return Kind.PLAIN


def _is_headless_pdf(content: bytes) -> bool:
    """Whether objects of a PDF stand there, the beginning of which was lost."""
    return b"endobj" in content and _PDF_OBJECT.search(content, 0, _PDF_WITHIN_REST) is not None


def _magic(content: bytes) -> str:
    """What libmagic calls it, for the operator; the library may be missing on a bare machine, or not be found behind walls."""
    try:
        import magic
    except (ImportError, OSError):
        return "nothing, it is not here"
    return str(magic.from_buffer(content[:65536], mime=True))
