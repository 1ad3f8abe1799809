"""One piece read: claimed, read behind walls, and its result kept with the right to keep it. The claim outlives a crash.

A piece whose child dies is tried again later, from the fourth time alone; when it has died twice alone, or would
surely die again, it is unreadable and a person opens it. The dossier stays valid all along.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app import __version__
from app.db.session import Database
from app.intake.complete import settle_kind
from app.intake.tables import Piece
from app.reading.isolated import ChildDied, as_reason, try_in_child
from app.reading.stored import to_bytes
from app.reading.tables import Reading
from app.reading.text import ReadText, Source
from app.reading.unreadable import Unreadable, Why
from app.vault.local import Vault
from app.work.claim import Claim, WorkState, claim_next, finish

log = structlog.get_logger()

TRIES_IN_COMPANY = 3
TRIES_ALONE = 2
_MOST_AT_ONCE = 500
_SEATS = 16


@dataclass(frozen=True, slots=True)
class _Taken:
    claim: Claim
    piece_id: int
    sha256: str
    file_name: str


def enqueue(session: Session, piece_ids: Iterable[int], *, now: datetime) -> None:
    """Add the rows that make these pieces be read. A piece that has its row already is left as it is."""
    rows = [
        {"piece_id": piece_id, "state": WorkState.PENDING, "attempts": 0, "not_before": now} for piece_id in piece_ids
    ]
    if not rows:
        return
    insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(insert(Reading).on_conflict_do_nothing(index_elements=["piece_id"]), rows)


def take_up_new_pieces(session: Session, *, now: datetime) -> int:
    """Enqueue pieces that nobody enqueued (intake does not know this room); at most 500, answers how many."""
    new = session.scalars(
        select(Piece.id)
        .outerjoin(Reading, Reading.piece_id == Piece.id)
        .where(Reading.id.is_(None), Piece.replaced_at.is_(None))
        .order_by(Piece.id)
        .limit(_MOST_AT_ONCE)
    ).all()
    enqueue(session, new, now=now)
    return len(new)


def read_next(database: Database, vault: Vault, *, now: datetime) -> bool:
    """Read the piece that has waited longest. False when nothing waits.

    Safe in several threads and processes; a result is written at most once.
    """
    taken = _take(database, now)
    if taken is None:
        return False
    if taken.claim.attempt > TRIES_IN_COMPANY + TRIES_ALONE:
        # It died so often that not even the refusal could be written: this process itself must have gone with it.
        outcome: ReadText | Unreadable | None = Unreadable(Why.TIMED_OUT, "every try ended without an answer")
    else:
        with _seat(alone=taken.claim.attempt > TRIES_IN_COMPANY):
            outcome = _attempt(vault, taken)
    if outcome is not None:
        _keep(database, taken, outcome, now)
    return True


def _take(database: Database, now: datetime) -> _Taken | None:
    with database.unit_of_work() as session:
        claim = claim_next(session, Reading, now=now)
        if claim is None and take_up_new_pieces(session, now=now):
            claim = claim_next(session, Reading, now=now)
        if claim is None:
            return None
        piece_id, sha256, file_name = session.execute(
            select(Piece.id, Piece.sha256, Piece.file_name)
            .join(Reading, Reading.piece_id == Piece.id)
            .where(Reading.id == claim.row_id)
        ).one()
        return _Taken(claim, piece_id, sha256, file_name)


def _attempt(vault: Vault, taken: _Taken) -> ReadText | Unreadable | None:
    """The document, why it cannot be read, or None to try again later."""
    last = taken.claim.attempt >= TRIES_IN_COMPANY + TRIES_ALONE
    try:
        return try_in_child(vault.read(taken.sha256), file_name=taken.file_name)
    except Unreadable as unreadable:
        return unreadable
    except FileNotFoundError:
        log.error(  # noqa: TRY400 - the trace says nothing more
            "a piece is missing in the vault", sha256=taken.sha256
        )
        return Unreadable(Why.DAMAGED, "missing in the vault") if last else None
    except ChildDied as dead:
        log.warning("a reading child died", sha256=taken.sha256, why=str(dead.died.why), attempt=taken.claim.attempt)
        return as_reason(dead.died) if last or dead.died.settled else None


def _keep(database: Database, taken: _Taken, outcome: ReadText | Unreadable, now: datetime) -> None:
    if isinstance(outcome, Unreadable):
        values: dict[str, Any] = {"why": outcome.why, "detail": outcome.detail}
    else:
        by_ocr = sum(page.source is Source.OCR for page in outcome.pages)
        values = {"text": to_bytes(outcome), "pages_count": len(outcome.pages), "ocr_pages_count": by_ocr}
    with database.unit_of_work() as session:
        kept = finish(session, Reading, taken.claim, state=WorkState.DONE, engine=__version__, read_at=now, **values)
        if kept and isinstance(outcome, ReadText):
            settle_kind(session, taken.piece_id, outcome.text)
    if not kept:
        log.info("a reading came too late and is discarded", sha256=taken.sha256)


_company = threading.BoundedSemaphore(_SEATS)
_lone = threading.Lock()


@contextmanager
def _seat(*, alone: bool) -> Iterator[None]:
    """A place to read in; `alone` waits for all places, so that nobody else can be what the file dies of."""
    if not alone:
        with _company:
            yield
        return
    with _lone:
        for _ in range(_SEATS):
            _company.acquire()
        try:
            yield
        finally:
            _company.release(_SEATS)
