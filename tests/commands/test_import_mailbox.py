"""`import-mailbox`: what it prints, and its exit status."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import select

from app.commands import import_mailbox
from app.db.open import open_database
from app.intake.tables import Dossier
from app.mailing.tables import Letter
from app.settings import Settings
from app.vault.local import Vault
from tests.intake.mails import CV, mail, raw

PRACTICE = Path(__file__).resolve().parents[2] / "benchmarks" / "intake" / "mailbox"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation of this test's own."""
    return Settings(data_dir=tmp_path / "data")


def test_a_mailbox_with_mails_to_sort_is_imported_and_asks_for_a_person(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    status = import_mailbox.run(settings, str(PRACTICE / "practice.mbox"))

    told = capsys.readouterr()
    assert status == 1
    assert told.out.splitlines() == [
        "imported: 18 (15 dossiers, 1 additions, 2 new versions)",
        "to sort: 4",
        "already known: 0",
        "late: 2",
        "automatic: 2",
    ]
    assert told.err == "4 mails wait for a person: date_gap 1, doubtful_stamp 1, link_only 1, no_piece 1\n"


def test_importing_again_prints_that_all_is_known_and_still_asks_for_the_person(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    import_mailbox.run(settings, str(PRACTICE / "practice.mbox"))
    capsys.readouterr()

    status = import_mailbox.run(settings, str(PRACTICE / "maildir"))

    told = capsys.readouterr()
    assert (status, told.out.splitlines()[0], told.out.splitlines()[2]) == (
        1,
        "imported: 0 (0 dossiers, 0 additions, 0 new versions)",
        "already known: 26",
    )


def test_a_mailbox_that_needs_nobody_ends_with_zero(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.eml").write_bytes(raw(mail(("CV.pdf", CV))))

    status = import_mailbox.run(settings, str(tmp_path / "one.eml"))

    assert (status, capsys.readouterr().err) == (0, "")
    # Where the pages and the worker look for it.
    assert Vault(settings.vault_dir).read(hashlib.sha256(CV).hexdigest()) == CV


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("no-such.mbox", "no-such.mbox: there is no such file or folder\n"),
        ("imaps://example.org/INBOX", "imaps://example.org/INBOX: an IMAP address reads imaps://user@host/folder\n"),
        ("imaps://omp:secret@127.0.0.1:9/INBOX", "127.0.0.1: no answer (ConnectionRefusedError)\n"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_status_two(
    settings: Settings, capsys: pytest.CaptureFixture[str], source: str, sentence: str
) -> None:
    status = import_mailbox.run(settings, source)

    assert (status, capsys.readouterr().err) == (2, sentence)


def test_every_dossier_of_a_mailbox_is_kept_with_its_receipts_mail(settings: Settings) -> None:
    import_mailbox.run(settings, str(PRACTICE / "practice.mbox"))
    import_mailbox.run(settings, str(PRACTICE / "maildir"))

    database = open_database(settings.sqlalchemy_url, write=False)
    with database.reading_session() as session:
        dossiers = session.scalars(select(Dossier.id).order_by(Dossier.id)).all()
        answered = session.scalars(select(Letter.dossier_id).order_by(Letter.dossier_id)).all()
        in_reply = session.scalars(select(Letter.in_reply_to)).all()
    database.close()
    assert len(dossiers) == 17
    assert answered == dossiers
    assert all(in_reply)
