"""What machines ask about the service."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import text
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from app.vault import local
from app.web.depends import House
from tests.web.conftest import ADDRESS


def test_the_process_says_that_it_is_alive(browser: TestClient) -> None:
    assert browser.get("/healthz").json() == {"status": "ok"}


def test_the_house_says_that_it_is_ready(browser: TestClient) -> None:
    answer = browser.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "faults": []})


def test_a_full_disk_is_not_ready(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "RESERVE_BYTES", 2**62)

    answer = browser.get("/readyz")

    assert (answer.status_code, answer.json()["faults"]) == (503, ["no room left for files"])


def test_a_schema_of_another_version_is_not_ready(browser: TestClient, house: House) -> None:
    with house.database.unit_of_work() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    assert browser.get("/readyz").status_code == 503


def test_counts_are_for_this_machine_when_no_token_is_set(site: FastAPI, browser: TestClient) -> None:
    elsewhere = TestClient(site, base_url=ADDRESS, client=("203.0.113.9", 1))

    assert "omp_seconds_to_closing 604800.0" in browser.get("/metrics").text
    assert elsewhere.get("/metrics").status_code == 404
    assert browser.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404


def test_counts_are_for_the_holder_of_the_token(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"metrics_token": SecretStr("let me in")}))
    with TestClient(app, base_url=ADDRESS, client=("203.0.113.9", 1)) as browser:
        answers = [
            browser.get("/metrics", headers={"Authorization": given}).status_code
            for given in ("Bearer let me in", "Bearer let me out", "")
        ]

    assert answers == [200, 404, 404]
