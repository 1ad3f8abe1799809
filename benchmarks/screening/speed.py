"""How many dossiers a second one core screens, from text and from files, beside the least that could be done.

    speed.py [--rounds N] [--files] [--hostile]

Every round is a new process that judges each dossier once, after thirty of other people's: the word lists are compiled and common
words known, as in a service that runs, and no text is judged a second time. Told is each dossier's best round.

The yardstick, in the same run and on the same files: `pdftotext` (poppler) and three regular expressions, which is what
a keyword filter costs, and all it gives is a word found or not.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from app.commands.dossier_folder import FolderDossier, FolderFile, find_dossiers  # noqa: E402
from app.posting.notice import Notice, PieceKind  # noqa: E402
from app.posting.read_notice import read_notice  # noqa: E402
from app.reading.text import plain_text  # noqa: E402
from app.screening.as_json import as_json  # noqa: E402
from app.screening.evidence import PieceText  # noqa: E402
from app.screening.judge import judge  # noqa: E402
from benchmarks.screening.accuracy import BATCHES, NOTICE, read_file  # noqa: E402

THREE = (re.compile(r"\bmaster\b", re.IGNORECASE), re.compile(r"coordinat\w+", re.IGNORECASE), re.compile(r"20\d\d"))
OTHERS = HERE / "unseen" / "cedre"
HOSTILE_CHARACTERS = 1_000_000


def judged(dossier: FolderDossier, pieces: Sequence[PieceText], notice: Notice) -> str:
    """The dossier's line of JSON."""
    return as_json(dossier.ident, pieces, judge(pieces, dossier.referees, dossier.person, notice), notice)


def one_round(notice: Notice, dossiers: Sequence[FolderDossier]) -> list[float]:
    """Processor seconds from text to JSON for each dossier, judged for the first time in this process."""
    texts = [(dossier, _texts_of(dossier)) for dossier in (*find_dossiers(OTHERS), *dossiers)]
    spent: list[float] = []
    for dossier, written in texts:
        began = time.process_time()
        judged(dossier, [PieceText(name, kind, plain_text(text)) for name, kind, text in written], notice)
        spent.append(time.process_time() - began)
    return spent[-len(dossiers) :]


def _texts_of(dossier: FolderDossier) -> list[tuple[str, PieceKind, str]]:
    return [
        (file.path.name, file.kind, exact.read_text(encoding="utf-8"))
        for file in dossier.files
        for exact in _exact_texts(file)[:1]
    ]


def _exact_texts(file: FolderFile) -> list[Path]:
    """Where the exact text of a file is kept: under the file's name, or its kind's."""
    names = (file.path.stem, file.kind.value)
    return [exact for name in names if (exact := file.path.parent / "truth" / f"{name}.txt").exists()]


def best_of(rounds: int) -> list[float]:
    """Each dossier's best time over rounds in processes of their own."""
    told = [
        json.loads(
            subprocess.run([sys.executable, __file__, "--once"], capture_output=True, check=True).stdout.decode()
        )
        for _ in range(rounds)
    ]
    return [min(times) for times in zip(*told, strict=True)]


def wall(work: Callable[[FolderDossier], object], dossiers: Sequence[FolderDossier]) -> list[float]:
    """Seconds on the wall for each dossier, children included."""
    spent: list[float] = []
    for dossier in dossiers:
        began = time.perf_counter()
        work(dossier)
        spent.append(time.perf_counter() - began)
    return spent


def said(name: str, spent: Sequence[float]) -> str:
    """One line: dossiers a second, median and 99th percentile in milliseconds."""
    ordered = sorted(spent)
    worst = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return (
        f"{name:52} {len(spent) / sum(spent):8.2f} dossiers/s"
        f"   median {1000 * statistics.median(spent):7.1f} ms   p99 {1000 * worst:7.1f} ms"
    )


def hostile_seconds() -> dict[str, float]:
    """Processor seconds to judge a megabyte of text made to be slow, by kind."""
    kinds = {
        "one word": "a" * HOSTILE_CHARACTERS,
        "dates": "01/2020 - " * (HOSTILE_CHARACTERS // 10),
        "masters": "master en " * (HOSTILE_CHARACTERS // 10),
        "lines": "Coordinatrice de projet, Association Espoir\n" * (HOSTILE_CHARACTERS // 44),
        "brackets": "((((((((((" * (HOSTILE_CHARACTERS // 10),
        "long words after dates": f"Expérience\n{'Coordinatrice 2019 ' + 'a' * 150 + ' !' + chr(10)}" * 5_000,
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


def from_files(notice: Notice, dossiers: Sequence[FolderDossier]) -> None:
    """Prints what files cost, read in child processes and judged, beside `pdftotext` on those that are PDFs alone."""

    def ours(dossier: FolderDossier) -> str:
        return judged(dossier, [read_file(file) for file in dossier.files], notice)

    spent = dict(zip((dossier.ident for dossier in dossiers), wall(ours, dossiers), strict=True))
    pdfs = [dossier for dossier in dossiers if all(file.path.suffix == ".pdf" for file in dossier.files)]
    written = [dossier for dossier in pdfs if all(map(_speaks, dossier.files))]
    print(said(f"files to judgement, all {len(dossiers)} (wall, children)", list(spent.values())))
    print(said(f"  PDFs alone ({len(pdfs)})", [spent[dossier.ident] for dossier in pdfs]))
    print(said(f"  PDFs with their text ({len(written)})", [spent[dossier.ident] for dossier in written]))
    print(said("pdftotext and three expressions, the same (wall)", wall(_least, written)))


def _text_of(path: Path) -> str:
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=False).stdout.decode(
        "utf-8", "replace"
    )


def _speaks(file: FolderFile) -> bool:
    """Whether `pdftotext` finds words in the file at all; of a scan it finds none."""
    return bool(_text_of(file.path).strip())


def _least(dossier: FolderDossier) -> list[bool]:
    texts = [_text_of(file.path) for file in dossier.files]
    return [bool(pattern.search(text)) for text in texts for pattern in THREE]


def main() -> None:
    """Prints the table."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("--rounds", type=int, default=3)
    ask.add_argument("--files", action="store_true", help="also read the files, beside pdftotext")
    ask.add_argument("--hostile", action="store_true", help="also a megabyte of text made to be slow")
    ask.add_argument("--once", action="store_true", help="one round, its times as JSON")
    args = ask.parse_args()
    notice = read_notice(NOTICE)
    dossiers = [dossier for batch in BATCHES for dossier in find_dossiers(batch)]
    if args.once:
        print(json.dumps(one_round(notice, dossiers)))
        return
    print(said("text to judgement (one core, processor time)", best_of(args.rounds)))
    if args.files and shutil.which("pdftotext"):
        from_files(notice, dossiers)
    if args.hostile:
        for kind, seconds in hostile_seconds().items():
            print(f"1 MB of {kind:44} {seconds:8.2f} s")


if __name__ == "__main__":
    main()
