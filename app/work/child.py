"""Runs a function in a child that can be killed, behind the walls of `sandbox`. The child is taken to be hostile.

What comes back is bytes, never an object: nothing that the child says is unpickled.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.work.cradle import Files
from app.work.nursery import Child, Nursery
from app.work.orders import Order
from app.work.sandbox import Limits, enter, prepare

_DONE, _MEMORY, _RAISED = b"+", b"m", b"!"
_GRACE_SECONDS = 2.0


class Cause(StrEnum):
    """How a child ended without a result."""

    TIMED_OUT = "timed_out"
    MEMORY = "memory"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Died:
    """A child that gave no result. `settled` means that the same work would end the same way again."""

    why: Cause
    detail: str
    settled: bool


def preload(modules: Iterable[str], rehearsal: tuple[str, str] | None = None) -> None:
    """Name the modules that every child finds loaded. Call at import, before the first child.

    `rehearsal` is a function by its module and name: what a child does, step by step, while no order has come for it.
    """
    _nursery.preload(modules, rehearsal)


def fork_from_here() -> None:
    """Let children be forked from a copy of this process: for a command that reads one file, has one thread and ends."""
    _nursery.fork_from_here()


def run_in_child(work: Callable[..., bytes], *args: Any, limits: Limits | None = None) -> bytes | Died:
    """What `work(*args)` gives, computed in a child.

    `work` is a module-level function; `args` are plain values, functions or tuples of them. When this returns, the child
    and everything it started are gone; after a good answer they are killed, and may take some milliseconds to go.
    """
    limits = limits or Limits()
    with _scratch(limits) as scratch:
        child = _nursery.bear(Order(limits, scratch, work, args).to_bytes())
        outcome: bytes | Died | None = None
        try:
            outcome = _outcome(child, limits)
            return outcome
        finally:
            _kill(child)
            if not isinstance(outcome, bytes):
                child.exit_code(_GRACE_SECONDS)
            # Else nobody waits: giving back a child's memory takes longer than reading a page.
            child.forget()


@contextlib.contextmanager
def _scratch(limits: Limits) -> Iterator[str | None]:
    """The folder of a child that writes. It is ours to take away: a child that is killed tidies nothing up."""
    if not limits.writes:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="child-", ignore_cleanup_errors=True) as folder:
        yield folder


def has_network() -> bool:
    """Whether a child on this machine could open a network connection: true where the kernel has no filter for us."""
    return run_in_child(_open_a_socket) != b"refused"


def _open_a_socket() -> bytes:
    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    except PermissionError:
        return b"refused"
    return b"opened"


def sees_files() -> bool:
    """Whether a child on this machine could open our files: true where the kernel has no Landlock."""
    return run_in_child(_open_the_root) != b"refused"


def _open_the_root() -> bytes:
    try:
        os.close(os.open("/", os.O_RDONLY))
    except PermissionError:
        return b"refused"
    return b"opened"


def _outcome(child: Child, limits: Limits) -> bytes | Died:
    if child.pid() is None:
        return Died(Cause.CRASHED, "it could not be started", settled=False)
    # The first child also waits until it can be forked: that is not time the work has had.
    deadline = time.monotonic() + limits.wall_seconds
    answer = _read_all(child.answer, limits.result_bytes + 1, deadline)
    if answer is None:
        return Died(Cause.TIMED_OUT, "wall clock", settled=False)
    if len(answer) > limits.result_bytes:
        return Died(Cause.MEMORY, "the result is too large", settled=True)
    kind, body = answer[:1], answer[1:]
    if kind == _DONE:
        return body
    if kind == _MEMORY:
        return Died(Cause.MEMORY, "out of memory", settled=True)
    if kind == _RAISED:
        return Died(Cause.CRASHED, body[:200].decode("utf-8", "replace"), settled=True)
    return _from_exit(child.exit_code(max(0.1, deadline - time.monotonic())))


def _from_exit(code: int | None) -> Died:
    if code is None:
        return Died(Cause.TIMED_OUT, "wall clock", settled=False)
    if code == -signal.SIGXCPU:
        return Died(Cause.TIMED_OUT, "processor time", settled=True)
    if code == -signal.SIGKILL:
        return Died(Cause.MEMORY, "killed from outside", settled=False)
    return Died(Cause.CRASHED, f"signal {-code}" if code < 0 else f"exit {code}", settled=False)


def _read_all(descriptor: int, most: int, deadline: float) -> bytes | None:
    """Everything up to the end, at most `most` bytes; None when the deadline passes first."""
    found = bytearray()
    poll = select.poll()
    poll.register(descriptor, select.POLLIN | select.POLLHUP)
    while len(found) < most:
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            return None
        chunk = os.read(descriptor, 1 << 20)
        if not chunk:
            break
        found += chunk
    return bytes(found)


def _kill(child: Child) -> None:
    """Kill the child's whole group: the programs it started may outlive it."""
    pid = child.pid()
    if pid is not None:
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(pid, signal.SIGKILL)


def _behind_walls(files: Callable[[], Files]) -> None:
    """The child's whole life. Leaves by `_exit`: nothing of the process it was forked from may be tidied up from here."""
    os.setpgid(0, 0)
    walls = prepare()
    told, said = files()
    for number in (told, said):
        os.set_inheritable(number, False)
    with os.fdopen(told, "rb") as file:
        order = Order.from_bytes(file.read())
    if order.scratch is not None:
        os.environ["TMPDIR"] = os.environ["HOME"] = tempfile.tempdir = order.scratch
    enter(walls, order.limits, scratch=order.scratch)
    try:
        answer = _DONE + order.work(*order.args)
    except MemoryError:
        answer = _MEMORY
    except RecursionError:
        answer = _RAISED + b"RecursionError"
    except Exception as error:  # noqa: BLE001 - whatever a library throws at a hostile file ends here, as a value
        answer = _RAISED + _place_of(error).encode("utf-8", "replace")
    view = memoryview(answer)
    while view:
        view = view[os.write(said, view) :]
    os.close(said)  # before its memory goes: the other side is waiting for the end
    os._exit(0)


def _place_of(error: BaseException) -> str:
    """Class and place of an error, without its message: it may quote the document."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__name__
    return f"{type(error).__name__} at {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"  # noqa: PTH119


_nursery = Nursery(_behind_walls)
