"""OpenDocument texts: the twin of the DOCX tests."""

from __future__ import annotations

import pytest

from app.reading.office.odt import read_odt
from app.reading.read import read_piece
from app.reading.text import Hidden
from app.reading.unreadable import Unreadable, Why
from tests.reading.make import odt_of, zip_of


def _p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def _text(body: str, **more: str) -> str:
    return read_odt(odt_of(body, **more)).text


def test_spaces_tabs_and_breaks_are_elements() -> None:
    assert _text(_p("a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d\n e")) == "a b c\nd e"


def test_headings_are_bold_and_large() -> None:
    heading, plain = read_odt(odt_of('<text:h text:outline-level="1">Formation</text:h>' + _p("Master"))).pages[0].lines

    assert [(line.words[0].bold, line.words[0].size >= 14) for line in (heading, plain)] == [
        (True, True),
        (False, False),
    ]


def test_a_list_says_so() -> None:
    body = f"<text:list><text:list-item>{_p('Budget')}</text:list-item></text:list>" + _p("Fin")

    assert [line.bullet for line in read_odt(odt_of(body)).pages[0].lines] == [True, False]


def test_tracked_deletions_and_comments_are_left_out() -> None:
    body = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{_p('jamais')}</text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        + _p(f"gardé<office:annotation>{_p('un avis')}</office:annotation>")
    )

    assert _text(body) == "gardé"


def test_a_frame_is_read_apart_and_a_note_at_the_end() -> None:
    body = _p(f"Profil<draw:frame><draw:text-box>{_p('Langues')}</draw:text-box></draw:frame>") + _p(
        f"Enquête<text:note><text:note-body>{_p('Source : HCP')}</text:note-body></text:note>"
    )

    assert _text(body) == "Profil\n\nLangues\n\nEnquête\n\nSource : HCP"


def test_a_table_is_read_across() -> None:
    row = f"<table:table-row><table:table-cell>{_p('2019')}</table:table-cell><table:table-cell>{_p('Cheffe')}</table:table-cell></table:table-row>"

    assert _text(f"<table:table>{row}</table:table>") == "2019 Cheffe"


def test_a_page_break_in_a_style_begins_a_page_with_the_header_again() -> None:
    styles = '<style:style style:family="paragraph" style:name="P1"><style:paragraph-properties fo:break-before="page"/></style:style>'
    shared = f"<style:master-page><style:header>{_p('Dossier')}</style:header></style:master-page>"

    assert _text(_p("un") + _p("deux", "P1"), styles=styles, shared=shared) == "Dossier\n\nun\fDossier\n\ndeux"


def test_text_that_nobody_was_to_see_is_told_apart() -> None:
    styles = (
        '<style:style style:family="text" style:name="T1"><style:text-properties fo:color="#ffffff"/></style:style>'
    )

    read = read_odt(odt_of(_p("Visible <text:span text:style-name='T1'>plaidoyer</text:span>"), styles=styles))

    assert (read.text, read.hidden) == ("Visible", (Hidden(1, "plaidoyer", "white"),))


def test_a_password_is_named() -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        "<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    )
    locked = zip_of(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": manifest,
            "content.xml": b"\x00",
        }
    )

    with pytest.raises(Unreadable) as refused:
        read_odt(locked)

    assert refused.value.why is Why.ENCRYPTED


def test_list_marks_are_counted_as_the_paper_shows_them() -> None:
    styles = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/><text:list-level-style-bullet text:level="2" text:bullet-char="–"/></text:list-style>'
    )
    inner = f"<text:list><text:list-item>{_p('Budget')}</text:list-item></text:list>"
    items = f"<text:list-item>{_p('Poste')}{inner}</text:list-item><text:list-item>{_p('Stage')}</text:list-item>"

    listed = f'<text:list text:style-name="L1">{items}</text:list>'
    assert _text(listed + listed, styles=styles).split("\n") == [
        "1. Poste",
        "– Budget",
        "2. Stage",
        "1. Poste",
        "– Budget",
        "2. Stage",
    ]


def test_items_begin_where_they_are_told_to_and_headings_are_numbered() -> None:
    styles = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="a" '
        'style:num-suffix=")"/></text:list-style>'
    )
    shared = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format=""/></text:outline-style>'
    )
    body = (
        '<text:h text:outline-level="1">Études</text:h><text:h text:outline-level="2">Diplômes</text:h>'
        '<text:list text:style-name="L1"><text:list-header><text:p>Titre</text:p></text:list-header>'
        '<text:list-item text:start-value="3"><text:p>Master</text:p><text:p>Rabat</text:p></text:list-item>'
        "<text:list-item><text:p>Licence</text:p></text:list-item></text:list>"
        '<text:h text:outline-level="1">Langues</text:h>'
    )

    assert _text(body, styles=styles, shared=shared).split("\n") == [
        "I. Études",
        "Diplômes",
        "Titre",
        "c) Master",
        "Rabat",
        "d) Licence",
        "II. Langues",
    ]


def test_what_is_not_printed_is_told_apart() -> None:
    body = (
        f'{_p("Visible")}<text:section text:display="none">{_p("section")}</text:section>'
        '<text:p>x<text:hidden-text text:is-hidden="true" text:string-value="champ"/></text:p>'
    )

    read = read_odt(odt_of(body))

    assert (read.text, [hidden.text for hidden in read.hidden]) == ("Visible\nx", ["section", "champ"])


def test_words_in_shapes_are_read_apart_and_capitals_as_printed() -> None:
    styles = (
        '<style:style style:family="text" style:name="T1"><style:text-properties fo:text-transform="uppercase"/>'
        "</style:style>"
    )
    body = _p(
        f'Profil<draw:rect>{_p("Langues")}</draw:rect> <text:span text:style-name="T1">fin</text:span>'
        "<text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>jamais</text:ruby-text></text:ruby>"
    )

    assert _text(body, styles=styles) == "Profil FINbase\n\nLangues"


def test_damaged_styles_cost_only_themselves() -> None:
    body = '<office:document-content xmlns:office="{0}:office:1.0" xmlns:text="{0}:text:1.0"><office:body><office:text><text:p>CV</text:p></office:text></office:body></office:document-content>'

    read = read_odt(
        zip_of({"content.xml": body.format("urn:oasis:names:tc:opendocument:xmlns"), "styles.xml": "<office:"})
    )

    assert read.text == "CV"


def test_the_files_before_open_document_are_read() -> None:
    names = " ".join(f'xmlns:{name}="http://openoffice.org/2000/{name}"' for name in ("office", "text"))
    content = (
        f'<!DOCTYPE office:document-content PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "office.dtd">'
        f"<office:document-content {names}><office:body><text:sequence-decls/><text:p>Chargée<text:tab-stop/>2004</text:p>"
        "</office:body></office:document-content>"
    )

    read = read_piece(
        zip_of({"mimetype": "application/vnd.sun.xml.writer", "content.xml": content}), file_name="cv.sxw"
    )

    assert read.text == "Chargée 2004"
