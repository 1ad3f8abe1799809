"""What the tests let run in a child. Plain functions of a light module: the child imports it."""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

BROOD, BROOD_NAME = 150, "123.456789"


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


def _call(number: int, *arguments: int) -> None:
    """One call to the kernel. Raises OSError when it is refused."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), "refused")


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def _connect_locally() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as local:
        local.connect("/run/a-database/.s.PGSQL.5432")


ATTEMPTS = {
    "look into another process": lambda: _call(
        310 if platform.machine() == "x86_64" else 270, os.getppid(), 0, 0, 0, 0, 0
    ),
    "trace its parent": lambda: _call(101 if platform.machine() == "x86_64" else 117, 16, os.getppid(), 0, 0),
    "take another name space": lambda: _call(272 if platform.machine() == "x86_64" else 97, 0x10000000),
    "set up a ring of calls": lambda: _call(425, 8, 0),
    "raise its limits": lambda: resource.setrlimit(
        resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    ),
    "become somebody else": lambda: os.setuid(12345),
    "open a socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
    "open a local socket": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
    "leave the group": os.setsid,
    "found a group": lambda: os.setpgid(0, 0),
    "signal another process": lambda: os.kill(os.getppid(), signal.SIGTERM),
    "open many files": lambda: [os.open(os.devnull, os.O_RDONLY) for _ in range(500)],
    # With programs refused:
    "fork": _fork,
    "begin a thread": lambda: threading.Thread(target=time.sleep, args=(0,)).start(),
    "start a program": lambda: subprocess.run(["/bin/true"], check=True),
    "turn into a program": lambda: os.execv("/bin/true", ["true"]),
    # With files refused:
    "list the root": lambda: list(Path("/").iterdir()),
    "read the machine's settings": lambda: os.open("/etc/hosts", os.O_RDONLY),
    "read its parent's surroundings": lambda: os.open(f"/proc/{os.getppid()}/environ", os.O_RDONLY),
    "read its parent's memory": lambda: os.open(f"/proc/{os.getppid()}/mem", os.O_RDWR),
    "read the disk": lambda: list(Path("/dev").iterdir()),
    "write a file": lambda: os.open(f"/tmp/by-a-child-{os.getpid()}", os.O_WRONLY | os.O_CREAT),
    "make a folder": lambda: Path(f"/tmp/by-a-child-{os.getpid()}").mkdir(),
    "make a link": lambda: Path(f"/tmp/by-a-child-{os.getpid()}").symlink_to("/etc/passwd"),
    # With local sockets:
    "connect to a local server": _connect_locally,
}


def attempt(name: str) -> bytes:
    try:
        ATTEMPTS[name]()
    except (OSError, ValueError, RuntimeError) as error:  # resource and threading have errors of their own
        return type(error).__name__.encode()
    return b"done"


def write_much() -> bytes:
    """In the folder it was given: how a file ends that passes the limit."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with tempfile.TemporaryFile() as file:
        try:
            for _ in range(100):
                file.write(bytes(1 << 20))
        except OSError as error:
            return type(error).__name__.encode()
    return b"done"


def leave_a_file() -> bytes:
    """The folder it was given, with something left in it."""
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(b"left behind")
    return tempfile.gettempdir().encode()


def breed() -> bytes:
    """A small fork bomb: how many it could start before it was refused."""
    for count in range(BROOD):
        try:
            subprocess.Popen(["sleep", BROOD_NAME], close_fds=False)
        except OSError:
            return b"%d" % count
    return b"%d" % BROOD


def read_file(path: str) -> bytes:
    try:
        return Path(path).read_bytes()[:100]
    except OSError as error:
        return type(error).__name__.encode()


def parent() -> bytes:
    """The process it was forked from."""
    return b"%d" % os.getppid()


def itself() -> bytes:
    """Its own process number."""
    return b"%d" % os.getpid()


def open_files() -> bytes:
    """How many files it finds open."""
    return b"%d" % sum(_is_open(number) for number in range(256))


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True
