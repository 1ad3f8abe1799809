"""Damages the practice dossiers as a bad reading would, and counts who is then refused wrongly.

    damage.py [FOLDER…] [--seeds N]    default: the practice dossiers, three seeds

A damaged text may cost a verdict: *met* and *not met* may become *unclear*. It may never make a person *not met* whom
the right answers call *met* or *unclear*. The exit status is 1 where that happened.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from accuracy import BATCHES, NOTICE, REQUIRED, read_file  # noqa: E402

from app.commands.dossier_folder import FolderDossier, find_dossiers  # noqa: E402
from app.posting.notice import Notice  # noqa: E402
from app.posting.read_notice import read_notice  # noqa: E402
from app.reading.plausible import languages  # noqa: E402
from app.reading.text import ReadText, plain_text  # noqa: E402
from app.screening.evidence import PieceText  # noqa: E402
from app.screening.fold import fold_words  # noqa: E402
from app.screening.judge import judge  # noqa: E402
from app.screening.periods import find_periods  # noqa: E402

WRONG_LETTERS = 0.015
SHUFFLED_LINES = 0.10
CELLS = re.compile(r"\s[–—|-]\s|\s{2,}|\t|, |، ")
ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي")


def interleaved(lines: Sequence[str], dice: random.Random) -> list[str]:
    """Two halves read as if they were two columns, line by line."""
    middle = (len(lines) + 1) // 2
    left, right = lines[:middle], lines[middle:]
    return [line for pair in zip(left, [*right, ""], strict=False) for line in pair if line]


def dates_first(lines: Sequence[str], dice: random.Random) -> list[str]:
    """Every period in front of its section's other words, as a column of dates that was read first."""
    return [line for run in _sections(lines) for line in _apart(run, first=True)]


def dates_last(lines: Sequence[str], dice: random.Random) -> list[str]:
    """Every period behind its section's other words."""
    return [line for run in _sections(lines) for line in _apart(run, first=False)]


def cut_cells(lines: Sequence[str], dice: random.Random) -> list[str]:
    """Each cell of a line on a line of its own."""
    return [cell.strip() for line in lines for cell in CELLS.split(line) if cell and cell.strip()]


def wrong_letters(lines: Sequence[str], dice: random.Random) -> list[str]:
    """1.5 % of the letters read as another one."""
    return ["".join(_misread(character, dice) for character in line) for line in lines]


def shuffled(lines: Sequence[str], dice: random.Random) -> list[str]:
    """A tenth of the lines in places that other lines of that tenth had."""
    chosen = dice.sample(range(len(lines)), k=max(2, round(len(lines) * SHUFFLED_LINES))) if len(lines) > 1 else []
    places = sorted(chosen)
    result = list(lines)
    for place, origin in zip(places, chosen, strict=True):
        result[place] = lines[origin]
    return result


DAMAGES: dict[str, Callable[[Sequence[str], random.Random], list[str]]] = {
    "interleaved": interleaved,
    "dates_first": dates_first,
    "dates_last": dates_last,
    "cut_cells": cut_cells,
    "wrong_letters": wrong_letters,
    "shuffled": shuffled,
}


def _misread(character: str, dice: random.Random) -> str:
    if dice.random() >= WRONG_LETTERS:
        return character
    alphabet = next((each for each in ALPHABETS if character.casefold() in each), None)
    return dice.choice(alphabet) if alphabet else character


def _sections(lines: Sequence[str]) -> Iterator[list[str]]:
    """Runs of lines, each begun by a short line without a digit that is no list item: near enough to a heading."""
    run: list[str] = []
    for line in lines:
        if run and _may_head(line):
            yield run
            run = []
        run.append(line)
    yield run


def _may_head(line: str) -> bool:
    words = line.split()
    return 0 < len(words) <= 3 and not any(map(str.isdigit, line)) and line.strip()[:1] not in "•-–*,("


def _apart(run: Sequence[str], *, first: bool) -> list[str]:
    dates, rest = [], []
    for line in run[1:]:
        text = fold_words(line)
        periods = find_periods(text) if len(text) == len(line) else []
        if periods and len(line.split()) < 18:
            begin, end = periods[0].start, periods[0].end
            dates.append(line[begin:end].strip())
            rest.append(re.sub(r"^[\s,:;()|–—-]+|[\s,:;()|–—-]+$", "", line[:begin] + " " + line[end:]))
        else:
            rest.append(line)
    rest = [line for line in rest if line]
    return [run[0], *dates, *rest] if first else [run[0], *rest, *dates]


def damaged(piece: PieceText, name: str, seed: int) -> PieceText:
    """The piece after one damage; the same seed gives the same words."""
    if piece.read is None:
        return piece
    dice = random.Random(f"{name}/{seed}/{piece.file}")
    text = "\n".join(DAMAGES[name](piece.read.text.splitlines(), dice))
    return PieceText(piece.file, piece.kind, ReadText(plain_text(text).pages, languages(text)))


def refused_wrongly(dossier: FolderDossier, notice: Notice, name: str, seed: int) -> tuple[list[str], Counter[str]]:
    """`criterion: right …, reason` for each wrong refusal, and how the five verdicts came out."""
    gold = json.loads((dossier.files[0].path.parent / "gold.json").read_text(encoding="utf-8"))["criteria"]
    pieces = [damaged(read_file(file, truth=True), name, seed) for file in dossier.files]
    said = {each.criterion: each for each in judge(pieces, dossier.referees, dossier.person, notice).judgements}
    counts = Counter("exact" if gold[each]["verdict"] == said[each].verdict else "other" for each in REQUIRED)
    wrong = [
        f"{dossier.ident} {name}/{seed} {each}: right {gold[each]['verdict']}, {said[each].reason}"
        for each in REQUIRED
        if gold[each]["verdict"] != "not_met" and said[each].verdict == "not_met"
    ]
    return wrong, counts


def main() -> None:
    """Prints each wrong refusal, then a line for each damage."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("folders", nargs="*", type=Path, default=list(BATCHES))
    ask.add_argument("--seeds", type=int, default=3)
    args = ask.parse_args()
    notice = read_notice(NOTICE)
    dossiers = [dossier for folder in args.folders for dossier in find_dossiers(folder)]
    refused = 0
    for name in DAMAGES:
        found: list[str] = []
        counts: Counter[str] = Counter()
        seeds = range(args.seeds if name in ("wrong_letters", "shuffled") else 1)
        for seed in seeds:
            for dossier in dossiers:
                wrong, each = refused_wrongly(dossier, notice, name, seed)
                found += wrong
                counts += each
        print("\n".join(found), end="\n" if found else "")
        exact = counts["exact"] / max(1, counts.total())
        print(f"{name}: {len(found)} refused wrongly in {len(dossiers) * len(seeds)} dossiers; exact {exact:.1%}")
        refused += len(found)
    sys.exit(1 if refused else 0)


if __name__ == "__main__":
    main()
