"""What stands before the doors: headers on every answer, hosts, rates, origins, lengths and times."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse
from starlette.routing import BaseRoute
from starlette.testclient import TestClient
from starlette.types import Message, Scope

from app.main import create_app
from app.settings import Settings
from app.web import protection
from app.web.candidate.visitor import COOKIE
from app.web.protection import BodyLimits, security_headers
from tests.web.candidate.applicant import Applicant, token
from tests.web.conftest import ADDRESS

POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


def addresses_of(site: FastAPI) -> list[str]:
    """Every address of the site, its parameters filled in with something harmless."""
    return sorted({re.sub(r"\{[^}]*\}", "1", path) for path in _paths(site.routes, "")})


def _paths(routes: Sequence[BaseRoute], prefix: str) -> Iterator[str]:
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is not None:
            yield from _paths(included.routes, prefix + route.include_context.prefix)  # type: ignore[attr-defined]
        else:
            yield prefix + route.path  # type: ignore[attr-defined]


def test_every_answer_carries_every_header(site: FastAPI, browser: TestClient) -> None:
    @site.get("/fr/broken")
    def broken() -> None:
        raise RuntimeError

    expected = security_headers(https=False) | {"Content-Security-Policy": POLICY}
    seen: set[int] = set()
    addresses = [*addresses_of(site), "/nope", "/api/nope", "/fr/nope", "/ar/nope", "/direction/nope", "/fr/broken"]
    for address in addresses:
        for method in METHODS:
            answer = browser.request(method, address, follow_redirects=False)
            seen.add(answer.status_code)
            for name, value in expected.items():
                if name != "Cache-Control":
                    assert answer.headers.get(name) == value or name in STRICTER, (method, address, name)
            kept = answer.headers["cache-control"]
            assert "no-store" in kept or address.startswith("/static/"), (method, address, kept)
            if answer.headers.get("content-type", "").startswith("text/"):
                assert "charset=utf-8" in answer.headers["content-type"]
    assert {"/fr/postuler", "/ar/recu", "/api/v1/dossiers", "/direction/dossiers"} <= set(addresses)
    assert {200, 303, 404, 405, 500} <= seen


# A door may be stricter than the house for what it serves: an original file is sandboxed, for instance.
STRICTER = frozenset({"Content-Security-Policy", "Cross-Origin-Resource-Policy"})


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS"])
def test_methods_nobody_needs_are_refused(browser: TestClient, method: str) -> None:
    for address in ("/fr/", "/fr/postuler", "/fr/envoyer", "/api/v1/dossiers", "/healthz"):
        assert browser.request(method, address).status_code == 405


@pytest.mark.parametrize(
    "address", ["/docs", "/redoc", "/openapi.json", "/fr/../settings.py", "/static/../main.py", "/.env"]
)
def test_nothing_about_the_inside_is_served(browser: TestClient, address: str) -> None:
    assert browser.get(address).status_code == 404


def test_https_is_remembered_by_browsers_only_where_it_is_used() -> None:
    assert "Strict-Transport-Security" not in security_headers(https=False)
    assert security_headers(https=True)["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("192.168.1.20:8000", 200),
        ("[::1]:8000", 200),
        ("recrutement.example.org", 400),
        ("127.0.0.1.evil.example.org", 400),
        ("", 400),
        ("a b", 400),
        ("[", 400),
    ],
)
def test_only_our_own_names_are_answered(browser: TestClient, host: str, status: int) -> None:
    assert browser.get("/fr/", headers={"Host": host}).status_code == status


def test_the_public_name_is_answered_over_https(settings: Settings, clock: object) -> None:
    app = create_app(settings.model_copy(update={"public_url": "https://recrutement.example.org"}))
    with TestClient(app, base_url="https://recrutement.example.org") as browser:
        answer = browser.get("/fr/postuler")

    cookie = answer.headers["set-cookie"]
    assert answer.status_code == 200
    assert cookie.startswith(f"__Host-{COOKIE}=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert answer.headers["strict-transport-security"]


# --- origins -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Origin": ADDRESS}, 303),
        ({}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": ADDRESS}, 403),
    ],
)
def test_a_form_posted_from_elsewhere_is_refused_even_with_the_token(
    browser: TestClient, headers: dict[str, str], status: int
) -> None:
    form = token(Applicant(browser).get("postuler"))

    answer = browser.post("/fr/postuler", data={"token": form, "save": "x"}, headers=headers, follow_redirects=False)

    assert answer.status_code == status


# --- rates -------------------------------------------------------------------------------------------------------


def test_one_network_cannot_ask_for_ever_and_another_is_not_held_up(site: FastAPI) -> None:
    vandal = TestClient(site, base_url=ADDRESS, client=("203.0.113.9", 1))
    neighbour = TestClient(site, base_url=ADDRESS, client=("203.0.113.10", 1))

    answers = [vandal.post("/fr/envoyer") for _ in range(40)]

    assert answers[-1].status_code == 429
    assert answers[-1].headers["retry-after"]
    assert "Attendez une minute" in answers[-1].text
    assert neighbour.post("/fr/envoyer").status_code == 403


def test_thirty_people_behind_one_address_all_apply(site: FastAPI) -> None:
    def person() -> Applicant:
        return Applicant(TestClient(site, base_url=ADDRESS, client=("203.0.113.9", 1)))

    assert all(person().save(save="x")[0] == 200 for _ in range(15))


# --- bodies ------------------------------------------------------------------------------------------------------


def drip(every: float) -> Callable[[], object]:
    async def receive() -> Message:
        await asyncio.sleep(every)
        return {"type": "http.request", "body": b"x", "more_body": True}

    return receive


@pytest.mark.parametrize(("idle", "total", "every"), [(0.05, 10, 5), (1, 0.2, 0.01)], ids=["idle", "dripping"])
def test_a_body_that_stops_or_never_ends_is_cut(idle: float, total: float, every: float) -> None:
    app = FastAPI()
    answers: list[int] = []

    @app.post("/fr/postuler")
    async def swallow(request: Request) -> PlainTextResponse:
        await request.body()
        return PlainTextResponse("never")

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answers.append(message["status"])

    scope: Scope = {
        "type": "http",
        "method": "POST",
        "path": "/fr/postuler",
        "raw_path": b"/fr/postuler",
        "query_string": b"",
        "headers": [],
        "http_version": "1.1",
    }
    asyncio.run(BodyLimits(app, idle_seconds=idle, total_seconds=total)(scope, drip(every), send))  # type: ignore[arg-type]

    assert answers == [408]


def test_a_body_without_a_declared_length_is_counted_as_it_comes(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protection, "SMALL_BODY_BYTES", 1_000)

    answer = browser.post(
        "/fr/envoyer",
        content=(b"x" * 300 for _ in range(10)),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )

    assert answer.status_code == 413
    assert "Trop lourd" in answer.text
