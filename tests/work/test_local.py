"""The executor runs real threads over a queue of numbers that stands for rows."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from app.work.local import LocalExecutor, Step

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
SOON = timedelta(seconds=5)
LONG_POLL = timedelta(seconds=60)


class Queue:
    """Rows that wait, and those that were done, in order."""

    def __init__(self, *waiting: int) -> None:
        self._lock = threading.Lock()
        self.waiting = list(waiting)
        self.done: list[int] = []

    def add(self, row: int) -> None:
        with self._lock:
            self.waiting.append(row)

    def run(self, _now: datetime) -> bool:
        with self._lock:
            if not self.waiting:
                return False
            row = self.waiting.pop(0)
        self.done.append(row)
        return True

    def due(self) -> datetime | None:
        return NOW if self.waiting else None


def _until(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    ends = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > ends:
            return False
        time.sleep(0.005)
    return True


def _executor(*steps: Step, poll: timedelta = LONG_POLL) -> LocalExecutor:
    executor = LocalExecutor(steps, now=lambda: NOW, poll=poll)
    executor.start()
    return executor


def test_rows_that_wait_at_the_start_are_done_in_order() -> None:
    queue = Queue(1, 2, 3)
    executor = _executor(Step("count", queue.run, queue.due))
    assert _until(lambda: queue.done == [1, 2, 3])
    assert executor.stop(within=SOON)


def test_a_wake_is_enough_long_before_the_poll() -> None:
    queue = Queue()
    executor = _executor(Step("count", queue.run, queue.due))
    time.sleep(0.05)
    queue.add(7)
    executor.wake()
    assert _until(lambda: queue.done == [7], seconds=2)
    assert executor.stop(within=SOON)


def test_a_row_nobody_announced_is_found_at_the_poll() -> None:
    queue = Queue()
    executor = _executor(Step("count", queue.run), poll=timedelta(milliseconds=20))
    time.sleep(0.05)
    queue.add(7)
    assert _until(lambda: queue.done == [7], seconds=2)
    assert executor.stop(within=SOON)


def test_a_row_due_later_is_taken_up_when_it_is_due_and_not_before() -> None:
    queue = Queue(1)
    clock = [NOW]
    executor = LocalExecutor(
        [Step("count", queue.run, lambda: NOW + timedelta(seconds=0.2))], now=lambda: clock[0], poll=LONG_POLL
    )
    executor.start()
    time.sleep(0.05)
    assert queue.done == []
    clock[0] = NOW + timedelta(seconds=0.2)
    assert _until(lambda: queue.done == [1], seconds=2)
    assert executor.stop(within=SOON)


def test_what_one_step_finishes_another_takes_up_at_once() -> None:
    first, second = Queue(1, 2), Queue()

    def hand_over(now: datetime) -> bool:
        if not first.run(now):
            return False
        second.add(first.done[-1])
        return True

    executor = _executor(Step("second", second.run, second.due), Step("first", hand_over, first.due))
    assert _until(lambda: second.done == [1, 2], seconds=2)
    assert executor.stop(within=SOON)


def test_several_threads_share_a_step() -> None:
    together = threading.Barrier(3, timeout=5)
    met: list[bool] = []
    rows = Queue(1, 2, 3)

    def meet(now: datetime) -> bool:
        if not rows.run(now):
            return False
        together.wait()
        met.append(True)
        return True

    executor = _executor(Step("meet", meet, rows.due, threads=3))
    assert _until(lambda: len(met) == 3)
    assert executor.stop(within=SOON)


def test_a_step_that_raises_is_logged_and_tried_again_while_the_others_go_on() -> None:
    failures = [True, True]
    healthy, shaky = Queue(1), Queue(1)

    def shake(now: datetime) -> bool:
        if failures:
            failures.pop()
            raise ConnectionError("the database is away")
        return shaky.run(now)

    executor = _executor(Step("shaky", shake, shaky.due), Step("healthy", healthy.run, healthy.due))
    assert _until(lambda: healthy.done == [1], seconds=2)
    assert _until(lambda: executor.troubles == {"shaky": "ConnectionError"}, seconds=2)
    assert _until(lambda: shaky.done == [1], seconds=10)
    assert _until(lambda: executor.troubles == {}, seconds=2)
    assert executor.stop(within=SOON)


def test_stopping_waits_for_the_unit_in_hand_and_takes_up_nothing_more() -> None:
    begun, go_on = threading.Event(), threading.Event()
    rows = Queue(1, 2)

    def slow(now: datetime) -> bool:
        begun.set()
        go_on.wait(5)
        return rows.run(now)

    executor = _executor(Step("slow", slow, rows.due))
    assert begun.wait(5)
    threading.Timer(0.1, go_on.set).start()
    assert executor.stop(within=SOON)
    assert (rows.done, rows.waiting) == ([1], [2])


def test_a_unit_that_takes_too_long_is_left_to_the_next_start() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def stuck(_now: datetime) -> bool:
        begun.set()
        go_on.wait(10)
        return False

    executor = _executor(Step("stuck", stuck))
    assert begun.wait(5)
    assert executor.stop(within=timedelta(milliseconds=100)) is False
    go_on.set()


def test_reading_rests_while_an_upload_is_on_its_way_and_letters_do_not() -> None:
    reading, letters = Queue(), Queue()
    executor = _executor(
        Step("read", reading.run, reading.due, yields_to_uploads=True), Step("deliver", letters.run, letters.due)
    )
    with executor.uploads.one():
        assert executor.uploads.in_flight == 1
        reading.add(1)
        letters.add(1)
        executor.wake()
        assert _until(lambda: letters.done == [1], seconds=2)
        time.sleep(0.1)
        assert reading.done == []
    assert _until(lambda: reading.done == [1], seconds=2)
    assert executor.stop(within=SOON)
