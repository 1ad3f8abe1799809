"""Who gets in, who does not, and what a look may change: proved over every route there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from fastapi import FastAPI
from sqlalchemy import select
from starlette.testclient import TestClient

from app.db.base import Table
from app.staff.sessions import IDLE
from app.staff.tables import MemberSession
from app.web.depends import House
from tests.people import A_WEEK_BEFORE, HIND, KARIM, SALMA, STRANGER
from tests.web.direction.conftest import PASSWORDS, TOKEN, Office, reference_of, sign_in

OPEN_TO_ALL = {
    ("GET", "/direction/connexion"),
    ("POST", "/direction/connexion"),
    ("GET", "/direction/langue/{language}"),
}


def office_routes(site: FastAPI) -> list[tuple[str, str]]:
    """Every (method, path) of the office, from the route table itself."""

    def walk(routes: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
        for route in routes:
            inner = getattr(route, "routes", None) or getattr(getattr(route, "original_router", None), "routes", None)
            path = prefix + getattr(route, "path", "")
            for method in getattr(route, "methods", None) or ():
                yield method, path
            if inner:
                extra = getattr(getattr(route, "include_context", None), "prefix", "")
                yield from walk(inner, prefix + extra)

    return sorted({(m, p) for m, p in walk(site.routes) if p.startswith("/direction") and m != "HEAD"})


def filled_in(path: str, house: House) -> str:
    reference = reference_of(house, SALMA)
    for name, value in {
        "{reference}": reference,
        "{position}": "0",
        "{number}": "1",
        "{criterion}": "degree",
        "{letter_id}": "1",
        "{message_id}": "1",
        "{language}": "ar",
    }.items():
        path = path.replace(name, value)
    assert "{" not in path, path
    return path


def everything(house: House) -> dict[str, list[tuple[Any, ...]]]:
    with house.database.reading_session() as session:
        return {
            name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key.columns))]
            for name, table in Table.metadata.tables.items()
        }


def test_the_route_table_holds_the_whole_office(site: FastAPI) -> None:
    routes = office_routes(site)
    assert {("GET", "/direction/dossiers"), ("POST", "/direction/dossiers/{reference}/decision")} <= set(routes)
    assert len(routes) >= 30


def test_a_stranger_sees_nothing_and_changes_nothing_on_any_route(
    site: FastAPI, filled: House, browser: TestClient
) -> None:
    before = everything(filled)
    for cookie in (None, "a" * 43):
        if cookie:
            browser.cookies.set("direction", cookie)
        for method, path in office_routes(site):
            if (method, path) in OPEN_TO_ALL:
                continue
            answer = browser.request(method, filled_in(path, filled), follow_redirects=False)
            assert answer.status_code == 303, (method, path, answer.status_code)
            assert answer.headers["location"].startswith("/direction/connexion"), (method, path)
            assert answer.text == "", (method, path)
    assert everything(filled) == before


def test_a_form_without_its_token_or_with_another_persons_changes_nothing(
    site: FastAPI, filled: House, hind: Office, karim: Office
) -> None:
    karim.get("/direction/dossiers")
    stolen = TOKEN.search(karim.page)
    assert stolen
    before = everything(filled)
    posts = [path for method, path in office_routes(site) if method == "POST" and path != "/direction/connexion"]
    for path in posts:
        for data in ({}, {"jeton": ""}, {"jeton": "0" * 64}, {"jeton": stolen.group(1)}):
            answer = hind.browser.post(filled_in(path, filled), data=data)
            assert answer.status_code == 403, (path, data, answer.status_code)
    assert everything(filled) == before


def test_a_form_sent_by_another_site_changes_nothing(filled: House, hind: Office) -> None:
    reference = reference_of(filled, SALMA)
    hind.get(f"/direction/dossiers/{reference}")
    token = TOKEN.search(hind.page)
    assert token
    before = everything(filled)
    answer = hind.browser.post(
        f"/direction/dossiers/{reference}/notes",
        data={"jeton": token.group(1), "note": "from elsewhere"},
        headers={"sec-fetch-site": "cross-site"},
    )
    assert answer.status_code == 403
    assert everything(filled) == before


def test_looking_changes_nothing_but_the_first_opening_of_a_dossier(site: FastAPI, filled: House, hind: Office) -> None:
    looks = [filled_in(path, filled) for method, path in office_routes(site) if method == "GET"]
    before = everything(filled)
    for path in looks:
        hind.browser.get(path)
    after = everything(filled)
    assert {name for name in after if after[name] != before[name]} == {"opening", "journal_entry"}
    assert len(after["opening"]) - len(before["opening"]) == 1
    for path in looks:
        hind.browser.get(path)
    assert everything(filled) == after


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(filled: House, browser: TestClient) -> None:
    pages = []
    for email in (HIND.email, STRANGER.email):
        browser.get("/direction/connexion")
        token = TOKEN.search(browser.get("/direction/connexion").text)
        assert token
        answer = browser.post(
            "/direction/connexion", data={"jeton": token.group(1), "email": email, "password": "wrong wrong wrong"}
        )
        assert answer.status_code == 422
        assert "direction" not in answer.cookies
        pages.append(answer.text.replace(email, "…"))
    assert pages[0] == pages[1]


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(filled: House, browser: TestClient) -> None:
    token = TOKEN.search(browser.get("/direction/connexion").text)
    assert token
    answer = browser.post(
        "/direction/connexion",
        data={"jeton": token.group(1), "email": HIND.email, "password": PASSWORDS[HIND.email]},
        follow_redirects=False,
    )
    assert answer.status_code == 303
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("direction="))
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()


def test_nobody_signs_in_somebody_else_from_another_page(filled: House, browser: TestClient) -> None:
    answer = browser.post(
        "/direction/connexion", data={"jeton": "0" * 64, "email": HIND.email, "password": PASSWORDS[HIND.email]}
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "suite", ["https://evil.example", "//evil.example", "/direction/\\evil.example", "/direction//evil.example", "/fr/"]
)
def test_a_link_to_the_sign_in_page_leads_nowhere_else(filled: House, browser: TestClient, suite: str) -> None:
    page = browser.get("/direction/connexion", params={"suite": suite}).text
    assert 'name="suite" value="/direction/"' in page
    token = TOKEN.search(page)
    assert token
    answer = browser.post(
        "/direction/connexion",
        data={"jeton": token.group(1), "email": HIND.email, "password": PASSWORDS[HIND.email], "suite": suite},
        follow_redirects=False,
    )
    assert answer.headers["location"] == "/direction/"
    assert (
        browser.get("/direction/langue/ar", params={"suite": suite}, follow_redirects=False).headers["location"]
        == "/direction/"
    )


def test_after_signing_out_the_old_cookie_opens_nothing(filled: House, hind: Office) -> None:
    secret = hind.browser.cookies["direction"]
    hind.get("/direction/dossiers")
    answer = hind.post("/direction/deconnexion")
    assert answer.url.path == "/direction/connexion"
    hind.browser.cookies.set("direction", secret)
    assert hind.browser.get("/direction/dossiers", follow_redirects=False).status_code == 303


def test_signing_out_everywhere_closes_the_other_browser_too(
    filled: House, hind: Office, new_browser: Callable[[], TestClient]
) -> None:
    other = sign_in(new_browser(), HIND)
    other.get("/direction/dossiers")
    hind.get("/direction/compte")
    hind.post("/direction/deconnexion-partout")
    assert other.browser.get("/direction/dossiers", follow_redirects=False).status_code == 303


def test_an_idle_session_ends_and_a_used_one_goes_on(
    filled: House, hind: Office, clock: time_machine.Traveller
) -> None:
    clock.move_to(A_WEEK_BEFORE + IDLE * 0.9)
    hind.get("/direction/dossiers")
    with filled.database.reading_session() as session:
        assert session.scalars(select(MemberSession.seen_at)).one() == A_WEEK_BEFORE + IDLE * 0.9
    clock.move_to(A_WEEK_BEFORE + IDLE * 1.8)
    hind.get("/direction/dossiers")
    clock.move_to(A_WEEK_BEFORE + IDLE * 2.9)
    answer = hind.browser.get("/direction/dossiers?tri=received", follow_redirects=False)
    assert answer.headers["location"] == "/direction/connexion?suite=/direction/dossiers%3Ftri%3Dreceived"


def test_a_new_password_needs_the_present_one_and_signs_out(filled: House, karim: Office) -> None:
    karim.get("/direction/compte")
    refused = karim.post("/direction/compte/mot-de-passe", 422, present="not it at all", new="un sésame bien long")
    assert "Le mot de passe actuel" in refused.text
    short = karim.post("/direction/compte/mot-de-passe", 422, present=PASSWORDS[KARIM.email], new="court")
    assert "12 caractères" in short.text
    done = karim.post("/direction/compte/mot-de-passe", present=PASSWORDS[KARIM.email], new="un sésame bien long")
    assert done.url.path == "/direction/connexion"
