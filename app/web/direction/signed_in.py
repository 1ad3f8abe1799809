"""Who is asking, at the office door: the signed-in member, the form that proves where it came from, and its unit of work.

Each depends on the one before, so that the database's one writer is taken only once the member is known and the body
has come in whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Request
from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from app.staff.sessions import SignedInMember, find_session, is_due_for_touch, touch
from app.web.cookies import read_cookie
from app.web.depends import House, Now, TheHouse
from app.web.form_token import require_form_token

SESSION_COOKIE = "direction"
SIGN_IN_PATH = "/direction/connexion"
TOKEN_FIELD = "jeton"  # noqa: S105 - the name of a field
MOST_FIELDS = 500  # a page of the list with every box ticked stays far below


def signed_in(request: Request, house: TheHouse, now: Now) -> SignedInMember:
    """The member behind the cookie; anybody else is sent to the sign-in page, and comes back here afterwards."""
    secret = read_cookie(request, house.settings, SESSION_COOKIE)
    with house.database.reading_session() as session:
        member = find_session(session, secret, now=now) if secret else None
    if member is None:
        raise HTTPException(303, headers={"location": _sign_in_from(request)})
    if is_due_for_touch(member, now=now):
        with house.database.unit_of_work() as session:
            touch(session, member, now=now)
    return member


SignedIn = Annotated[SignedInMember, Depends(signed_in)]


@dataclass(frozen=True, slots=True)
class Posted:
    """The fields of a form. A field that should come once and comes twice is refused, not « the last one wins »."""

    fields: FormData

    def text(self, name: str) -> str:
        """The one value of a field, empty when it did not come."""
        values = self.fields.getlist(name)
        if len(values) > 1 or not all(isinstance(value, str) for value in values):
            raise HTTPException(422)
        return str(values[0]) if values else ""

    def number(self, name: str) -> int:
        """The one value of a field, in plain digits."""
        written = self.text(name).strip()
        if not (written.isascii() and written.isdigit() and len(written) <= 9):
            raise HTTPException(422)
        return int(written)

    def texts(self, name: str) -> list[str]:
        """Every value of a field that may come many times."""
        return [value for value in self.fields.getlist(name) if isinstance(value, str)]


async def posted_form(request: Request, house: TheHouse, member: SignedIn) -> Posted:
    """The form, once it has proved that it is ours and this member's."""
    fields = await request.form(max_files=0, max_fields=MOST_FIELDS)
    require_form_token(house, member.csrf_secret, fields.get(TOKEN_FIELD))
    return Posted(fields)


PostedForm = Annotated[Posted, Depends(posted_form)]


@dataclass(frozen=True, slots=True)
class Visit:
    """A member looks at a page."""

    request: Request
    house: House
    member: SignedInMember
    now: datetime


async def visit(request: Request, house: TheHouse, member: SignedIn, now: Now) -> Visit:
    """What a page of the office is made from."""
    return Visit(request, house, member, now)


OfficeVisit = Annotated[Visit, Depends(visit)]


@dataclass(frozen=True, slots=True)
class Desk:
    """A member sends a form; `session` is its one transaction, committed before the answer leaves."""

    request: Request
    house: House
    member: SignedInMember
    form: Posted
    session: Session
    now: datetime


def desk(request: Request, house: TheHouse, member: SignedIn, form: PostedForm, now: Now) -> Iterator[Desk]:
    """The unit of work for a form that is already here and proved to be ours."""
    with house.database.unit_of_work() as session:
        yield Desk(request, house, member, form, session, now)


AtDesk = Annotated[Desk, Depends(desk, scope="function")]


def _sign_in_from(request: Request) -> str:
    if request.method not in {"GET", "HEAD"}:
        return SIGN_IN_PATH
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return f"{SIGN_IN_PATH}?suite={quote(asked, safe='/')}"


def safe_destination(path: str) -> str:
    """A path of this office to go on to, or its front page: nobody is sent elsewhere by a link that looks like ours."""
    inside = path.startswith("/direction/") and "\\" not in path and "//" not in path and path.isprintable()
    return path if inside and len(path) < 1000 and not path.startswith(SIGN_IN_PATH) else "/direction/"
