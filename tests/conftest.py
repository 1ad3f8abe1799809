"""What every test may ask for: a migrated database of either kind, a vault, the notice, and marks that skip with a reason."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from app.clock import use_pinned_zone_table
from app.db.open import migrate, open_database
from app.db.session import Database
from app.posting.notice import Notice
from app.posting.read_notice import read_notice
from app.vault.local import Vault
from tests.postgres import PostgresServer, server_programs

ROOT = Path(__file__).resolve().parents[1]
IN_CI = os.environ.get("CI", "").lower() == "true"

use_pinned_zone_table()


def _ocr_languages() -> set[str]:
    if not shutil.which("tesseract"):
        return set()
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return set(listed.stdout.split()) & {"fra", "ara", "eng"}


def _absent() -> dict[str, str]:
    """Marks whose means are missing on this machine, with the sentence that says so."""
    absent = {}
    if _ocr_languages() != {"fra", "ara", "eng"}:
        absent["needs_ocr"] = "Tesseract with fra, ara and eng is not installed (packages.apt)"
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        absent["needs_browser"] = "Chromium is not installed (packages-dev.apt)"
    if server_programs() is None:
        absent["needs_postgres"] = "PostgreSQL's server programs are not installed (packages-dev.apt)"
    if not shutil.which("soffice"):
        absent["needs_office"] = "LibreOffice is not installed (optional)"
    return absent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    absent = _absent()
    for item in items:
        for mark, reason in absent.items():
            # In CI nothing that packages*.apt names may be missing: the test runs, and fails.
            if item.get_closest_marker(mark) and not (IN_CI and mark != "needs_office"):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database at the newest revision; copied for each test (closing it empties the WAL)."""
    path = tmp_path_factory.mktemp("migrated") / "dossiers.sqlite3"
    database = open_database(f"sqlite:///{path}")
    migrate(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server for this test process, with a migrated database named `template`."""
    programs = server_programs()
    assert programs is not None
    server = PostgresServer(programs)
    _create(server, "template", "template1")
    database = open_database(server.url("template"))
    migrate(database)
    database.close()
    yield server
    server.stop()


@pytest.fixture
def sqlite_database(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated SQLite database of this test's own."""
    path = tmp_path / "dossiers.sqlite3"
    shutil.copyfile(migrated_sqlite, path)
    database = open_database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture
def postgres_database(postgres_server: PostgresServer) -> Iterator[Database]:
    """An empty, migrated PostgreSQL database of this test's own."""
    name = f"test_{os.getpid()}"
    _create(postgres_server, name, "template")
    database = open_database(postgres_server.url(name))
    yield database
    database.close()
    _drop(postgres_server, name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.needs_postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    """The same test on both databases."""
    name = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    given: Database = request.getfixturevalue(name)
    return given


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    """An empty vault."""
    return Vault(tmp_path / "vault")


@pytest.fixture(scope="session")
def notice() -> Notice:
    """The OMP's notice, as it ships."""
    return read_notice(ROOT / "app" / "posting" / "notices" / "omp_charge_de_projet.toml")


def _create(server: PostgresServer, name: str, template: str) -> None:
    _administer(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _drop(server: PostgresServer, name: str) -> None:
    _administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _administer(server: PostgresServer, statement: str) -> None:
    engine = create_engine(server.url("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
