"""What could not be read of a document is never held against its author."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.posting.notice import Notice, PieceKind
from app.reading.text import plain_text
from app.screening.evidence import PieceText
from app.screening.guard import why_not_trusted
from app.screening.judge import judge
from app.screening.person import Person
from tests.screening.test_damage import SHORT_POST

CV = plain_text(SHORT_POST.format(posts="2019 - 2020 Vendeuse, société Atlas", more=""))


@pytest.mark.parametrize(
    "warning",
    [
        "unread_page: 2 (wall clock)",
        "unread_in_archive: diplome.jpg (damaged)",
        "unread_form: its pages are made by the program that opens it",
    ],
)
def test_a_document_read_in_part_refuses_nobody(notice: Notice, warning: str) -> None:
    whole = PieceText("cv.pdf", PieceKind.CV, CV)
    part = PieceText("cv.pdf", PieceKind.CV, replace(CV, warnings=(warning,)))
    person = Person("Salma Alaoui")

    verdicts = [
        {each.criterion: each.verdict.value for each in judge((piece,), (), person, notice).judgements}["experience"]
        for piece in (whole, part)
    ]

    assert (why_not_trusted(whole), why_not_trusted(part)) == (None, "cut")
    assert verdicts == ["not_met", "unclear"]
