"""Word files in the manners of many producers: what their own programs show is what is read."""

from __future__ import annotations

import pytest

from app.reading.office.docx import read_docx
from app.reading.read import read_piece
from app.reading.text import Hidden
from tests.reading.make import docx_of, p, part_of, relation, zip_of

DELETED_MARK = "<w:rPr><w:del/></w:rPr>"


def _text(body: str, **parts: object) -> str:
    return read_docx(docx_of(body, **parts)).text  # type: ignore[arg-type]


def _r(inside: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>"


def _t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def _turn(kind: str) -> str:
    return f'<w:fldChar w:fldCharType="{kind}"/>'


def test_a_strict_document_says_the_same_under_other_names() -> None:
    strict = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>Salma</w:t></w:r>'
        "</w:p></w:body></w:document>"
    )

    assert _text("", parts={"word/document.xml": strict}) == "Salma"


def test_damage_beside_the_text_costs_only_itself() -> None:
    body = p("Salma") + '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>'

    read = read_docx(
        docx_of(
            body,
            relations=relation("h", "header", "header1.xml"),
            parts={"word/styles.xml": "<w:styles", "word/numbering.xml": "", "word/header1.xml": "<w:hdr>"},
        )
    )

    assert (read.text, read.warnings) == ("Salma", ("unread_part: word/header1.xml",))


@pytest.mark.parametrize("in_one_run", [True, False])
def test_only_the_result_of_a_field_is_seen_also_of_one_inside_another(in_one_run: bool) -> None:
    inner = [_turn("begin"), "<w:instrText>DATE</w:instrText>", _turn("separate"), _t("2026"), _turn("end")]
    code = [_turn("begin"), "<w:instrText>IF </w:instrText>", *inner, _turn("separate"), _t("mon site"), _turn("end")]
    field = _r("".join(code)) if in_one_run else "".join(map(_r, code))

    assert _text(f"<w:p>{_r(_t('Voir '))}{field}{_r(_t('.'))}</w:p>") == "Voir mon site."


def test_a_code_without_end_does_not_swallow_the_document() -> None:
    assert _text(f"<w:p>{_r(_turn('begin') + _t('perdu'))}</w:p>" + p("Suite")) == "Suite"


def test_capitals_signs_and_formulas_look_as_on_paper() -> None:
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    sign = '<w:sym w:font="Wingdings" w:char="F0FE"/>'
    body = (
        p("Compétences", run="<w:caps/>")
        + p("Langues", run='<w:caps/><w:smallCaps w:val="0"/>')
        + f"<w:p>{_r(sign)}{_r(_t(' Permis B'))}</w:p>"
        + p("\uf028 06", run='<w:rFonts w:ascii="Wingdings"/>')
        + f"<w:p><m:oMath {math}><m:r><m:t>k=5</m:t></m:r></m:oMath></w:p>"
    )

    assert _text(body).split("\n") == ["COMPÉTENCES", "LANGUES", "☑ Permis B", "☎ ••", "k=5"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    assert _text(p("Coordi", paragraph=DELETED_MARK) + p("natrice") + p("Fin", paragraph=DELETED_MARK)) == (
        "Coordinatrice\nFin"
    )


def _row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def test_a_column_that_reaches_over_many_rows_is_read_apart_from_them() -> None:
    merged = '<w:tcPr><w:vMerge w:val="{}"/></w:tcPr>'
    rows = (
        _row(merged.format("restart") + p("Contact") + p("Rabat"), p("Poste un"))
        + _row(merged.format("continue") + p(""), p("Poste deux"))
        + _row(p("jamais"), properties="<w:del/>")
    )

    assert _text(f"<w:tbl>{rows}</w:tbl>") == "Contact\nRabat\n\nPoste un\nPoste deux"


def test_a_page_that_ends_inside_two_columns_ends_once() -> None:
    broken = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>{}</w:t></w:r></w:p>"
    row = _row(p("A") + broken.format("B"), p("C") + broken.format("D") + p("E"))

    assert _text(f"<w:tbl>{row}</w:tbl>").count("\f") == 1


NUMBERING = part_of(
    "numbering",
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
    '<w:pStyle w:val="Titre1"/><w:lvlText w:val="%1 –"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/>'
    '<w:pStyle w:val="Titre2"/><w:isLgl/><w:suff w:val="nothing"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="arabicAbjad"/><w:lvlText w:val="%1."/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    '</w:num><w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>',
)
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="Titre{depth}"><w:name w:val="heading {depth}"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    for depth in (1, 2)
)


