"""Requests that no browser would write, sent byte by byte to the real server."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from app.main import create_app
from app.settings import Settings

CRLF = b"\r\n"
FORM = b"multipart/form-data; boundary=b"


@pytest.fixture
def port(settings: Settings) -> Iterator[int]:
    """The port of a real server over a fresh house."""
    server = uvicorn.Server(uvicorn.Config(create_app(settings), log_level="critical", lifespan="on"))
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(10)
    listening.close()


def say(port: int, *parts: bytes, seconds: float = 5) -> bytes:
    """Send `parts` and return what comes back until the server closes, or is silent for `seconds`."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as line:
        for part in parts:
            line.sendall(part)
        came = b""
        try:
            while chunk := line.recv(65536):
                came += chunk
        except (TimeoutError, ConnectionResetError):
            pass
        return came


def request(*headers: bytes, path: bytes = b"/api/v1/dossiers", body: bytes = b"") -> bytes:
    """A POST with these headers and this body, whatever they claim."""
    start = b"POST " + path + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nIdempotency-Key: k\r\n"
    return start + b"".join(header + CRLF for header in headers) + CRLF + body


@pytest.mark.parametrize(
    "sent",
    [
        request(
            b"Content-Type: " + FORM,
            b"Content-Length: 5",
            b"Transfer-Encoding: chunked",
            body=b"0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
        ),
        request(b"Content-Type: " + FORM, b"Content-Length: 5", b"Content-Length: 6", body=b"xxxxx"),
        request(b"Content-Type: " + FORM, b"Content-Length: -5", body=b"xxxxx"),
        request(b"Content-Type: " + FORM, b"Content-Length: x", body=b"xxxxx"),
        request(b"Content-Type: " + FORM, b"Transfer-Encoding: chunked", body=b"zz\r\nxxxxx\r\n0\r\n\r\n"),
        request(b"Content-Type: " + FORM, b"Content-Length: 99999999999", body=b"xxxxx"),
        request(b"X: " + b"x" * 200_000),
        b"GET /fr/ HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
        b"GET /fr/ HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET " + b"/" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    ],
    ids=[
        "length and chunks",
        "two lengths",
        "negative length",
        "no number",
        "bad chunk",
        "too long",
        "endless header",
        "two hosts",
        "no such version",
        "tls on a plain port",
        "endless path",
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_and_the_line_closed(port: int, sent: bytes) -> None:
    answer = say(port, sent)

    assert answer.partition(b" ")[2][:3] in {b"400", b"404", b"413", b"414", b"431", b""}
    assert answer.count(b"HTTP/1.1 ") <= 1  # nothing after it was taken for a second request
    assert b" 200 OK" in say(port, b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")


def test_a_sender_who_hangs_up_leaves_nothing_behind(port: int, settings: Settings) -> None:
    begun = request(
        b"Content-Type: " + FORM,
        b"Content-Length: 100000",
        body=b'--b\r\nContent-Disposition: form-data; name="cv"; filename="cv.pdf"\r\n\r\n%PDF-1.4',
    )
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(begun)

    assert b" 200 OK" in say(port, b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    assert [path for path in settings.vault_dir.rglob("*") if path.is_file()] == []
