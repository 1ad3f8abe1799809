"""The next notice is another file, not another program: the form asks for what it asks."""

from __future__ import annotations

import dataclasses

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.posting.notice import PieceKind
from app.web.depends import House
from tests.web.candidate.applicant import CV, LETTER, Applicant, problems, token


@pytest.fixture
def only_a_cv(site: FastAPI, house: House) -> None:
    """A notice that asks for a CV and five references, and for no letter."""
    notice = dataclasses.replace(house.notice, pieces=(PieceKind.CV, PieceKind.REFERENCES), references_asked=5)
    site.state.house = dataclasses.replace(house, notice=notice)


@pytest.mark.usefixtures("only_a_cv")
def test_a_letter_is_neither_shown_nor_asked_when_the_notice_asks_none(browser: TestClient) -> None:
    applicant = Applicant(browser)
    form = applicant.get("postuler")

    assert 'name="cv"' in form
    assert 'name="letter"' not in form
    assert "Lettre de motivation" not in applicant.get("")
    assert applicant.save(CV)[1] == "/fr/verifier"
    assert applicant.send()[1] == "/fr/recu"


@pytest.mark.usefixtures("only_a_cv")
def test_there_are_as_many_cards_as_references_are_asked(browser: TestClient) -> None:
    applicant = Applicant(browser)
    applicant.words |= {"referees-4-name": "Cinquième"}

    page = applicant.save(name="")[2]

    assert page.count('<fieldset class="card') == 5
    assert 'value="Cinquième"' in page


def test_the_empty_part_a_browser_sends_for_a_file_not_chosen_is_no_file(browser: TestClient) -> None:
    applicant = Applicant(browser)
    form = token(applicant.get("postuler"))
    parts = {"token": form, **applicant.words}
    body = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in parts.items()
    )
    for field in ("cv", "letter", "references"):
        body += (
            f'--b\r\nContent-Disposition: form-data; name="{field}"; filename=""\r\n'
            "Content-Type: application/octet-stream\r\n\r\n\r\n"
        )

    answer = browser.post(
        "/fr/postuler", content=f"{body}--b--\r\n".encode(), headers={"Content-Type": "multipart/form-data; boundary=b"}
    )

    assert problems(answer.text) == [
        ("cv", "Choisissez votre CV"),
        ("letter", "Choisissez votre lettre de motivation"),
    ]


def test_the_same_file_chosen_twice_is_kept_once(browser: TestClient) -> None:
    applicant = Applicant(browser)
    applicant.save(CV, LETTER)

    applicant.save(CV)

    assert applicant.get("verifier").count("cv.pdf") == 1


def test_no_more_than_six_files_and_the_seventh_is_named(browser: TestClient) -> None:
    applicant = Applicant(browser)
    for number in range(6):
        applicant.save(("references", (f"r{number}.txt", f"Référence {number}".encode(), "text/plain")))

    page = applicant.save(("references", ("r6.txt", b"one more", "text/plain")))[2]

    assert (
        "references",
        "«\u00a0r6.txt\u00a0» n’a pas été ajouté\u00a0: il y a déjà 6 fichiers. Supprimez-en un d’abord",
    ) in problems(page)
    assert applicant.get("postuler").count('name="remove"') == 6
