"""What the walls cost, and what a second child gains. In-process and in-child readings take turns.

    python benchmarks/reading/child.py [ROUNDS]

Prints the quickest quarter's upper end (milliseconds) of each, and how many times more documents two at once get read.
"""

from __future__ import annotations

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
    alone, together = [], []
    for _ in range(rounds):
        alone.append(_timed(partial(_crowd, files, 1)))
        together.append(_timed(partial(_crowd, files, 2)))
    print(f"two at once read {min(alone) / min(together):.2f} times as many as one")


def _crowd(files: list[tuple[bytes, str]], at_once: int) -> None:
    work = (files * AT_ONCE)[:AT_ONCE]
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(lambda file: _in_child(*file), work))


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
