"""What the pages say, and to whom: blind reading, hostile words, sound HTML in both languages, masked images."""

from __future__ import annotations

import io
import re

import pytest
from justhtml import JustHTML
from PIL import Image, ImageStat
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from app.intake.tables import Dossier, Message, Piece
from app.reading.isolated import drawn_in_child, read_in_child
from app.reading.stored import to_bytes
from app.reading.tables import Reading
from app.reading.text import Box, ReadText
from app.review.dossier_page import identity_of
from app.review.identity import identity_boxes
from app.web.depends import House
from tests.people import INES, SALMA, Person
from tests.review.shelf import NOW, a_dossier, screened
from tests.web.direction.conftest import Office, a_quote, reference_of

NADIA = Person("Nadia Berrada", "nadia.berrada@example.org", "06 61 20 47 93")
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
MALLORY = Person(f"Mallory {HOSTILE}", "mallory@example.org", "+212600000009")


def a_paper(*lines: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for row, line in enumerate(lines):
        canvas.setFont("Helvetica", 22 if row == 0 else 11)
        canvas.drawString(60, 780 - 30 * row, line)
    canvas.save()
    return out.getvalue()


def add_paper(house: House, person: Person, *lines: str) -> str:
    """A dossier whose CV is a real PDF, kept and read for real; answers its reference."""
    content = a_paper(*lines)
    read = read_in_child(content, file_name="cv.pdf")
    assert isinstance(read, ReadText)
    kept = house.vault.keep_bytes(content)
    with house.database.unit_of_work() as session:
        dossier = a_dossier(session, person, minutes=5)
        piece = session.scalars(select(Piece).where(Piece.dossier_id == dossier.id, Piece.kind == "cv")).one()
        piece.sha256 = kept.sha256
        reading = session.scalars(select(Reading).where(Reading.piece_id == piece.id)).one()
        reading.text = to_bytes(read)
        quote = a_quote(dossier, f"Projet dirigé par {person.name}")
        screened(session, dossier, house.notice, evidence={"experience": [quote], "degree": [quote]})
        return dossier.reference


def parsed(page: str) -> JustHTML:
    document = JustHTML(page, collect_errors=True, sanitize=False)  # by default it hides what we look for
    assert document.errors == [], [str(error) for error in document.errors[:5]]
    return document


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_every_page_is_sound_html_in_its_language(filled: House, hind: Office, language: str) -> None:
    reference = add_paper(filled, NADIA, NADIA.name, "Master en sciences sociales")
    hind.get(f"/direction/langue/{language}?suite=/direction/dossiers")
    for path in (
        "/direction/",
        "/direction/dossiers",
        "/direction/dossiers?tri=unopened&q=zzz",
        f"/direction/dossiers/{reference}",
        f"/direction/dossiers/{reference}/explication",
        "/direction/preselection",
        "/direction/courriers",
        "/direction/messages",
        "/direction/messages/1",
        "/direction/journal",
        "/direction/compte",
    ):
        document = parsed(hind.get(path))
        html = document.query("html")[0]
        assert (html.attrs["lang"], html.attrs["dir"]) == (language, {"fr": "ltr", "ar": "rtl"}[language]), path
        assert len(document.query("h1")) == 1, path
        assert "style" not in {name for node in document.query("body *") for name in node.attrs}, path
        ids = [node.attrs["id"] for node in document.query("[id]")]
        assert sorted(ids) == sorted(set(ids)), path
        known = set(ids)
        for label in document.query("label[for]"):
            assert label.attrs["for"] in known, (path, label.attrs["for"])


def test_a_blind_first_reading_hides_the_name_everywhere(filled: House, hind: Office) -> None:
    reference = add_paper(filled, NADIA, NADIA.name, f"E-mail : {NADIA.email}", "Projet dirigé par Nadia Berrada")
    seen = []
    for path in ("/direction/", "/direction/dossiers", f"/direction/dossiers/{reference}",
                 f"/direction/dossiers/{reference}/explication", "/direction/preselection", "/direction/journal"):  # fmt: skip
        answer = hind.browser.get(path)
        seen.append(answer.text + str(answer.headers) + str(answer.url))
    image = hind.browser.get(f"/direction/dossiers/{reference}/pieces/0/pages/1")
    assert image.status_code == 200
    seen.append(str(image.headers))
    for secret in ("Nadia", "Berrada", NADIA.email, "61 20 47 93", "nadia"):
        assert [secret in text for text in seen] == [False] * len(seen), secret
    assert "█████" in seen[2]

    hind.get(f"/direction/dossiers/{reference}")
    page = hind.post(f"/direction/dossiers/{reference}/masque").text
    assert "Nadia Berrada" in page
    assert NADIA.email in page
    assert "masque levé" in hind.get("/direction/journal")


def test_lifting_the_mask_shows_the_name_to_that_member_only(filled: House, hind: Office, karim: Office) -> None:
    reference = reference_of(filled, INES)
    hind.get(f"/direction/dossiers/{reference}")
    hind.post(f"/direction/dossiers/{reference}/masque")
    assert INES.name in hind.get("/direction/dossiers")
    assert INES.name not in karim.get(f"/direction/dossiers/{reference}")
    assert INES.name not in karim.get("/direction/dossiers")


def darkness(image: bytes, box: Box) -> float:
    picture = Image.open(io.BytesIO(image)).convert("L")
    scale = picture.width / A4[0]
    part = picture.crop((int(box.x0 * scale), int(box.top * scale), int(box.x1 * scale), int(box.bottom * scale)))
    return 255 - float(ImageStat.Stat(part).mean[0])


def test_the_name_is_painted_over_in_the_pixels_until_the_mask_is_lifted(filled: House, hind: Office) -> None:
    reference = add_paper(filled, NADIA, NADIA.name, "Master en sciences sociales", f"Tél : {NADIA.phone}")
    with filled.database.reading_session() as session:
        dossier = session.scalars(select(Dossier).where(Dossier.reference == reference)).one()
        identity = identity_of(dossier)
    read = read_in_child(a_paper(NADIA.name, "Master en sciences sociales", f"Tél : {NADIA.phone}"), file_name="cv.pdf")
    assert isinstance(read, ReadText)
    name, phone = identity_boxes(read, identity)[1]
    address = f"/direction/dossiers/{reference}/pieces/0/pages/1"

    assert hind.browser.get(address).status_code == 404  # not opened yet
    hind.get(f"/direction/dossiers/{reference}")
    masked = hind.browser.get(address)
    assert masked.headers["content-type"] == "image/webp"
    assert masked.headers["cache-control"] == "no-store"
    assert [darkness(masked.content, box) > 200 for box in (name, phone)] == [True, True]
    assert darkness(masked.content, read.placed_lines[1].line.box) < 120

    hind.post(f"/direction/dossiers/{reference}/masque")
    shown = hind.browser.get(address).content
    assert [darkness(shown, box) < 120 for box in (name, phone)] == [True, True]


def test_a_portrait_is_painted_over_too_and_a_scan_of_the_page_is_not(filled: House, hind: Office) -> None:
    portrait = Box(420, 50, 520, 170)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawString(60, 700, "Master en sciences sociales")
    canvas.drawInlineImage(Image.new("RGB", (100, 120), (250, 220, 200)), 420, A4[1] - 170, 100, 120)
    canvas.showPage()
    canvas.drawInlineImage(Image.new("RGB", (595, 842), (250, 250, 250)), 0, 0, *A4)
    canvas.save()
    content = out.getvalue()
    image = drawn_in_child(content, file_name="cv.pdf", number=1, masks=(), dpi=72, hide_pictures=True)
    assert darkness(image, portrait) > 200
    assert darkness(image, Box(60, 100, 300, 200)) < 60
    scan = drawn_in_child(content, file_name="cv.pdf", number=2, masks=(), dpi=72, hide_pictures=True)
    assert darkness(scan, Box(100, 100, 500, 700)) < 60


def test_an_image_belongs_to_its_dossier_and_piece(filled: House, hind: Office) -> None:
    reference = add_paper(filled, NADIA, NADIA.name)
    hind.get(f"/direction/dossiers/{reference}")
    for path in ("pieces/7/pages/1", "pieces/0/pages/2", "pieces/0/pages/0", "pieces/0/pages/501"):
        assert hind.browser.get(f"/direction/dossiers/{reference}/{path}").status_code == 404, path
    other = reference_of(filled, SALMA)
    hind.get(f"/direction/dossiers/{other}")
    assert (
        hind.browser.get(f"/direction/dossiers/{other}/pieces/0/pages/1").status_code == 404
    )  # no words known: no mask


def test_hostile_words_stay_words_on_every_page(filled: House, hind: Office) -> None:
    with filled.database.unit_of_work() as session:
        dossier = a_dossier(session, MALLORY, minutes=9, references_text=HOSTILE)
        screened(session, dossier, filled.notice, evidence={"degree": [a_quote(dossier, HOSTILE)]})
        reference = dossier.reference
        session.scalars(select(Message)).one().subject = HOSTILE
    hind.get(f"/direction/dossiers/{reference}")
    hind.post(f"/direction/dossiers/{reference}/masque")
    hind.post(f"/direction/dossiers/{reference}/notes", note=HOSTILE)
    hind.post(
        f"/direction/dossiers/{reference}/criteres/degree", verdict="met", reason="other", words=HOSTILE, seen="0"
    )
    hind.post(f"/direction/dossiers/{reference}/decision", to="shortlisted", reason="other", words=HOSTILE, seen="0")
    hind.get("/direction/courriers")
    hind.post("/direction/courriers/preparer", language="both")
    met = 0
    for path in ("/direction/", "/direction/dossiers", f"/direction/dossiers/{reference}", "/direction/messages",
                 "/direction/messages/1", f"/direction/dossiers/{reference}/explication", "/direction/preselection",
                 "/direction/courriers", "/direction/journal", f"/direction/dossiers?q={HOSTILE}"):  # fmt: skip
        page = hind.get(path)
        document = parsed(page)
        sources = [node.attrs.get("src", "") for node in document.query("script")]
        assert sources == [source for source in sources if re.fullmatch(r"/static/office\.[0-9a-f]{12}\.js", source)], (
            path
        )
        assert not [node for node in document.query("*") if any(name.startswith("on") for name in node.attrs)], path
        met += "&lt;script&gt;" in page
    assert met >= 6


def test_the_list_keeps_its_filters_in_the_address_and_ignores_unknown_ones(filled: House, hind: Office) -> None:
    page = hind.get("/direction/dossiers?avis=eligible&tri=; DROP TABLE dossier&situation=nobody")
    assert reference_of(filled, SALMA) in page
    assert reference_of(filled, INES) not in page
    assert f'/direction/dossiers/{reference_of(filled, SALMA)}?avis=eligible"' in page
    found = hind.get(f"/direction/dossiers?q={reference_of(filled, INES)[:5].lower()}")
    assert reference_of(filled, INES) in found
    assert reference_of(filled, SALMA) not in found
    assert "Aucun dossier ne répond" in hind.get(f"/direction/dossiers?q={SALMA.email}")  # blind: no search by name


def test_a_quote_leads_to_its_box_on_the_page(filled: House, hind: Office) -> None:
    reference = add_paper(filled, NADIA, NADIA.name, "Projet")
    document = parsed(hind.get(f"/direction/dossiers/{reference}"))
    links = {a.attrs["href"] for a in document.query("blockquote a")}
    assert links == {"#vu-degree-1", "#vu-experience-1"}
    boxes = document.query("[id^='vu-']")
    assert {f"#{box.attrs['id']}" for box in boxes} == links
    with filled.database.reading_session() as session:
        assert session.scalars(select(Dossier.received_at).where(Dossier.reference == reference)).one() < NOW
