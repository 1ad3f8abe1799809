"""The objects of a PDF found by looking for them, when no table says where they stand."""

from __future__ import annotations

import io

import pikepdf
import pytest

from app.reading.pdf.document import open_document, sheets
from app.reading.pdf.searched import packs, places_found
from tests.reading.hostile_made import WORDS, one_page, shown

PLAIN = one_page(shown())


def _packed() -> bytes:
    """Its objects in packs, its root named by a table that is an object too."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PLAIN)) as document:
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        PLAIN.replace(b"trailer", b"trialer"),
        PLAIN.replace(b"endobj\n", b"endobj "),
        PLAIN + PLAIN[PLAIN.index(b"trailer") :].replace(b"/Root 1 0 R", b""),
        _packed(),
        _packed().replace(b"/XRef", b"/Xref"),
    ],
    ids=["plain", "no trailer", "on one line", "a trailer without root last", "packed", "packed, no table"],
)
def test_a_document_is_found_without_its_table(content: bytes) -> None:
    (sheet,) = sheets(open_document(content, search=True), [])

    assert sheet is not None
    assert sum(len(run.glyphs) for run in sheet.runs) == len(WORDS)


def test_the_last_object_of_a_number_is_the_one_that_counts() -> None:
    later = PLAIN + b"4 0 obj\n<</Length 0>>stream\n\nendstream\nendobj\n"

    (sheet,) = sheets(open_document(later, search=True), [])

    assert sheet is not None
    assert not sheet.runs


def test_a_file_without_a_root_is_the_pages_in_it() -> None:
    lost = PLAIN.replace(b"/Catalog", b"/Katalog").replace(b"/Root", b"/Wurzel")

    (sheet,) = sheets(open_document(lost, search=True), [])

    assert sheet is not None
    assert sheet.runs
    assert list(sheets(open_document(b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", search=True), [])) == []


def test_what_only_looks_like_an_object_is_none() -> None:
    assert places_found(b"1 0 objet 12 0 obj <<>> 7 0 R 99999999999 0 obj") == {12: (None, 10, 0)}
    assert packs(b"3 0 obj<</Type/ObjStm>>", {3: (None, 0, 0)}) == [3]
    assert packs(b"3 0 obj<</Type/Page>>stream /Type/ObjStm", {3: (None, 0, 0)}) == []
