"""`ranking`: the dossiers kept, in their order, with a verdict for each criterion. Opens the database to look only."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError

from app.commands.verdict_table import points_in_words, print_verdicts
from app.db.open import open_database
from app.i18n.translate import in_words
from app.posting.notice import Notice
from app.posting.read_notice import read_notice
from app.screening.judgement import Verdict
from app.screening.queries import Ranked, ranking
from app.screening.reasons import OVERALL
from app.settings import Settings


def run(settings: Settings, *, as_json: bool) -> int:
    """0; 2 when there is no database to look into."""
    notice = read_notice(settings.notice_path)
    database = open_database(settings.sqlalchemy_url, write=False)
    try:
        with database.reading_session() as session:
            rows = ranking(session, notice)
    except SQLAlchemyError:
        print("there is no data yet: start the service once, or import a mailbox", file=sys.stderr)
        return 2
    finally:
        database.close()
    if as_json:
        for row in rows:
            print(json.dumps(as_data(row), ensure_ascii=False, sort_keys=True))
    else:
        print_table(rows, notice)
    return 0


def as_data(row: Ranked) -> dict[str, object]:
    """One row for programs."""
    return {
        "rank": row.rank,
        "reference": row.reference,
        "overall": row.overall.value,
        "points": list(row.points) if row.points else None,
        "verdicts": dict(row.verdicts),
    }


def print_table(rows: Sequence[Ranked], notice: Notice, language: str = "fr") -> None:
    """The ranking as a table for people, as wide as the terminal."""
    print_verdicts(
        notice,
        ("rang", "dossier", "avis", "points"),
        (
            (
                (
                    "–" if row.rank is None else str(row.rank),
                    row.reference,
                    in_words(OVERALL[row.overall], language),
                    points_in_words(row.points, language),
                ),
                (Verdict(verdict) for _, verdict in row.verdicts),
            )
            for row in rows
        ),
        language,
    )
