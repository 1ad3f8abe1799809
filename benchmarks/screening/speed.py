"""How many dossiers a second one core screens, from text and from files, beside the least that could be done.

    speed.py [--rounds N] [--files]

The yardstick, in the same run and on the same files: `pdftotext` (poppler) and three regular expressions, which is what
a keyword filter costs, and all it gives is a word found or not.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from app.commands.dossier_folder import FolderDossier, find_dossiers  # noqa: E402
from app.posting.read_notice import read_notice  # noqa: E402
from app.reading.text import plain_text  # noqa: E402
from app.screening.as_json import as_json  # noqa: E402
from app.screening.evidence import PieceText  # noqa: E402
from app.screening.judge import judge  # noqa: E402
from benchmarks.screening.accuracy import BATCHES, NOTICE, read_file  # noqa: E402

THREE = (re.compile(r"\bmaster\b", re.IGNORECASE), re.compile(r"coordinat\w+", re.IGNORECASE), re.compile(r"20\d\d"))
HOSTILE_CHARACTERS = 1_000_000


def timed(work: Callable[[FolderDossier], object], dossiers: list[FolderDossier], rounds: int) -> list[float]:
    """Processor seconds for each dossier, over all rounds; children are not counted."""
    spent: list[float] = []
    for _ in range(rounds):
        for dossier in dossiers:
            began = time.process_time()
            work(dossier)
            spent.append(time.process_time() - began)
    return spent


def said(name: str, spent: list[float]) -> str:
    """One line: dossiers a second, median and 99th percentile in milliseconds."""
    ordered = sorted(spent)
    worst = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return (
        f"{name:44} {len(spent) / sum(spent):8.1f} dossiers/s/core"
        f"   median {1000 * statistics.median(spent):7.1f} ms   p99 {1000 * worst:7.1f} ms"
    )


def wall(work: Callable[[FolderDossier], object], dossiers: list[FolderDossier]) -> list[float]:
    """Seconds on the wall for each dossier, children included."""
    spent: list[float] = []
    for dossier in dossiers:
        began = time.perf_counter()
        work(dossier)
        spent.append(time.perf_counter() - began)
    return spent


def hostile_seconds() -> dict[str, float]:
    """Processor seconds to judge a megabyte of text made to be slow, by kind."""
    kinds = {
        "one word": "a" * HOSTILE_CHARACTERS,
        "dates": "01/2020 - " * (HOSTILE_CHARACTERS // 10),
        "masters": "master en " * (HOSTILE_CHARACTERS // 10),
        "lines": "Coordinatrice de projet, Association Espoir\n" * (HOSTILE_CHARACTERS // 44),
        "brackets": "((((((((((" * (HOSTILE_CHARACTERS // 10),
    }
    notice = read_notice(NOTICE)
    dossier = next(find_dossiers(BATCHES[0]))
    spent: dict[str, float] = {}
    for kind, text in kinds.items():
        pieces = [PieceText("cv.txt", dossier.files[0].kind, plain_text(text))]
        began = time.process_time()
        judge(pieces, dossier.referees, dossier.person, notice)
        spent[kind] = time.process_time() - began
    return spent


def main() -> None:
    """Prints the table."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--files", action="store_true", help="also read the files, beside pdftotext")
    ask.add_argument("--hostile", action="store_true", help="also a megabyte of text made to be slow")
    args = ask.parse_args()
    notice = read_notice(NOTICE)
    dossiers = [dossier for batch in BATCHES for dossier in find_dossiers(batch)]
    read = {dossier.ident: [read_file(file, truth=True) for file in dossier.files] for dossier in dossiers}

    def from_text(dossier: FolderDossier) -> str:
        pieces = [
            PieceText(piece.file, piece.kind, plain_text(piece.read.text))
            for piece in read[dossier.ident]
            if piece.read
        ]
        return as_json(dossier.ident, pieces, judge(pieces, dossier.referees, dossier.person, notice), notice)

    from_text(dossiers[0])  # the word lists are compiled once
    print(said("text to judgement", timed(from_text, dossiers, args.rounds)))
    if args.files:
        print(
            said(
                "files to judgement (wall, children included)",
                wall(lambda d: [read_file(f) for f in d.files] and from_text(d), dossiers),
            )
        )
        if shutil.which("pdftotext"):
            pdfs = [dossier for dossier in dossiers if all(file.path.suffix == ".pdf" for file in dossier.files)]
            print(said("pdftotext and three expressions (wall)", wall(_least, pdfs)))
    if args.hostile:
        for kind, seconds in hostile_seconds().items():
            print(f"1 MB of {kind:36} {seconds:8.2f} s")


def _least(dossier: FolderDossier) -> list[bool]:
    found: list[bool] = []
    for file in dossier.files:
        text = subprocess.run(["pdftotext", str(file.path), "-"], capture_output=True, check=False).stdout.decode(
            "utf-8", "replace"
        )
        found += [bool(pattern.search(text)) for pattern in THREE]
    return found


if __name__ == "__main__":
    main()
