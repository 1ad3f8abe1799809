"""The database fails, fills up, or is used by several tabs at once: each answer is honest, and nothing is half done."""

from __future__ import annotations

import asyncio
import dataclasses
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from fastapi import FastAPI
from sqlalchemy import func, select, text
from starlette.testclient import TestClient

from app import main
from app.db.open import open_database
from app.db.session import Database
from app.intake.tables import Dossier, Draft
from app.mailing.tables import Letter
from app.settings import Settings
from app.web.depends import House
from tests.postgres import PostgresServer
from tests.web.api.test_dossiers import hand_in
from tests.web.candidate.applicant import CV, LETTER, Applicant, hidden, token
from tests.web.conftest import ADDRESS


def rows(house: House) -> tuple[int, ...]:
    """How many dossiers, drafts and letters are kept."""
    with house.database.reading_session() as session:
        return tuple(session.scalar(select(func.count()).select_from(each)) or 0 for each in (Dossier, Draft, Letter))


def test_a_disk_that_fills_up_under_the_database_is_said_and_nothing_is_half_done(
    browser: TestClient, house: House
) -> None:
    page = Applicant(browser).get("postuler")
    with house.database.unit_of_work() as session:
        session.execute(text("PRAGMA max_page_count = 1"))  # no page more than there are
    long = {"name": "S" * 150, **{f"referees-{n}-name": "R" * 900 for n in range(6)}}

    form = browser.post("/fr/postuler", data={"token": token(page), **long})
    api = hand_in(browser)

    assert (form.status_code, "Rien n’a été reçu" in form.text) == (507, True)
    assert (api.status_code, api.headers["content-type"]) == (507, "application/problem+json")
    assert int(form.headers["retry-after"]) > 0
    assert rows(house) == (0, 0, 0)


@pytest.fixture
def on_postgresql(
    postgres_server: PostgresServer, postgres_database: Database, tmp_path: Path, clock: time_machine.Traveller
) -> Iterator[TestClient]:
    """A browser before a house whose database is PostgreSQL."""
    address = postgres_server.url(f"test_{os.getpid()}")
    app = main.create_app(Settings(data_dir=tmp_path / "data", database_url=address, _env_file=None))  # type: ignore[call-arg]
    with TestClient(app, base_url=ADDRESS, client=("127.0.0.1", 50_000)) as browser:
        yield browser


@pytest.mark.needs_postgres
def test_tabs_that_save_and_send_at_once_make_one_dossier_and_no_incident(on_postgresql: TestClient) -> None:
    applicant = Applicant(on_postgresql)
    applicant.save(CV, LETTER)
    page = applicant.get("verifier")
    together = threading.Barrier(8)

    def tab(number: int) -> int:
        together.wait()
        if number % 2:
            return applicant.post("envoyer", {"token": token(page), "seen": hidden(page, "seen")})[0]
        # The same words, and a file again: whoever comes first, what was checked is what is sent.
        return applicant.post("postuler", {"token": token(page), **applicant.words}, [CV])[0]

    with ThreadPoolExecutor(8) as tabs:
        answers = set(tabs.map(tab, range(8)))

    house: House = on_postgresql.app.state.house  # type: ignore[attr-defined]
    assert answers == {200}
    assert rows(house) == (1, 0, 1)


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_database_server_that_is_gone_is_503_and_nothing_is_acknowledged(
    site: FastAPI, browser: TestClient, house: House, language: str
) -> None:
    page = Applicant(browser, language).get("postuler")
    gone = open_database("postgresql+psycopg://nobody@127.0.0.1:1/nowhere")
    site.state.house = dataclasses.replace(house, database=gone)

    form = browser.post(f"/{language}/postuler", data={"token": token(page), "name": "Salma"})
    receipt = browser.get(f"/{language}/recu")
    api = hand_in(browser, language=language)

    assert [each.status_code for each in (form, receipt, api)] == [503, 503, 503]
    assert {"fr": "rien n’a été reçu", "ar": "لم نتوصل بأي شيء"}[language] in form.text
    assert int(api.headers["retry-after"]) > 0
    gone.close()


def test_housekeeping_outlives_a_database_that_is_gone(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = open_database("postgresql+psycopg://nobody@127.0.0.1:1/nowhere")
    monkeypatch.setattr(main, "TIDY_EVERY", timedelta(milliseconds=5))

    async def still_there_after_a_few_rounds() -> bool:
        keeping = asyncio.create_task(main.keep_tidy(dataclasses.replace(house, database=gone)))
        await asyncio.sleep(0.3)
        return keeping.cancel()  # False for a task that has ended

    assert asyncio.run(still_there_after_a_few_rounds())
    gone.close()
