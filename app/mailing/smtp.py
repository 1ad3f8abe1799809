"""Hands one envelope to a mail server and says what is known afterwards. The only door to aiosmtplib.

The final dot goes over by itself, after everything before it has left: a connection that dies earlier has
delivered nothing and the letter may be tried again; one that dies later is `Uncertain`. aiosmtplib's own
`data()` writes body and dot together and raises the same exception for both.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field

import aiosmtplib
from aiosmtplib.protocol import SMTPProtocol

from app.mailing.letters import Stage
from app.mailing.render import Envelope

SLICE_BYTES = 16 * 1024
GOODBYE_SECONDS = 1.0
# 5xx codes that speak of our own account or of encryption, not of this letter: an operator mends them.
_OURS_TO_MEND = frozenset({523, 530, 534, 535, 538})
_OVER_QUOTA = re.compile(r"^[45]\.4\.5\b")
_FIRST_LINE_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed over. `security` is `starttls`, `tls`, or `none` (this machine only).

    `patience_seconds` bounds the whole conversation before the final dot, and again the wait after it.
    """

    host: str
    port: int
    sender: str
    reply_to: str
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = "starttls"
    patience_seconds: float = 25.0
    trust: ssl.SSLContext | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.security not in {"starttls", "tls", "none"}:
            raise ValueError(f"unknown security: {self.security}")
        if self.security == "none" and (self.password or not _is_this_machine(self.host)):
            raise ValueError("letters leave this machine encrypted, or not at all")


@dataclass(frozen=True, slots=True)
class Delivered:
    """The server took responsibility for the letter."""

    reply: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """The server will never take this letter."""

    stage: Stage
    code: int
    reply: str


