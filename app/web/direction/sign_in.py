"""Signing in and out, the member's own account, and the language of the office."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from app.staff import members, sessions
from app.staff.passwords import PasswordGuessable, PasswordTooLong, PasswordTooShort
from app.staff.tables import Member
from app.staff.throttle import network_of
from app.web.cookies import drop_cookie, new_secret, read_cookie, set_cookie
from app.web.depends import House, Now, ReadSession, TheHouse, language_of
from app.web.direction.office import go_to, language_path, office_page
from app.web.direction.signed_in import (
    SESSION_COOKIE,
    SIGN_IN_PATH,
    TOKEN_FIELD,
    AtDesk,
    Desk,
    OfficeVisit,
    Posted,
    Visit,
    safe_destination,
)
from app.web.form_token import form_token, require_form_token
from app.web.pages import render

VISITOR_COOKIE = "visite"  # what a sign-in form is bound to before anybody is known

router = APIRouter()


@router.get("/connexion")
def sign_in_page(request: Request, house: TheHouse, suite: Annotated[str, Query(max_length=1000)] = "") -> Response:
    """The form, bound to this browser so that nobody is signed in as somebody else behind their back."""
    return _sign_in_form(request, house, destination=safe_destination(suite))


async def _visitor_form(request: Request, house: TheHouse) -> Posted:
    fields = await request.form(max_files=0, max_fields=10)
    require_form_token(house, read_cookie(request, house.settings, VISITOR_COOKIE), fields.get(TOKEN_FIELD))
    return Posted(fields)


@router.post("/connexion")
def sign_in(request: Request, house: TheHouse, form: Annotated[Posted, Depends(_visitor_form)], now: Now) -> Response:
    """Open a session and go on; the same answer, and the same work, for a wrong password and an unknown address."""
    network = network_of(request.client.host if request.client else "")
    with house.database.reading_session() as session:
        checked = sessions.check_credentials(
            session, email=form.text("email"), password=form.text("password"), network=network, now=now
        )
    with house.database.unit_of_work() as session:
        outcome = sessions.settle_sign_in(session, checked, now=now)
    destination = safe_destination(form.text("suite"))
    if isinstance(outcome, sessions.FailedSignIn):
        return _sign_in_form(
            request, house, destination=destination, email=form.text("email"), failed=outcome, status=422
        )
    response = go_to(destination)
    set_cookie(response, house.settings, SESSION_COOKIE, outcome.secret, lasts=sessions.LONGEST, same_site="strict")
    drop_cookie(response, house.settings, VISITOR_COOKIE)
    return response


@router.post("/deconnexion")
def sign_out(desk: AtDesk) -> Response:
    """Close this session; the browser forgets what it holds of us."""
    sessions.sign_out(desk.session, desk.member, now=desk.now)
    return _goodbye(desk.house)


@router.post("/deconnexion-partout")
def sign_out_everywhere(desk: AtDesk) -> Response:
    """Close every session of this member, on every browser."""
    sessions.sign_out_everywhere(desk.session, desk.member.id, now=desk.now, by=desk.member.actor)
    return _goodbye(desk.house)


@router.get("/compte")
def account_page(visit: OfficeVisit, session: ReadSession) -> HTMLResponse:
    """The member's own account: living sessions, and a new password."""
    return _account(visit, session)


@router.post("/compte/mot-de-passe")
def change_password(desk: AtDesk) -> Response:
    """Change the password, which signs every browser out; a refused one says what to do."""
    member = desk.session.get_one(Member, desk.member.id)
    present, new = desk.form.text("present"), desk.form.text("new")
    try:
        members.change_password(desk.session, member, present=present, new=new, now=desk.now)
    except (members.WrongPassword, PasswordTooShort, PasswordTooLong, PasswordGuessable) as refusal:
        return _account(desk, desk.session, refused=type(refusal).__name__, status=422)
    return _goodbye(desk.house)


@router.get("/langue/{language}")
async def choose_language(
    house: TheHouse, language: str, suite: Annotated[str, Query(max_length=1000)] = ""
) -> Response:
    """The same page in the other language, and the office in it from now on."""
    if language not in {"fr", "ar"}:
        raise HTTPException(404)
    response = go_to(SIGN_IN_PATH if suite.startswith(SIGN_IN_PATH) else safe_destination(suite))
    set_cookie(response, house.settings, "langue", language, lasts=timedelta(days=365))
    return response


def _sign_in_form(
    request: Request,
    house: House,
    *,
    destination: str,
    email: str = "",
    failed: sessions.FailedSignIn | None = None,
    status: int = 200,
) -> Response:
    bound_to = read_cookie(request, house.settings, VISITOR_COOKIE) or new_secret()
    response = render(
        request,
        "direction/sign_in.html",
        language=language_of(request),
        status=status,
        token_field=TOKEN_FIELD,
        token=form_token(house, bound_to),
        destination=destination,
        email=email,
        failed=failed,
        language_path=language_path(request),
    )
    set_cookie(response, house.settings, VISITOR_COOKIE, bound_to, lasts=timedelta(hours=12), same_site="strict")
    return response


def _account(visit: Visit | Desk, session: Session, *, refused: str = "", status: int = 200) -> HTMLResponse:
    return office_page(
        visit,
        "account.html",
        here="compte",
        status=status,
        refused=refused,
        sessions_count=sessions.living_sessions(session, visit.member.id, now=visit.now),
    )


def _goodbye(house: House) -> Response:
    response = go_to(SIGN_IN_PATH)
    drop_cookie(response, house.settings, SESSION_COOKIE)
    response.headers["clear-site-data"] = '"cache", "storage"'
    return response
