"""Another program hands in a whole dossier; it gets a receipt, or a problem that says what to do."""

from __future__ import annotations

import hashlib
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
import time_machine
from sqlalchemy import func, select
from starlette.testclient import TestClient

from app.intake.queries import dossier_by_reference
from app.intake.tables import Dossier, Piece
from app.intake.uploads import MAX_FILE_BYTES
from app.mailing.tables import Letter
from app.web.depends import House
from app.web.protection import SMALL_BODY_BYTES, WIDE_BODY_BYTES
from tests.intake import samples
from tests.people import A_WEEK_BEFORE, AFTER_CLOSING, CLOSING, MILLISECOND, YOUSSEF

ADDRESS = "/api/v1/dossiers"
WORDS = {"name": YOUSSEF.name, "email": YOUSSEF.email, "phone": YOUSSEF.phone, "consent": "yes"}
CV, LETTER, REFERENCES = samples.pdf("CV"), samples.docx(), samples.pdf("References")
FILES = {
    "cv": ("cv.pdf", CV, "application/pdf"),
    "letter": ("lettre.docx", LETTER, "application/octet-stream"),
    "references": ("références.pdf", REFERENCES, "application/pdf"),
}


def hand_in(
    browser: TestClient,
    words: dict[str, object] | None = None,
    files: object = None,
    *,
    key: str = "k-1",
    language: str = "fr",
) -> httpx2.Response:
    return browser.post(
        ADDRESS,
        data=WORDS if words is None else words,
        files=FILES if files is None else files,
        headers={"Idempotency-Key": key, "Accept-Language": language},
    )


def dossiers(house: House) -> int:
    with house.database.reading_session() as session:
        return session.scalar(select(func.count()).select_from(Dossier)) or 0


def test_the_receipts_mail_is_kept_with_the_dossier_and_only_once(browser: TestClient, house: House) -> None:
    hand_in(browser)
    hand_in(browser)

    with house.database.reading_session() as session:
        kept = session.execute(select(Letter.kind, Letter.state, Letter.recipient)).all()
    assert [tuple(each) for each in kept] == [("receipt", "approved", YOUSSEF.email)]


def test_a_dossier_is_kept_and_receipted(browser: TestClient, house: House) -> None:
    answer = hand_in(browser)

    given = answer.json()
    assert answer.status_code == 201
    assert given == {
        "reference": given["reference"],
        "received_at": "2026-04-27T15:00:00.000000Z",
        "pieces": [
            {"file": "cv.pdf", "kind": "cv", "size": len(CV), "sha256": hashlib.sha256(CV).hexdigest()},
            {
                "file": "lettre.docx",
                "kind": "letter",
                "size": len(LETTER),
                "sha256": hashlib.sha256(LETTER).hexdigest(),
            },
            {
                "file": "références.pdf",
                "kind": "references",
                "size": len(REFERENCES),
                "sha256": hashlib.sha256(REFERENCES).hexdigest(),
            },
        ],
    }
    with house.database.reading_session() as session:
        dossier = dossier_by_reference(session, given["reference"])
        assert dossier is not None
        assert (dossier.name, dossier.email, dossier.phone, dossier.channel, dossier.received_at) == (
            YOUSSEF.name,
            YOUSSEF.email,
            YOUSSEF.phone,
            "api",
            A_WEEK_BEFORE,
        )
    assert house.vault.read(given["pieces"][1]["sha256"]) == LETTER


def test_references_may_be_words(browser: TestClient, house: House) -> None:
    files = {kind: FILES[kind] for kind in ("cv", "letter")}

    answer = hand_in(browser, WORDS | {"references_text": "Amina Lahlou,\r\nAssociation Le Fil"}, files)

    with house.database.reading_session() as session:
        dossier = dossier_by_reference(session, answer.json()["reference"])
        assert dossier is not None
        assert dossier.references_text == "Amina Lahlou,\nAssociation Le Fil"


def test_the_same_key_again_gives_the_same_answer(
    browser: TestClient, house: House, clock: time_machine.Traveller
) -> None:
    first = hand_in(browser)
    clock.move_to(AFTER_CLOSING)

    again = hand_in(browser)

    assert (again.status_code, again.json()) == (201, first.json())
    assert dossiers(house) == 1


def test_fifty_requests_with_one_key_are_one_dossier(browser: TestClient, house: House) -> None:
    together = threading.Barrier(50)

    def request(_: int) -> str:
        together.wait()
        return hand_in(browser).text

    with ThreadPoolExecutor(50) as requests:
        answers = set(requests.map(request, range(50)))

    assert (len(answers), dossiers(house)) == (1, 1)
    with house.database.reading_session() as session:
        assert session.scalar(select(func.count()).select_from(Piece)) == 3


@pytest.mark.parametrize("change", [{"name": "Someone Else"}, {"email": "x@example.org"}, {"references_text": "more"}])
def test_the_same_key_for_something_else_is_refused(browser: TestClient, house: House, change: dict[str, str]) -> None:
    hand_in(browser)

    answer = hand_in(browser, WORDS | change)

    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert dossiers(house) == 1


@pytest.mark.parametrize("key", ["", " ", "x" * 201])
def test_a_request_without_a_usable_key_is_refused(browser: TestClient, house: House, key: str) -> None:
    answer = hand_in(browser, key=key)

    assert (answer.status_code, answer.json()["title"]) == (400, "The idempotency key is missing")
    assert dossiers(house) == 0


