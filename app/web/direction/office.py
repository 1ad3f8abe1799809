"""A page of the office: the frame's facts (member, form token, languages) added to what the page itself shows."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse

from app.web.depends import language_of
from app.web.direction.signed_in import TOKEN_FIELD, Desk, Visit
from app.web.form_token import form_token
from app.web.pages import render


def office_page(visit: Visit | Desk, template: str, *, here: str, status: int = 200, **context: Any) -> HTMLResponse:
    """`direction/<template>` for a signed-in member; `here` is the entry of the navigation that is lit."""
    return render(
        visit.request,
        f"direction/{template}",
        language=language_of(visit.request),
        status=status,
        member=visit.member,
        here=here,
        token_field=TOKEN_FIELD,
        token=form_token(visit.house, visit.member.csrf_secret),
        language_path=language_path(visit.request),
        is_arabic=is_arabic,
        **context,
    )


def is_arabic(text: str) -> bool:
    """True when most letters are Arabic, for the `lang` of words that a candidate wrote."""
    arabic = sum("\u0600" <= c <= "\u06ff" for c in text)
    return arabic * 2 > sum(c.isalpha() for c in text)


def language_path(request: Request) -> str:
    """The address that shows this page in the other language."""
    other = "fr" if language_of(request) == "ar" else "ar"
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if request.method != "GET":
        asked = "/direction/"
    return f"/direction/langue/{other}?suite={quote(asked, safe='/')}"


def go_to(path: str) -> RedirectResponse:
    """Answer a form with the page that shows what came of it."""
    return RedirectResponse(path, 303)
