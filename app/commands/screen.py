"""`screen PATH…`: judges dossiers that lie in folders, or bare CV files, with no database.

The same files and the same notice give the same lines, whatever `--jobs` is. A `gold.json` or a `truth/` folder beside
the files is never opened.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from app.commands.dossier_folder import FolderDossier, FolderFile, NotADossier, find_dossiers
from app.commands.verdict_table import points_in_words, print_verdicts
from app.i18n.translate import in_words
from app.posting.notice import Notice
from app.posting.read_notice import NoticeFaulty, read_notice
from app.reading.isolated import read_in_child
from app.reading.named_file import content_of
from app.reading.unreadable import Unreadable, Why
from app.screening.as_json import as_json
from app.screening.evidence import PieceText
from app.screening.judge import judge
from app.screening.judgement import Screening, Verdict
from app.screening.reasons import OVERALL

OUR_NOTICE = Path(__file__).resolve().parents[1] / "posting" / "notices" / "omp_charge_de_projet.toml"


@dataclass(frozen=True, slots=True)
class Screened:
    """One dossier after screening."""

    dossier: FolderDossier
    pieces: tuple[PieceText, ...]
    screening: Screening


def run(paths: Sequence[Path], *, as_json: bool, notice_path: Path | None, jobs: int, trace: bool = False) -> int:
    """0; 1 when a file could not be read (said on stderr); 2 when a path or the notice makes no sense."""
    try:
        notice = read_notice(notice_path or OUR_NOTICE)
        dossiers = [dossier for path in paths for dossier in find_dossiers(path)]
    except NoticeFaulty as refused:
        for fault in refused.faults:
            print(f"{notice_path}: {fault}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    except NotADossier as refused:
        print(refused, file=sys.stderr)
        return 2
    unread = 0
    screened = screen_all(dossiers, notice, jobs=jobs)
    for result in _shown(screened, notice, json=as_json, trace=trace):
        for piece in result.pieces:
            if piece.read is None:
                unread += 1
                print(f"{result.dossier.ident}: {piece.file}: unreadable: {piece.why}", file=sys.stderr)
    return 1 if unread else 0


def screen_all(dossiers: Iterable[FolderDossier], notice: Notice, *, jobs: int) -> Iterator[Screened]:
    """Each dossier read and judged, in the order given; `jobs` of them at a time."""
    with ThreadPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(lambda dossier: screen_one(dossier, notice), dossiers)


def screen_one(dossier: FolderDossier, notice: Notice) -> Screened:
    """Reads every file behind walls, then judges."""
    pieces = tuple(_piece(file) for file in dossier.files)
    return Screened(dossier, pieces, judge(pieces, dossier.referees, dossier.person, notice))


def _piece(file: FolderFile) -> PieceText:
    try:
        read = read_in_child(content_of(file.path), file_name=file.path.name)
    except Unreadable as unreadable:
        read = unreadable
    except OSError as error:
        read = Unreadable(Why.DAMAGED, f"cannot open: {error.strerror}")
    if isinstance(read, Unreadable):
        return PieceText(file.path.name, file.kind, None, str(read.why))
    return PieceText(file.path.name, file.kind, read)


def _shown(screened: Iterable[Screened], notice: Notice, *, json: bool, trace: bool) -> Iterator[Screened]:
    """Prints each result as it comes (or the table at the end) and hands it on."""
    rows = []
    for result in screened:
        if trace:
            from app.screening.trace import trace_of

            print(f"== {result.dossier.ident}")
            for piece in result.pieces:
                print(trace_of(piece, notice))
        elif json:
            print(as_json(result.dossier.ident, result.pieces, result.screening, notice), flush=True)
        else:
            rows.append(_row(result))
        yield result
    if not json and not trace:
        print_verdicts(notice, ("dossier", "avis", "points"), rows)


def _row(result: Screened) -> tuple[tuple[str, ...], list[Verdict]]:
    screening = result.screening
    overall = in_words(OVERALL[screening.overall], "fr")
    cells = (result.dossier.ident, overall, points_in_words(screening.points, "fr"))
    return cells, [judgement.verdict for judgement in screening.judgements]
