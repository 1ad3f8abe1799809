"""Every hostile file of `tests/reading/hostile.py`, the slow ones too: how it ended, how long it took.

    python benchmarks/reading/hostile.py [ID…]

The yardstick: each ends within ten seconds with its words or a reason it may have, and a plain file read after it is
read. Exit status 1 when one does not.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.reading.isolated import read_in_child
from app.reading.unreadable import Unreadable
from tests.reading.hostile import ALL, WORDS, Hostile

LONGEST_SECONDS = 10.5  # the wall is at ten


def end_of(hostile: Hostile) -> tuple[str, float]:
    """How reading the file ended, and the seconds it took."""
    content = hostile.make()
    before = time.monotonic()
    read = read_in_child(content, file_name=hostile.name)
    return (read.why if isinstance(read, Unreadable) else "read"), time.monotonic() - before


def main(wanted: list[str]) -> int:
    """Print one line a file; 0 when all ended as they may."""
    wrong = 0
    for key, hostile in ALL.items():
        if wanted and key not in wanted:
            continue
        end, seconds = end_of(hostile)
        after = read_in_child(WORDS.encode(), file_name="after.txt")
        well = end in hostile.ends and seconds <= LONGEST_SECONDS and not isinstance(after, Unreadable)
        wrong += not well
        print(f"{'ok   ' if well else 'WRONG'} {key} {hostile.what:48s} {end:15s} {seconds:6.2f} s", flush=True)
    print(f"{wrong} wrong of {len(ALL)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
