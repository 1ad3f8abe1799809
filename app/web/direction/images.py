"""Pages of the files as images, drawn by us in a child that can be killed. The original never reaches the browser.

While the first reading is blind, what tells who it is is painted over in the pixels; a page whose words are not known
cannot be masked, and is not shown. An office file is shown as it is printed, where LibreOffice is installed.
"""

from __future__ import annotations

from fastapi import APIRouter, Response
from starlette.exceptions import HTTPException

from app.intake.tables import Piece
from app.reading.page_images import page_image as drawn_page
from app.reading.text import Box
from app.reading.unreadable import Unreadable
from app.review.dossier_page import masks, present_pieces
from app.review.rows import sees_identity
from app.review.tables import Opening
from app.web.depends import House, ReadSession
from app.web.direction.dossiers import dossier_or_404
from app.web.direction.signed_in import OfficeVisit

router = APIRouter()

MOST_PAGES = 500


@router.get("/dossiers/{reference}/pieces/{position}/pages/{number}")
def page_image(visit: OfficeVisit, session: ReadSession, reference: str, position: int, number: int) -> Response:
    """Page `number` (from 1) of the piece at `position`, for a member who opened the dossier."""
    house, member = visit.house, visit.member
    dossier = dossier_or_404(session, house.notice, reference)
    piece = next((each for each in present_pieces(dossier) if each.position == position), None)
    if piece is None or not 1 <= number <= MOST_PAGES or session.get(Opening, (dossier.id, member.id)) is None:
        raise HTTPException(404)
    boxes: tuple[Box, ...] = ()
    blind = not sees_identity(session, house.notice, dossier.id, member.id)
    if blind:
        known = masks(session, dossier, piece, prints=visit.house.settings.pages_dir)
        if known is None:
            raise HTTPException(404)
        boxes = known.get(number, ())
    session.close()  # drawing takes a while; the connection is not needed for it
    image = _drawn(house, piece, number, boxes, blind=blind)
    return Response(image, media_type="image/webp", headers={"content-disposition": "inline"})


def _drawn(house: House, piece: Piece, number: int, boxes: tuple[Box, ...], *, blind: bool) -> bytes:
    try:
        return drawn_page(
            lambda: house.vault.read(piece.sha256),
            sha256=piece.sha256,
            file_name=piece.file_name,
            number=number,
            masks=boxes,
            folder=house.settings.pages_dir,
            hide_pictures=blind,
        )
    except (Unreadable, FileNotFoundError):
        raise HTTPException(404) from None
