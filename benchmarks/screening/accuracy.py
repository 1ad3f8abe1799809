"""How often screening is right on the practice dossiers, by criterion, and the figures of the benchmark.

    accuracy.py [FOLDER…]              read the files, judge, compare (default: the practice dossiers)
    accuracy.py --from-truth […]       judge the exact texts instead of the files, where a dossier has them
    accuracy.py --write-baseline       keep the figures as baseline.json
    accuracy.py --keep-readings FILE   keep what was read, for quick runs; --readings FILE uses it, and tells the
                                       figures by language and by make of file too

The figures agree with `dossiers/score.py`, which knows nothing of this program; a test holds them together.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from app.commands.dossier_folder import FolderDossier, FolderFile, find_dossiers  # noqa: E402
from app.posting.notice import Notice  # noqa: E402
from app.posting.read_notice import read_notice  # noqa: E402
from app.reading.isolated import read_in_child  # noqa: E402
from app.reading.plausible import languages  # noqa: E402
from app.reading.stored import from_bytes, to_bytes  # noqa: E402
from app.reading.text import ReadText, Source, plain_text  # noqa: E402
from app.reading.unreadable import Unreadable  # noqa: E402
from app.screening.as_json import as_data  # noqa: E402
from app.screening.evidence import PieceText  # noqa: E402
from app.screening.judge import judge  # noqa: E402

DOSSIERS = HERE / "dossiers"
BATCHES = (DOSSIERS / "atlas", DOSSIERS / "bahia")
BASELINE = HERE / "baseline.json"
NOTICE = HERE.parents[1] / "app" / "posting" / "notices" / "omp_charge_de_projet.toml"
REQUIRED = ("degree", "experience", "french", "arabic", "dossier")
RATED = ("human_rights", "prison", "vulnerability", "coordination", "communication", "advocacy", "reporting")
COST = {
    ("met", "not_met"): 20, ("unclear", "not_met"): 10, ("not_met", "met"): 5,
    ("unclear", "met"): 3, ("met", "unclear"): 1, ("not_met", "unclear"): 1,
}  # fmt: skip
VERDICTS = ("met", "unclear", "not_met")


@dataclass(frozen=True, slots=True)
class Compared:
    """One dossier's right answers and what was said."""

    ident: str
    right: Mapping[str, Any]
    said: Mapping[str, Any]

    def pairs(self) -> Iterator[tuple[str, str, str]]:
        """(criterion, right verdict, said verdict) for the required criteria."""
        said = {row["id"]: row for row in self.said["criteria"]}
        for name in REQUIRED:
            yield name, self.right["criteria"][name]["verdict"], said[name]["verdict"]

    def row(self, criterion: str) -> Mapping[str, Any]:
        return next(row for row in self.said["criteria"] if row["id"] == criterion)


class Readings:
    """What was read of each file, kept in one archive so that a change to screening is measured in seconds."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self._kept = {name: archive.read(name) for name in archive.namelist()}

    def of(self, file: FolderFile) -> ReadText | None:
        kept = self._kept.get(name_of(file))
        return from_bytes(kept) if kept else None


def name_of(file: FolderFile) -> str:
    """How a file is named in the archive of readings."""
    return "/".join(file.path.parts[-3:])


def read_file(file: FolderFile, *, truth: bool = False, readings: Readings | None = None) -> PieceText:
    """One file read: its exact text where that is asked and there, kept words, or the file itself."""
    exact = file.path.parent / "truth" / f"{file.path.stem}.txt"
    if truth and exact.exists():
        text = exact.read_text(encoding="utf-8")
        return PieceText(file.path.name, file.kind, ReadText(plain_text(text).pages, languages(text)))
    read = readings.of(file) if readings else read_in_child(file.path.read_bytes(), file_name=file.path.name)
    if read is None or isinstance(read, Unreadable):
        return PieceText(file.path.name, file.kind, None, str(read.why) if read else "damaged")
    return PieceText(file.path.name, file.kind, read)


def compare(dossier: FolderDossier, notice: Notice, *, truth: bool, readings: Readings | None = None) -> Compared:
    """The dossier judged, beside its right answers."""
    pieces = [read_file(file, truth=truth, readings=readings) for file in dossier.files]
    screening = judge(pieces, dossier.referees, dossier.person, notice)
    said = json.loads(json.dumps(as_data(dossier.ident, pieces, screening, notice)))
    gold = dossier.files[0].path.parent / "gold.json"
    return Compared(dossier.ident, json.loads(gold.read_text(encoding="utf-8")), said)


def figures(compared: Iterable[Compared]) -> dict[str, Any]:
    """The benchmark's figures: see the README for each."""
    rows = list(compared)
    pairs = [pair for row in rows for pair in row.pairs()]
    recall = {
        verdict: _share([said == verdict for _, right, said in pairs if right == verdict]) for verdict in VERDICTS
    }
    met = sum(right == "met" for _, right, _ in pairs)
    false_not_met = sum(right != "not_met" and said == "not_met" for _, right, said in pairs)
    return {
        "dossiers": len(rows),
        "false_not_met": false_not_met,
        "false_not_met_bound_95": round(3 / met, 4) if met and not false_not_met else None,
        "false_met": sum(right == "not_met" and said == "met" for _, right, said in pairs),
        "exact": _share([right == said for _, right, said in pairs]),
        "balanced": round(sum(recall.values()) / len(recall), 4),
        "recall": recall,
        "overall": _share([row.right["overall"] == row.said["overall"] for row in rows]),
        "mean_cost": round(sum(COST.get((right, said), 0) for _, right, said in pairs) / max(1, len(pairs)), 4),
        "by_criterion": {
            name: _share([right == said for criterion, right, said in pairs if criterion == name]) for name in REQUIRED
        },
        "decided_share": {
            name: _share(
                [said != "unclear" for criterion, right, said in pairs if criterion == name and right != "unclear"]
            )
            for name in REQUIRED
        },
        "sent_to_a_human": _share([row.said["overall"] == "to_review" for row in rows]),
        "months_within_one": _share([within for row in rows if (within := _months(row)) is not None]),
        "degree_level": _share([right for row in rows if (right := _level(row)) is not None]),
        "degree_field": _share([right for row in rows if (right := _field(row)) is not None]),
        "rated_f1": {name: _f1([(row.right["rated"][name], row.row(name)["shown"]) for row in rows]) for name in RATED},
        "met_without_evidence": sum(
            row.row(name)["verdict"] == "met" and not row.row(name)["evidence"] for row in rows for name in REQUIRED
        ),
    }


