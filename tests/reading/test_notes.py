"""Footnotes and endnotes of office files: each number glued to its word and before what the note says."""

from __future__ import annotations

from app.reading.office.doc import read_doc
from app.reading.office.docx import read_docx
from app.reading.office.odt import read_odt
from app.reading.office.rtf import read_rtf
from tests.reading.make import docx_of, odt_of, part_of
from tests.reading.old_word import Said, doc_of, prop

_SPECIAL, _DELETED = prop(0x0855, 1), prop(0x0800, 1)


def _run(inside: str) -> str:
    return f"<w:r>{inside}</w:r>"


def _t(text: str) -> str:
    return _run(f'<w:t xml:space="preserve">{text}</w:t>')


def _refer(kind: str, name: int, *, custom: bool = False) -> str:
    own_mark = ' w:customMarkFollows="1"' if custom else ""
    return _run(f'<w:{kind}Reference w:id="{name}"{own_mark}/>')


def _note(kind: str, name: int, text: str, *, numbered: bool = True) -> str:
    number = _run(f"<w:{kind}Ref/>") if numbered else ""
    return f'<w:{kind} w:id="{name}"><w:p>{number}{_t(text)}</w:p></w:{kind}>'


def _docx(body: str, settings: str = "", **notes: str) -> str:
    parts = {f"word/{kind}.xml": part_of(kind, said) for kind, said in notes.items()}
    return read_docx(docx_of(body, parts={**parts, "word/settings.xml": part_of("settings", settings)})).text


def test_a_note_of_word_is_numbered_where_it_is_referred_to_and_where_it_stands() -> None:
    body = f"<w:p>{_t('Cheffe')}{_refer('footnote', 7)}{_t(', Nador')}{_refer('footnote', 3)}</w:p>"
    notes = _note("footnote", 3, " Région") + _note("footnote", 7, "HCP")

    assert _docx(body, footnotes=notes) == "Cheffe1, Nador2\n\n1 HCP\n2 Région"


def test_endnotes_of_word_have_roman_numbers_and_settings_may_say_otherwise() -> None:
    body = f"<w:p>{_t('Cheffe')}{_refer('endnote', 1)}{_t(' à Nador')}{_refer('footnote', 1)}</w:p>"
    notes = {"footnotes": _note("footnote", 1, " HCP"), "endnotes": _note("endnote", 1, " Région")}
    forms = '<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="3"/></w:footnotePr>'
    section = '<w:sectPr><w:endnotePr><w:numFmt w:val="chicago"/></w:endnotePr></w:sectPr>'

    assert _docx(body, **notes) == "Cheffei à Nador1\n\n1 HCP\ni Région"
    assert _docx(body + section, forms, **notes) == "Cheffe* à Nadorc\n\nc HCP\n* Région"


def test_a_mark_of_the_author_stands_for_a_number_and_is_not_counted() -> None:
    body = f"<w:p>{_t('Cheffe')}{_refer('footnote', 1, custom=True)}{_t('† et')}{_refer('footnote', 2)}</w:p>"
    notes = _note("footnote", 1, "† HCP", numbered=False) + _note("footnote", 2, " Région")

    assert _docx(body, footnotes=notes) == "Cheffe† et1\n\n† HCP\n1 Région"


def test_a_reference_that_was_deleted_counts_for_nothing() -> None:
    deleted = f"<w:del>{_refer('footnote', 1)}</w:del>"
    body = f"<w:p>{_t('Cheffe')}{deleted}{_t(' à Nador')}{_refer('footnote', 2)}</w:p>"

    assert _docx(body, footnotes=_note("footnote", 2, " Région")) == "Cheffe à Nador1\n\n1 Région"


def test_a_note_of_open_document_has_the_number_that_the_file_gives() -> None:
    def note(number: str, text: str) -> str:
        body = f"<text:note-body><text:p>{text}</text:p></text:note-body>"
        return f"<text:note><text:note-citation>{number}</text:note-citation>{body}</text:note>"

    body = f"<text:p>Cheffe{note('1', 'HCP')}, Nador{note('ii', 'Région')}</text:p>"

    assert read_odt(odt_of(body)).text == "Cheffe1, Nadorii\n\n1 HCP\nii Région"


def test_notes_of_rtf_are_counted_by_kind_and_a_mark_of_the_author_stays() -> None:
    body = (
        r"Cheffe{\super\chftn{\footnote\pard{\super\chftn} HCP\par}} \'e0 Nador"
        r"{\super\chftn{\*\footnote\ftnalt\chftn\tab R\'e9gion\par}}, puis{\super *{\footnote * Ailleurs\par}}"
        r" Rabat{\super\chftn{\footnote\chftn  Bac\par}}.\par"
    )

    def read(forms: str) -> str:
        return read_rtf((r"{\rtf1\ansi " + forms + body + "}").encode()).text

    assert read("") == "Cheffe1 à Nador1, puis* Rabat2.\n\n1 HCP\n1 Région\n* Ailleurs\n2 Bac"
    assert read(r"\aftnnrlc\ftnstart4 ").startswith("Cheffe4 à Nadori, puis* Rabat5.")


def test_notes_of_old_word_are_counted_by_kind() -> None:
    mark = Said("\x02", _SPECIAL)
    document = doc_of(
        *(Said("Cheffe"), mark, Said(" à Nador"), mark, Said(" et"), Said("\x02", _SPECIAL + _DELETED)),
        *(Said(" Rabat"), mark, Said("\r")),
        notes=[mark, Said(" HCP\r"), mark, Said("\r"), mark, Said(" Bac\r")],
        endnotes=[mark, Said(" Région\r")],
        references=([6, 18, 25], [15]),
    )

    assert read_doc(document).text == "Cheffe1 à Nadori et Rabat2\n\n1 HCP\n\n2 Bac\ni Région"
