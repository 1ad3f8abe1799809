"""What belongs to nothing goes after a day; what somebody needs stays, whatever the moment."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.db.session import Database
from app.intake.dossier import SealedFile
from app.intake.drafts import Answers, add_file, find_draft, save_draft
from app.intake.orphans import FILES_WAIT_FOR, Swept, sweep
from app.intake.receive import receive
from app.posting.notice import Notice, PieceKind
from app.vault.local import Vault
from tests.intake.test_receive import SALMAS

NOW = datetime(2026, 4, 27, 15, 0, tzinfo=UTC)


def kept(vault: Vault, content: bytes, *, age: timedelta) -> SealedFile:
    """A file of that age in the vault."""
    sha256 = vault.keep_bytes(content).sha256
    instant = (NOW - age).timestamp()
    os.utime(vault.path(sha256), (instant, instant))
    return SealedFile(PieceKind.CV, "cv.pdf", sha256, len(content), "application/pdf")


OLD, YOUNG = FILES_WAIT_FOR + timedelta(seconds=1), FILES_WAIT_FOR - timedelta(seconds=1)


def test_only_old_files_that_nobody_holds_are_removed(database: Database, vault: Vault, notice: Notice) -> None:
    of_a_draft, of_a_dossier = kept(vault, b"draft", age=OLD), kept(vault, b"dossier", age=OLD)
    orphan, fresh_orphan = kept(vault, b"orphan", age=OLD), kept(vault, b"fresh", age=YOUNG)
    with database.unit_of_work() as session:
        add_file(save_draft(session, "secret", Answers(), notice, language="fr", now=NOW), of_a_draft)
        receive(session, replace(SALMAS, files=(of_a_dossier,), secret_sha256=None), notice, received_at=NOW, now=NOW)

    assert sweep(database, vault, now=NOW) == Swept(drafts=0, files=1, uploads=0)

    left = {each.sha256: vault.path(each.sha256).exists() for each in (of_a_draft, of_a_dossier, orphan, fresh_orphan)}
    assert left == {of_a_draft.sha256: True, of_a_dossier.sha256: True, orphan.sha256: False, fresh_orphan.sha256: True}


def test_a_draft_nobody_came_back_to_goes_with_its_file(database: Database, vault: Vault, notice: Notice) -> None:
    file = kept(vault, b"draft", age=OLD)
    with database.unit_of_work() as session:
        add_file(save_draft(session, "secret", Answers(name="Salma"), notice, language="fr", now=NOW), file)
    later = NOW + timedelta(days=30)

    assert sweep(database, vault, now=later - timedelta(seconds=1)) == Swept(0, 0, 0)
    assert sweep(database, vault, now=later) == Swept(drafts=1, files=1, uploads=0)

    with database.reading_session() as session:
        assert find_draft(session, "secret", now=NOW) is None
    assert not vault.path(file.sha256).exists()


def test_the_same_bytes_kept_again_are_not_taken_for_the_old_ones(vault: Vault) -> None:
    file = kept(vault, b"again", age=OLD)
    candidates = list(vault.kept_before(NOW - FILES_WAIT_FOR))
    assert candidates == [file.sha256]

    vault.keep_bytes(b"again")  # somebody uploads it between the look and the removal

    assert vault.forget(file.sha256, kept_before=NOW - FILES_WAIT_FOR) is False
    assert vault.read(file.sha256) == b"again"


def test_an_upload_under_way_is_left_alone(vault: Vault) -> None:
    incoming = vault.begin()
    incoming.write(b"half")

    assert vault.sweep(untouched_since=datetime.now(UTC) - timedelta(hours=1)) == 0
    assert vault.sweep(untouched_since=datetime.now(UTC) + timedelta(seconds=5)) == 1
    incoming.discard()


def test_forgetting_what_is_not_there_is_harmless(vault: Vault) -> None:
    assert vault.forget("0" * 64, kept_before=NOW) is False


@pytest.mark.parametrize("age", [OLD, YOUNG])
def test_age_alone_never_removes_what_is_held(
    sqlite_database: Database, vault: Vault, notice: Notice, age: timedelta
) -> None:
    file = kept(vault, b"held", age=age)
    with sqlite_database.unit_of_work() as session:
        add_file(save_draft(session, "secret", Answers(), notice, language="fr", now=NOW), file)

    sweep(sqlite_database, vault, now=NOW)

    assert vault.read(file.sha256) == b"held"
