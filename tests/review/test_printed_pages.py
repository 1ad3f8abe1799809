"""An office file on the dossier's page: the words it was judged by, at their places on paper."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from app.db.session import Database
from app.intake.tables import Piece
from app.posting.notice import Notice
from app.reading.office.printed import put_on_paper
from app.reading.page_images import keep_printed
from app.reading.stored import to_bytes
from app.reading.tables import Reading
from app.reading.text import Box, Line, Page, ReadText, Source, Word, plain_text
from app.review.dossier_page import dossier_page, masks
from tests.people import HIND, YOUSSEF
from tests.review.shelf import a_dossier, a_member, screened

FILE = plain_text(f"{YOUSSEF.name}\nMaster en droit obtenu à Rabat en 2016")
PAPER = ReadText(
    (
        Page(
            1,
            595.0,
            842.0,
            Source.TEXT,
            tuple(
                Line(tuple(Word(word, Box(50 + 60 * i, 40 + 20 * row, 100 + 60 * i, 52 + 20 * row), 11.0)
                           for i, word in enumerate(text.split())))
                for row, text in enumerate((YOUSSEF.name, "Master en droit", "obtenu à Rabat en 2016"))
            ),
        ),
    )
)  # fmt: skip


def test_quotes_of_an_office_file_are_boxed_on_its_printed_page(
    sqlite_database: Database, notice: Notice, tmp_path: Path
) -> None:
    with sqlite_database.unit_of_work() as session:
        hind, dossier = a_member(session, HIND), a_dossier(session, YOUSSEF)
        piece = session.scalars(select(Piece).where(Piece.position == 0)).one()
        session.scalars(select(Reading).where(Reading.piece_id == piece.id)).one().text = to_bytes(FILE)
        quote = "Master en droit obtenu"
        start = FILE.text.index(quote)
        ((_, box),) = FILE.boxes(start, start + len(quote))
        evidence = {
            "quote": quote,
            "role": "for",
            "source": "text",
            "piece": "cv",
            "file": piece.file_name,
            "page": 1,
            "boxes": [[box.x0, box.top, box.x1, box.bottom]],
        }
        screened(session, dossier, notice, evidence={"degree": [evidence]})
        session.flush()

        def shown() -> tuple[bool, int, tuple[Box, ...]]:
            page = dossier_page(session, notice, dossier, member_id=hind.id, prints=tmp_path)
            (degree,) = [each for each in page.criteria if each.criterion.id == "degree"]
            return (
                page.pieces[0].has_image and not page.pieces[0].text,
                len(page.pieces[0].pages),
                degree.quotes[0].boxes,
            )

        before_words, before_masks = shown(), masks(session, dossier, piece, prints=tmp_path)
        keep_printed(put_on_paper(FILE, PAPER), sha256=piece.sha256, folder=tmp_path)
        after, hidden = shown(), masks(session, dossier, piece, prints=tmp_path)

    assert before_words == (False, 1, (box,))
    assert before_masks is None
    assert after == (True, 1, (Box(50, 60, 220, 72), Box(50, 80, 100, 92)))
    assert hidden is not None
    first, last = (PAPER.pages[0].lines[0].words[at].box for at in (0, -1))
    assert any(first.union(each) == each for each in hidden[1])
    assert any(last.union(each) == each for each in hidden[1])
