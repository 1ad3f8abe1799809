from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.commands import add_member
from app.db.open import open_database
from app.settings import Settings
from app.staff.members import find_member
from app.staff.passwords import matches
from tests.people import HIND


def run(folder: Path, email: str) -> int:
    return add_member.run(Settings(data_dir=folder), email, HIND.name)


def printed_password(out: str) -> str:
    found = re.search(r"password, shown this once: (\S+)", out)
    assert found
    return found.group(1)


def test_a_member_gets_a_password_that_is_printed_once_and_kept_as_a_hash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, HIND.email) == 0
    password = printed_password(capsys.readouterr().out)
    database = open_database(Settings(data_dir=tmp_path).sqlalchemy_url)
    with database.reading_session() as session:
        hind = find_member(session, HIND.email)
        assert hind.name == HIND.name
        assert password not in hind.password_hash
        assert matches(password, hind.password_hash)
    database.close()


def test_a_known_address_gets_a_new_password(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, HIND.email) == 0
    first = printed_password(capsys.readouterr().out)
    assert run(tmp_path, HIND.email.upper()) == 0
    out = capsys.readouterr().out
    assert "has a new password" in out
    assert printed_password(out) != first


def test_nothing_changes_for_a_wrong_address_or_while_the_service_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "not an address") == 2
    assert capsys.readouterr().err == "this is not one e-mail address\n"
    database = open_database(Settings(data_dir=tmp_path).sqlalchemy_url)
    assert run(tmp_path, HIND.email) == 2
    assert "stop it first" in capsys.readouterr().err
    database.close()
