"""Forks children, from a small process that has the heavy modules loaded and warm and no database, no secret and no
thread of ours.

A child costs a fork and little more: it is told nothing of our `__main__`, imports nothing, and the process it comes
from has forgotten beforehand what a child must not have.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import json
import logging
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TypeAlias

from app.work.sandbox import find_kernel

# What a child does: it reads its order from one file and answers into another.
Life: TypeAlias = Callable[[int, int], None]

_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX")
_NEEDED_TO_START = ("PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH")
_PROGRAM = "import json,sys; sys.path[:] = json.loads(sys.argv[1])[1]; from app.work.nursery import _serve; _serve()"
_FARTHEST_FILE = 4096  # the small process has a few dozen open
_NUMBER = struct.Struct("<i")
_PATIENCE_SECONDS = 60.0  # for the modules to be loaded, on a machine that has other work too
_LAST_SECONDS = 2.0
_MOST_PAGES = 65_536  # 256 MB where a page has 4 kB: half of what a child may map


@dataclass(slots=True)
class Child:
    """A child that runs. `answer` is the file it writes to until its end."""

    answer: int
    _news: int  # its process number, then how it ended
    _pid: int | None = None
    _ended: int | None = None

    def pid(self) -> int | None:
        """Its process number, waited for; None when it could not be forked."""
        if self._pid is None:
            self._pid = self._next(_PATIENCE_SECONDS)
        return self._pid

    def exit_code(self, seconds: float) -> int | None:
        """How it ended, as `subprocess` has it, waited for that long; None while it runs."""
        if self._ended is None and self.pid() is not None:
            self._ended = self._next(seconds)
        return self._ended

    def forget(self) -> None:
        """Close its files. It need not have ended."""
        os.close(self.answer)
        os.close(self._news)

    def _next(self, seconds: float) -> int | None:
        poll = select.poll()
        poll.register(self._news, select.POLLIN | select.POLLHUP)
        told = os.read(self._news, _NUMBER.size) if poll.poll(max(0.0, seconds) * 1000) else b""
        return int(_NUMBER.unpack(told)[0]) if len(told) == _NUMBER.size else None


class Nursery:
    """Children that live `life`. Safe in threads; the small process starts with the first child, and again if it died."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._modules: tuple[str, ...] = ()
        self._forked = False
        self._lock = threading.Lock()
        self._line: socket.socket | None = None
        self._owner = 0

    def preload(self, modules: Iterable[str]) -> None:
        """Name the modules that every child finds loaded, before the first child."""
        self._modules = tuple(modules)

    def fork_from_here(self) -> None:
        """Let the small process be a copy of this one, which is small itself, has one thread and ends soon.

        Nothing is loaded twice nor warmed up: it pays for a few children. Where it is not small, or has other threads,
        children come from a new process as ever: a large one's copies would have no room within their limits.
        """
        self._forked = threading.active_count() == 1 and _pages_mapped() < _MOST_PAGES

    def bear(self, order: bytes) -> Child:
        """A child that was given `order`; without a number when it could not be forked."""
        child = self._born(order)
        if child.pid() is None:  # the small process was killed, or the machine is full just now
            child.forget()
            child = self._born(order)
        return child

    def _born(self, order: bytes) -> Child:
        files: list[int] = []
        try:
            told = os.memfd_create("order")
            files.append(told)
            files += (*os.pipe(), *os.pipe())
            answer, said, news, newly = files[1:]
            with open(told, "wb", closefd=False) as file:
                file.write(order)
            os.lseek(told, 0, os.SEEK_SET)
            self._send([told, said, newly])
        except BaseException:
            for number in files:
                os.close(number)
            raise
        for number in (told, said, newly):
            os.close(number)
        return Child(answer, news)

    def _send(self, files: list[int]) -> None:
        line = self._line_to_it()
        try:
            socket.send_fds(line, [b"child"], files)
        except ConnectionError:  # it was killed
            with self._lock:
                if self._line is line:
                    self._line = None
            socket.send_fds(self._line_to_it(), [b"child"], files)

    def _line_to_it(self) -> socket.socket:
        with self._lock:
            if self._line is None or self._owner != os.getpid():
                self._line, self._owner = self._start(), os.getpid()
            return self._line

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            ended = self._start_copy(theirs) if self._forked else self._start_new(theirs)
        # It ends when nobody can speak to it any more.
        atexit.register(ended)
        atexit.register(ours.close)
        return ours

    def _start_new(self, theirs: socket.socket) -> Callable[[], object]:
        told = json.dumps([theirs.fileno(), sys.path, self._modules, self._life.__module__, self._life.__name__])
        kept = (*_KEPT_ENVIRONMENT, *_NEEDED_TO_START)
        process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-c", _PROGRAM, told],
            env={name: os.environ[name] for name in kept if name in os.environ},
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # an interrupt at the terminal is for us
        )

        def ended() -> None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_LAST_SECONDS)

        return ended

    def _start_copy(self, theirs: socket.socket) -> Callable[[], object]:
        pid = os.fork()
        if pid:
            return lambda: os.waitpid(pid, 0)
        try:
            os.setsid()
            _close_all_but(theirs.fileno())
            _bear_children(theirs, self._life)
        finally:
            os._exit(0)


