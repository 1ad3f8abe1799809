"""Text that nobody was to see is told apart, and so are its honest twins."""

from __future__ import annotations

import pytest

from app.reading.pdf.read import PageVerdict, PdfText, read_pdf
from tests.reading.paper import HEIGHT, Paper, stream

SHOWN = "Chargée de projet à Rabat"
GHOST = "prison détenus plaidoyer"


def read(paper: Paper) -> PdfText:
    return read_pdf(paper.text(SHOWN, 72, 300).pdf())


def texts(found: PdfText) -> list[str]:
    return [line.text for page in found.pages for line in page.page.lines]


def at(x: float, y: float, size: float = 10) -> str:
    return f"BT /R {size} Tf 1 0 0 1 {x} {HEIGHT - y} Tm"


def shown(paper: Paper) -> str:
    return f"[{''.join(f'<{paper.code(character):02x}>' for character in GHOST)}] TJ ET"


def ghost(kind: str) -> Paper:
    paper = Paper()
    text = shown(paper)
    match kind:
        case "white":
            paper.raw(f"q 1 g {at(72, 100)} {text} Q")
        case "same colour as its ground":
            paper.raw(f"q 0.2 0.3 0.5 rg 60 700 300 60 re f {at(72, 110)} {text} Q")
        case "in two rectangles of its colour, one in the other":
            paper.raw(f"q 0 0.4 0 rg 60 700 300 60 re 62 702 296 56 re f {at(72, 110)} {text} Q")
        case "in a ring of its colour, on a ground of its colour":
            ground = "60 700 300 60 re f"
            paper.raw(f"q 0 0.4 0 rg {ground} 60 700 300 60 re 62 702 296 56 re f* {at(72, 110)} {text} Q")
        case "tiny":
            paper.raw(f"{at(72, 100, 1)} {text}")
        case "hardly a dot":
            paper.raw(f"{at(72, 100, 0.3)} {text}")
        case "invisible":
            paper.raw(f"q 3 Tr {at(72, 100)} {text} Q")
        case "transparent":
            paper.resources = "/ExtGState << /G << /ca 0 >> >>"
            paper.raw(f"q /G gs {at(72, 100)} {text} Q")
        case "off_page":
            paper.raw(f"{at(-400, 100)} {text}")
        case "covered":
            paper.raw(f"{at(72, 100)} {text} q 0.9 g 60 {HEIGHT - 120} 300 40 re f Q")
        case "clipped":
            paper.raw(f"q 0 0 20 20 re W n {at(72, 100)} {text} Q")
        case "switched off":
            paper.resources = "/Properties << /L 8 0 R >>"
            paper.extra_objects = [b"<< /Type /OCG /Name (brouillon) >>"]
            paper.raw(f"/OC /L BDC {at(72, 100)} {text} EMC")
    return paper


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("white", "white"),
        ("same colour as its ground", "white"),
        ("in two rectangles of its colour, one in the other", "white"),
        ("in a ring of its colour, on a ground of its colour", "white"),
        ("tiny", "tiny"),
        ("hardly a dot", "tiny"),
        ("invisible", "invisible"),
        ("transparent", "invisible"),
        ("off_page", "off_page"),
        ("covered", "covered"),
        ("clipped", "clipped"),
    ],
)
def test_hidden_words_are_reported_with_their_reason_and_read_by_no_one(kind: str, why: str):
    found = read(ghost(kind))

    assert [(hidden.page, hidden.text, hidden.why) for hidden in found.hidden] == [(1, GHOST, why)]
    assert texts(found) == [SHOWN]


def test_a_layer_that_is_switched_off_is_hidden():
    paper = ghost("switched off").text(SHOWN, 72, 300)
    content = paper.pdf().replace(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /D << /OFF [8 0 R] >> >> >>",
    )
    found = read_pdf(content)

    assert [hidden.text for hidden in found.hidden] == [GHOST]


