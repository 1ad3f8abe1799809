"""`serve`: the site, and on one machine the worker inside it."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import os
import resource
import signal
import socket
import sys
from collections.abc import MutableMapping
from datetime import timedelta
from types import FrameType
from typing import Any

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from app.clock import now
from app.main import create_app
from app.pipeline import Means, mail_server, recover, steps
from app.settings import Settings
from app.work.local import LocalExecutor

# What is still being read then is read at the next start; a letter in mid-air is accounted for.
STOP_WITHIN = timedelta(seconds=20)
GRACEFUL_SECONDS = 15
OPEN_FILES_WANTED = 65_536
HIGHEST_PORT = 65_535
_BODY_METHODS = frozenset({"POST", "PUT", "PATCH"})


def run(settings: Settings, *, host: str, port: int) -> int:
    """Serve until SIGTERM or Ctrl-C. 2 when the address is taken or the mail settings are unsafe."""
    listening = listen(host, port)
    if listening is None:
        return 2
    with listening:
        return serve_on(settings, listening)


def listen(host: str, port: int) -> socket.socket | None:
    """A socket that listens there, or None after saying on stderr why there is none."""
    if not 0 <= port <= HIGHEST_PORT:
        print(f"cannot serve on {host}:{port}: a port is a number from 0 to {HIGHEST_PORT}", file=sys.stderr)
        return None
    try:
        return socket.create_server((host, port), backlog=2048)
    except socket.gaierror:
        why = "no such host"
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
    print(f"cannot serve on {host}:{port}: {why}", file=sys.stderr)
    return None


def serve_on(settings: Settings, listening: socket.socket) -> int:
    """The same over a socket that already listens."""
    raise_open_files_limit()
    app = create_app(settings)
    house = app.state.house
    try:
        server = mail_server(settings, house.notice)
    except ValueError as error:
        house.database.close()
        print(error, file=sys.stderr)
        return 2
    if not settings.database_url:  # SQLite: the lock says that nobody else is at work
        recover(house.database, now=now())
    means = Means(
        house.database, house.vault, house.notice, server, readers=settings.readers, prints=settings.pages_dir
    )
    executor = LocalExecutor(steps(means), now=now)
    app.state.house = dataclasses.replace(house, wake=executor.wake)
    app.state.executor = executor
    _serve(settings, WithWorker(app, executor), listening)
    return 0


class WithWorker:
    """The site with the executor inside: begins after the site is up, ends before the site lets go of the database.

    It also counts uploads on their way in, which reading rests for, and wakes the executor after each change.
    """

    def __init__(self, app: FastAPI | ASGIApp, executor: LocalExecutor) -> None:
        self._app = app
        self._executor = executor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(scope, receive, send)
        elif scope["type"] == "http" and scope["method"] in _BODY_METHODS:
            with self._executor.uploads.one() if _is_upload(scope) else contextlib.nullcontext():
                await self._app(scope, receive, send)
            self._executor.wake()  # whatever was committed may be work
        else:
            await self._app(scope, receive, send)

    async def _live(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def receive_after_work() -> MutableMapping[str, Any]:
            message = await receive()
            if message["type"] == "lifespan.shutdown":
                await asyncio.to_thread(self._executor.stop, within=STOP_WITHIN)
            return message

        async def send_and_start(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "lifespan.startup.complete":
                self._executor.start()
            await send(message)

        await self._app(scope, receive_after_work, send_and_start)


def raise_open_files_limit() -> int:
    """Allow as many open files as the system lets us (a default of 1,024 breaks a burst of uploads); the new limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES_WANTED if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES_WANTED)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return soft


def _serve(settings: Settings, app: ASGIApp, listening: socket.socket) -> None:
    config = uvicorn.Config(
        app,
        lifespan="on",
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=True,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        timeout_graceful_shutdown=GRACEFUL_SECONDS,
        timeout_keep_alive=20,
    )
    # uvicorn raises the signal again once it has shut down; without a handler that would end the process at once.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _already_stopping)
    uvicorn.Server(config).run(sockets=[listening])


def _already_stopping(_number: int, _frame: FrameType | None) -> None:
    """Nothing is left to do: the server has stopped because of this signal."""


def _is_upload(scope: Scope) -> bool:
    kind = dict(scope["headers"]).get(b"content-type", b"")
    return bool(kind) and not kind.startswith(b"application/x-www-form-urlencoded")
