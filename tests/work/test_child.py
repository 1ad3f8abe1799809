"""A child can be killed, cannot reach out, and answers with bytes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from app.work.child import Cause, Died, run_in_child
from app.work.sandbox import Limits
from tests.work import in_child

SHORT = Limits(wall_seconds=1.5, cpu_seconds=1)


def test_a_child_answers_with_what_the_work_gives() -> None:
    assert run_in_child(in_child.echo, b"\x00caf\xc3\xa9") == b"\x00caf\xc3\xa9"


def test_an_answer_of_some_megabytes_arrives_whole() -> None:
    assert run_in_child(in_child.give_much, 5_000_000) == b"x" * 5_000_000


def test_children_of_several_threads_do_not_mix_their_answers() -> None:
    contents = [bytes([number]) * 100_000 for number in range(12)]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda content: run_in_child(in_child.echo, content), contents))

    assert answers == contents


def test_a_child_that_eats_memory_dies_of_it_and_would_again() -> None:
    assert run_in_child(in_child.eat_memory) == Died(Cause.MEMORY, "out of memory", settled=True)


def test_a_child_that_eats_processor_time_dies_of_it_and_would_again() -> None:
    limits = Limits(wall_seconds=20, cpu_seconds=1)

    assert run_in_child(in_child.eat_processor, limits=limits) == Died(Cause.TIMED_OUT, "processor time", settled=True)


def test_a_child_that_sleeps_is_killed_by_the_wall_clock_and_may_be_tried_again() -> None:
    assert run_in_child(in_child.sleep, limits=SHORT) == Died(Cause.TIMED_OUT, "wall clock", settled=False)


def test_a_child_that_leaves_without_a_word_has_crashed() -> None:
    assert run_in_child(in_child.die) == Died(Cause.CRASHED, "exit 3", settled=False)


def test_an_error_in_the_child_is_told_without_its_message() -> None:
    died = run_in_child(in_child.raise_with, "Salma Bennani")

    assert isinstance(died, Died)
    assert died.why is Cause.CRASHED
    assert "KeyError at in_child.py" in died.detail
    assert "Salma" not in died.detail


def test_an_answer_beyond_the_limit_is_refused() -> None:
    died = run_in_child(in_child.give_much, 3_000_000, limits=Limits(result_bytes=1_000_000))

    assert died == Died(Cause.MEMORY, "the result is too large", settled=True)


def test_programs_started_by_a_killed_child_go_with_it() -> None:
    marker = "sleeper-of-a-killed-child"

    run_in_child(in_child.start_a_sleeper, marker, limits=SHORT)

    time.sleep(0.3)
    listed = subprocess.run(["ps", "-wweo", "stat,args"], capture_output=True, text=True, check=True).stdout
    assert [line for line in listed.splitlines() if marker in line and not line.startswith("Z")] == []


def test_a_child_sees_nothing_of_our_environment_but_what_programs_need() -> None:
    assert "HOME" in os.environ

    seen = run_in_child(in_child.environment)

    assert isinstance(seen, bytes)
    needed = {"PATH", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX", "OMP_THREAD_LIMIT"}
    assert set(seen.decode().split(",")) - needed == set()


def test_children_are_born_again_after_the_process_they_come_from_was_killed() -> None:
    first = run_in_child(in_child.parent)
    assert isinstance(first, bytes)
    os.kill(int(first), signal.SIGKILL)

    second = run_in_child(in_child.parent)

    assert isinstance(second, bytes)
    assert int(second) not in (int(first), os.getpid())


def test_while_it_is_quiet_a_child_is_forked_ahead_and_does_one_piece_of_work() -> None:
    ahead = wait_for_one_ahead()

    assert run_in_child(in_child.itself) == b"%d" % ahead
    assert run_in_child(in_child.itself) != b"%d" % ahead


def test_a_child_forked_ahead_has_no_file_open_but_its_order_and_its_answer() -> None:
    wait_for_one_ahead()

    assert run_in_child(in_child.open_files) == b"4"


def test_a_child_forked_ahead_that_was_killed_is_replaced_by_another() -> None:
    ahead = wait_for_one_ahead()
    os.kill(ahead, signal.SIGKILL)
    _wait_for(lambda: not _lives(ahead))

    born = run_in_child(in_child.itself)

    assert isinstance(born, bytes)
    assert int(born) != ahead


def test_a_child_forked_ahead_ends_with_the_process_it_waits_for() -> None:
    program = (
        "import sys\n"
        "from tests.work.test_child import wait_for_one_ahead\n"
        "print(wait_for_one_ahead(), flush=True)\n"
        "sys.stdin.read()\n"
    )
    other = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert other.stdout is not None
    ahead = int(other.stdout.readline())
    assert _lives(ahead)

    other.kill()
    other.communicate()

    _wait_for(lambda: not _lives(ahead))


def test_children_can_come_from_a_copy_of_a_small_process() -> None:
    program = (
        "from app.work.child import Cause, Died, Limits, fork_from_here, run_in_child\n"
        "from tests.work import in_child\n"
        "fork_from_here()\n"
        "assert run_in_child(in_child.echo, b'yes') == b'yes'\n"
        "assert run_in_child(in_child.die) == Died(Cause.CRASHED, 'exit 3', settled=False)\n"
        "assert int(run_in_child(in_child.parent)) > 1\n"
        "print('done')\n"
    )

    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)

    assert (ran.stdout, ran.stderr) == ("done\n", "")


def test_a_child_has_no_file_open_but_its_order_and_its_answer() -> None:
    with ThreadPoolExecutor(3) as pool:
        listed = list(pool.map(lambda _: run_in_child(in_child.open_files), range(6)))

    # And the three standard ones; its order it has read and closed.
    assert listed == [b"4"] * 6


def test_children_end_with_the_process_that_wanted_them() -> None:
    program = (
        "from app.work.child import run_in_child\n"
        "from tests.work import in_child\n"
        "from app.work.sandbox import Limits\n"
        "run_in_child(in_child.start_a_sleeper, 'sleeper-of-a-lost-child', limits=Limits(wall_seconds=90))\n"
    )
    wanted = subprocess.Popen([sys.executable, "-c", program])
    _wait_for(lambda: _children_of_all(wanted.pid))

    born = _children_of_all(wanted.pid)
    assert born
    wanted.kill()
    wanted.wait()

    _wait_for(lambda: not any(_lives(pid) for pid in born))


def wait_for_one_ahead() -> int:
    """The number of the child that waits for our next order."""
    parent = run_in_child(in_child.parent)
    assert isinstance(parent, bytes)
    _wait_for(lambda: len(_waiting(int(parent))) == 1)
    return _waiting(int(parent))[0]


def _waiting(parent: int) -> list[int]:
    """Those of its children that sleep: who ended, or dies just now, does not."""
    listed = subprocess.run(
        ["ps", "--ppid", str(parent), "-o", "pid=,stat="], capture_output=True, text=True, check=False
    )
    return [int(row.split()[0]) for row in listed.stdout.splitlines() if row.split()[1].startswith("S")]


def _lives(pid: int) -> bool:
    """Whether it runs: one that ended may wait long to be taken note of by the first process."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in ("Z", "X")


def _children_of_all(pid: int) -> list[int]:
    """The processes under `pid`, once one of them sleeps."""
    listed = subprocess.run(["ps", "-wweo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()[1:] if len(line.split(None, 2)) == 3]
    below, known = [], {pid}
    for _ in range(4):
        found = [int(row[0]) for row in rows if int(row[1]) in known and int(row[0]) not in known]
        below += found
        known |= set(found)
    # Not who has just been forked and is about to become another program: its words are still its parent's.
    sleeper = "time.sleep(60) sleeper-of-a-lost-child"
    return below if any(row[2].endswith(sleeper) and int(row[0]) in known for row in rows) else []


def _wait_for(true: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)
