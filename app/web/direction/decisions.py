"""The forms of one dossier: decide, undo, give a verdict, keep a note."""

from __future__ import annotations

from fastapi import APIRouter, Response

from app.review.correct import correct
from app.review.decide import decide, undo
from app.review.notes import add_note
from app.review.reasons import Reason
from app.review.standing import Standing
from app.screening.judgement import Verdict
from app.web.direction.asked import AskedFilters, as_query, required
from app.web.direction.dossiers import dossier_or_404
from app.web.direction.office import go_to
from app.web.direction.signed_in import AtDesk

router = APIRouter(prefix="/dossiers/{reference}")


@router.post("/decision")
def decide_dossier(desk: AtDesk, reference: str, filters: AskedFilters) -> Response:
    """Move the dossier, with a reason."""
    dossier = dossier_or_404(desk.session, desk.house.notice, reference)
    target = required(Standing, desk.form.text("to"))
    reason = Reason(desk.form.text("reason"), desk.form.text("words"))
    decide(desk.session, dossier, target, by=desk.member.id, reason=reason, seen=desk.form.number("seen"), now=desk.now)
    return go_to(f"/direction/dossiers/{dossier.reference}{as_query(filters)}#decision")


@router.post("/annuler")
def undo_last_move(desk: AtDesk, reference: str, filters: AskedFilters) -> Response:
    """Take the last move back."""
    dossier = dossier_or_404(desk.session, desk.house.notice, reference)
    undo(desk.session, dossier, by=desk.member.id, seen=desk.form.number("seen"), now=desk.now)
    return go_to(f"/direction/dossiers/{dossier.reference}{as_query(filters)}#decision")


@router.post("/criteres/{criterion}")
def give_verdict(desk: AtDesk, reference: str, criterion: str, filters: AskedFilters) -> Response:
    """A person's verdict beside the machine's; « taken back » leaves the machine's alone again."""
    dossier = dossier_or_404(desk.session, desk.house.notice, reference)
    verdict = None if desk.form.text("verdict") == "none" else required(Verdict, desk.form.text("verdict"))
    reason = Reason(desk.form.text("reason"), desk.form.text("words"))
    correct(
        desk.session,
        dossier,
        desk.house.notice,
        criterion,
        verdict,
        by=desk.member.id,
        reason=reason,
        seen=desk.form.number("seen"),
        now=desk.now,
    )
    more = {"piece": desk.form.text("piece")} if desk.form.text("piece").isdigit() else {}
    return go_to(f"/direction/dossiers/{dossier.reference}{as_query(filters, **more)}#c-{criterion}")


@router.post("/notes")
def keep_note(desk: AtDesk, reference: str, filters: AskedFilters) -> Response:
    """Keep a private remark."""
    dossier = dossier_or_404(desk.session, desk.house.notice, reference)
    add_note(desk.session, dossier, desk.form.text("note"), by=desk.member.id, now=desk.now)
    return go_to(f"/direction/dossiers/{dossier.reference}{as_query(filters)}#notes")
