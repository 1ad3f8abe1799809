"""Dossiers and members on a shelf, for tests of the direction's side. Nothing surprising is added."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.intake.reference import new_reference
from app.intake.tables import Dossier, Piece
from app.posting.notice import Notice
from app.reading.tables import Reading
from app.review.reasons import DecisionReason, Reason
from app.screening.tables import JudgementRow, ScreeningRow
from app.staff.tables import Member
from app.work.claim import WorkState
from tests.people import A_WEEK_BEFORE, AFTER_CLOSING, HIND, Person

NOW = AFTER_CLOSING
A_REASON = Reason(DecisionReason.ANSWERS_THE_NOTICE)


def a_member(session: Session, person: Person = HIND, *, password_hash: str = "-") -> Member:
    member = Member(email=person.email, name=person.name, password_hash=password_hash, added_at=A_WEEK_BEFORE)
    session.add(member)
    session.flush()
    return member


def a_dossier(session: Session, person: Person, *, minutes: int = 0, **values: Any) -> Dossier:
    """A dossier with a CV and a letter, received a week before closing and `minutes` more."""
    reference = new_reference()
    kept = {
        "reference": reference,
        "notice_id": "omp-charge-de-projet",
        "channel": "form",
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "language": "fr",
        "received_at": A_WEEK_BEFORE + timedelta(minutes=minutes),
        "timeliness": "in_time",
        "idempotency_key": reference,
        "fingerprint": "0" * 64,
    } | values
    dossier = Dossier(**kept)
    session.add(dossier)
    session.flush()
    for position, kind in enumerate(("cv", "letter")):
        piece = Piece(
            dossier_id=dossier.id,
            position=position,
            kind=kind,
            file_name=f"{kind}_{person.name}.pdf",
            sha256=f"{dossier.id:032x}{position:032x}",
            size_bytes=1000,
            media_type="application/pdf",
            added_at=dossier.received_at,
        )
        session.add(piece)
        session.flush()
        session.add(
            Reading(
                piece_id=piece.id,
                state=WorkState.DONE,
                text=b"",
                pages_count=1,
                read_at=dossier.received_at,
                not_before=dossier.received_at,
            )
        )
    session.flush()
    return dossier


def screened(
    session: Session,
    dossier: Dossier,
    notice: Notice,
    *,
    overall: str = "eligible",
    points: tuple[float, float] = (60, 70),
    verdicts: Mapping[str, str] | None = None,
    evidence: Mapping[str, list[dict[str, Any]]] | None = None,
) -> ScreeningRow:
    """The machine's result: every criterion met unless `verdicts` says otherwise, in the shape of the contract."""
    verdicts, evidence = verdicts or {}, evidence or {}
    criteria = []
    row = ScreeningRow(
        dossier_id=dossier.id,
        state=WorkState.DONE,
        not_before=NOW,
        engine="1",
        notice_sha256=notice.sha256,
        overall=overall,
        points_low=points[0],
        points_high=points[1],
        order_key=f"{dossier.id:064x}",
        screened_at=NOW,
    )
    for position, criterion in enumerate(notice.criteria):
        verdict = verdicts.get(criterion.id, "met")
        low = criterion.max_points if verdict == "met" else 0.0
        criteria.append(
            {
                "id": criterion.id,
                "verdict": verdict,
                "points": [low, low],
                "max": criterion.max_points,
                "reason": f"{criterion.id}.test",
                "confidence": "high",
                "evidence": evidence.get(criterion.id, []),
            }
            | ({"missing": [] if verdict == "met" else ["references"]} if criterion.id == "dossier" else {})
        )
        row.judgements.append(
            JudgementRow(
                criterion=criterion.id,
                position=position,
                verdict=verdict,
                reason=f"{criterion.id}.test",
                confidence="high",
                points_low=low,
                points_high=low,
            )
        )
    row.result = json.dumps(
        {"overall": overall, "points": list(points), "criteria": criteria, "pieces": [], "warnings": []}
    )
    session.add(row)
    session.flush()
    return row
