"""Word's old files, from their own records."""

from __future__ import annotations

import os
import shutil
import struct
from contextlib import suppress

import pytest

from app.reading.isolated import read_in_child
from app.reading.kinds import Kind, head_of_word, kind_of
from app.reading.office.doc import read_doc
from app.reading.office.doc_left import left_of_doc
from app.reading.read import read_piece
from app.reading.text import Hidden, ReadText
from app.reading.unreadable import Unreadable, Why
from tests.reading.old_word import Said, doc_of, prop

VANISH, DELETED, CAPS, SPECIAL, BOLD = (prop(code, 1) for code in (0x083C, 0x0800, 0x083B, 0x0855, 0x0835))
IN_TABLE, ENDS_ROW, NEW_PAGE = prop(0x2416, 1), prop(0x2417, 1), prop(0x2407, 1)


def _text(*said: Said) -> str:
    return read_doc(doc_of(*said)).text


def test_paragraphs_are_lines_in_any_alphabet() -> None:
    assert _text(Said("Salma Bennani\r"), Said("منسقة\r"), Said("\r"), Said("1\x0b2\tà\xa0b\x1ec\x1fd\r")) == (
        "Salma Bennani\nمنسقة\n\n1\n2 à b-cd"
    )


def test_what_is_deleted_or_hidden_is_not_on_paper() -> None:
    read = read_doc(doc_of(Said("Bon"), Said(" mot", DELETED), Said("jour"), Said(" plaidoyer", VANISH), Said("\r")))

    assert (read.text, read.hidden) == ("Bonjour", (Hidden(1, "plaidoyer", "invisible"),))


def test_the_result_of_a_field_is_read_and_its_code_is_not() -> None:
    assert _text(Said('Voir \x13 HYPERLINK "x" \x14mon site\x15, fin\r')) == "Voir mon site, fin"


def test_capitals_and_bold_look_as_on_paper() -> None:
    (line,) = read_doc(doc_of(Said("début", CAPS + BOLD), Said(" fin\r"))).pages[0].lines

    assert [(word.text, word.bold) for word in line.words] == [("DÉBUT", True), ("fin", False)]


def test_a_table_is_read_across() -> None:
    row = (Said("2019\x07", paragraph=IN_TABLE), Said("Cheffe\x07", paragraph=IN_TABLE))

    assert _text(*row, Said("\x07", paragraph=IN_TABLE + ENDS_ROW), Said("Fin\r")) == "2019 Cheffe\n\nFin"


def test_a_page_ends_at_a_break_or_before_a_paragraph_that_asks_for_it() -> None:
    assert _text(Said("Un\x0c"), Said("Deux\r"), Said("Trois\r", paragraph=NEW_PAGE)) == "Un\fDeux\fTrois"


def test_headers_stand_on_each_page_and_tell_its_number() -> None:
    document = doc_of(
        Said("Un\x0c"),
        Said("Deux\r"),
        headers=[[], [Said("p. \x13 PAGE \x149\x15\r")], [], [Said("S. Bennani\r")]],
        notes=[Said("Source : HCP\r")],
    )

    assert read_doc(document).text == "p. 1\n\nUn\n\nS. Bennani\fp. 2\n\nDeux\n\nSource : HCP\n\nS. Bennani"


def test_a_sign_of_a_symbol_font_is_the_sign_and_not_the_letter_that_stands_in() -> None:
    sign = struct.pack("<HHH", 0x6A09, 0, 0x263A)

    assert _text(Said("(", sign + SPECIAL), Said(" 06\r")) == "☺ 06"


def test_a_password_is_named() -> None:
    with pytest.raises(Unreadable) as refused:
        read_doc(doc_of(Said("x\r"), flags=0x0100))

    assert refused.value.why is Why.ENCRYPTED


@pytest.mark.parametrize("cut", [600, 1500, 4000, 7000])
def test_a_file_cut_short_ends_with_words_or_a_reason(cut: int) -> None:
    with suppress(Unreadable):
        assert read_piece(doc_of(Said("Salma Bennani\r"))[:cut], file_name="cv.doc").text


@pytest.mark.skipif(
    not shutil.which("catdoc") and os.environ.get("CI") != "true", reason="catdoc is not installed (packages.apt)"
)
def test_a_file_from_before_word_97_is_left_to_catdoc_behind_the_walls_too() -> None:
    wide = 0x1000  # two bytes a character

    read = read_in_child(doc_of(Said("Salma Bennani\r"), version=0x65, flags=wide), file_name="cv.doc")

    assert isinstance(read, ReadText)
    assert read.text == "Salma Bennani"


def test_what_is_left_of_a_cut_file_is_its_text_as_it_was_saved() -> None:
    words = "Salma Bennani, coordinatrice de projet associatif à Casablanca"
    whole = doc_of(Said(f"{words}\r"), Said('Voir \x13 HYPERLINK "x" \x14le site\x15\x01 de l’association\r'))
    lost = whole[:1024] + bytes(512) + whole[1536:]  # the list of its streams

    left = left_of_doc(lost)

    assert left is not None
    assert left.text == f"{words}\nVoir le site de l’association"
    assert left.warnings == ("unread_part: what came after its end",)
    assert kind_of(lost, file_name="cv.doc") is Kind.DOC


@pytest.mark.parametrize("text", ["Non", "\x01\x02" * 40, "qzxw kjhg vbnm wrtp zxcv bnml kjhq wzxr"])
def test_what_is_left_and_no_text_is_not_shown_as_one(text: str) -> None:
    assert left_of_doc(doc_of(Said(f"{text}\r"))) is None


def test_the_head_of_word_stands_where_a_sector_begins() -> None:
    head = b"\xec\xa5\xc1\0"

    assert head_of_word(bytes(512) + head) == 512
    assert head_of_word(bytes(600) + head) is None
    assert head_of_word(bytes(512) + b"\xec\xa5\0\0") is None
    assert left_of_doc(bytes(512) + head) is None
