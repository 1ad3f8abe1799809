"""What the tests let run in a child. Plain functions of a light module: the child imports it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time


def echo(content: bytes) -> bytes:
    return content


def raise_with(secret: str) -> bytes:
    raise KeyError(secret)


def eat_memory() -> bytes:
    return bytes(len(bytearray(2 << 30)))


def eat_processor() -> bytes:
    while True:
        pass


def sleep() -> bytes:
    time.sleep(60)
    return b""


def die() -> bytes:
    os._exit(3)


def give_much(count: int) -> bytes:
    return b"x" * count


def start_a_sleeper(marker: str) -> bytes:
    subprocess.Popen([sys.executable, "-c", "import sys,time; time.sleep(60)", marker])
    time.sleep(60)
    return b""


def environment() -> bytes:
    return ",".join(sorted(os.environ)).encode()


ATTEMPTS = {
    "open a socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
    "open a local socket": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
    "leave the group": os.setsid,
    "found a group": lambda: os.setpgid(0, 0),
    "signal another process": lambda: os.kill(os.getppid(), signal.SIGTERM),
    "write much": lambda: _write_much(),  # noqa: PLW0108 - defined below
    "open many files": lambda: [os.open(os.devnull, os.O_RDONLY) for _ in range(500)],
}


def attempt(name: str) -> bytes:
    if name == "write much":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        ATTEMPTS[name]()
    except OSError as error:
        return type(error).__name__.encode()
    return b"done"


def _write_much() -> None:
    import tempfile

    with tempfile.TemporaryFile() as file:
        for _ in range(100):
            file.write(bytes(1 << 20))
