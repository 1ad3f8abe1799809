"""Reading in children gives what reading gives, and a child that dies or lies costs what it read and no more."""

from __future__ import annotations

import io

import pikepdf
import pytest

from app.reading import isolated
from app.reading.isolated import ChildDied, read_in_child, try_in_child
from app.reading.read import read_piece
from app.reading.text import ReadText
from app.reading.unreadable import Unreadable, Why
from app.work.child import Cause, Died
from app.work.sandbox import Limits
from tests.reading.hostile import WORDS, one_page, shown
from tests.reading.make import docx_of, odt_of, p, zip_of
from tests.reading.pictures import a_page, a_scan

FILES = {
    "cv.pdf": one_page(shown()),
    "cv.docx": docx_of(p("Salma Bennani") + p("منسقة مشاريع")),
    "cv.odt": odt_of("<text:p>Salma</text:p>"),
    "cv.txt": "Chargée de projet".encode("cp1252"),
    "dossier.zip": zip_of({"cv.txt": "Salma", "lettre.docx": docx_of(p("Madame,")), "x.exe": b"MZ" + bytes(80)}),
}


@pytest.mark.parametrize("name", list(FILES))
def test_a_file_read_in_children_is_the_file_read_here(name: str) -> None:
    assert read_in_child(FILES[name], file_name=name) == read_piece(FILES[name], file_name=name)


def test_a_reason_given_in_the_child_arrives_whole() -> None:
    read = read_in_child(docx_of(""), file_name="cv.docx")

    assert isinstance(read, Unreadable)
    assert (read.why, read.detail) == (Why.NO_TEXT, "no words")


def _text_and_scan() -> bytes:
    with pikepdf.open(io.BytesIO(one_page(shown()))) as document, pikepdf.open(io.BytesIO(a_scan(a_page()))) as scan:
        document.pages.append(scan.pages[0])
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def test_a_page_whose_child_dies_costs_that_page_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "PICTURE_LIMITS", Limits(wall_seconds=0.001))

    read = read_in_child(_text_and_scan(), file_name="cv.pdf")

    assert isinstance(read, ReadText)
    assert read.pages[0].lines[0].text == WORDS
    assert (read.pages[1].lines, read.warnings) == ((), ("unread_page: 2 (wall clock)",))


def test_pages_that_give_nothing_end_the_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "PAGE_SECONDS", 0.0)
    monkeypatch.setattr(isolated, "_LEAST_FOR_A_PAGE", 0.0)
    monkeypatch.setattr(isolated, "_MOST_WASTED", 0.0)

    read = read_in_child(_text_and_scan(), file_name="cv.pdf")

    assert isinstance(read, ReadText)
    assert read.pages[0].lines[0].text == WORDS
    assert read.warnings == ("unread_page: 2 (pages before it gave nothing)",)


def test_a_page_has_the_time_that_pages_before_it_left() -> None:
    patience = isolated._Patience()
    first = patience.for_a_page()
    patience.wasted += first

    assert (first, patience.for_a_page()) == (6.0, 2.0)
    patience.refuse_more(1)  # an honest page after one of noise is still read

    patience.wasted += 2.0
    with pytest.raises(Unreadable):
        patience.refuse_more(2)


def test_pages_past_the_limit_of_pictures_are_a_persons_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "MOST_PICTURES", 0)

    read = read_in_child(_text_and_scan(), file_name="cv.pdf")

    assert isinstance(read, ReadText)
    assert read.warnings == ("unread_page: 2 (more than 40 pages to read by OCR)",)


@pytest.mark.parametrize("lie", [b"r{", b"r[1]", b"r[[],[]]", b"u[3]", b'u["no such reason",""]', b"a\xff\xff", b""])
def test_an_answer_that_makes_no_sense_is_a_crash_of_the_child(monkeypatch: pytest.MonkeyPatch, lie: bytes) -> None:
    monkeypatch.setattr(isolated, "run_in_child", lambda *_work, **_limits: lie)

    with pytest.raises(ChildDied) as dead:
        try_in_child(b"x", file_name="cv.txt")

    assert dead.value.died == Died(Cause.CRASHED, "an answer that makes no sense", settled=True)
    assert read_in_child(b"x", file_name="cv.txt").why is Why.DAMAGED  # type: ignore[union-attr]