@dataclass(frozen=True, slots=True)
class Deferred:
    """Nothing was delivered; trying later is safe."""

    stage: Stage
    reply: str


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The final dot left and no answer came: the letter may have arrived."""

    stage: Stage
    reply: str


Outcome = Delivered | Rejected | Deferred | Uncertain


def send(envelope: Envelope, server: MailServer, *, may_finish: Callable[[], bool] = lambda: True) -> Outcome:
    """Hold one conversation with `server`. Raises nothing that a server or a network can cause.

    `may_finish` is asked once, when all but the final dot has left: it records that the dot is next and
    answers whether this sender still holds the letter. False breaks off, and nothing is delivered.
    """
    return asyncio.run(_Conversation(envelope, server, may_finish).hold())


class _Conversation:
    """One attempt. `stage` is how far it got; `dot_written` parts what is safe to repeat from what is not."""

    def __init__(self, envelope: Envelope, server: MailServer, may_finish: Callable[[], bool]) -> None:
        self._envelope = envelope
        self._server = server
        self._may_finish = may_finish
        self.stage = Stage.CONNECT
        self.dot_written = False
        self._line_broken = False

    async def hold(self) -> Outcome:
        client = aiosmtplib.SMTP(
            hostname=self._server.host,
            port=self._server.port,
            use_tls=self._server.security == "tls",
            start_tls=False,
            tls_context=self._trust() if self._server.security == "tls" else None,
            timeout=self._server.patience_seconds,
            local_hostname="localhost",
        )
        try:
            async with asyncio.timeout(self._server.patience_seconds):
                await self._introduce(client)
                await self._address(client)
                protocol = await self._write_body(client)
                still_ours = await asyncio.to_thread(self._may_finish)
            if not still_ours:
                self._line_broken = True  # in the middle of a letter there is no goodbye
                return Deferred(self.stage, "another sender holds this letter")
            if not protocol.is_connected:
                return Deferred(self.stage, "connection lost before the final dot")
            async with asyncio.timeout(self._server.patience_seconds):
                return await self._finish(protocol)
        except aiosmtplib.SMTPResponseException as error:
            return self._judge(error.code, error.message)
        except (aiosmtplib.SMTPException, OSError, ssl.SSLError, TimeoutError) as error:
            return self._broken(error)
        except ValueError as error:  # a reply, or a command made from one, that no protocol allows
            return self._broken(error)
        finally:
            await self._leave(client)

    async def _introduce(self, client: aiosmtplib.SMTP) -> None:
        await client.connect()
        await client.ehlo()
        if self._server.security == "starttls":
            self.stage = Stage.ENCRYPTION
            await client.starttls(tls_context=self._trust(), server_hostname=self._server.host)
            await client.ehlo()
        if self._server.user:
            self.stage = Stage.SIGN_IN
            await client.login(self._server.user, self._server.password)

    async def _address(self, client: aiosmtplib.SMTP) -> None:
        self.stage = Stage.SENDER
        await client.mail(self._envelope.sender)
        self.stage = Stage.RECIPIENT
        await client.rcpt(self._envelope.recipient)

    async def _write_body(self, client: aiosmtplib.SMTP) -> SMTPProtocol:
        """Send all but the final dot and wait until the system has taken it."""
        self.stage = Stage.BODY
        answer = await client.execute_command(b"DATA")
        if answer.code != 354:
            raise aiosmtplib.SMTPDataError(answer.code, answer.message)
        protocol = client.protocol
        assert protocol is not None, "a server that answered is connected"
        body = re.sub(rb"(?m)^\.", b"..", self._envelope.content)
        for start in range(0, len(body), SLICE_BYTES):
            protocol.write(body[start : start + SLICE_BYTES])
            await _drained(protocol)
        return protocol

    async def _finish(self, protocol: SMTPProtocol) -> Outcome:
        self.stage = Stage.FINAL_DOT
        self.dot_written = True
        protocol.write(b".\r\n")
        answer = await protocol.read_response(timeout=self._server.patience_seconds)
        if 200 <= answer.code < 300:
            return Delivered(_first_line(answer.code, answer.message))
        return self._judge(answer.code, answer.message)

    async def _leave(self, client: aiosmtplib.SMTP) -> None:
        """Say goodbye to a server that still talks, and drop the line. Nothing here changes the outcome."""
        transport = client.protocol.transport if client.protocol else None
        if client.is_connected and not self._line_broken:
            with contextlib.suppress(aiosmtplib.SMTPException, OSError, TimeoutError, ValueError):
                await client.quit(timeout=GOODBYE_SECONDS)
        client.close()
        if isinstance(transport, asyncio.WriteTransport):
            transport.abort()  # a polite end of TLS would outlive the event loop
            await asyncio.sleep(0)

    def _judge(self, code: int, message: str) -> Outcome:
        """What a reply that is not a yes means at this stage."""
        said = _first_line(code, message)
        if not 400 <= code < 600:
            return Uncertain(self.stage, said) if self.dot_written else Deferred(self.stage, said)
        about_the_letter = self.stage in {Stage.SENDER, Stage.RECIPIENT, Stage.BODY, Stage.FINAL_DOT}
        if code < 500 or not about_the_letter or code in _OURS_TO_MEND or _OVER_QUOTA.match(message):
            return Deferred(self.stage, said)
        return Rejected(self.stage, code, said)

    def _broken(self, error: Exception) -> Outcome:
        self._line_broken = True
        said = f"{type(error).__name__}: {error}".splitlines()[0][:_FIRST_LINE_CHARACTERS]
        return Uncertain(self.stage, said) if self.dot_written else Deferred(self.stage, said)

    def _trust(self) -> ssl.SSLContext:
        return self._server.trust or ssl.create_default_context()


async def _drained(protocol: SMTPProtocol) -> None:
    """Wait until nothing is left in our own buffer. Raises SMTPServerDisconnected when the line is gone."""
    while protocol.is_connected:
        transport = protocol.transport
        assert isinstance(transport, asyncio.WriteTransport)
        if transport.get_write_buffer_size() == 0:
            await asyncio.sleep(0)
            return
        await asyncio.sleep(0.005)
    raise aiosmtplib.SMTPServerDisconnected("connection lost while the letter was going over")


def _first_line(code: int, message: str) -> str:
    words = "".join(c if c.isprintable() else " " for c in message.splitlines()[0]) if message else ""
    return f"{code} {words}".strip()[:_FIRST_LINE_CHARACTERS]


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
