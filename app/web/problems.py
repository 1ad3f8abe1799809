"""Errors for programs: RFC 9457 problem details."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse

from app.i18n.translate import in_words
from app.web.depends import language_of


def problem(
    request: Request,
    status: int,
    title: str,
    sentence: str,
    *,
    incident: str = "",
    errors: list[dict[str, str]] | None = None,
) -> JSONResponse:
    """`title` stays English, for programs and their authors; `detail` is in the language the client asks for.

    `errors` says field by field what is wrong: `{"field": …, "detail": …}`.
    """
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": in_words(sentence, language_of(request)),
    }
    if incident:
        content["instance"] = f"urn:incident:{incident}"
    if errors:
        content["errors"] = errors
    return JSONResponse(content, status_code=status, media_type="application/problem+json")
