"""The demonstration's mailbox: takes every letter on loopback, keeps it on this machine, shows it. Nothing goes further.

Two doors: SMTP for the service, and a small site of its own for the person who wants to see what was sent. A
letter's HTML is shown inside a frame that may load nothing and run nothing.
"""

from __future__ import annotations

import asyncio
import secrets
import socket
import threading
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType
from typing import Self

import uvicorn
from aiosmtpd.smtp import SMTP, Envelope, Session
from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from app.i18n.translate import day, hour_to_the_second

TEMPLATES = Path(__file__).parent / "templates"
MAX_LETTER_BYTES = 5 * 1024 * 1024
_PAGE_POLICY = "default-src 'none'; style-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"
_LETTER_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@dataclass(frozen=True, slots=True)
class Caught:
    """One letter as it came over the wire. `number` counts from 1."""

    number: int
    sender: str
    recipients: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        """The letter read back."""
        read = message_from_bytes(self.content, policy=policy.default)
        assert isinstance(read, EmailMessage)
        return read

    @property
    def subject(self) -> str:
        """The subject, decoded."""
        return str(self.message["Subject"] or "")

    @property
    def dated(self) -> str:
        """The letter's own date in legal time, or nothing."""
        header = self.message["Date"]
        instant: datetime | None = getattr(header, "datetime", None)
        return f"{day(instant, 'fr')}, {hour_to_the_second(instant, 'fr')}" if instant and instant.tzinfo else ""

    def body(self, kind: str) -> str:
        """The `plain` or `html` body, or nothing."""
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part is not None else ""


class MailCatcher:
    """`with MailCatcher(folder) as catcher:` listens on loopback until the block ends.

    `smtp_port` and `web_port` are asked for first; when one is taken the system gives another. Letters of an
    earlier demonstration in the same folder are there again.
    """

    def __init__(self, folder: Path, *, smtp_port: int = 1025, web_port: int = 8025) -> None:
        self._folder = folder
        self._smtp_socket = _listen(smtp_port)
        self._web_socket = _listen(web_port)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="mail-catcher", daemon=True)
        self._web = uvicorn.Server(
            uvicorn.Config(self.site(), log_level="warning", access_log=False, server_header=False, lifespan="off")
        )
        self._web_thread = threading.Thread(
            target=self._web.run, kwargs={"sockets": [self._web_socket]}, name="mail-catcher-page", daemon=True
        )
        folder.mkdir(parents=True, exist_ok=True)
        self._letters = [_read(path) for path in sorted(folder.glob("*.eml"))]

    @property
    def smtp_port(self) -> int:
        """Where letters are handed over."""
        return int(self._smtp_socket.getsockname()[1])

    @property
    def web_url(self) -> str:
        """Where they can be looked at."""
        return f"http://127.0.0.1:{self._web_socket.getsockname()[1]}"

    @property
    def letters(self) -> tuple[Caught, ...]:
        """What was caught, oldest first."""
        return tuple(self._letters)

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(10)
        self._web_thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._web.should_exit = True
        self._web_thread.join(10)
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        self._web_socket.close()

    def site(self) -> Starlette:
        """The pages: the list, one letter, its HTML in a frame, its source."""
        return Starlette(
            routes=[
                Route("/", self._show_list),
                Route("/style.css", _show_style),
                Route("/{number:int}", self._show_letter),
                Route("/{number:int}/html", self._show_html),
                Route("/{number:int}/source", self._show_source),
            ]
        )

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's own name
        """Keep one letter; aiosmtpd calls this when the final dot has come."""
        content = envelope.original_content or b""
        caught = Caught(len(self._letters) + 1, envelope.mail_from or "", tuple(envelope.rcpt_tos), content)
        await asyncio.to_thread(_write, self._folder, caught)
        self._letters.append(caught)
        return "250 kept on this machine"

    async def _open(self) -> None:
        self._server = await self._loop.create_server(
            lambda: SMTP(self, loop=self._loop, data_size_limit=MAX_LETTER_BYTES, hostname="demonstration"),
            sock=self._smtp_socket,
        )

    async def _close(self) -> None:
        self._server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _show_list(self, _request: Request) -> Response:
        return _page("list.html", letters=list(reversed(self._letters)))

    async def _show_letter(self, request: Request) -> Response:
        return _page("letter.html", letter=self._asked(request))

    async def _show_html(self, request: Request) -> Response:
        return HTMLResponse(self._asked(request).body("html"), headers=_headers(_LETTER_POLICY))

    async def _show_source(self, request: Request) -> Response:
        source = self._asked(request).content.decode("ascii", "replace")
        return PlainTextResponse(source, headers=_headers(_LETTER_POLICY))

    def _asked(self, request: Request) -> Caught:
        number: int = request.path_params["number"]
        if not 1 <= number <= len(self._letters):
            raise HTTPException(404)
        return self._letters[number - 1]


async def _show_style(_request: Request) -> Response:
    return Response((TEMPLATES / "style.css").read_text(encoding="utf-8"), media_type="text/css")


def _page(template: str, **facts: object) -> Response:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(["html"]))
    return HTMLResponse(environment.get_template(template).render(facts), headers=_headers(_PAGE_POLICY))


def _headers(content_policy: str) -> dict[str, str]:
    return {
        "Content-Security-Policy": content_policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }


def _write(folder: Path, caught: Caught) -> None:
    head = f"X-Caught-From: {caught.sender}\r\nX-Caught-To: {','.join(caught.recipients)}\r\n"
    unfinished = folder / f".{secrets.token_hex(8)}"
    unfinished.write_bytes(head.encode() + caught.content)
    unfinished.rename(folder / f"{caught.number:06d}.eml")


def _read(path: Path) -> Caught:
    sender, recipients, content = path.read_bytes().split(b"\r\n", 2)
    return Caught(
        int(path.stem),
        sender.partition(b": ")[2].decode(),
        tuple(recipients.partition(b": ")[2].decode().split(",")),
        content,
    )


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError:
        return socket.create_server(("127.0.0.1", 0))
