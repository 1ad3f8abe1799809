"""Who is at the door: a browser with a secret of its own, its draft, or the dossier it sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request, Response
from sqlalchemy.orm import Session

from app.intake.drafts import KEPT_FOR, find_draft, hold_draft
from app.intake.queries import dossier_by_secret
from app.intake.tables import Dossier, Draft
from app.web.cookies import new_secret, read_cookie, set_cookie
from app.web.depends import House, TheHouse
from app.web.form_token import form_token

COOKIE = "application"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser. `secret` is fresh when `is_new`, and the answer then has to carry it."""

    secret: str
    is_new: bool
    house: House

    @property
    def token(self) -> str:
        """The token for the forms of this browser."""
        return form_token(self.house, self.secret)

    @property
    def bound_to(self) -> str | None:
        """What a posted token is held against: nothing, for a browser that never had a form."""
        return None if self.is_new else self.secret

    def draft(self, session: Session, *, now: datetime) -> Draft | None:
        """The draft this browser began, if any."""
        return None if self.is_new else find_draft(session, self.secret, now=now)

    def held_draft(self, session: Session, *, now: datetime) -> Draft | None:
        """The same, held against this browser's other tabs until the unit of work ends."""
        return None if self.is_new else hold_draft(session, self.secret, now=now)

    def dossier(self, session: Session) -> Dossier | None:
        """The dossier this browser sent, if any."""
        return None if self.is_new else dossier_by_secret(session, self.secret)

    def remember(self, response: Response) -> None:
        """Let the browser keep its secret as long as a draft is kept."""
        set_cookie(response, self.house.settings, COOKIE, self.secret, lasts=KEPT_FOR)


async def _visitor(request: Request, house: TheHouse) -> Visitor:
    secret = read_cookie(request, house.settings, COOKIE)
    return Visitor(secret or new_secret(), secret is None, house)


TheVisitor = Annotated[Visitor, Depends(_visitor)]
