"""What the walls cost, and what a second child gains. In-process and in-child readings take turns.

    python benchmarks/reading/child.py [ROUNDS]

Prints the quickest quarter's upper end (milliseconds) of each, and how many times more documents two at once get read; beside
it what two plain processes gain that only count, in the same minutes: no more is to be had of the machine then.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from app.reading.isolated import read_in_child
from app.reading.read import read_piece
from app.reading.unreadable import Unreadable

DOCUMENTS = sorted((Path(__file__).parent / "docs").glob("0*.pdf"))
AT_ONCE = 24
_COUNTS = "import sys\nfor _ in sys.stdin:\n    sum(n * n for n in range(300_000))\n    print(flush=True)"


def main(rounds: int) -> None:
    """Measure and print."""
    files = [(path.read_bytes(), path.name) for path in DOCUMENTS]
    here: list[float] = []
    behind: list[float] = []
    for content, name in files * rounds:
        here.append(_timed(partial(read_piece, content, file_name=name)))
        behind.append(_timed(partial(_in_child, content, name)))
    pairs = sorted(one - other for one, other in zip(behind, here, strict=True))
    print(
        f"in process {_quarter(here):6.1f} ms   in a child {_quarter(behind):6.1f} ms   the walls {_quarter(pairs):6.1f} ms"
    )
    times: dict[tuple[str, int], list[float]] = {(who, at_once): [] for who in ("read", "count") for at_once in (1, 2)}
    counters = [_counter() for _ in range(2)]
    for _ in range(rounds):
        for at_once in (1, 2):
            times["read", at_once].append(_timed(partial(_crowd, files, at_once)))
            times["count", at_once].append(_timed(partial(_count, counters[:at_once])))
    for counter in counters:
        counter.communicate()
    read, count = (min(times[who, 1]) / min(times[who, 2]) for who in ("read", "count"))
    print(f"two at once read {read:.2f} times as many as one; two plain processes count {count:.2f} times as far")


def _crowd(files: list[tuple[bytes, str]], at_once: int) -> None:
    work = (files * AT_ONCE)[:AT_ONCE]
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(lambda file: _in_child(*file), work))


def _counter() -> subprocess.Popen[str]:
    """A process that counts for some milliseconds at each line, and answers with one."""
    return subprocess.Popen([sys.executable, "-c", _COUNTS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _count(counters: list[subprocess.Popen[str]]) -> None:
    with ThreadPoolExecutor(len(counters)) as pool:
        list(pool.map(lambda counter: _ask(counter, AT_ONCE // len(counters)), counters))


def _ask(counter: subprocess.Popen[str], times: int) -> None:
    assert counter.stdin is not None
    assert counter.stdout is not None
    for _ in range(times):
        counter.stdin.write("\n")
        counter.stdin.flush()
        counter.stdout.readline()


def _in_child(content: bytes, name: str) -> None:
    read = read_in_child(content, file_name=name)
    if isinstance(read, Unreadable):
        raise SystemExit(f"{name}: {read}")


def _timed(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return (time.perf_counter() - before) * 1000


def _quarter(times: list[float]) -> float:
    return sorted(times)[len(times) // 4]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
