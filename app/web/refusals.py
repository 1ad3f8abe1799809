"""One table from what the rules refuse to what a person reads: status, title, sentence. Each door renders it its way."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import structlog
from fastapi import Request, Response
from starlette.exceptions import HTTPException

from app.db.sqlite import DataInUse
from app.db.trouble import DatabaseDown, DatabaseFull
from app.i18n.translate import mark
from app.intake.receive import DeadlinePassed, KeyMissing, KeyReused
from app.intake.uploads import EmptyFile, TooManyFiles, UnusableFile, UploadTooLarge, WrongKindOfFile
from app.refusals import Refused
from app.vault.local import DiskFull
from app.web.depends import language_of
from app.web.form_token import ForgedForm
from app.web.office_answers import OFFICE_LINES
from app.web.pages import render
from app.web.posted import RepeatedField, UnknownField
from app.web.problems import problem
from app.web.protection import AmbiguousLength, RequestTooLarge, RequestTooSlow, TooManyRequests, UnknownHost

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a refusal looks like from outside."""

    status: int
    title: str
    sentence: str


ANSWERS: dict[type[Refused], Answer] = {
    AmbiguousLength: Answer(
        400, mark("We did not understand"), mark("What was sent is not complete or not well formed.")
    ),
    DataInUse: Answer(
        503, mark("The service is busy"), mark("The data are in use by another process. Try again in a moment.")
    ),
    DatabaseDown: Answer(
        503,
        mark("The service is busy"),
        mark("We cannot keep anything for the moment: nothing was received. Try again in a minute."),
    ),
    DatabaseFull: Answer(
        507,
        mark("No room left"),
        mark("We cannot keep another file safely for now. Nothing was received. Try again later or write to us."),
    ),
    DeadlinePassed: Answer(
        403,
        mark("Applications are closed"),
        mark(
            "Your request reached us at or after closing. It was not submitted. What you had saved can still be read."
        ),
    ),
    DiskFull: Answer(
        507,
        mark("No room left"),
        mark("We cannot keep another file safely for now. Nothing was received. Try again later or write to us."),
    ),
    ForgedForm: Answer(
        403,
        mark("This page is too old"),
        mark("Go back, reload the form and send it again. What you had saved is still there."),
    ),
    EmptyFile: Answer(422, mark("Empty file"), mark("The file is empty: choose it again, or choose another one.")),
    KeyMissing: Answer(
        400,
        mark("The idempotency key is missing"),
        mark(
            "Send a header Idempotency-Key with a value of your own, at most 200 characters, the same at every retry."
        ),
    ),
    KeyReused: Answer(
        422,
        mark("This key was used for something else"),
        mark("The same idempotency key came before with another content. Use a new key for a new dossier."),
    ),
    TooManyFiles: Answer(
        422, mark("Too many files"), mark("There are too many files. Put several pages into one file, then try again.")
    ),
    UnusableFile: Answer(422, mark("This file cannot be taken"), mark("Choose another file.")),
    UploadTooLarge: Answer(
        413, mark("File too large"), mark("The file is too large. Make it smaller, for instance with fewer pictures.")
    ),
    WrongKindOfFile: Answer(
        415,
        mark("Not a document"),
        mark(
            "This file is not a document we can take, whatever its name. Choose a PDF, Word or OpenDocument file, or a photo."
        ),
    ),
    RepeatedField: Answer(422, mark("We did not understand"), mark("The same field was sent twice. Send it once.")),
    UnknownField: Answer(422, mark("We did not understand"), mark("A field that this page does not know was sent.")),
    RequestTooLarge: Answer(
        413, mark("Too large"), mark("All of it together is larger than what we can take. Send smaller files.")
    ),
    RequestTooSlow: Answer(
        408,
        mark("The connection was cut"),
        mark("Nothing more came from your side. Check your connection, then try again."),
    ),
    TooManyRequests: Answer(429, mark("Too many requests"), mark("Wait a minute, then try again.")),
    UnknownHost: Answer(400, mark("Unknown address"), mark("This address is not one of ours.")),
}
ANSWERS |= {kind: Answer(*line) for kind, line in OFFICE_LINES.items()}