def _item(text: str, list_id: int) -> str:
    return p(text, paragraph=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr>')


def test_lists_count_on_begin_anew_and_take_their_depth_from_their_style() -> None:
    body = (
        p("Études", paragraph='<w:pStyle w:val="Titre1"/>')
        + p("Master", paragraph='<w:pStyle w:val="Titre2"/>')
        + _item("Postes", 2)
        + _item("Annexe", 3)
        + _item("Bilan", 1)
        + _item("أولا", 4)
        + _item("ثانيا", 4)
    )

    assert _text(body, styles=STYLES, parts={"word/numbering.xml": NUMBERING}).split("\n") == [
        "I – Études",
        "1.1)Master",
        "II – Postes",
        "VII – Annexe",
        "III – Bilan",
        "أ. أولا",
        "ب. ثانيا",
    ]


def test_a_diagram_and_old_lettering_are_read() -> None:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    points = "".join(f"<a:p><a:r><a:t>{word}</a:t></a:r></a:p>" for word in ("Écouter", "Agir"))
    body = (
        f'<w:p><w:r><w:drawing><d:relIds xmlns:d="{drawing}/diagram" r:dm="g"/></w:drawing></w:r></w:p>'
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="CURRICULUM"/></v:shape>'
        "</w:pict></w:r></w:p>"
    )
    data = f'<d:dataModel xmlns:d="{drawing}/diagram" xmlns:a="{drawing}/main">{points}</d:dataModel>'

    assert _text(
        body, relations=relation("g", "diagramData", "diagrams/data1.xml"), parts={"word/diagrams/data1.xml": data}
    ) == ("Écouter\nAgir\n\nCURRICULUM")


def test_a_web_page_put_into_a_word_file_is_read() -> None:
    page = "<html><body><p>Chargée de projet</p><p style='display:none'>plaidoyer</p></body></html>"

    read = read_docx(
        docx_of(
            '<w:altChunk r:id="c"/>' + p("Fin"),
            relations=relation("c", "aFChunk", "chunk.html"),
            parts={"word/chunk.html": page},
        )
    )

    assert (read.text, read.hidden) == ("Chargée de projet\nFin", (Hidden(1, "plaidoyer", "invisible"),))


@pytest.mark.parametrize(("width", "hidden"), [(7_000_000, ()), (300_000, (Hidden(1, "Salma", "white"),))])
def test_white_words_over_a_banner_are_honest_and_over_a_trifle_are_not(width: int, hidden: object) -> None:
    placing = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    banner = (
        f'<w:p><w:r><w:drawing><wp:anchor xmlns:wp="{placing}" behindDoc="1"><wp:extent cx="{width}" cy="1000000"/>'
        "</wp:anchor></w:drawing></w:r></w:p>"
    )

    assert read_docx(docx_of(banner + p("Salma", run='<w:color w:val="FFFFFF"/>'))).hidden == hidden


def test_white_on_a_ground_that_is_white_too_is_hidden() -> None:
    read = read_docx(docx_of(p("x") + p("mots", run='<w:color w:val="FFFFFF"/><w:shd w:fill="FFFFFF"/>')))

    assert read.hidden == (Hidden(1, "mots", "white"),)


def test_one_file_documents_of_open_document_are_read() -> None:
    flat = (
        '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:tracked-changes>'
        '<text:changed-region text:id="c"><text:deletion/></text:changed-region></text:tracked-changes><text:p>Bon'
        '<text:change-start text:change-id="c"/>mot<text:change-end text:change-id="c"/>jour</text:p>'
        "</office:text></office:body></office:document>"
    )

    assert read_piece(flat.encode(), file_name="cv.fodt").text == "Bonjour"


def test_a_document_inside_a_document_is_read_once_and_no_deeper() -> None:
    chunk = relation("c", "aFChunk", "chunk.docx")
    inner = docx_of(p("Dedans") + '<w:altChunk r:id="c"/>', relations=chunk, parts={"word/chunk.docx": zip_of({})})

    assert _text('<w:altChunk r:id="c"/>', relations=chunk, parts={"word/chunk.docx": inner}) == "Dedans"
