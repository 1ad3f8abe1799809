"""How long reading takes beside `pdfminer.high_level.extract_text` and a `pdftotext` process, in one run, on the same files.

python benchmarks/reading/speed.py [FILE ...]     (default: the born-digital practice documents)
python benchmarks/reading/speed.py --dense        (pages full of Arabic, printed anew by LibreOffice; the same written word by word)

Each file goes through the three readers in turn, several rounds; the least CPU time of each counts, so that other work on the machine
disturbs little. pdfminer runs in a child of its own that never loads our code, because our code changes pdfminer's parts.
"""

from __future__ import annotations

import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

HERE = Path(__file__).parent
ROUNDS = 5
NOT_BORN_DIGITAL = range(30, 45)


def practice_documents() -> list[str]:
    names = sorted((HERE / "docs").glob("*.pdf"))
    born = (path for path in names if int(path.name[:2]) not in NOT_BORN_DIGITAL and path.name[:2] != "22")
    return [str(path) for path in born]


def plain_pdfminer(connection: Connection) -> None:
    """Answers each path with the CPU seconds that `extract_text` took."""
    from pdfminer.high_level import extract_text

    while (path := connection.recv()) is not None:
        connection.send(cpu_seconds(lambda path=path: extract_text(path)))


def cpu_seconds(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def pdftotext_seconds(path: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(["pdftotext", path, "-"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(paths: list[str]) -> None:
    ours_end, theirs_end = multiprocessing.get_context("spawn").Pipe()
    child = multiprocessing.get_context("spawn").Process(target=plain_pdfminer, args=(theirs_end,), daemon=True)
    child.start()
    sys.path.insert(0, str(HERE.parents[1]))
    from app.reading.pdf.read import read_pdf

    pages = 0
    totals = {"pdfminer": 0.0, "pdftotext": 0.0, "ours": 0.0}
    read_pdf(Path(paths[0]).read_bytes())  # the model and the modules are loaded once, in any process
    for path in paths:
        best = dict.fromkeys(totals, float("inf"))
        for _ in range(ROUNDS):
            ours_end.send(path)
            best["pdfminer"] = min(best["pdfminer"], ours_end.recv())
            best["pdftotext"] = min(best["pdftotext"], pdftotext_seconds(path))
            best["ours"] = min(best["ours"], cpu_seconds(lambda path=path: read_pdf(Path(path).read_bytes())))
        pages += len(read_pdf(Path(path).read_bytes()).pages)
        for reader, seconds in best.items():
            totals[reader] += seconds
    ours_end.send(None)
    for reader, seconds in totals.items():
        print(f"{reader:10s} {1000 * seconds / pages:7.1f} ms a page")
    print(
        f"{len(paths)} documents, {pages} pages: {totals['pdfminer'] / totals['ours']:.2f} x faster than extract_text, "
        f"{totals['ours'] / totals['pdftotext']:.2f} x a pdftotext process"
    )


def main_dense() -> int:
    from dense import print_dense
    from wordlike import write_word_like

    with tempfile.TemporaryDirectory() as folder:
        try:
            printed = print_dense(Path(folder))
        except (OSError, subprocess.SubprocessError):
            print("LibreOffice (soffice) is needed to print the dense pages, and did not do so.", file=sys.stderr)
            return 1
        print("as LibreOffice prints them:")
        main([str(printed)])
        print("the same pages, word by word:")
        main([str(write_word_like(printed, Path(folder) / "word-like.pdf"))])
    return 0


if __name__ == "__main__":
    if sys.argv[1:] == ["--dense"]:
        sys.exit(main_dense())
    main(sys.argv[1:] or practice_documents())
