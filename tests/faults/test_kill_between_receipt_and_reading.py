"""The served process is killed for real after a receipt was given and before the files were read."""

from __future__ import annotations

import hashlib
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.intake.tables import Dossier, Piece
from app.mailing.letters import LetterKind
from app.mailing.tables import Letter
from app.reading.tables import Reading
from app.screening.tables import JudgementRow, ScreeningRow
from tests.fakes.service import ROOT, Service

ANAS = ROOT / "app" / "demo" / "pieces" / "anas-serghini"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    made = Service(tmp_path / "data")
    made.start()
    yield made
    made.__exit__(None, None, None)


def _files() -> dict[str, tuple[str, bytes]]:
    """Two real documents of the demonstration, PDF."""
    cv, letter = ANAS / "cv.pdf", ANAS / "letter.pdf"
    return {"cv": ("cv.pdf", cv.read_bytes()), "letter": ("lettre.pdf", letter.read_bytes())}


def _apply(service: Service, key: str) -> dict[str, object]:
    answer = httpx2.post(
        f"{service.url}/api/v1/dossiers",
        data={"name": "Salma Bennani", "email": "salma@example.org", "phone": "0612345678", "consent": "yes"},
        files=_files(),
        headers={"Idempotency-Key": key},
        timeout=60,
    )
    assert answer.status_code == 201, answer.text
    receipt: dict[str, object] = answer.json()
    return receipt


@contextmanager
def _an_upload_on_its_way(service: Service) -> Iterator[None]:
    """Another candidate's upload that trickles in: the service rests its readers meanwhile."""
    with socket.create_connection(("127.0.0.1", service.port)) as slow:
        slow.sendall(
            b"POST /api/v1/dossiers HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\n"
            b"Content-Length: 100000\r\n\r\n--x\r\n"
        )
        time.sleep(0.3)
        yield


def _wait(service: Service, condition: Callable[[Session], bool], seconds: float = 90.0) -> None:
    ends = time.monotonic() + seconds
    with service.looking() as database:
        while True:
            with database.reading_session() as session:
                if condition(session):
                    return
            assert time.monotonic() < ends, f"it did not happen within {seconds} s:\n{service.log[-4000:]}"
            time.sleep(0.2)


def _screened(session: Session) -> bool:
    return session.scalar(select(ScreeningRow.state)) == "done"


def _what_is_kept(service: Service) -> dict[str, object]:
    with service.looking() as database, database.reading_session() as session:
        screening = session.execute(select(ScreeningRow.state, ScreeningRow.attempts)).all()
        return {
            "dossiers": session.scalars(select(Dossier.reference)).all(),
            "pieces": session.scalars(select(Piece.sha256).order_by(Piece.position)).all(),
            "readings": [
                (state, why) for state, why in session.execute(select(Reading.state, Reading.why).order_by(Reading.id))
            ],
            "screenings": [state for state, _ in screening],
            "judgements": session.scalar(select(func.count()).select_from(JudgementRow)),
            "receipts": session.scalar(select(func.count()).where(Letter.kind == LetterKind.RECEIPT)),
        }


def _everything_once(receipt: dict[str, object]) -> dict[str, object]:
    return {
        "dossiers": [receipt["reference"]],
        "pieces": [hashlib.sha256(content).hexdigest() for _, content in _files().values()],
        "readings": [("done", None), ("done", None)],
        "screenings": ["done"],
        "judgements": 12,
        "receipts": 1,
    }


def test_a_dossier_receipted_before_a_kill_is_there_read_and_screened_once_after_a_restart(service: Service) -> None:
    with _an_upload_on_its_way(service):
        receipt = _apply(service, "first")
        service.kill()
    before = _what_is_kept(service)
    assert (before["dossiers"], before["screenings"]) == ([receipt["reference"]], [])
    assert ("done", None) not in before["readings"]  # type: ignore[operator]
    service.start()
    _wait(service, _screened)
    assert _apply(service, "first") == receipt
    assert service.stop() == 0
    assert _what_is_kept(service) == _everything_once(receipt)


def test_a_kill_in_the_middle_of_reading_leaves_every_piece_read_once(service: Service) -> None:
    receipt = _apply(service, "second")
    _wait(service, lambda session: session.scalar(select(func.count()).where(Reading.token.is_not(None))) != 0, 30)
    service.kill()
    service.start()
    _wait(service, _screened)
    assert service.stop() == 0
    assert _what_is_kept(service) == _everything_once(receipt)
