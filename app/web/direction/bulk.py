"""Many dossiers at once: a preview that names the exceptions, then the move."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from app.intake.reference import parse_reference
from app.refusals import Refused
from app.review.bulk import decide_many, plan
from app.review.reasons import OFFERED_DECISION_REASONS, Reason
from app.review.standing import Standing
from app.web.direction.asked import required
from app.web.direction.office import office_page
from app.web.direction.signed_in import AtDesk
from app.web.office_answers import OFFICE_LINES

router = APIRouter(prefix="/dossiers/choix")


@router.post("")
def preview(desk: AtDesk) -> HTMLResponse:
    """What would happen to each ticked dossier. Changes nothing."""
    target = required(Standing, desk.form.text("to"))
    references = [reference for written in desk.form.texts("ref") if (reference := parse_reference(written[:20]))]
    planned = plan(desk.session, desk.house.notice, references, target, by=desk.member.id)
    return office_page(
        desk,
        "bulk.html",
        here="dossiers",
        target=target,
        going=[each for each in planned if each.refusal is None],
        staying=[each for each in planned if each.refusal is not None],
        why=why,
        reasons=OFFERED_DECISION_REASONS,
    )


@router.post("/faire")
def move(desk: AtDesk) -> HTMLResponse:
    """Move them, and say how many of how many."""
    target = required(Standing, desk.form.text("to"))
    reason = Reason(desk.form.text("reason"), desk.form.text("words"))
    seen = [_seen(written) for written in desk.form.texts("ref")]
    done = decide_many(desk.session, desk.house.notice, seen, target, by=desk.member.id, reason=reason, now=desk.now)
    return office_page(desk, "bulk_done.html", here="dossiers", target=target, done=done, asked=len(seen), why=why)


def why(refusal: type[Refused]) -> str:
    """The sentence of a refusal, still to be put into the language of the page."""
    return OFFICE_LINES[refusal][2]


def _seen(written: str) -> tuple[str, int]:
    """`7KQ2MX4D:2`: the reference, and how many moves the preview showed."""
    head, _, moves = written[:30].partition(":")
    reference = parse_reference(head)
    if reference is None or not moves.isdigit():
        raise HTTPException(422)
    return reference, int(moves)
