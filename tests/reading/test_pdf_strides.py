"""What a producer writes together again and again is taken together, and draws what its operations draw one by one."""

from __future__ import annotations

from typing import Any

import pytest
from pdfminer.psparser import LIT

from app.reading.layout.glyphs import Sheet
from app.reading.pdf.canvas import Budget, Canvas
from app.reading.pdf.fonts import FontShelf
from app.reading.pdf.operators import run
from app.reading.pdf.phrases import Phrases
from app.reading.pdf.state import IDENTITY, State
from app.reading.pdf.strides import AGAIN, FRAMED, MARKED, PAINTED, PLACED
from app.reading.pdf.tokens import operations

WORD = "[(Projet)] TJ\n"
CELL = "q\n{0} 20.5 30 40 re\nW* n\nBT\n/R 9 Tf\n1 0 0 1 {0} 22.25 Tm\n0 g\n0 G\n" + WORD + "ET\nQ\n"
RESOURCES: dict[str, Any] = {
    "Font": {"R": {"Type": LIT("Font"), "Subtype": LIT("Type1"), "BaseFont": LIT("Helvetica")}},
    "Properties": {"Off": {"Type": LIT("OCG")}},
}


def drawn(content: str) -> list[object]:
    """Each run: its letters and their places, its baseline, colour and clip; what is said, painted and ruled."""
    sheet = Sheet(595, 842)
    canvas = Canvas(sheet, FontShelf(), Budget(), frozenset(), Phrases())
    run(canvas, content.encode(), RESOURCES, State(IDENTITY))
    return [
        ([glyph[:4] for glyph in run.glyphs], run.baseline, run.size, run.ink.colour, run.ink.clip)
        for run in sheet.runs
    ] + [repr((sheet.said, sheet.areas, sheet.rules))]


def one_by_one(content: str) -> str:
    """The same with a comment after each line, over which no phrase reaches."""
    return content.replace("\n", " %\n")


@pytest.mark.parametrize(
    "phrase",
    [
        CELL,
        "q\n{0} 20.5 300 40 re\nW* n\n/P <</MCID {0}>> BDC " + CELL + "EMC\nQ\n",
        "/P <</MCID {0}>> BDC BT\n/R 9 Tf\n1 0 0 1 {0} 50.25 Tm\n" + WORD + "ET\nEMC EMC /T <<>> BDC /P BDC EMC EMC\n",
        "BT\n/R 9 Tf\n5 6 Td\n1 0 0 1 {0} 50.25 Tm\n0.5 0 0 rg\n0.5 0 0 RG\n" + WORD + "ET\n",
        "BT\n/R 9 Tf\n2 0 0 2 {0} 50.25 Tm\n0.5 g\n0.25 G\n" + WORD + "ET\n",
        "1 0 0 1 {0} 20.5 re\nBT\n/R 9 Tf\n1 0 0 1 {0} 50.25 Tm\n" + WORD + "ET\nf*\n",
        "q\n0 0 {0} 200.5 re\nW n\nQ\nq\nBT\n/R 9 Tf\n1 0 0 1 {0}.5 50.25 Tm\n" + WORD + "ET\nQ\n",
        "BT\n/R 9 Tf\n1 0 0 1 {0} 50.25 Tm\n" + WORD + "{0} 12.5 Td\n" + WORD + "T*\n" + WORD + "ET\nQ\nq\n",
        "/Span <</ActualText (Autre)>> BDC BT\n/R 9 Tf\n1 0 0 1 {0} 50.25 Tm\n" + WORD + "ET\nEMC\n",
        "{0} 20.5 30 40 re\n{0} 20.5 10 10 re\nW n\nBT\n/R 9 Tf\n1 0 0 1 {0} 22.25 Tm\n" + WORD + "ET\n",
    ],
)
def test_phrases_taken_together_draw_what_they_draw_one_by_one(phrase: str):
    content = "\n".join(phrase.format(10 * step) for step in range(12, 20))

    assert drawn(content) == drawn(one_by_one(content))
    assert drawn(content)


def test_a_phrase_whose_numbers_are_none_is_read_as_carefully_as_any():
    cells = [CELL.format(120), CELL.format(130), CELL.format("1-2"), CELL.format("130 140"), CELL.format("-.5")]
    content = "\n".join([*cells, "1 0 0 1 72.5 re\nW n\n" + CELL.format(150)])

    assert drawn(content) == drawn(one_by_one(content))


def test_a_cell_s_text_costs_few_operations():
    content = "\n".join(CELL.format(step) for step in (120, 130, 140)).encode()

    names = [name for name, _ in operations(content)]

    assert names[-8:] == [AGAIN, FRAMED, b"Tf", PLACED, PAINTED, names[-3], b"ET", b"Q"]


def test_marks_that_end_and_begin_between_two_texts_are_one_operation():
    text = "BT\n1 0 0 1 72.5 50.25 Tm\n" + WORD + "ET\nEMC EMC /T <</S 1>> BDC /P <</MCID 2>> BDC "

    assert (MARKED, [2, 2]) in [*operations((text * 3).encode())]
