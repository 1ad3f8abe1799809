"""Letters to the shortlisted: prepare, read each one as it leaves, release by typing the count, follow each of them."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from app.i18n.translate import list_of
from app.mailing.approve import approve, call_back
from app.mailing.draft import draft_invitations
from app.mailing.letters import LetterKind, LetterLanguage, LetterState
from app.mailing.queries import LetterLine, letter_lines
from app.mailing.resend import correct_address, mark_arrived, send_again
from app.mailing.tables import Letter
from app.mailing.trial import send_to_oneself, trial_of
from app.review.release import obstacles_to_release
from app.staff.members import WrongPassword
from app.staff.passwords import matches
from app.staff.tables import Member
from app.web.depends import ReadSession, language_of
from app.web.direction.asked import required
from app.web.direction.office import go_to, office_page
from app.web.direction.signed_in import AtDesk, Desk, OfficeVisit

# Releasing is not undone by a click: whoever sits at a screen left open proves again who they are.
FRESH_SIGN_IN = timedelta(minutes=15)

router = APIRouter(prefix="/courriers")


@router.get("")
def letters_page(visit: OfficeVisit, session: ReadSession, lettre: int | None = None) -> HTMLResponse:
    """The letters of the shortlisted: drafts to read and release, the others with what became of them."""
    lines = list(letter_lines(session, LetterKind.INVITATION))
    drafts = [line for line in lines if line.letter.state == LetterState.DRAFT]
    shown = _shown(lines, drafts, lettre)
    return office_page(
        visit,
        "letters.html",
        here="courriers",
        lines=lines,
        drafts=drafts,
        names=list_of([isolated(line.letter.recipient_name) for line in drafts], language_of(visit.request)),
        calling_back=[line for line in lines if line.letter.state == LetterState.APPROVED and not line.letter.attempts],
        shown=shown,
        trial=trial_of(session, shown.letter) if shown else None,
        obstacles=obstacles_to_release(session),
        sender=visit.house.settings.mail_from or visit.house.notice.mail.address,
        languages=tuple(LetterLanguage),
        recall_period=timedelta(seconds=visit.house.settings.recall_seconds),
        password_needed=visit.now - visit.member.signed_in_at > FRESH_SIGN_IN,
    )


@router.post("/preparer")
def prepare(desk: AtDesk) -> Response:
    """A draft for each shortlisted dossier; nothing leaves."""
    language = required(LetterLanguage, desk.form.text("language"))
    draft_invitations(desk.session, desk.house.notice, now=desk.now, language=language)
    return go_to("/direction/courriers")


@router.post("/{letter_id}/essai")
def try_first(desk: AtDesk, letter_id: int) -> Response:
    """Send the letter to the member who reads it, as it will leave."""
    letter = _letter(desk.session, letter_id)
    send_to_oneself(desk.session, letter, to=_me(desk), now=desk.now)
    desk.house.wake()
    return go_to(f"/direction/courriers?lettre={letter.id}#h-apercu")


@router.post("/envoyer")
def release(desk: AtDesk) -> Response:
    """Release the drafts that were shown, when the count typed is theirs."""
    _prove(desk)
    letters = [_letter(desk.session, int(ident)) for ident in desk.form.texts("letter") if ident.isdigit()]
    approve(
        desk.session,
        letters,
        by=_me(desk),
        typed_count=desk.form.number("count"),
        now=desk.now,
        recall_period=timedelta(seconds=desk.house.settings.recall_seconds),
    )
    desk.house.wake()
    return go_to("/direction/courriers#h-etat")


@router.post("/rappeler")
def call_letters_back(desk: AtDesk) -> Response:
    """Call back every approved letter that no attempt was made for."""
    letters = [_letter(desk.session, int(ident)) for ident in desk.form.texts("letter") if ident.isdigit()]
    call_back(desk.session, letters, by=_me(desk), now=desk.now)
    return go_to("/direction/courriers#h-etat")


@router.post("/{letter_id}/recue")
def arrived(desk: AtDesk, letter_id: int) -> Response:
    """The person was asked, and has the letter."""
    mark_arrived(desk.session, _letter(desk.session, letter_id), by=_me(desk), now=desk.now)
    return go_to("/direction/courriers#h-etat")


@router.post("/{letter_id}/renvoyer")
def again(desk: AtDesk, letter_id: int) -> Response:
    """The person was asked, and has nothing."""
    _prove(desk)
    send_again(desk.session, _letter(desk.session, letter_id), by=_me(desk), now=desk.now)
    desk.house.wake()
    return go_to("/direction/courriers#h-etat")


@router.post("/{letter_id}/adresse")
def readdress(desk: AtDesk, letter_id: int) -> Response:
    """Another address for a letter the server refused."""
    _prove(desk)
    correct_address(
        desk.session, _letter(desk.session, letter_id), desk.form.text("address"), by=_me(desk), now=desk.now
    )
    desk.house.wake()
    return go_to("/direction/courriers#h-etat")


def isolated(name: str) -> str:
    """A name whose direction cannot turn the words around it, where no element can stand."""
    return f"\u2068{name}\u2069"  # first strong isolate, pop: invisible


def _prove(desk: Desk) -> None:
    fresh = desk.now - desk.member.signed_in_at <= FRESH_SIGN_IN
    if not fresh and not matches(desk.form.text("password"), _me(desk).password_hash):
        raise WrongPassword


def _me(desk: Desk) -> Member:
    return desk.session.get_one(Member, desk.member.id)


def _letter(session: Session, letter_id: int) -> Letter:
    letter = session.get(Letter, letter_id)
    if letter is None or letter.kind != LetterKind.INVITATION:
        raise HTTPException(404)
    return letter


def _shown(lines: list[LetterLine], drafts: list[LetterLine], wanted: int | None) -> LetterLine | None:
    """The letter asked for, else the first draft, else the first of all."""
    return next((line for line in lines if line.letter.id == wanted), None) or next(iter(drafts or lines), None)
