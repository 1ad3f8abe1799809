"""The unhurried printing of office files: once each, never without LibreOffice, never a PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.db.session import Database
from app.reading.page_images import printed_office_file
from app.reading.printing import Printer
from app.reading.step import read_next
from app.vault.local import Vault
from tests.reading.make import docx_of, p
from tests.reading.shelf import ARRIVAL, a_dossier_with


@pytest.mark.needs_office
@pytest.mark.timeout(180)
def test_each_office_file_is_printed_once_after_it_was_read(
    sqlite_database: Database, vault: Vault, tmp_path: Path
) -> None:
    content = docx_of(p("Salma Bennani") + p("Coordinatrice de projet"))
    a_dossier_with(sqlite_database, vault, ("cv.docx", content), ("lettre.txt", b"Madame, Monsieur"))
    printer = Printer(sqlite_database, vault, tmp_path / "pages")
    assert not printer.print_next()  # nothing is read yet

    while read_next(sqlite_database, vault, now=ARRIVAL):
        pass
    printed = [printer.print_next() for _ in range(3)]

    assert printed[-1] is False
    (kept,) = [path for path in (tmp_path / "pages").rglob("*.z") if path.stat().st_size > 100]
    found = printed_office_file(tmp_path / "pages", kept.name.partition("-")[0])
    assert found is not None
    assert found.read.text == "Salma Bennani\nCoordinatrice de projet"
    assert not Printer(sqlite_database, vault, tmp_path / "pages").print_next()


def test_without_libreoffice_nothing_waits(
    sqlite_database: Database, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_dossier_with(sqlite_database, vault, ("cv.docx", docx_of(p("Salma Bennani"))))
    assert read_next(sqlite_database, vault, now=ARRIVAL)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert not Printer(sqlite_database, vault, tmp_path / "pages").print_next()
