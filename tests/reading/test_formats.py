"""Plain text, RTF, old Word, web pages and archives, each with a document of our own."""

from __future__ import annotations

import os
import shutil

import pytest

from app.reading.office.doc import read_doc
from app.reading.office.html import read_html, read_mhtml
from app.reading.office.plain import read_plain
from app.reading.office.rtf import read_rtf
from app.reading.read import read_piece
from app.reading.text import Hidden
from app.reading.unreadable import Unreadable, Why
from tests.reading.make import docx_of, p, zip_of

FRENCH = "Salma – chargée de projet, « détenu·e·s »"
ARABIC = "سلمى بناني، منسقة مشاريع جمعوية بالدار البيضاء"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "utf-8-sig"),
        (FRENCH, "utf-16"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "cp1252"),
        (ARABIC, "utf-8"),
        (ARABIC, "utf-16-be"),
        (ARABIC, "cp1256"),
        ("Coordinatrice à Salé, diplômée en 2016. " + ARABIC, "cp1256"),
    ],
)
def test_plain_text_is_read_in_the_encodings_people_save_it_in(text: str, encoding: str) -> None:
    assert read_plain(text.encode(encoding)).text == text


def test_the_mark_of_dos_for_the_end_of_a_text_is_none_of_it() -> None:
    assert read_piece("Chargée de projet\r\n\x1a".encode("cp1252"), file_name="cv.txt").text == "Chargée de projet"


def test_a_form_feed_begins_a_page_and_list_marks_are_seen() -> None:
    read = read_plain(b"- Budget\r\nFin\fPage deux")

    assert read.text == "- Budget\nFin\fPage deux"
    assert [line.bullet for line in read.pages[0].lines] == [True, False]


def test_rtf_is_read_with_its_code_page() -> None:
    french = rb"{\rtf1\ansi\ansicpg1252 Charg\'e9e de projet\par Rabat}"
    arabic = rb"{\rtf1\ansi\ansicpg1256 \'e3\'e4\'d3\'de\'c9\par}"

    assert read_rtf(french).text == "Chargée de projet\nRabat"
    assert read_rtf(arabic).text == "منسقة"


def test_the_hexadecimal_of_a_picture_in_rtf_is_no_text() -> None:
    picture = rb"{\pict\pngblip " + b"89504e47" * 4000 + b"}"

    assert read_rtf(rb"{\rtf1\ansi CV" + picture + rb"\par Fin}").text == "CV\nFin"


def test_a_web_page_is_its_visible_words() -> None:
    page = (
        "<html><head><title>CV</title><script>alert(1)</script></head><body><h1>Salma</h1><p>Chargée <b>de</b> projet"
        "<br>Rabat</p><p style='display:none'>plaidoyer</p><ul><li>Budget</li></ul>"
        "<table><tr><td>2019</td><td>Cheffe</td></tr></table></body></html>"
    )

    read = read_html(page.encode())

    assert read.text == "Salma\nChargée de projet\nRabat\n\nBudget\n\n2019 Cheffe"
    assert read.hidden == (Hidden(1, "plaidoyer", "invisible"),)
    assert [line.bullet for line in read.pages[0].lines] == [False, False, False, True, False]


def test_the_page_inside_a_web_archive_is_read() -> None:
    archive = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        "<html><body><p>Charg=C3=A9e</p></body></html>\r\n--x--\r\n"
    )

    assert read_mhtml(archive.encode()).text == "Chargée"


def test_old_word_without_its_program_needs_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)

    with pytest.raises(Unreadable) as refused:
        read_doc(b"\xd0\xcf\x11\xe0" + bytes(2000))

    assert (refused.value.why, refused.value.detail) == (Why.NO_TEXT, "needs the program catdoc")


@pytest.mark.skipif(
    not shutil.which("catdoc") and os.environ.get("CI") != "true", reason="catdoc is not installed (packages.apt)"
)
def test_rubbish_under_old_words_signature_gives_no_empty_success() -> None:
    with pytest.raises(Unreadable):
        read_piece(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(4096), file_name="cv.doc"
        )


def test_an_archive_gives_its_documents_in_turn_and_names_what_is_unread() -> None:
    archive = zip_of(
        {
            "dossier/cv.docx": docx_of(p("Salma Bennani")),
            "dossier/lettre.txt": "Madame,",
            "dossier/virus.exe": b"MZ" + bytes(64),
            "__MACOSX/._cv.docx": b"x",
            "autre.zip": zip_of({"a.txt": "a"}),
        }
    )

    read = read_piece(archive, file_name="dossier.zip")

    assert read.text == "Salma Bennani\fMadame,"
    assert [page.number for page in read.pages] == [1, 2]
    assert read.warnings == (
        "unread_in_archive: virus.exe (unknown_format)",
        "unread_in_archive: autre.zip (unknown_format)",
    )


def test_an_archive_under_another_name_inside_an_archive_is_not_opened() -> None:
    nested = zip_of({"cv.pdf": zip_of({"cv.txt": "CV"})})

    with pytest.raises(Unreadable) as refused:
        read_piece(nested, file_name="dossier.zip")

    assert refused.value.why is Why.UNKNOWN_FORMAT


def test_a_document_without_a_word_is_no_success() -> None:
    with pytest.raises(Unreadable) as refused:
        read_piece(docx_of(p("")), file_name="cv.docx")

    assert refused.value.why is Why.NO_TEXT


def test_languages_are_told() -> None:
    read = read_piece(f"{ARABIC}\n{ARABIC}".encode(), file_name="cv.txt")

    assert read.languages == {"ar": 1.0}


def test_headers_and_footers_of_rtf_are_read() -> None:
    document = rb"{\rtf1\ansi{\header\pard Dossier OMP\par}{\footer\pard S. Bennani\par}Profil\par}"

    assert read_rtf(document).text == "Dossier OMP\n\nProfil\n\nS. Bennani"