STATUSES: dict[int, Answer] = {
    400: Answer(400, mark("We did not understand"), mark("What was sent is not complete or not well formed.")),
    401: Answer(401, mark("Sign in first"), mark("This page is for people who are signed in.")),
    403: Answer(403, mark("Not allowed"), mark("You may not do this.")),
    404: Answer(
        404, mark("Page not found"), mark("There is nothing at this address. Check it, or start from the notice.")
    ),
    405: Answer(405, mark("Not possible here"), mark("This address does not take this kind of request.")),
    415: Answer(415, mark("We did not understand"), mark("Send the dossier as multipart/form-data.")),
    422: Answer(422, mark("We did not understand"), mark("What was sent is not complete or not well formed.")),
}

BROKEN = Answer(
    500,
    mark("Something broke on our side"),
    mark(
        "It is not your fault, and what you had saved is still there. Try again, or write to us with the number below."
    ),
)


# What is left of the body must not be taken for the next request.
_BODY_LEFT_UNREAD = frozenset({400, 408, 413, 429})


def answer_for(refusal: Refused) -> Answer:
    """The table's line for `refusal`, or for the nearest class it descends from. Raises KeyError."""
    for kind in type(refusal).__mro__:
        if kind in ANSWERS:
            return ANSWERS[kind]
    raise KeyError(type(refusal).__name__)


async def show_refusal(request: Request, refusal: Exception) -> Response:
    """A `Refused` as a page, or as problem JSON for programs."""
    assert isinstance(refusal, Refused)
    if isinstance(refusal, DatabaseDown | DatabaseFull):
        log.error("database", trouble=type(refusal).__name__, path=request.scope["path"])
    return show(request, answer_for(refusal))


async def show_http_error(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: no such page, method not allowed, unreadable form."""
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, Refused):
        return show(request, answer_for(error.__cause__))
    if 300 <= error.status_code < 400:
        return Response(status_code=error.status_code, headers=error.headers)
    answer = STATUSES.get(error.status_code) or Answer(error.status_code, STATUSES[400].title, STATUSES[400].sentence)
    return show(request, answer, headers=dict(error.headers or {}))


async def show_invalid_request(request: Request, _error: Exception) -> Response:
    """A path, query or form that does not have the declared shape. The values are not echoed."""
    return show(request, STATUSES[422])


def show_broken(request: Request, error: Exception) -> Response:
    """The last resort: a number for the person, the whole story for the log."""
    incident = secrets.token_hex(4).upper()
    log.error("incident", incident=incident, path=request.scope["path"], exc_info=error)
    return show(request, BROKEN, incident=incident)


def show(request: Request, answer: Answer, *, incident: str = "", headers: dict[str, str] | None = None) -> Response:
    """`answer` in the form this door speaks."""
    if request.scope["path"].startswith("/api/"):
        response: Response = problem(request, answer.status, answer.title, answer.sentence, incident=incident)
    else:
        response = render(
            request,
            "refused.html",
            language=language_of(request),
            status=answer.status,
            answer=answer,
            incident=incident,
            office=request.scope["path"].startswith("/direction"),
            back=_back(request.scope["path"]),
        )
    response.headers.update(headers or {})
    if answer.status in _BODY_LEFT_UNREAD:
        response.headers["connection"] = "close"
    if answer.status in (429, 503, 507):
        response.headers.setdefault("retry-after", "60")
    return response


def _back(path: str) -> str:
    """Where the office goes on from a refusal: the dossier it was about, else the list."""
    parts = path.split("/")
    return "/".join(parts[:4]) if path.startswith("/direction/dossiers/") and len(parts) > 4 else "/direction/dossiers"
