"""The mail server is real and misbehaves on order; what is reported is held against what its inbox holds."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from app.mailing.letters import Stage
from app.mailing.smtp import Deferred, Delivered, MailServer, Rejected, Uncertain, send
from tests.fakes.certificates import server_and_trust
from tests.fakes.smtp_server import Orders, SmtpServer
from tests.mailing.post import OFFICE, an_envelope, server_at
from tests.people import SALMA


def test_a_letter_is_delivered_once_to_one_person_with_the_bytes_of_its_envelope() -> None:
    envelope = an_envelope()
    with SmtpServer() as server:
        outcome = send(envelope, server_at(server.port))
    assert outcome == Delivered("250 taken")
    assert [(taken.mail_from, taken.rcpt_tos, taken.original_content) for taken in server.inbox] == [
        (OFFICE, [SALMA.email], envelope.content)
    ]


def test_a_letter_longer_than_any_buffer_arrives_whole() -> None:
    envelope = an_envelope(body_text=".point\n" + "ا" * 400_000 + "\n.\n")
    with SmtpServer() as server:
        outcome = send(envelope, server_at(server.port, patience_seconds=20.0))
    assert outcome == Delivered("250 taken")
    assert server.inbox[0].original_content == envelope.content


@pytest.mark.parametrize(
    ("command", "stage"),
    [("MAIL", Stage.SENDER), ("RCPT", Stage.RECIPIENT), ("DATA", Stage.BODY), ("dot", Stage.FINAL_DOT)],
)
def test_a_4xx_at_any_stage_means_later_and_a_5xx_means_never(command: str, stage: Stage) -> None:
    with SmtpServer(Orders(replies={command: "451 4.7.1 come back later"})) as server:
        later = send(an_envelope(), server_at(server.port))
    assert (later, server.inbox) == (Deferred(stage, "451 4.7.1 come back later"), [])
    with SmtpServer(Orders(replies={command: "550 5.1.1 no such person"})) as server:
        never = send(an_envelope(), server_at(server.port))
    assert (never, server.inbox) == (Rejected(stage, 550, "550 5.1.1 no such person"), [])


@pytest.mark.parametrize("reply", ["530 5.7.0 sign in first", "550 5.4.5 daily sending limit exceeded"])
def test_a_refusal_of_our_account_is_not_held_against_the_letter(reply: str) -> None:
    with SmtpServer(Orders(replies={"MAIL": reply})) as server:
        assert send(an_envelope(), server_at(server.port)) == Deferred(Stage.SENDER, reply)


@pytest.mark.parametrize(
    ("cut", "stage"),
    [
        ("greeting", Stage.CONNECT),
        ("MAIL", Stage.SENDER),
        ("RCPT", Stage.RECIPIENT),
        ("DATA", Stage.BODY),
        ("body", Stage.BODY),
    ],
)
def test_a_line_cut_before_the_final_dot_has_delivered_nothing(cut: str, stage: Stage) -> None:
    long_letter = an_envelope(body_text="mot " * 300_000)
    with SmtpServer(Orders(cut=cut)) as server:
        outcome = send(long_letter, server_at(server.port))
    assert isinstance(outcome, Deferred)
    assert (outcome.stage, server.inbox) == (stage, [])


@pytest.mark.parametrize(("cut", "arrived"), [("dot", 0), ("reply", 1)])
def test_a_line_cut_after_the_final_dot_is_uncertain_whether_or_not_the_letter_arrived(cut: str, arrived: int) -> None:
    with SmtpServer(Orders(cut=cut)) as server:
        outcome = send(an_envelope(), server_at(server.port))
    assert isinstance(outcome, Uncertain)
    assert (outcome.stage, len(server.inbox)) == (Stage.FINAL_DOT, arrived)


@pytest.mark.parametrize(("hang", "stage"), [("MAIL", Stage.SENDER), ("DATA", Stage.BODY)])
def test_a_server_that_hangs_before_the_dot_is_left_for_later(hang: str, stage: Stage) -> None:
    with SmtpServer(Orders(hang=hang)) as server:
        outcome = send(an_envelope(), server_at(server.port, patience_seconds=0.3))
    assert isinstance(outcome, Deferred)
    assert outcome.stage is stage


def test_a_server_that_hangs_after_the_dot_leaves_it_uncertain() -> None:
    with SmtpServer(Orders(hang="dot")) as server:
        outcome = send(an_envelope(), server_at(server.port, patience_seconds=0.3))
    assert isinstance(outcome, Uncertain)


def test_a_reply_that_comes_drop_by_drop_is_still_a_yes() -> None:
    with SmtpServer(Orders(drip=True)) as server:
        assert send(an_envelope(), server_at(server.port)) == Delivered("250 taken, drop by drop")


def test_a_greeting_that_refuses_us_is_left_for_later() -> None:
    with SmtpServer(Orders(greeting="554 5.3.2 not today")) as server:
        assert send(an_envelope(), server_at(server.port)) == Deferred(Stage.CONNECT, "554 5.3.2 not today")


def test_nobody_listening_is_left_for_later() -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        outcome = send(an_envelope(), server_at(bound.getsockname()[1]))
    assert isinstance(outcome, Deferred)
    assert outcome.stage is Stage.CONNECT


def test_a_sender_that_no_longer_holds_the_letter_stops_before_the_dot() -> None:
    with SmtpServer() as server:
        outcome = send(an_envelope(), server_at(server.port), may_finish=lambda: False)
    assert isinstance(outcome, Deferred)
    assert server.inbox == []


def test_with_starttls_the_letter_and_the_password_go_over_encrypted(tmp_path: Path) -> None:
    tls, trust = server_and_trust(tmp_path)
    with SmtpServer(tls=tls, password="correct horse") as server:
        office = server_at(
            server.port, host="localhost", security="starttls", trust=trust, user="omp", password="correct horse"
        )
        assert send(an_envelope(), office) == Delivered("250 taken")


def test_with_tls_from_the_first_byte_the_letter_is_delivered(tmp_path: Path) -> None:
    tls, trust = server_and_trust(tmp_path)
    with SmtpServer(tls=tls, implicit_tls=True) as server:
        office = server_at(server.port, host="localhost", security="tls", trust=trust)
        assert send(an_envelope(), office) == Delivered("250 taken")


def test_a_wrong_password_is_for_the_operator_to_mend(tmp_path: Path) -> None:
    tls, trust = server_and_trust(tmp_path)
    with SmtpServer(tls=tls, password="correct horse") as server:
        office = server_at(
            server.port, host="localhost", security="starttls", trust=trust, user="omp", password="wrong"
        )
        outcome = send(an_envelope(), office)
    assert isinstance(outcome, Deferred)
    assert (outcome.stage, server.inbox) == (Stage.SIGN_IN, [])


def test_a_server_without_encryption_gets_nothing() -> None:
    with SmtpServer() as server:
        outcome = send(an_envelope(), server_at(server.port, host="localhost", security="starttls"))
    assert isinstance(outcome, Deferred)
    assert (outcome.stage, server.seen_commands, server.inbox) == (Stage.ENCRYPTION, [], [])


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_with_another_name_in_its_certificate_gets_nothing(tmp_path: Path, security: str) -> None:
    tls, trust = server_and_trust(tmp_path, name="mail.example.org", address=None)
    with SmtpServer(tls=tls, implicit_tls=security == "tls") as server:
        outcome = send(an_envelope(), server_at(server.port, host="localhost", security=security, trust=trust))
    assert isinstance(outcome, Deferred)
    assert (server.seen_commands, server.inbox) == ([], [])


def test_a_server_that_nobody_vouches_for_gets_nothing(tmp_path: Path) -> None:
    tls, _ = server_and_trust(tmp_path)
    with SmtpServer(tls=tls) as server:
        outcome = send(an_envelope(), server_at(server.port, host="localhost", security="starttls"))
    assert isinstance(outcome, Deferred)
    assert (outcome.stage, server.inbox) == (Stage.ENCRYPTION, [])


@pytest.mark.parametrize(
    "values", [{"host": "mail.example.org"}, {"password": "secret"}, {"security": "maybe"}, {"host": "10.0.0.1"}]
)
def test_a_server_elsewhere_is_never_spoken_to_unencrypted(values: dict[str, str]) -> None:
    given = {"host": "127.0.0.1", "port": 25, "sender": OFFICE, "reply_to": OFFICE, "security": "none"} | values
    with pytest.raises(ValueError, match=r"encrypted|unknown security"):
        MailServer(**given)  # type: ignore[arg-type]
