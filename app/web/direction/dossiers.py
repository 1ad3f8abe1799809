"""The list of dossiers, one dossier, and its pages as images."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from app.intake.dossier import Channel
from app.intake.reference import parse_reference
from app.intake.tables import Dossier
from app.posting.notice import Notice
from app.review.dossier_page import dossier_page, find_dossier
from app.review.explanation import explain
from app.review.listing import Filters, Mark, PiecesFilter, Sort
from app.review.open_dossier import lift_mask, open_dossier
from app.review.queries import hides_points, list_dossiers, neighbours, opened_count
from app.review.reasons import OFFERED_DECISION_REASONS, CorrectionReason
from app.review.standing import Standing
from app.review.tables import Opening
from app.screening.judgement import Overall
from app.web.depends import ReadSession, language_of
from app.web.direction.asked import AskedFilters, as_query, asked_reference
from app.web.direction.office import go_to, office_page
from app.web.direction.signed_in import AtDesk, OfficeVisit, Visit
from app.web.direction.words import DossierWords, heading, margin, opens

router = APIRouter()

CHOICES = {
    "overall": tuple(Overall),
    "standing": tuple(Standing),
    "pieces": tuple(PiecesFilter),
    "channel": tuple(Channel),
    "sort": tuple(Sort),
}
# The shapes of the design; the words beside them come from the labels.
SHAPES = {Mark.MET: "met", Mark.UNCLEAR: "unclear", Mark.NOT_MET: "not", Mark.UNREAD: "unread"}


def dossier_or_404(session: Session, notice: Notice, written: str) -> Dossier:
    """The dossier of the reference in an address."""
    reference = parse_reference(written)
    dossier = find_dossier(session, notice, reference) if reference else None
    if dossier is None:
        raise HTTPException(404)
    return dossier


@router.get("/dossiers")
def list_page(visit: OfficeVisit, session: ReadSession, filters: AskedFilters) -> HTMLResponse:
    """One row for each dossier; filter, order and place are in the address."""
    page = list_dossiers(
        session,
        visit.house.notice,
        filters,
        member_id=visit.member.id,
        after=asked_reference(visit.request, "apres"),
        before=asked_reference(visit.request, "avant"),
    )
    return office_page(
        visit,
        "list.html",
        here="dossiers",
        page=page,
        filters=filters,
        as_query=as_query,
        choices=CHOICES,
        shapes=SHAPES,
        points_hidden=hides_points(visit.house.notice),
        heading=heading,
        opened_count=opened_count(session, visit.house.notice, member_id=visit.member.id),
    )


@router.get("/dossiers/{reference}")
def show_dossier(visit: OfficeVisit, reference: str, filters: AskedFilters) -> HTMLResponse:
    """One dossier: its pages with the evidence boxed, its criteria, the decision. The first opening is journalled."""
    database, notice = visit.house.database, visit.house.notice
    with database.reading_session() as session:
        dossier = dossier_or_404(session, notice, reference)
        seen = session.get(Opening, (dossier.id, visit.member.id)) is not None
    if not seen:
        # The one thing a look writes: that this member has seen the dossier.
        with database.unit_of_work() as session:
            open_dossier(session, session.get_one(Dossier, dossier.id), by=visit.member.id, now=visit.now)
    with database.reading_session() as session:
        return _show(visit, session, dossier, filters)


@router.get("/dossiers/{reference}/explication")
def explanation_page(visit: OfficeVisit, session: ReadSession, reference: str) -> Response:
    """Why, criterion by criterion, in words for the person it is about."""
    dossier = dossier_or_404(session, visit.house.notice, reference)
    if session.get(Opening, (dossier.id, visit.member.id)) is None:
        return go_to(f"/direction/dossiers/{dossier.reference}")
    settings = visit.house.settings
    shown = dossier_page(session, visit.house.notice, dossier, member_id=visit.member.id, prints=settings.pages_dir)
    language = language_of(visit.request)
    return office_page(
        visit,
        "explanation.html",
        here="dossiers",
        dossier=shown,
        explained=explain(shown, language),
        words=DossierWords(language),
        shapes=SHAPES,
    )


@router.post("/dossiers/{reference}/masque")
def lift(desk: AtDesk, reference: str, filters: AskedFilters) -> Response:
    """Show this member who it is, from now on; the journal says so."""
    dossier = dossier_or_404(desk.session, desk.house.notice, reference)
    lift_mask(desk.session, dossier, by=desk.member.id, now=desk.now)
    return go_to(f"/direction/dossiers/{dossier.reference}{as_query(filters)}")


def _show(visit: Visit, session: Session, dossier: Dossier, filters: Filters) -> HTMLResponse:
    notice, member_id = visit.house.notice, visit.member.id
    shown = dossier_page(session, notice, dossier, member_id=member_id, prints=visit.house.settings.pages_dir)
    wanted = visit.request.query_params.get("piece", "")
    piece = next((each for each in shown.pieces if str(each.position) == wanted), None)
    return office_page(
        visit,
        "dossier.html",
        here="dossiers",
        dossier=shown,
        piece=piece or next(iter(shown.pieces), None),
        around=neighbours(session, notice, filters, dossier, member_id=member_id),
        filters=filters,
        as_query=as_query,
        shapes=SHAPES,
        reasons=OFFERED_DECISION_REASONS,
        correction_reasons=tuple(CorrectionReason),
        words=DossierWords(language_of(visit.request)),
        opens=opens,
        margin=margin,
    )