def by_group(compared: Iterable[Compared], groups: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """Dossiers, exact verdicts and overall classes for each group; `groups` names the group of each dossier."""
    rows: dict[str, list[Compared]] = {}
    for row in compared:
        rows.setdefault(groups[row.ident], []).append(row)
    return {
        group: {
            "dossiers": len(members),
            "exact": _share([right == said for row in members for _, right, said in row.pairs()]),
            "overall": _share([row.right["overall"] == row.said["overall"] for row in members]),
        }
        for group, members in sorted(rows.items())
    }


def _language_of(piece: PieceText) -> str:
    shares = piece.read.languages if piece.read else {}
    return max(shares, key=lambda code: shares[code], default="unread")


def _make_of(piece: PieceText) -> str:
    ending = Path(piece.file).suffix.lower().lstrip(".")
    seen = piece.read is not None and any(page.source is Source.OCR for page in piece.read.pages)
    return f"{ending}, a picture" if seen else ending


def wrong(compared: Iterable[Compared]) -> Iterator[str]:
    """A line for every required verdict that differs."""
    for row in compared:
        for name, right, said in row.pairs():
            if right != said:
                yield f"{row.ident} {name}: right {right}, said {said} ({row.row(name)['reason']})"


def _share(truths: list[bool]) -> float:
    return round(sum(truths) / len(truths), 4) if truths else 1.0


def _bound(months: float | None) -> float:
    return math.inf if months is None else months


def _months(row: Compared) -> bool | None:
    right, said = row.right["criteria"]["experience"], row.row("experience")
    if right.get("months_min") is None or said.get("months_min") is None:
        return None
    most = _bound(right["months_max"]), _bound(said["months_max"])
    return abs(right["months_min"] - said["months_min"]) <= 1 and (most[0] == most[1] or abs(most[0] - most[1]) <= 1)


def _level(row: Compared) -> bool | None:
    right = row.right["criteria"]["degree"]["level"]
    return None if right is None else row.row("degree")["level"] == right


def _field(row: Compared) -> bool | None:
    right = row.right["criteria"]["degree"]
    return None if right["level"] is None or not right["field"] else row.row("degree")["field"] == right["field"]


def _f1(pairs: list[tuple[Any, Any]]) -> float:
    counts = Counter((right is True, said is True) for right, said in pairs)
    hits = counts[True, True]
    return round(2 * hits / max(1, 2 * hits + counts[True, False] + counts[False, True]), 4)


def main() -> None:
    """Prints the figures, then what differs."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("folders", nargs="*", type=Path, default=list(BATCHES))
    ask.add_argument("--from-truth", action="store_true")
    ask.add_argument("--write-baseline", action="store_true")
    ask.add_argument("--keep-readings", type=Path)
    ask.add_argument("--readings", type=Path)
    args = ask.parse_args()
    dossiers = [dossier for folder in args.folders for dossier in find_dossiers(folder)]
    if args.keep_readings:
        keep_readings(dossiers, args.keep_readings)
        return
    readings = Readings(args.readings) if args.readings else None
    notice = read_notice(NOTICE)
    compared = [compare(dossier, notice, truth=args.from_truth, readings=readings) for dossier in dossiers]
    said = figures(compared)
    print(json.dumps(said, indent=2))
    first = {dossier.ident: read_file(dossier.files[0], readings=readings) for dossier in dossiers if readings}
    for name, kind in (("language", _language_of), ("make of the first file", _make_of)):
        if first:
            groups = {ident: kind(piece) for ident, piece in first.items()}
            print(f"by {name}: {json.dumps(by_group(compared, groups), indent=1)}")
    print("\n".join(wrong(compared)))
    if args.write_baseline:
        BASELINE.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")


def keep_readings(dossiers: Iterable[FolderDossier], path: Path) -> None:
    """Reads every file once and keeps the words; the archive's bytes depend on the words only."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for dossier in dossiers:
            for file in dossier.files:
                read = read_in_child(file.path.read_bytes(), file_name=file.path.name)
                if not isinstance(read, Unreadable):
                    archive.writestr(zipfile.ZipInfo(name_of(file)), to_bytes(read))


if __name__ == "__main__":
    main()
