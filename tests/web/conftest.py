"""A house of its own for each test, and a browser that keeps its cookies."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from app.web.depends import House
from tests.people import A_WEEK_BEFORE

ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture
def settings(tmp_path: Path, migrated_sqlite: Path) -> Settings:
    """The settings of a fresh installation whose database is already at the newest revision."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copyfile(migrated_sqlite, data / "dossiers.sqlite3")
    return Settings(data_dir=data, _env_file=None)  # type: ignore[call-arg]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The clock, a week before closing; `clock.move_to` moves it."""
    with time_machine.travel(A_WEEK_BEFORE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def site(settings: Settings, clock: time_machine.Traveller) -> Iterator[FastAPI]:
    """The whole application, a week before closing."""
    app = create_app(settings)
    with TestClient(app, base_url=ADDRESS):
        yield app


@pytest.fixture
def house(site: FastAPI) -> House:
    """What the doors share."""
    given: House = site.state.house
    return given


@pytest.fixture
def new_browser(site: FastAPI) -> Callable[[], TestClient]:
    """Makes browsers: each keeps its own cookies, follows redirections, and comes from this machine."""
    return lambda: TestClient(site, base_url=ADDRESS, client=("127.0.0.1", 50_000), raise_server_exceptions=True)


@pytest.fixture
def browser(new_browser: Callable[[], TestClient]) -> TestClient:
    """One browser."""
    return new_browser()
