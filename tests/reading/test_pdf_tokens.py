"""The quick readers of what PDFs are made of: they agree with the careful ones."""

from __future__ import annotations

import pytest

from app.reading.pdf.cmaps import read_type1_encoding
from app.reading.pdf.places import places_at
from app.reading.pdf.strides import FRAMED
from app.reading.pdf.strings import from_hex
from app.reading.pdf.tokens import SPELLED, operations


@pytest.mark.parametrize(
    ("array", "items"),
    [
        ("<0041>-12.5<0042>", [b"\x00A", -12.5, b"\x00B"]),
        ("<0041>0<0042>", [b"\x00A\x00B"]),
        ("<0041><0042>", [b"\x00A", b"\x00B"]),
        (" 3 <0041> -4 ", [3.0, b"\x00A", -4.0]),
        ("<0041> 3 -4 <0042>", [b"\x00A", 3.0, -4.0, b"\x00B"]),
        ("<00 41>1<004>", [b"\x00A", 1.0, b"\x00@"]),
        ("(A)-12<0042>(C\\051)", [b"A", -12.0, b"\x00B", b"C)"]),
        ("<0041>1e999<0042>", [b"\x00A", 1.0, 999.0, b"\x00B"]),
        ("<0041>nan<0042>", [b"\x00A", b"\x00B"]),
    ],
)
def test_an_array_gives_its_strings_and_kerns_in_order(array: str, items: list[bytes | float]):
    ((operator, operands),) = operations(f"[{array}] TJ".encode())

    assert (operands[0] if operator == b"TJ" else alternating(*operands)) == items


def alternating(kerns: list[float], strings: list[bytes]) -> list[bytes | float]:
    pairs = zip(kerns, [*map(from_hex, strings), b""], strict=True)
    return [part for pair in pairs for part in pair if part]


def test_a_type_1_encoding_is_read_out_of_the_font_program():
    header = (
        b"%!PS-AdobeFont-1.0: Sample\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n"
        b"dup 65 /A put\ndup 233 /eacute put\ndup 28/fi put\ndup 7 /own.name put\nreadonly def\n"
    )

    assert read_type1_encoding(header) == {65: "A", 233: "é", 28: "ﬁ"}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"q\n1 0 0 1 72 700 cm\nQ", [(b"q", []), (b"cm", [1.0, 0.0, 0.0, 1.0, 72.0, 700.0]), (b"Q", [])]),
        (b"1 0 0\n1 72 700 cm q", [(b"cm", [1.0, 0.0, 0.0, 1.0, 72.0, 700.0]), (b"q", [])]),
        (b"EMC/F0 9 Tf/C0 cs", [(b"EMC", []), (b"Tf", ["F0", 9.0]), (b"cs", ["C0"])]),
        (b"/P <</MCID 3/Lang (ar-MA)>> BDC BT", [(b"BDC", ["P"]), (b"BT", [])]),
        (b"0.1 Tc[<41>] TJ", [(b"Tc", [0.1]), (SPELLED, [[0.0, 0.0], [b"41"]])]),
        (b"3 (A) ' ET", [(b"'", [3.0, b"A"]), (b"ET", [])]),
        (b"--5 Tc 1e5 w", [(b"Tc", [-5.0]), (b"e5", [1.0]), (b"w", [])]),
        (b"q BI /W 1 ID \x01 Q EI Q", [(b"q", []), (b"BI", []), (b"Q", [])]),
    ],
)
def test_operators_come_in_order_with_what_stands_before_them(content: bytes, found: list[object]):
    assert list(operations(content)) == found


def test_a_frame_that_a_placed_text_is_clipped_to_is_one_operation():
    content = b"q\n10 20 30 40 re\nW* n\nBT\n1 0 0 1 12 22 Tm\n[(A)] TJ\nET\nQ\n1 2 3 4 re\nf\n"

    found = [*operations(content)]

    assert (FRAMED, [10.0, 20.0, 30.0, 40.0]) in found
    assert (b"re", [1.0, 2.0, 3.0, 4.0]) in found  # painted, not clipped to


TABLE = b"xref\n0 1\n0000000000 65535 f \n4 2\n0000000017 00000 n \n0000000099 00002 n \ntrailer\n<</Root 4 0 R>>"


def test_a_table_of_places_written_as_the_standard_has_it_is_read_in_one_stride():
    assert places_at(b"%PDF-1.4\n" + TABLE, 9) == ({4: (None, 17, 0), 5: (None, 99, 2)}, 9 + TABLE.find(b"trailer"))


@pytest.mark.parametrize(
    ("plain", "odd"),
    [
        (b"xref", b"xerf"),
        (b"4 2", b"4 3"),
        (b"0000000017", b"17"),
        (b"00002 n \n", b"00002 n\n"),
        (b"4 2", b"4 99999999"),
    ],
)
def test_any_other_table_of_places_is_left_to_the_careful_reader(plain: bytes, odd: bytes):
    assert places_at(TABLE.replace(plain, odd), 0) is None
