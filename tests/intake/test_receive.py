"""A submission becomes a dossier once, whatever the network makes of the request."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from app.db.session import Database
from app.intake.dossier import Channel, Receipt, ReceivedPiece, Referee, SealedFile, Submission, missing_pieces
from app.intake.queries import dossier_by_reference, dossier_by_secret, hash_of_secret
from app.intake.receive import DeadlinePassed, KeyReused, receive
from app.intake.reference import parse_reference
from app.intake.tables import Dossier, Piece, RefereeRow
from app.intake.withdraw import withdraw
from app.journal.tables import JournalEntry
from app.posting.deadline import Timeliness
from app.posting.notice import Notice, PieceKind
from tests.people import A_WEEK_BEFORE, AFTER_CLOSING, CLOSING, MILLISECOND, SALMA

CV = SealedFile(PieceKind.CV, "cv.pdf", "a" * 64, 1200, "application/pdf")
LETTER = SealedFile(PieceKind.LETTER, "lettre.pdf", "b" * 64, 900, "application/pdf", password_protected=True)
SALMAS = Submission(
    channel=Channel.FORM,
    name=SALMA.name,
    email=SALMA.email,
    phone=SALMA.phone,
    language="ar",
    files=(CV, LETTER),
    referees=(
        Referee(name="أمينة لحلو", organisation="جمعية الخيط"),
        Referee(name="Projet Passerelles", role="2021 – 2022"),
    ),
    consent_at=A_WEEK_BEFORE,
    consent_text_sha256="c" * 64,
    idempotency_key="form:1",
    secret_sha256=hash_of_secret("salma's secret"),
)


def send(database: Database, notice: Notice, submission: Submission = SALMAS, at: datetime = A_WEEK_BEFORE) -> Receipt:
    with database.unit_of_work() as session:
        return receive(session, submission, notice, received_at=at, now=at)


def counted(database: Database) -> tuple[int, ...]:
    with database.reading_session() as session:
        return tuple(
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Dossier, Piece, RefereeRow, JournalEntry)
        )


def test_a_receipt_tells_what_was_kept_and_when(database: Database, notice: Notice) -> None:
    receipt = send(database, notice)

    assert receipt == Receipt(
        reference=receipt.reference,
        received_at=A_WEEK_BEFORE,
        timeliness=Timeliness.IN_TIME,
        pieces=(
            ReceivedPiece("cv.pdf", PieceKind.CV, 1200, "a" * 64),
            ReceivedPiece("lettre.pdf", PieceKind.LETTER, 900, "b" * 64, password_protected=True),
        ),
    )
    assert parse_reference(receipt.reference) == receipt.reference
    assert counted(database) == (1, 2, 2, 1)


def test_what_was_typed_comes_back_to_the_letter(database: Database, notice: Notice) -> None:
    reference = send(database, notice).reference

    with database.reading_session() as session:
        dossier = dossier_by_reference(session, reference)
        assert dossier is not None
        assert (dossier.name, dossier.email, dossier.phone, dossier.language, dossier.channel) == (
            SALMA.name,
            SALMA.email,
            SALMA.phone,
            "ar",
            "form",
        )
        assert (dossier.consent_at, dossier.consent_text_sha256) == (A_WEEK_BEFORE, "c" * 64)
        assert [(each.name, each.organisation, each.role) for each in dossier.referees] == [
            ("أمينة لحلو", "جمعية الخيط", ""),
            ("Projet Passerelles", "", "2021 – 2022"),
        ]


def test_the_same_key_again_gives_the_same_receipt_and_the_first_instant(database: Database, notice: Notice) -> None:
    first = send(database, notice)

    again = send(database, notice, at=A_WEEK_BEFORE + timedelta(hours=1))

    assert again == first
    assert counted(database) == (1, 2, 2, 1)


def test_a_retry_after_closing_still_gets_the_receipt(database: Database, notice: Notice) -> None:
    first = send(database, notice, at=CLOSING - MILLISECOND)

    again = send(database, notice, replace(SALMAS, timeliness=Timeliness.LATE), at=AFTER_CLOSING)

    assert again == first


@pytest.mark.parametrize(
    "other",
    [
        replace(SALMAS, name="Someone Else"),
        replace(SALMAS, files=(CV,)),
        replace(SALMAS, files=(replace(CV, sha256="d" * 64), LETTER)),
        replace(SALMAS, referees=()),
        replace(SALMAS, references_text="Three people"),
    ],
)
def test_the_same_key_with_another_content_is_refused(database: Database, notice: Notice, other: Submission) -> None:
    send(database, notice)

    with pytest.raises(KeyReused):
        send(database, notice, other)

    assert counted(database) == (1, 2, 2, 1)


def test_twenty_clicks_at_once_are_one_dossier(database: Database, notice: Notice) -> None:
    together = threading.Barrier(20)

    def click(_: int) -> Receipt:
        together.wait()
        return send(database, notice)

    with ThreadPoolExecutor(20) as clicks:
        receipts = list(clicks.map(click, range(20)))

    assert len({receipt.reference for receipt in receipts}) == 1
    assert counted(database) == (1, 2, 2, 1)


@pytest.mark.parametrize("channel", [Channel.FORM, Channel.API])
def test_the_web_refuses_what_is_late(sqlite_database: Database, notice: Notice, channel: Channel) -> None:
    late = replace(SALMAS, channel=channel, timeliness=Timeliness.LATE)

    with pytest.raises(DeadlinePassed) as refused:
        send(sqlite_database, notice, late, at=CLOSING)

    assert (refused.value.received_at, refused.value.closes_at) == (CLOSING, CLOSING)
    assert counted(sqlite_database) == (0, 0, 0, 0)


def test_late_mail_is_kept_and_flagged(sqlite_database: Database, notice: Notice) -> None:
    late = replace(SALMAS, channel=Channel.MAILBOX, timeliness=Timeliness.LATE)

    assert send(sqlite_database, notice, late, at=AFTER_CLOSING).timeliness is Timeliness.LATE


def test_a_failure_in_the_same_transaction_leaves_no_half_dossier(sqlite_database: Database, notice: Notice) -> None:
    def receive_until_the_power_goes() -> None:
        with sqlite_database.unit_of_work() as session:
            receive(session, SALMAS, notice, received_at=A_WEEK_BEFORE, now=A_WEEK_BEFORE)
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        receive_until_the_power_goes()

    assert counted(sqlite_database) == (0, 0, 0, 0)


def test_the_journal_tells_the_fact_and_not_the_person(sqlite_database: Database, notice: Notice) -> None:
    reference = send(sqlite_database, notice).reference

    with sqlite_database.reading_session() as session:
        entry = session.scalars(select(JournalEntry)).one()
    assert (entry.action, entry.actor, entry.reference) == ("dossier received", "candidate", reference)
    assert '"missing":""' in entry.facts
    assert SALMA.name not in entry.facts
    assert SALMA.email not in entry.facts


def test_only_the_holder_of_the_secret_finds_the_dossier(sqlite_database: Database, notice: Notice) -> None:
    reference = send(sqlite_database, notice).reference

    with sqlite_database.reading_session() as session:
        found = dossier_by_secret(session, "salma's secret")
        assert found is not None
        assert found.reference == reference
        assert dossier_by_secret(session, "another secret") is None


def test_a_dossier_is_withdrawn_once_until_closing(sqlite_database: Database, notice: Notice) -> None:
    reference = send(sqlite_database, notice).reference

    for at in (CLOSING - MILLISECOND, CLOSING):  # the second time changes nothing, even late
        with sqlite_database.unit_of_work() as session:
            dossier = dossier_by_reference(session, reference)
            assert dossier is not None
            withdraw(session, dossier, notice, now=at)
            assert dossier.withdrawn_at == CLOSING - MILLISECOND

    assert counted(sqlite_database) == (1, 2, 2, 2)


def test_nothing_is_withdrawn_at_closing(sqlite_database: Database, notice: Notice) -> None:
    reference = send(sqlite_database, notice).reference

    with sqlite_database.unit_of_work() as session:
        dossier = dossier_by_reference(session, reference)
        assert dossier is not None
        with pytest.raises(DeadlinePassed):
            withdraw(session, dossier, notice, now=CLOSING)
        assert dossier.withdrawn_at is None


@pytest.mark.parametrize(
    ("kinds", "has_referees", "missing"),
    [
        ({PieceKind.CV, PieceKind.LETTER, PieceKind.REFERENCES}, False, ()),
        ({PieceKind.CV, PieceKind.LETTER}, True, ()),
        ({PieceKind.CV}, False, (PieceKind.LETTER, PieceKind.REFERENCES)),
        (set(), False, (PieceKind.CV, PieceKind.LETTER, PieceKind.REFERENCES)),
    ],
)
def test_what_is_missing_is_said_in_the_order_of_the_notice(
    notice: Notice, kinds: set[PieceKind], has_referees: bool, missing: tuple[PieceKind, ...]
) -> None:
    assert missing_pieces(kinds, has_referees, notice) == missing


def test_the_closing_is_the_published_one(notice: Notice) -> None:
    assert notice.closes_at == datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
