"""The programs' door: a whole dossier in one request, kept before it is answered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.responses import JSONResponse
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException

from app.i18n.translate import in_words, mark
from app.intake.dossier import Channel, Receipt, SealedFile, Submission
from app.intake.queries import dossier_with_key
from app.intake.receive import DeadlinePassed, KeyMissing, receive
from app.intake.typed import Unusable, email_address, one_line, phone_number, several_lines
from app.intake.uploads import UnusableFile, keep_upload
from app.mailing.draft import acknowledge
from app.posting.deadline import is_before_closing, timeliness_of_request
from app.posting.notice import PieceKind
from app.refusals import Refused
from app.web.depends import DbSession, House, Language, Now, TheHouse
from app.web.posted import Posted, posted
from app.web.problems import problem
from app.web.refusals import STATUSES, answer_for

router = APIRouter(prefix="/api/v1")

MAX_KEY_CHARACTERS = 200
FILE_FIELDS = {"cv": PieceKind.CV, "letter": PieceKind.LETTER, "references": PieceKind.REFERENCES}
NEEDED_FILES = ("cv", "letter")
CONSENT = mark("The candidate agrees that this dossier is used for this recruitment.")
MISSING = mark("This field is missing.")
UNUSABLE = mark("This value cannot be used.")

_CHECKS = {"name": one_line, "email": email_address, "phone": phone_number}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field: a sentence, or the refusal whose sentence stands in the table."""

    field: str
    what: str | Refused


@dataclass(frozen=True, slots=True)
class Words:
    """The fields of a request, in the shape they are kept in."""

    name: str
    email: str
    phone: str
    references_text: str


async def _multipart_only(request: Request) -> None:
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise HTTPException(415)


PostedDossier = Annotated[
    Posted,
    Depends(posted(words={*_CHECKS, "consent", "references_text"}, files=FILE_FIELDS, each_once=True)),
]


@router.post("/dossiers", status_code=201, dependencies=[Depends(_multipart_only)])
def keep_dossier(
    *,
    house: TheHouse,
    request: Request,
    session: DbSession,
    given: PostedDossier,
    language: Language,
    now: Now,
    idempotency_key: Annotated[str, Header()] = "",
) -> Response:
    """Keep a dossier once for its key, and answer with its receipt once all of it is durable."""
    key = _checked_key(idempotency_key)
    _refuse_what_is_late(house, key, now)
    words, faults = _checked_words(given.words)
    files, file_faults = _keep_files(house, given)
    faults += file_faults
    if words is None or faults:
        return _faulty(request, faults, language)
    submission = Submission(
        channel=Channel.API,
        name=words.name,
        email=words.email,
        phone=words.phone,
        language=language,
        files=files,
        references_text=words.references_text,
        consent_at=now,
        consent_text_sha256=hashlib.sha256(CONSENT.encode()).hexdigest(),
        idempotency_key=key,
        timeliness=timeliness_of_request(now, given.ended_at, house.notice),
    )
    receipt = receive(session, submission, house.notice, received_at=now, now=given.ended_at)
    acknowledge(session, receipt.reference, house.notice, now=given.ended_at)
    return JSONResponse(as_json(receipt), 201, background=BackgroundTask(house.wake))


def as_json(receipt: Receipt) -> dict[str, object]:
    """The receipt in the words of the contract; the instant in UTC."""
    return {
        "reference": receipt.reference,
        "received_at": receipt.received_at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "pieces": [
            {"file": each.file_name, "kind": each.kind.value, "size": each.size_bytes, "sha256": each.sha256}
            for each in receipt.pieces
        ],
    }


def _checked_key(key: str) -> str:
    if not key.strip() or len(key) > MAX_KEY_CHARACTERS or not key.isprintable():
        raise KeyMissing
    return f"api:{key}"


def _checked_words(words: dict[str, str]) -> tuple[Words | None, list[Fault]]:
    kept: dict[str, str] = {}
    faults: list[Fault] = []
    for field, check in _CHECKS.items():
        if not words.get(field, "").strip():
            faults.append(Fault(field, MISSING))
            continue
        try:
            kept[field] = check(words[field])
        except Unusable:
            faults.append(Fault(field, UNUSABLE))
    if words.get("consent") != "yes":
        faults.append(Fault("consent", MISSING if "consent" not in words else UNUSABLE))
    try:
        kept["references_text"] = several_lines(words.get("references_text", ""))
    except Unusable:
        faults.append(Fault("references_text", UNUSABLE))
    return (None, faults) if faults else (Words(**kept), [])


def _keep_files(house: House, given: Posted) -> tuple[tuple[SealedFile, ...], list[Fault]]:
    files: list[SealedFile] = []
    needed = [field for field in NEEDED_FILES if FILE_FIELDS[field] in house.notice.pieces]
    faults = [Fault(field, MISSING) for field in needed if not given.files[field]]
    for field, uploads in given.files.items():
        for upload in uploads:
            try:
                files.append(
                    keep_upload(house.vault, upload.file, kind=FILE_FIELDS[field], file_name=upload.filename or field)
                )
            except UnusableFile as refused:
                faults.append(Fault(field, refused))
    return tuple(files), faults


def _refuse_what_is_late(house: House, key: str, now: datetime) -> None:
    # Before a file is kept. A retry after closing of what came in time still gets its receipt.
    if is_before_closing(now, house.notice):
        return
    with house.database.reading_session() as session:
        if dossier_with_key(session, key) is None:
            raise DeadlinePassed(now, house.notice.closes_at)


def _faulty(request: Request, faults: list[Fault], language: str) -> Response:
    """Every field that is wrong, each with its sentence. A refused file lends its status when nothing else is wrong."""
    answers = [answer_for(fault.what) for fault in faults if isinstance(fault.what, Refused)]
    general = answers[0] if len(answers) == len(faults) else STATUSES[422]
    return problem(
        request,
        general.status,
        general.title,
        general.sentence,
        errors=[
            {
                "field": fault.field,
                "detail": in_words(
                    answer_for(fault.what).sentence if isinstance(fault.what, Refused) else fault.what, language
                ),
            }
            for fault in faults
        ],
    )
