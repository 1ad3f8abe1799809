"""The street door: the notice, the form, the check, the receipt. French and Arabic, no script needed."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app.i18n.translate import preferred_language
from app.intake.uploads import MAX_FILE_BYTES
from app.posting.notice import CriterionKind
from app.web.candidate import application, receipt
from app.web.depends import Language, TheHouse
from app.web.pages import render

entrance = APIRouter()
router = APIRouter()


@entrance.get("/")
async def choose_language(request: Request) -> Response:
    """The notice, in the language the browser asks for; French by default."""
    language = preferred_language(request.headers.get("accept-language", ""))
    return RedirectResponse(f"/{language}/", 302, headers={"vary": "accept-language"})


@router.get("/")
def notice_page(request: Request, house: TheHouse, language: Language) -> HTMLResponse:
    """What is asked, until when, how to apply, and what becomes of the data."""
    asked = [each for each in house.notice.criteria if each.kind is not CriterionKind.COMPLETENESS]
    return render(
        request,
        "candidate/notice.html",
        language=language,
        required=[each for each in asked if each.required],
        also=[each for each in asked if not each.required],
        max_file_bytes=MAX_FILE_BYTES,
    )


router.include_router(application.router)
router.include_router(receipt.router)
