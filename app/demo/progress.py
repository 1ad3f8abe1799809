"""Runs waiting work to its end in a few threads, with a bar for the person who waits."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from rich.progress import Progress

# Rows that a crash left waiting are due within this; more would be a fault worth seeing.
LONGEST_WAIT_SECONDS = 120.0


def watch(
    bar: Progress, what: str, count: Callable[[], tuple[int, int]], step: Callable[[], bool], *, threads: int
) -> None:
    """Run `step` in `threads` until nothing of it waits, showing how far it is."""
    shown = bar.add_task(what, total=None)
    ends = time.monotonic() + LONGEST_WAIT_SECONDS
    while True:
        for worker in (workers := [_Exhausting(step) for _ in range(threads)]):
            worker.start()
        while any(worker.is_alive() for worker in workers):
            done, total = count()
            bar.update(shown, completed=done, total=total or None)
            time.sleep(0.1)
        for worker in workers:
            worker.raise_fault()
        done, total = count()
        bar.update(shown, completed=done, total=total)
        if done >= total or time.monotonic() > ends:
            return
        time.sleep(1.0)  # what failed once is due again in a moment


class _Exhausting(threading.Thread):
    """Runs a step until it has nothing left; a fault is kept for whoever waits."""

    def __init__(self, step: Callable[[], bool]) -> None:
        super().__init__(daemon=True)
        self._step = step
        self._fault: Exception | None = None

    def run(self) -> None:
        try:
            while self._step():
                pass
        except Exception as fault:  # noqa: BLE001 - raised again in the thread that waits
            self._fault = fault

    def raise_fault(self) -> None:
        """Raise what the step raised, if anything."""
        if self._fault is not None:
            raise self._fault
