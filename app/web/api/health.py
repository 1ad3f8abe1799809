"""Is the process alive, can it do its work, and how much has it done."""

from __future__ import annotations

import hmac
import ipaddress

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from app.db.open import ROOT
from app.intake.tables import Dossier, Message, Piece
from app.mailing.tables import Letter
from app.reading.tables import Reading
from app.refusals import Refused
from app.web.depends import House, Now, ReadSession, TheHouse

router = APIRouter()


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """The process answers. Touches nothing else."""
    return {"status": "ok"}


@router.get("/readyz")
def ready(house: TheHouse) -> JSONResponse:
    """Whether a dossier sent now could be kept; 503 with the faults otherwise."""
    faults = _faults(house)
    return JSONResponse({"status": "not ready" if faults else "ready", "faults": faults}, 503 if faults else 200)


def _faults(house: House) -> list[str]:
    faults = []
    try:
        with house.database.reading.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
        if found != _newest_revision():
            faults.append("the database's schema is not the one of this version")
    except SQLAlchemyError:
        faults.append("the database does not answer")
    try:
        house.vault.require_room()
    except (Refused, OSError):
        faults.append("no room left for files")
    return faults


def _newest_revision() -> str | None:
    config = Config(str(ROOT / "alembic.ini"))
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return ScriptDirectory.from_config(config).get_current_head()


@router.get("/metrics")
def metrics(request: Request, house: TheHouse, session: ReadSession, now: Now) -> Response:
    """Counts in Prometheus' words, for who holds the token; without a token, for this machine only."""
    if not _may_see_metrics(request, house):
        raise HTTPException(404)
    return Response(generate_latest(_counts(session, house, now.timestamp())), media_type=CONTENT_TYPE_LATEST)


def _may_see_metrics(request: Request, house: House) -> bool:
    token = house.settings.metrics_token
    if token is not None:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token.get_secret_value()}".encode())
    # Behind a proxy every client looks like this machine; the proxy's header gives it away.
    forwarded = "x-forwarded-for" in request.headers or "forwarded" in request.headers
    return not forwarded and request.client is not None and _is_loopback(request.client.host)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _counts(session: Session, house: House, now: float) -> CollectorRegistry:
    registry = CollectorRegistry()
    for name, explanation, column in (
        ("omp_dossiers", "Dossiers kept, by channel", Dossier.channel),
        ("omp_pieces", "Pieces kept, by kind", Piece.kind),
        ("omp_readings", "Pieces by state of reading", Reading.state),
        ("omp_messages", "Messages of the mailbox, by what became of them", Message.state),
        ("omp_letters", "Letters by state", Letter.state),
    ):
        gauge = Gauge(name, explanation, [column.key], registry=registry)
        for value, count in session.execute(select(column, func.count()).group_by(column)):
            gauge.labels(value).set(count)
    closing = Gauge("omp_seconds_to_closing", "Seconds until the notice closes; negative after", registry=registry)
    closing.set(house.notice.closes_at.timestamp() - now)
    return registry
