"""A real SMTP server on loopback that does what it is told: refuse, hang, trickle, or cut the line at one exact place."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


@dataclass
class Orders:
    """What the server is told. Replies are given instead of a yes, once each if `times` is set."""

    greeting: str | None = None
    replies: dict[str, str] = field(default_factory=dict)  # by command: MAIL, RCPT, DATA, dot
    times: int | None = None
    cut: str | None = None  # greeting, MAIL, RCPT, DATA, body, dot, reply
    hang: str | None = None  # MAIL, DATA, dot
    drip: bool = False  # the reply to the dot comes one byte at a time
    on_data: Callable[[], None] | None = None  # called once, when the first DATA comes, before the reply
    on_dot: Callable[[], None] | None = None  # called when the whole letter is here, before the reply


class SmtpServer:
    """`with SmtpServer(Orders(...)) as server:` and then `server.port`; what it took responsibility for is in `inbox`."""

    def __init__(
        self,
        orders: Orders | None = None,
        *,
        tls: ssl.SSLContext | None = None,
        implicit_tls: bool = False,
        password: str | None = None,
    ) -> None:
        self.orders = orders or Orders()
        self.inbox: list[Envelope] = []
        self.conversations = 0
        self.seen_commands: list[str] = []
        self._tls = tls
        self._implicit_tls = implicit_tls
        self._password = password
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _listen(self) -> asyncio.Server:
        implicit = self._tls if self._implicit_tls else None
        return await self._loop.create_server(self._protocol, "127.0.0.1", 0, ssl=implicit)

    async def _close(self) -> None:
        self._server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _protocol(self) -> SMTP:
        starttls = self._tls if not self._implicit_tls else None
        options: dict[str, Any] = {}
        if self._password is not None:
            options = {"authenticator": self._authenticate, "auth_require_tls": False}
        return _Told(
            self, _Handler(self), tls_context=starttls, loop=self._loop, hostname="mail.example.org", **options
        )

    def _authenticate(
        self, _server: Any, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
    ) -> AuthResult:
        return AuthResult(success=data.password == (self._password or "").encode())

    def reply_to(self, command: str) -> str | None:
        """The reply ordered for `command`, used up when it was ordered a number of times."""
        ordered = self.orders.replies.get(command)
        if ordered is None or self.orders.times == 0:
            return None
        if self.orders.times is not None:
            self.orders.times -= 1
        return ordered


class _Told(SMTP):
    """aiosmtpd's server, cutting or hanging where ordered."""

    def __init__(self, told: SmtpServer, handler: _Handler, **options: Any) -> None:
        super().__init__(handler, **options)
        self._told = told

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._told.conversations += 1
        super().connection_made(transport)
        if self._told.orders.cut == "greeting":
            transport.abort()  # type: ignore[attr-defined]

    async def push(self, status: Any) -> None:
        greeting = self._told.orders.greeting
        if greeting and isinstance(status, str) and status.startswith("220 ") and "start TLS" not in status:
            status = greeting
        await super().push(status)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd's own name
        if await self._obstructed("MAIL"):
            return
        await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd's own name
        if await self._obstructed("RCPT"):
            return
        await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd's own name
        if await self._obstructed("DATA"):
            return
        on_data, self._told.orders.on_data = self._told.orders.on_data, None
        if on_data is not None:
            await asyncio.to_thread(on_data)
        if self._told.orders.cut == "body":
            await self.push("354 go on")
            await self._reader.read(200)
            self.transport.abort()
            return
        await super().smtp_DATA(arg)

    async def _obstructed(self, command: str) -> bool:
        orders = self._told.orders
        self._told.seen_commands.append(command)
        if orders.cut == command:
            self.transport.abort()
            return True
        if orders.hang == command:
            await asyncio.sleep(60)
        reply = self._told.reply_to(command)
        if reply is not None:
            await self.push(reply)
            return True
        return False


class _Handler:
    def __init__(self, told: SmtpServer) -> None:
        self._told = told

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        orders = self._told.orders
        if orders.cut == "dot":
            server.transport.abort()
            return "451 never sent"
        reply = self._told.reply_to("dot")
        if reply is not None:
            return reply
        if orders.hang == "dot":
            await asyncio.sleep(60)
        self._told.inbox.append(envelope)
        if orders.on_dot is not None:
            await asyncio.to_thread(orders.on_dot)
        if orders.cut == "reply":
            server.transport.abort()
        if orders.drip:
            for byte in b"250 taken, drop by drop\r":
                server.transport.write(bytes([byte]))
                await asyncio.sleep(0.002)
            return ""
        return "250 taken"
