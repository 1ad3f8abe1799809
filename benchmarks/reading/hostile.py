"""Every hostile file of `tests/reading/hostile.py`, the slow ones too: how it ended, how long it took, how much memory at most.

    python benchmarks/reading/hostile.py [ID…]

The yardstick: each ends within ten seconds and 512 MB a process, with its words or a reason it may have; a plain file read after
it is read; and nobody called at the door. Exit status 1 when one does not.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.reading.isolated import read_in_child
from app.reading.unreadable import Unreadable
from tests.reading.hostile import ALL, WORDS, Hostile

LONGEST_SECONDS = 10.5  # the wall is at ten
MOST_MEGABYTES = 512
_EVERY_SECONDS = 0.02
_DOOR = 9  # the port of this machine that the hostile files name


@dataclass
class Peak:
    """The most memory any process below this one has held, in megabytes; nought when all were gone too soon to be seen."""

    megabytes: float = 0.0
    _done: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        while not self._done.wait(_EVERY_SECONDS):
            self.megabytes = max([self.megabytes, *map(_held, _descendants())])

    def end(self) -> None:
        self._done.set()


def _descendants() -> list[Path]:
    children: dict[str, list[Path]] = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        children.setdefault(parent, []).append(process)
    found = list(children.get(str(os.getpid()), ()))
    for process in found:
        found += children.get(process.name, ())
    return found


def _held(process: Path) -> float:
    """What the process held at its fullest, in megabytes."""
    try:
        lines = (process / "status").read_text().splitlines()
    except OSError:
        return 0.0
    return max((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), default=0.0)


@contextmanager
def _peak() -> Iterator[Peak]:
    peak = Peak()
    watcher = threading.Thread(target=peak.watch)
    watcher.start()
    try:
        yield peak
    finally:
        peak.end()
        watcher.join()


class Door:
    """Listens where the hostile files would call, and counts."""

    def __init__(self) -> None:
        self.calls = 0
        self._listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            self._listener.bind(("127.0.0.1", _DOOR))
            self._listener.listen()
        except OSError:
            print(f"(port {_DOOR} is not ours to listen on: calls are not counted)")
            return
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            self._listener.accept()[0].close()
            self.calls += 1


def end_of(hostile: Hostile) -> tuple[str, float, float]:
    """How reading the file ended, the seconds it took, the megabytes of its largest process."""
    content = hostile.make()
    with _peak() as peak:
        before = time.monotonic()
        read = read_in_child(content, file_name=hostile.name)
        seconds = time.monotonic() - before
    return (read.why if isinstance(read, Unreadable) else "read"), seconds, peak.megabytes


def main(wanted: list[str]) -> int:
    """Print one line a file; 0 when all ended as they may and nobody called."""
    wrong = 0
    door = Door()
    read_in_child(WORDS.encode(), file_name="before.txt")  # the first child waits for its server
    for key, hostile in ALL.items():
        if wanted and key not in wanted:
            continue
        end, seconds, megabytes = end_of(hostile)
        after = read_in_child(WORDS.encode(), file_name="after.txt")
        well = (
            end in hostile.ends
            and seconds <= LONGEST_SECONDS
            and megabytes <= MOST_MEGABYTES
            and not isinstance(after, Unreadable)
        )
        wrong += not well
        verdict = "ok   " if well else "WRONG"
        print(f"{verdict} {key} {hostile.what:48s} {end:15s} {seconds:6.2f} s {megabytes:5.0f} MB", flush=True)
    print(f"{wrong} wrong of {len(wanted or ALL)}, {door.calls} calls")
    return 1 if wrong or door.calls else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
