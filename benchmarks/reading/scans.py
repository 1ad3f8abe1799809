"""How long a scanned page takes: the reading room's work on it, the whole command, and one plain run of Tesseract as a yardstick.

    python benchmarks/reading/scans.py [ROUNDS]

The three take turns on the same files and the least of each counts. In process: seconds of processor time, ours and
Tesseract's, so that other work on the machine disturbs little. The command is also timed by the clock, as a person feels it.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from app.reading.looks import Picture, draw_to_read, first_look, second_look
from app.reading.ocr.tesseract import program

ROOT = Path(__file__).parents[2]
SCANS = {
    "Latin": ("22_fr_no_tounicode.pdf", "31_fr_scan200.pdf", "36_fr_scan200_sidebar.pdf", "40_fr_photo.jpg"),
    "Arabic": ("33_ar_scan200.pdf", "35_mix_scan200.pdf", "43_ar_scan_false_layer.pdf"),
}
PLAIN_LANGUAGES = {"Latin": "fra", "Arabic": "fra+ara"}


def main(rounds: int) -> None:
    """Measure and print."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # as the children have it
    print(f"{'seconds a page':16}{'in process':>12}{'plain':>8}{'ratio':>7}{'command':>9}{'by the clock':>14}")
    for script, names in SCANS.items():
        sums = [0.0] * 4
        for name in names:
            path = ROOT / "benchmarks" / "reading" / "docs" / name
            for index, seconds in enumerate(_least(path, PLAIN_LANGUAGES[script], rounds)):
                sums[index] += seconds / len(names)
        ours, plain, command, clock = sums
        print(f"{script:16}{ours:12.2f}{plain:8.2f}{ours / plain:7.2f}{command:9.2f}{clock:14.2f}")


def _least(path: Path, languages: str, rounds: int) -> list[float]:
    """Of all rounds: our processor time in process, plain Tesseract's, the command's, and the command's by the clock."""
    content = path.read_bytes()
    (number,) = first_look(content, file_name=path.name).shares
    shown = draw_to_read(content, file_name=path.name, number=number)
    with tempfile.TemporaryDirectory() as folder:
        picture = _picture(shown, Path(folder))
        dpi = str(round(shown.dpi))
        plain = [program(), str(picture), "-", "-l", languages, "--dpi", dpi]
        whole = [sys.executable, "-m", "app", "read", str(path)]
        found: list[list[float]] = []
        for _ in range(rounds):
            ours, _ = _taken(lambda: second_look(content, file_name=path.name, number=number))
            one, _ = _taken(lambda: _run(plain))
            found.append([ours, one, *_taken(lambda: _run(whole))])
    return [min(column) for column in zip(*found, strict=True)]


def _picture(shown: Picture, folder: Path) -> Path:
    path = folder / "page.ppm"
    shown.image.convert("L").save(path, "PPM")
    return path


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def _taken(act: Callable[[], object]) -> tuple[float, float]:
    """Processor time of this process and of those it started, and time by the clock."""
    before, began = _processor(), time.perf_counter()
    act()
    return _processor() - before, time.perf_counter() - began


def _processor() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
