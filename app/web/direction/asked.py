"""What the address bar asks of the list, read by an allow-list and written back the same way."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from app.intake.dossier import Channel
from app.intake.reference import parse_reference
from app.review.listing import Filters, PiecesFilter, Sort
from app.review.standing import Standing
from app.screening.judgement import Overall

_Value = TypeVar("_Value", bound=StrEnum)
_LONGEST_SEARCH = 80


async def asked_filters(request: Request) -> Filters:
    """The filters of the query; a value that is not one of ours is as good as none."""
    query = request.query_params
    return Filters(
        sort=one_of(Sort, query.get("tri")) or Sort.POINTS,
        overall=one_of(Overall, query.get("avis")),
        standing=one_of(Standing, query.get("situation")),
        pieces=one_of(PiecesFilter, query.get("pieces")),
        channel=one_of(Channel, query.get("canal")),
        words=query.get("q", "")[:_LONGEST_SEARCH].strip(),
    )


AskedFilters = Annotated[Filters, Depends(asked_filters)]


def as_query(filters: Filters, **more: str) -> str:
    """The part of an address from its question mark on, empty for the defaults."""
    pairs = {
        "tri": "" if filters.sort is Sort.POINTS else filters.sort,
        "avis": filters.overall or "",
        "situation": filters.standing or "",
        "pieces": filters.pieces or "",
        "canal": filters.channel or "",
        "q": filters.words,
    } | more
    query = urlencode({name: value for name, value in pairs.items() if value})
    return f"?{query}" if query else ""


def asked_reference(request: Request, name: str) -> str | None:
    """A reference in the query, or None when it cannot be one."""
    return parse_reference(request.query_params.get(name, "")[:20])


def one_of(values: type[_Value], written: str | None) -> _Value | None:
    """The value of that text, or None."""
    return next((value for value in values if value == written), None)


def required(values: type[_Value], written: str) -> _Value:
    """The value of that text; a form that names another one is not ours."""
    value = one_of(values, written)
    if value is None:
        raise HTTPException(422)
    return value
