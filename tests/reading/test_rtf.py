"""Rich Text Format in the manners of its producers: Word, WordPad, LibreOffice, and programs that know little of it."""

from __future__ import annotations

import pytest

from app.reading.office.rtf import read_rtf
from app.reading.text import Hidden
from app.reading.unreadable import Unreadable

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fswiss\fcharset178 Arial;}"
    r"{\f2\fnil\fcharset2 Symbol;}{\f3\fnil\fcharset2 Wingdings;}}{\colortbl ;\red255\green255\blue255;}"
    r"{\stylesheet{\s0 Normal;}{\s1\b heading 1;}}"
)


def _text(body: str) -> str:
    return read_rtf((HEAD + body + "}").encode("latin-1")).text


def test_a_characters_stand_in_is_passed_over_whatever_its_form() -> None:
    assert _text(r"\uc1 caf\u233 e, caf\u233\'e9, \uc2 na\u239 i\'fff, \uc0 No\u235 l\par") == "café, café, naïf, Noël"


def test_two_halves_make_one_character_and_arabic_may_be_written_negative() -> None:
    assert _text(r"\uc1\u-10179?\u-8704? \u1605?\u-64?\par") == "\U0001f600 م\uffc0"


def test_the_font_says_which_alphabet_a_byte_is_of() -> None:
    right = r"{\ltrch\fcs0 \f0 \rtlch\fcs1 \af1 \'e3\'e4\'d3\'de}"

    assert _text(r"{\f1 \'e3\'e4}\f0  \'e9t\'e9 " + right + r"\par") == "من été منسق"


def test_french_in_the_arabic_page_stays_french() -> None:
    document = rb"{\rtf1\ansi\ansicpg1256{\fonttbl{\f0\fcharset0 Arial;}}\f0 Charg\'e9e \'e3\'e4\par}"

    assert read_rtf(document).text == "Chargée من"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_bytes_without_an_escape_are_forgiven(encoding: str) -> None:
    document = HEAD.encode() + "Chargée de médiation\\par}".encode(encoding)

    assert read_rtf(document).text == "Chargée de médiation"


def test_the_result_of_a_field_is_read_and_its_code_is_not() -> None:
    link = r'{\field{\*\fldinst{HYPERLINK "https://exemple.org/x"}}{\fldrslt{\ul mon site}}}'

    assert _text(rf"Voir {link}, fin\par") == "Voir mon site, fin"


def test_what_is_deleted_or_hidden_is_not_on_paper() -> None:
    read = read_rtf((HEAD + r"Bon{\deleted  mot}{\revised jour}{\v  plaidoyer}{\cf1  blanc}\par}").encode())

    assert read.text == "Bonjour"
    assert read.hidden == (Hidden(1, "plaidoyer", "invisible"), Hidden(1, "blanc", "white"))


def test_list_marks_are_those_the_file_wrote() -> None:
    listed = (
        r"{\listtext\pard\plain 1.\tab}\ls1 Budget\par{\listtext\pard\plain 2.\tab}Suivi\par"
        r"\pard{\pntext\f2\'B7\tab}{\*\pn\pnlvlblt\pnf2{\pntxtb\'B7}}Langues\par\pard Fin\par"
    )

    lines = read_rtf((HEAD + listed + "}").encode()).pages[0].lines

    assert [line.text for line in lines] == ["1. Budget", "2. Suivi", "• Langues", "Fin"]
    assert [line.bullet for line in lines] == [True, True, True, False]


def test_tables_are_read_across_also_inside_each_other() -> None:
    row = r"\trowd\cellx4000\cellx8000\intbl 2019\cell Cheffe\cell\row"
    nested = (
        r"\trowd\cellx8000\pard\intbl Avant\par\pard\intbl\itap2 N1\nestcell{\nonesttables\par}N2\nestcell"
        r"{\nonesttables\par}{\*\nesttableprops\trowd\cellx1000\cellx2000\nestrow}\pard\intbl Apr\'e8s\cell\row"
    )

    assert _text(row + nested + r"\pard Fin\par") == "2019 Cheffe\nAvant\n\nN1 N2\n\nAprès\n\nFin"


def test_a_cell_over_many_rows_is_a_column_beside_them() -> None:
    first = r"\trowd\clvmgf\cellx4000\cellx8000\intbl Atouts\par Rigueur\cell Un\cell\row"
    second = r"\trowd\clvmrg\cellx4000\cellx8000\intbl\cell Deux\cell\row"

    assert _text(first + second + r"\pard Fin\par") == "Atouts\nRigueur\n\nUn\nDeux\n\nFin"


def test_edges_of_first_and_other_pages_notes_and_boxes_have_their_places() -> None:
    body = (
        r"\titlepg{\headerf Salma\par}{\header Suite\par}{\footer p. {\field{\*\fldinst PAGE}{\fldrslt 9}}\par}"
        r"Un{\footnote\chftn  Source\par}\par\page Deux\par"
        r"{\shp{\*\shpinst{\sp{\sn fLine}{\sv 0}}{\shptxt\pard Encadr\'e9\par}}{\shprslt{\*\do Encadr\'e9}}}Trois\par"
    )

    assert _text(body) == "Salma\n\nUn\fSuite\n\nDeux\nTrois\n\nEncadré\n\nSource\n\np. 2"


def test_a_star_inside_a_group_says_nothing() -> None:
    assert _text(r"{\b\*\cs7 Salma}{\*\unheardof jamais}\par") == "Salma"


def test_the_same_said_without_and_with_unicode_is_said_once() -> None:
    assert _text(r"{\upr{Charge}{\*\ud{Charg\u233 e}}}\par") == "Chargée".replace("ée", "é")


def test_headings_capitals_and_signs_look_as_on_paper() -> None:
    read = read_rtf((HEAD + r"\pard\s1 Formation\par\pard\plain{\caps d\'e9but}{\f3 \'28} 06\par}").encode())

    heading, line = read.pages[0].lines
    assert (heading.words[0].bold, heading.words[0].size >= 14, line.text) == (True, True, "DÉBUT☎ 06")


def test_a_bare_line_end_behind_a_backslash_is_a_paragraph_and_binary_is_jumped_over() -> None:
    assert _text("Un\\\nDeux{\\pict\\bin5 }{}}x}\\par Trois\\par") == "Un\nDeux\nTrois"


def test_a_file_cut_short_gives_what_it_has_and_one_nested_for_ever_a_reason() -> None:
    assert read_rtf(HEAD.encode() + b"Salma {\\b Ben").text == "Salma Ben"
    with pytest.raises(Unreadable):
        read_rtf(b"{\\rtf1 " + b"{" * 100_000)
