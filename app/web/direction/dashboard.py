"""The front page of the office, the shortlist with what stands in the way, and the journal."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.journal.queries import latest_entries
from app.mailing.letters import LetterKind
from app.mailing.queries import letter_counts, mail_health
from app.review.counts import figures
from app.review.listing import Filters
from app.review.queries import hides_points, list_dossiers
from app.review.release import obstacles_to_release
from app.review.standing import Standing
from app.screening.judgement import Overall
from app.staff.members import member_names
from app.web.depends import ReadSession, language_of
from app.web.direction.arrivals import arrivals_by_time
from app.web.direction.dossiers import SHAPES
from app.web.direction.office import office_page
from app.web.direction.signed_in import OfficeVisit
from app.web.labels import label

SHOWN_AT_ONCE = 100

router = APIRouter()


@router.get("/")
def dashboard(visit: OfficeVisit, session: ReadSession) -> HTMLResponse:
    """How many came, what was found, what waits for a person."""
    notice = visit.house.notice
    found = figures(session, notice, member_id=visit.member.id)
    return office_page(
        visit,
        "dashboard.html",
        here="tableau",
        figures=found,
        arrivals=arrivals_by_time(found.arrivals, notice, language_of(visit.request)),
        health=mail_health(session),
        receipts=letter_counts(session, LetterKind.RECEIPT),
        invitations=letter_counts(session, LetterKind.INVITATION),
        points_hidden=hides_points(notice),
        shapes=SHAPES,
    )


@router.get("/preselection")
def shortlist_page(visit: OfficeVisit, session: ReadSession) -> HTMLResponse:
    """Proposed by the program, decided by a person; and whether letters may leave."""
    notice = visit.house.notice

    def those(filters: Filters) -> object:
        return list_dossiers(session, notice, filters, member_id=visit.member.id, limit=SHOWN_AT_ONCE)

    hidden = hides_points(notice)
    return office_page(
        visit,
        "shortlist.html",
        here="preselection",
        obstacles=obstacles_to_release(session),
        shortlisted=those(Filters(standing=Standing.SHORTLISTED)),
        reserve=those(Filters(standing=Standing.RESERVE)),
        proposed=None if hidden else those(Filters(standing=Standing.TO_REVIEW, overall=Overall.ELIGIBLE)),
        points_hidden=hidden,
        shapes=SHAPES,
    )


@router.get("/journal")
def journal_page(visit: OfficeVisit, session: ReadSession, avant: int | None = None) -> HTMLResponse:
    """Who opened, changed, decided, sent: newest first."""
    entries = latest_entries(session, before=avant, limit=SHOWN_AT_ONCE)
    return office_page(
        visit,
        "journal.html",
        here="journal",
        entries=entries,
        names=member_names(session),
        standing_words=lambda code: label(Standing(code), language_of(visit.request)),
    )