def _pages_mapped() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])


def _serve() -> None:
    """The small process, from its beginning."""
    number, _, modules, module, name = json.loads(sys.argv[1])
    for each in modules:
        importlib.import_module(each)
    life: Life = getattr(importlib.import_module(module), name)
    _bear_children(socket.socket(fileno=number), life)


def _bear_children(line: socket.socket, life: Life) -> None:
    """Fork a child for each three files that arrive, and tell how each ended, until the other side is gone."""
    _forget_surroundings()
    find_kernel()
    poll = select.poll()
    poll.register(line, select.POLLIN)
    running: dict[int, tuple[int, int]] = {}
    while True:
        for ready, _ in poll.poll():
            if ready in running:
                poll.unregister(ready)
                _tell_end(ready, *running.pop(ready))
                continue
            _, files, _, _ = socket.recv_fds(line, 16, 3)
            if len(files) != 3:
                _end(running)
                return
            told, said, newly = files
            handle, pid = _fork(life, told, said)
            os.close(told)
            os.close(said)
            if handle is None:
                os.close(newly)
                continue
            _tell(newly, pid)
            running[handle] = (pid, newly)
            poll.register(handle, select.POLLIN)


def _fork(life: Life, told: int, said: int) -> tuple[int | None, int]:
    """A handle and the number of a new child; no handle when the machine has no room for it."""
    try:
        pid = os.fork()
    except OSError:
        return None, 0
    if not pid:
        _live(life, told, said)
    return os.pidfd_open(pid), pid


def _live(life: Life, told: int, said: int) -> NoReturn:
    """The child's whole life. Leaves by `_exit`: nothing of the small process's may be tidied up from here."""
    try:
        os.dup2(0, 2)
        # With another file of the small process a child could have children outside its walls.
        _close_all_but(told, said)
        for number in (told, said):
            os.set_inheritable(number, False)
        life(told, said)
    finally:
        os._exit(1)


def _close_all_but(*kept: int) -> None:
    """Of the files behind the standard three."""
    begin = 3
    for number in (*sorted(kept), _FARTHEST_FILE):
        os.closerange(begin, number)
        begin = number + 1


def _end(running: dict[int, tuple[int, int]]) -> None:
    """Nobody waits for them: the children and what they started."""
    for pid, _ in running.values():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)


def _tell_end(handle: int, pid: int, newly: int) -> None:
    os.close(handle)
    _, status = os.waitpid(pid, 0)
    _tell(newly, os.waitstatus_to_exitcode(status))
    os.close(newly)


def _tell(newly: int, number: int) -> None:
    with contextlib.suppress(BrokenPipeError):  # nobody waits any more
        os.write(newly, _NUMBER.pack(number))


def _forget_surroundings() -> None:
    logging.disable(logging.CRITICAL)
    for name in set(os.environ) - set(_KEPT_ENVIRONMENT):
        del os.environ[name]
    os.environ["OMP_THREAD_LIMIT"] = "1"  # Tesseract's threads cost ten times what they gain
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nothing, standard)
    os.close(nothing)
