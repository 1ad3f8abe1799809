"""`explain REF`: why one dossier was screened as it was, criterion by criterion, with the words it rests on."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, undefer

from app.db.open import open_database
from app.i18n.translate import in_words, mark, number
from app.intake.tables import Dossier
from app.posting.notice import Criterion, Notice
from app.posting.read_notice import read_notice
from app.screening.reasons import OVERALL, VERDICTS, post_in_words, question_in_words, reason_in_words
from app.screening.tables import ScreeningRow
from app.settings import Settings
from app.work.claim import WorkState

LINE = mark("%(verdict)s · %(points)s of %(most)s points")
WORTH_NOTHING = mark("%(verdict)s · no points")
WHERE = mark("%(file)s, page %(page)s")
TO_SETTLE = mark("For a person to settle: %(question)s")
UNREAD = mark("%(file)s could not be read: %(why)s")
COUNTED = mark("counts")
NOT_SURE = mark("does not surely count")
NO_SUCH = mark("there is no dossier %(reference)s")
NOT_YET = mark("dossier %(reference)s has not been screened yet")


def run(settings: Settings, reference: str, *, language: str = "fr") -> int:
    """0; 1 when the dossier waits for its screening; 2 when there is no such dossier or no database."""
    notice = read_notice(settings.notice_path)
    if language not in ("fr", "ar"):
        print("the language is fr or ar", file=sys.stderr)
        return 2
    database = open_database(settings.sqlalchemy_url, write=False)
    try:
        with database.reading_session() as session:
            known, result = _find(session, reference.strip().upper())
    except SQLAlchemyError:
        print("there is no data yet: start the service once, or import a mailbox", file=sys.stderr)
        return 2
    finally:
        database.close()
    if result is None:
        print(in_words(NOT_YET if known else NO_SUCH, language, reference=reference), file=sys.stderr)
        return 1 if known else 2
    for line in explained(json.loads(result), notice, language):
        print(line)
    return 0


def _find(session: Session, reference: str) -> tuple[bool, str | None]:
    known = session.scalar(select(Dossier.id).where(Dossier.reference == reference))
    row = session.scalar(
        select(ScreeningRow)
        .where(ScreeningRow.dossier_id == known, ScreeningRow.state == WorkState.DONE)
        .options(undefer(ScreeningRow.result))
    )
    return known is not None, row.result if row is not None else None


def explained(result: Mapping[str, Any], notice: Notice, language: str) -> Iterator[str]:
    """The lines of the explanation: the notice's sentence, the verdict, the reason, the quotes, the question."""
    yield f"{result['id']} · {in_words(OVERALL[result['overall']], language)} · {_points(result['points'], language)} / 100"
    for row in result["criteria"]:
        yield ""
        yield from _criterion(row, notice.criterion(row["id"]), language)
    for piece in result["pieces"]:
        if piece["state"] == "unreadable":
            yield ""
            yield in_words(UNREAD, language, file=piece["file"], why=piece["why"])


def _criterion(row: Mapping[str, Any], criterion: Criterion, language: str) -> Iterator[str]:
    yield criterion.label[language].upper()
    yield f"  {criterion.asks[language]}"
    verdict = in_words(VERDICTS[row["verdict"]], language)
    if row["max"]:
        most = number(row["max"], language)
        yield "  " + in_words(LINE, language, verdict=verdict, points=_points(row["points"], language), most=most)
    else:
        yield "  " + in_words(WORTH_NOTHING, language, verdict=verdict)
    yield f"  {reason_in_words(row['reason'], row['arguments'], language)}"
    for period in row.get("periods", ()):
        counts = in_words(COUNTED if period["counts"] else NOT_SURE, language)
        yield f"    {period['from']} – {period['to']} · {counts} · {post_in_words(period['why'], language)}"
    for quote in row["evidence"]:
        where = in_words(WHERE, language, file=quote["file"], page=quote["page"])
        yield f"    « {' '.join(quote['quote'].split())} » ({where})"
    if row["question"]:
        yield "  " + in_words(TO_SETTLE, language, question=question_in_words(row["question"], language))


def _points(points: list[float], language: str) -> str:
    low, high = (number(value, language) for value in points)
    return low if low == high else f"{low}–{high}"
