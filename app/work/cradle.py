"""The small process's own life: it forks children, and tells how each ended, until nobody can speak to it any more.

While nothing is asked it has one child forked ahead, which rehearses its work and waits: a fork, the memory that a child
writes to and the code it has not run yet are then no part of the time a document takes. Each child reads one document.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import logging
import os
import select
import signal
import socket
import struct
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

from app.work.sandbox import get_ready

# The file that holds a child's order, and the one it answers into.
Files: TypeAlias = tuple[int, int]
# What a child does. It may get ready before it asks for its files: perhaps nobody has an order for it yet.
Life: TypeAlias = Callable[[Callable[[], Files]], None]
# What a child that waits does meanwhile, in steps of a few milliseconds: an order may come after each.
Rehearsal: TypeAlias = Callable[[], Iterator[None]]

NUMBER = struct.Struct("<i")
_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX")
NEEDED_ENVIRONMENT = (*_KEPT_ENVIRONMENT, "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH")
_FARTHEST_FILE = 4096  # the small process has a few dozen open
# So long nothing is asked and no child runs before one is forked ahead: where one document follows the other there is no such
# pause, and nothing is done twice on a machine that has enough to do.
_QUIET_MILLISECONDS = 2.0
_NO_MORE = object()


def as_argument(line: int, modules: tuple[str, ...], rehearsal: tuple[str, str] | None, life: Life) -> str:
    """What `serve` is told on its command line."""
    return json.dumps([line, sys.path, modules, rehearsal, [life.__module__, life.__name__]])


def serve() -> None:
    """The small process, from its beginning."""
    number, _, modules, rehearsal, life = json.loads(sys.argv[1])
    for each in modules:
        importlib.import_module(each)
    rehearse: Rehearsal = _named(rehearsal) if rehearsal else _nothing
    bear_children(socket.socket(fileno=number), _named(life), rehearse)


def bear_children(line: socket.socket, life: Life, rehearsal: Rehearsal | None) -> None:
    """Give each three files that arrive to a child: its order, its answer, and where its number and its end are told.

    With a `rehearsal` a child is forked ahead whenever it is quiet.
    """
    _forget_surroundings()
    get_ready()
    _Cradle(line, life, rehearsal).rock()


class _Cradle:
    def __init__(self, line: socket.socket, life: Life, rehearsal: Rehearsal | None) -> None:
        self._line, self._life, self._rehearsal = line, life, rehearsal
        self._poll = select.poll()
        self._poll.register(line, select.POLLIN)
        self._running: dict[int, tuple[_Born, int]] = {}
        self._waiting: _Waiting | None = None

    def rock(self) -> None:
        """Until the other side is gone."""
        tried = False
        while True:
            quiet = not (tried or self._waiting or self._running or self._rehearsal is None)
            events = self._poll.poll(_QUIET_MILLISECONDS if quiet else None)
            # Where there was no room for one ahead, the next try is after the next child.
            tried = not events
            if not events and self._rehearsal is not None:
                self._waiting = _fork_ahead(self._life, self._rehearsal)
            for ready, _ in events:
                if ready in self._running:
                    self._poll.unregister(ready)
                    _tell_end(*self._running.pop(ready))
                elif not self._bear():
                    _end([child for child, _ in self._running.values()], self._waiting)
                    return

    def _bear(self) -> bool:
        """One child for the three files that are there; false when the other side is gone."""
        _, files, _, _ = socket.recv_fds(self._line, 16, 3)
        if len(files) != 3:
            return False
        told, said, newly = files
        born = self._given(told, said)
        os.close(told)
        os.close(said)
        if born is None:
            os.close(newly)
            return True
        _tell(newly, born.pid)
        self._running[born.handle] = (born, newly)
        self._poll.register(born.handle, select.POLLIN)
        return True

    def _given(self, told: int, said: int) -> _Born | None:
        """A child at work on these files; None when the machine has no room for it."""
        waiting, self._waiting = self._waiting, None
        born = waiting.given(told, said) if waiting else None
        return born or _fork(self._life, lambda: (told, said), told, said)


@dataclass(frozen=True, slots=True)
class _Born:
    pid: int
    handle: int  # tells its end

    def end(self) -> int:
        """Take note of its end, as `waitpid` has it."""
        os.close(self.handle)
        with contextlib.suppress(ChildProcessError):
            return os.waitpid(self.pid, 0)[1]
        return 0


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A child that was forked ahead; `line` is where it waits for its files."""

    born: _Born
    line: socket.socket

    def given(self, told: int, said: int) -> _Born | None:
        """The child at work on these files; None when it is no more."""
        with self.line:
            try:
                socket.send_fds(self.line, [b"yours"], [told, said])
            except ConnectionError:  # it was killed
                self.born.end()
                return None
        return self.born


def _fork(life: Life, files: Callable[[], Files], *kept: int) -> _Born | None:
    """A new child, with no file but `kept`; None when the machine has no room for it."""
    try:
        pid = os.fork()
    except OSError:
        return None
    if not pid:
        _live(life, files, *kept)
    return _Born(pid, os.pidfd_open(pid))


def _fork_ahead(life: Life, rehearsal: Rehearsal) -> _Waiting | None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        born = _fork(life, lambda: _waited_for(theirs, rehearsal), theirs.fileno())
    if born is None:
        ours.close()
        return None
    return _Waiting(born, ours)


def _live(life: Life, files: Callable[[], Files], *kept: int) -> NoReturn:
    """The child's whole life. Leaves by `_exit`: nothing of the small process's may be tidied up from here."""
    try:
        os.dup2(0, 2)
        # With another file of the small process a child could have children outside its walls.
        close_all_but(*kept)
        life(files)
    finally:
        os._exit(1)


def _waited_for(line: socket.socket, rehearsal: Rehearsal) -> Files:
    """In a child that was forked ahead: its files, once they are there."""
    poll = select.poll()
    poll.register(line, select.POLLIN)
    steps = rehearsal()
    while not poll.poll(0) and next(steps, _NO_MORE) is not _NO_MORE:
        pass
    with line:
        _, files, _, _ = socket.recv_fds(line, 16, 2)
    if len(files) != 2:
        os._exit(0)  # the small process is gone
    return files[0], files[1]


def _nothing() -> Iterator[None]:
    return iter(())


def close_all_but(*kept: int) -> None:
    """Of the files behind the standard three."""
    begin = 3
    for number in (*sorted(kept), _FARTHEST_FILE):
        os.closerange(begin, number)
        begin = number + 1


def _end(running: list[_Born], waiting: _Waiting | None) -> None:
    """Nobody waits for them: the children and what they started."""
    for born in (*running, *([waiting.born] if waiting else [])):
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(born.pid, signal.SIGKILL)
        born.end()


def _tell_end(born: _Born, newly: int) -> None:
    _tell(newly, os.waitstatus_to_exitcode(born.end()))
    os.close(newly)


def _tell(newly: int, number: int) -> None:
    with contextlib.suppress(BrokenPipeError):  # nobody waits any more
        os.write(newly, NUMBER.pack(number))


def _named(place: list[str]) -> Any:
    module, name = place
    return getattr(importlib.import_module(module), name)


def _forget_surroundings() -> None:
    logging.disable(logging.CRITICAL)
    for name in set(os.environ) - set(_KEPT_ENVIRONMENT):
        del os.environ[name]
    os.environ["OMP_THREAD_LIMIT"] = "1"  # Tesseract's threads cost ten times what they gain
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nothing, standard)
    os.close(nothing)
