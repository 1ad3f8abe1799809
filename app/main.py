"""create_app(settings): the only place where the web is put together."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from app.clock import now, use_pinned_zone_table
from app.db.open import migrate, open_database
from app.i18n.translate import LANGUAGES
from app.intake.orphans import UPLOADS_WAIT_FOR, sweep
from app.posting.read_notice import read_notice
from app.refusals import Refused
from app.settings import Settings
from app.vault.local import Vault
from app.web import assets
from app.web.api import dossiers, health
from app.web.candidate import routes as candidate
from app.web.depends import House
from app.web.direction import routes as direction
from app.web.pages import environment
from app.web.protection import BodyLimits, Doorkeeper, Entered, Headers, LastResortLayer
from app.web.refusals import show_broken, show_http_error, show_invalid_request, show_refusal

SECRET_BYTES = 32
TIDY_EVERY = timedelta(hours=1)

log = structlog.get_logger()


def create_app(settings: Settings) -> FastAPI:
    """The site over the data folder of `settings`: database opened and brought up to date, files swept, doors mounted.

    Raises DataInUse when another process serves the same folder, NoticeRefused for a notice that cannot be held to.
    """
    use_pinned_zone_table()
    configure_logs(json=settings.log_json)
    house = open_house(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        for language in LANGUAGES:
            environment(language)
        housekeeping = asyncio.create_task(keep_tidy(house))
        try:
            yield
        finally:
            housekeeping.cancel()
            with suppress(asyncio.CancelledError):
                await housekeeping
            house.database.close()

    app = FastAPI(
        title="Recrutement OMP",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        exception_handlers={
            Refused: show_refusal,
            HTTPException: show_http_error,
            RequestValidationError: show_invalid_request,
        },
        middleware=[
            Middleware(Entered),
            Middleware(Headers, https=settings.public_url.startswith("https://")),
            Middleware(GZipMiddleware, minimum_size=800),
            Middleware(LastResortLayer, refuse=show_refusal, broken=show_broken),
            Middleware(Doorkeeper, public_url=settings.public_url),
            Middleware(BodyLimits),
        ],
    )
    app.state.house = house
    _mount_doors(app)
    return app


def open_house(settings: Settings) -> House:
    """Everything the doors share, opened. The data folder is made when it is not there yet."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    notice = read_notice(settings.notice_path)
    database = open_database(settings.sqlalchemy_url)
    migrate(database)
    vault = Vault(settings.vault_dir)
    vault.sweep(untouched_since=now() - UPLOADS_WAIT_FOR)
    return House(
        settings=settings,
        database=database,
        vault=vault,
        notice=notice,
        secret=secret_key(settings),
        wake=lambda: None,
    )


async def keep_tidy(house: House) -> None:
    """Every hour, remove drafts nobody came back to and files that belong to nothing. Ends when cancelled."""
    while True:
        await asyncio.sleep(TIDY_EVERY.total_seconds())
        try:
            swept = await asyncio.to_thread(sweep, house.database, house.vault, now=now())
        except (Refused, SQLAlchemyError, OSError) as error:
            log.warning("housekeeping failed", kind=type(error).__name__)
        else:
            log.info("housekeeping", drafts=swept.drafts, files=swept.files, uploads=swept.uploads)


def secret_key(settings: Settings) -> bytes:
    """The key that signs forms: the one of the settings, else one made once and kept in the data folder."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    path = settings.data_dir / "secret.key"
    if not path.exists():
        _write_once(path, secrets.token_bytes(SECRET_BYTES))
    return path.read_bytes()


def configure_logs(*, json: bool) -> None:
    """Facts to stderr, one line each: JSON for machines, else for eyes. Never a name or an address."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([structlog.processors.format_exc_info] if json else []),
            structlog.processors.JSONRenderer() if json else _for_eyes(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        # Asked for at each line: whoever runs us (a test, a daemon) may put another stream in stderr's place.
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
    )
    # It writes a line for every malformed form; the answer says it already, and a vandal could fill the disk.
    logging.getLogger("python_multipart").setLevel(logging.ERROR)


def _for_eyes() -> structlog.dev.ConsoleRenderer:
    # The default prints every local variable of a traceback: names and addresses among them.
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)


def _mount_doors(app: FastAPI) -> None:
    app.include_router(assets.router)
    app.include_router(health.router)
    app.include_router(dossiers.router)
    app.include_router(candidate.entrance)
    for language in LANGUAGES:
        app.include_router(candidate.router, prefix=f"/{language}")
    app.include_router(direction.router)


def _write_once(path: Path, content: bytes) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return  # another process of ours was first; its key is as good
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
