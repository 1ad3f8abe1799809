"""An office with two members and a few dossiers in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import select
from starlette.testclient import TestClient

from app.intake.tables import Dossier, Message
from app.staff.members import add_member
from app.web.depends import House
from tests.people import A_WEEK_BEFORE, HIND, INES, KARIM, SALMA, Person
from tests.review.shelf import a_dossier, screened

PASSWORDS = {HIND.email: "trois cigognes sur un toit", KARIM.email: "quatre grenades au marché"}
TOKEN = re.compile(r'name="jeton" value="([0-9a-f]{64})"')


@dataclass
class Office:
    """A signed-in browser: `get` and `post` as a person would, the token taken from the last page seen."""

    browser: TestClient
    page: str = ""

    def get(self, path: str, status: int = 200) -> str:
        response = self.browser.get(path)
        assert response.status_code == status, (path, response.status_code, response.text[:300])
        self.page = response.text
        return self.page

    def post(self, path: str, status: int = 200, **fields: Any) -> Response:
        token = TOKEN.search(self.page)
        data = {"jeton": token.group(1) if token else ""} | fields
        response = self.browser.post(path, data=data)
        assert response.status_code == status, (path, response.status_code, response.text[:300])
        if "jeton" in response.text:
            self.page = response.text
        return response


def sign_in(browser: TestClient, person: Person) -> Office:
    office = Office(browser)
    office.get("/direction/connexion")
    office.post(
        "/direction/connexion", email=person.email, password=PASSWORDS[person.email], suite="/direction/dossiers"
    )
    return office


@pytest.fixture
def filled(house: House) -> House:
    """Hind and Karim; Salma's dossier meets all, Inès's is to be checked; one message to sort."""
    with house.database.unit_of_work() as session:
        for person in (HIND, KARIM):
            add_member(session, person.email, name=person.name, password=PASSWORDS[person.email], now=A_WEEK_BEFORE)
        salma = a_dossier(session, SALMA)
        screened(session, salma, house.notice, points=(80, 80), evidence={"degree": [a_quote(salma)]})
        ines = a_dossier(session, INES, minutes=1)
        screened(session, ines, house.notice, overall="to_review", verdicts={"experience": "unclear"})
        kept = house.vault.keep_bytes(
            b"From: n@example.org\r\nTo: x@example.org\r\nSubject: Bonjour\r\n\r\nUne question.\r\n"
        )
        session.add(
            Message(
                raw_sha256=kept.sha256,
                sent_sha256=kept.sha256,
                vault_sha256=kept.sha256,
                source="test",
                sender="n@example.org",
                subject="Bonjour",
                received_at=A_WEEK_BEFORE,
                received_from="received",
                state="to_sort",
                outcome="to_sort",
                reason="no_piece",
                imported_at=A_WEEK_BEFORE,
            )
        )
    return house


def a_quote(dossier: Dossier, words: str = "Master en sciences sociales") -> dict[str, Any]:
    return {
        "piece": "cv",
        "file": f"cv_{dossier.name}.pdf",
        "page": 1,
        "quote": words,
        "boxes": [[50, 60, 250, 72]],
        "role": "for",
        "source": "text",
    }


@pytest.fixture
def hind(filled: House, new_browser: Callable[[], TestClient]) -> Office:
    """Hind, signed in."""
    return sign_in(new_browser(), HIND)


@pytest.fixture
def karim(filled: House, new_browser: Callable[[], TestClient]) -> Office:
    """Karim, signed in on another browser."""
    return sign_in(new_browser(), KARIM)


def reference_of(house: House, person: Person) -> str:
    with house.database.reading_session() as session:
        found = session.scalar(select(Dossier.reference).where(Dossier.email == person.email))
    assert found is not None
    return found
