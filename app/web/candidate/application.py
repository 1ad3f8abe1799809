"""Filling in, checking, sending. Every page says NON DÉPOSÉ until the dossier is kept."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy.orm import Session
from starlette.background import BackgroundTask

from app.i18n.translate import file_size, translator
from app.intake.dossier import SealedFile
from app.intake.drafts import (
    Answers,
    add_file,
    answers_of,
    files_of,
    forget_draft,
    remove_file,
    save_draft,
    submission_of,
)
from app.intake.receive import receive
from app.intake.tables import Draft
from app.intake.uploads import MAX_FILE_BYTES, MAX_FILES, TooManyFiles, UnusableFile, keep_upload
from app.mailing.draft import acknowledge
from app.posting.deadline import is_before_closing, timeliness_of_request
from app.posting.notice import Notice, PieceKind
from app.web.candidate.forms import (
    CONSENT,
    FILE_FIELDS,
    FILE_REFUSALS,
    WORDS,
    ApplicationForm,
    answers_from,
    checked,
    errors_of,
    form_from_answers,
    form_from_words,
)
from app.web.candidate.visitor import TheVisitor, Visitor
from app.web.depends import DbSession, House, Language, Now, ReadSession, entered_at
from app.web.form_token import require_form_token
from app.web.pages import environment, render
from app.web.posted import Posted, posted

router = APIRouter()

# From then on the form can be sent without the page to check: a slow link may not have time for two.
LAST_HOUR = timedelta(hours=1)

Problems = list[tuple[str, str]]
PostedForm = Annotated[Posted, Depends(posted(words=WORDS, files=FILE_FIELDS))]
PostedSending = Annotated[Posted, Depends(posted(words={"token", "seen"}))]


@router.get("/postuler")
def form_page(
    *, request: Request, session: ReadSession, visitor: TheVisitor, language: Language, now: Now, kept: str = ""
) -> Response:
    """The form as it was left; the receipt for who has sent already; « closed » after closing."""
    if visitor.dossier(session) is not None:
        return _to(language, "recu")
    draft = visitor.draft(session, now=now)
    if not is_before_closing(now, visitor.house.notice):
        return _closed(request, draft, language, status=200)
    page = _form(
        request,
        visitor,
        language,
        draft,
        form=form_from_answers(_answers(draft), visitor.house.notice),
        problems=[],
        kept=bool(kept),
    )
    visitor.remember(page)
    return page


@router.post("/postuler")
def save(
    *, request: Request, session: DbSession, visitor: TheVisitor, language: Language, now: Now, given: PostedForm
) -> Response:
    """Keep what was typed and chosen, right or wrong; then show what is wrong, or the page to check."""
    house = visitor.house
    require_form_token(house, visitor.bound_to, given.words.get("token"))
    if not is_before_closing(now, house.notice):
        return _closed(request, visitor.draft(session, now=now), language, status=403)
    sealed, problems = _keep_files(house, given, language)
    visitor.held_draft(session, now=now)  # before the look at the dossier: another tab may be sending it
    if visitor.dossier(session) is not None:
        return _to(language, "recu")
    answers = answers_from(form_from_words(given.words))
    form = form_from_answers(answers, house.notice)
    draft = save_draft(session, visitor.secret, answers, house.notice, language=language, now=now)
    problems += _add_files(draft, sealed, language)
    if given.words.get("remove", "").isdecimal():
        remove_file(draft, int(given.words["remove"]))
        return _to(language, "postuler?kept=1#pieces")
    if given.words.get("website"):
        problems.append(("website", translator(language).gettext("Leave this field empty")))
    if "save" in given.words and not problems:
        return _to(language, "postuler?kept=1")
    problems += _problems(form, draft, house.notice, language, files_with_problems={field for field, _ in problems})
    problems.sort(key=lambda problem: _place_on_page(problem[0]))
    if problems:
        session.flush()  # the files on the page carry their numbers
        return _form(request, visitor, language, draft, form=form, problems=problems, status=422)
    if given.words.get("send") == "now":
        return _send(session, draft, house, language, began_at=now, ended_at=given.ended_at)
    return _to(language, "verifier")


@router.get("/verifier")
def check_page(request: Request, session: ReadSession, visitor: TheVisitor, language: Language, now: Now) -> Response:
    """Everything that is about to be sent, on one page; the form again while something is wrong."""
    draft = visitor.draft(session, now=now)
    if draft is None:
        return _to(language, "recu" if visitor.dossier(session) is not None else "postuler")
    if not is_before_closing(now, visitor.house.notice):
        return _closed(request, draft, language, status=200)
    answers = _answers(draft)
    form = form_from_answers(answers, visitor.house.notice)
    problems = _problems(form, draft, visitor.house.notice, language)
    if problems:
        return _form(request, visitor, language, draft, form=form, problems=problems)
    return render(
        request,
        "candidate/check.html",
        language=language,
        answers=checked(answers),
        typed=answers,
        files=files_of(draft),
        seen=_seen(draft),
        token=visitor.token,
    )


@router.post("/envoyer")
def send(
    *, request: Request, session: DbSession, visitor: TheVisitor, language: Language, now: Now, given: PostedSending
) -> Response:
    """The sending request: about a hundred bytes, naming what is sealed already. Its arrival is what counts."""
    house = visitor.house
    require_form_token(house, visitor.bound_to, given.words.get("token"))
    draft = visitor.held_draft(session, now=now)
    if visitor.dossier(session) is not None:
        return _to(language, "recu")
    if draft is None:
        return _to(language, "postuler")
    if not is_before_closing(now, house.notice):
        return _closed(request, draft, language, status=403)
    form = form_from_answers(_answers(draft), house.notice)
    problems = _problems(form, draft, house.notice, language)
    if problems:
        return _form(request, visitor, language, draft, form=form, problems=problems, status=422)
    if given.words.get("seen") != _seen(draft):
        # Another tab changed it: nobody sends what they have not seen.
        return _to(language, "verifier")
    return _send(session, draft, house, language, began_at=now, ended_at=given.ended_at)


def consent_text_sha256(house: House, language: str) -> str:
    """Which text was agreed to: the hash of the privacy notice and the sentence beside the box, as shown."""
    module = environment(language)
    shown = module.get_template("candidate/privacy.html").render(notice=house.notice)
    sentence = translator(language).gettext(CONSENT)
    return hashlib.sha256(f"{shown}\n{sentence}".encode()).hexdigest()


def _send(
    session: Session, draft: Draft, house: House, language: str, *, began_at: datetime, ended_at: datetime
) -> Response:
    submission = submission_of(
        draft,
        checked(answers_of(draft)),
        consent_text_sha256=consent_text_sha256(house, language),
        timeliness=timeliness_of_request(began_at, ended_at, house.notice),
        now=began_at,
    )
    receipt = receive(session, submission, house.notice, received_at=began_at, now=ended_at)
    acknowledge(session, receipt.reference, house.notice, now=ended_at)
    forget_draft(session, draft)
    sent = _to(language, "recu")
    sent.background = BackgroundTask(house.wake)  # after the commit: a worker woken earlier would find nothing
    return sent


def _keep_files(house: House, given: Posted, language: str) -> tuple[list[SealedFile], Problems]:
    sealed: list[SealedFile] = []
    problems: Problems = []
    for field, uploads in given.files.items():
        for upload in uploads:
            name = upload.filename or ""
            try:
                sealed.append(keep_upload(house.vault, upload.file, kind=FILE_FIELDS[field], file_name=name))
            except UnusableFile as refused:
                problems.append((field, _about_file(refused, refused.file_name, language)))
    return sealed, problems


def _add_files(draft: Draft, sealed: list[SealedFile], language: str) -> Problems:
    problems: Problems = []
    for each in sealed:
        try:
            add_file(draft, each)
        except TooManyFiles as refused:
            field = next(field for field, kind in FILE_FIELDS.items() if kind is each.kind)
            problems.append((field, _about_file(refused, each.file_name, language)))
    return problems


def _about_file(refused: Exception, name: str, language: str) -> str:
    sentence = translator(language).gettext(FILE_REFUSALS[type(refused)])
    # Isolated: a file name of the other script must not turn the sentence around.
    return sentence % {"name": f"\u2068{name}\u2069", "size": file_size(MAX_FILE_BYTES, language), "number": MAX_FILES}


def _problems(
    form: ApplicationForm, draft: Draft, notice: Notice, language: str, *, files_with_problems: Collection[str] = ()
) -> Problems:
    words = translator(language)
    found = errors_of(form, {PieceKind(each.kind) for each in draft.files}, notice)
    return [(field, words.gettext(sentence)) for field, sentence in found if field not in files_with_problems]


def _place_on_page(field: str) -> int:
    order = ("website", "name", "email", "phone", "cv", "letter", "referees", "references", "consent")
    return order.index(field.partition("-")[0])


def _form(
    request: Request,
    visitor: Visitor,
    language: str,
    draft: Draft | None,
    *,
    form: ApplicationForm,
    problems: Problems,
    status: int = 200,
    kept: bool = False,
) -> Response:
    files = list(draft.files) if draft is not None else []
    return render(
        request,
        "candidate/form.html",
        language=language,
        status=status,
        form=form,
        files={field: [each for each in files if each.kind == kind] for field, kind in FILE_FIELDS.items()},
        problems=problems,
        problem=defaultdict(str, reversed(problems)),
        kept=kept,
        may_send_now=visitor.house.notice.closes_at - entered_at(request) <= LAST_HOUR,
        max_file_bytes=MAX_FILE_BYTES,
        token=visitor.token,
    )


def _closed(request: Request, draft: Draft | None, language: str, *, status: int) -> Response:
    return render(
        request,
        "candidate/closed.html",
        language=language,
        status=status,
        answers=_answers(draft) if draft is not None else None,
        files=files_of(draft) if draft is not None else (),
    )


def _answers(draft: Draft | None) -> Answers:
    return answers_of(draft) if draft is not None else Answers()


def _seen(draft: Draft) -> str:
    files = [f"{each.kind} {each.sha256}" for each in files_of(draft)]
    return hashlib.sha256("\n".join([draft.answers, *files]).encode()).hexdigest()[:16]


def _to(language: str, page: str) -> Response:
    return RedirectResponse(f"/{language}/{page}", 303)
