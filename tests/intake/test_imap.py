"""The mailbox over IMAP: read-only, over verified TLS, and through the faults of servers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.commands.import_mailbox import import_each
from app.db.session import Database
from app.intake.mailbox import MailboxUnreachable, NoMailbox, messages_in, without_secret
from app.intake.message import Found
from app.intake.outcome import Outcome
from app.posting.notice import Notice
from app.vault.local import Vault
from benchmarks.intake.mailbox_accuracy import score, state_of
from tests.fakes.certificates import server_and_trust
from tests.fakes.imap_server import HeldMessage, ImapServer
from tests.intake.mails import CV, mail, raw
from tests.people import A_WEEK_BEFORE, CLOSING, INES, SALMA, YOUSSEF

PRACTICE = Path(__file__).resolve().parents[2] / "benchmarks" / "intake" / "mailbox"
Open = Callable[..., ImapServer]


def _internal_date(at: datetime) -> str:
    return f"{at.day:2d}-{('Apr', 'May')[at.month - 4]}-{at.year} {at:%H:%M:%S} +0000"


def _held(message: object, at: datetime = A_WEEK_BEFORE) -> HeldMessage:
    return HeldMessage(raw(message), _internal_date(at))  # type: ignore[arg-type]


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens a server that this test's reader trusts."""
    context, _ = server_and_trust(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "localhost.pem"))
    opened: list[ImapServer] = []

    def open_one(*messages: HeldMessage, **facts: object) -> ImapServer:
        server = ImapServer(context, list(messages), **facts)  # type: ignore[arg-type]
        opened.append(server.__enter__())
        return server

    yield open_one
    for server in opened:
        server.__exit__()


def _address(server: ImapServer, folder: str = "INBOX", user: str = "omp") -> str:
    return f"imaps://{user}@127.0.0.1:{server.port}/{folder}"


def _read(server: ImapServer, notice: Notice, **facts: str) -> list[bytes]:
    return [found.raw for found in messages_in(_address(server, **facts), notice, password=lambda: "open sesame")]


def test_reading_over_imap_marks_nothing_and_deletes_nothing(serve: Open, notice: Notice) -> None:
    message = mail(("CV.pdf", CV))
    server = serve(_held(message))

    found = list(messages_in(_address(server), notice, password=lambda: "open sesame"))

    assert [(each.raw, each.internal_date) for each in found] == [(raw(message), A_WEEK_BEFORE)]
    assert [command.split()[0] for command in server.asked if command != "CAPABILITY"] == [
        "LOGIN",
        "EXAMINE",
        "UID",
        "UID",
        "UID",
        "LOGOUT",
    ]
    assert all("PEEK" in command for command in server.asked if "BODY" in command)


def test_the_practice_mailbox_over_imap_is_the_practice_mailbox(
    serve: Open, sqlite_database: Database, vault: Vault, notice: Notice
) -> None:
    gold = json.loads((PRACTICE / "gold.json").read_bytes())
    held = [
        HeldMessage(path.read_bytes(), _internal_date(datetime.fromisoformat(each["received_at"]).astimezone(UTC)))
        for path, each in zip(sorted((PRACTICE / "eml").iterdir()), gold, strict=True)
    ]
    server = serve(*reversed(held))

    for _ in import_each(sqlite_database, vault, notice, _address(server), password=lambda: "open sesame"):
        continue

    right, asked, wrong = score(gold, state_of(sqlite_database, vault)[0])
    # INTERNALDATE is a sound stamp where the forged line above Google's own made the file doubtful.
    assert [line for line in wrong if "stamp:" not in line and ": kind: 'unknown'" not in line] == []
    assert right["outcome"] == asked["outcome"]


def test_messages_come_in_the_order_of_arrival(serve: Open, notice: Notice) -> None:
    server = serve(_held(mail(sender=YOUSSEF), CLOSING), _held(mail(sender=SALMA), A_WEEK_BEFORE))

    assert _read(server, notice) == [server.messages[1].raw, server.messages[0].raw]


def test_new_uids_under_a_new_uidvalidity_double_nothing(
    serve: Open, sqlite_database: Database, vault: Vault, notice: Notice
) -> None:
    messages = [_held(mail(("CV.pdf", CV), sender=person)) for person in (SALMA, INES)]
    first = serve(*messages, uidvalidity=1, first_uid=11)
    rebuilt = serve(*reversed(messages), uidvalidity=2, first_uid=1)

    outcomes = [
        [
            (each.is_new, each.outcome)
            for each in import_each(sqlite_database, vault, notice, _address(server), password=lambda: "open sesame")
        ]
        for server in (first, rebuilt)
    ]

    assert outcomes == [[(True, Outcome.DOSSIER)] * 2, [(False, Outcome.DOSSIER)] * 2]


def test_a_message_expunged_during_the_reading_is_passed_over(serve: Open, notice: Notice) -> None:
    server = serve(*(_held(mail(sender=person)) for person in (SALMA, INES, YOUSSEF)), expunged={12})

    assert _read(server, notice) == [server.messages[0].raw, server.messages[2].raw]


def test_a_message_cut_half_way_stops_the_reading_and_is_never_taken_for_whole(serve: Open, notice: Notice) -> None:
    server = serve(*(_held(mail(sender=person)) for person in (SALMA, INES)), cut_in=12)
    found: list[Found] = []

    with pytest.raises(MailboxUnreachable):
        found.extend(messages_in(_address(server), notice, password=lambda: "open sesame"))

    assert [each.raw for each in found] == [server.messages[0].raw]


def test_a_server_that_hangs_up_first_at_the_end_has_done_no_harm(serve: Open, notice: Notice) -> None:
    server = serve(_held(mail()), hangs_up_at_logout=True)

    assert len(_read(server, notice)) == 1


@pytest.mark.parametrize(("facts", "why"), [({"password": "another"}, "login"), ({"folder": "Candidatures"}, "folder")])
def test_a_refusal_of_the_server_says_which(serve: Open, notice: Notice, facts: dict[str, str], why: str) -> None:
    with pytest.raises(MailboxUnreachable) as refused:
        _read(serve(**facts), notice)

    assert refused.value.why == why


def test_a_folder_with_an_accent_and_a_space_is_opened(serve: Open, notice: Notice) -> None:
    server = serve(_held(mail()), folder="Bo&AO4-te OMP")

    assert len(_read(server, notice, folder="Bo%C3%AEte%20OMP")) == 1


def test_an_unknown_certificate_is_refused_before_the_password_is_sent(
    serve: Open, notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(_held(mail()))
    monkeypatch.delenv("SSL_CERT_FILE")

    with pytest.raises(MailboxUnreachable) as refused:
        _read(server, notice)

    assert refused.value.why == "SSLCertVerificationError"
    assert server.asked == []


def test_nobody_at_the_address_is_said_in_one_word(notice: Notice) -> None:
    with pytest.raises(MailboxUnreachable) as refused:
        list(messages_in("imaps://omp@127.0.0.1:9/INBOX", notice, password=str))

    assert refused.value.why == "ConnectionRefusedError"


@pytest.mark.parametrize("source", ["imap://omp@127.0.0.1/INBOX", "imaps://127.0.0.1/INBOX", "http://example.org/box"])
def test_an_address_without_tls_or_user_is_refused(notice: Notice, source: str) -> None:
    with pytest.raises(NoMailbox):
        list(messages_in(source, notice, password=str))


def test_a_password_in_the_address_is_never_kept() -> None:
    assert without_secret("imaps://omp:secret@example.org/INBOX") == "imaps://omp@example.org/INBOX"
