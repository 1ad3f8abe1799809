"""What a route may ask for: the house, a unit of work, the instant of the request, the language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.orm import Session

from app.db.session import Database
from app.i18n.translate import LANGUAGES, preferred_language
from app.posting.notice import Notice
from app.settings import Settings
from app.vault.local import Vault


@dataclass(frozen=True, slots=True)
class House:
    """Everything the doors share. `wake` tells the worker that a row waits; calling it too often costs nothing."""

    settings: Settings
    database: Database
    vault: Vault
    notice: Notice
    secret: bytes
    wake: Callable[[], None]


async def the_house(request: Request) -> House:
    """The house this application was opened with."""
    house: House = request.app.state.house
    return house


TheHouse = Annotated[House, Depends(the_house)]


def unit_of_work(house: TheHouse) -> Iterator[Session]:
    """One transaction for the request; it is committed before the answer leaves."""
    with house.database.unit_of_work() as session:
        yield session


def reading_session(house: TheHouse) -> Iterator[Session]:
    """A session that only looks."""
    with house.database.reading_session() as session:
        yield session


# scope="function": with the default scope the commit would come after the client has the page, and a
# commit that fails would still have said « reçu ».
DbSession = Annotated[Session, Depends(unit_of_work, scope="function")]
ReadSession = Annotated[Session, Depends(reading_session, scope="function")]


def entered_at(request: Request) -> datetime:
    """The instant the application was entered by this request, stamped before anything was awaited."""
    instant: datetime = request.scope["entered_at"]
    return instant


async def _now(request: Request) -> datetime:
    return entered_at(request)


Now = Annotated[datetime, Depends(_now)]


def language_of(request: Request) -> str:
    """`fr` or `ar`, from the first part of the path; the office speaks French unless its cookie says Arabic; elsewhere the browser's wish counts."""
    first: str = request.scope["path"].lstrip("/").partition("/")[0]
    if first in LANGUAGES:
        return first
    if first == "direction":
        return "ar" if "ar" in {request.cookies.get("langue"), request.cookies.get("__Host-langue")} else "fr"
    return preferred_language(request.headers.get("accept-language", ""))


async def _language(request: Request) -> str:
    return language_of(request)


Language = Annotated[str, Depends(_language)]
