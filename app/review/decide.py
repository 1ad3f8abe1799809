"""A named person moves a dossier, with a reason, or takes the last move back. Every move is a row."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.intake.tables import Dossier
from app.journal.record import record
from app.posting.deadline import Timeliness
from app.refusals import Refused
from app.review.reasons import OFFERED_DECISION_REASONS, DecisionReason, Reason
from app.review.standing import Standing, may_move
from app.review.tables import Decision, Opening, Release
from app.screening.tables import ScreeningRow
from app.work.claim import WorkState


class NotOpened(Refused):
    """The member has not opened this dossier, and nobody decides on what they have not seen."""


class NotScreenedYet(Refused):
    """The machine is still at work on it; a dossier it could not read may be decided on, one it is reading may not."""


class ReasonMissing(Refused):
    """No reason, one that says nothing, or words beyond the limit."""


class MoveNotAllowed(Refused):
    """The dossier cannot go from `current` to `target`; `letter_released` when a letter binds it."""

    def __init__(self, current: Standing, target: Standing, *, letter_released: bool) -> None:
        super().__init__(current, target)
        self.current = current
        self.target = target
        self.letter_released = letter_released


class ChangedMeanwhile(Refused):
    """Somebody decided after the page was shown: `seen` moves then, `now` moves today."""

    def __init__(self, seen: int, now: int) -> None:
        super().__init__(seen, now)
        self.seen = seen
        self.now = now


class NothingToUndo(Refused):
    """No move was made, or the last one was itself an undo."""


class DossierWithdrawn(Refused):
    """The person took the application back."""


class DossierLate(Refused):
    """It came in after closing: kept, never ranked, never shortlisted."""


def shortlist(session: Session, dossier: Dossier, *, by: int, reason: Reason, seen: int, now: datetime) -> Decision:
    """Move to the shortlist. `seen` is the number of moves the member's page showed. See `decide`."""
    return decide(session, dossier, Standing.SHORTLISTED, by=by, reason=reason, seen=seen, now=now)


def reserve(session: Session, dossier: Dossier, *, by: int, reason: Reason, seen: int, now: datetime) -> Decision:
    """Move to the reserve. See `decide`."""
    return decide(session, dossier, Standing.RESERVE, by=by, reason=reason, seen=seen, now=now)


def set_aside(session: Session, dossier: Dossier, *, by: int, reason: Reason, seen: int, now: datetime) -> Decision:
    """Set aside. See `decide`."""
    return decide(session, dossier, Standing.SET_ASIDE, by=by, reason=reason, seen=seen, now=now)


def decide(
    session: Session, dossier: Dossier, target: Standing, *, by: int, reason: Reason, seen: int, now: datetime
) -> Decision:
    """Move a dossier to `target` on behalf of the member numbered `by`.

    Raises ReasonMissing, DossierWithdrawn, DossierLate, NotOpened, NotScreenedYet, ChangedMeanwhile, MoveNotAllowed.
    """
    require_reason(reason)
    last = _last_move(session, dossier, seen)
    current = Standing(last.standing) if last else Standing.TO_REVIEW
    require_decidable(session, dossier, by, current, target)
    return _add(session, dossier, target, by=by, reason=reason, after=last, now=now)


def undo(session: Session, dossier: Dossier, *, by: int, seen: int, now: datetime) -> Decision:
    """Put the dossier back where it stood before the last move. Raises NothingToUndo, ChangedMeanwhile, MoveNotAllowed."""
    last = _last_move(session, dossier, seen)
    if last is None or last.undoes_id is not None:
        raise NothingToUndo
    before = _move(session, dossier, last.ordinal - 1)
    target = Standing(before.standing) if before else Standing.TO_REVIEW
    _require_move(session, dossier, Standing(last.standing), target)
    undone = Reason(DecisionReason.UNDONE)
    return _add(session, dossier, target, by=by, reason=undone, after=last, now=now, undoes=last.id)


def _last_move(session: Session, dossier: Dossier, seen: int) -> Decision | None:
    # The dossier's row is held until commit, so that on PostgreSQL two readers take turns; on SQLite they do anyway.
    session.execute(select(Dossier.id).where(Dossier.id == dossier.id).with_for_update())
    last = session.scalars(
        select(Decision).where(Decision.dossier_id == dossier.id).order_by(Decision.ordinal.desc()).limit(1)
    ).first()
    moves = last.ordinal if last else 0
    if moves != seen:
        raise ChangedMeanwhile(seen, moves)
    return last


def _move(session: Session, dossier: Dossier, ordinal: int) -> Decision | None:
    return session.scalar(select(Decision).where(Decision.dossier_id == dossier.id, Decision.ordinal == ordinal))


def require_reason(reason: Reason) -> None:
    """Raise ReasonMissing unless the reason says something, by a code that is offered or in words."""
    if not reason.is_enough or reason.code not in {"", *OFFERED_DECISION_REASONS}:
        raise ReasonMissing


def require_decidable(session: Session, dossier: Dossier, by: int, current: Standing, target: Standing) -> None:
    """Raise what `decide` would, the reason and the number of moves aside."""
    if dossier.withdrawn_at is not None:
        raise DossierWithdrawn
    if dossier.timeliness == Timeliness.LATE and target in {Standing.SHORTLISTED, Standing.RESERVE}:
        raise DossierLate
    if session.get(Opening, (dossier.id, by)) is None:
        raise NotOpened
    state = session.scalar(select(ScreeningRow.state).where(ScreeningRow.dossier_id == dossier.id))
    if state == WorkState.PENDING:
        raise NotScreenedYet
    _require_move(session, dossier, current, target)


def _require_move(session: Session, dossier: Dossier, current: Standing, target: Standing) -> None:
    released = session.get(Release, dossier.id) is not None
    if not may_move(current, target, letter_released=released):
        raise MoveNotAllowed(current, target, letter_released=released)


def _add(
    session: Session,
    dossier: Dossier,
    target: Standing,
    *,
    by: int,
    reason: Reason,
    after: Decision | None,
    now: datetime,
    undoes: int | None = None,
) -> Decision:
    decision = Decision(
        dossier_id=dossier.id,
        ordinal=(after.ordinal if after else 0) + 1,
        standing=target,
        member_id=by,
        reason_code=reason.code,
        reason=reason.words.strip(),
        at=now,
        undoes_id=undoes,
    )
    session.add(decision)
    session.flush()  # a letter will point to its number
    record(
        session,
        "decision undone" if undoes else "dossier moved",
        now=now,
        actor=f"member:{by}",
        reference=dossier.reference,
        standing=str(target),
        reason=reason.code,
        ordinal=decision.ordinal,
    )
    return decision
