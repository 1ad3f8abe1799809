"""A person's verdict on one criterion. It stands beside the machine's, which never changes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.intake.tables import Dossier
from app.journal.record import record
from app.posting.notice import Notice
from app.refusals import Refused
from app.review.decide import ChangedMeanwhile, NotOpened, ReasonMissing
from app.review.reasons import CorrectionReason, Reason
from app.review.tables import Correction, Opening
from app.screening.judgement import Verdict
from app.screening.tables import JudgementRow, ScreeningRow


class CriterionUnknown(Refused):
    """The notice has no criterion of that name."""


def correct(
    session: Session,
    dossier: Dossier,
    notice: Notice,
    criterion: str,
    verdict: Verdict | None,
    *,
    by: int,
    reason: Reason,
    seen: int,
    now: datetime,
) -> Correction:
    """Add a person's `verdict`, or with None take the person's word back so that the machine's stands again.

    `seen` is the number (`Correction.id`) of the last verdict of a person that the page showed, 0 for none.
    Raises CriterionUnknown, NotOpened, ReasonMissing, ChangedMeanwhile.
    """
    if criterion not in {asked.id for asked in notice.criteria}:
        raise CriterionUnknown
    if session.get(Opening, (dossier.id, by)) is None:
        raise NotOpened
    if reason.code not in {"", *CorrectionReason} or (verdict is not None and not reason.is_enough):
        raise ReasonMissing
    _require_unchanged(session, dossier, criterion, seen)
    engine, machine_verdict = _machine(session, dossier, criterion)
    correction = Correction(
        dossier_id=dossier.id,
        criterion=criterion,
        verdict=verdict,
        machine_verdict=machine_verdict,
        engine=engine,
        reason_code=reason.code,
        reason=reason.words.strip(),
        member_id=by,
        at=now,
    )
    session.add(correction)
    session.flush()
    record(
        session,
        "verdict given",
        now=now,
        actor=f"member:{by}",
        reference=dossier.reference,
        criterion=criterion,
        verdict=verdict,
        machine=machine_verdict,
        reason=reason.code,
    )
    return correction


def _require_unchanged(session: Session, dossier: Dossier, criterion: str, seen: int) -> None:
    session.execute(select(Dossier.id).where(Dossier.id == dossier.id).with_for_update())
    last = session.scalar(
        select(func.max(Correction.id)).where(Correction.dossier_id == dossier.id, Correction.criterion == criterion)
    )
    if (last or 0) != seen:
        raise ChangedMeanwhile(seen, last or 0)


def _machine(session: Session, dossier: Dossier, criterion: str) -> tuple[str | None, str | None]:
    found = session.execute(
        select(ScreeningRow.engine, JudgementRow.verdict)
        .join(JudgementRow, JudgementRow.screening_id == ScreeningRow.id)
        .where(ScreeningRow.dossier_id == dossier.id, JudgementRow.criterion == criterion)
    ).first()
    return (found[0], found[1]) if found else (None, None)
