"""Word's files: what the paper says, in order, and nothing that was deleted."""

from __future__ import annotations

import pytest

from app.reading.office.docx import read_docx
from app.reading.text import Hidden
from app.reading.unreadable import Unreadable, Why
from tests.reading.make import docx_of, p, part_of, relation, zip_of

HEADING = (
    '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Sous"><w:name w:val="Mon titre"/><w:basedOn w:val="Titre1"/></w:style>'
)


def _text(body: str, **parts: str) -> str:
    return read_docx(docx_of(body, **parts)).text


def test_paragraphs_are_lines_and_an_empty_one_parts_blocks() -> None:
    assert _text(p("Salma Bennani") + p("Casablanca") + p("") + p("Formation")) == (
        "Salma Bennani\nCasablanca\n\nFormation"
    )


def test_a_word_cut_in_runs_is_one_word() -> None:
    body = "<w:p><w:r><w:t>Coordi</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>natrice</w:t></w:r></w:p>"

    assert _text(body) == "Coordinatrice"


def test_headings_by_style_are_bold_and_large_also_through_inheritance() -> None:
    body = p("Expérience", paragraph='<w:pStyle w:val="Sous"/>') + p("2019")

    first, second = read_docx(docx_of(body, styles=HEADING)).pages[0].lines

    assert [(word.text, word.bold, word.size >= 14) for line in (first, second) for word in line.words] == [
        ("Expérience", True, True),
        ("2019", False, False),
    ]


def test_a_list_says_so() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'

    lines = read_docx(docx_of(p("Budget", paragraph=numbered) + p("Fin"))).pages[0].lines

    assert [line.bullet for line in lines] == [True, False]


def test_deleted_moved_and_field_code_text_is_left_out_and_inserted_text_stays() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>jamais</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>avant</w:t></w:r></w:moveFrom>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:ins><w:r><w:t>coordonné </w:t></w:r></w:ins><w:hyperlink><w:r><w:t>omp.example</w:t></w:r></w:hyperlink></w:p>"
    )

    assert _text(body) == "coordonné omp.example"


def test_a_text_box_is_read_once_and_apart() -> None:
    box = "<w:txbxContent>" + p("Langues : arabe") + "</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Profil</w:t></w:r><w:r>"
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    assert _text(body + p("Suite")) == "Profil\n\nLangues : arabe\n\nSuite"


def _table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def test_a_table_of_single_lines_is_read_across() -> None:
    table = _table((p("2019 – 2024"), p("Coordinatrice")), (p("2016"), p("Master")))

    assert _text(table) == "2019 – 2024 Coordinatrice\n2016 Master"


def test_a_date_beside_a_job_of_many_lines_stays_with_the_jobs_first_line() -> None:
    assert _text(_table((p("2019 – 2024"), p("Coordinatrice") + p("Budget") + p("Équipe")))) == (
        "2019 – 2024 Coordinatrice\nBudget\nÉquipe"
    )


def test_columns_made_with_a_table_are_read_one_after_the_other() -> None:
    assert _text(_table((p("Langues") + p("Arabe"), p("Parcours") + p("2019")))) == "Langues\nArabe\n\nParcours\n2019"


def test_headers_and_footers_stand_on_every_page() -> None:
    body = (
        p("Page une")
        + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        + p("Page deux")
        + '<w:sectPr><w:headerReference w:type="default" r:id="h"/><w:footerReference w:type="default" r:id="f"/></w:sectPr>'
    )
    document = docx_of(
        body,
        relations=relation("h", "header", "header1.xml") + relation("f", "footer", "footer1.xml"),
        parts={
            "word/header1.xml": part_of("hdr", p("Dossier OMP")),
            "word/footer1.xml": part_of("ftr", p("S. Bennani")),
        },
    )

    assert read_docx(document).text == ("Dossier OMP\n\nPage une\n\nS. Bennani\fDossier OMP\n\nPage deux\n\nS. Bennani")


def test_footnotes_are_read_without_words_separators() -> None:
    notes = part_of(
        "footnotes",
        f'<w:footnote w:type="separator">{p("----")}</w:footnote><w:footnote w:id="2">{p("Source : HCP")}</w:footnote>',
    )

    assert _text(p("Enquête"), parts={"word/footnotes.xml": notes}) == "Enquête\n\nSource : HCP"


def test_arabic_paragraphs_are_right_to_left_and_in_logical_order() -> None:
    (line,) = read_docx(docx_of(p("منسقة مشاريع 2019"))).pages[0].lines

    assert (line.text, line.right_to_left) == ("منسقة مشاريع 2019", True)


@pytest.mark.parametrize(
    ("run", "why"),
    [
        ('<w:color w:val="FFFFFF"/>', "white"),
        ('<w:sz w:val="2"/>', "tiny"),
        ("<w:vanish/>", "invisible"),
    ],
)
def test_text_that_nobody_was_to_see_is_told_apart(run: str, why: str) -> None:
    read = read_docx(docx_of(p("Visible") + p("droits humains plaidoyer", run=run)))

    assert read.text == "Visible"
    assert read.hidden == (Hidden(1, "droits humains plaidoyer", why),)


def test_white_text_on_a_ground_of_its_own_is_honest() -> None:
    banner = p("Salma Bennani", run='<w:color w:val="FFFFFF"/>', paragraph='<w:shd w:fill="1F3864"/>')

    read = read_docx(docx_of(banner))

    assert (read.text, read.hidden) == ("Salma Bennani", ())


def test_macros_are_named() -> None:
    assert read_docx(docx_of(p("CV"), parts={"word/vbaProject.bin": b"\x00"})).warnings == ("macros",)


def test_an_entity_is_never_resolved() -> None:
    document = (
        '<!DOCTYPE d [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&secret;</w:t></w:r></w:p></w:body></w:document>"
    )

    with pytest.raises(Unreadable) as refused:
        read_docx(docx_of("", parts={"word/document.xml": document}))

    assert refused.value.why is Why.DAMAGED


def test_a_missing_main_part_is_damage() -> None:
    with pytest.raises(Unreadable) as refused:
        read_docx(zip_of({"[Content_Types].xml": "<Types/>"}))

    assert refused.value.why is Why.DAMAGED


NUMBERING = part_of(
    "numbering",
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/>'
    '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>',
)


def _item(text: str, list_id: int, depth: int = 0) -> str:
    return p(text, paragraph=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_list_marks_are_counted_as_the_paper_shows_them() -> None:
    body = _item("Poste", 1) + _item("Budget", 1, 1) + _item("Suivi", 1, 1) + _item("Poste", 1) + _item("Fin", 1, 1)

    assert _text(body + _item("Langues", 2), parts={"word/numbering.xml": NUMBERING}).split("\n") == [
        "1. Poste",
        "1.a) Budget",
        "1.b) Suivi",
        "2. Poste",
        "2.a) Fin",
        "• Langues",
    ]
