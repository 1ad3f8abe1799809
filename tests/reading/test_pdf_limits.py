"""Broken, locked and hostile PDFs: a reason, or what can be read, and never more than is allowed."""

from __future__ import annotations

import io

import pikepdf
import pytest

from app.reading.layout.glyphs import Sheet
from app.reading.pdf import limits
from app.reading.pdf.canvas import Budget, Canvas
from app.reading.pdf.cmaps import MAX_ENTRIES, read_to_unicode
from app.reading.pdf.fonts import FontShelf
from app.reading.pdf.operators import run
from app.reading.pdf.phrases import Phrases
from app.reading.pdf.read import read_pdf
from app.reading.pdf.state import IDENTITY, State
from app.reading.unreadable import Unreadable, Why
from tests.reading.paper import Paper, assemble, stream


def words_of(content: bytes) -> list[str]:
    return [word.text for page in read_pdf(content).pages for word in page.page.words]


def why(content: bytes) -> Why:
    with pytest.raises(Unreadable) as refused:
        read_pdf(content)
    return refused.value.why


def locked(content: bytes, *, user: str, owner: str = "maître", level: int = 6) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        strong = level > 3
        encryption = pikepdf.Encryption(user=user, owner=owner, R=level, aes=strong, metadata=strong)  # type: ignore[arg-type]
        document.save(out, encryption=encryption)
    return out.getvalue()


SAMPLE = Paper().text("Bonjour le monde", 72, 100).pdf()


@pytest.mark.parametrize("level", [3, 4, 6])
def test_a_file_that_needs_a_password_says_so(level: int):
    assert why(locked(SAMPLE, user="secret", level=level)) is Why.ENCRYPTED


@pytest.mark.parametrize("level", [3, 4, 6])
def test_a_file_that_anyone_may_open_is_read_though_it_is_encrypted(level: int):
    assert words_of(locked(SAMPLE, user="", level=level)) == ["Bonjour", "le", "monde"]


def test_a_file_cut_off_before_its_index_is_repaired():
    read = read_pdf(SAMPLE[: SAMPLE.rindex(b"startxref")])

    assert [word.text for page in read.pages for word in page.page.words] == ["Bonjour", "le", "monde"]


def test_a_file_with_a_wrong_index_is_read_all_the_same():
    start = SAMPLE.rindex(b"xref\n0")
    table = SAMPLE[start:].replace(b"0000000", b"0000009")

    assert words_of(SAMPLE[:start] + table) == ["Bonjour", "le", "monde"]


def test_packed_objects_and_cross_reference_streams_are_read():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(SAMPLE)) as document:
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)

    assert words_of(out.getvalue()) == ["Bonjour", "le", "monde"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"%PDF-1.4\ngarbage" * 50, SAMPLE[:60]])
def test_a_file_without_a_page_is_damaged(content: bytes):
    assert why(content) is Why.DAMAGED


def test_a_document_of_more_pages_than_allowed_is_too_long():
    count = limits.MAX_PAGES + 1
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + count))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"

    content = assemble(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
            *([page] * count),
        ]
    )
    assert why(content) is Why.TOO_LONG


def test_a_stream_that_unpacks_beyond_the_limit_is_too_large(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "MAX_STREAM", 10_000)

    assert why(Paper().raw("% " + "x" * 20_000).text("Bonjour", 72, 100).pdf()) is Why.TOO_LARGE


@pytest.mark.parametrize(
    ("budget", "content"), [(Budget(operators=10), b"q Q " * 6), (Budget(glyphs=3), b"BT /R 9 Tf <21212121> Tj ET")]
)
def test_operators_and_glyphs_are_counted_over_the_whole_document(budget: Budget, content: bytes):
    sheet = Sheet(595, 842)
    font = {"Type": "Font", "Subtype": "Type1", "BaseFont": "Helvetica"}
    resources = {"Font": {"R": _font(font)}}

    with pytest.raises(Unreadable) as refused:
        run(Canvas(sheet, FontShelf(), budget, frozenset(), Phrases()), content, resources, State(IDENTITY))
    assert refused.value.why is Why.TOO_LARGE


def _font(entries: dict[str, str]) -> dict[str, object]:
    from pdfminer.psparser import LIT

    return {key: LIT(value) for key, value in entries.items()}


def test_a_form_that_draws_itself_ends():
    paper = Paper().text("Bonjour", 72, 100).raw("/F Do")
    paper.resources = "/XObject << /F 8 0 R >>"
    paper.extra_objects = [
        stream(b"/F Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 8 0 R >> >>")
    ]

    assert words_of(paper.pdf()) == ["Bonjour"]


def test_a_map_that_names_every_code_there_is_stops_at_the_limit():
    table = read_to_unicode(b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange")

    assert len(table) == MAX_ENTRIES


def test_a_map_is_read_in_all_its_forms():
    table = read_to_unicode(
        b"2 beginbfchar <01> <0041> <02> <06440627> endbfchar "
        b"2 beginbfrange <10> <12> <0061> <20> <21> [<0031> <0032>] endbfrange"
    )

    assert table == {1: "A", 2: "لا", 16: "a", 17: "b", 18: "c", 32: "1", 33: "2"}


@pytest.mark.parametrize(
    "rubbish",
    [
        "1 2 3 (unended",
        "[" * 3000,
        "<< /A << /B >>",
        "BT Tf Td Tj ET Q Q Q",
        "BI /W 1 /H 1 ID \x01\x02",
        "(a (nested (string)) here) Nothing",
        "- + .5.5 --3 Td",
        "/Nothing Do /Nothing gs /Nothing 9 Tf",
    ],
)
def test_rubbish_in_a_page_takes_nothing_from_the_rest(rubbish: str):
    assert words_of(Paper().text("Bonjour", 72, 100).raw(rubbish).pdf())[:1] == ["Bonjour"]


@pytest.mark.parametrize("broken_off_at", ["xref\n0", "endobj\nxref", "endstream\nendobj\nxref"])
def test_a_file_cut_before_its_table_keeps_its_last_object(broken_off_at: str):
    """The map of the font comes last: without it the letters would be their codes."""
    whole = Paper().text("Chargée de projet à Rabat", 72, 100).pdf()

    read = read_pdf(whole[: whole.rindex(broken_off_at.encode())])

    assert [line.text for line in read.pages[0].page.lines] == ["Chargée de projet à Rabat"]
    assert read.warnings == ("repaired",)
