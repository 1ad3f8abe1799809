"""Forks children, from a small process that has the heavy modules loaded and warm and no database, no secret and no
thread of ours.

A child costs a fork and little more: it is told nothing of our `__main__`, imports nothing, and the process it comes
from has forgotten beforehand what a child must not have.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import select
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from app.work.cradle import NEEDED_ENVIRONMENT, NUMBER, Life, as_argument, bear_children, close_all_but

_PROGRAM = "import json,sys; sys.path[:] = json.loads(sys.argv[1])[1]; from app.work.cradle import serve; serve()"
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
        told = os.read(self._news, NUMBER.size) if poll.poll(max(0.0, seconds) * 1000) else b""
        return int(NUMBER.unpack(told)[0]) if len(told) == NUMBER.size else None


class Nursery:
    """Children that live `life`. Safe in threads; the small process starts with the first child, and again if it died."""

    def __init__(self, life: Life) -> None:
        self._life = life
        self._modules: tuple[str, ...] = ()
        self._rehearsal: tuple[str, str] | None = None
        self._forked = False
        self._lock = threading.Lock()
        self._line: socket.socket | None = None
        self._owner = 0

    def preload(self, modules: Iterable[str], rehearsal: tuple[str, str] | None = None) -> None:
        """Name the modules that every child finds loaded, before the first child.

        `rehearsal` is a function by its module and name: what a child that waits does meanwhile, step by step.
        """
        self._modules, self._rehearsal = tuple(modules), rehearsal

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
        told = as_argument(theirs.fileno(), self._modules, self._rehearsal, self._life)
        process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-c", _PROGRAM, told],
            env={name: os.environ[name] for name in NEEDED_ENVIRONMENT if name in os.environ},
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
            close_all_but(theirs.fileno())
            # We end soon: nothing is forked ahead.
            bear_children(theirs, self._life, None)
        finally:
            os._exit(0)


def _pages_mapped() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
