"""The embedded executor: threads that take up waiting rows inside the serving process. Knows no room.

The rows are the queue; this only decides when to look. A step is run until nothing is left, then sleeps until
its next row is due, a `wake`, or the poll. A thread never dies of what a
step raises: the fault is logged and the step rests for longer and longer.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

log = structlog.get_logger()

POLL = timedelta(seconds=5)
LONGEST_REST_SECONDS = 60.0
# Uploads go first, but one that trickles must not keep everything else unread.
LONGEST_COURTESY_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Step:
    """One kind of work. `run` does one unit and says whether there was one.

    `next_due` says when there may be one; without it the step looks at every wake and every poll.
    """

    name: str
    run: Callable[[datetime], bool]
    next_due: Callable[[], datetime | None] | None = None
    threads: int = 1
    yields_to_uploads: bool = False


class Uploads:
    """How many uploads are on their way in. Reading rests meanwhile: it would slow the last hour's burst."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    @contextmanager
    def one(self) -> Iterator[None]:
        """Count one upload for as long as the block runs."""
        with self._changed:
            self._count += 1
        try:
            yield
        finally:
            with self._changed:
                self._count -= 1
                self._changed.notify_all()

    @property
    def in_flight(self) -> int:
        """How many there are now."""
        return self._count

    def wait_until_none(self, seconds: float) -> bool:
        """Wait for a quiet moment, at most that long. True when there is one."""
        with self._changed:
            return self._changed.wait_for(lambda: self._count == 0, seconds)


class LocalExecutor:
    """Runs `steps` in threads until stopped. `now` is the clock, handed in from the top."""

    def __init__(self, steps: Sequence[Step], *, now: Callable[[], datetime], poll: timedelta = POLL) -> None:
        self._steps = steps
        self._now = now
        self._poll = poll
        self._changed = threading.Condition()
        self._wakes = 0
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._troubles: dict[str, str] = {}
        self.uploads = Uploads()

    def start(self) -> None:
        """Start every thread. Once."""
        assert not self._threads, "an executor starts once"
        for step in self._steps:
            for number in range(1, step.threads + 1):
                thread = threading.Thread(target=self._loop, args=(step,), name=f"{step.name}-{number}", daemon=True)
                self._threads.append(thread)
                thread.start()

    def wake(self) -> None:
        """Say that rows may wait. Cheap; call it as often as you like, after the commit."""
        with self._changed:
            self._wakes += 1
            self._changed.notify_all()

    def stop(self, *, within: timedelta) -> bool:
        """Take up nothing more and wait for the units in hand. False when one is still running afterwards.

        What is left unfinished stays a waiting row and is taken up at the next start.
        """
        with self._changed:
            self._stopping.set()
            self._changed.notify_all()
        ends = time.monotonic() + within.total_seconds()
        for thread in self._threads:
            thread.join(max(0.0, ends - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    @property
    def troubles(self) -> dict[str, str]:
        """The steps whose last run failed, each with the kind of fault."""
        return dict(self._troubles)

    def _loop(self, step: Step) -> None:
        failures = 0
        while not self._stopping.is_set():
            wakes = self._wakes
            try:
                if step.next_due is not None:
                    due = step.next_due()
                    if due is None or due > self._now():
                        self._sleep(wakes, due)
                        continue
                self._give_way(step)
                if self._stopping.is_set():
                    return
                did_one = step.run(self._now())
            except Exception as error:
                failures += 1
                self._troubles[step.name] = type(error).__name__
                log.exception("step failed", step=step.name, failures=failures)
                self._rest(min(0.5 * 2**failures, LONGEST_REST_SECONDS))
                continue
            failures = 0
            self._troubles.pop(step.name, None)
            if did_one:
                self.wake()  # what this step finished may be another step's beginning
            else:
                self._sleep(wakes, None)

    def _give_way(self, step: Step) -> None:
        ends = time.monotonic() + LONGEST_COURTESY_SECONDS
        while step.yields_to_uploads and not self._stopping.is_set() and (left := ends - time.monotonic()) > 0:
            if self.uploads.wait_until_none(min(left, 0.5)):
                return

    def _sleep(self, wakes: int, due: datetime | None) -> None:
        seconds = self._poll.total_seconds()
        if due is not None:
            seconds = min(seconds, max(0.0, (due - self._now()).total_seconds()))
        with self._changed:
            self._changed.wait_for(lambda: self._stopping.is_set() or self._wakes != wakes, seconds)

    def _rest(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(self._stopping.is_set, seconds)
