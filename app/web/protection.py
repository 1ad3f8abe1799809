"""What stands between the network and the doors: one pure ASGI layer each, outermost first in `LAYERS`.

Every answer passes through `Headers`, those of the last resort too.
"""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import secure
from fastapi import HTTPException, Request, Response
from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.clock import now
from app.refusals import Refused
from app.web.form_token import ForgedForm, came_from_elsewhere

MEGABYTE = 1024 * 1024
SMALL_BODY_BYTES = 256 * 1024
# Six files of 10 MB and the words around them.
WIDE_BODY_BYTES = 64 * MEGABYTE
TAKES_FILES = frozenset({"/fr/postuler", "/ar/postuler", "/api/v1/dossiers"})

# uvicorn waits for a body for ever; nobody on a weak link is cut as long as something arrives.
IDLE_SECONDS = 30.0
TOTAL_SECONDS = 600.0

# A cybercafé is one address: thirty people filling in the form stay far below these.
LIMITS: dict[str, tuple[RateLimitItem, ...]] = {
    "write": (RateLimitItemPerSecond(30, 1), RateLimitItemPerMinute(300)),
    "read": (RateLimitItemPerSecond(100, 1), RateLimitItemPerMinute(1800)),
}

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class RequestTooLarge(Refused):
    """The body is longer than this address takes."""


class RequestTooSlow(Refused):
    """The body stopped coming, or took too long as a whole."""


class TooManyRequests(Refused):
    """This network asks too often."""


class AmbiguousLength(Refused):
    """Both a length and a chunked body were declared: two servers in a row would read two different requests."""


class UnknownHost(Refused):
    """The Host header is not a name of ours: somebody plays with links."""


Refusing = Callable[[Request, Exception], Awaitable[Response]]
LastResort = Callable[[Request, Exception], Response]


class Entered:
    """Stamps the instant of the request before anything is awaited: this stamp decides « avant 16h00 »."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope["entered_at"] = now()
        await self.app(scope, receive, send)


class Headers:
    """Security headers on every answer, and no-store wherever a route did not say otherwise."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.headers = security_headers(https=https)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class LastResortLayer:
    """Turns refusals of the layers into pages, and any other exception into an incident with a number."""

    def __init__(self, app: ASGIApp, *, refuse: Refusing, broken: LastResort) -> None:
        self.app = app
        self.refuse = refuse
        self.broken = broken

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_and_remember(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, send_and_remember)
        except ClientDisconnect:
            return  # nobody is left to answer
        except Refused as refusal:
            if started or scope["type"] != "http":
                raise
            await (await self.refuse(Request(scope), refusal))(scope, receive, send)
        except Exception as error:
            if started or scope["type"] != "http":
                raise
            await self.broken(Request(scope), error)(scope, receive, send)


class Doorkeeper:
    """Host, rate and origin: refused before a byte of the body is read."""

    def __init__(self, app: ASGIApp, *, public_url: str) -> None:
        self.app = app
        self.hosts = {"localhost", (urlsplit(public_url).hostname or "").lower()}
        self.limiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            request = Request(scope)
            if not self._is_ours(request.headers.get("host", "")):
                raise UnknownHost
            if not self._may_ask(request):
                raise TooManyRequests
            if request.method not in SAFE_METHODS and not _is_for_programs(request) and came_from_elsewhere(request):
                raise ForgedForm
        await self.app(scope, receive, send)

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in self.hosts or _is_address(name)

    def _may_ask(self, request: Request) -> bool:
        network = _network(request.client.host if request.client else "")
        if network is None:
            return True
        kind = "read" if request.method in SAFE_METHODS else "write"
        return all(self.limiter.hit(item, kind, network) for item in LIMITS[kind])


class BodyLimits:
    """A body has a length and a time. Both ends are ours: neither the framework nor the server cuts by itself."""

    def __init__(
        self, app: ASGIApp, *, idle_seconds: float = IDLE_SECONDS, total_seconds: float = TOTAL_SECONDS
    ) -> None:
        self.app = app
        self.idle_seconds = idle_seconds
        self.total_seconds = total_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        allowed = WIDE_BODY_BYTES if scope["path"] in TAKES_FILES else SMALL_BODY_BYTES
        headers = dict(scope["headers"])
        if b"content-length" in headers and b"transfer-encoding" in headers:
            raise AmbiguousLength
        declared = headers.get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > allowed:
            raise RequestTooLarge
        ends = time.monotonic() + self.total_seconds
        came, complete = 0, False

        async def receive_within_limits() -> Message:
            nonlocal came, complete
            if complete:
                return await receive()
            try:
                message = await asyncio.wait_for(receive(), min(self.idle_seconds, max(0.0, ends - time.monotonic())))
            except TimeoutError:
                # The framework keeps HTTP errors of the body as they are and turns any other into « 400 ».
                raise HTTPException(408) from RequestTooSlow()
            came += len(message.get("body", b""))
            complete = not message.get("more_body", False)
            if came > allowed:
                raise HTTPException(413) from RequestTooLarge()
            return message

        await self.app(scope, receive_within_limits, send)


def security_headers(*, https: bool) -> dict[str, str]:
    """The headers of every answer. Nothing from elsewhere, nothing inline, no frame, no referrer to other sites."""
    policy = (
        secure.ContentSecurityPolicy()
        .default_src("'none'")
        .img_src("'self'")
        .style_src("'self'")
        .script_src("'self'")
        .connect_src("'self'")
        .form_action("'self'")
        .base_uri("'none'")
        .frame_ancestors("'none'")
    )
    made = secure.Secure(
        csp=policy,
        coop=secure.CrossOriginOpenerPolicy().same_origin(),
        corp=secure.CrossOriginResourcePolicy().same_origin(),
        # no-referrer would turn the Origin of our own forms into « null ».
        referrer=secure.ReferrerPolicy().same_origin(),
        permissions=secure.PermissionsPolicy().camera().microphone().geolocation(),
        xcto=secure.XContentTypeOptions().nosniff(),
        xfo=secure.XFrameOptions().deny(),
        hsts=secure.StrictTransportSecurity().max_age(31_536_000).include_subdomains() if https else None,
    )
    return dict(made.headers) | {"Cache-Control": "no-store"}


def _is_for_programs(request: Request) -> bool:
    # No cookie is ever read there, so there is nothing to forge.
    path: str = request.scope["path"]
    return path.startswith("/api/")


def _is_address(name: str) -> bool:
    # A bare address cannot be rebound to another machine, and links in letters come from the settings.
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _network(client: str) -> str | None:
    """What is counted together: an IPv4 address, an IPv6 /64; None for this machine itself and unnamed sockets."""
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return None
    if address.is_loopback:
        return None
    if address.version == 6:
        return str(ipaddress.ip_network(f"{address}/64", strict=False))
    return str(address)