@pytest.mark.parametrize("field", ["name", "email", "phone", "consent"])
@pytest.mark.parametrize(("language", "said"), [("fr", "Ce champ manque."), ("ar", "هذه الخانة ناقصة.")])
def test_a_missing_field_is_named(browser: TestClient, house: House, field: str, language: str, said: str) -> None:
    answer = hand_in(browser, {name: value for name, value in WORDS.items() if name != field}, language=language)

    assert (answer.status_code, answer.json()["errors"]) == (422, [{"field": field, "detail": said}])
    assert dossiers(house) == 0


def test_everything_that_is_wrong_is_said_at_once(browser: TestClient) -> None:
    answer = hand_in(
        browser,
        {"name": "x" * 201, "email": "a@b", "phone": "12", "consent": "no", "references_text": "x" * 5001},
        {"references": FILES["references"]},
    )

    assert [error["field"] for error in answer.json()["errors"]] == [
        "name",
        "email",
        "phone",
        "consent",
        "references_text",
        "cv",
        "letter",
    ]


@pytest.mark.parametrize(
    ("content", "status"), [(b"", 422), (samples.WINDOWS_PROGRAM, 415), (CV + bytes(MAX_FILE_BYTES), 413)]
)
def test_a_file_that_cannot_be_taken_is_refused_with_its_sentence(
    browser: TestClient, house: House, content: bytes, status: int
) -> None:
    answer = hand_in(browser, files=FILES | {"cv": ("cv.pdf", content, "application/pdf")})

    problem = answer.json()
    assert (answer.status_code, problem["status"], [error["field"] for error in problem["errors"]]) == (
        status,
        status,
        ["cv"],
    )
    assert dossiers(house) == 0


def test_a_pdf_with_a_password_is_kept_all_the_same(browser: TestClient) -> None:
    locked = samples.pdf(password="secret")

    assert hand_in(browser, files=FILES | {"cv": ("cv.pdf", locked, "application/pdf")}).status_code == 201


def test_nothing_comes_twice_and_nothing_unknown_comes_at_all(browser: TestClient, house: House) -> None:
    twice_a_word = hand_in(browser, WORDS | {"name": ["A", "B"]})
    twice_a_file = hand_in(browser, files=[*FILES.items(), ("cv", FILES["cv"])])
    unknown_words = [hand_in(browser, WORDS | {name: "x"}) for name in ("status", "received_at", "points", "reference")]
    unknown_file = hand_in(browser, files=[*FILES.items(), ("photo", FILES["cv"])])
    file_for_a_word = hand_in(browser, files=[*FILES.items(), ("name", FILES["cv"])])
    word_for_a_file = hand_in(browser, WORDS | {"cv": "x"})

    for answer in (twice_a_word, twice_a_file, *unknown_words, unknown_file, file_for_a_word, word_for_a_file):
        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert dossiers(house) == 0


@pytest.mark.parametrize(("at", "status"), [(CLOSING - MILLISECOND, 201), (CLOSING, 403), (CLOSING + MILLISECOND, 403)])
def test_closing_is_to_the_millisecond(
    browser: TestClient, clock: time_machine.Traveller, house: House, at: object, status: int
) -> None:
    clock.move_to(at)

    assert hand_in(browser).status_code == status
    assert dossiers(house) == (1 if status == 201 else 0)


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b'{"name": "x"}', "application/json", 415),
        (b"name=x", "application/x-www-form-urlencoded", 415),
        (b"", "", 415),
        (b"x", "multipart/form-data", 400),
        (b"no boundary here", "multipart/form-data; boundary=b", 400),
        (b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nx', "multipart/form-data; boundary=b", 422),
        (b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--", "multipart/form-data; boundary=b", 400),
        (
            b"".join(b'--b\r\nContent-Disposition: form-data; name="f%d"\r\n\r\nx\r\n' % n for n in range(100))
            + b"--b--",
            "multipart/form-data; boundary=b",
            400,
        ),
        (
            b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n' + b"x" * (64 * 1024 + 1) + b"\r\n--b--",
            "multipart/form-data; boundary=b",
            400,
        ),
        (b"--b\r\n" + b"X-A: b\r\n" * 20_000 + b"\r\nx\r\n--b--", "multipart/form-data; boundary=b", 400),
    ],
)
def test_a_body_that_is_no_form_is_refused(
    browser: TestClient, house: House, body: bytes, content_type: str, status: int
) -> None:
    headers = {"Idempotency-Key": "k", **({"Content-Type": content_type} if content_type else {})}

    answer = browser.post(ADDRESS, content=body, headers=headers)

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert "Traceback" not in answer.text
    assert dossiers(house) == 0


def test_a_body_longer_than_allowed_is_refused_before_it_is_kept(browser: TestClient, house: House) -> None:
    headers = {"Idempotency-Key": "k", "Content-Type": "multipart/form-data; boundary=b"}

    answer = browser.post(ADDRESS, content=b"x", headers=headers | {"Content-Length": str(WIDE_BODY_BYTES + 1)})
    elsewhere = browser.post("/fr/envoyer", content=b"x" * (SMALL_BODY_BYTES + 1))

    assert (answer.status_code, elsewhere.status_code) == (413, 413)


def test_the_door_reads_no_cookie_and_needs_no_origin(browser: TestClient) -> None:
    answer = browser.post(
        ADDRESS, data=WORDS, files=FILES, headers={"Idempotency-Key": "k", "Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 201
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/api/v1/dossiers/1", "/api/v1/dossiers/ABCDEFGH", "/api/v2/dossiers", "/api/"])
def test_nothing_can_be_read_back_through_this_door(browser: TestClient, path: str) -> None:
    hand_in(browser)

    assert browser.get(path).status_code == 404
    assert browser.get(ADDRESS).status_code == 405