def twin(kind: str) -> Paper:
    paper = Paper()
    text = shown(paper)
    match kind:
        case "white on a dark banner":
            paper.raw(f"q 0.1 0.2 0.4 rg 0 700 595 142 re f 1 g {at(72, 100)} {text} Q")
        case "white on a rounded dark shape":
            paper.raw(f"q 0 g 60 700 m 60 760 l 300 770 l 330 730 l 300 690 l h f 1 g {at(72, 110)} {text} Q")
        case "in a frame of its colour":
            paper.raw(f"q 0 0.4 0 rg 60 700 300 60 re 62 702 296 56 re f* {at(72, 110)} {text} Q")
        case "in a frame drawn one way and back":
            paper.raw(f"q 0 0.4 0 rg 60 700 300 60 re 62 758 296 -56 re f {at(72, 110)} {text} Q")
        case "in a frame of lines drawn one way and back":
            out, back = "60 700 m 360 700 l 360 760 l 60 760 l h", "62 702 m 62 758 l 358 758 l 358 702 l h"
            paper.raw(f"q 0 0.4 0 rg {out} {back} f {at(72, 110)} {text} Q")
        case "in a rounded frame of its colour":
            out = "70 700 m 350 700 l 360 700 360 700 360 710 c 360 750 l 360 760 360 760 350 760 c 70 760 l 60 760 l h"
            back = (
                "72 702 m 348 702 l 358 702 358 702 358 712 c 358 748 l 358 758 358 758 348 758 c 72 758 l 62 758 l h"
            )
            paper.raw(f"q 0 0.4 0 rg {out} {back} f* {at(72, 110)} {text} Q")
        case "in a frame painted after it":
            paper.raw(f"{at(72, 110)} {text} q 0 0.4 0 rg 60 700 300 60 re 62 702 296 56 re f* Q")
        case "under a wave of its colour":
            wave = "0 842 m 595 842 l 595 720 l 500 800 300 800 0 800 c h"
            paper.raw(f"q 0 0.4 0 rg {wave} f {at(72, 110)} {text} Q")
        case "white on a picture":
            paper.resources = "/XObject << /I 8 0 R >>"
            paper.extra_objects = [
                stream(
                    b"\0" * 12,
                    "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceRGB /BitsPerComponent 8",
                )
            ]
            paper.raw(f"q 300 0 0 80 60 700 cm /I Do Q q 1 g {at(72, 110)} {text} Q")
        case "full tint of a named ink":
            paper.resources = "/ColorSpace << /S [/Separation /Noir /DeviceGray 8 0 R] >>"
            paper.extra_objects = [b"<< /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0] /N 1 >>"]
            paper.raw(f"q /S cs 1 scn {at(72, 100)} {text} Q")
        case "on a ground painted before":
            paper.raw(f"q 0.9 g 60 {HEIGHT - 120} 300 40 re f Q {at(72, 100)} {text}")
        case "under a see-through highlight":
            paper.resources = "/ExtGState << /G << /BM /Multiply >> >>"
            paper.raw(f"{at(72, 100)} {text} q /G gs 1 1 0 rg 60 {HEIGHT - 120} 300 40 re f Q")
        case "in the clip":
            paper.raw(f"q 60 600 400 200 re W n {at(72, 100)} {text} Q")
        case "small print":
            paper.raw(f"{at(72, 100, 5)} {text}")
    return paper


@pytest.mark.parametrize(
    "kind",
    [
        "white on a dark banner",
        "white on a rounded dark shape",
        "in a frame of its colour",
        "in a frame drawn one way and back",
        "in a frame of lines drawn one way and back",
        "in a rounded frame of its colour",
        "in a frame painted after it",
        "under a wave of its colour",
        "white on a picture",
        "full tint of a named ink",
        "on a ground painted before",
        "under a see-through highlight",
        "in the clip",
        "small print",
    ],
)
def test_what_only_looks_suspect_is_read(kind: str):
    found = read(twin(kind))

    assert found.hidden == ()
    assert sorted(texts(found)) == sorted([GHOST, SHOWN])


def test_the_invisible_text_of_a_scan_is_its_text_layer():
    paper = Paper()
    paper.resources = "/XObject << /I 8 0 R >>"
    paper.extra_objects = [
        stream(
            b"\xff" * 4, "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8"
        )
    ]
    paper.raw(f"q 595 0 0 842 0 0 cm /I Do Q q 3 Tr {at(72, 100)} {shown(paper)} Q")
    found = read_pdf(paper.pdf())

    assert found.hidden == ()
    assert texts(found) == [GHOST]


def test_invisible_words_in_a_printed_page_over_a_picture_are_no_layer():
    paper = Paper()
    paper.resources = "/XObject << /I 8 0 R >>"
    paper.extra_objects = [
        stream(
            b"\xff" * 4, "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8"
        )
    ]
    paper.raw(f"q 595 0 0 842 0 0 cm /I Do Q q 3 Tr {at(72, 100)} {shown(paper)} Q")
    found = read(paper.text("Une page imprimée sur un fond", 72, 400))

    assert [hidden.why for hidden in found.hidden] == ["invisible"]
    assert texts(found) == [SHOWN, "Une page imprimée sur un fond"]


def test_a_scan_in_strips_is_a_scan():
    paper = Paper()
    paper.resources = "/XObject << /I 8 0 R >>"
    paper.extra_objects = [
        stream(
            b"\xff" * 4, "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8"
        )
    ]
    for strip in range(4):
        paper.raw(f"q 595 0 0 210 0 {210 * strip} cm /I Do Q")
    found = read_pdf(paper.raw(f"q 3 Tr {at(72, 100)} {shown(paper)} Q").pdf())

    assert found.hidden == ()
    assert found.pages[0].verdict is PageVerdict.OCR


SENTENCE = "La candidate a coordonné quatre projets avec des associations de la région."


@pytest.mark.parametrize(("lines", "said"), [(4, ["unread_page: 1 (a picture lies under all of it)"]), (14, [])])
def test_a_few_lines_typed_over_a_picture_as_large_as_the_page_are_read_and_a_person_looks(lines: int, said: list[str]):
    paper = Paper()
    paper.resources = "/XObject << /I 8 0 R >>"
    paper.extra_objects = [
        stream(
            b"\xff" * 4, "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8"
        )
    ]
    paper.raw("q 595 0 0 842 0 0 cm /I Do Q")
    for line in range(lines):
        paper.text(SENTENCE, 72, 100 + 20 * line)
    found = read_pdf(paper.pdf())

    assert [*found.warnings] == said
    assert texts(found) == [SENTENCE] * lines
    assert found.pages[0].verdict is PageVerdict.TEXT
